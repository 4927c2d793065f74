//! One complaint's ratings: all of them, and the chosen one in detail with its 추가답변.

use casework::reader::{self, Case};
use domain::complaint::{Channel, Number, Score, StageName, Visibility};
use maud::{Markup, html};

use super::LIST;
use crate::components::{
    ButtonKind, Column, KeyValue, Row, Table, Tone, button_row, data_table, key_values, link_button, panel,
    stage_badge,
};
use crate::error::Fail;
use crate::pages::work::{Asked, moment_cell};
use crate::request::Desk;
use crate::satisfaction::{Again, Round, rounds};
use crate::state::AppState;

/// The chosen complaint and what its petitioner said.
pub(super) struct Chosen {
    number: Number,
    case: Case,
    rounds: Vec<Round>,
    /// Which of the ratings, counted from one.
    shown: Option<usize>,
}

/// `None` when nothing is chosen; what is no surveyed complaint in sight is not there.
pub(super) async fn chosen(state: &AppState, desk: &Desk, asked: &Asked) -> Result<Option<Chosen>, Fail> {
    let Some(number) = asked.one("complaint", |text| Number::parse(text).ok())? else { return Ok(None) };
    let case = reader::case(&state.office, &desk.actor(), &number).await?;
    let c = &case.complaint;
    let surveyed = c.channel == Channel::Epeople
        && c.stage.name() == StageName::Answered
        && c.visibility != Visibility::Sealed;
    let rounds = rounds(&case.history);
    let shown = asked.one("rating", |text| text.parse().ok())?;
    if !surveyed || shown.is_some_and(|n| n == 0 || n > rounds.len()) {
        return Err(Fail::not_found());
    }
    Ok(Some(Chosen { number, case, rounds, shown }))
}

impl Chosen {
    pub(super) fn number(&self) -> &str {
        self.number.as_str()
    }

    pub(super) fn markup(&self, asked: &Asked) -> Markup {
        // The last one is what the statistics count: it stands open unless another was chosen.
        let shown = self.shown.or(Some(self.rounds.len()).filter(|count| *count > 0));
        let case = format!("/complaints/{}?from=satisfaction", self.number);
        html! {
            (panel("ratings", "선택한 민원의 만족도 결과", html! {
                (key_values(&[
                    KeyValue::text("접수번호", self.number.as_str()),
                    KeyValue::text("제목", &self.case.words.title).wide(),
                ]))
                (self.all(asked, shown))
                (button_row(link_button("민원 상세", &case, ButtonKind::Tertiary)))
            }))
            @if let Some((n, round)) = shown.and_then(|n| Some((n, self.rounds.get(n.checked_sub(1)?)?))) {
                (panel("rating", &format!("만족도 평가 상세 ({n}회차)"), self.detail(round)))
            }
        }
    }

    fn all(&self, asked: &Asked, shown: Option<usize>) -> Markup {
        let columns = [
            Column::new("회차").main(),
            Column::new("만족도"),
            Column::new("점수(점)").numeric(),
            Column::new("평가일시"),
            Column::new("추가답변"),
        ];
        let rows = self.rounds.iter().enumerate().map(|(index, round)| {
            let n = index + 1;
            let last = if n == self.rounds.len() { " (마지막)" } else { "" };
            let cells = vec![
                html! { (n) "회차" (last) },
                score_badge(round.score),
                html! { (round.score.points()) },
                moment_cell(round.at),
                again_cell(round.again.as_ref()),
            ];
            let href = asked.href(LIST, &[("complaint", self.number.as_str()), ("rating", &n.to_string())]);
            Row::new(cells).href(format!("{href}#rating")).current(shown == Some(n))
        });
        let empty = html! { p.quiet { "신청인이 아직 평가하지 않았습니다." } };
        data_table(&Table::new("모든 만족도결과", &columns, rows.collect()).empty(empty))
    }

    fn detail(&self, round: &Round) -> Markup {
        let level = format!("{} ({}점)", words::score::label(round.score), round.score.points());
        let when = words::date::moment(round.at);
        let mut lines = vec![
            KeyValue::text("만족도", &level),
            KeyValue::text("평가일시", &when),
            KeyValue::text("평가 의견", round.comment.as_deref().unwrap_or_default()).wide(),
        ];
        match &round.again {
            None => lines.push(KeyValue::text("추가답변 요청", "요청하지 않음")),
            Some(again) => lines.extend(self.again(again)),
        }
        key_values(&lines)
    }

    fn again(&self, again: &Again) -> Vec<KeyValue<'static>> {
        let late = again.answer.as_ref().map_or(self.case.desk.now, |answer| answer.at) > again.due_at;
        let due = html! {
            (words::date::moment(again.due_at))
            @if late { " " (stage_badge("기한 지남", Tone::Danger)) }
        };
        let text = |key, text: Option<&String>| {
            KeyValue::new(key, html! { p.letter { (text.map_or("–", String::as_str)) } }).wide()
        };
        let mut lines = vec![
            KeyValue::text("추가답변 요청", &words::date::moment(again.asked_at)),
            KeyValue::new("추가답변 기한", due),
            text("추가 질문", again.question.as_ref()),
        ];
        match &again.answer {
            None => lines.push(KeyValue::new("추가답변", stage_badge("처리 전", Tone::Warning))),
            Some(answer) => lines.extend([
                KeyValue::text("추가답변 처리", &words::date::moment(answer.at)),
                KeyValue::text("처리자", &words::event::who(&answer.by, self.case.desk.chart.as_ref())),
                text("추가답변", answer.text.as_ref()),
            ]),
        }
        lines
    }
}

/// The level in words, toned by how content it is.
pub(in crate::pages) fn score_badge(score: Score) -> Markup {
    let tone = match score {
        Score::VeryGood | Score::Good => Tone::Success,
        Score::Fair => Tone::Neutral,
        Score::Poor => Tone::Warning,
        Score::VeryPoor => Tone::Danger,
    };
    stage_badge(words::score::label(score), tone)
}

fn again_cell(again: Option<&Again>) -> Markup {
    match again.map(|again| again.answer.is_some()) {
        None => html! { span.quiet { "–" } },
        Some(true) => stage_badge("처리완료", Tone::Success),
        Some(false) => stage_badge("추가답변 대상", Tone::Danger),
    }
}

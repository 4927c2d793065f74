//! 목록: answered complaints from 국민신문고 with the last rating of each; choosing one shows all its ratings.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum_extra::extract::cookie::CookieJar;
use casework::sessions::Who;
use domain::access::Scope;
use domain::complaint::Score;
use maud::{Markup, html};
use store::read::{Slice, Sort, Surveyed};
use words::Names;
use words::error::PageError;

use super::conditions;
use super::ratings::{Chosen, chosen, score_badge};
use super::{LIST, TITLE, two_tabs};
use crate::components::{
    ButtonKind, Column, Row, Table, Tone, button_row, data_table, empty_state, link_button, page_title,
    stage_badge,
};
use crate::error::Fail;
use crate::pages::Frame;
use crate::pages::search::{Conditions, Wrong};
use crate::pages::work::{Asked, moment_cell, turning};
use crate::request::Desk;
use crate::state::AppState;

/// GET `/satisfaction`
pub(crate) async fn page(
    State(state): State<AppState>,
    desk: Desk,
    Conditions(asked): Conditions,
    jar: CookieJar,
) -> Result<Response, Fail> {
    let office = state.office.desk();
    let found = match conditions::read(&asked, &desk.who, &office) {
        Err(wrong) => Err(wrong),
        Ok(narrowed) => {
            let (filter, _) = narrowed?;
            let page = asked.page()?;
            if page.sort != Sort::Newest {
                return Err(Fail::Page(PageError::Unreadable));
            }
            let mut tx = state.office.store().read().await?;
            let scope = Scope::of(&desk.actor());
            Ok(tx.surveyed(&scope, &filter, page.after.as_ref(), page.limit).await?)
        }
    };
    let chosen = chosen(&state, &desk, &asked).await?;
    let list = List { asked: &asked, who: &desk.who, chosen, office };
    let mut response = Frame::new(&state, &desk.who, TITLE, LIST).render(jar, list.body(&found));
    if found.is_err() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}

struct List<'a> {
    asked: &'a Asked,
    who: &'a Who,
    chosen: Option<Chosen>,
    office: domain::desk::Desk,
}

impl List<'_> {
    fn body(&self, found: &Result<Slice<Surveyed>, Vec<Wrong>>) -> Markup {
        let wrong = found.as_ref().err().map(Vec::as_slice).unwrap_or_default();
        html! {
            (page_title(TITLE, html! {}))
            (two_tabs(self.asked, LIST))
            p.hint {
                "부서에서 처리한 국민신문고 민원에 대한 만족도 평가 현황을 모니터링 하는 기능. 시민이 마지막으로 평가한 만족도 \
                 결과가 대상이며, 민원을 선택하면 모든 만족도결과를 확인할 수 있습니다."
            }
            (conditions::summary(wrong))
            (conditions::of_list(self.asked, wrong, self.who, &self.office))
            @if let Ok(found) = found {
                (self.table(found))
                @if let Some(chosen) = &self.chosen { (chosen.markup(self.asked)) }
            }
        }
    }

    fn table(&self, found: &Slice<Surveyed>) -> Markup {
        let columns = [
            Column::new("접수번호"),
            Column::new("제목").main(),
            Column::new("신청인"),
            Column::new("처리부서"),
            Column::new("처리자"),
            Column::new("접수일시"),
            Column::new("만족도"),
            Column::new("평가일시"),
            Column::new("평가 횟수").numeric(),
            Column::new("추가답변"),
        ];
        let rows = found.rows.iter().map(|row| self.row(row)).collect();
        let empty = empty_state(
            "조건에 맞는 국민신문고 민원이 없습니다.",
            "기간을 넓히거나 조건을 줄여 보십시오.",
            None,
        );
        let excel =
            self.asked.href("/satisfaction/list.xlsx", &[("cursor", ""), ("complaint", ""), ("rating", "")]);
        let next = self.asked.next(LIST, Sort::Newest, found.next.as_ref());
        html! {
            (data_table(&Table::new("국민신문고 만족도 평가 대상 목록", &columns, rows).dense().empty(empty)))
            (turning(self.asked, LIST, found.rows.len(), next))
            (button_row(link_button("목록 엑셀", &excel, ButtonKind::Secondary)))
        }
    }

    fn row(&self, row: &Surveyed) -> Row {
        let c = &row.complaint;
        let chart = self.office.chart.as_ref();
        let score = c.rating.and_then(Score::from_points);
        let moment =
            |at: Option<jiff::Timestamp>| html! { @if let Some(at) = at { (moment_cell(at)) } @else { "–" } };
        let cells = vec![
            html! { span.case-number { (c.number) } },
            html! { (c.title) },
            html! { (words::mask::name(&c.petitioner_name)) },
            html! { (c.department.map_or_else(|| "–".to_owned(), |id| Names::department(chart, id))) },
            html! { (c.handler.map_or_else(|| "–".to_owned(), |id| Names::officer(chart, id))) },
            moment(c.received_at),
            score_cell(score),
            moment(row.rated_at),
            html! { (row.ratings) },
            follow_up_cell(row),
        ];
        let chosen = self.chosen.as_ref().is_some_and(|chosen| chosen.number() == c.number);
        let href = self.asked.href(LIST, &[("complaint", &c.number), ("rating", "")]);
        Row::new(cells).href(format!("{href}#ratings")).current(chosen)
    }
}

/// `만족 75점`
fn score_cell(score: Option<Score>) -> Markup {
    html! {
        @match score {
            Some(score) => span.moment { (score_badge(score)) " " (score.points()) "점" },
            None => span.quiet { "미평가" },
        }
    }
}

/// `처리완료 2/2`, `대상 1/2`
fn follow_up_cell(row: &Surveyed) -> Markup {
    let of = format!(" {}/{}", row.followed_up, row.asked);
    html! {
        @if row.asked == 0 { span.quiet { "–" } }
        @else if row.asked == row.followed_up { span.moment { (stage_badge("처리완료", Tone::Success)) (of) } }
        @else { span.moment { (stage_badge("추가답변 대상", Tone::Danger)) (of) } }
    }
}

//! 월별 점검표: the inspector looks through last month's handling by the 5th and marks it (시행령 제28조, 시행규칙 제7조).

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::CookieJar;
use casework::sessions::Who;
use casework::{delays, statistics};
use domain::desk::{Desk as Facts, seoul_date};
use domain::measure::Tally;
use domain::text::{MEMO_MAX, Memo};
use jiff::ToSpan;
use jiff::civil::Date;
use maud::{Markup, html};
use store::MonthlyCheck;
use store::read::{Page, Sort};
use store::stats::{Group, Question};
use words::Names;
use words::figure::{grouped, percent};
use words::lang::Lang;

use super::Frame;
use super::watch::{Span, inspects};
use super::work::{Asked, Posted, Typed, moment_cell, only};
use crate::components::{
    ButtonKind, Column, Field, FormAttrs, Row, Table, Tone, alert, button_row, data_table, hidden,
    page_title, panel, post_form, record_badge, submit, textarea,
};
use crate::error::Fail;
use crate::request::{Desk, say};
use crate::state::AppState;

const PATH: &str = "/monthly-check";
const TITLE: &str = "월별 점검";
/// Reminders counted up to here; beyond it the number says nothing more.
const REMINDERS_MOST: u32 = 200;
/// Months offered: the last year at most.
const MONTHS: i32 = 12;
const QUARTER: usize = 3;

/// A month with its figures, and who has checked which.
struct View {
    month: Date,
    tally: Tally,
    reminders: String,
    checks: Vec<MonthlyCheck>,
    typed: Typed,
}

impl View {
    async fn of(state: &AppState, who: &Who, month: Date, typed: Typed) -> Result<View, Fail> {
        let last = month.last_of_month();
        let span = Span::between(month, last);
        let (agency, departments, kind, channel) = (None, Vec::new(), None, None);
        let (now, from, to) = (state.office.now(), span.first, span.last);
        let question = Question { now, from, to, agency, departments, kind, channel };
        let actor = who.actor();
        let figures = statistics::figures(&state.office, &actor, &question, Group::Whole).await?;
        let page = Page { sort: Sort::Newest, limit: REMINDERS_MOST, after: None };
        let sent = delays::reminders(&state.office, &actor, (from, to), &page).await?;
        Ok(View {
            month,
            tally: figures.into_values().sum(),
            reminders: format!("{}{}", sent.rows.len(), if sent.next.is_some() { "+" } else { "" }),
            checks: delays::checks(&state.office, &actor).await?,
            typed,
        })
    }

    fn done(&self) -> Option<&MonthlyCheck> {
        let month = delays::month_name(self.month);
        self.checks.iter().find(|check| check.month == month)
    }

    fn markup(&self, desk: &Facts) -> Markup {
        html! {
            (page_title(&format!("{TITLE}: {}", month_words(self.month)), html! {}))
            p.hint { "민원심사관은 전월의 민원처리 상황을 매월 5일까지 점검합니다(민원 처리에 관한 법률 시행령 제28조, 시행규칙 제7조)." }
            (self.typed.summary())
            (panel("sheet", "점검표", self.sheet()))
            (panel("done", "점검 완료", self.mark(desk)))
            (panel("months", "지난 점검", self.months(desk)))
        }
    }

    /// What is to be looked at, with the month's figure and where it can be looked into.
    fn sheet(&self) -> Markup {
        let t = &self.tally;
        let (from, to) = (self.month, self.month.last_of_month());
        let period = format!("from={from}&to={to}");
        let count = |number| format!("{}건", grouped(number));
        let lines = [
            ("접수", count(t.taken_in), format!("/statistics?{period}")),
            ("처리완료", count(t.answered), format!("/statistics?{period}")),
            ("처리기간 준수율", percent(t.kept()), format!("/statistics?tab=kept&{period}")),
            ("처리기한을 넘겨 답변", count(t.late()), format!("/statistics?tab=kept&{period}")),
            ("접수분 가운데 지금 지연 중", count(t.overdue), format!("/delays?state=still&{period}")),
            ("독촉장 발부", format!("{}건", self.reminders), format!("/reminders?{period}")),
            ("처리기간 단축률", percent(t.shortened()), format!("/statistics?tab=shortened&{period}")),
            ("재지정된 민원", count(t.hopped), format!("/statistics?tab=hops&{period}")),
            ("이송·종결", count(t.transferred + t.closed), format!("/statistics?{period}")),
        ];
        let columns =
            [Column::new("점검 항목").main(), Column::new("전월 현황").numeric(), Column::new("살펴보기")];
        let rows = lines.into_iter().map(|(label, figure, href)| {
            Row::new(vec![
                html! { (label) },
                html! { (figure) },
                html! { a href=(href) aria-label={ (label) " 살펴보기" } { "살펴보기" } },
            ])
        });
        data_table(&Table::new("점검 항목", &columns, rows.collect()))
    }

    fn mark(&self, desk: &Facts) -> Markup {
        if let Some(check) = self.done() {
            let by = Names::officer(desk.chart.as_ref(), check.by);
            return html! {
                (alert(Tone::Success, "점검을 마쳤습니다", html! {
                    p { (words::date::moment(check.at)) " " (by) }
                    p { (check.note) }
                }))
            };
        }
        let by = delays::check_by(self.month);
        let note = Field::new("note", "점검 의견").max_chars(MEMO_MAX).required();
        let note = note.hint("예: 지연 3건 독촉, 원인은 현장조사 지연. 나머지 이상 없음");
        html! {
            @if desk.today() > by {
                (alert(Tone::Warning, "점검 기한이 지났습니다", html! { p { (words::date::day(by)) "까지 점검해야 합니다." } }))
            } @else {
                p { (words::date::day(by)) "까지 점검합니다." }
            }
            (post_form(&FormAttrs::new(PATH, ""), html! {
                (hidden("month", &delays::month_name(self.month)))
                (textarea(&self.typed.field(note, "note"), 3))
                (button_row(submit("점검 완료로 표시", ButtonKind::Primary)))
            }))
        }
    }

    fn months(&self, desk: &Facts) -> Markup {
        let newest = delays::month_to_check(desk.today());
        // As far back as anybody has checked, and the last quarter in any case.
        let first = self.checks.last().map_or("", |check| check.month.as_str());
        let months = (0..MONTHS).map(|n| newest.saturating_sub(n.months()));
        let months = months.enumerate().filter(|(n, month)| {
            *n < QUARTER || (!first.is_empty() && delays::month_name(*month).as_str() >= first)
        });
        let columns = [
            Column::new("점검 월").main(),
            Column::new("상태"),
            Column::new("점검한 사람"),
            Column::new("점검일시"),
            Column::new("점검 의견"),
        ];
        let rows = months.map(|(_, month)| self.past(month, desk));
        data_table(&Table::new("지난 점검", &columns, rows.collect()))
    }

    fn past(&self, month: Date, desk: &Facts) -> Row {
        let name = delays::month_name(month);
        let check = self.checks.iter().find(|check| check.month == name);
        let cells = match check {
            Some(check) => vec![
                html! { (month_words(month)) },
                record_badge("점검함", Tone::Success),
                html! { (Names::officer(desk.chart.as_ref(), check.by)) },
                moment_cell(check.at),
                html! { (check.note) },
            ],
            None => {
                let late = desk.today() > delays::check_by(month);
                let badge = if late {
                    record_badge("점검하지 않음", Tone::Warning)
                } else {
                    record_badge("점검할 달", Tone::Information)
                };
                let none = || html! { "–" };
                vec![html! { (month_words(month)) }, badge, none(), none(), none()]
            }
        };
        Row::new(cells).href(format!("{PATH}?month={name}"))
    }
}

fn month_words(month: Date) -> String {
    format!("{}년 {}월", month.year(), month.month())
}

/// `2026-10`; only months that are over.
fn read_month(text: &str, today: Date) -> Option<Date> {
    let month: Date = format!("{text}-01").parse().ok()?;
    (text.len() == 7 && month <= delays::month_to_check(today)).then_some(month)
}

/// GET `/monthly-check?month=`
pub(crate) async fn page(
    State(state): State<AppState>,
    Desk { who, .. }: Desk,
    jar: CookieJar,
    asked: Asked,
) -> Result<Response, Fail> {
    only(inspects(&who))?;
    let desk = state.office.desk();
    let month = asked.one("month", |text| read_month(text, desk.today()))?;
    let month = month.unwrap_or_else(|| delays::month_to_check(desk.today()));
    let view = View::of(&state, &who, month, Typed::default()).await?;
    Ok(Frame::new(&state, &who, TITLE, PATH).render(jar, view.markup(&desk)))
}

/// POST `/monthly-check`: who, when and with which opinion; once.
pub(crate) async fn check(
    State(state): State<AppState>,
    Desk { who, .. }: Desk,
    jar: CookieJar,
    form: Posted,
) -> Result<Response, Fail> {
    only(inspects(&who))?;
    let desk = state.office.desk();
    let month = read_month(form.text("month"), seoul_date(desk.now)).ok_or_else(Fail::not_found)?;
    let note = match Memo::new(form.text("note")) {
        Ok(note) => note,
        Err(why) => {
            let mut typed = Typed::of(form);
            typed.wrong("note", words::error::text("점검 의견", why, Lang::Ko));
            let view = View::of(&state, &who, month, typed).await?;
            let mut response = Frame::new(&state, &who, TITLE, PATH).render(jar, view.markup(&desk));
            *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
            return Ok(response);
        }
    };
    let back = format!("{PATH}?month={}", delays::month_name(month));
    if delays::check(&state.office, &who.actor(), month, &note).await? {
        let said = format!("{} 점검을 완료로 표시했습니다.", month_words(month));
        return Ok((say(jar, true, &said), Redirect::to(&back)).into_response());
    }
    // Somebody was faster: theirs stands, and this opinion is shown again beside it.
    let mut typed = Typed::of(form);
    typed.wrong("", "다른 민원심사관이 먼저 점검을 마쳤습니다. 아래에서 확인해 주십시오.");
    let view = View::of(&state, &who, month, typed).await?;
    let mut response = Frame::new(&state, &who, TITLE, PATH).render(jar, view.markup(&desk));
    *response.status_mut() = StatusCode::CONFLICT;
    Ok(response)
}

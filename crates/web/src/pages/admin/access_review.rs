//! 월별 점검: each past month with what stands out, and who looked at it. Nobody reviews their own lines: a
//! reviewer's month stays open until somebody else has looked too.

use axum::extract::{Path, State};
use axum::response::Response;
use axum_extra::extract::cookie::CookieJar;
use casework::NotDone;
use casework::access_review::{self, Month, Oddities};
use domain::org::OrgChart;
use domain::text::Memo;
use jiff::civil::Date;
use maud::{Markup, html};
use words::lang::Lang;
use words::names::Names;

use super::access_log::may_read;
use super::{Screen, done};
use crate::components::{
    ButtonKind, Column, Field, FormAttrs, Row, Table, Tone, button_row, data_table, link_button, page_title,
    panel, post_form, record_badge, submit, textarea,
};
use crate::error::Fail;
use crate::pages::work::{Posted, Typed, moment_cell, only};
use crate::request::Desk;
use crate::state::AppState;

const PATH: &str = "/access-log/months";
const TITLE: &str = "접속기록 월별 점검";
/// Longest remark, in characters.
const REMARK_MAX: usize = domain::text::MEMO_MAX;

/// GET `/access-log/months`
pub(crate) async fn months(
    State(state): State<AppState>,
    desk: Desk,
    jar: CookieJar,
) -> Result<Response, Fail> {
    only(may_read(&desk.who))?;
    let months = access_review::months(&state.office, access_review::today(&state.office)).await?;
    let chart = state.office.facts().chart;
    let columns = [Column::new("월").main(), Column::new("점검한 사람"), Column::new("상태")];
    let rows = months.iter().map(|month| row(month, &chart)).collect();
    let body = html! {
        (page_title(TITLE, link_button("접속기록", super::access_log::PATH, ButtonKind::Secondary)))
        p.hint { "접속기록은 월 1회 이상 점검합니다(개인정보의 안전성 확보조치 기준 제8조). 자기 기록은 스스로 점검할 수 없으므로, 점검한 사람의 기록이 있는 달은 다른 사람이 한 번 더 점검해야 끝납니다." }
        (data_table(&Table::new(TITLE, &columns, rows).dense()))
    };
    Ok(screen(&state, &desk).respond(jar, &Typed::default(), body))
}

fn screen<'a>(state: &'a AppState, desk: &'a Desk) -> Screen<'a> {
    Screen { state, who: &desk.who, title: TITLE, path: PATH, active: super::access_log::PATH }
}

fn row(month: &Month, chart: &OrgChart) -> Row {
    let names: Vec<String> =
        month.reviews.iter().map(|review| Names::officer(chart, review.reviewer)).collect();
    let (label, tone) = match (month.reviews.is_empty(), month.is_reviewed()) {
        (true, _) => ("미점검", Tone::Warning),
        (false, false) => ("점검자 본인 기록 남음", Tone::Information),
        (false, true) => ("점검 완료", Tone::Success),
    };
    Row::new(vec![
        html! { (title(month.first)) },
        html! { @if names.is_empty() { "–" } @else { (names.join(", ")) } },
        record_badge(label, tone),
    ])
    .href(format!("{PATH}/{}", month.name()))
}

fn title(first: Date) -> String {
    format!("{}년 {}월", first.year(), first.month())
}

/// A past month by its name in the address.
async fn find(state: &AppState, name: &str) -> Result<Month, Fail> {
    let first = access_review::parse(name).ok_or_else(Fail::not_found)?;
    let months = access_review::months(&state.office, access_review::today(&state.office)).await?;
    months.into_iter().find(|month| month.first == first).ok_or_else(Fail::not_found)
}

/// GET `/access-log/months/{month}`
pub(crate) async fn month(
    State(state): State<AppState>,
    desk: Desk,
    Path(name): Path<String>,
    jar: CookieJar,
) -> Result<Response, Fail> {
    only(may_read(&desk.who))?;
    let month = find(&state, &name).await?;
    let typed = Typed::default();
    let body = drawn(&state, &desk, &month, &typed).await?;
    Ok(screen(&state, &desk).respond(jar, &typed, body))
}

async fn drawn(state: &AppState, desk: &Desk, month: &Month, typed: &Typed) -> Result<Markup, Fail> {
    let odd = access_review::oddities(&state.office, month.first).await?;
    let chart = state.office.facts().chart;
    let mine = month.reviews.iter().any(|review| review.reviewer == desk.who.officer.id);
    let remarks = Field::new("remarks", "점검 의견").required().max_chars(REMARK_MAX);
    let remarks = remarks.hint("확인한 내용과 조치를 적습니다. 예: 야간 로그인은 당직 근무로 확인함");
    let action = format!("{PATH}/{}", month.name());
    let (from, until) = (month.first, month.first.last_of_month());
    let lines = format!("{}?from={from}&to={until}", super::access_log::PATH);
    Ok(html! {
        (page_title(&format!("{} 접속기록 점검", title(month.first)), link_button("이 달의 기록", &lines, ButtonKind::Secondary)))
        (typed.summary())
        (panel("odd", "눈에 띄는 기록", oddities(&odd, &chart)))
        @if !month.reviews.is_empty() { (panel("reviews", "점검 기록", reviews(month, &chart))) }
        @if mine { p { "이 달은 이미 점검하셨습니다." } } @else {
            (panel("review", "점검", post_form(&FormAttrs::new(&action, ""), html! {
                p.hint { "본인의 기록은 이 점검에 포함되지 않습니다." }
                (textarea(&typed.field(remarks, "remarks"), 4))
                (button_row(html! {
                    (submit("점검 완료", ButtonKind::Primary))
                    (link_button("목록", PATH, ButtonKind::Tertiary))
                }))
            })))
        }
    })
}

fn oddities(odd: &Oddities, chart: &OrgChart) -> Markup {
    let of = |caption: &str, label: &str, rows: Vec<Row>| {
        let columns = [Column::new(label).main(), Column::new("횟수").numeric()];
        html! {
            h3 { (caption) }
            (data_table(&Table::new(caption, &columns, rows).dense().empty(html! { p.quiet { "없음" } })))
        }
    };
    let tallied = |rows: &[store::Tally]| -> Vec<Row> {
        rows.iter().map(|t| Row::new(vec![html! { (t.account) }, html! { (t.times) }])).collect()
    };
    let opened = odd.openings.iter();
    let opened =
        opened.map(|(id, times)| Row::new(vec![html! { (Names::officer(chart, *id)) }, html! { (times) }]));
    html! {
        (of("야간 로그인 (22시~6시)", "계정", tallied(&odd.nights)))
        (of("로그인 실패 10회 이상", "계정", tallied(&odd.failures)))
        (of("개인정보 열람 50회 이상", "직원", opened.collect()))
    }
}

/// The same in one line, kept with the review: what stood out then.
fn findings(odd: &Oddities) -> String {
    format!(
        "야간 로그인 {}개 계정, 로그인 실패 {}개 계정, 개인정보 열람 {}명",
        odd.nights.len(),
        odd.failures.len(),
        odd.openings.len()
    )
}

fn reviews(month: &Month, chart: &OrgChart) -> Markup {
    let columns = [
        Column::new("점검한 사람").main(),
        Column::new("점검일시"),
        Column::new("눈에 띈 기록"),
        Column::new("의견"),
    ];
    let rows = month.reviews.iter().map(|review| {
        Row::new(vec![
            html! { (Names::officer(chart, review.reviewer)) },
            moment_cell(review.at),
            html! { (review.findings) },
            html! { span.written { (review.remarks) } },
        ])
    });
    data_table(&Table::new("점검 기록", &columns, rows.collect()).dense())
}

/// POST `/access-log/months/{month}`
pub(crate) async fn review(
    State(state): State<AppState>,
    desk: Desk,
    Path(name): Path<String>,
    jar: CookieJar,
    form: Posted,
) -> Result<Response, Fail> {
    only(may_read(&desk.who))?;
    let month = find(&state, &name).await?;
    let mut typed = Typed::of(form.clone());
    match Memo::new(form.text("remarks")) {
        Ok(remarks) => {
            let findings = findings(&access_review::oddities(&state.office, month.first).await?);
            match access_review::review(&state.office, desk.asker(), month.first, remarks.into(), findings)
                .await
            {
                Ok(()) => {
                    let to = format!("{PATH}/{}", month.name());
                    return Ok(done(jar, "점검을 기록했습니다.", &to));
                }
                Err(NotDone::Invalid { code: "reviewed-already", .. }) => {
                    typed.wrong("", "이 달은 이미 점검하셨습니다.");
                }
                Err(other) => return Err(other.into()),
            }
        }
        Err(error) => typed.wrong("remarks", words::error::text("점검 의견", error, Lang::Ko)),
    }
    let body = drawn(&state, &desk, &month, &typed).await?;
    Ok(screen(&state, &desk).respond(jar, &typed, body))
}

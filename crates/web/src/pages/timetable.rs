//! 정기 작업: what runs by itself, when, by which rule, and how it went last.

use axum::extract::State;
use axum::response::Response;
use axum_extra::extract::cookie::CookieJar;
use casework::timetable::{Entry, last_runs};
use domain::role::Role;
use maud::{Markup, html};
use store::JobRun;

use super::Frame;
use super::work::{moment_cell, only};
use crate::components::{Column, Row, Table, Tone, data_table, page_title, record_badge};
use crate::error::Fail;
use crate::request::Desk;
use crate::state::AppState;

pub(crate) async fn page(
    State(state): State<AppState>,
    Desk { who, .. }: Desk,
    jar: CookieJar,
) -> Result<Response, Fail> {
    only(who.on_duty.has(Role::Administrator) || who.on_duty.has(Role::Inspector))?;
    let runs = last_runs(&state.office).await?;
    let columns = [
        Column::new("작업").main(),
        Column::new("시각"),
        Column::new("근거"),
        Column::new("마지막 시작"),
        Column::new("마지막 종료"),
        Column::new("결과"),
    ];
    let rows = runs.iter().map(|(entry, run)| row(entry, run.as_ref())).collect();
    let body = html! {
        (page_title("정기 작업", html! {}))
        p.hint { "아무도 누르지 않아도 정해진 시각에 저절로 실행되는 작업입니다." }
        (data_table(&Table::new("정기 작업", &columns, rows)))
    };
    Ok(Frame::new(&state, &who, "정기 작업", "/timetable").render(jar, body))
}

fn row(entry: &Entry, run: Option<&JobRun>) -> Row {
    let at = |moment: Option<_>| moment.map_or_else(|| html! { "–" }, moment_cell);
    Row::new(vec![
        html! { (entry.label) },
        html! { (entry.when.words()) },
        html! { (entry.why) },
        at(run.map(|run| run.started_at)),
        at(run.and_then(|run| run.finished_at)),
        result(run),
    ])
}

fn result(run: Option<&JobRun>) -> Markup {
    match run {
        None => record_badge("아직 실행하지 않음", Tone::Neutral),
        Some(JobRun { finished_at: None, .. }) => record_badge("실행 중", Tone::Information),
        Some(JobRun { result: Some(result), .. }) => html! { (result) },
        Some(JobRun { result: None, .. }) => record_badge("완료", Tone::Success),
    }
}

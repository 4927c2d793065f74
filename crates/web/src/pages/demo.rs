//! 시연 도구: the letters that would have left, and the clock. Not there outside of the demo.

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::CookieJar;
use domain::complaint::Number;
use domain::deadline::seoul;
use domain::desk::seoul as seoul_zone;
use jiff::Timestamp;
use maud::{Markup, html};
use serde::Deserialize;
use store::{NoticeWithAttempts, Owner};
use words::names::Names;

use super::account::local;
use super::letters::{badge, ways};
use super::work::{Posted, only};
use crate::components::{Crumb, Field, FilterPanel, empty_state, expander, filter_panel, page_title, text};
use crate::error::Fail;
use crate::layout::{self, Page};
use crate::request::{plain, say};
use crate::state::AppState;

const MAILBOX: &str = "/demo/mailbox";
/// Letters shown: the latest.
const SHOWN: u32 = 200;
/// Years the clock may be moved to: those the calendar answers for without doubt.
const YEARS: std::ops::RangeInclusive<i16> = 2000..=2100;

/// The number whose letters are looked for, if any.
#[derive(Deserialize)]
pub(crate) struct About {
    #[serde(default)]
    number: String,
}

pub(crate) async fn mailbox(
    State(state): State<AppState>,
    Query(about): Query<About>,
) -> Result<Response, Fail> {
    only(state.settings.demo)?;
    let number = plain(&about.number);
    let number = if number.is_empty() { None } else { Some(Number::parse(&number)) };
    let mut tx = state.office.store().read().await?;
    let letters = match &number {
        None => tx.newest_notices(SHOWN).await?,
        Some(Ok(number)) => tx.notices_of_number(number, SHOWN).await?,
        Some(Err(_)) => Vec::new(),
    };
    drop(tx);
    let wrong = matches!(number, Some(Err(_))).then(|| words::error::number(words::Lang::Ko));
    let crumbs = [Crumb::link("메인", "/"), Crumb::here("보낸 편지함")];
    let page = Page {
        demo_clock: Some(state.office.now().to_zoned(seoul_zone()).datetime()),
        breadcrumb: &crumbs,
        ..Page::officer("보낸 편지함", MAILBOX, "")
    };
    let status = if wrong.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let shown = html! { (head(&about.number, wrong)) @if wrong.is_none() { (list(&state, &letters)) } };
    Ok((status, layout::page(&page, shown)).into_response())
}

fn head(typed: &str, wrong: Option<&str>) -> Markup {
    html! {
        (page_title("보낸 편지함", html! {}))
        p.hint {
            "시연에서는 편지가 밖으로 나가지 않습니다. 나갔을 알림 가운데 최근 " (SHOWN) "건입니다. "
            "시연 시각은 옮길 때까지 멈춰 있어 같은 시각의 알림이 많습니다. 번호로 한 민원의 알림을 찾을 수 있습니다."
        }
        (filter_panel(FilterPanel {
            action: MAILBOX,
            fields: text(&Field::new("number", "접수번호 또는 신청번호").value(typed).error(wrong)),
            more: None,
            open: false,
        }))
    }
}

fn list(state: &AppState, letters: &[NoticeWithAttempts]) -> Markup {
    let chart = state.office.facts().chart;
    let to = |owner| match owner {
        Owner::Officer(id) => Names::officer(chart.as_ref(), id),
        Owner::Petitioner(_) => "신청인".to_owned(),
    };
    html! {
        @if letters.is_empty() {
            (empty_state("알림이 없습니다.", "민원을 접수하거나 분배하면 여기에 나타납니다.", None))
        }
        @for letter in letters {
            (expander(&heading(letter, &to(letter.notice.to)), false, html! {
                p { (badge(letter.notice.state)) " " (ways(letter)) }
                p.letter { (lines(&letter.notice.body)) }
            }))
        }
    }
}

fn heading(letter: &NoticeWithAttempts, to: &str) -> String {
    format!("{} · {to} · {}", words::date::moment(letter.notice.created_at), letter.notice.subject)
}

fn lines(text: &str) -> Markup {
    html! { @for (index, line) in text.lines().enumerate() { @if index > 0 { br; } (line) } }
}

/// Moves the office's clock: what is due by then falls due.
pub(crate) async fn clock(
    State(state): State<AppState>,
    jar: CookieJar,
    form: Posted,
) -> Result<Response, Fail> {
    only(state.settings.demo)?;
    let back = Redirect::to(local(form.get("back")));
    let Some(now) = moment(form.text("now")) else {
        let jar = say(jar, false, "시각을 다시 입력해 주십시오. 예: 2026-11-20T10:00");
        return Ok((jar, back).into_response());
    };
    if !state.office.clock().move_to(now) {
        return Ok(StatusCode::NOT_FOUND.into_response());
    }
    let said = format!("시연 시각을 {} 옮겼습니다.", words::particle::toward(&words::date::moment(now)));
    Ok((say(jar, true, &said), back).into_response())
}

fn moment(typed: &str) -> Option<Timestamp> {
    let now = seoul::parse(typed)?;
    YEARS.contains(&seoul::civil(now).year()).then_some(now)
}

//! 민원 운영 > 권한: what one holds and asked for; the requests that wait for an agency manager; the history.

mod inbox;
mod lines;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::CookieJar;
use casework::people::{NotChanged, grants};
use casework::sessions::Who;
use maud::{Markup, html};
use store::{GrantRequest, RequestState};
use uuid::Uuid;
use words::Names;

pub(in crate::pages) use lines::history;

use super::Frame;
use super::users::told;
use super::work::{Asked, Posted, Typed};
use crate::acts::Fields;
use crate::components::{
    ButtonKind, Column, Field, FormAttrs, Row, Table, button_row, data_table, page_title, panel, post_button,
    post_form, submit, textarea,
};
use crate::error::Fail;
use crate::request::{Desk, say};
use crate::state::AppState;

const PATH: &str = "/grants";
const TITLE: &str = "권한";
/// Own requests shown.
const SHOWN: u32 = 10;
/// Longest reason, in characters.
const REASON_MAX: usize = 500;

pub(crate) async fn page(
    State(state): State<AppState>,
    Desk { who, .. }: Desk,
    jar: CookieJar,
    asked: Asked,
) -> Result<Response, Fail> {
    let response = drawn(&state, &who, jar, (&asked, &Typed::default())).await?;
    // Seen once: the main page says it no longer.
    let mut tx = state.office.store().write().await?;
    tx.see_grant_requests(who.officer.id, state.office.now()).await?;
    tx.commit().await?;
    Ok(response)
}

async fn drawn(
    state: &AppState,
    who: &Who,
    jar: CookieJar,
    (asked, typed): (&Asked, &Typed),
) -> Result<Response, Fail> {
    let mut tx = state.office.store().read().await?;
    let lines = tx.grant_lines_of(who.officer.id).await?;
    let requests = tx.grant_requests_of(who.officer.id, SHOWN).await?;
    drop(tx);
    let facts = state.office.desk();
    let body = html! {
        (page_title(TITLE, html! {}))
        (typed.summary())
        (inbox::panels(state, who, asked, typed).await?)
        (panel("ask", "'부서 관리자' 권한 요청", ask(state, who, (&requests, typed))))
        (panel("mine", "나의 권한 이력", html! {
            p.hint { "권한의 부여와 종료는 3년 이상 보관합니다(개인정보의 안전성 확보조치 기준 제5조)." }
            (history(&facts, &lines, |_| None))
        }))
    };
    let mut response = Frame::new(state, who, TITLE, PATH).render(jar, body);
    if typed.is_wrong() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}

fn ask(state: &AppState, who: &Who, (requests, typed): (&[GrantRequest], &Typed)) -> Markup {
    let chart = state.office.facts().chart;
    let open = requests.iter().any(|request| request.state == RequestState::Open);
    let department = grants::may_ask_for(who).map(|id| Names::department(chart.as_ref(), id));
    let reason = Field::new("reason", "요청 사유").required().max_chars(REASON_MAX);
    html! {
        p { "'부서 관리자' 권한은 해당 기관 관리자에게 요청" }
        (data_table(&Table::new("권한 요청", &COLUMNS.map(Column::new), requests.iter().map(|r| row(r, state)).collect())
            .dense().empty(html! { p.quiet { "요청한 권한이 없습니다." } })))
        @match (department, open) {
            (None, _) => p.hint { "이미 소속 부서의 부서 관리자입니다." },
            (Some(_), true) => p.hint { "요청을 기관 관리자에게 보냈습니다. 결정되면 여기와 메인에 알립니다." },
            (Some(department), false) => (post_form(&FormAttrs::new("/grants/requests", ""), html! {
                p.hint { (department) "의 부서 관리자 권한을 요청합니다." }
                (textarea(&typed.field(reason, "reason"), 2))
                (button_row(submit("권한 요청", ButtonKind::Primary)))
            })),
        }
    }
}

const COLUMNS: [&str; 6] = ["요청일시", "권한", "요청 사유", "상태", "결정", "관리"];

fn row(request: &GrantRequest, state: &AppState) -> Row {
    let chart = state.office.facts().chart;
    let open = request.state == RequestState::Open;
    Row::new(vec![
        html! { (words::date::moment(request.asked_at)) },
        html! { (Names::department(chart.as_ref(), request.department)) " " (words::role::label(request.role)) },
        html! { (request.reason) },
        html! { (state_label(request.state)) },
        html! { (lines::by(chart.as_ref(), request.decided_by, request.decided_for))
        @if let Some(answer) = &request.answer { ": " (answer) } },
        html! { @if open {
            (post_button(&format!("/grants/requests/{}/withdraw", request.id), "", "요청 취소", ButtonKind::Tertiary))
        } },
    ])
}

fn state_label(state: RequestState) -> &'static str {
    match state {
        RequestState::Open => "결정 대기",
        RequestState::Granted => "부여",
        RequestState::Refused => "반려",
        RequestState::Withdrawn => "취소",
    }
}

/// What the main page says of decisions nobody has read yet.
pub(in crate::pages) async fn news(state: &AppState, who: &Who) -> Result<Vec<String>, Fail> {
    let requests = state.office.store().read().await?.grant_requests_of(who.officer.id, SHOWN).await?;
    let unread = requests
        .into_iter()
        .filter(|r| r.seen_at.is_none() && matches!(r.state, RequestState::Granted | RequestState::Refused));
    let chart = state.office.facts().chart;
    let told = unread.map(|request| {
        let department = Names::department(chart.as_ref(), request.department);
        let said = if request.state == RequestState::Granted {
            "부여되었습니다"
        } else {
            "반려되었습니다"
        };
        let answer = request.answer.unwrap_or_default();
        format!("{department} 부서 관리자 권한 요청이 {said}. 사유: {answer}")
    });
    Ok(told.collect())
}

pub(crate) async fn request(
    State(state): State<AppState>,
    desk: Desk,
    jar: CookieJar,
    form: Posted,
) -> Result<Response, Fail> {
    let mut f = Fields::from_form(&form.0);
    let reason = f.text::<REASON_MAX>("reason").map(String::from);
    let asked = match f.finish(reason) {
        Ok(reason) => grants::request(&state.office, desk.asker(), &reason).await,
        Err(problems) => {
            let mut typed = Typed::of(form);
            typed.problems(&problems, |_| "요청 사유");
            return drawn(&state, &desk.who, jar, (&Asked::default(), &typed)).await;
        }
    };
    let said = "기관 관리자에게 '부서 관리자' 권한을 요청했습니다.";
    end(&state, &desk.who, jar, (asked.map(drop), form, said)).await
}

pub(crate) async fn withdraw(
    State(state): State<AppState>,
    desk: Desk,
    jar: CookieJar,
    Path(id): Path<String>,
) -> Result<Response, Fail> {
    let id: Uuid = id.parse().map_err(|_| Fail::not_found())?;
    let done = grants::withdraw(&state.office, desk.asker(), id).await;
    end(&state, &desk.who, jar, (done, Posted::default(), "요청을 취소했습니다.")).await
}

/// Granted or refused, by the button that was pressed.
pub(crate) async fn decide(
    State(state): State<AppState>,
    desk: Desk,
    (jar, Path(id)): (CookieJar, Path<String>),
    form: Posted,
) -> Result<Response, Fail> {
    let id: Uuid = id.parse().map_err(|_| Fail::not_found())?;
    // Before the form: of others' requests nobody is told even that it was filled in wrongly.
    grants::asked(&state.office, desk.asker(), id).await?;
    let decision = match inbox::decision(&form) {
        Ok(decision) => decision,
        Err(problems) => {
            let mut typed = Typed::of(form);
            typed.problems(&problems, inbox::label);
            return drawn(&state, &desk.who, jar, (&Asked::default(), &typed)).await;
        }
    };
    let done = grants::decide(&state.office, desk.asker(), id, decision).await;
    end(&state, &desk.who, jar, (done, form, "권한 요청을 결정하고 요청한 직원에게 알렸습니다.")).await
}

async fn end(
    state: &AppState,
    who: &Who,
    jar: CookieJar,
    (done, form, said): (Result<(), NotChanged>, Posted, &str),
) -> Result<Response, Fail> {
    let why = match done {
        Ok(()) => return Ok((say(jar, true, said), Redirect::to(PATH)).into_response()),
        Err(why) => why,
    };
    let meanwhile = matches!(why, NotChanged::Meanwhile);
    let (field, message) = told(why, &state.office.facts().chart)?;
    let mut typed = Typed::of(form);
    typed.wrong(field, message);
    let mut response = drawn(state, who, jar, (&Asked::default(), &typed)).await?;
    if meanwhile {
        *response.status_mut() = StatusCode::CONFLICT;
    }
    Ok(response)
}

//! 민원 운영 > 인사 연계: a feed comes by file or by wire, is shown as a dry run, and is applied as it was read.

mod dry_run;

use axum::extract::{Multipart, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::CookieJar;
use casework::people::feeds;
use casework::people::{NotChanged, directory::Told};
use casework::sessions::Who;
use maud::{Markup, html};
use store::{FeedState, KeptFeed};
use uuid::Uuid;

use super::Frame;
use super::work::{Posted, Typed, only};
use crate::components::{
    ButtonKind, Column, Field, FormAttrs, InputKind, KeyValue, Row, Table, Tone, alert, button_row,
    data_table, input, key_values, page_title, panel, post_button, refused_button, submit, upload_form,
};
use crate::error::Fail;
use crate::request::{Desk, say};
use crate::state::AppState;

const PATH: &str = "/staff-feed";
const TITLE: &str = "인사 연계";
/// Feeds shown.
const SHOWN: u32 = 15;
/// What is said of a file that no form can carry: the limit of a request body.
const TOO_LARGE: &str = "파일을 읽을 수 없습니다. 1MB 이하의 파일을 선택하거나, 더 큰 파일은 'eungdapso admin staff' 명령을 이용해 주십시오.";

pub(crate) async fn page(
    State(state): State<AppState>,
    Desk { who, .. }: Desk,
    jar: CookieJar,
) -> Result<Response, Fail> {
    only(feeds::may_feed(&who))?;
    drawn(&state, &who, jar, &Typed::default()).await
}

async fn drawn(state: &AppState, who: &Who, jar: CookieJar, typed: &Typed) -> Result<Response, Fail> {
    let mut tx = state.office.store().read().await?;
    let (kept, last) = (tx.staff_feeds(SHOWN).await?, tx.staff_fed_at().await?);
    drop(tx);
    let body = html! {
        (page_title(TITLE, html! {}))
        (typed.summary())
        (lateness(state, last))
        (bring(state, typed))
        (panel("feeds", "연계 이력", history(&kept)))
    };
    let mut response = Frame::new(state, who, TITLE, PATH).render(jar, body);
    if typed.is_wrong() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}

/// 최대 2일 소요: said when it is kept, and when it is not.
fn lateness(state: &AppState, last: Option<jiff::Timestamp>) -> Markup {
    let hours = last.map(|at| state.office.now().duration_since(at).as_hours());
    let late = hours.is_none_or(|hours| hours > feeds::LATEST_DAYS * 24);
    let linked = state.office.directory().is_some_and(|directory| directory.is_linked());
    let at = last.map(words::date::moment).unwrap_or_else(|| "아직 없음".to_owned());
    html! {
        p { "공무원 직원 정보는 연계 시스템을 통해 자동으로 등록되며, 최대 2일 소요" }
        (key_values(&[
            KeyValue::text("마지막 반영", &at),
            KeyValue::text("연계 시스템", if linked { "연결됨 (매일 04:30)" } else { "주소가 설정되지 않음" }),
        ]))
        @if late {
            (alert(Tone::Warning, "인사 정보가 2일 넘게 반영되지 않았습니다", html! {
                p { "연계 시스템을 확인하거나, 아래에서 자료를 가져오거나 파일로 올려 주십시오." }
            }))
        }
    }
}

fn bring(state: &AppState, typed: &Typed) -> Markup {
    let directory = state.office.directory();
    let linked = directory.as_ref().is_some_and(|directory| directory.is_linked());
    let file = Field::new("file", "인사 자료 파일 (JSON 또는 CSV, UTF-8, 1MB 이하)").required();
    panel(
        "bring",
        "자료 가져오기",
        html! {
            p.hint { "가져온 자료는 바로 반영하지 않고, 바뀌는 것과 뒤따르는 일을 먼저 보여 줍니다." }
            @if linked {
                (button_row(post_button("/staff-feed/fetch", "", "연계 시스템에서 가져오기", ButtonKind::Primary)))
            } @else {
                (button_row(refused_button("연계 시스템에서 가져오기", "인사 연계 주소가 설정되지 않았습니다.")))
            }
            @if directory.is_some() {
                (upload_form(&FormAttrs::new("/staff-feed", ""), html! {
                    (input(&typed.field(file, "file"), InputKind::File))
                    (button_row(submit("파일 올려 미리 보기", ButtonKind::Secondary)))
                }))
            }
        },
    )
}

fn history(kept: &[KeptFeed]) -> Markup {
    let columns = ["받은 일시", "경로", "상태", "내용", "상세"].map(Column::new);
    let row = |feed: &KeptFeed| {
        let waits = feed.state == FeedState::Waiting;
        Row::new(vec![
            html! { (words::date::moment(feed.came_at)) },
            html! { (feed.source) },
            html! { (state_label(feed.state)) },
            html! { (feed.said) },
            html! { @if waits { a href=(format!("{PATH}/{}", feed.id)) { "미리 보기" } } },
        ])
    };
    let rows: Vec<Row> = kept.iter().map(row).collect();
    data_table(&Table::new("연계 이력", &columns, rows).dense().empty(html! { p.quiet { "아직 없습니다." } }))
}

fn state_label(state: FeedState) -> &'static str {
    match state {
        FeedState::Waiting => "확인 대기",
        FeedState::Applied => "반영",
        FeedState::Dropped => "버림",
        FeedState::Failed => "실패",
    }
}

/// A file, read and kept for its dry run.
pub(crate) async fn upload(
    State(state): State<AppState>,
    Desk { who, .. }: Desk,
    jar: CookieJar,
    parts: Result<Multipart, axum::extract::multipart::MultipartRejection>,
) -> Result<Response, Fail> {
    only(feeds::may_feed(&who))?;
    let told = match (state.office.directory(), parts) {
        (Some(directory), Ok(parts)) => match file(parts).await {
            Some(bytes) if !bytes.is_empty() => directory.read(&bytes),
            Some(_) => Err("파일을 선택해 주십시오.".to_owned()),
            None => Err(TOO_LARGE.to_owned()),
        },
        (None, _) | (_, Err(_)) => Err(TOO_LARGE.to_owned()),
    };
    came(&state, &who, jar, (told, feeds::UPLOADED)).await
}

async fn file(mut parts: Multipart) -> Option<Vec<u8>> {
    while let Some(part) = parts.next_field().await.ok()? {
        if part.name() == Some("file") {
            return part.bytes().await.ok().map(|bytes| bytes.to_vec());
        }
    }
    Some(Vec::new())
}

pub(crate) async fn fetch(
    State(state): State<AppState>,
    Desk { who, .. }: Desk,
    jar: CookieJar,
) -> Result<Response, Fail> {
    only(feeds::may_feed(&who))?;
    let told = match state.office.directory().filter(|directory| directory.is_linked()) {
        Some(directory) => directory.fetch().await,
        None => Err("인사 연계 주소가 설정되지 않았습니다.".to_owned()),
    };
    came(&state, &who, jar, (told, feeds::FETCHED)).await
}

async fn came(
    state: &AppState,
    who: &Who,
    jar: CookieJar,
    (told, source): (Told, &'static str),
) -> Result<Response, Fail> {
    match told {
        Ok(feed) => {
            let id = feeds::keep(&state.office, Some(who.officer.id), source, &feed).await?;
            Ok(Redirect::to(&format!("{PATH}/{id}")).into_response())
        }
        Err(why) => {
            if source == feeds::FETCHED {
                feeds::failed(&state.office, Some(who.officer.id), source, &why).await?;
            }
            let mut typed = Typed::default();
            typed.wrong(if source == feeds::UPLOADED { "file" } else { "" }, why);
            drawn(state, who, jar, &typed).await
        }
    }
}

/// The dry run.
pub(crate) async fn show(
    State(state): State<AppState>,
    Desk { who, .. }: Desk,
    (jar, Path(id)): (CookieJar, Path<String>),
) -> Result<Response, Fail> {
    only(feeds::may_feed(&who))?;
    let id: Uuid = id.parse().map_err(|_| Fail::not_found())?;
    plan(&state, &who, jar, (id, Typed::default())).await
}

async fn plan(
    state: &AppState,
    who: &Who,
    jar: CookieJar,
    (id, typed): (Uuid, Typed),
) -> Result<Response, Fail> {
    let plan = feeds::plan(&state.office, id).await?;
    let title = "인사 연계 미리 보기";
    let frame = Frame { active: PATH, ..Frame::new(state, who, title, PATH) };
    let body = html! {
        (page_title(title, html! {}))
        (typed.summary())
        (dry_run::markup(&state.office.facts().chart, &plan, (id, &typed)))
    };
    let mut response = frame.render(jar, body);
    if typed.is_wrong() {
        *response.status_mut() = StatusCode::CONFLICT;
    }
    Ok(response)
}

pub(crate) async fn apply(
    State(state): State<AppState>,
    Desk { who, .. }: Desk,
    (jar, Path(id)): (CookieJar, Path<String>),
    form: Posted,
) -> Result<Response, Fail> {
    only(feeds::may_feed(&who))?;
    let id: Uuid = id.parse().map_err(|_| Fail::not_found())?;
    let (seen, confirmed) = (form.text("seen").to_owned(), form.get("confirm").is_some());
    let by = (id, Some(who.officer.id));
    match feeds::apply(&state.office, by, Some(&seen), confirmed).await {
        Ok(applied) => {
            let said = format!(
                "인사 자료를 반영했습니다. {}. 인계한 민원 {}건.",
                feeds::summary(&applied.plan),
                applied.handed_over
            );
            Ok((say(jar, true, &said), Redirect::to(PATH)).into_response())
        }
        Err(NotChanged::NotDone(why)) => Err(why.into()),
        Err(_) => {
            let mut typed = Typed::of(form);
            typed.wrong("confirm", dry_run::NOT_APPLIED);
            plan(&state, &who, jar, (id, typed)).await
        }
    }
}

pub(crate) async fn drop_feed(
    State(state): State<AppState>,
    Desk { who, .. }: Desk,
    (jar, Path(id)): (CookieJar, Path<String>),
) -> Result<Response, Fail> {
    only(feeds::may_feed(&who))?;
    let id: Uuid = id.parse().map_err(|_| Fail::not_found())?;
    match feeds::drop_feed(&state.office, id).await {
        Ok(()) => {
            Ok((say(jar, true, "자료를 반영하지 않고 버렸습니다."), Redirect::to(PATH)).into_response())
        }
        Err(_) => Err(Fail::not_found()),
    }
}

//! 내려받기: lists that are too long to wait for are made into files here, followed, called off, and taken.

mod offer;
mod table;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::CookieJar;
use casework::exports::{self, NotAsked, Opened};
use casework::sessions::Who;
use connect::vault::Key;
use domain::export::{ExportState, FILE_ROWS_MAX, LINK_HOURS, UNFINISHED_MAX};
use maud::html;
use store::{Export, ListAsked};
use uuid::Uuid;
use words::error::PageError;
use words::figure::grouped;

use super::work::{Asked, Posted, excel};
use super::{Frame, assign, distribute, handle, receive, search};
use crate::components::{ButtonKind, button_row, link_button, page_title};
use crate::error::Fail;
use crate::files::{away, streamed};
use crate::request::{Desk, say};
use crate::state::AppState;

pub(crate) use offer::offer;

pub(crate) const PATH: &str = "/exports";
const TITLE: &str = "내려받기";
/// Rows of a list are counted up to here: one more than a file holds.
pub(crate) const COUNTED_TO: u32 = FILE_ROWS_MAX + 1;

/// GET `/exports`: one's own files, newest first.
pub(crate) async fn page(
    State(state): State<AppState>,
    Desk { who, .. }: Desk,
    jar: CookieJar,
) -> Result<Response, Fail> {
    let own = exports::of(&state.office, &who.actor()).await?;
    let body = html! {
        (page_title(TITLE, html! {}))
        p.hint {
            "한 번에 내려받기에 긴 목록은 여기에서 파일로 만들어집니다. 만드는 동안 다른 일을 하셔도 됩니다. "
            "파일에는 만드는 때의 내 권한으로 볼 수 있는 민원이 신청인을 가린 채 " (grouped(FILE_ROWS_MAX.into()))
            "건까지 담기고, 만들어진 뒤 " (LINK_HOURS) "시간이 지나면 지워집니다. 누가 언제 내려받았는지 기록됩니다."
        }
        (table::own(&own))
    };
    Ok(Frame::new(&state, &who, TITLE, PATH).render(jar, body))
}

/// POST `/exports?conditions`: have the list at this address made into a file.
pub(crate) async fn ask(
    State(state): State<AppState>,
    Desk { who, .. }: Desk,
    asked: Asked,
    jar: CookieJar,
    form: Posted,
) -> Result<Response, Fail> {
    if !state.makes_files() {
        return Err(Fail::Page(PageError::Unavailable));
    }
    let list = wanted(&state, &who, form.text("list"), &asked)?;
    let query = query(&asked);
    let told = |(label, value): (&str, String)| (label.to_owned(), value);
    let list = ListAsked {
        list: list.path.to_owned(),
        title: list.title.to_owned(),
        query,
        filter: list.filter,
        sort: list.sort,
        conditions: list.said.into_iter().map(told).collect(),
    };
    let jar = match exports::ask(&state.office, &who.actor(), &list).await {
        Ok(_) => say(jar, true, "파일로 만들기를 요청했습니다. 완료되면 이 화면에서 내려받을 수 있습니다."),
        Err(NotAsked::TooMany) => {
            let most = format!(
                "만들고 있는 파일이 {UNFINISHED_MAX}개 있습니다. 끝나기를 기다리거나 하나를 취소한 뒤 다시 요청해 주십시오."
            );
            say(jar, false, &most)
        }
        Err(NotAsked::NotDone(why)) => return Err(why.into()),
    };
    Ok((jar, Redirect::to(PATH)).into_response())
}

/// The list at an address, as its own page reads it.
fn wanted(state: &AppState, who: &Who, list: &str, asked: &Asked) -> Result<excel::DeskList, Fail> {
    match list {
        "/complaints" => search::wanted(state, who, asked),
        "/receive" => receive::wanted(state, who, asked),
        "/distribute" => distribute::wanted(state, who, asked),
        "/assign" => assign::wanted(state, who, asked),
        "/handle" => handle::wanted(state, who, asked),
        _ => Err(Fail::not_found()),
    }
}

/// The conditions of an address, without a place in the list.
fn query(asked: &Asked) -> String {
    let href = asked.href("", &offer::NO_CONDITIONS);
    href.strip_prefix('?').unwrap_or_default().to_owned()
}

/// POST `/exports/{id}/cancel`
pub(crate) async fn cancel(
    State(state): State<AppState>,
    Desk { who, .. }: Desk,
    Path(id): Path<String>,
    jar: CookieJar,
) -> Result<Response, Fail> {
    let jar = match exports::cancel(&state.office, &who.actor(), read(&id)?).await? {
        true => say(jar, true, "파일 만들기를 취소했습니다."),
        false => say(jar, false, "이미 끝난 파일이라 취소하지 않았습니다."),
    };
    Ok((jar, Redirect::to(PATH)).into_response())
}

/// GET `/exports/{id}`: the file, while its owner may take it.
pub(crate) async fn take(
    State(state): State<AppState>,
    Desk { who, ip }: Desk,
    Path(id): Path<String>,
    jar: CookieJar,
) -> Result<Response, Fail> {
    let asker = (who.officer.login.as_str(), &*ip.to_string());
    match exports::open(&state.office, &who.actor(), asker, read(&id)?).await? {
        Opened::File(export) => sent(&state, &export).await,
        Opened::Nothing(export) => Ok(nothing(&state, &who, export, jar)),
    }
}

fn read(id: &str) -> Result<Uuid, Fail> {
    id.parse().map_err(|_| Fail::not_found())
}

async fn sent(state: &AppState, export: &Export) -> Result<Response, Fail> {
    let reading = match export.file {
        Some(file) => state.vault()?.open(&Key::of(file.as_u128())).await.map_err(away)?,
        None => None,
    };
    let Some(reading) = reading else {
        let cause = format!("the bytes of export {} are not in the vault", export.id);
        return Err(Fail::Ours(PageError::Unavailable, cause));
    };
    let made_at = export.started_at.unwrap_or(export.asked_at);
    let name = workbook::file_name(&export.asked.title, made_at);
    let length = (header::CONTENT_LENGTH, HeaderValue::from(reading.bytes));
    let mut response = Response::new(Body::from_stream(streamed(reading)));
    let headers = match casework::evidence::number_of(export) {
        Some(_) => crate::excel::archive_headers(&name),
        None => crate::excel::headers(&name),
    };
    response.headers_mut().extend(headers);
    response.headers_mut().extend([length]);
    Ok(response)
}

/// One's own, and not to be had: not yet, or not any more.
fn nothing(state: &AppState, who: &Who, export: ExportState, jar: CookieJar) -> Response {
    let (title, happened, next) = words::export::not_there(export);
    let body = html! {
        (page_title(title, html! {}))
        p { (happened) }
        p { (next) }
        (button_row(link_button(TITLE, PATH, ButtonKind::Primary)))
    };
    let mut response = Frame::new(state, who, title, PATH).render(jar, body);
    let gone = if export.is_under_way() { StatusCode::CONFLICT } else { StatusCode::GONE };
    *response.status_mut() = gone;
    response
}

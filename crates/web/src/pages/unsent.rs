//! 보내지 못한 내용: a form that came after its session had ended. It goes to the log-in page sealed, and is shown again to
//! whoever wrote it once they are in. Nothing is done by that: they have to send it again.

mod borrowed;
mod shown;

use std::net::IpAddr;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::CookieJar;
use casework::unsent::{self, Unsent};
use http_body_util::Limited;

use super::account;
use super::wanted::{UNSENT, Wanted};
use super::work::Posted;
use crate::error::{self, Fail};
use crate::files::Parcel;
use crate::request::{BACKGROUND, Desk, From, LoggedOut, SESSION_COOKIE, say};
use crate::state::AppState;

use shown::shown;

/// Where a log-in sends it on, and whoever logged in elsewhere (행정포털, 통합인증) sends it.
pub(super) const AGAIN: &str = "/login/again";
/// Nothing that was typed for these is carried anywhere: secrets, and buttons with nothing to type.
const NEVER: [&str; 5] = ["/login", "/logout", "/session", "/me/password", "/me/second-factor"];
/// Nor what a field of this name holds, wherever it stands.
const SECRET: &str = "password";
const NOT_THEIRS: &str = "앞서 보내지 못한 내용은 쓴 사람이 아니거나 12시간이 지나 되살리지 못했습니다.";

/// A form as it came, before anybody read it.
struct Came {
    to: String,
    kind: Option<HeaderValue>,
    token: String,
}

/// Carries what was typed to the log-in page, where a form was not taken because its session had ended. No more of a
/// body is read than its route takes, `most` bytes.
pub(crate) async fn carried(
    (state, most): (AppState, usize),
    (From(peer), jar): (From, CookieJar),
    request: Request,
    next: Next,
) -> Response {
    let token = jar.get(SESSION_COOKIE).map(|cookie| cookie.value().to_owned());
    let (Some(token), true) = (token, may_be_carried(&request)) else { return next.run(request).await };
    let (parts, body) = request.into_parts();
    let to = parts.uri.path_and_query().map_or("/", |to| to.as_str()).to_owned();
    let came = Came { to, kind: parts.headers.get(header::CONTENT_TYPE).cloned(), token };
    let (body, place) = borrowed::lend(body);
    let response = next.run(Request::from_parts(parts, body)).await;
    let Some(LoggedOut(page)) = response.extensions().get::<LoggedOut>() else { return response };
    let Some(body) = place.back() else { return response };
    let body = Body::new(Limited::new(body, most));
    match sealed(&state, came, page, (body, peer)).await {
        Ok(Some(sealed)) => {
            let wanted = Wanted { unsent: Some(&sealed), ..Wanted::to(Some(page)) };
            (StatusCode::FORBIDDEN, account::again(&state, wanted)).into_response()
        }
        // Whoever has nothing to keep, or too much, is told as ever.
        Ok(None) => response,
        Err(fail) => {
            error::log(&fail);
            response
        }
    }
}

/// A form of a page, sent by somebody who pressed a button.
fn may_be_carried(request: &Request) -> bool {
    let path = request.uri().path();
    let secret = NEVER.iter().any(|place| path.starts_with(place)) && path != AGAIN;
    request.method() == Method::POST && !secret && !path.starts_with("/api/") && by_hand(request.headers())
}

fn by_hand(headers: &HeaderMap) -> bool {
    let mode = headers.get("sec-fetch-mode");
    mode.is_none_or(|mode| mode == "navigate") && !headers.contains_key(BACKGROUND)
}

async fn sealed(
    state: &AppState,
    came: Came,
    page: &str,
    (body, peer): (Body, IpAddr),
) -> Result<Option<String>, Fail> {
    // Asked first: of somebody who has no session at all nothing is read.
    let Some(officer) = unsent::writer(&state.office, &came.token).await? else { return Ok(None) };
    let mut request = Request::new(body);
    request.headers_mut().extend(came.kind.map(|kind| (header::CONTENT_TYPE, kind)));
    let Ok((mut pairs, files)) = Parcel::words(request, state, peer).await else { return Ok(None) };
    if came.to == AGAIN {
        return Ok(pairs.into_iter().find(|(name, _)| name == UNSENT).map(|(_, sealed)| sealed));
    }
    pairs.retain(|(name, value)| name != SECRET && !value.is_empty());
    if pairs.is_empty() {
        return Ok(None);
    }
    let form = Unsent { to: came.to, page: page.to_owned(), pairs, files };
    Ok(unsent::keep(&state.office, officer, form)?)
}

/// POST: the form again, for whoever has just logged in with it, or beside the page that kept it.
pub(crate) async fn again(
    State(state): State<AppState>,
    Desk { who, .. }: Desk,
    jar: CookieJar,
    form: Posted,
) -> Result<Response, Fail> {
    match shown(&state, who, &jar, form.text(UNSENT)).await {
        Some(response) => Ok(response),
        None => Ok((say(jar, false, NOT_THEIRS), Redirect::to(Wanted::of(&form).next)).into_response()),
    }
}

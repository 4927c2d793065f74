//! GET `/events`: the line over which an open page hears that its lists and counts have changed.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum_extra::extract::cookie::CookieJar;
use casework::sessions;
use jiff::Timestamp;

use super::work::Asked;
use crate::error::Fail;
use crate::live;
use crate::request::SESSION_COOKIE;
use crate::state::AppState;

/// Nobody is sent to the log-in page from here: a page that listens only stops listening.
pub(crate) async fn listen(
    State(state): State<AppState>,
    jar: CookieJar,
    asked: Asked,
    headers: HeaderMap,
) -> Result<Response, Fail> {
    let token = jar.get(SESSION_COOKIE).map(|cookie| cookie.value().to_owned()).unwrap_or_default();
    match sessions::look(&state.office, &token).await? {
        Some(who) if !who.must_change_password => {
            live::line(&state, &who, &token, since(&headers, asked.get("since")))
        }
        _ => Ok(StatusCode::UNAUTHORIZED.into_response()),
    }
}

/// The last thing heard, when a broken line is taken up again; else when the page was made.
pub(crate) fn since(headers: &HeaderMap, made: Option<&str>) -> Option<Timestamp> {
    let last = headers.get("last-event-id").and_then(|id| id.to_str().ok());
    let micros = last.or(made)?.parse().ok()?;
    Timestamp::from_microsecond(micros).ok()
}

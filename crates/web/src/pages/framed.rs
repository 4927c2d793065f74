//! Every [`Fail`](crate::error::Fail) in the frame of whoever asked: an officer keeps the menu, a petitioner the language.

use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::cookie::CookieJar;
use casework::sessions::{self, Who};
use maud::html;
use tokio::time::timeout;
use words::lang::Lang;

use super::Frame;
use super::citizen::Tongue;
use crate::components::{ButtonKind, link_button};
use crate::error::Told;
use crate::request::SESSION_COOKIE;
use crate::state::AppState;

/// Where petitioners are.
const PETITIONERS: [&str; 5] = ["/citizen", "/apply", "/petition", "/lookup", "/answers"];
/// How long a page that says no waits to learn who is told so.
const AT_ONCE: Duration = Duration::from_secs(1);
/// Where programs are.
const PROGRAMS: [&str; 2] = ["/api/", "/assets/"];

/// Draws a page again that was told without knowing to whom.
pub(crate) async fn framed(
    State(state): State<AppState>,
    tongue: Tongue,
    request: Request,
    next: Next,
) -> Response {
    let path = request.uri().path().to_owned();
    let cookie = request.headers().get(header::COOKIE).cloned();
    let mut response = next.run(request).await;
    let under = |places: &[&str]| places.iter().any(|place| path.starts_with(place));
    if under(&PROGRAMS) {
        return response;
    }
    let Some(told) = response.extensions_mut().remove::<Told>() else { return response };
    let status = response.status();
    let of_citizen = |path: &str| told.for_citizen(status, tongue, path);
    let drawn = if under(&PETITIONERS) {
        of_citizen(&path)
    } else if let Some(who) = at_desk(&state, status, cookie).await {
        let ways = html! { (link_button("메인으로", "/", ButtonKind::Primary)) };
        let frame = Frame { active: "", ..Frame::new(&state, &who, &told.title, "/") };
        (status, frame.markup(None, told.body(&ways))).into_response()
    } else if tongue.0 == Lang::En {
        // An address that nobody has, in front of "the same in the other language", is no address.
        of_citizen("/citizen")
    } else {
        return response;
    };
    with_headers_of(&response, drawn)
}

/// Nothing of the first answer is lost but its length and its kind.
fn with_headers_of(first: &Response, mut drawn: Response) -> Response {
    let kept = first.headers().iter().filter(|(name, _)| **name != header::CONTENT_LENGTH);
    for (name, value) in kept {
        drawn.headers_mut().insert(name.clone(), value.clone());
    }
    drawn
}

/// Who is logged in here, if the database can say at once and nothing else is owed first.
async fn at_desk(state: &AppState, status: StatusCode, cookie: Option<HeaderValue>) -> Option<Who> {
    if status == StatusCode::SERVICE_UNAVAILABLE {
        return None;
    }
    let headers: HeaderMap = cookie.into_iter().map(|cookie| (header::COOKIE, cookie)).collect();
    let jar = CookieJar::from_headers(&headers);
    let token = jar.get(SESSION_COOKIE)?.value();
    let who = timeout(AT_ONCE, sessions::look(&state.office, token)).await.ok()?.ok()??;
    (!who.must_change_password && !who.owes_second_factor).then_some(who)
}

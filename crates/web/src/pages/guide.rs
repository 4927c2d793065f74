//! 지침서: the department managers' guide in the product's own words, and the way to the field system.

mod chapters;
mod desk;
mod field;

use axum::extract::State;
use axum::response::Response;
use axum_extra::extract::cookie::CookieJar;
use domain::desk::seoul;
use maud::Markup;

use super::Frame;
use crate::error::Fail;
use crate::layout::{self, Page};
use crate::request::Desk;
use crate::state::AppState;
use axum::response::IntoResponse;

pub(crate) async fn page(
    State(state): State<AppState>,
    desk: Result<Desk, Fail>,
    jar: CookieJar,
) -> Response {
    shown(&state, desk.ok(), jar, ("지침서", "/guide"), chapters::markup())
}

pub(crate) async fn field(
    State(state): State<AppState>,
    desk: Result<Desk, Fail>,
    jar: CookieJar,
) -> Response {
    shown(&state, desk.ok(), jar, ("모바일현장민원시스템 신청", "/guide/field"), field::markup())
}

/// Help is there for whoever cannot log in, too.
fn shown(
    state: &AppState,
    desk: Option<Desk>,
    jar: CookieJar,
    (title, path): (&str, &str),
    body: Markup,
) -> Response {
    match desk {
        Some(Desk { who, .. }) => {
            Frame { active: "/guide", ..Frame::new(state, &who, title, path) }.render(jar, body)
        }
        None => {
            let demo_clock = state.settings.demo.then(|| state.office.now().to_zoned(seoul()).datetime());
            let page = Page { demo_clock, ..Page::officer(title, path, "") };
            layout::page(&page, body).into_response()
        }
    }
}

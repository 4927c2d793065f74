//! 민원 운영 for the administrator: organisation, days off, codes, texts, outages, the logs. What stands in a
//! case is on none of these pages.

pub(crate) mod access_log;
pub(crate) mod access_review;
mod code_forms;
pub(crate) mod codes;
pub(crate) mod dispatches;
mod holiday_wish;
pub(crate) mod holidays;
mod month_grid;
mod moving;
pub(crate) mod notice_texts;
pub(crate) mod organisation;
mod organisation_checks;
mod organisation_forms;
pub(crate) mod outages;
pub(crate) mod retention;
mod template_form;
pub(crate) mod templates;
mod text_form;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::CookieJar;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use casework::sessions::Who;
use domain::role::Role;
use maud::Markup;
use uuid::Uuid;

use super::Frame;
use super::work::{Asked, Typed};
use crate::error::Fail;
use crate::request::say;
use crate::state::AppState;

/// Rows of a page of these lists.
const ROWS: usize = 20;

fn administrates(who: &Who) -> bool {
    who.on_duty.has(Role::Administrator)
}

/// An id in an address; anything else leads nowhere.
fn id(text: &str) -> Result<Uuid, Fail> {
    text.parse().map_err(|_| Fail::not_found())
}

/// A page of this section, under the menu entry it belongs to.
struct Screen<'a> {
    state: &'a AppState,
    who: &'a Who,
    title: &'a str,
    path: &'a str,
    active: &'a str,
}

impl Screen<'_> {
    /// 422 when something typed was wrong; the page then has everything that was typed.
    fn respond(&self, jar: CookieJar, typed: &Typed, body: Markup) -> Response {
        let status = if typed.is_wrong() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
        self.with(jar, status, body)
    }

    fn with(&self, jar: CookieJar, status: StatusCode, body: Markup) -> Response {
        let frame = Frame { active: self.active, ..Frame::new(self.state, self.who, self.title, self.path) };
        let mut response = frame.render(jar, body);
        *response.status_mut() = status;
        response
    }
}

/// It was done: back to this page, which says so once.
fn done(jar: CookieJar, text: &str, to: &str) -> Response {
    (say(jar, true, text), Redirect::to(to)).into_response()
}

/// Where the next page of a list by name begins.
fn name_cursor(name: &str, id: Uuid) -> String {
    URL_SAFE_NO_PAD.encode(format!("{id}:{name}"))
}

fn read_name_cursor(asked: &Asked) -> Result<Option<(String, Uuid)>, Fail> {
    asked.one("cursor", |text| {
        let text = String::from_utf8(URL_SAFE_NO_PAD.decode(text).ok()?).ok()?;
        let (id, name) = text.split_once(':')?;
        let plain = !name.chars().any(char::is_control);
        plain.then_some((name.to_owned(), id.parse().ok()?))
    })
}

/// One row more was asked for than is shown: is there another page?
fn cut<T>(rows: &mut Vec<T>) -> bool {
    let more = rows.len() > ROWS;
    rows.truncate(ROWS);
    more
}

/// One more than a page.
fn asked_for() -> u32 {
    u32::try_from(ROWS).unwrap_or(u32::MAX - 1) + 1
}

/// The pager of a list that only goes on, with a way back to its beginning.
fn turning(asked: &Asked, path: &str, shown: usize, next: Option<String>) -> Markup {
    super::work::turning(asked, path, shown, next.map(|cursor| asked.href(path, &[("cursor", &cursor)])))
}

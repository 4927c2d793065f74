//! Every kind of "no" on a petitioner's page, in their language, with a way on.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::CookieJar;
use casework::NotDone;
use maud::html;
use words::error::PageError;

use super::{Sheet, Tongue};
use crate::components::{ButtonKind, link_button, page_title};
use crate::error::{self, Fail};

/// The page for a request that was not done; without a proven complaint the way to the look-up.
pub(crate) fn mishap(fail: &Fail, tongue: Tongue, path: &str) -> Response {
    error::log(fail);
    if matches!(fail, Fail::LookUp | Fail::LogIn(_) | Fail::LogInAgain(_)) {
        return Redirect::to(&tongue.to("/lookup")).into_response();
    }
    let words = words::error::page(kind(fail), tongue.0);
    let happened = refused(fail, tongue).unwrap_or_else(|| words.happened.to_owned());
    let body = html! {
        div data-not-done { (page_title(words.title, html! {})) }
        p { (happened) }
        p { (words.next) }
        p { (tongue.strings().common.help_phone) }
        p.button-row {
            (link_button(tongue.strings().common.home, &tongue.to("/citizen"), ButtonKind::Primary))
            (link_button(tongue.strings().lookup.title, &tongue.to("/lookup"), ButtonKind::Tertiary))
        }
    };
    // Cookies are left as they are: what was said last is still to be said.
    Sheet::new(tongue, words.title, path).respond(fail.status(), CookieJar::new(), body)
}

/// Why the rules said no, if they did.
pub(crate) fn refused(fail: &Fail, tongue: Tongue) -> Option<String> {
    match fail {
        Fail::NotDone(NotDone::Refused(refusal)) => Some(words::refusal::for_citizen(refusal, tongue.0)),
        _ => None,
    }
}

fn kind(fail: &Fail) -> PageError {
    match fail {
        Fail::Page(kind) => *kind,
        other => match other.status() {
            StatusCode::NOT_FOUND => PageError::NotFound,
            StatusCode::CONFLICT => PageError::Stale,
            StatusCode::UNPROCESSABLE_ENTITY => PageError::Invalid,
            StatusCode::SERVICE_UNAVAILABLE => PageError::Unavailable,
            _ => PageError::Broken,
        },
    }
}

//! Every kind of "no" on a petitioner's page, in their language, with a way on.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::CookieJar;
use domain::complaint::Refusal;
use maud::html;
use words::error::PageError;

use super::{Sheet, Tongue};
use crate::components::{ButtonKind, link_button, page_title};
use crate::error::{self, Fail};

/// The page for a request that was not done; without a proven complaint the way to the look-up.
pub(crate) fn mishap(fail: &Fail, tongue: Tongue, path: &str) -> Response {
    let incident = error::log(fail);
    if matches!(fail, Fail::LookUp | Fail::LogIn(_) | Fail::LogInAgain(_)) {
        return Redirect::to(&tongue.to("/lookup")).into_response();
    }
    let said = (error::kind(fail), error::refusal(fail), incident.as_deref());
    page(said, fail.status(), tongue, path)
}

/// The same of what was told elsewhere: which kind it is, what the rules said, and under which number the log has it.
pub(crate) fn page(
    (kind, refusal, incident): (PageError, Option<&Refusal>, Option<&str>),
    status: StatusCode,
    tongue: Tongue,
    path: &str,
) -> Response {
    let words = words::error::page(kind, tongue.0);
    let happened = refusal.map(|refusal| refused(refusal, tongue));
    let happened = happened.unwrap_or_else(|| words.happened.to_owned());
    let common = &tongue.strings().common;
    let body = html! {
        div data-not-done { (page_title(words.title, html! {})) }
        p { (happened) }
        p { (words.next) }
        @if let Some(incident) = incident { p { (common.incident) ": " strong { (incident) } } }
        p { (common.help_phone) }
        p.button-row {
            (link_button(common.home, &tongue.to("/citizen"), ButtonKind::Primary))
            (link_button(tongue.strings().lookup.title, &tongue.to("/lookup"), ButtonKind::Tertiary))
        }
    };
    // Cookies are left as they are: what was said last is still to be said.
    Sheet::new(tongue, words.title, path).respond(status, CookieJar::new(), body)
}

/// Why the rules said no.
pub(crate) fn refused(refusal: &Refusal, tongue: Tongue) -> String {
    words::refusal::for_citizen(refusal, tongue.0)
}

//! Every kind of "no": a title, what happened, and a way on. One page for people, one problem for programs.

use axum::Extension;
use axum::http::{StatusCode, Uri, header};
use axum::response::{IntoResponse, Redirect, Response};
use casework::NotDone;
use domain::complaint::Refusal;
use maud::{Markup, html};
use uuid::Uuid;
use words::error::PageError;
use words::lang::Lang;

use crate::acts::Problems;
use crate::components::{ButtonKind, link_button, page_title};
use crate::layout;
use crate::pages::citizen::{self, Tongue};
use crate::request::LoggedOut;

/// Letters of a number under which the log has a fault: few enough to be read out on the telephone.
const INCIDENT: usize = 8;

/// Why a request was not done.
#[derive(Debug)]
pub enum Fail {
    /// One of the general kinds.
    Page(PageError),
    /// Nobody is logged in; where they wanted to go.
    LogIn(String),
    /// The session ended while somebody wrote: their form was not taken; the page it stands on.
    LogInAgain(String),
    /// The password was set by somebody else: change it first.
    ChangePassword,
    /// A role of theirs must have a second factor: set it up first.
    SetUpCode,
    /// No petitioner is known; number and secret first.
    LookUp,
    /// Fields need another look; the forms' own pages show them in place.
    Invalid(Problems),
    NotDone(NotDone),
    /// A fault of ours that is none of the store's: which kind it is to people, and its cause for the log.
    Ours(PageError, String),
}

impl Fail {
    pub fn not_found() -> Fail {
        Fail::Page(PageError::NotFound)
    }

    pub fn log_in(wanted: &Uri) -> Fail {
        Fail::LogIn(wanted.to_string())
    }

    pub fn look_up() -> Fail {
        Fail::LookUp
    }

    pub fn status(&self) -> StatusCode {
        let code = match self {
            Fail::Page(kind) | Fail::Ours(kind, _) => kind.status(),
            Fail::LogIn(_) | Fail::LogInAgain(_) => 401,
            Fail::ChangePassword | Fail::SetUpCode | Fail::LookUp => 401,
            Fail::Invalid(_) => 422,
            Fail::NotDone(why) => return status_of(why),
        };
        StatusCode::from_u16(code).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }
}

fn status_of(why: &NotDone) -> StatusCode {
    match why {
        NotDone::NotFound => StatusCode::NOT_FOUND,
        NotDone::Refused(refusal) if refusal.is_about_the_person() => StatusCode::FORBIDDEN,
        NotDone::Refused(_) | NotDone::Stale { .. } => StatusCode::CONFLICT,
        NotDone::Invalid { .. } | NotDone::KeyReused => StatusCode::UNPROCESSABLE_ENTITY,
        NotDone::Busy => StatusCode::TOO_MANY_REQUESTS,
        NotDone::Fault(store::StoreError::Conflict(_)) => StatusCode::CONFLICT,
        NotDone::Fault(store::StoreError::Unavailable(_)) => StatusCode::SERVICE_UNAVAILABLE,
        NotDone::Fault(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

impl From<NotDone> for Fail {
    fn from(why: NotDone) -> Fail {
        Fail::NotDone(why)
    }
}

impl From<store::StoreError> for Fail {
    fn from(error: store::StoreError) -> Fail {
        Fail::NotDone(error.into())
    }
}

impl From<crate::excel::NotMade> for Fail {
    fn from(why: crate::excel::NotMade) -> Fail {
        Fail::Ours(PageError::Broken, format!("a table could not be made: {}", chain(&why)))
    }
}

impl From<Refusal> for Fail {
    fn from(refusal: Refusal) -> Fail {
        Fail::NotDone(refusal.into())
    }
}

/// The one line an operator reads of a fault; nothing of refusals. The number it stands under, for whoever asks about it.
pub(crate) fn log(fail: &Fail) -> Option<String> {
    if let Fail::NotDone(NotDone::Fault(error)) = fail {
        return Some(logged(&chain(error)));
    }
    if let Fail::Ours(_, cause) = fail { Some(logged(cause)) } else { None }
}

/// Tells the log, under a number.
pub(crate) fn logged(cause: &str) -> String {
    let incident = Uuid::new_v4().simple().to_string().get(..INCIDENT).unwrap_or_default().to_uppercase();
    tracing::error!(incident, error = cause, "the request failed");
    incident
}

/// A fault with all its causes.
pub(crate) fn chain(fault: &dyn std::error::Error) -> String {
    let mut chain = fault.to_string();
    let mut cause = fault.source();
    while let Some(deeper) = cause {
        chain = format!("{chain}: {deeper}");
        cause = deeper.source();
    }
    chain
}

impl IntoResponse for Fail {
    fn into_response(self) -> Response {
        let incident = log(&self);
        match &self {
            Fail::LogIn(wanted) => Redirect::to(&format!("/login?next={}", encode(wanted))).into_response(),
            Fail::LogInAgain(page) => {
                let to = Redirect::to(&format!("/login?next={}&unsent=1", encode(page)));
                (Extension(LoggedOut(page.clone())), to).into_response()
            }
            Fail::ChangePassword => Redirect::to("/me/password").into_response(),
            Fail::SetUpCode => Redirect::to("/me/second-factor").into_response(),
            Fail::LookUp => Redirect::to("/lookup").into_response(),
            _ => Told::of(&self, incident).plain(self.status()),
        }
    }
}

pub(crate) fn encode(text: &str) -> String {
    text.bytes()
        .map(|b| match b {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' => char::from(b).to_string(),
            _ => format!("%{b:02X}"),
        })
        .collect()
}

/// What a "no" says. It goes with the answer, to be drawn again in the frame of whoever asked.
#[derive(Clone, Debug)]
pub(crate) struct Told {
    kind: PageError,
    refusal: Option<Refusal>,
    pub(crate) title: String,
    happened: String,
    next: String,
    incident: Option<String>,
}

impl Told {
    fn of(fail: &Fail, incident: Option<String>) -> Told {
        let (title, happened, next) = said(fail);
        Told { kind: kind(fail), refusal: refusal(fail).cloned(), title, happened, next, incident }
    }

    /// The number under which the log has it, if it is a fault.
    pub(crate) fn incident(&self) -> Option<String> {
        self.incident.clone()
    }

    /// The words, and the ways on.
    pub(crate) fn body(&self, ways: &Markup) -> Markup {
        html! {
            // A form that led here was not taken: what was typed into it is kept.
            div data-not-done {
                (page_title(&self.title, html! {}))
                p { (self.happened) }
                @if !self.next.is_empty() { p { (self.next) } }
                @if let Some(incident) = &self.incident { p { "문의 번호: " strong { (incident) } } }
                p.button-row { (ways) }
            }
        }
    }

    /// The same for a petitioner.
    pub(crate) fn for_citizen(&self, status: StatusCode, tongue: Tongue, path: &str) -> Response {
        let said = (self.kind, self.refusal.as_ref(), self.incident.as_deref());
        citizen::mishap_page(said, status, tongue, path)
    }

    /// A page for whoever it may be.
    fn plain(self, status: StatusCode) -> Response {
        let ways = html! {
            (link_button("메인으로", "/", ButtonKind::Primary))
            (link_button("민원 조회(신청인)", "/lookup", ButtonKind::Tertiary))
        };
        let frame = layout::Page::officer(&self.title, "", "");
        let mut response = (status, layout::page(&frame, self.body(&ways))).into_response();
        response.headers_mut().insert(header::CACHE_CONTROL, header::HeaderValue::from_static("no-store"));
        response.extensions_mut().insert(self);
        response
    }
}

/// Title, what happened, what to do next.
pub fn said(fail: &Fail) -> (String, String, String) {
    if let Some(refusal) = refusal(fail) {
        let next = words::refusal::way_forward(refusal).unwrap_or_default();
        return ("처리할 수 없습니다".to_owned(), words::refusal::sentence(refusal), next);
    }
    let words = words::error::page(kind(fail), Lang::Ko);
    (words.title.to_owned(), words.happened.to_owned(), words.next.to_owned())
}

/// What the rules said, if it was they.
pub(crate) fn refusal(fail: &Fail) -> Option<&Refusal> {
    match fail {
        Fail::NotDone(NotDone::Refused(refusal)) => Some(refusal),
        _ => None,
    }
}

/// Which of the general kinds it is.
pub(crate) fn kind(fail: &Fail) -> PageError {
    match fail {
        Fail::Page(kind) | Fail::Ours(kind, _) => *kind,
        Fail::LogIn(_) | Fail::LogInAgain(_) => PageError::SignedOut,
        Fail::ChangePassword | Fail::SetUpCode | Fail::LookUp => PageError::SignedOut,
        Fail::Invalid(_) => PageError::Invalid,
        Fail::NotDone(_) => match fail.status().as_u16() {
            404 => PageError::NotFound,
            409 => PageError::Stale,
            422 => PageError::Invalid,
            429 => PageError::TooOften,
            503 => PageError::Unavailable,
            _ => PageError::Broken,
        },
    }
}

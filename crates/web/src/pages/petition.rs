//! 나의 민원: how it stands, who handles it, what was answered, and what the petitioner can do.

mod due;
mod facts;
mod files;
mod letters;
mod notices;
mod panels;
mod progress;
mod trial;

use axum::extract::{FromRequest, Path, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::{Cookie, CookieJar};
use casework::reader::{self, Case};
use domain::complaint::Act;
use maud::{Markup, html};
use store::{Attachment, NoticeWithAttempts};
use words::error::PageError;

use super::citizen::{Sent, Sheet, Tongue, mishap};
use crate::components::{ButtonKind, Tone, page_title, post_button, stage_badge};
use crate::error::Fail;
use crate::files::Parcel;
use crate::request::{CITIZEN_COOKIE, Citizen, From as Peer, say};
use crate::state::AppState;

pub(crate) use files::file;
use trial::Trial;

const PATH: &str = "/petition";
/// What a petitioner does here; each has its own address below [`PATH`].
const ACTS: [Act; 6] =
    [Act::Supplement, Act::ConsentToExtend, Act::Withdraw, Act::Rate, Act::AskAgain, Act::Object];

/// `GET /petition`
pub(crate) async fn see(
    State(state): State<AppState>,
    tongue: Tongue,
    jar: CookieJar,
    own: Result<Citizen, Fail>,
) -> Response {
    match seen(&state, own).await {
        Ok(view) => view.respond(tongue, StatusCode::OK, jar, None),
        Err(fail) => mishap(&fail, tongue, PATH),
    }
}

async fn seen(state: &AppState, own: Result<Citizen, Fail>) -> Result<View, Fail> {
    View::of(state, &own?).await
}

/// `POST /petition/{act}`
pub(crate) async fn act(
    State(state): State<AppState>,
    tongue: Tongue,
    (jar, Path(act)): (CookieJar, Path<String>),
    Peer(from): Peer,
    own: Result<Citizen, Fail>,
    request: Request,
) -> Response {
    let done = async {
        // Nobody's files are read before it is known whose they are.
        let own = own?;
        let Parcel { pairs, files } = Parcel::from_request(request, &state).await?;
        if !state.may_upload(from, files.len()) {
            return Err(Fail::Page(PageError::TooOften));
        }
        let sent = Sent(pairs);
        let act = ACTS.into_iter().find(|known| known.as_str() == act).ok_or_else(Fail::not_found)?;
        // Files first: what was not taken is said before anything is done.
        if let Some(told) = files::take(&state, &own, (act, &sent, files), tongue).await? {
            let trial = Trial::of_files(act, sent, told);
            return Ok(View::of(&state, &own).await?.respond(tongue, trial.status, jar, Some(&trial)));
        }
        match trial::perform(&state, &own, act, &sent).await {
            Ok(()) => {
                let jar = say(jar, true, trial::done(act, tongue));
                Ok((jar, Redirect::to(&tongue.to(PATH))).into_response())
            }
            // What was typed stays, with the reason beside it.
            Err(fail) => {
                let trial = Trial::of(act, sent, &fail, tongue).ok_or(fail)?;
                Ok(View::of(&state, &own).await?.respond(tongue, trial.status, jar, Some(&trial)))
            }
        }
    };
    done.await.unwrap_or_else(|fail: Fail| mishap(&fail, tongue, PATH))
}

/// `GET` of an act's address, which a browser sends when somebody reloads after a refusal.
pub(crate) async fn back(tongue: Tongue) -> Redirect {
    Redirect::to(&tongue.to(PATH))
}

/// `POST /petition/leave`: the next person at this machine finds nothing.
pub(crate) async fn leave(tongue: Tongue, jar: CookieJar) -> Response {
    let jar = jar.remove(Cookie::build(CITIZEN_COOKIE).path("/"));
    let jar = say(jar, true, tongue.pick("조회를 마쳤습니다.", "You have left your complaint."));
    (jar, Redirect::to(&tongue.to("/lookup"))).into_response()
}

/// The complaint as its petitioner sees it.
struct View {
    case: Case,
    /// Where it is handled, when it was merged.
    lead: Option<Case>,
    notices: Vec<NoticeWithAttempts>,
    files: Vec<Attachment>,
}

impl View {
    async fn of(state: &AppState, own: &Citizen) -> Result<View, Fail> {
        let case = reader::case(&state.office, &own.actor, &own.number).await?;
        let lead = casework::petition::leading(&state.office, &case.complaint).await?;
        let notices = reader::notices(&state.office, &own.actor, &own.number).await?;
        let files = casework::attachments::of(&state.office, &own.actor, &own.number).await?;
        Ok(View { case, lead, notices, files })
    }

    fn respond(&self, tongue: Tongue, status: StatusCode, jar: CookieJar, trial: Option<&Trial>) -> Response {
        let body = self.body(tongue, trial);
        Sheet::new(tongue, tongue.strings().status.title, PATH).respond(status, jar, body)
    }

    /// First what the office waits for, then what it said, then what can be done, then the record.
    fn body(&self, tongue: Tongue, trial: Option<&Trial>) -> Markup {
        let case = &self.case;
        let stage = case.complaint.stage.name();
        let tone = if stage.is_live() { Tone::Information } else { Tone::Neutral };
        html! {
            (page_title(&case.words.title, stage_badge(words::stage::citizen(stage, tongue.0), tone)))
            @if let Some(trial) = trial { (trial.summary(tongue)) }
            (progress::panel(case, tongue))
            @if let Some(lead) = &self.lead { (progress::together(lead, tongue)) }
            (panels::asked_of_you(case, &self.files, trial, tongue))
            (letters::answer(self.lead.as_ref().unwrap_or(case), self.lead.is_some(), files::of_answer(&self.files, tongue), tongue))
            (panels::choices(case, trial, tongue))
            (facts::panel(case, tongue))
            (files::panel(&self.files, tongue))
            (letters::history(case, tongue))
            (notices::panel(&self.notices, case, tongue))
            (post_button(
                &tongue.to("/petition/leave"),
                "",
                tongue.pick("조회 마치기", "Leave this complaint"),
                ButtonKind::Tertiary,
            ))
        }
    }
}

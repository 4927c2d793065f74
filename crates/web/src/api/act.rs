//! One act on one complaint.

use std::collections::HashMap;

use axum::Json;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use casework::{NotDone, Once, reader};
use domain::actor::Actor;
use domain::complaint::{Act, Complaint, Number};
use words::error::PageError;

use super::body::Sent;
use super::caller::Caller;
use super::conditions::Conditions;
use super::detail::with_version;
use super::problem::Problem;
use super::view::{self, Head};
use crate::acts::{Ask, Fields, ask};
use crate::error::Fail;
use crate::state::AppState;

pub(crate) async fn act(
    State(state): State<AppState>,
    Caller { actor, number }: Caller,
    Path(path): Path<HashMap<String, String>>,
    conditions: Conditions,
    sent: Sent,
) -> Result<Response, Problem> {
    let act = named(&path)?;
    let once = conditions.once(&sent.digest);
    let order = Ask { by: &actor, number: &number, act, version: conditions.version, once };
    let done = ask(&state, order, sent.fields()).await.map_err(|fail| told(&state, &actor, fail))?;
    answer(&state, &actor, &done).await
}

/// The act of the address.
pub(super) fn named(path: &HashMap<String, String>) -> Result<Act, Problem> {
    let act = path.get("act").and_then(|act| Act::parse(act));
    act.ok_or_else(|| Problem::of(PageError::NotFound, "no-such-act", "그런 처리는 없습니다."))
}

/// The complaint as its caller sees it now; only its head when the act took it out of their sight.
async fn answer(state: &AppState, actor: &Actor, done: &Complaint) -> Result<Response, Problem> {
    match reader::case(&state.office, actor, &done.application_number).await {
        Ok(found) => {
            casework::opened::note_sealed(&state.office, actor, &found.complaint).await?;
            Ok(with_version(view::case(&found, actor)))
        }
        Err(NotDone::NotFound) => {
            let head = Head { visible: false, ..Head::of(done, &state.office.desk()) };
            Ok(Json(head).into_response())
        }
        Err(why) => Err(why.into()),
    }
}

/// A stale version is told together with what happened since.
pub(super) fn told(state: &AppState, actor: &Actor, fail: Fail) -> Problem {
    let Fail::NotDone(NotDone::Stale { current, since }) = fail else { return fail.into() };
    let chart = state.office.facts().chart;
    let since_then = view::history(&since, &chart, actor.officer().is_some());
    let stale: Problem = NotDone::Stale { current, since: Vec::new() }.into();
    stale.with_history(since_then)
}

/// The same for one complaint of a selection.
pub(super) async fn one(
    state: &AppState,
    actor: &Actor,
    (number, act): (&Number, Act),
    once: Option<Once>,
    fields: Fields,
) -> Result<Complaint, Problem> {
    let order = Ask { by: actor, number, act, version: None, once };
    ask(state, order, fields).await.map_err(|fail| told(state, actor, fail))
}

//! One complaint: whole, its history, its notices, its due date explained, and what resembles it.

use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use casework::reader;
use casework::suggestions;
use domain::access::Scope;
use domain::actor::Actor;
use domain::complaint::Number;
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use super::caller::Caller;
use super::problem::Problem;
use super::view::{self, Case, History, Listing, Notices};
use crate::state::AppState;

/// The file, with a record of who opened a sealed one; also where only a part of it is shown.
pub(super) async fn opened(
    state: &AppState,
    actor: &Actor,
    number: &Number,
) -> Result<reader::Case, Problem> {
    let found = reader::case(&state.office, actor, number).await?;
    casework::opened::note_sealed(&state.office, actor, &found.complaint).await?;
    Ok(found)
}

pub(crate) async fn whole(
    State(state): State<AppState>,
    Caller { actor, number }: Caller,
) -> Result<Response, Problem> {
    let found = opened(&state, &actor, &number).await?;
    Ok(with_version(view::case(&found, &actor)))
}

/// The complaint, with its version where conditional requests look for it.
pub(super) fn with_version(case: Case) -> Response {
    ([(header::ETAG, format!("\"{}\"", case.head.version))], Json(case)).into_response()
}

pub(crate) async fn history(
    State(state): State<AppState>,
    Caller { actor, number }: Caller,
) -> Result<Json<History>, Problem> {
    let found = opened(&state, &actor, &number).await?;
    let inside = actor.officer().is_some();
    let lines = view::history(&found.history, &found.desk.chart, inside);
    Ok(Json(History { number: found.complaint.spoken_number().to_string(), lines }))
}

pub(crate) async fn notices(
    State(state): State<AppState>,
    Caller { actor, number }: Caller,
) -> Result<Json<Notices>, Problem> {
    opened(&state, &actor, &number).await?;
    let found = reader::notices(&state.office, &actor, &number).await?;
    let chart = state.office.facts().chart;
    let inside = actor.officer().is_some();
    let notices = found.into_iter().filter_map(|notice| view::notice(notice, &chart, inside)).collect();
    Ok(Json(Notices { number: number.to_string(), notices }))
}

/// The due date, and how it came about.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DueView {
    pub(crate) number: String,
    pub(crate) period: Option<String>,
    /// Empty before receipt, and while the clock stands.
    pub(crate) due_at: Option<Timestamp>,
    pub(crate) overdue: bool,
    /// The edition of the calendar it was derived from.
    pub(crate) calendar_version: Option<u32>,
    /// Sentences in Korean, in the order a person would reckon it.
    pub(crate) lines: Vec<String>,
}

pub(crate) async fn due(
    State(state): State<AppState>,
    Caller { actor, number }: Caller,
) -> Result<Json<DueView>, Problem> {
    let found = opened(&state, &actor, &number).await?;
    let (c, due) = (&found.complaint, found.due.as_ref());
    Ok(Json(DueView {
        number: c.spoken_number().to_string(),
        period: c.clock.as_ref().map(|clock| clock.period.to_string()),
        due_at: due.and_then(|due| due.at),
        overdue: c.overdue(&found.desk),
        calendar_version: due.map(|due| due.calendar.0),
        lines: due.iter().flat_map(|due| &due.lines).map(words::deadline::sentence).collect(),
    }))
}

/// Complaints shown beside this one.
const SIMILAR_MOST: u32 = 20;

/// Same petitioner (same telephone number or e-mail), as far as the caller may see; newest first.
pub(crate) async fn similar(
    State(state): State<AppState>,
    Caller { actor, number }: Caller,
) -> Result<Json<Listing>, Problem> {
    let desk = state.office.desk();
    let scope = Scope::of(&actor);
    let found = opened(&state, &actor, &number).await?.complaint;
    let mut tx = state.office.store().read().await?;
    let rows = tx.of_the_same_person(&scope, &found, SIMILAR_MOST).await?;
    let complaints = rows.into_iter().map(|listed| view::row(listed, &desk)).collect();
    Ok(Json(Listing { complaints, next: None, searched_as: None }))
}

/// Likely departments and handlers with the reason; advice only.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Suggestions {
    /// Departments first, then handlers of the department it lies with; each the likeliest first. Advice only.
    pub(crate) suggestions: Vec<Suggestion>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Suggestion {
    pub(crate) department: view::Named,
    pub(crate) handler: Option<view::Named>,
    pub(crate) score: u32,
    /// The words that spoke for it.
    pub(crate) reason: String,
}

pub(crate) async fn suggested(
    State(state): State<AppState>,
    Caller { actor, number }: Caller,
) -> Result<Json<Suggestions>, Problem> {
    let found = opened(&state, &actor, &number).await?;
    let facts = state.office.facts();
    let chart = facts.chart.as_ref();
    if actor.officer().is_none() {
        // Whose work it might be is the office's own deliberation.
        return Ok(Json(Suggestions { suggestions: Vec::new() }));
    }
    let of_case = (&found.complaint, &found.words);
    let departments = suggestions::departments_for(&state.office, of_case.0, of_case.1);
    let mut tx = state.office.store().read().await?;
    let handlers = suggestions::handlers_in(&mut tx, &state.office, &actor, of_case).await?;
    drop(tx);
    let departments = departments.into_iter().map(|s| Suggestion {
        department: view::department(chart, s.department),
        handler: None,
        score: s.score,
        reason: suggestions::reason(&s.because),
    });
    let handlers = handlers.into_iter().filter_map(|s| {
        let department = chart.officer(s.officer)?.department;
        Some(Suggestion {
            department: view::department(chart, department),
            handler: Some(view::person(chart, s.officer)),
            score: s.score,
            reason: suggestions::reason(&s.because),
        })
    });
    Ok(Json(Suggestions { suggestions: departments.chain(handlers).collect() }))
}

//! 첨부파일 over JSON: the list, one more, and one to take away.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use casework::attachments::{self, Look, To};
use domain::access::Scope;
use domain::actor::Actor;
use domain::attachment::Part;
use domain::complaint::{Number, StageName};
use domain::org::OrgChart;
use jiff::Timestamp;
use serde::Serialize;
use store::Attachment;
use utoipa::ToSchema;
use words::error::PageError;
use words::lang::Lang;

use super::caller::Caller;
use super::detail::opened;
use super::problem::{FieldError, Problem};
use super::view::{self, Named};
use crate::files::{self, NotHere, Parcel};
use crate::request::From as Peer;
use crate::state::AppState;

/// The attachments of a complaint, as the caller may see them.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Attachments {
    pub(crate) number: String,
    pub(crate) attachments: Vec<AttachmentView>,
}

/// One attachment.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AttachmentView {
    pub(crate) id: String,
    /// `application`, `supplement`, `answer` or `opinion`.
    pub(crate) part: &'static str,
    /// Waits to be sent with the act it belongs to.
    pub(crate) waits: bool,
    pub(crate) name: String,
    pub(crate) media_type: &'static str,
    /// In bytes.
    pub(crate) size: u64,
    /// SHA-256 of what is kept: a picture is drawn anew, so it is not that of what was sent.
    pub(crate) digest: String,
    /// `waiting`, `clean`, `infected` or `unscanned`.
    pub(crate) scan: &'static str,
    /// The officer who attached it; none when the petitioner did.
    pub(crate) by: Option<Named>,
    pub(crate) at: Timestamp,
    /// Where it is downloaded; none while it may not be opened.
    pub(crate) href: Option<String>,
}

pub(crate) async fn list(
    State(state): State<AppState>,
    Caller { actor, number }: Caller,
) -> Result<Json<Attachments>, Problem> {
    opened(&state, &actor, &number).await?;
    Ok(Json(shown(&state, &actor, &number).await?))
}

async fn shown(state: &AppState, by: &Actor, number: &Number) -> Result<Attachments, Problem> {
    let found = attachments::of(&state.office, by, number).await?;
    let chart = state.office.facts().chart;
    let view = |file: &Attachment| view(file, number, &chart);
    Ok(Attachments { number: number.to_string(), attachments: found.iter().map(view).collect() })
}

fn view(file: &Attachment, number: &Number, chart: &OrgChart) -> AttachmentView {
    let href = || format!("/api/v1/complaints/{number}/attachments/{}", file.id);
    AttachmentView {
        id: file.id.to_string(),
        part: file.part.as_str(),
        waits: file.bundle.is_some(),
        name: file.name.clone(),
        media_type: file.kind.media_type(),
        size: file.size,
        digest: file.digest.clone(),
        scan: file.scan.as_str(),
        by: file.by.map(|id| view::person(chart, id)),
        at: file.at,
        href: file.scan.lets_open(file.kind).then(href),
    }
}

/// One or several files as `multipart/form-data`; all are taken, or the first that is not is told.
pub(crate) async fn add(
    State(state): State<AppState>,
    Caller { actor, number }: Caller,
    Peer(from): Peer,
    Parcel { pairs, files }: Parcel,
) -> Result<Response, Problem> {
    if actor.officer().is_none() && !state.may_upload(from, files.len()) {
        return Err(Problem::general(PageError::TooOften, "too-often"));
    }
    let found = state.office.store().read().await?.complaint(&Scope::of(&actor), &number).await?.complaint;
    let named = pairs.iter().find(|(name, _)| name == "part").map(|(_, value)| value.as_str());
    let part = match named {
        Some(named) => {
            Part::parse(named).ok_or_else(|| wrong("part", "unknown", "알 수 없는 부분입니다."))?
        }
        None => usual(&actor, found.stage.name()),
    };
    if files.is_empty() {
        return Err(wrong("files", "missing", "파일이 없습니다. multipart/form-data로 보내 주십시오."));
    }
    for file in files {
        let name = file.name.clone();
        let to = To::Case { number: &number, part, by: &actor };
        files::keep(&state.office, state.vault()?, to, file).await.map_err(|why| not_taken(&name, why))?;
    }
    Ok((StatusCode::CREATED, Json(shown(&state, &actor, &number).await?)).into_response())
}

/// What somebody most likely means who does not say.
fn usual(by: &Actor, stage: StageName) -> Part {
    match (by.officer(), stage) {
        (_, StageName::Filed) => Part::Application,
        (Some(_), _) => Part::Answer,
        (None, _) => Part::Supplement,
    }
}

fn wrong(field: &str, code: &str, detail: &str) -> Problem {
    Problem::invalid(vec![FieldError::new(field, code, detail)])
}

fn not_taken(name: &str, why: NotHere) -> Problem {
    match why {
        NotHere::Refused(refusal) => {
            wrong("files", refusal.code(), &words::attachment::refused(name, &refusal, Lang::Ko))
        }
        NotHere::NotDone(why) => why.into(),
        NotHere::Away(fault) => files::away(fault).into(),
        NotHere::Full => crate::error::Fail::Page(words::error::PageError::Unavailable).into(),
    }
}

pub(crate) async fn download(
    State(state): State<AppState>,
    Caller { actor, number }: Caller,
    Peer(peer): Peer,
    Path(path): Path<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let (id, manner) = files::asked(&path)?;
    let (chart, ip) = (state.office.facts().chart, peer.to_string());
    let login = actor.officer().and_then(|officer| chart.officer(officer.id)).map(|o| o.login.as_str());
    let look = Look::Whole { login, ip: &ip };
    let found = attachments::open(&state.office, &actor, (&number, id), look).await?;
    Ok(files::respond(&state, &found, manner).await?)
}

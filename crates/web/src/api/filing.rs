//! 신청: a citizen files without logging in; an officer registers for somebody at the counter, by post
//! or on the telephone.

use axum::Json;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use casework::intake::{self, HandedInBy};
use casework::sessions::Who;
use casework::{Person, Submission};
use domain::complaint::{Channel, Visibility};
use domain::role::Role;
use serde::Serialize;
use utoipa::ToSchema;
use words::error::PageError;

use super::body::Sent;
use super::caller::Sender;
use super::conditions::Conditions;
use super::problem::Problem;
use super::view::Head;
use crate::acts::{Fields, Problems, channel_at_the_desk};
use crate::request::From as Peer;
use crate::state::AppState;

/// Longest place, name, telephone number, e-mail and address, in characters.
pub(super) const CONTACT_MAX: usize = 200;

/// What the petitioner is given.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FiledView {
    #[serde(flatten)]
    pub(crate) head: Head,
    /// Opens the complaint together with its number. Shown here only, and again when the same request comes
    /// again under its key.
    pub(crate) secret: Option<String>,
}

pub(crate) async fn file(
    State(state): State<AppState>,
    Sender(sender): Sender,
    Peer(from): Peer,
    conditions: Conditions,
    sent: Sent,
) -> Result<Response, Problem> {
    if sender.is_none() && !state.may_file(from) {
        return Err(Problem::general(PageError::TooOften, "too-often"));
    }
    let once = conditions.once(&sent.digest);
    let submission = submission(sent.fields(), sender.is_some())?;
    let by = match sender {
        None => HandedInBy::Citizen,
        Some(who) => registrar(&who, submission.channel)?,
    };
    let filed = intake::file(&state.office, by, submission, once).await?;
    let address = format!("/api/v1/complaints/{}", filed.complaint.application_number);
    let version = format!("\"{}\"", filed.complaint.version);
    let view = FiledView { head: Head::of(&filed.complaint, &state.office.desk()), secret: filed.secret };
    let headers = [
        (header::LOCATION, address),
        (header::ETAG, version),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((StatusCode::CREATED, headers, Json(view)).into_response())
}

/// Receivers register what comes in by any of the three ways, the call centre what comes in by 120.
fn registrar(who: &Who, channel: Channel) -> Result<HandedInBy, Problem> {
    let may = who.on_duty.has(Role::Receiver)
        || (who.on_duty.has(Role::CallCentre) && channel == Channel::Phone120);
    if may {
        return Ok(HandedInBy::Officer(who.actor()));
    }
    let said = "방문·우편 민원은 통합접수자가, 전화 민원은 통합접수자나 120다산콜재단이 등록합니다.";
    Err(Problem::of(PageError::ForeignForm, "not-your-part", said))
}

fn submission(mut f: Fields, officer: bool) -> Result<Submission, Problems> {
    let (title, body) = (f.text("title"), f.text("body"));
    let place = f.text_if_any::<CONTACT_MAX>("place").map(String::from);
    let visibility = f.one_if_any("visibility", |text| {
        Visibility::parse(text).filter(|visibility| *visibility != Visibility::Sealed)
    });
    let joint = f.flag("joint");
    let channel = if officer { f.one("channel", channel_at_the_desk) } else { Some(Channel::Web) };
    let name = f.text::<CONTACT_MAX>("name").map(String::from);
    let phone = f.text_if_any::<CONTACT_MAX>("phone").map(String::from);
    let email = f.text_if_any::<CONTACT_MAX>("email").map(String::from);
    let address = f.text_if_any::<CONTACT_MAX>("address").map(String::from);
    let whole = title.zip(body).zip(channel).zip(name);
    f.finish(whole).map(|(((title, body), channel), name)| Submission {
        title,
        body,
        place,
        channel,
        visibility: visibility.unwrap_or(Visibility::Private),
        joint,
        person: Person { name, phone, email, address, identity: None },
        external_number: None,
    })
}

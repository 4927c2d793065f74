//! Who calls the JSON interface: an officer with a token, a petitioner with a secret, or nobody.
//!
//! Cookies count for nothing here: another site's page could send them along.

use std::collections::HashMap;

use axum::extract::{FromRequestParts, Path};
use axum::http::Method;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use casework::sessions::{self, Who};
use domain::actor::Actor;
use domain::complaint::Number;
use words::error::PageError;

use super::problem::Problem;
use crate::error::Fail;
use crate::request::From as Peer;
use crate::state::AppState;

/// Header with the secret the petitioner was given at filing.
const SECRET_HEADER: &str = "x-complaint-secret";
/// Longer ones are no secret of ours, in bytes.
const SECRET_BYTES_MAX: usize = 100;

/// An officer, proven by `Authorization: Bearer`.
pub(crate) struct Officer(pub(crate) Who);

impl FromRequestParts<AppState> for Officer {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self, Problem> {
        officer(parts, app).await?.map(Officer).ok_or_else(Problem::signed_out)
    }
}

/// An officer or nobody; a token that opens nothing is refused all the same.
pub(crate) struct Sender(pub(crate) Option<Who>);

impl FromRequestParts<AppState> for Sender {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self, Problem> {
        Ok(Sender(officer(parts, app).await?))
    }
}

/// Whoever may act on the complaint in the address, and its number.
pub(crate) struct Caller {
    pub(crate) actor: Actor,
    pub(crate) number: Number,
}

impl FromRequestParts<AppState> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self, Problem> {
        let number = number(parts).await;
        let actor = match secret(parts)? {
            Some(secret) => petitioner(parts, app, number.as_ref(), &secret).await?,
            None => officer(parts, app).await?.ok_or_else(Problem::signed_out)?.actor(),
        };
        Ok(Caller { actor, number: number.ok_or_else(Problem::not_found)? })
    }
}

async fn number(parts: &mut Parts) -> Option<Number> {
    let path = Path::<HashMap<String, String>>::from_request_parts(parts, &()).await.ok()?;
    Number::parse(path.get("number")?).ok()
}

async fn officer(parts: &Parts, app: &AppState) -> Result<Option<Who>, Problem> {
    let Some(value) = parts.headers.get(AUTHORIZATION) else { return Ok(None) };
    let token = value.to_str().ok().and_then(|value| value.split_once(' '));
    let token = token.filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
    let (_, token) = token.ok_or_else(Problem::signed_out)?;
    let who = sessions::who(&app.office, token.trim()).await?;
    let who = who.ok_or_else(Problem::signed_out)?;
    // A password that somebody else has set opens nothing here either; its token may be given back.
    if who.must_change_password && parts.method != Method::DELETE {
        return Err(Fail::ChangePassword.into());
    }
    if who.owes_second_factor && parts.method != Method::DELETE {
        return Err(Fail::SetUpCode.into());
    }
    Ok(Some(who))
}

/// From `X-Complaint-Secret`, or `Authorization: Petition <secret>`.
fn secret(parts: &Parts) -> Result<Option<String>, Problem> {
    let header = parts.headers.get(SECRET_HEADER).map(|value| value.as_bytes());
    let petition = parts.headers.get(AUTHORIZATION).map(|value| value.as_bytes());
    let petition = petition.and_then(|value| value.strip_prefix(b"Petition "));
    let Some(sent) = header.or(petition) else { return Ok(None) };
    let readable = std::str::from_utf8(sent).ok().filter(|secret| secret.len() <= SECRET_BYTES_MAX);
    readable.map(|secret| Some(secret.to_owned())).ok_or_else(Problem::not_found)
}

/// Only wrong secrets are counted: a petitioner at work is not slowed down, somebody guessing is.
async fn petitioner(
    parts: &mut Parts,
    app: &AppState,
    number: Option<&Number>,
    secret: &str,
) -> Result<Actor, Problem> {
    let opened = match number {
        Some(number) => casework::petition::enter(&app.office, number, secret).await,
        None => Err(casework::NotDone::NotFound),
    };
    match opened {
        Err(casework::NotDone::NotFound) => {
            let Ok(Peer(from)) = Peer::from_request_parts(parts, app).await;
            let kind = if app.may_try(from) { PageError::NotFound } else { PageError::TooOften };
            let code = if kind == PageError::NotFound { "not-found" } else { "too-often" };
            Err(Problem::general(kind, code))
        }
        opened => Ok(opened?),
    }
}

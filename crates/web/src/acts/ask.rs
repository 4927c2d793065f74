//! From fields to a thing done: what both the pages' forms and the JSON interface go through.

use casework::{NotDone, Once, Order, done_before, perform};
use domain::access::Scope;
use domain::actor::Actor;
use domain::complaint::{self, Act, Complaint, Number};
use domain::id::ComplaintId;
use serde_json::Value;
use store::StoreError;

use super::fields::Fields;
use crate::error::Fail;
use crate::state::AppState;

/// What was asked, besides the fields.
pub struct Ask<'a> {
    pub by: &'a Actor,
    pub number: &'a Number,
    pub act: Act,
    pub version: Option<u64>,
    pub once: Option<Once>,
}

pub async fn ask(state: &AppState, ask: Ask<'_>, mut fields: Fields) -> Result<Complaint, Fail> {
    if ask.act == Act::Merge
        && let Some(done) = resolve_lead(state, &ask, &mut fields).await?
    {
        return Ok(done);
    }
    let desk = state.office.desk();
    match super::command(ask.act, fields, &desk) {
        // Not looked at before: whoever may not see it is told by the act itself that it is not there.
        Ok(command) => {
            let order = Order { command, version: ask.version, once: ask.once };
            Ok(perform(&state.office, ask.by, ask.number, &order).await?)
        }
        // Who may not see the case hears nothing about the fields either; and what may not be done at all is not made
        // better by better fields.
        Err(problems) => match seen(state, &ask).await? {
            Seen::Now(file) => {
                complaint::may(&file, ask.by, ask.act, &desk)?;
                Err(Fail::Invalid(problems))
            }
            Seen::Before(file) => Ok(file),
        },
    }
}

/// The file as whoever asks sees it now, or saw it when they asked the same before.
enum Seen {
    Now(Complaint),
    Before(Complaint),
}

async fn seen(state: &AppState, ask: &Ask<'_>) -> Result<Seen, Fail> {
    match state.office.store().read().await?.complaint(&Scope::of(ask.by), ask.number).await {
        Err(StoreError::NotFound(_)) => {
            let before = done_before(&state.office, ask.by, ask.once.as_ref()).await?;
            before.map(Seen::Before).ok_or_else(|| NotDone::NotFound.into())
        }
        found => Ok(Seen::Now(found?.complaint)),
    }
}

/// For a look at the other fields: a leading complaint named by a number counts as named.
pub fn lead_as_any(fields: &mut Fields) {
    if fields.peek("into").is_some_and(|typed| Number::parse(&typed).is_ok()) {
        fields.replace("into", Value::String(ComplaintId(uuid::Uuid::nil()).to_string()));
    }
}

/// People name the leading complaint by its number; the file knows it by id. The file itself, if this very request was done
/// before and its leading complaint is out of sight since.
async fn resolve_lead(
    state: &AppState,
    ask: &Ask<'_>,
    fields: &mut Fields,
) -> Result<Option<Complaint>, Fail> {
    let Some(typed) = fields.peek("into") else { return Ok(None) };
    let Ok(number) = Number::parse(&typed) else { return Ok(None) };
    let lead = match state.office.store().read().await?.complaint(&Scope::of(ask.by), &number).await {
        Err(StoreError::NotFound(_)) => {
            let before = done_before(&state.office, ask.by, ask.once.as_ref()).await?;
            return before.map(Some).ok_or_else(|| NotDone::NotFound.into());
        }
        lead => lead?,
    };
    fields.replace("into", Value::String(lead.complaint.id.to_string()));
    Ok(None)
}

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
    // Who may not see the case hears nothing about the fields either.
    let scope = Scope::of(ask.by);
    let found = state.office.store().read().await?.complaint(&scope, ask.number).await;
    let file = match found {
        Err(StoreError::NotFound(_)) => {
            let before = done_before(&state.office, ask.by, ask.once.as_ref()).await?;
            return before.ok_or_else(|| NotDone::NotFound.into());
        }
        found => found?.complaint,
    };
    if ask.act == Act::Merge {
        resolve_lead(state, &scope, &mut fields).await?;
    }
    let desk = state.office.desk();
    let command = super::command(ask.act, fields, &desk).map_err(|problems| {
        // What may not be done at all is not made better by better fields.
        complaint::may(&file, ask.by, ask.act, &desk).map_or_else(Fail::from, |()| Fail::Invalid(problems))
    })?;
    let order = Order { command, version: ask.version, once: ask.once };
    Ok(perform(&state.office, ask.by, ask.number, &order).await?)
}

/// For a look at the other fields: a leading complaint named by a number counts as named.
pub fn lead_as_any(fields: &mut Fields) {
    if fields.peek("into").is_some_and(|typed| Number::parse(&typed).is_ok()) {
        fields.replace("into", Value::String(ComplaintId(uuid::Uuid::nil()).to_string()));
    }
}

/// People name the leading complaint by its number; the file knows it by id.
async fn resolve_lead(state: &AppState, scope: &Scope, fields: &mut Fields) -> Result<(), Fail> {
    let Some(typed) = fields.peek("into") else { return Ok(()) };
    let Ok(number) = Number::parse(&typed) else { return Ok(()) };
    let lead = state.office.store().read().await?.complaint(scope, &number).await?;
    fields.replace("into", Value::String(lead.complaint.id.to_string()));
    Ok(())
}

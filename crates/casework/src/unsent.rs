//! A form that was sent after its session had ended: not taken, and kept for whoever wrote it until they are in again.
//!
//! It lies nowhere with us. It goes back to the browser sealed, bound to the officer, the address it was sent to and the
//! time, and opens for the same officer only, who has to send it again: nothing is done by logging in.

use domain::id::OfficerId;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use store::Owner;

use crate::digest;
use crate::not_done::Result;
use crate::office::Office;

/// A form is kept as long as a session lasts at most; sessions that ended longer ago are forgotten with it.
pub const KEPT: SignedDuration = SignedDuration::from_hours(12);
/// Bytes of everything that was typed: several of the longest texts. It is sent once more with the log-in.
pub const BYTES_MAX: usize = 256 * 1024;

/// What was typed, and where.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unsent {
    /// The address it was sent to.
    pub to: String,
    /// The page it was typed on.
    pub page: String,
    /// Names and values in the order they came.
    pub pairs: Vec<(String, String)>,
    /// Names of the files that came with it. They are not kept.
    pub files: Vec<String>,
}

#[derive(Serialize, Deserialize)]
struct Kept {
    at: Timestamp,
    form: Unsent,
}

/// Whose session this was, if it ended by itself and not long ago. One that was ended on purpose (log-out, a new password,
/// a lock) is nobody's any more.
pub async fn writer(office: &Office, token: &str) -> Result<Option<OfficerId>> {
    let now = office.wall_now();
    let mut tx = office.store().read().await?;
    let owner = tx.ended_session_owner(&digest::of(token), (now - KEPT, now)).await?;
    Ok(owner.and_then(|owner| match owner {
        Owner::Officer(officer) => Some(officer),
        Owner::Petitioner(_) => None,
    }))
}

/// Sealed for this officer; nothing when it is too long.
pub fn keep(office: &Office, officer: OfficerId, form: Unsent) -> Result<Option<String>> {
    let kept = serde_json::to_string(&Kept { at: office.wall_now(), form }).unwrap_or_default();
    if kept.is_empty() || kept.len() > BYTES_MAX {
        return Ok(None);
    }
    Ok(Some(office.store().seal_form(officer, &kept)?))
}

/// The form again; nothing when it is not theirs, was altered, or is too old.
pub fn open(office: &Office, officer: OfficerId, sealed: &str) -> Option<Unsent> {
    let clear = office.store().open_form(officer, sealed).ok()?;
    let kept: Kept = serde_json::from_str(&clear).ok()?;
    (office.wall_now().duration_since(kept.at) < KEPT).then_some(kept.form)
}

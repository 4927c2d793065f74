//! The petitioner's own door: number and secret open one complaint.

use domain::access::Scope;
use domain::actor::{Actor, Machinery};
use domain::complaint::{Complaint, Number, Stage};
use subtle::ConstantTimeEq;

use crate::intake::digest;
use crate::not_done::{NotDone, Result};
use crate::office::Office;
use crate::reader::{self, Case};

/// The file in which a merged complaint is handled, as the office has it: whoever was merged is answered there.
/// Only what was sent to every petitioner may be shown of it.
pub async fn leading(office: &Office, c: &Complaint) -> Result<Option<Case>> {
    let everything = Scope::of(&SYSTEM);
    let mut into = match &c.stage {
        Stage::Merged { into, .. } => *into,
        _ => return Ok(None),
    };
    for _ in 0..MERGED_DEEP_MAX {
        let lead = office.store().read().await?.complaint_by_id(&everything, into).await?.complaint;
        match &lead.stage {
            Stage::Merged { into: next, .. } => into = *next,
            _ => return reader::case(office, &SYSTEM, lead.spoken_number()).await.map(Some),
        }
    }
    Ok(None)
}

/// Merges of merges that are followed; nobody merges deeper.
const MERGED_DEEP_MAX: usize = 20;
const SYSTEM: Actor = Actor::System(Machinery::Connector);

/// Proves who files: the actor, or nothing at all that would tell number from secret.
pub async fn enter(office: &Office, number: &Number, secret: &str) -> Result<Actor> {
    let mut tx = office.store().read().await?;
    let everything = Scope::of(&Actor::System(Machinery::Connector));
    let id = tx.complaint(&everything, number).await?.complaint.petitioner;
    let known = tx.petitioner(id).await?.and_then(|p| p.secret_hash).ok_or(NotDone::NotFound)?;
    let typed = digest(secret);
    let same = |kept: &str| bool::from(known.as_bytes().ct_eq(kept.as_bytes()));
    if same(&tx.kept_secret(&typed)) {
        return Ok(Actor::Petitioner(id));
    }
    // From before secrets were kept under the ring's key: right once more, it is kept so from now on.
    if !same(&typed) {
        return Err(NotDone::NotFound);
    }
    drop(tx);
    let mut tx = office.store().write().await?;
    tx.keep_secret_anew(id, &known).await?;
    tx.commit().await?;
    Ok(Actor::Petitioner(id))
}

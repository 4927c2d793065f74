//! The petitioner's own door: number and secret open one complaint.

use domain::access::Scope;
use domain::actor::{Actor, Machinery};
use domain::complaint::Number;
use subtle::ConstantTimeEq;

use crate::intake::digest;
use crate::not_done::{NotDone, Result};
use crate::office::Office;

/// Proves who files: the actor, or nothing at all that would tell number from secret.
pub async fn enter(office: &Office, number: &Number, secret: &str) -> Result<Actor> {
    let mut tx = office.store().read().await?;
    let everything = Scope::of(&Actor::System(Machinery::Connector));
    let id = tx.complaint(&everything, number).await?.complaint.petitioner;
    let known = tx.petitioner(id).await?.and_then(|p| p.secret_hash).ok_or(NotDone::NotFound)?;
    let same: bool = known.as_bytes().ct_eq(digest(secret).as_bytes()).into();
    if same { Ok(Actor::Petitioner(id)) } else { Err(NotDone::NotFound) }
}

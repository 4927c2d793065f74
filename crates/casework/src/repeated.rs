//! A repeated request for an act that took the file out of its asker's sight.

use domain::access::Scope;
use domain::actor::{Actor, Machinery};
use domain::complaint::{Complaint, Number};

use crate::not_done::Result;
use crate::office::{Office, Once, key_owner};

/// The file this very request was done to before: whoever lost the first answer is given it again, though a look
/// at the file would find nothing any more. `None` for everybody else, who learns nothing of the key either.
pub async fn done_before(office: &Office, by: &Actor, once: Option<&Once>) -> Result<Option<Complaint>> {
    let Some(once) = once else { return Ok(None) };
    // A change, though it changes nothing: what is told as done must last.
    let mut tx = office.store().write().await?;
    let kept = tx.kept_response(&key_owner(by), &once.key).await?;
    let Some(kept) = kept.filter(|kept| kept.request_hash == once.request_hash) else { return Ok(None) };
    let Ok(number) = Number::parse(&kept.response) else { return Ok(None) };
    let everything = Scope::of(&Actor::System(Machinery::Connector));
    let complaint = tx.complaint(&everything, &number).await?.complaint;
    tx.seen_to_last().await?;
    Ok(Some(complaint))
}

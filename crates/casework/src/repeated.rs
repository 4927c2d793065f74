//! A request that comes again under its key: it is answered and not done again, also where the act took the file out of
//! its asker's sight.

use domain::access::Scope;
use domain::actor::{Actor, Machinery};
use domain::complaint::{Complaint, Number};
use jiff::Timestamp;
use store::{ActAsked, AtHand, KeptResponse, Petitioner, Read, StoreError, Write};

use crate::not_done::{NotDone, Result};
use crate::office::{Office, Once, Order};

/// The file this very request was done to before: whoever lost the first answer is given it again, though a look
/// at the file would find nothing any more. `None` for everybody else, who learns nothing of the key either.
pub async fn done_before(office: &Office, by: &Actor, once: Option<&Once>) -> Result<Option<Complaint>> {
    let Some(once) = once else { return Ok(None) };
    let mut tx = office.store().read().await?;
    // Whoever looked at what is committed and found no file finds the key there as well: nobody waits for the writer
    // because of one that nobody has used.
    let Some(complaint) = kept_under(&mut tx, by, once).await? else { return Ok(None) };
    drop(tx);
    // What is told as done must last.
    office.store().write().await?.seen_to_last().await?;
    Ok(Some(complaint))
}

/// The same in a change that does not find the file: it may see what a twin has done and not committed yet.
pub(crate) async fn done_in(mut tx: Write, by: &Actor, once: Option<&Once>) -> Result<Complaint> {
    let Some(once) = once else { return Err(NotDone::NotFound) };
    let complaint = kept_under(&mut tx, by, once).await?.ok_or(NotDone::NotFound)?;
    tx.seen_to_last().await?;
    Ok(complaint)
}

async fn kept_under(tx: &mut Read, by: &Actor, once: &Once) -> Result<Option<Complaint>> {
    let kept = tx.kept_response(&key_owner(by), &once.key).await?;
    let Some(kept) = kept.filter(|kept| kept.request_hash == once.request_hash) else { return Ok(None) };
    let Ok(number) = Number::parse(&kept.response) else { return Ok(None) };
    let everything = Scope::of(&Actor::System(Machinery::Connector));
    Ok(Some(tx.complaint(&everything, &number).await?.complaint))
}

/// By the facts as they are at this moment: whether this very request was done before, and whose file it is. A request
/// that was done is answered, not done again.
pub(crate) async fn caught_up(
    office: &Office,
    tx: &mut Write,
    by: &Actor,
    (order, before): (&Order, &Complaint),
) -> Result<(bool, Petitioner)> {
    let (owner, key) = (key_owner(by), order.once.as_ref().map(|once| once.key.as_str()));
    let asked = ActAsked { actor: owner, key, petitioner: before.petitioner };
    let at_hand = tx.at_hand(&[asked]).await?.pop();
    let AtHand { facts, kept, person } = at_hand.ok_or(StoreError::NotFound("petitioner"))?;
    office.catch_up_with(tx, facts).await?;
    match kept.zip(order.once.as_ref()) {
        Some((kept, once)) if kept.request_hash == once.request_hash => Ok((true, person)),
        Some(_) => Err(NotDone::KeyReused),
        None => Ok((false, person)),
    }
}

/// Under the asker's key, which file it was: whoever asks again is told of it.
pub(crate) async fn remember(
    tx: &mut Write,
    owner: &str,
    once: Option<&Once>,
    (number, now): (&Number, Timestamp),
) -> Result<()> {
    if let Some(Once { key, request_hash }) = once {
        let kept = KeptResponse { request_hash: request_hash.clone(), response: number.to_string() };
        tx.keep_response(owner, key, &kept, now).await?;
    }
    Ok(())
}

/// Keys are one's own: nobody reads another's answer by guessing one.
pub(crate) fn key_owner(by: &Actor) -> String {
    match by {
        Actor::Petitioner(id) => format!("petitioner:{id}"),
        Actor::Officer(officer) => format!("officer:{}", officer.id),
        Actor::System(_) => "system".to_owned(),
    }
}

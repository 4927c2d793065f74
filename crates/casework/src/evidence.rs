//! 증거 묶음: asked for with a purpose, made by a worker as other files are, taken within a day by whoever asked.

mod gathering;
mod sheet;

use domain::access::Scope;
use domain::actor::Actor;
use domain::complaint::{Complaint, Number};
use domain::evidence::may_take;
use domain::text::Memo;
use store::read::{Filter, Sort};
use store::{ClaimedExport, Export, ListAsked, Opening, Read};
use uuid::Uuid;

use crate::exports::{self, Made, NotAsked, ask_in};
use crate::intake::fresh_id;
use crate::log;
use crate::not_done::{NotDone, Result};
use crate::office::Office;

pub use gathering::{Gathered, Text, gather};

/// Stands where a list has its address.
const LIST: &str = "/evidence";
/// The label under which the purpose is kept.
const PURPOSE: &str = "목적";

/// Whose case a file is the packet of; `None`: it is a list.
pub fn number_of(export: &Export) -> Option<&str> {
    (export.asked.list == LIST).then_some(export.asked.query.as_str())
}

fn purpose_of(export: &Export) -> &str {
    let said = export.asked.conditions.iter().find(|(label, _)| label == PURPOSE);
    said.map_or("", |(_, purpose)| purpose)
}

/// Whether there is such a case for this officer, and a packet of it. Looking is not opening: nothing is kept of it.
pub async fn may_ask(office: &Office, by: &Actor, number: &Number) -> Result<bool> {
    let found = office.store().read().await?.complaint(&Scope::of(by), number).await?;
    Ok(may_take(by, &found.complaint))
}

/// A packet was asked for by somebody who might take it; whoever does not any more has none, made or not.
pub(crate) async fn still_theirs(tx: &mut Read, by: &Actor, number: &str) -> Result<()> {
    let number = Number::parse(number).map_err(|_| NotDone::NotFound)?;
    theirs(tx, by, &number).await.map(drop)
}

async fn theirs(tx: &mut Read, by: &Actor, number: &Number) -> Result<Complaint> {
    let found = tx.complaint(&Scope::of(by), number).await?.complaint;
    if may_take(by, &found) { Ok(found) } else { Err(NotDone::NotFound) }
}

/// A packet of this case. It holds the person in the clear: who asked, when and what for is written down first.
pub async fn ask(
    office: &Office,
    (by, ip): (&Actor, &str),
    number: &Number,
    purpose: &Memo,
) -> Result<Uuid, NotAsked> {
    let Some(officer) = by.officer() else { return Err(NotDone::NotFound.into()) };
    let desk = office.desk();
    let mut tx = office.store().write().await?;
    let found = theirs(&mut tx, by, number).await?;
    let number = found.spoken_number().to_string();
    let asked = ListAsked {
        list: LIST.to_owned(),
        title: format!("증거 묶음 {number}"),
        query: number.clone(),
        filter: Filter::default(),
        sort: Sort::Newest,
        conditions: vec![(PURPOSE.to_owned(), purpose.as_str().to_owned())],
    };
    let id = ask_in(&mut tx, office, officer.id, &asked).await?;
    tx.put_opening(&Opening {
        id: fresh_id(&desk),
        at: desk.now,
        officer: officer.id,
        complaint: Some(found.id),
        petitioner: Some(found.petitioner),
        what: "evidence".to_owned(),
        purpose: purpose.as_str().to_owned(),
    })
    .await?;
    log::officers(&mut tx, office, (officer.id, Some(ip)), "evidence", Some(number)).await?;
    tx.commit().await?;
    tracing::info!(export = %id, "a packet was asked for");
    Ok(id)
}

/// Whoever asked may not have it any more, or the case is out of their sight.
pub async fn not_theirs(office: &Office, claimed: &ClaimedExport) -> Result<Made> {
    exports::failed(office, claimed, domain::export::ExportFailure::OwnerGone).await
}

/// The packet could not be written.
pub async fn not_written(office: &Office, claimed: &ClaimedExport) -> Result<Made> {
    exports::failed(office, claimed, domain::export::ExportFailure::Storage).await
}

/// The office's signature under a list with this digest.
pub async fn sign(office: &Office, digest: &str) -> Result<Option<String>> {
    Ok(office.store().read().await?.keyed_digest(SIGNATURE, digest))
}

/// What the office's signatures under packets are made for, and nothing else is.
pub const SIGNATURE: &str = "evidence packet";

//! `perform`: every act in the system passes here.

mod doing;
mod together;

use domain::access::Scope;
use domain::actor::Actor;
use domain::complaint::{Complaint, Number};
use store::{Found, Inbound, InboundState, Seen, StoreError, Write};

use crate::counter::{self, Told};
use crate::not_done::{NotDone, Result};
use crate::office::{Office, Order};
use crate::repeated::{caught_up, done_in};

pub(crate) use together::Asked;

use doing::{Doing, Taken, give_numbers};

/// Does one act on one file, as somebody: decides, and writes state, events and outbox in one transaction.
pub async fn perform(office: &Office, by: &Actor, number: &Number, order: &Order) -> Result<Complaint> {
    if together::may_be(order.command.act()) {
        let asked = Asked { by: by.clone(), number: number.clone(), order: order.clone() };
        match counter::hand_in(office, asked).await? {
            Told::Done(after) => return Ok(*after),
            Told::Lost(fault) => return Err(fault),
            Told::TryAlone(_) => {}
        }
    }
    performed(office, by, (number, order), None).await
}

/// The same for what a neighbour system said: its message is noted in the act's own transaction, so that a
/// replay finds it done, for ever.
pub async fn perform_inbound(
    office: &Office,
    by: &Actor,
    number: &Number,
    order: &Order,
    inbound: &Inbound,
) -> Result<Complaint> {
    performed(office, by, (number, order), Some(inbound)).await
}

async fn performed(
    office: &Office,
    by: &Actor,
    (number, order): (&Number, &Order),
    inbound: Option<&Inbound>,
) -> Result<Complaint> {
    match attempt(office, by, (number, order), inbound).await {
        // A twin under the same key, or a deadlock, was faster: a second look finds what it left.
        Err(NotDone::Fault(fault)) if fault.is_conflict() => {
            attempt(office, by, (number, order), inbound).await
        }
        done => done,
    }
}

async fn attempt(
    office: &Office,
    by: &Actor,
    (number, order): (&Number, &Order),
    inbound: Option<&Inbound>,
) -> Result<Complaint> {
    let mut tx = office.store().write().await?;
    let Found { complaint: before, words } = match tx.complaint_to_change(&Scope::of(by), number).await {
        // The first time may have taken the file out of the asker's sight.
        Err(StoreError::NotFound(_)) => return done_in(tx, by, order.once.as_ref()).await,
        found => found?,
    };
    // Nothing is left on it that anybody could act upon.
    if !before.stage.is_live() && tx.keeping(before.id).await?.anonymised {
        return Err(NotDone::NotFound);
    }
    // Only now, for whoever waited for the file acts after the one before.
    let (done_already, person) = caught_up(office, &mut tx, by, (order, &before)).await?;
    let desk = office.desk();
    if done_already || heard_already(&mut tx, inbound).await? {
        tx.seen_to_last().await?;
        return Ok(before);
    }
    let taken = Taken { before, words, person };
    let mut doing = Doing::decided(&mut tx, (by, order), taken, &desk).await?;
    give_numbers(&mut tx, std::slice::from_mut(&mut doing), &desk).await?;
    let letters = doing.letters(&mut tx, (office, &desk)).await?;
    let after = doing.write(&mut tx, letters, (office, &desk)).await?;
    if let Some(inbound) = inbound {
        let outcome = (InboundState::Taken, order.command.act().as_str());
        tx.note_inbound(inbound, outcome, Some(after.id), (desk.now, desk.now)).await?;
    }
    tx.commit().await?;
    log(order, &after);
    Ok(after)
}

fn log(order: &Order, after: &Complaint) {
    tracing::info!(act = order.command.act().as_str(), complaint = %after.id, version = after.version, "done");
}

/// A neighbour's message that was done before, or could never be done, is not done again.
async fn heard_already(tx: &mut Write, inbound: Option<&Inbound>) -> Result<bool> {
    let Some(inbound) = inbound else { return Ok(false) };
    match tx.inbound_seen(inbound).await? {
        Seen::Never | Seen::Before(InboundState::Waiting) => Ok(false),
        Seen::Before(InboundState::Taken | InboundState::Refused) => Ok(true),
        Seen::OtherWords => Err(NotDone::KeyReused),
    }
}

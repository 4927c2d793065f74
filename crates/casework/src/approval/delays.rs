//! 결재 지연: documents the outside system has not taken up in time; each is told to its handler once.

use domain::actor::{Actor, Machinery};
use domain::complaint::{self, Command};
use store::StoreError;

use super::file_of;
use crate::not_done::{NotDone, Result};
use crate::office::{Office, Order};
use crate::perform::perform;
use crate::sweeps::Tally;

/// Documents read at once.
const BATCH: u32 = 200;

const SWEEP: Actor = Actor::System(Machinery::Sweep);

/// Tells of every document that is late; `may` says which are.
pub async fn tell_delays(office: &Office) -> Result<Tally> {
    let (mut tally, mut after) = (Tally::default(), None);
    loop {
        let page = office.store().read().await?.open_approval_documents(after.as_ref(), BATCH).await?;
        for document in &page {
            let c = file_of(office, document.key).await?;
            let command = Command::TellApprovalDelay;
            if complaint::may(&c, &SWEEP, command.act(), &office.desk()).is_err() {
                continue;
            }
            let order = Order { version: Some(c.version), ..Order::plain(command) };
            match perform(office, &SWEEP, c.spoken_number(), &order).await {
                Ok(_) => tally.done += 1,
                Err(NotDone::Fault(away @ StoreError::Unavailable(_))) => return Err(away.into()),
                Err(NotDone::Fault(fault)) => {
                    tracing::error!(complaint = %c.id, error = %fault, "a delay was not told");
                    tally.faults += 1;
                }
                Err(meanwhile) => tracing::debug!(complaint = %c.id, %meanwhile, "not late any more"),
            }
        }
        match page.into_iter().last() {
            Some(last) => after = Some(last),
            None => return Ok(tally),
        }
    }
}

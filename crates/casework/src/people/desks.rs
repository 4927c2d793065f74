//! 인계: whatever lies with somebody gone, or with a department that is no more, goes on to whoever follows.
//!
//! Done right after the organisation changed, and every ten minutes for what was assigned or asked just then. It
//! asks the files themselves; interrupted anywhere, it goes on at the next turn.

use domain::access::Scope;
use domain::actor::{Actor, Machinery};
use domain::complaint::{Command, Refusal};
use domain::id::ComplaintId;
use domain::text::Memo;

use crate::not_done::{NotDone, Result};
use crate::office::{Office, Order};
use crate::perform::perform;
use crate::sweeps::Tally;

/// Who signs.
const DIRECTORY: Actor = Actor::System(Machinery::Directory);
/// Files looked up at once.
const BATCH: u32 = 200;
/// What is written into the history, and told to whoever gets the work.
const REASON: &str = "인사발령·조직 개편에 따라 남은 업무를 인계합니다.";

pub async fn clear_desks(office: &Office) -> Result<Tally> {
    // Another server may have changed the organisation.
    office.refresh().await?;
    let reason = Memo::new(REASON).map_err(|_| NotDone::Invalid { field: "reason", code: "unwritable" })?;
    let (mut tally, mut after) = (Tally::default(), None);
    loop {
        let ids = office.store().read().await?.left_behind(after, BATCH).await?;
        let Some(last) = ids.last().copied() else { return Ok(tally) };
        for id in ids {
            tally.count(id, hand_over(office, id, &reason).await)?;
        }
        after = Some(last);
    }
}

/// Whether there was anything to hand over.
async fn hand_over(office: &Office, id: ComplaintId, reason: &Memo) -> Result<bool> {
    let found = office.store().read().await?.complaint_by_id(&Scope::of(&DIRECTORY), id).await?;
    let order = Order::plain(Command::HandOver { reason: reason.clone() });
    match perform(office, &DIRECTORY, found.complaint.spoken_number(), &order).await {
        Ok(_) => Ok(true),
        Err(NotDone::Refused(Refusal::NothingToHandOver)) => Ok(false),
        Err(why) => Err(why),
    }
}

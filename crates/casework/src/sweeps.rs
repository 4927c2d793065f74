//! What happens to live files when nobody asked: acts and notices of the office's own machinery.
//!
//! A sweep takes no input; it asks the files themselves, and `may` of each act says which are concerned.
//! It may be interrupted anywhere and run again: acts are decided anew, letters have one key.

mod deadlines;
mod letters;
mod moving;
mod recompute;

use domain::actor::{Actor, Machinery};
use domain::complaint::{self, Command, Complaint};
use domain::desk::Desk;
use domain::id::ComplaintId;
use jiff::SignedDuration;
use store::{StoreError, Sweep, SweepCursor, Swept};

use crate::not_done::{NotDone, Result};
use crate::office::{Office, Order};
use crate::perform::perform;

pub use deadlines::{Deadlines, tell_deadlines};
pub(crate) use letters::readers;
pub use moving::{Change, Moving, Preview, preview};
pub use recompute::{Recomputed, recompute};

/// Files read at once: a batch's writing holds an SQLite database's only writer for some 50 ms.
const BATCH: u32 = 200;

/// Who signs.
const SWEEP: Actor = Actor::System(Machinery::Sweep);

/// How a sweep went.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub done: u32,
    /// Files left alone because of a fault, which is in the log.
    pub faults: u32,
}

/// 처리진행상황 통지: thirty days after receipt, and every thirty days (시행령 제23조).
pub async fn tell_progress(office: &Office) -> Result<Tally> {
    let a_month_ago = office.now() - SignedDuration::from_hours(30 * 24);
    let mut batches = Batches::of(Sweep::ReceivedBy(a_month_ago));
    let mut tally = Tally::default();
    while let Some(files) = batches.next(office).await? {
        for file in &files {
            act(office, file, Command::TellProgress, &mut tally).await?;
        }
    }
    Ok(tally)
}

/// 보완기한 경과: the last day to supplement has passed (시행령 제24조). Such a file's clock stands.
pub async fn lapse_supplements(office: &Office) -> Result<Tally> {
    let mut batches = Batches::of(Sweep::Standing);
    let mut tally = Tally::default();
    while let Some(files) = batches.next(office).await? {
        for file in &files {
            act(office, file, Command::LapseSupplement, &mut tally).await?;
        }
    }
    Ok(tally)
}

/// Does an act on a file as the machinery, where it may. Somebody who acts meanwhile wins; a fault of one
/// file does not keep the others waiting, unless the database itself is away.
async fn act(office: &Office, file: &Swept, command: Command, tally: &mut Tally) -> Result<()> {
    tally.count(file.complaint.id, try_act(office, &file.complaint, command).await)
}

/// Whether the machinery may do this to the file as it was read, and has done it.
pub(crate) async fn try_act(office: &Office, c: &Complaint, command: Command) -> Result<bool> {
    if complaint::may(c, &SWEEP, command.act(), &office.desk()).is_err() {
        return Ok(false);
    }
    let order = Order { version: Some(c.version), ..Order::plain(command) };
    perform(office, &SWEEP, c.spoken_number(), &order).await?;
    Ok(true)
}

impl Tally {
    /// What became of one file; an error only where the database itself is away.
    pub(crate) fn count(&mut self, id: ComplaintId, done: Result<bool>) -> Result<()> {
        match done {
            Ok(done) => self.done += u32::from(done),
            Err(NotDone::Fault(away @ StoreError::Unavailable(_))) => return Err(away.into()),
            Err(NotDone::Fault(fault)) => {
                tracing::error!(complaint = %id, error = %told(&fault), "a sweep left a file alone");
                self.faults += 1;
            }
            Err(meanwhile) => tracing::debug!(complaint = %id, %meanwhile, "not swept"),
        }
        Ok(())
    }
}

/// A fault with everything that led to it, on one line.
fn told(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(error.source(), |cause| (*cause).source());
    causes.fold(error.to_string(), |line, cause| format!("{line}: {cause}"))
}

/// The files of a sweep, batch by batch, each read in a view of its own so that no long one is held.
struct Batches {
    which: Sweep,
    after: Option<SweepCursor>,
    over: bool,
}

impl Batches {
    fn of(which: Sweep) -> Batches {
        Batches { which, after: None, over: false }
    }

    async fn next(&mut self, office: &Office) -> Result<Option<Vec<Swept>>> {
        if self.over {
            return Ok(None);
        }
        let mut tx = office.store().read().await?;
        let (files, after) = tx.sweep(self.which, self.after.as_ref(), BATCH).await?;
        self.over = after.is_none();
        self.after = after;
        Ok(Some(files))
    }
}

/// Whether the office works today: nobody is urged on a day off.
fn works_today(desk: &Desk) -> bool {
    desk.calendar.is_working_day(desk.today())
}

//! How a file ended, as the statistics keep it: once, in the act that ended it.

use jiff::Timestamp;

use super::Tally;
use crate::complaint::{Complaint, Stage, StageName};
use crate::deadline::Spent;
use crate::desk::Desk;

/// An ended file in the statistics.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome {
    pub ended_at: Timestamp,
    pub stage: StageName,
    /// Answered after the due moment.
    pub late: bool,
    /// Of an answered file: what the law gave, and what of it was used.
    pub spent: Option<Spent>,
}

/// The outcome of a file that has ended; `None` of a live one.
pub fn outcome(c: &Complaint, desk: &Desk) -> Option<Outcome> {
    let ended_at = c.ended_at.filter(|_| !c.stage.is_live())?;
    let answered = matches!(c.stage, Stage::Answered { .. });
    let due_at = c.due(desk).and_then(|due| due.at);
    let late = answered && due_at.is_some_and(|due_at| ended_at > due_at);
    let spent = c.clock.as_ref().filter(|_| answered).and_then(|clock| {
        let mut clock = clock.clone();
        clock.outages = desk.outages.to_vec();
        clock.spent(&desk.calendar, ended_at)
    });
    Some(Outcome { ended_at, stage: c.stage.name(), late, spent })
}

impl Outcome {
    /// Working minutes saved: none for a late answer, which used more than the law gave or was given more.
    pub fn saved(&self) -> u64 {
        self.spent.map_or(0, |spent| spent.allowed.saturating_sub(spent.used))
    }

    /// What this file adds to the figures of the period in which it ended.
    pub fn tally(&self) -> Tally {
        let one = |stage| u64::from(self.stage == stage);
        let answered = one(StageName::Answered);
        Tally {
            answered,
            in_time: if self.late { 0 } else { answered },
            transferred: one(StageName::Transferred),
            closed: one(StageName::Closed),
            withdrawn: one(StageName::Withdrawn),
            merged: one(StageName::Merged),
            allowed_minutes: self.spent.map_or(0, |spent| spent.allowed),
            saved_minutes: self.saved(),
            ..Tally::default()
        }
    }
}

impl Tally {
    /// What a file adds to the figures of the period in which it was taken in.
    pub fn taken_in(c: &Complaint, desk: &Desk) -> Tally {
        Tally {
            taken_in: 1,
            live: u64::from(c.stage.is_live()),
            overdue: u64::from(c.overdue(desk)),
            hops: u64::from(c.hops),
            hopped: u64::from(c.hops > 0),
            ..Tally::default()
        }
    }
}

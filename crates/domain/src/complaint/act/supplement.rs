//! 보완: asking the petitioner for what is missing. The clock stands from the day the request is sent to
//! the day the supplement arrives, both out; the petitioner's own days run by the Civil Code, the first
//! one not counted (법 제22조; 시행령 제20조, 제24조, 제25조; 민법 제157조).

use jiff::Timestamp;
use jiff::civil::Date;

use super::super::{Complaint, Event, Refusal, StageName, Supplement, SupplementState, guard};
use super::Act;
use crate::actor::Actor;
use crate::deadline::{Suspension, SuspensionGround, civil_days_after};
use crate::desk::Desk;

/// A request and one repetition (시행령 제24조): what lapsed twice is not asked a third time.
pub const MOST_SUPPLEMENT_ROUNDS: usize = 2;
/// Longest time to supplement we let an officer name, in days.
const DAYS_MAX: u16 = 30;

pub(super) fn may_request(c: &Complaint, by: &Actor, desk: &Desk) -> Result<(), Refusal> {
    guard::at(c, Act::RequestSupplement, &[StageName::Accepted])?;
    guard::part(guard::handles(c, by), Act::RequestSupplement)?;
    if c.open_supplement().is_some() {
        return Err(Refusal::SupplementOpen);
    }
    let lapsed = c.supplements.iter().filter(|s| matches!(s.state, SupplementState::Lapsed { .. })).count();
    if lapsed >= MOST_SUPPLEMENT_ROUNDS {
        return Err(Refusal::SupplementRoundsSpent);
    }
    guard::clock_runs(c, desk)
}

pub(super) fn decide_request(days: u16, desk: &Desk) -> Result<Vec<Event>, Refusal> {
    if !(1..=DAYS_MAX).contains(&days) {
        return Err(Refusal::SupplementPeriodOutOfRange);
    }
    Ok(vec![Event::SupplementRequested { reply_by: civil_days_after(&desk.calendar, desk.today(), days) }])
}

pub(super) fn may(c: &Complaint, by: &Actor) -> Result<(), Refusal> {
    guard::live(c, Act::Supplement)?;
    guard::part(guard::petitioner_did(c, by), Act::Supplement)?;
    if c.open_supplement().is_none() { Err(Refusal::NoSupplementOpen) } else { Ok(()) }
}

/// The last day passed without an answer: the clock runs again, and the office may ask once more or close.
pub(super) fn may_lapse(c: &Complaint, by: &Actor, desk: &Desk) -> Result<(), Refusal> {
    guard::live(c, Act::LapseSupplement)?;
    guard::part(guard::is_sweep(by) || guard::handles(c, by), Act::LapseSupplement)?;
    match c.open_supplement() {
        None => Err(Refusal::NoSupplementOpen),
        Some(open) if desk.today() > open.reply_by => Ok(()),
        Some(_) => Err(Refusal::NoSupplementLapsed),
    }
}

pub(super) fn evolve_request(c: &mut Complaint, at: Timestamp, reply_by: Date) {
    let ordinal = c.supplements.last().map_or(1, |s| s.ordinal + 1);
    c.supplements.push(Supplement { ordinal, asked_at: at, reply_by, state: SupplementState::Waiting });
    if let Some(clock) = &mut c.clock {
        clock.suspensions.push(Suspension { ground: SuspensionGround::Supplement, from: at, until: None });
    }
}

pub(super) fn evolve(c: &mut Complaint, at: Timestamp) {
    end_waiting(c, at, SupplementState::Arrived { at });
}

pub(super) fn evolve_lapse(c: &mut Complaint, at: Timestamp) {
    end_waiting(c, at, SupplementState::Lapsed { at });
}

fn end_waiting(c: &mut Complaint, at: Timestamp, state: SupplementState) {
    for open in c.supplements.iter_mut().filter(|s| s.state == SupplementState::Waiting) {
        open.state = state;
    }
    let clock = c.clock.iter_mut().flat_map(|clock| clock.suspensions.iter_mut());
    for suspension in clock.filter(|s| s.until.is_none()) {
        suspension.until = Some(at);
    }
}

//! 현장조사: a 고충민원 may need eyes on the spot; fourteen days, once seven more, do not count
//! (시행령 제17조 제4항·제5항).

use jiff::Timestamp;
use jiff::civil::Date;

use super::super::{Complaint, Event, Kind, Refusal, StageName, guard};
use super::Act;
use crate::actor::Actor;
use crate::deadline::{Suspension, SuspensionGround};
use crate::desk::{Desk, seoul};

/// First survey, in days.
const DAYS_MAX: i32 = 14;
/// Its one prolongation, in days.
const MORE_DAYS_MAX: i32 = 7;
/// One survey and one prolongation.
const VISITS_MAX: u32 = 2;

pub(super) fn may(c: &Complaint, by: &Actor, desk: &Desk) -> Result<(), Refusal> {
    guard::at(c, Act::Visit, &[StageName::Accepted])?;
    guard::part(guard::handles(c, by), Act::Visit)?;
    if c.kind != Some(Kind::Grievance) {
        return Err(Refusal::VisitOnlyForGrievance);
    }
    if c.visits >= VISITS_MAX {
        return Err(Refusal::VisitsSpent);
    }
    guard::clock_runs(c, desk)
}

pub(super) fn decide(c: &Complaint, from: Date, until: Date) -> Result<Vec<Event>, Refusal> {
    let days = (until - from).get_days() + 1;
    let most = if c.visits == 0 { DAYS_MAX } else { MORE_DAYS_MAX };
    if !(1..=most).contains(&days) {
        return Err(Refusal::VisitTooLong { days: u16::try_from(days.max(0)).unwrap_or(u16::MAX) });
    }
    match (noon(from), noon(until)) {
        (Some(from), Some(until)) => Ok(vec![Event::Visited { from, until }]),
        _ => Err(Refusal::VisitTooLong { days: u16::MAX }),
    }
}

fn noon(day: Date) -> Option<Timestamp> {
    day.at(12, 0, 0, 0).to_zoned(seoul()).ok().map(|z| z.timestamp())
}

pub(super) fn evolve(c: &mut Complaint, from: Timestamp, until: Timestamp) {
    c.visits += 1;
    if let Some(clock) = &mut c.clock {
        clock.suspensions.push(Suspension {
            ground: SuspensionGround::FieldSurvey,
            from,
            until: Some(until),
        });
    }
}

//! 이의신청: against the refusal of a 법정민원 only, within sixty days; decided within ten
//! (법 제35조, 시행령 제40조).

use jiff::{Timestamp, ToSpan};

use super::super::{
    AnswerResult, Complaint, Event, Kind, Objection, ObjectionRuling, Refusal, Stage, StageName, guard,
};
use super::Act;
use crate::actor::Actor;
use crate::deadline::Clock;
use crate::desk::{Desk, seoul_date};
use crate::period::Period;

/// Days in which a refusal may be objected to.
const DAYS_TO_OBJECT: i64 = 60;
/// Days in which the office decides.
const DAYS_TO_DECIDE: u16 = 10;

pub(super) fn may(c: &Complaint, by: &Actor, desk: &Desk) -> Result<(), Refusal> {
    guard::at(c, Act::Object, &[StageName::Answered])?;
    guard::part(guard::filed_it(c, by), Act::Object)?;
    let refused = matches!(c.stage, Stage::Answered { result: AnswerResult::Refused, .. });
    if c.kind != Some(Kind::Statutory) || !refused {
        return Err(Refusal::NotObjectable);
    }
    if c.objections.iter().any(|o| o.ruling.is_none()) {
        return Err(Refusal::ObjectionOpen);
    }
    let answered = seoul_date(c.ended_at.unwrap_or(c.stage_since));
    let last_day = answered.saturating_add(DAYS_TO_OBJECT.days());
    if desk.today() > last_day { Err(Refusal::ObjectionTooLate { last_day }) } else { Ok(()) }
}

/// Whoever refused: the handler, the department's manager, or the receiver who answered at once.
pub(super) fn may_decide(c: &Complaint, by: &Actor) -> Result<(), Refusal> {
    guard::at(c, Act::DecideObjection, &[StageName::Answered])?;
    let part = guard::handles(c, by)
        || guard::manages_department(c, by)
        || (c.holder().department.is_none() && guard::takes_in(c, by));
    guard::part(part, Act::DecideObjection)?;
    if c.objections.iter().any(|o| o.ruling.is_none()) { Ok(()) } else { Err(Refusal::NoObjectionOpen) }
}

pub(super) fn decide(desk: &Desk) -> Event {
    let clock = Clock::new(desk.now, Period::Days(DAYS_TO_DECIDE));
    Event::Objected { due_at: clock.due(&desk.calendar).at.unwrap_or(desk.now) }
}

pub(super) fn evolve(c: &mut Complaint, at: Timestamp, due_at: Timestamp) {
    let ordinal = c.objections.last().map_or(1, |o| o.ordinal + 1);
    c.objections.push(Objection { ordinal, at, due_at, ruling: None });
}

pub(super) fn evolve_ruling(c: &mut Complaint, ruling: ObjectionRuling) {
    for open in c.objections.iter_mut().filter(|o| o.ruling.is_none()) {
        open.ruling = Some(ruling);
    }
}

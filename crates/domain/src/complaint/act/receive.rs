//! 접수: kind and period are set, the number is issued, the clock starts (법 제9조, 제19조; 시행령 제6조).

use jiff::Timestamp;

use super::super::{Complaint, Event, Kind, Number, Refusal, Stage, StageName, Visibility, guard};
use super::Act;
use crate::actor::Actor;
use crate::deadline::Clock;
use crate::period::Period;

pub(super) fn may(c: &Complaint, by: &Actor) -> Result<(), Refusal> {
    guard::at(c, Act::Receive, &[StageName::Filed])?;
    guard::part(guard::takes_in(c, by) || guard::is_connector(by), Act::Receive)
}

pub(super) fn decide(
    c: &Complaint,
    kind: Kind,
    category: Option<String>,
    period: Option<Period>,
    visibility: Option<Visibility>,
) -> Result<Vec<Event>, Refusal> {
    let period = kind.period_for(period)?;
    let visibility = visibility_for(c, visibility)?;
    Ok(vec![Event::Received { number: None, kind, category, period, visibility }])
}

/// Open and private may change; what was filed as sealed stays so.
pub(super) fn visibility_for(c: &Complaint, named: Option<Visibility>) -> Result<Visibility, Refusal> {
    match (c.visibility, named) {
        (Visibility::Sealed, Some(Visibility::Open | Visibility::Private)) => Err(Refusal::StaysSealed),
        (current, named) => Ok(named.unwrap_or(current)),
    }
}

pub(super) fn evolve(
    c: &mut Complaint,
    at: Timestamp,
    number: Option<Number>,
    (kind, category, period, visibility): (Kind, Option<String>, Period, Visibility),
) {
    c.number = number;
    c.kind = Some(kind);
    c.category = category;
    c.visibility = visibility;
    c.clock = Some(Clock::new(at, period));
    c.stage = Stage::Received;
}

//! 민원종류·처리기한 변경, 분류·공개 설정: the due date is derived again from the same receipt.

use super::super::{Complaint, Event, Kind, Refusal, Stage, StageName, Visibility, guard};
use super::{Act, receive};
use crate::actor::Actor;
use crate::desk::Desk;
use crate::period::Period;
use crate::role::Role;

pub(super) fn may(c: &Complaint, by: &Actor) -> Result<(), Refusal> {
    let stages = [
        StageName::Received,
        StageName::AtAgency,
        StageName::AtDepartment,
        StageName::Assigned,
        StageName::Accepted,
    ];
    guard::at(c, Act::Reclassify, &stages)?;
    let part = match c.stage {
        Stage::Received => guard::takes_in(c, by),
        // 통합접수자 keeps the city's classification right, wherever the file lies.
        _ => guard::manages(c, by) || by.holds(Role::Receiver, None, None),
    };
    guard::part(part, Act::Reclassify)
}

pub(super) fn decide(
    c: &Complaint,
    kind: Option<Kind>,
    category: Option<String>,
    period: Option<Period>,
    visibility: Option<Visibility>,
    desk: &Desk,
) -> Result<Vec<Event>, Refusal> {
    let (Some(current), Some(clock)) = (c.kind, c.clock.as_ref()) else {
        return Err(Refusal::NothingToChange);
    };
    let new_kind = kind.unwrap_or(current);
    let new_period = match period {
        None if new_kind == current => clock.period,
        named => new_kind.period_for(named)?,
    };
    let category = category.or_else(|| c.category.clone());
    let visibility = receive::visibility_for(c, visibility)?;
    let same =
        (new_kind, new_period, visibility) == (current, clock.period, c.visibility) && category == c.category;
    if same {
        return Err(Refusal::NothingToChange);
    }
    // A period that has run out is not lengthened by another name: that would be an extension without a ground.
    if (new_kind, new_period) != (current, clock.period)
        && let Some(due_at) = c.due(desk).and_then(|due| due.at).filter(|due_at| desk.now > *due_at)
    {
        return Err(Refusal::DeadlinePassed { due_at });
    }
    Ok(vec![Event::Reclassified { kind: new_kind, category, period: new_period, visibility }])
}

pub(super) fn evolve(
    c: &mut Complaint,
    kind: Kind,
    category: Option<String>,
    period: Period,
    visibility: Visibility,
) {
    c.kind = Some(kind);
    c.category = category;
    c.visibility = visibility;
    if let Some(clock) = &mut c.clock {
        clock.period = period;
    }
}

//! 병합 해제: a merged file goes its own way again, where it lay before. It was merged by mistake, or the
//! file it was merged into was withdrawn: every petitioner is still answered (시행령 제6조 제7항).

use super::super::{Complaint, Event, Holder, Refusal, Stage, StageName, guard};
use super::Act;
use crate::actor::Actor;
use crate::role::Role;

pub(super) fn may(c: &Complaint, by: &Actor) -> Result<(), Refusal> {
    guard::at(c, Act::Separate, &[StageName::Merged])?;
    let part = match c.holder() {
        Holder { agency: None, .. } => guard::takes_in(c, by),
        _ => guard::manages(c, by) || by.holds(Role::Receiver, None, None),
    };
    guard::part(part || guard::is_sweep(by), Act::Separate)
}

pub(super) fn decide() -> Vec<Event> {
    vec![Event::Separated]
}

pub(super) fn evolve(c: &mut Complaint) {
    let Holder { agency, department, .. } = c.holder();
    c.stage = match (agency, department) {
        (Some(agency), Some(department)) => Stage::AtDepartment { agency, department },
        (Some(agency), None) => Stage::AtAgency { agency },
        (None, _) if c.number.is_some() => Stage::Received,
        (None, _) => Stage::Filed,
    };
}

//! 병합: duplicates of one petitioner, or five and more of the same purport (시행령 제6조 제7항).
//! Every petitioner is still answered, through the file theirs was merged into.

use super::super::{Complaint, Event, Refusal, Stage, StageName, guard};
use super::Act;
use crate::actor::Actor;
use crate::id::ComplaintId;
use crate::role::Role;

/// Complaints of the same purport that may be handled as one.
const SAME_PURPORT_MIN: u32 = 5;

pub(super) fn may(c: &Complaint, by: &Actor) -> Result<(), Refusal> {
    let stages = [StageName::Filed, StageName::Received, StageName::AtAgency, StageName::AtDepartment];
    guard::at(c, Act::Merge, &stages)?;
    let part = match c.stage {
        Stage::Filed | Stage::Received => guard::takes_in(c, by),
        _ => guard::manages(c, by) || by.holds(Role::Receiver, None, None),
    };
    guard::part(part, Act::Merge)?;
    guard::no_open_reassignment(c)
}

pub(super) fn decide(
    c: &Complaint,
    into: ComplaintId,
    into_is_live: bool,
    same_petitioner: bool,
    same_purport: u32,
) -> Result<Vec<Event>, Refusal> {
    if into == c.id {
        return Err(Refusal::MergeWithItself);
    }
    if !into_is_live {
        return Err(Refusal::MergeTargetUnfit);
    }
    if !same_petitioner && same_purport < SAME_PURPORT_MIN {
        return Err(Refusal::TooFewToMerge { found: same_purport });
    }
    Ok(vec![Event::Merged { into }])
}

pub(super) fn evolve(c: &mut Complaint, into: ComplaintId) {
    c.stage = Stage::Merged { holder: c.holder(), into };
}

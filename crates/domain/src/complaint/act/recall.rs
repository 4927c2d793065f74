//! 민원 회수: the file comes back to '부서 분배' and must be distributed again. The handler's draft is kept.

use super::super::{Complaint, Refusal, Stage, StageName, guard};
use super::Act;
use crate::actor::Actor;

pub(super) fn may(c: &Complaint, by: &Actor) -> Result<(), Refusal> {
    match c.stage.name() {
        StageName::ApprovalSent | StageName::ApprovalPending if guard::manages(c, by) => {
            return Err(Refusal::InApproval);
        }
        _ => guard::at(c, Act::Recall, &[StageName::Assigned, StageName::Accepted])?,
    }
    guard::part(guard::manages(c, by), Act::Recall)
}

pub(super) fn evolve(c: &mut Complaint) {
    if let Some(handling) = c.stage.handling() {
        c.reassignment_proposed = false;
        c.stage = Stage::AtDepartment { agency: handling.agency, department: handling.department };
    }
}

//! 중간 답변: advance word to the petitioner. 처리기간은 자동 연장 되지 않음: it never moves the deadline.

use super::super::{Complaint, Refusal, StageName, guard};
use super::Act;
use crate::actor::Actor;

pub(super) fn may(c: &Complaint, by: &Actor) -> Result<(), Refusal> {
    let stages = [
        StageName::AtDepartment,
        StageName::Assigned,
        StageName::Accepted,
        StageName::ApprovalSent,
        StageName::ApprovalPending,
    ];
    guard::at(c, Act::InterimAnswer, &stages)?;
    guard::part(guard::manages_department(c, by) || guard::handles(c, by), Act::InterimAnswer)
}

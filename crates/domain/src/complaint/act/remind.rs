//! 독촉장 and progress notices: an overdue file is urged on the head of the department (법 제25조, 시행령
//! 제28조); thirty days after receipt, and every thirty days, the petitioner hears how it stands (제23조).

use jiff::SignedDuration;

use super::super::{Complaint, Refusal, guard};
use super::Act;
use crate::actor::Actor;
use crate::desk::Desk;
use crate::role::Role;

/// 시행령 제23조: calendar days between two progress notices.
const PROGRESS_EVERY_HOURS: i64 = 30 * 24;

pub(super) fn may(c: &Complaint, by: &Actor, desk: &Desk) -> Result<(), Refusal> {
    guard::live(c, Act::Remind)?;
    let holder = c.holder();
    let inspects = by.holds(Role::Inspector, holder.agency, holder.department);
    guard::part(inspects || guard::is_sweep(by), Act::Remind)?;
    if c.overdue(desk) { Ok(()) } else { Err(Refusal::NotOverdue) }
}

pub(super) fn may_tell(c: &Complaint, by: &Actor, desk: &Desk) -> Result<(), Refusal> {
    guard::live(c, Act::TellProgress)?;
    guard::part(guard::is_sweep(by), Act::TellProgress)?;
    let Some(clock) = &c.clock else { return Err(Refusal::ProgressNotDue) };
    let passed = desk.now.duration_since(clock.received_at);
    let owed = SignedDuration::from_hours(PROGRESS_EVERY_HOURS * (i64::from(c.progress_told) + 1));
    if passed >= owed { Ok(()) } else { Err(Refusal::ProgressNotDue) }
}

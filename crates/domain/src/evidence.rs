//! 증거 묶음: who may have everything on a file in one piece, for a court, an appeal or an audit.

use crate::actor::Actor;
use crate::complaint::{Complaint, Visibility};
use crate::role::Role;

/// Whoever answers for the file: its department's or agency's manager, or the inspector over it. A sealed file leaves
/// the office in no file (공익신고자 보호법 제12조).
pub fn may_take(by: &Actor, c: &Complaint) -> bool {
    let holder = c.holder();
    let answers = [Role::Inspector, Role::AgencyManager, Role::DepartmentManager];
    c.visibility != Visibility::Sealed
        && answers.into_iter().any(|role| by.holds(role, holder.agency, holder.department))
}

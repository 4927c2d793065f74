//! Who looks after whose account, duties and stand-ins. One answer draws the button and refuses the request.
//!
//! A department manager looks after the department's people, an agency manager after the agency's, the
//! administrator after everybody; nobody gains powers by looking after somebody who has more.

use std::borrow::Cow;

use super::{Officer, Origin};
use crate::actor::OnDuty;
use crate::id::{AgencyId, DepartmentId, OfficerId};
use crate::role::{Duty, Role};

/// What is done to somebody's record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PeopleAct {
    /// 이메일, 전화번호, 담당업무 등 수정.
    Edit,
    /// 성명·직급·부서: of hand-registered accounts only.
    EditRecord,
    /// 비밀번호 초기화.
    ResetPassword,
    /// 잠금 해제.
    Unlock,
    /// 2단계 인증 초기화.
    ResetSecondFactor,
    /// 계정 변경 알림: whether they left, and again where they did not.
    FollowNotices,
    /// 사용 중지.
    Retire,
    /// 다시 사용.
    Reinstate,
    /// 대직 설정·해제.
    SetStandIn,
    /// 권한 부여.
    Grant(Role),
    /// 권한 종료.
    EndGrant(Role),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.code())]
pub enum PeopleRefusal {
    /// Somebody may do this, but not this person.
    NotYourPart,
    /// Not of those who look after a part of the city.
    AdministratorsOnly,
    /// Nobody grants themselves, nor shuts themselves out.
    Oneself,
    /// The record comes from the staff directory.
    Linked,
    /// Somebody with wider powers than one's own.
    Outranks,
    /// No longer in service.
    Inactive,
    /// In service already.
    Active,
    /// Everybody is a handler: there is nothing to grant.
    NotGrantable,
}

impl PeopleRefusal {
    /// Stable, for programs; the sentence for people is in `words`.
    pub fn code(self) -> &'static str {
        match self {
            PeopleRefusal::NotYourPart => "not-your-part",
            PeopleRefusal::AdministratorsOnly => "administrators-only",
            PeopleRefusal::Oneself => "oneself",
            PeopleRefusal::Linked => "linked",
            PeopleRefusal::Outranks => "outranks",
            PeopleRefusal::Inactive => "inactive",
            PeopleRefusal::Active => "active",
            PeopleRefusal::NotGrantable => "not-grantable",
        }
    }
}

/// Whose record it is, and every duty they act by today or will: their own, and those of the people whose desks they mind.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    pub officer: &'a Officer,
    pub duties: &'a [Duty],
}

/// How far somebody's powers go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Reach {
    Desk,
    Department,
    Agency,
    City,
}

/// May this officer know of that record?
pub fn sees(by: &OnDuty, officer: &Officer) -> bool {
    looks_after(by, officer).is_ok()
}

/// Whose absence is this officer's business: what was done at that desk meanwhile is too.
pub fn manages(by: &OnDuty, officer: &Officer) -> bool {
    manager(by, officer).is_some()
}

/// May this officer register somebody by hand there?
pub fn may_register(by: &OnDuty, agency: AgencyId, department: DepartmentId) -> Result<(), PeopleRefusal> {
    reach_over(by, agency, department).map(drop).ok_or(PeopleRefusal::NotYourPart)
}

pub fn may(by: &OnDuty, who: Subject<'_>, act: PeopleAct) -> Result<(), PeopleRefusal> {
    let officer = who.officer;
    let own = by.id == officer.id;
    match act {
        PeopleAct::SetStandIn if own => in_service(officer),
        PeopleAct::SetStandIn => {
            if !manages(by, officer) {
                return Err(PeopleRefusal::NotYourPart);
            }
            in_service(officer)?;
            outranked(by, who)
        }
        // Their mail is where a way in is told of: one's own, or of nobody above.
        PeopleAct::Edit => {
            looks_after(by, officer)?;
            if own { Ok(()) } else { outranked(by, who) }
        }
        PeopleAct::EditRecord => {
            looks_after(by, officer)?;
            by_hand(officer)?;
            outranked(by, who)
        }
        PeopleAct::ResetPassword | PeopleAct::Retire => {
            looks_after(by, officer)?;
            by_hand(officer)?;
            in_service(officer)?;
            if own { Err(PeopleRefusal::Oneself) } else { outranked(by, who) }
        }
        PeopleAct::Unlock => {
            looks_after(by, officer)?;
            in_service(officer)?;
            outranked(by, who)
        }
        // Linked officers too may have a password of ours and a telephone with it. Nobody takes their own away so: they
        // have a code for that, or somebody else looks them in the face.
        PeopleAct::ResetSecondFactor => {
            looks_after(by, officer)?;
            in_service(officer)?;
            if own { Err(PeopleRefusal::Oneself) } else { outranked(by, who) }
        }
        // Where somebody's mail goes is no manager's business.
        PeopleAct::FollowNotices => match looks_after(by, officer)? {
            Reach::City => Ok(()),
            Reach::Desk | Reach::Department | Reach::Agency => Err(PeopleRefusal::AdministratorsOnly),
        },
        PeopleAct::Reinstate => {
            looks_after(by, officer)?;
            by_hand(officer)?;
            if officer.active { Err(PeopleRefusal::Active) } else { Ok(()) }
        }
        PeopleAct::Grant(role) => {
            grants(by, officer, role)?;
            in_service(officer)
        }
        PeopleAct::EndGrant(role) => grants(by, officer, role),
    }
}

/// Whose powers are used, when it is somebody else's desk: "A를 대직하여 B".
pub fn on_behalf_of(by: &OnDuty, officer: &Officer) -> Option<OfficerId> {
    let roles = [Role::DepartmentManager, Role::AgencyManager, Role::Administrator];
    let bearers = roles.map(|role| by.bearer(role, Some(officer.agency), Some(officer.department)));
    let mut found = bearers.into_iter().flatten();
    let first = found.next()?;
    // Own powers first: nobody acts for another where one may act oneself.
    (first != by.id && !found.any(|id| id == by.id)).then_some(first)
}

fn looks_after(by: &OnDuty, officer: &Officer) -> Result<Reach, PeopleRefusal> {
    let by = without(by, officer);
    reach_over(&by, officer.agency, officer.department).ok_or(PeopleRefusal::NotYourPart)
}

/// Whoever minds a desk has no power from it over the record of whose desk it is: a stand-in would make it last.
fn without<'a>(by: &'a OnDuty, officer: &Officer) -> Cow<'a, OnDuty> {
    match by.stands_in_for.iter().any(|principal| principal.id == officer.id) {
        false => Cow::Borrowed(by),
        true => {
            let mut by = by.clone();
            by.stands_in_for.retain(|principal| principal.id != officer.id);
            Cow::Owned(by)
        }
    }
}

/// 부서 관리자 or 기관 관리자 of where somebody sits: absence is their business, not the administrator's.
fn manager(by: &OnDuty, officer: &Officer) -> Option<OfficerId> {
    let by = without(by, officer);
    let bearer = |role| by.bearer(role, Some(officer.agency), Some(officer.department));
    bearer(Role::DepartmentManager).or_else(|| bearer(Role::AgencyManager))
}

/// 기관 관리자 grants 부서 관리자 in the agency, the administrator every other role; nobody grants themselves,
/// nor whoever they stand in for.
fn grants(by: &OnDuty, officer: &Officer, role: Role) -> Result<(), PeopleRefusal> {
    let granter = match role {
        Role::Handler => return Err(PeopleRefusal::NotGrantable),
        Role::DepartmentManager => Role::AgencyManager,
        Role::Receiver
        | Role::CallCentre
        | Role::AgencyManager
        | Role::Cooperator
        | Role::Approver
        | Role::Inspector
        | Role::Administrator => Role::Administrator,
    };
    if by.bearer(granter, Some(officer.agency), None).is_none() {
        return Err(PeopleRefusal::NotYourPart);
    }
    if by.is_or_minds(officer.id) { Err(PeopleRefusal::Oneself) } else { Ok(()) }
}

fn in_service(officer: &Officer) -> Result<(), PeopleRefusal> {
    if officer.active { Ok(()) } else { Err(PeopleRefusal::Inactive) }
}

fn by_hand(officer: &Officer) -> Result<(), PeopleRefusal> {
    match officer.origin {
        Origin::ByHand => Ok(()),
        Origin::Linked => Err(PeopleRefusal::Linked),
    }
}

/// A password reset or a stand-in would hand that person's powers to whoever set it.
fn outranked(by: &OnDuty, who: Subject<'_>) -> Result<(), PeopleRefusal> {
    let mine = looks_after(by, who.officer)?;
    let theirs = who.duties.iter().map(reach).max().unwrap_or(Reach::Desk);
    if theirs > mine { Err(PeopleRefusal::Outranks) } else { Ok(()) }
}

fn reach(duty: &Duty) -> Reach {
    match (duty.role, duty.agency, duty.department) {
        (Role::Handler | Role::Cooperator | Role::Approver, ..) => Reach::Desk,
        (_, None, None) => Reach::City,
        (_, Some(_), None) => Reach::Agency,
        (_, _, Some(_)) => Reach::Department,
    }
}

fn reach_over(by: &OnDuty, agency: AgencyId, department: DepartmentId) -> Option<Reach> {
    let holds = |role| by.bearer(role, Some(agency), Some(department)).is_some();
    [
        (Role::Administrator, Reach::City),
        (Role::AgencyManager, Reach::Agency),
        (Role::DepartmentManager, Reach::Department),
    ]
    .into_iter()
    .find(|(role, _)| holds(*role))
    .map(|(_, reach)| reach)
}

//! 처리부서 등록 and 처리자재분배: the department manager names the handler, and may name another
//! until the handler has accepted. 처리부서 등록 may name another department too, if the manager manages both and they
//! are of one agency: what goes further is a 재지정 요청. The agency manager may too (해당 기능은 기관관리자도 가능): whoever recalls
//! a file can give it to other hands.

use super::super::{Complaint, CooperationAsk, Event, Handling, Refusal, Stage, StageName, guard};
use super::{Act, cooperate};
use crate::actor::Actor;
use crate::desk::Desk;
use crate::id::{AgencyId, DepartmentId, OfficerId};
use crate::role::Role;

pub(super) fn may(c: &Complaint, by: &Actor) -> Result<(), Refusal> {
    guard::at(c, Act::Assign, &[StageName::AtDepartment])?;
    guard::part(guard::manages(c, by), Act::Assign)?;
    guard::no_open_reassignment(c)
}

/// '처리자 접수' 상태인 민원은 재지정이 불가: the manager recalls first.
pub(super) fn may_again(c: &Complaint, by: &Actor) -> Result<(), Refusal> {
    match c.stage.name() {
        StageName::Accepted if guard::manages(c, by) => return Err(Refusal::AcceptedAlready),
        StageName::ApprovalSent | StageName::ApprovalPending if guard::manages(c, by) => {
            return Err(Refusal::InApproval);
        }
        _ => guard::at(c, Act::Reassign, &[StageName::Assigned])?,
    }
    guard::part(guard::manages(c, by), Act::Reassign)
}

/// The departments that this manager may name for the file: where it lies, and their others of the same agency.
pub(in crate::complaint) fn departments(c: &Complaint, by: &Actor, desk: &Desk) -> Vec<DepartmentId> {
    let Some(agency) = c.holder().agency else { return Vec::new() };
    let all = desk.chart.departments_of(agency).into_iter().map(|department| department.id);
    all.filter(|department| place(c, by, *department, desk).is_ok()).collect()
}

pub(super) fn decide(
    c: &Complaint,
    by: &Actor,
    (department, handler): (Option<DepartmentId>, OfficerId),
    asks: &[CooperationAsk],
    desk: &Desk,
) -> Result<Vec<Event>, Refusal> {
    let here = c.holder().department.ok_or(Refusal::NotInDepartment)?;
    let (agency, department) = place(c, by, department.unwrap_or(here), desk)?;
    let handling = handling((agency, department), handler, desk)?;
    let mut events = vec![Event::Assigned { handling }];
    if !asks.is_empty() {
        events.extend(cooperate::decide_for(c, department, asks, desk)?);
    }
    Ok(events)
}

/// A department that exists, of the agency that holds the file, where it lies or managed by whoever names it.
fn place(
    c: &Complaint,
    by: &Actor,
    department: DepartmentId,
    desk: &Desk,
) -> Result<(AgencyId, DepartmentId), Refusal> {
    let agency = c.holder().agency.ok_or(Refusal::NotInDepartment)?;
    if c.holder().department == Some(department) {
        return Ok((agency, department));
    }
    let office = desk.chart.department(department).ok_or(Refusal::UnknownOffice)?;
    if office.agency != agency {
        return Err(Refusal::OutsideYourAgency);
    }
    if desk.chart.is_ended(department) {
        return Err(Refusal::DepartmentEnded);
    }
    let manages = |role| by.holds(role, Some(agency), Some(department));
    guard::part(manages(Role::DepartmentManager) || manages(Role::AgencyManager), Act::Assign)?;
    Ok((agency, department))
}

pub(super) fn decide_again(c: &Complaint, handler: OfficerId, desk: &Desk) -> Result<Vec<Event>, Refusal> {
    if c.holder().handler == Some(handler) {
        return Err(Refusal::AlreadyThere);
    }
    match (c.holder().agency, c.holder().department) {
        (Some(agency), Some(department)) => {
            Ok(vec![Event::Reassigned { handling: handling((agency, department), handler, desk)? }])
        }
        _ => Err(Refusal::NotInDepartment),
    }
}

/// The handler works in the department that is to handle it, and is still in service.
fn handling(
    (agency, department): (AgencyId, DepartmentId),
    handler: OfficerId,
    desk: &Desk,
) -> Result<Handling, Refusal> {
    let officer = desk.chart.officer(handler).ok_or(Refusal::UnknownOfficer)?;
    match officer.department == department && officer.active {
        true => Ok(Handling { agency, department, handler }),
        false => Err(Refusal::NotInDepartment),
    }
}

pub(super) fn evolve(c: &mut Complaint, handling: Handling) {
    c.reassignment_proposed = false;
    c.stage = Stage::Assigned(handling);
}

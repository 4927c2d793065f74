//! 처리부서 등록 and 처리자재분배: the department manager names the handler, and may name another
//! until the handler has accepted. The agency manager may too (해당 기능은 기관관리자도 가능): whoever recalls
//! a file can give it to other hands.

use super::super::{Complaint, CooperationAsk, Event, Handling, Refusal, Stage, StageName, guard};
use super::{Act, cooperate};
use crate::actor::Actor;
use crate::desk::Desk;
use crate::id::OfficerId;

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

pub(super) fn decide(
    c: &Complaint,
    handler: OfficerId,
    asks: &[CooperationAsk],
    desk: &Desk,
) -> Result<Vec<Event>, Refusal> {
    let handling = handling(c, handler, desk)?;
    let mut events = vec![Event::Assigned { handling }];
    if !asks.is_empty() {
        events.extend(cooperate::decide(c, asks, desk)?);
    }
    Ok(events)
}

pub(super) fn decide_again(c: &Complaint, handler: OfficerId, desk: &Desk) -> Result<Vec<Event>, Refusal> {
    if c.holder().handler == Some(handler) {
        return Err(Refusal::AlreadyThere);
    }
    Ok(vec![Event::Reassigned { handling: handling(c, handler, desk)? }])
}

/// The handler works in the department where the file lies, and is still in service.
fn handling(c: &Complaint, handler: OfficerId, desk: &Desk) -> Result<Handling, Refusal> {
    let officer = desk.chart.officer(handler).ok_or(Refusal::UnknownOfficer)?;
    match (c.holder().agency, c.holder().department) {
        (Some(agency), Some(department)) if officer.department == department && officer.active => {
            Ok(Handling { agency, department, handler })
        }
        _ => Err(Refusal::NotInDepartment),
    }
}

pub(super) fn evolve(c: &mut Complaint, handling: Handling) {
    c.reassignment_proposed = false;
    c.stage = Stage::Assigned(handling);
}

//! Questions that several acts ask first: which stage, whose part, does the clock run.

use super::{Act, Channel, Complaint, Refusal, StageName};
use crate::actor::{Actor, Machinery};
use crate::desk::Desk;
use crate::role::Role;

/// The file stands at one of these stages.
pub(super) fn at(c: &Complaint, act: Act, stages: &[StageName]) -> Result<(), Refusal> {
    let stage = c.stage.name();
    if stages.contains(&stage) { Ok(()) } else { Err(Refusal::WrongStage { act, stage }) }
}

/// Somebody in the city still owes something.
pub(super) fn live(c: &Complaint, act: Act) -> Result<(), Refusal> {
    let stage = c.stage.name();
    if stage.is_live() { Ok(()) } else { Err(Refusal::WrongStage { act, stage }) }
}

/// It is this actor's part.
pub(super) fn part(yes: bool, act: Act) -> Result<(), Refusal> {
    if yes { Ok(()) } else { Err(Refusal::NotYourPart { act }) }
}

/// 통합접수자, or 120다산콜재단 for what came in by telephone.
pub(super) fn takes_in(c: &Complaint, by: &Actor) -> bool {
    let call_centre = c.channel.is_call_centre() && by.holds(Role::CallCentre, None, None);
    by.holds(Role::Receiver, None, None) || call_centre
}

pub(super) fn manages_department(c: &Complaint, by: &Actor) -> bool {
    let holder = c.holder();
    holder.department.is_some() && by.holds(Role::DepartmentManager, holder.agency, holder.department)
}

pub(super) fn manages_agency(c: &Complaint, by: &Actor) -> bool {
    let holder = c.holder();
    holder.agency.is_some() && by.holds(Role::AgencyManager, holder.agency, holder.department)
}

/// 부서 관리자 or 기관 관리자 of where the file lies.
pub(super) fn manages(c: &Complaint, by: &Actor) -> bool {
    manages_department(c, by) || manages_agency(c, by)
}

/// The handler whose desk it lies on, or whoever minds that desk today.
pub(super) fn handles(c: &Complaint, by: &Actor) -> bool {
    match (c.holder().handler, by.officer()) {
        (Some(handler), Some(officer)) => officer.is_or_minds(handler),
        _ => false,
    }
}

/// The petitioner's own file.
pub(super) fn filed_it(c: &Complaint, by: &Actor) -> bool {
    matches!(by, Actor::Petitioner(id) if *id == c.petitioner)
}

/// An inbound connector, or an import.
pub(super) fn is_connector(by: &Actor) -> bool {
    matches!(by, Actor::System(Machinery::Connector))
}

/// The petitioner, here or at 국민신문고: what was done there is brought in by the connector, for the
/// complaints that came from there and for no other.
pub(super) fn petitioner_did(c: &Complaint, by: &Actor) -> bool {
    filed_it(c, by) || (is_connector(by) && c.channel == Channel::Epeople)
}

/// What falls due without anybody asking.
pub(super) fn is_sweep(by: &Actor) -> bool {
    matches!(by, Actor::System(Machinery::Sweep))
}

/// 인사 연계, which says who is there.
pub(super) fn is_directory(by: &Actor) -> bool {
    matches!(by, Actor::System(Machinery::Directory))
}

/// A request to reassign is decided before anything else moves the file.
pub(super) fn no_open_reassignment(c: &Complaint) -> Result<(), Refusal> {
    if c.open_reassignment().is_some() { Err(Refusal::ReassignmentOpen) } else { Ok(()) }
}

/// The clock runs and has not run out.
pub(super) fn clock_runs(c: &Complaint, desk: &Desk) -> Result<(), Refusal> {
    if c.open_supplement().is_some() {
        return Err(Refusal::ClockStands);
    }
    match c.due(desk).and_then(|due| due.at) {
        Some(due_at) if desk.now > due_at => Err(Refusal::DeadlinePassed { due_at }),
        Some(_) => Ok(()),
        None => Err(Refusal::ClockStands),
    }
}

//! 인계: what lies with somebody who has left, or with a department that is no more, goes on to whoever
//! follows them (행정업무의 운영 및 혁신에 관한 규정 제61조). Nothing on a file is ever nobody's.
//!
//! The act needs no particulars: the organisation on the desk says who is gone and who follows.

use super::super::{
    ApprovalRound, ApprovalRoute, Complaint, Event, Handling, Holder, ReassignmentDesk, ReassignmentOutcome,
    Refusal, RoundOutcome, Seat, Stage, StageName, guard,
};
use super::Act;
use crate::actor::Actor;
use crate::desk::Desk;
use crate::id::{AgencyId, DepartmentId, OfficerId};

pub(super) fn may(c: &Complaint, by: &Actor, desk: &Desk) -> Result<(), Refusal> {
    guard::part(guard::is_directory(by), Act::HandOver)?;
    decide(c, desk).map(drop)
}

/// In an order in which the file is whole after each event.
pub(super) fn decide(c: &Complaint, desk: &Desk) -> Result<Vec<Event>, Refusal> {
    let vacated = vacancy(c, desk);
    let mut events = relocations(c, desk);
    match vacated {
        Some(Event::Vacated { seat: Seat::Handler, .. }) => events.splice(..0, vacated).for_each(drop),
        after => events.extend(after),
    }
    if events.is_empty() { Err(Refusal::NothingToHandOver) } else { Ok(events) }
}

/// Somebody still owes something on it.
fn is_owed(c: &Complaint) -> bool {
    let answer_owed = c.open_follow_up().is_some() || c.objections.iter().any(|o| o.ruling.is_none());
    c.stage.is_live() || answer_owed
}

fn relocations(c: &Complaint, desk: &Desk) -> Vec<Event> {
    let holder = c.holder();
    let here = holder.department.filter(|_| is_owed(c));
    let asked = c.open_cooperations().filter(|_| c.stage.is_live()).map(|k| k.department);
    let mut ended: Vec<DepartmentId> = Vec::new();
    for department in here.into_iter().chain(asked) {
        if desk.chart.is_ended(department) && !ended.contains(&department) {
            ended.push(department);
        }
    }
    ended.into_iter().filter_map(|from| relocation(holder, from, desk)).collect()
}

/// To the department that follows; the handler goes on with it who went there too.
fn relocation(holder: Holder, from: DepartmentId, desk: &Desk) -> Option<Event> {
    let department = desk.chart.successor(from)?;
    let agency = desk.chart.department(department)?.agency;
    let handler = holder.handler.filter(|_| holder.department == Some(from));
    let handler = handler.filter(|id| works_at(*id, department, desk));
    Some(Event::Relocated { from, agency, department, handler })
}

fn works_at(officer: OfficerId, department: DepartmentId, desk: &Desk) -> bool {
    desk.chart.officer(officer).is_some_and(|o| o.active && o.department == department)
}

fn vacancy(c: &Complaint, desk: &Desk) -> Option<Event> {
    let holder = c.holder();
    let moves = |department| desk.chart.is_ended(department) && desk.chart.successor(department).is_some();
    let seat = holder.handler.zip(holder.department).filter(|_| is_owed(c));
    if let Some((officer, department)) = seat {
        let to = if moves(department) { desk.chart.successor(department) } else { Some(department) };
        let stays = to.is_some_and(|department| works_at(officer, department, desk));
        match (stays, moves(department)) {
            (false, false) => return Some(Event::Vacated { officer, seat: Seat::Handler }),
            // Relocated without a handler, it lies with the department and the round is closed already.
            (false, true) => return None,
            (true, _) => {}
        }
    }
    approver_gone(c, desk).map(|officer| Event::Vacated { officer, seat: Seat::Approver })
}

/// Somebody who has yet to approve, and never will.
fn approver_gone(c: &Complaint, desk: &Desk) -> Option<OfficerId> {
    // Who signs in the outside system is that system's affair.
    let built_in = |round: &&ApprovalRound| round.route == ApprovalRoute::BuiltIn;
    let round = c.current_round().filter(built_in).filter(|_| c.stage.is_live())?;
    let passed = usize::try_from(round.approved).unwrap_or(usize::MAX);
    let waiting = round.line.iter().skip(passed);
    waiting.copied().find(|id| !desk.chart.officer(*id).is_some_and(|officer| officer.active))
}

pub(super) fn evolve_vacated(c: &mut Complaint, seat: Seat) {
    match (seat, c.stage.handling()) {
        (Seat::Handler, Some(Handling { agency, department, .. })) => {
            return_round(c);
            c.reassignment_proposed = false;
            c.stage = Stage::AtDepartment { agency, department };
        }
        (Seat::Approver, Some(handling)) => {
            return_round(c);
            c.stage = Stage::Accepted(handling);
        }
        (Seat::Handler, None) => {
            if let Some(holder) = answered_by(c) {
                holder.handler = None;
            }
        }
        (Seat::Approver, None) => {}
    }
}

pub(super) fn evolve_relocated(
    c: &mut Complaint,
    from: DepartmentId,
    (agency, department): (AgencyId, DepartmentId),
    handler: Option<OfficerId>,
) {
    for k in c.cooperations.iter_mut().filter(|k| k.opined_at.is_none() && k.department == from) {
        (k.agency, k.department) = (agency, department);
    }
    if c.holder().department != Some(from) {
        return;
    }
    // A request that waited for the agency's manager waits for the manager of the new agency.
    let open = c.reassignments.iter_mut().filter(|r| r.outcome == ReassignmentOutcome::Open);
    for r in open.filter(|r| matches!(r.desk, ReassignmentDesk::AgencyManager { .. })) {
        r.desk = ReassignmentDesk::AgencyManager { agency };
    }
    if let Some(holder) = answered_by(c) {
        *holder = Holder { agency: Some(agency), department: Some(department), handler };
        return;
    }
    let handling = handler.map(|handler| Handling { agency, department, handler });
    c.stage = match (c.stage.name(), handling) {
        (StageName::Assigned, Some(there)) => Stage::Assigned(there),
        (StageName::Accepted, Some(there)) => Stage::Accepted(there),
        (StageName::ApprovalSent, Some(there)) => Stage::ApprovalSent(there),
        (StageName::ApprovalPending, Some(there)) => Stage::ApprovalPending(there),
        (_, Some(_) | None) => {
            return_round(c);
            c.reassignment_proposed = false;
            Stage::AtDepartment { agency, department }
        }
    };
}

fn answered_by(c: &mut Complaint) -> Option<&mut Holder> {
    if let Stage::Answered { holder, .. } = &mut c.stage { Some(holder) } else { None }
}

/// The text that was sent up stays on the file; the next handler sends it again, or another.
fn return_round(c: &mut Complaint) {
    for round in c.rounds.iter_mut().filter(|round| round.outcome == RoundOutcome::UnderWay) {
        round.outcome = RoundOutcome::Returned;
    }
}

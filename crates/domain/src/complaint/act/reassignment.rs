//! 재지정 요청: "not ours". The request goes to the agency manager or the receiver, a 120 complaint to
//! 다산콜재단; hops are counted, after the second bounce the receiver's decision binds, and the clock
//! never resets (시행령 제13조).

use jiff::Timestamp;

use super::super::{
    Complaint, Destination, Event, Reassignment, ReassignmentDesk, ReassignmentOutcome, ReassignmentReason,
    Refusal, Ruling, Stage, StageName, guard,
};
use super::{Act, distribute};
use crate::actor::Actor;
use crate::desk::Desk;
use crate::id::{DepartmentId, OfficerId};
use crate::role::Role;

/// So many bounces, and the receiver decides for good.
pub const BOUNCES_UNTIL_BINDING: usize = 2;

pub(super) fn may_propose(c: &Complaint, by: &Actor) -> Result<(), Refusal> {
    guard::at(c, Act::ProposeReassignment, &[StageName::Assigned, StageName::Accepted])?;
    guard::part(guard::handles(c, by), Act::ProposeReassignment)?;
    if c.bound { Err(Refusal::DecisionBinds) } else { Ok(()) }
}

pub(super) fn may_request(c: &Complaint, by: &Actor) -> Result<(), Refusal> {
    guard::at(c, Act::RequestReassignment, &[StageName::AtAgency, StageName::AtDepartment])?;
    let part = match c.stage {
        Stage::AtAgency { .. } => guard::manages_agency(c, by),
        _ => guard::manages_department(c, by),
    };
    guard::part(part, Act::RequestReassignment)?;
    guard::no_open_reassignment(c)?;
    if c.bound { Err(Refusal::DecisionBinds) } else { Ok(()) }
}

pub(super) fn may_decide(c: &Complaint, by: &Actor) -> Result<(), Refusal> {
    guard::at(c, Act::DecideReassignment, &[StageName::AtAgency, StageName::AtDepartment])?;
    let open = c.open_reassignment().ok_or(Refusal::NoReassignmentOpen)?;
    let part = match open.desk {
        ReassignmentDesk::AgencyManager { agency } => by.holds(Role::AgencyManager, Some(agency), None),
        ReassignmentDesk::Receiver => by.holds(Role::Receiver, None, None),
        // Whoever the foundation's own receiver is, the city's may always help.
        ReassignmentDesk::CallCentre => guard::takes_in(c, by),
    };
    guard::part(part, Act::DecideReassignment)
}

pub(super) fn decide_request(
    c: &Complaint,
    reason: ReassignmentReason,
    proposed: Option<DepartmentId>,
    desk: &Desk,
) -> Result<Vec<Event>, Refusal> {
    if let Some(department) = proposed {
        desk.chart.department(department).ok_or(Refusal::UnknownOffice)?;
        if desk.chart.is_ended(department) {
            return Err(Refusal::DepartmentEnded);
        }
        if c.holder().department == Some(department) {
            return Err(Refusal::AlreadyThere);
        }
    }
    Ok(vec![Event::ReassignmentRequested { desk: goes_to(c), reason, proposed }])
}

/// Requests decided so far, granted or refused: a refusal sends the file back as surely as a move does.
pub(super) fn bounces(c: &Complaint) -> usize {
    c.reassignments.iter().filter(|r| r.outcome != ReassignmentOutcome::Open).count()
}

fn goes_to(c: &Complaint) -> ReassignmentDesk {
    match c.stage {
        _ if bounces(c) >= BOUNCES_UNTIL_BINDING => ReassignmentDesk::Receiver,
        _ if c.channel.is_call_centre() => ReassignmentDesk::CallCentre,
        Stage::AtDepartment { agency, .. } => ReassignmentDesk::AgencyManager { agency },
        _ => ReassignmentDesk::Receiver,
    }
}

pub(super) fn decide_ruling(
    c: &Complaint,
    by: &Actor,
    ruling: Ruling,
    desk: &Desk,
) -> Result<Vec<Event>, Refusal> {
    let open = c.open_reassignment().ok_or(Refusal::NoReassignmentOpen)?;
    if let Ruling::Granted { to } = ruling {
        let (agency, department) = distribute::resolve(to, desk)?;
        let here = c.holder();
        if department == here.department && Some(agency) == here.agency {
            return Err(Refusal::AlreadyThere);
        }
        if let ReassignmentDesk::AgencyManager { agency: mine } = open.desk
            && agency != mine
            && !by.holds(Role::Receiver, None, None)
        {
            return Err(Refusal::OutsideYourAgency);
        }
    }
    // The receiver cannot pass up: there is nobody above.
    if ruling == Ruling::PassedUp && open.desk == ReassignmentDesk::Receiver {
        return Err(Refusal::AlreadyThere);
    }
    let by_receiver = open.desk == ReassignmentDesk::Receiver;
    Ok(vec![Event::ReassignmentDecided {
        ruling,
        binding: by_receiver && bounces(c) >= BOUNCES_UNTIL_BINDING,
    }])
}

pub(super) fn evolve_request(
    c: &mut Complaint,
    at: Timestamp,
    asked_by: Option<OfficerId>,
    (desk, reason, proposed): (ReassignmentDesk, ReassignmentReason, Option<DepartmentId>),
) {
    let ordinal = next_ordinal(c);
    let from_department = c.holder().department;
    let outcome = ReassignmentOutcome::Open;
    c.reassignments.push(Reassignment {
        ordinal,
        asked_at: at,
        asked_by,
        from_department,
        desk,
        reason,
        proposed,
        outcome,
    });
}

fn next_ordinal(c: &Complaint) -> u32 {
    c.reassignments.last().map_or(1, |r| r.ordinal + 1)
}

pub(super) fn evolve_ruling(c: &mut Complaint, ruling: Ruling, binding: bool) {
    let open = c.reassignments.iter_mut().find(|r| r.outcome == ReassignmentOutcome::Open);
    let Some(open) = open else { return };
    c.bound |= binding;
    match ruling {
        Ruling::Refused => open.outcome = ReassignmentOutcome::Refused,
        Ruling::PassedUp => {
            open.outcome = ReassignmentOutcome::Granted;
            c.hops += 1;
            c.stage = Stage::Received;
        }
        Ruling::Granted { to } => {
            open.outcome = ReassignmentOutcome::Granted;
            c.hops += 1;
            c.stage = match to {
                Destination::Agency { agency } => Stage::AtAgency { agency },
                Destination::Department { agency, department } => Stage::AtDepartment { agency, department },
            };
        }
    }
}

//! 분배: from the receiver to an agency or a department, from the agency manager to a department.

use super::super::{Complaint, Destination, Event, Refusal, Stage, StageName, guard};
use super::{Act, reassignment};
use crate::actor::Actor;
use crate::desk::Desk;
use crate::id::{AgencyId, DepartmentId};

pub(super) fn may(c: &Complaint, by: &Actor) -> Result<(), Refusal> {
    guard::at(c, Act::Distribute, &[StageName::Received, StageName::AtAgency])?;
    let part = match c.stage {
        Stage::AtAgency { .. } => guard::manages_agency(c, by),
        _ => guard::takes_in(c, by),
    };
    guard::part(part, Act::Distribute)?;
    guard::no_open_reassignment(c)
}

pub(super) fn decide(c: &Complaint, by: &Actor, to: Destination, desk: &Desk) -> Result<Vec<Event>, Refusal> {
    let (agency, department) = resolve(to, desk)?;
    if let Stage::AtAgency { agency: here } = c.stage {
        if agency != here {
            return Err(Refusal::OutsideYourAgency);
        }
        if department.is_none() {
            return Err(Refusal::AlreadyThere);
        }
        // A manager of one department of the agency does not send to its neighbours.
        guard::part(by.holds(crate::role::Role::AgencyManager, Some(agency), None), Act::Distribute)?;
    }
    Ok(vec![Event::Distributed { agency, department }])
}

/// The office named exists, and the department belongs to the agency.
pub(super) fn resolve(to: Destination, desk: &Desk) -> Result<(AgencyId, Option<DepartmentId>), Refusal> {
    match to {
        Destination::Agency { agency } => match desk.chart.agency(agency) {
            Some(_) => Ok((agency, None)),
            None => Err(Refusal::UnknownOffice),
        },
        Destination::Department { agency, department } => match desk.chart.department(department) {
            Some(found) if found.agency == agency => match desk.chart.is_ended(department) {
                true => Err(Refusal::DepartmentEnded),
                false => Ok((agency, Some(department))),
            },
            _ => Err(Refusal::UnknownOffice),
        },
    }
}

pub(super) fn evolve(c: &mut Complaint, agency: AgencyId, department: Option<DepartmentId>) {
    // What came up to the receiver after the second bounce goes down as a decision that binds.
    let from_the_receiver = matches!(c.stage, Stage::Received);
    c.bound |= from_the_receiver && reassignment::bounces(c) >= reassignment::BOUNCES_UNTIL_BINDING;
    c.stage = match department {
        Some(department) => Stage::AtDepartment { agency, department },
        None => Stage::AtAgency { agency },
    };
}

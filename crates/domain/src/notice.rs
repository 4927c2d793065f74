//! Who hears of an event: one exhaustive match. A new event does not compile until someone has said who.

mod by_hand;
mod template;

use crate::complaint::{Complaint, Event, ObjectionRuling, ReassignmentDesk, Ruling, Seat};
use crate::id::{AgencyId, DepartmentId, OfficerId};

pub use by_hand::{Reference, ReferenceError, Way, answers_for};
pub use template::Template;

/// A notice to be written into the outbox, in the act's own transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Notice {
    pub to: Audience,
    pub template: Template,
}

/// Who hears it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// The petitioner of the file.
    Petitioner,
    /// The petitioner of the file and of every file merged into it.
    EveryPetitioner,
    Officer(OfficerId),
    DepartmentManagers(DepartmentId),
    Cooperators(DepartmentId),
    AgencyManagers(AgencyId),
    Receivers,
    CallCentre,
}

/// The notices one event calls for, told on the file as it stands afterwards.
pub fn of(event: &Event, after: &Complaint) -> Vec<Notice> {
    let tell = |to, template| Notice { to, template };
    let petitioner = |template| vec![tell(Audience::Petitioner, template)];
    let officer = |to, template| vec![tell(Audience::Officer(to), template)];
    let handler = |template| after.holder().handler.map_or_else(Vec::new, |to| officer(to, template));
    // Where nobody handles it yet, or any more, whoever is nearest to it hears it.
    let office = |template| vec![tell(nearest(after), template)];
    let managers = |template| match after.holder().department {
        Some(department) => vec![tell(Audience::DepartmentManagers(department), template)],
        None => office(template),
    };
    match event {
        Event::Filed { .. } => petitioner(Template::Filed),
        Event::Received { .. } => petitioner(Template::Received),
        Event::Distributed { agency, department } => vec![arrival(*agency, *department)],
        Event::Assigned { handling } => vec![
            tell(Audience::Officer(handling.handler), Template::AssignedToYou),
            tell(Audience::Petitioner, Template::HandlerNamed),
        ],
        Event::Reassigned { handling } => officer(handling.handler, Template::AssignedToYou),
        Event::Recalled => managers(Template::Recalled),
        Event::ReassignmentProposed => managers(Template::ReassignmentProposed),
        Event::ReassignmentRequested { desk, .. } => vec![tell(desk_of(*desk), Template::ReassignmentAsked)],
        Event::ReassignmentDecided { ruling, .. } => decided(*ruling, after),
        Event::Transferred { .. } => vec![tell(Audience::EveryPetitioner, Template::Transferred)],
        Event::Closed { .. } => vec![tell(Audience::EveryPetitioner, Template::Closed)],
        Event::InterimAnswered => vec![tell(Audience::EveryPetitioner, Template::InterimAnswer)],
        Event::CooperationAsked { department, .. } => {
            vec![tell(Audience::Cooperators(*department), Template::CooperationAsked)]
        }
        Event::Opined { .. } => office(Template::CooperationAnswered),
        Event::SupplementRequested { .. } => petitioner(Template::SupplementRequested),
        Event::Supplemented => office(Template::SupplementArrived),
        Event::SupplementLapsed => {
            [petitioner(Template::SupplementLapsed), handler(Template::SupplementLapsed)].concat()
        }
        Event::Extended { .. } => vec![tell(Audience::EveryPetitioner, Template::Extended)],
        Event::ConsentToExtendAsked => petitioner(Template::ConsentAsked),
        Event::ConsentedToExtend => office(Template::ConsentGiven),
        Event::ConsentRecorded => petitioner(Template::ConsentRecorded),
        Event::SentForApproval { .. } => asked_to_approve(after),
        // The next in line hears of it; after the last one there is nobody left to ask.
        Event::Approved { .. } => asked_to_approve(after),
        Event::ApprovalDelayed => handler(Template::ApprovalDelayed),
        Event::Returned => handler(Template::ApprovalReturned),
        Event::Answered { .. } => vec![tell(Audience::EveryPetitioner, Template::Answered)],
        Event::AskedAgain { .. } => office(Template::FollowUpAsked),
        Event::FollowUpAnswered => petitioner(Template::FollowUpAnswered),
        Event::Withdrawn => [petitioner(Template::Withdrawn), handler(Template::Withdrawn)].concat(),
        Event::Objected { .. } => {
            [petitioner(Template::ObjectionReceived), office(Template::ObjectionFiled)].concat()
        }
        Event::ObjectionDecided { ruling: ObjectionRuling::Upheld | ObjectionRuling::Dismissed } => {
            petitioner(Template::ObjectionDecided)
        }
        Event::Merged { .. } => petitioner(Template::Merged),
        Event::Separated => [petitioner(Template::Separated), office(Template::Separated)].concat(),
        Event::Reminded => managers(Template::Reminder),
        Event::Vacated { seat: Seat::Approver, .. } => handler(Template::ApprovalReturned),
        Event::Vacated { seat: Seat::Handler, .. } => managers(left_behind(after)),
        Event::Relocated { agency, department, .. } => relocated(*agency, *department, after),
        Event::ProgressTold => petitioner(Template::Progress),
        Event::Accepted
        | Event::CooperationExtended { .. }
        | Event::Reclassified { .. }
        | Event::ApprovalStarted
        | Event::Rated { .. }
        | Event::BackEntered { .. }
        | Event::Visited { .. } => Vec::new(),
    }
}

/// The handler, else the department's manager, the agency's, or whoever took it in.
fn nearest(after: &Complaint) -> Audience {
    let holder = after.holder();
    match (holder.handler, holder.department, holder.agency) {
        (Some(officer), ..) => Audience::Officer(officer),
        (None, Some(department), _) => Audience::DepartmentManagers(department),
        (None, None, Some(agency)) => Audience::AgencyManagers(agency),
        (None, None, None) if after.channel.is_call_centre() => Audience::CallCentre,
        (None, None, None) => Audience::Receivers,
    }
}

fn arrival(agency: AgencyId, department: Option<DepartmentId>) -> Notice {
    match department {
        Some(department) => {
            Notice { to: Audience::DepartmentManagers(department), template: Template::ArrivedAtDepartment }
        }
        None => Notice { to: Audience::AgencyManagers(agency), template: Template::ArrivedAtAgency },
    }
}

fn desk_of(desk: ReassignmentDesk) -> Audience {
    match desk {
        ReassignmentDesk::AgencyManager { agency } => Audience::AgencyManagers(agency),
        ReassignmentDesk::Receiver => Audience::Receivers,
        ReassignmentDesk::CallCentre => Audience::CallCentre,
    }
}

/// The department that asked hears the decision; where the file moved, the new office hears of its arrival.
fn decided(ruling: Ruling, after: &Complaint) -> Vec<Notice> {
    let asked_from = after.reassignments.last().and_then(|r| r.from_department);
    let told = asked_from
        .map(|d| Notice { to: Audience::DepartmentManagers(d), template: Template::ReassignmentDecided });
    let holder = after.holder();
    let arrived = match (ruling, holder.agency) {
        (Ruling::Granted { .. }, Some(agency)) => Some(arrival(agency, holder.department)),
        (Ruling::PassedUp, _) => {
            Some(Notice { to: Audience::Receivers, template: Template::ReassignmentAsked })
        }
        _ => None,
    };
    told.into_iter().chain(arrived).collect()
}

fn asked_to_approve(after: &Complaint) -> Vec<Notice> {
    let turn = after.current_round().and_then(|round| round.turn());
    turn.map(|officer| Notice { to: Audience::Officer(officer), template: Template::ApprovalAsked })
        .into_iter()
        .collect()
}

/// The department that follows hears of what came to it: the file itself, or the question it is to answer.
fn relocated(agency: AgencyId, department: DepartmentId, after: &Complaint) -> Vec<Notice> {
    let lies_there = after.holder().department == Some(department);
    let came = lies_there.then(|| match after.stage.is_live() {
        true => arrival(agency, Some(department)),
        false => Notice { to: nearest(after), template: owed(after) },
    });
    let asked = after.stage.is_live() && after.open_cooperations().any(|k| k.department == department);
    let asked = asked
        .then_some(Notice { to: Audience::Cooperators(department), template: Template::CooperationAsked });
    came.into_iter().chain(asked).collect()
}

/// What the department hears of a file whose handler left.
fn left_behind(after: &Complaint) -> Template {
    if after.stage.is_live() { Template::Recalled } else { owed(after) }
}

/// What an answered file still waits for.
fn owed(after: &Complaint) -> Template {
    match after.open_follow_up() {
        Some(_) => Template::FollowUpAsked,
        None => Template::ObjectionFiled,
    }
}

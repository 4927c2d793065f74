//! 협조: asking other departments for their opinion inside the main period; the main clock runs on.
//! A co-operator may move its reply-by once, before it lapses (법 제20조).

use jiff::Timestamp;

use super::super::{Complaint, Cooperation, CooperationAsk, Event, Refusal, StageName, guard};
use super::Act;
use crate::actor::Actor;
use crate::desk::Desk;
use crate::id::{AgencyId, DepartmentId, OfficerId};
use crate::role::Role;

/// More departments than this on one file is a meeting, not a complaint.
pub const MOST_COOPERATIONS: usize = 10;

pub(super) fn may(c: &Complaint, by: &Actor) -> Result<(), Refusal> {
    guard::at(c, Act::Cooperate, &[StageName::AtDepartment, StageName::Assigned, StageName::Accepted])?;
    guard::part(guard::manages_department(c, by) || guard::handles(c, by), Act::Cooperate)
}

/// The co-operator's part: some department of theirs has been asked and has not yet answered.
pub(super) fn may_opine(c: &Complaint, by: &Actor, act: Act) -> Result<(), Refusal> {
    guard::live(c, act)?;
    if c.open_cooperations().next().is_none() {
        return Err(Refusal::NoCooperationOpen);
    }
    guard::part(c.open_cooperations().any(|k| speaks_for(by, k)), act)
}

fn speaks_for(by: &Actor, k: &Cooperation) -> bool {
    by.holds(Role::Cooperator, Some(k.agency), Some(k.department))
        || by.holds(Role::DepartmentManager, Some(k.agency), Some(k.department))
}

pub(super) fn decide(c: &Complaint, asks: &[CooperationAsk], desk: &Desk) -> Result<Vec<Event>, Refusal> {
    asked_of(c, c.holder().department, asks, desk)
}

/// With 처리부서 등록: of the department named there, which need not be where the file lies yet.
pub(super) fn decide_for(
    c: &Complaint,
    lead: DepartmentId,
    asks: &[CooperationAsk],
    desk: &Desk,
) -> Result<Vec<Event>, Refusal> {
    asked_of(c, Some(lead), asks, desk)
}

fn asked_of(
    c: &Complaint,
    lead: Option<DepartmentId>,
    asks: &[CooperationAsk],
    desk: &Desk,
) -> Result<Vec<Event>, Refusal> {
    if c.cooperations.len() + asks.len() > MOST_COOPERATIONS || asks.is_empty() {
        return Err(Refusal::TooManyCooperations);
    }
    let mut asked: Vec<DepartmentId> = c.open_cooperations().map(|k| k.department).collect();
    let mut events = Vec::with_capacity(asks.len());
    for ask in asks {
        let office = desk.chart.department(ask.department).ok_or(Refusal::UnknownOffice)?;
        if desk.chart.is_ended(ask.department) {
            return Err(Refusal::DepartmentEnded);
        }
        if lead == Some(ask.department) {
            return Err(Refusal::CooperationWithSelf);
        }
        if asked.contains(&ask.department) {
            return Err(Refusal::CooperationOpenThere);
        }
        inside_the_main_period(c, ask.reply_by, desk)?;
        asked.push(ask.department);
        let (agency, department) = (office.agency, ask.department);
        events.push(Event::CooperationAsked { agency, department, reply_by: ask.reply_by });
    }
    Ok(events)
}

/// Replies are due after now and before the main due date, while that still lies ahead.
fn inside_the_main_period(c: &Complaint, reply_by: Timestamp, desk: &Desk) -> Result<(), Refusal> {
    let due_at = c.due(desk).and_then(|due| due.at);
    let too_late = due_at.is_some_and(|due_at| due_at > desk.now && reply_by > due_at);
    if reply_by <= desk.now || too_late { Err(Refusal::ReplyByOutsidePeriod { due_at }) } else { Ok(()) }
}

pub(super) fn decide_opinion(
    c: &Complaint,
    by: &Actor,
    department: DepartmentId,
) -> Result<Vec<Event>, Refusal> {
    open_for(c, by, department, Act::Opine)?;
    Ok(vec![Event::Opined { department }])
}

pub(super) fn decide_extension(
    c: &Complaint,
    by: &Actor,
    department: DepartmentId,
    reply_by: Timestamp,
    desk: &Desk,
) -> Result<Vec<Event>, Refusal> {
    let k = open_for(c, by, department, Act::ExtendCooperation)?;
    if k.extended {
        return Err(Refusal::CooperationExtendedAlready);
    }
    if desk.now > k.reply_by {
        return Err(Refusal::DeadlinePassed { due_at: k.reply_by });
    }
    if reply_by <= k.reply_by {
        return Err(Refusal::ReplyByNotLater);
    }
    inside_the_main_period(c, reply_by, desk)?;
    Ok(vec![Event::CooperationExtended { department, reply_by }])
}

fn open_for<'a>(
    c: &'a Complaint,
    by: &Actor,
    department: DepartmentId,
    act: Act,
) -> Result<&'a Cooperation, Refusal> {
    let open =
        c.open_cooperations().find(|k| k.department == department).ok_or(Refusal::NoCooperationOpen)?;
    guard::part(speaks_for(by, open), act)?;
    Ok(open)
}

pub(super) fn evolve(
    c: &mut Complaint,
    at: Timestamp,
    asked_by: Option<OfficerId>,
    (agency, department, reply_by): (AgencyId, DepartmentId, Timestamp),
) {
    let ordinal = c.cooperations.last().map_or(1, |k| k.ordinal + 1);
    c.cooperations.push(Cooperation {
        ordinal,
        agency,
        department,
        asked_by,
        asked_at: at,
        reply_by,
        extended: false,
        opined_by: None,
        opined_at: None,
    });
}

pub(super) fn evolve_opinion(
    c: &mut Complaint,
    at: Timestamp,
    by: Option<OfficerId>,
    department: DepartmentId,
) {
    if let Some(k) = open_mut(c, department) {
        k.opined_by = by;
        k.opined_at = Some(at);
    }
}

pub(super) fn evolve_extension(c: &mut Complaint, department: DepartmentId, reply_by: Timestamp) {
    if let Some(k) = open_mut(c, department) {
        k.extended = true;
        k.reply_by = reply_by;
    }
}

fn open_mut(c: &mut Complaint, department: DepartmentId) -> Option<&mut Cooperation> {
    c.cooperations.iter_mut().find(|k| k.opined_at.is_none() && k.department == department)
}

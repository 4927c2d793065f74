//! 결재: the answer goes through the approval line with its text frozen, and leaves exactly once
//! (행정업무의 운영 및 혁신에 관한 규정 제8조–제10조).
//!
//! We own only *sent → under way → approved or returned*; the line itself is the built-in one or the outside
//! system's, as the agency has chosen. A sealed file never leaves for another system.

use jiff::Timestamp;

use super::super::{
    AnswerResult, Answering, ApprovalRound, ApprovalRoute, Complaint, Event, LineEnd, Manner, Refusal,
    RoundOutcome, Sanction, Stage, StageName, Visibility, guard,
};
use super::{Act, answer_at_once};
use crate::actor::{Actor, Machinery, OnDuty};
use crate::deadline::working_minutes_after;
use crate::desk::Desk;
use crate::id::OfficerId;
use crate::text::Memo;

/// 검토·협조·결재: longer lines belong into the outside system.
const LINE_MAX: usize = 5;
/// Working hours in which the outside system takes an answer up: half a working day, the office's own rule.
pub const APPROVAL_STARTS_WITHIN_HOURS: u32 = 4;

/// What is sent for approval.
pub(super) struct Answer<'a> {
    pub(super) result: AnswerResult,
    pub(super) remedy: Option<&'a Memo>,
    pub(super) digest: &'a str,
}

pub(super) fn may_draft(c: &Complaint, by: &Actor, act: Act) -> Result<(), Refusal> {
    guard::at(c, act, &[StageName::Accepted])?;
    guard::part(guard::handles(c, by), act)
}

pub(super) fn may_send(c: &Complaint, by: &Actor) -> Result<(), Refusal> {
    may_draft(c, by, Act::SendForApproval)?;
    if c.open_supplement().is_some() { Err(Refusal::SupplementOpen) } else { Ok(()) }
}

/// The line this file's answer passes: the agency's, but for what is sealed (공익신고자 보호법 제12조).
pub(crate) fn route(c: &Complaint, desk: &Desk) -> ApprovalRoute {
    match c.holder().agency {
        Some(agency) if c.visibility != Visibility::Sealed => desk.approval.of(agency),
        _ => ApprovalRoute::BuiltIn,
    }
}

pub(super) fn decide_send(
    c: &Complaint,
    by: &Actor,
    answer: Answer<'_>,
    (line, ends): (&[OfficerId], LineEnd),
    desk: &Desk,
) -> Result<Vec<Event>, Refusal> {
    let Answer { result, remedy, digest } = answer;
    answer_at_once::remedy_told(result, remedy)?;
    let route = route(c, desk);
    match route {
        ApprovalRoute::BuiltIn => fit_line(c, by, line, desk)?,
        ApprovalRoute::Outside if line.is_empty() && ends == LineEnd::Approver => {}
        ApprovalRoute::Outside => return Err(Refusal::ApprovalLineElsewhere),
    }
    let (line, digest) = (line.to_vec(), digest.to_owned());
    Ok(vec![Event::SentForApproval { line, digest, result, ends, route }])
}

fn fit_line(c: &Complaint, by: &Actor, line: &[OfficerId], desk: &Desk) -> Result<(), Refusal> {
    if line.is_empty() {
        return Err(Refusal::ApprovalLineEmpty);
    }
    if line.len() > LINE_MAX {
        return Err(Refusal::ApprovalLineTooLong);
    }
    for (place, officer) in line.iter().enumerate() {
        let known = desk.chart.officer(*officer).ok_or(Refusal::UnknownOfficer)?;
        // Neither the handler nor whoever drafts at that desk today.
        let drafter = c.holder().handler == Some(*officer) || by.officer().is_some_and(|o| o.id == *officer);
        if drafter || !known.active || line[..place].contains(officer) {
            return Err(Refusal::ApprovalLineInvalid);
        }
    }
    Ok(())
}

pub(super) fn may_start(c: &Complaint, by: &Actor) -> Result<(), Refusal> {
    guard::at(c, Act::ApprovalStarted, &[StageName::ApprovalSent])?;
    guard::part(holds_the_document(c, by) || is_their_turn(c, by), Act::ApprovalStarted)
}

pub(super) fn may_approve(c: &Complaint, by: &Actor, act: Act) -> Result<(), Refusal> {
    guard::at(c, act, &[StageName::ApprovalPending])?;
    if holds_the_document(c, by) || is_their_turn(c, by) {
        return Ok(());
    }
    let in_line = c.current_round().is_some_and(|round| round.line.iter().any(|o| sits_at(by, *o)));
    Err(if in_line { Refusal::NotYourTurn } else { Refusal::NotYourPart { act } })
}

/// 결재 지연 알림: once a round, when the outside system has let its time pass.
pub(super) fn may_tell_delay(c: &Complaint, by: &Actor, desk: &Desk) -> Result<(), Refusal> {
    guard::at(c, Act::TellApprovalDelay, &[StageName::ApprovalSent])?;
    guard::part(guard::is_sweep(by), Act::TellApprovalDelay)?;
    let told = c.current_round().is_some_and(|round| round.delay_told);
    if told || not_started_since(c, desk).is_none() { Err(Refusal::ApprovalNotDelayed) } else { Ok(()) }
}

/// The moment by which the outside system should have taken the answer up, once it has passed.
pub(crate) fn not_started_since(c: &Complaint, desk: &Desk) -> Option<Timestamp> {
    let round = c.current_round().filter(|round| round.route == ApprovalRoute::Outside)?;
    if c.stage.name() != StageName::ApprovalSent {
        return None;
    }
    let by = working_minutes_after(&desk.calendar, round.sent_at, APPROVAL_STARTS_WITHIN_HOURS * 60);
    (desk.now > by).then_some(by)
}

/// The outside system speaks of what was handed to it, and of nothing else.
fn holds_the_document(c: &Complaint, by: &Actor) -> bool {
    matches!(by, Actor::System(Machinery::ApprovalSystem))
        && c.current_round().is_some_and(|round| round.route == ApprovalRoute::Outside)
}

fn is_their_turn(c: &Complaint, by: &Actor) -> bool {
    // Whoever minds the approver's desk still does not approve their own draft.
    let drafted_by = c.current_round().and_then(|round| round.drafted_by);
    let drafted_it = |officer: &OnDuty| [c.holder().handler, drafted_by].contains(&Some(officer.id));
    !by.officer().is_some_and(drafted_it)
        && c.current_round().and_then(ApprovalRound::turn).is_some_and(|officer| sits_at(by, officer))
}

fn sits_at(by: &Actor, desk: OfficerId) -> bool {
    by.officer().is_some_and(|officer| officer.is_or_minds(desk))
}

/// One more approval; the last one answers the complaint.
pub(super) fn decide_approval(c: &Complaint, by: &Actor, desk: &Desk) -> Result<Vec<Event>, Refusal> {
    let round = c.current_round().ok_or(Refusal::NotYourTurn)?;
    // A document outside is approved there, by somebody with a name.
    let turn = round.turn().ok_or(Refusal::NotYourPart { act: Act::Approve })?;
    let approvals = usize::try_from(round.approved).unwrap_or(usize::MAX).saturating_add(1);
    let last = approvals >= round.line.len();
    let minded = by.officer().is_some_and(|officer| officer.id != turn);
    let manner = match (last, round.ends, minded) {
        (false, LineEnd::Approver | LineEnd::Delegate, _) => Manner::Reviewed,
        (true, LineEnd::Approver, false) => Manner::Approved,
        (true, LineEnd::Approver, true) => Manner::Acting,
        (true, LineEnd::Delegate, false) => Manner::Delegated,
        (true, LineEnd::Delegate, true) => Manner::DelegatedActing,
    };
    let position = desk.chart.officer(turn).map(|officer| officer.title.clone());
    let mut events = vec![Event::Approved { manner, position, document: None }];
    if last {
        events.push(Event::Answered { how: Answering::Approved, result: round.result });
    }
    Ok(events)
}

/// The outside system's approval: its whole line has signed.
pub(super) fn decide_outside(c: &Complaint, by: &Actor, sanction: &Sanction) -> Result<Vec<Event>, Refusal> {
    guard::part(holds_the_document(c, by), Act::Approve)?;
    let round = c.current_round().ok_or(Refusal::NotYourTurn)?;
    let Sanction { manner, position, document, .. } = sanction;
    Ok(vec![
        Event::Approved {
            manner: *manner,
            position: Some(position.clone()),
            document: Some(document.clone()),
        },
        Event::Answered { how: Answering::Approved, result: round.result },
    ])
}

pub(super) fn evolve_sent(
    c: &mut Complaint,
    (at, signer): (Timestamp, Option<OfficerId>),
    (line, ends, route): (Vec<OfficerId>, LineEnd, ApprovalRoute),
    digest: String,
    result: AnswerResult,
) {
    let Some(handling) = c.stage.handling() else { return };
    let ordinal = c.rounds.last().map_or(1, |r| r.ordinal + 1);
    let (outcome, approved, delay_told) = (RoundOutcome::UnderWay, 0, false);
    let drafted_by = signer.filter(|officer| *officer != handling.handler);
    c.rounds.push(ApprovalRound {
        ordinal,
        sent_at: at,
        line,
        approved,
        ends,
        route,
        delay_told,
        drafted_by,
        digest,
        result,
        outcome,
    });
    c.stage = Stage::ApprovalSent(handling);
}

pub(super) fn evolve_started(c: &mut Complaint) {
    if let Some(handling) = c.stage.handling() {
        c.stage = Stage::ApprovalPending(handling);
    }
}

pub(super) fn evolve_delayed(c: &mut Complaint) {
    if let Some(round) = c.rounds.last_mut() {
        round.delay_told = true;
    }
}

pub(super) fn evolve_approved(c: &mut Complaint) {
    if let Some(round) = c.rounds.last_mut() {
        round.approved += 1;
        if usize::try_from(round.approved).is_ok_and(|n| n >= round.line.len()) {
            round.outcome = RoundOutcome::Approved;
        }
    }
}

/// 반려: back to the handler, who drafts again.
pub(super) fn evolve_returned(c: &mut Complaint) {
    if let Some(round) = c.rounds.last_mut() {
        round.outcome = RoundOutcome::Returned;
    }
    if let Some(handling) = c.stage.handling() {
        c.stage = Stage::Accepted(handling);
    }
}

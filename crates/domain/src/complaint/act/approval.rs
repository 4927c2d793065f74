//! 결재: the answer goes through the approval line with its text frozen, and leaves exactly once
//! (행정업무의 운영 및 혁신에 관한 규정 제8조–제10조).
//!
//! We own only *sent → under way → approved or returned*; the line itself may be the built-in one or an
//! outside approval system.

use jiff::Timestamp;

use super::super::{
    AnswerResult, Answering, ApprovalRound, Complaint, Event, Refusal, RoundOutcome, Stage, StageName, guard,
};
use super::{Act, answer_at_once};
use crate::actor::{Actor, Machinery};
use crate::desk::Desk;
use crate::id::OfficerId;
use crate::text::Memo;

/// 검토·협조·결재: longer lines belong into the outside system.
const LINE_MAX: usize = 5;

pub(super) fn may_draft(c: &Complaint, by: &Actor, act: Act) -> Result<(), Refusal> {
    guard::at(c, act, &[StageName::Accepted])?;
    guard::part(guard::handles(c, by), act)
}

pub(super) fn may_send(c: &Complaint, by: &Actor) -> Result<(), Refusal> {
    may_draft(c, by, Act::SendForApproval)?;
    if c.open_supplement().is_some() { Err(Refusal::SupplementOpen) } else { Ok(()) }
}

pub(super) fn decide_send(
    c: &Complaint,
    by: &Actor,
    (result, remedy): (AnswerResult, Option<&Memo>),
    line: &[OfficerId],
    digest: &str,
    desk: &Desk,
) -> Result<Vec<Event>, Refusal> {
    answer_at_once::remedy_told(result, remedy)?;
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
    Ok(vec![Event::SentForApproval { line: line.to_vec(), digest: digest.to_owned(), result }])
}

pub(super) fn may_start(c: &Complaint, by: &Actor) -> Result<(), Refusal> {
    guard::at(c, Act::ApprovalStarted, &[StageName::ApprovalSent])?;
    guard::part(is_approval_system(by) || is_their_turn(c, by), Act::ApprovalStarted)
}

pub(super) fn may_approve(c: &Complaint, by: &Actor, act: Act) -> Result<(), Refusal> {
    guard::at(c, act, &[StageName::ApprovalPending])?;
    if is_approval_system(by) || is_their_turn(c, by) {
        return Ok(());
    }
    let in_line = c.current_round().is_some_and(|round| round.line.iter().any(|o| sits_at(by, *o)));
    Err(if in_line { Refusal::NotYourTurn } else { Refusal::NotYourPart { act } })
}

fn is_approval_system(by: &Actor) -> bool {
    matches!(by, Actor::System(Machinery::ApprovalSystem))
}

fn is_their_turn(c: &Complaint, by: &Actor) -> bool {
    // Whoever minds the approver's desk still does not approve their own draft.
    let drafted_it = by.officer().is_some_and(|officer| c.holder().handler == Some(officer.id));
    !drafted_it && c.current_round().and_then(ApprovalRound::turn).is_some_and(|officer| sits_at(by, officer))
}

fn sits_at(by: &Actor, desk: OfficerId) -> bool {
    by.officer().is_some_and(|officer| officer.is_or_minds(desk))
}

/// One more approval; the last one answers the complaint.
pub(super) fn decide_approval(c: &Complaint) -> Result<Vec<Event>, Refusal> {
    let round = c.current_round().ok_or(Refusal::NotYourTurn)?;
    let approvals = usize::try_from(round.approved).unwrap_or(usize::MAX).saturating_add(1);
    let mut events = vec![Event::Approved];
    if approvals >= round.line.len() {
        events.push(Event::Answered { how: Answering::Approved, result: round.result });
    }
    Ok(events)
}

pub(super) fn evolve_sent(
    c: &mut Complaint,
    at: Timestamp,
    line: Vec<OfficerId>,
    digest: String,
    result: AnswerResult,
) {
    let Some(handling) = c.stage.handling() else { return };
    let ordinal = c.rounds.last().map_or(1, |r| r.ordinal + 1);
    let outcome = RoundOutcome::UnderWay;
    c.rounds.push(ApprovalRound { ordinal, sent_at: at, line, approved: 0, digest, result, outcome });
    c.stage = Stage::ApprovalSent(handling);
}

pub(super) fn evolve_started(c: &mut Complaint) {
    if let Some(handling) = c.stage.handling() {
        c.stage = Stage::ApprovalPending(handling);
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

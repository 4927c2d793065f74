//! 결재: the line, its turns, and that the answer leaves exactly once.

use domain::actor::By;
use domain::complaint::{
    Act, AnswerResult, Command, Event, Kind, LineEnd, Manner, Refusal, RoundOutcome, Stage, StageName,
};

use crate::common::case::{Case, accepted};
use crate::common::city::{HAN, KANG, KIM, LEE, NAM, PARK, SEO, SONG, YU};
use crate::common::people::{
    approval_system, approver, handler, manager, minding, other_handler, reviewer, stand_in,
};
use crate::common::say;

fn sent() -> Case {
    accepted(Kind::Grievance).then(&handler(), say::send_up(AnswerResult::Granted))
}

/// 행정업무의 운영 및 혁신에 관한 규정 제10조: nobody approves what they drafted.
#[test]
fn the_drafter_is_not_in_the_line_nor_whoever_drafts_at_that_desk_today() {
    let case = accepted(Kind::Grievance);
    let send = |line: &[_]| say::send(AnswerResult::Granted, line);
    assert_eq!(case.refuses(&handler(), send(&[KIM])), Refusal::ApprovalLineInvalid);
    assert_eq!(case.refuses(&handler(), send(&[SEO, KIM])), Refusal::ApprovalLineInvalid);
    assert_eq!(case.refuses(&stand_in(), send(&[YU])), Refusal::ApprovalLineInvalid);
}

/// 같은 규정 제10조: whoever minds both desks, the handler's and the approver's, drafts or approves, and not both.
#[test]
fn whoever_drafted_in_the_handlers_place_does_not_approve_in_the_approvers() {
    let drafts = minding(PARK, KIM, vec![]);
    let approves = minding(PARK, SEO, vec![]);
    let by_stand_in = accepted(Kind::Grievance).then(&drafts, say::send(AnswerResult::Granted, &[SEO]));
    assert_eq!(
        by_stand_in.refuses(&approves, Command::ApprovalStarted),
        Refusal::NotYourPart { act: Act::ApprovalStarted }
    );
    let pending = by_stand_in.then(&reviewer(), Command::ApprovalStarted);
    assert_eq!(pending.refuses(&approves, say::approve()), Refusal::NotYourTurn);
    pending.then(&reviewer(), say::approve());
    let by_handler = accepted(Kind::Grievance).then(&handler(), say::send(AnswerResult::Granted, &[SEO]));
    by_handler.then(&approves, Command::ApprovalStarted).then(&approves, say::approve());
}

/// 같은 규정 제10조: a line of one to five, nobody twice, everybody still in service.
#[test]
fn a_line_has_one_to_five_different_people_in_service() {
    let case = accepted(Kind::Grievance);
    let refuses = |line: &[_]| case.refuses(&handler(), say::send(AnswerResult::Granted, line));
    assert_eq!(refuses(&[]), Refusal::ApprovalLineEmpty);
    assert_eq!(refuses(&[SEO, SEO]), Refusal::ApprovalLineInvalid);
    assert_eq!(refuses(&[KANG]), Refusal::ApprovalLineInvalid);
    assert_eq!(refuses(&[SEO, NAM, LEE, HAN, PARK, SONG]), Refusal::ApprovalLineTooLong);
    case.clone().then(&handler(), say::send(AnswerResult::Granted, &[SEO, NAM, LEE, HAN, PARK]));
}

/// 같은 규정 제10조: in the order of the line.
#[test]
fn the_last_in_the_line_waits_for_the_first() {
    let pending = sent().then(&reviewer(), Command::ApprovalStarted);
    assert_eq!(pending.refuses(&approver(), say::approve()), Refusal::NotYourTurn);
    let half = pending.then(&reviewer(), say::approve());
    assert_eq!(half.stage(), StageName::ApprovalPending);
    assert_eq!(half.refuses(&reviewer(), say::approve()), Refusal::NotYourTurn);
    assert!(half.refuses(&manager(), say::approve()).is_about_the_person());
    assert!(half.refuses(&handler(), say::approve()).is_about_the_person());
}

/// 법 제27조: the last approval is the answer; there is no second one.
#[test]
fn the_last_approval_answers_and_only_once() {
    let half = sent().then(&reviewer(), Command::ApprovalStarted).then(&reviewer(), say::approve());
    let mut whole = half;
    let events = whole.act(&approver(), &say::approve()).unwrap();
    assert!(matches!(events.as_slice(), [Event::Approved { .. }, Event::Answered { .. }]));
    assert!(matches!(whole.file.stage, Stage::Answered { result: AnswerResult::Granted, .. }));
    for again in [approver(), approval_system()] {
        assert!(matches!(whole.refuses(&again, say::approve()), Refusal::WrongStage { .. }));
    }
    assert!(matches!(
        whole.refuses(&handler(), say::send_up(AnswerResult::Granted)),
        Refusal::WrongStage { .. }
    ));
}

/// The seed: 반려 goes back to 처리자 접수, and the handler sends it again.
#[test]
fn a_returned_answer_is_drafted_and_sent_again() {
    let back = sent().then(&reviewer(), Command::ApprovalStarted).then(&reviewer(), say::send_back());
    assert_eq!(back.stage(), StageName::Accepted);
    assert_eq!(back.file.rounds[0].outcome, RoundOutcome::Returned);
    let answered = back.answered_with(AnswerResult::PartlyGranted);
    assert_eq!(answered.file.rounds.len(), 2);
    assert!(matches!(answered.file.stage, Stage::Answered { result: AnswerResult::PartlyGranted, .. }));
}

/// 대결: whoever minds the approver's desk approves in their place, and it is written so.
#[test]
fn a_stand_in_approves_for_the_absent_approver() {
    let pending = sent().then(&reviewer(), Command::ApprovalStarted);
    assert!(pending.refuses(&other_handler(), say::approve()).is_about_the_person());
    let reviewed = pending.then(&minding(PARK, SEO, Vec::new()), say::approve());
    assert_eq!(manners(&reviewed), [Manner::Reviewed]);
    let answered = reviewed.then(&minding(PARK, NAM, Vec::new()), say::approve());
    assert_eq!(manners(&answered), [Manner::Reviewed, Manner::Acting]);
    let by = answered.history.last().unwrap().by;
    assert_eq!(by, By::Officer { id: PARK, on_behalf_of: Some(NAM) });
}

/// 같은 규정 제10조 제2항: the line ends at the delegate, with the position; 대결 of 전결 shows both.
#[test]
fn a_delegated_line_ends_at_the_delegate() {
    let send = say::send_ending(AnswerResult::Granted, &[SEO], LineEnd::Delegate);
    let pending =
        accepted(Kind::Grievance).then(&handler(), send).then(&reviewer(), Command::ApprovalStarted);
    let own = pending.clone().then(&reviewer(), say::approve());
    assert_eq!((manners(&own), own.stage()), (vec![Manner::Delegated], StageName::Answered));
    assert!(
        own.history
            .iter()
            .any(|h| matches!(&h.event, Event::Approved { position: Some(title), .. } if title == "주무관"))
    );
    let acting = pending.then(&minding(PARK, SEO, Vec::new()), say::approve());
    assert_eq!(manners(&acting), [Manner::DelegatedActing]);
}

/// Nobody outside speaks of what passes the built-in line.
#[test]
fn the_outside_system_has_no_part_in_the_built_in_line() {
    assert!(sent().refuses(&approval_system(), Command::ApprovalStarted).is_about_the_person());
    let pending = sent().then(&reviewer(), Command::ApprovalStarted);
    for command in [say::approve(), say::send_back()] {
        assert!(pending.refuses(&approval_system(), command).is_about_the_person());
    }
}

fn manners(case: &Case) -> Vec<Manner> {
    let manner = |h: &domain::complaint::Happened| match h.event {
        Event::Approved { manner, .. } => Some(manner),
        _ => None,
    };
    case.history.iter().filter_map(manner).collect()
}

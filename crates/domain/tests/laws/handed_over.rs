//! 업무관리시스템: handed over, approved elsewhere, and what its messages mean for the file.

use domain::access::Scope;
use domain::complaint::{
    AnswerResult, ApprovalNews, ApprovalRoute, CallBack, Channel, Command, Contradiction, DocumentKey, Event,
    Kind, LineEnd, Past, Refusal, RoundOutcome, Stage, StageName, Visibility, Weighed, weigh,
};

use crate::common::case::{Case, handed_over};
use crate::common::city::{SONG, WORKS};
use crate::common::people::{
    approval_system, approver, citizen, receiver, sweep, works_handler, works_manager,
};
use crate::common::say;

fn of_round(round: u32, news: ApprovalNews) -> CallBack {
    let key = DocumentKey { complaint: handed_over().file.id, round };
    CallBack { key, digest: say::DIGEST.into(), news }
}

fn approved() -> ApprovalNews {
    ApprovalNews::Approved(say::sanction())
}

fn returned() -> ApprovalNews {
    ApprovalNews::Returned { reason: say::memo("근거를 더 적으십시오.") }
}

/// What the message means is done, as the office does it.
fn told(case: Case, message: &CallBack) -> Case {
    match weigh(&case.file, message) {
        Weighed::Act(acts) => acts.into_iter().fold(case, |case, act| case.then(&approval_system(), act)),
        Weighed::Known(_) | Weighed::Contradicts(_) => case,
    }
}

/// 규정 제8조: the outside system has its own line; ours is not sent with it.
#[test]
fn what_is_handed_over_carries_no_line_of_ours() {
    let case = Case::filed(Channel::Web).received_as(Kind::Grievance).accepted_by_song();
    let delegated = say::send_ending(AnswerResult::Granted, &[], LineEnd::Delegate);
    for send in [say::send_up(AnswerResult::Granted), delegated] {
        assert_eq!(case.refuses(&works_handler(), send), Refusal::ApprovalLineElsewhere);
    }
    let sent = handed_over();
    assert_eq!(sent.stage(), StageName::ApprovalSent);
    assert_eq!(sent.file.current_round().unwrap().route, ApprovalRoute::Outside);
}

/// 공익신고자 보호법 제12조: a sealed file passes the built-in line, whatever its agency has.
#[test]
fn a_sealed_file_never_leaves_for_another_system() {
    let sealed = Case::filed_as(Channel::Web, Visibility::Sealed, false)
        .then(&receiver(), say::receive(Kind::Grievance))
        .accepted_by_song();
    assert_eq!(
        sealed.refuses(&works_handler(), say::hand_over(AnswerResult::Granted)),
        Refusal::ApprovalLineEmpty
    );
    let sent = sealed.then(&works_handler(), say::send_up(AnswerResult::Granted));
    assert_eq!(sent.file.current_round().unwrap().route, ApprovalRoute::BuiltIn);
}

/// Nobody here approves what is approved elsewhere; the drafter still sees the file.
#[test]
fn only_the_outside_system_decides_what_was_handed_over() {
    let sent = handed_over();
    for by in [approver(), works_handler(), works_manager()] {
        assert!(sent.refuses(&by, Command::ApprovalStarted).is_about_the_person());
    }
    assert_eq!(sent.refuses(&works_manager(), say::recall()), Refusal::InApproval);
    assert!(Scope::of(&works_handler()).opens(&sent.file));
    let pending = sent.then(&approval_system(), Command::ApprovalStarted);
    assert!(pending.refuses(&works_manager(), say::approve()).is_about_the_person());
    // Approved there is somebody with a name; a bare word of ours is not enough.
    assert!(pending.refuses(&approval_system(), say::approve()).is_about_the_person());
    let answered = pending.then(&approval_system(), Command::ApprovedOutside { sanction: say::sanction() });
    assert!(matches!(answered.file.stage, Stage::Answered { .. }));
    assert_eq!(answered.file.rounds[0].outcome, RoundOutcome::Approved);
}

/// The system's messages come in any order: the end implies the beginning.
#[test]
fn an_approval_heard_before_its_beginning_counts() {
    let answered = told(handed_over(), &of_round(1, approved()));
    assert_eq!(answered.stage(), StageName::Answered);
    let late = of_round(1, ApprovalNews::Started);
    assert_eq!(weigh(&answered.file, &late), Weighed::Known(Past::Late));
    let back = told(handed_over(), &of_round(1, returned()));
    assert_eq!(back.stage(), StageName::Accepted);
    assert_eq!(weigh(&back.file, &late), Weighed::Known(Past::Late));
}

#[test]
fn the_same_message_twice_is_one_message() {
    let started = of_round(1, ApprovalNews::Started);
    let pending = told(handed_over(), &started);
    assert_eq!(weigh(&pending.file, &started), Weighed::Known(Past::Repeated));
    let answered = told(pending, &of_round(1, approved()));
    assert_eq!(weigh(&answered.file, &of_round(1, approved())), Weighed::Known(Past::Repeated));
    let answers = answered.history.iter().filter(|h| matches!(h.event, Event::Answered { .. })).count();
    assert_eq!(answers, 1);
}

/// 규정 제18조: approved is only the text that was frozen.
#[test]
fn an_approval_of_another_text_is_refused() {
    let message = CallBack { digest: "0".repeat(64), ..of_round(1, approved()) };
    assert_eq!(weigh(&handed_over().file, &message), Weighed::Contradicts(Contradiction::OtherText));
}

#[test]
fn a_message_about_an_earlier_round_changes_nothing() {
    let again = told(handed_over(), &of_round(1, returned()))
        .then(&works_handler(), say::hand_over(AnswerResult::Explained));
    for news in [ApprovalNews::Started, approved(), returned()] {
        assert_eq!(weigh(&again.file, &of_round(1, news)), Weighed::Known(Past::Superseded));
    }
    assert_eq!(told(again, &of_round(2, approved())).stage(), StageName::Answered);
}

#[test]
fn what_contradicts_the_file_is_told_and_not_done() {
    let contradicts = |case: &Case, message| match weigh(&case.file, &message) {
        Weighed::Contradicts(why) => why,
        other => panic!("{other:?}"),
    };
    let sent = handed_over();
    assert_eq!(contradicts(&sent, of_round(2, approved())), Contradiction::NoSuchRound);
    let answered = told(sent.clone(), &of_round(1, approved()));
    assert_eq!(contradicts(&answered, of_round(1, returned())), Contradiction::EndedOtherwise);
    let back = told(sent, &of_round(1, returned()));
    assert_eq!(contradicts(&back, of_round(1, approved())), Contradiction::EndedOtherwise);
    let built_in = Case::filed_as(Channel::Web, Visibility::Sealed, false)
        .received_as(Kind::Grievance)
        .accepted_by_song()
        .then(&works_handler(), say::send_up(AnswerResult::Granted));
    assert_eq!(contradicts(&built_in, of_round(1, approved())), Contradiction::NotHandedOver);
}

/// 법 제22조 제2항: the petitioner may take it back while it is being approved; the approval comes too late.
#[test]
fn an_approval_of_a_withdrawn_complaint_sends_nothing() {
    let withdrawn = handed_over().then(&citizen(), say::withdraw());
    assert_eq!(weigh(&withdrawn.file, &of_round(1, approved())), Weighed::Known(Past::FileEnded));
}

/// Half a working day: Tuesday 09:30 and four working hours is 14:30, for 12 to 13 is not counted.
#[test]
fn a_document_nobody_takes_up_is_told_once() {
    let sent = handed_over();
    assert_eq!(
        sent.clone().at("2026-03-10 14:30").refuses(&sweep(), Command::TellApprovalDelay),
        Refusal::ApprovalNotDelayed
    );
    let late = sent.at("2026-03-10 14:31");
    assert!(late.file.approval_not_started(&late.desk()).is_some());
    assert!(late.refuses(&works_manager(), Command::TellApprovalDelay).is_about_the_person());
    let told_once = late.then(&sweep(), Command::TellApprovalDelay);
    assert_eq!(told_once.refuses(&sweep(), Command::TellApprovalDelay), Refusal::ApprovalNotDelayed);
    assert_eq!(
        (told_once.file.holder().handler, told_once.file.holder().department),
        (Some(SONG), Some(WORKS))
    );
    let pending = told_once.then(&approval_system(), Command::ApprovalStarted);
    assert_eq!(pending.file.approval_not_started(&pending.desk()), None);
}

#[test]
fn a_document_has_one_key_written_one_way() {
    let key = DocumentKey { complaint: handed_over().file.id, round: 12 };
    assert_eq!(key.to_string().parse(), Ok(key));
    for odd in [
        "",
        ".",
        "x.1",
        &format!("{key}0x"),
        &key.to_string().replace(".12", ".012"),
        &key.to_string().to_uppercase().replace('F', "f "),
    ] {
        assert!(odd.parse::<DocumentKey>().is_err(), "{odd}");
    }
}

//! 인계: who leaves owns nothing afterwards, and a department that ends hands everything on.

use domain::complaint::{
    AnswerResult, Channel, Command, Kind, Refusal, RoundOutcome, Score, Stage, StageName,
};

use crate::common::case::{Case, accepted, at_stage, seoul_time};
use crate::common::city::{CLEANING, KIM, NAM, PARKS, ROADS, SEO, SONGPA, WORKS};
use crate::common::people::{
    agency_manager, citizen, cooperator, directory, handler, manager, parks_manager, receiver, reviewer,
    sweep, works_manager,
};
use crate::common::say;

#[test]
fn whoever_leaves_gives_the_file_back_to_the_department_at_every_stage_they_held() {
    for stage in
        [StageName::Assigned, StageName::Accepted, StageName::ApprovalSent, StageName::ApprovalPending]
    {
        let case = at_stage(stage, Case::filed(Channel::Web)).without(&[KIM], &[]);
        let due = case.due();
        let case = case.then(&directory(), say::take_over());
        assert_eq!(case.stage(), StageName::AtDepartment, "{stage:?}");
        assert_eq!(case.file.holder().department, Some(ROADS));
        assert!(case.file.rounds.iter().all(|round| round.outcome != RoundOutcome::UnderWay));
        assert_eq!(case.due(), due, "the clock knows nothing of people");
        assert_eq!(case.refuses(&directory(), say::take_over()), Refusal::NothingToHandOver, "done once");
        case.then(&manager(), say::assign(crate::common::city::PARK));
    }
}

#[test]
fn a_round_that_waits_for_somebody_gone_comes_back_to_the_handler() {
    for gone in [SEO, NAM] {
        let case = at_stage(StageName::ApprovalSent, Case::filed(Channel::Web)).without(&[gone], &[]);
        let case = case.then(&directory(), say::take_over());
        assert_eq!((case.stage(), case.file.holder().handler), (StageName::Accepted, Some(KIM)), "{gone:?}");
    }
    let approved =
        at_stage(StageName::ApprovalPending, Case::filed(Channel::Web)).then(&reviewer(), say::approve());
    let approved = approved.without(&[SEO], &[]);
    let refusal = approved.refuses(&directory(), say::take_over());
    assert_eq!(refusal, Refusal::NothingToHandOver, "who has approved already is not waited for");
}

#[test]
fn a_question_asked_again_goes_to_the_department_of_whoever_has_left() {
    let asked = at_stage(StageName::Answered, Case::filed(Channel::Web))
        .then(&citizen(), say::rate(Score::VeryPoor))
        .without(&[KIM], &[]);
    assert_eq!(
        asked.refuses(&directory(), say::take_over()),
        Refusal::NothingToHandOver,
        "nothing is owed yet"
    );
    let ended = asked.file.ended_at;
    let asked = asked.then(&citizen(), say::ask_again()).then(&directory(), say::take_over());
    assert_eq!(asked.file.holder().handler, None);
    assert_eq!(asked.file.ended_at, ended, "it was answered when it was");
    assert!(
        asked.file.desk_items().iter().all(|item| item.department == Some(ROADS) && item.officer.is_none())
    );
    asked.then(&manager(), say::answer_follow_up());
}

#[test]
fn a_department_that_ends_hands_on_its_files_with_the_handler_who_went_along() {
    let merged = [(ROADS, Some(WORKS))];
    let case = accepted(Kind::Grievance).without(&[], &merged).then(&directory(), say::take_over());
    let Stage::Accepted(there) = case.file.stage.clone() else { panic!("{:?}", case.file.stage) };
    assert_eq!((there.agency, there.department, there.handler), (SONGPA, WORKS, KIM));
    let unassigned = at_stage(StageName::AtDepartment, Case::filed(Channel::Web)).without(&[KIM], &merged);
    let unassigned = unassigned.then(&directory(), say::take_over());
    assert_eq!(unassigned.file.holder().department, Some(WORKS));
    unassigned.then(&works_manager(), say::assign(crate::common::city::SONG));
    let left = accepted(Kind::Grievance).without(&[KIM], &merged).then(&directory(), say::take_over());
    assert_eq!((left.stage(), left.file.holder().department), (StageName::AtDepartment, Some(WORKS)));
}

#[test]
fn a_question_to_a_department_that_ends_is_answered_by_the_one_that_follows() {
    let case = accepted(Kind::Grievance)
        .then(&handler(), say::cooperate(PARKS, seoul_time("2026-03-13 18:00")))
        .without(&[], &[(PARKS, Some(CLEANING)), (CLEANING, Some(WORKS))])
        .then(&directory(), say::take_over());
    assert_eq!(
        case.refuses(&cooperator(), say::opine(PARKS)),
        Refusal::NotYourPart { act: domain::complaint::Act::Opine }
    );
    let case = case.then(&works_manager(), say::opine(WORKS));
    assert_eq!(case.file.cooperations[0].department, WORKS, "handed on twice, it lies with the last");
}

#[test]
fn a_department_without_a_successor_keeps_what_it_has() {
    let case = accepted(Kind::Grievance).without(&[], &[(ROADS, None)]);
    assert_eq!(case.refuses(&directory(), say::take_over()), Refusal::NothingToHandOver);
}

#[test]
fn nothing_is_sent_or_asked_where_nobody_works_any_more() {
    let ended = [(PARKS, Some(ROADS))];
    let received = Case::filed(Channel::Web).received_as(Kind::Grievance).without(&[], &ended);
    assert_eq!(received.refuses(&receiver(), say::to_department(PARKS)), Refusal::DepartmentEnded);
    let case = accepted(Kind::Grievance).without(&[], &ended);
    let ask = say::cooperate(PARKS, seoul_time("2026-03-13 18:00"));
    assert_eq!(case.refuses(&handler(), ask), Refusal::DepartmentEnded);
}

#[test]
fn only_the_directory_says_who_has_left() {
    let case = accepted(Kind::Grievance).without(&[KIM], &[]);
    for who in [manager(), agency_manager(), parks_manager(), receiver(), handler(), citizen(), sweep()] {
        let refusal = case.refuses(&who, say::take_over());
        assert_eq!(refusal, Refusal::NotYourPart { act: domain::complaint::Act::HandOver });
    }
}

#[test]
fn an_ended_file_stays_as_it_was() {
    for stage in [StageName::Transferred, StageName::Closed, StageName::Withdrawn, StageName::Merged] {
        let case = at_stage(stage, Case::filed(Channel::Web)).without(&[KIM], &[(ROADS, Some(WORKS))]);
        assert_eq!(case.refuses(&directory(), say::take_over()), Refusal::NothingToHandOver, "{stage:?}");
    }
    let answered = accepted(Kind::Grievance).answered_with(AnswerResult::Granted);
    let answered = answered.without(&[], &[(ROADS, Some(WORKS))]);
    assert_eq!(
        answered.refuses(&directory(), say::take_over()),
        Refusal::NothingToHandOver,
        "old names stay"
    );
    assert!(matches!(say::take_over(), Command::HandOver { .. }));
}

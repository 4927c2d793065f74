//! 답변, 만족도와 추가답변, 이의신청.

use domain::complaint::{
    AnswerResult, Channel, Command, Kind, LineEnd, MOST_RATINGS, ObjectionRuling, Refusal, Score, Stage,
    StageName,
};
use jiff::civil::date;

use crate::common::case::seoul_time;
use crate::common::case::{Case, accepted, at_stage};
use crate::common::city::{NAM, SEO};
use crate::common::people::{
    citizen, connector, counsellor, handler, manager, neighbour, other_handler, receiver, sweep,
};
use crate::common::say;

fn answered() -> Case {
    accepted(Kind::Grievance).answered_with(AnswerResult::Explained)
}

fn refused(kind: Kind) -> Case {
    accepted(kind).answered_with(AnswerResult::Refused)
}

/// 법 제27조 제2항: who is refused is told why and what can be done about it.
#[test]
fn a_refusal_without_the_remedy_is_not_sent() {
    let (body, line, digest) = (say::body("받아들이지 않습니다."), vec![SEO, NAM], say::DIGEST.to_owned());
    let (result, ends) = (AnswerResult::Refused, LineEnd::Approver);
    let send = Command::SendForApproval { result, body: body.clone(), remedy: None, line, ends, digest };
    assert_eq!(accepted(Kind::Grievance).refuses(&handler(), send), Refusal::RemedyMissing);
    let received = Case::filed(Channel::Web).received_as(Kind::Inquiry);
    let at_once = Command::AnswerAtOnce { result, body, remedy: None };
    assert_eq!(received.refuses(&receiver(), at_once), Refusal::RemedyMissing);
}

/// 시행령 제16조: the receiver answers at once; what was distributed is the department's.
#[test]
fn only_the_intake_answers_at_once_and_only_before_distribution() {
    let received = Case::filed(Channel::Phone120).received_as(Kind::Other);
    received.clone().then(&counsellor(), say::answer_at_once(AnswerResult::Explained));
    let refusal = accepted(Kind::Other).refuses(&receiver(), say::answer_at_once(AnswerResult::Explained));
    assert!(matches!(refusal, Refusal::WrongStage { .. }));
}

/// The guide: 만족도 불만·매우불만인 민원이 추가답변 대상.
#[test]
fn only_a_poor_rating_asks_again() {
    assert_eq!(answered().refuses(&citizen(), say::ask_again()), Refusal::NotPoorlyRated);
    for score in Score::ALL {
        let rated = answered().then(&citizen(), say::rate(score));
        if score.is_poor() {
            rated.then(&citizen(), say::ask_again());
        } else {
            assert_eq!(rated.refuses(&citizen(), say::ask_again()), Refusal::NotPoorlyRated);
        }
    }
}

/// 시행령 제14조: a follow-up runs on its own seven working days.
#[test]
fn a_follow_up_has_its_own_deadline_and_its_own_answer() {
    let asked = answered()
        .at("2026-04-01 10:00")
        .then(&citizen(), say::rate(Score::VeryPoor))
        .then(&citizen(), say::ask_again());
    assert_eq!(asked.file.open_follow_up().map(|f| f.due_at), Some(seoul_time("2026-04-09 18:00")));
    assert_eq!(asked.refuses(&citizen(), say::ask_again()), Refusal::FollowUpOpen);
    assert!(asked.refuses(&other_handler(), say::answer_follow_up()).is_about_the_person());
    let told = asked.then(&handler(), say::answer_follow_up());
    assert_eq!(told.refuses(&handler(), say::answer_follow_up()), Refusal::NoFollowUpOpen);
    assert!(matches!(told.file.stage, Stage::Answered { .. }), "still answered, once");
}

/// The guide: 재질문 is repeatable; all ratings are kept, the last one counts.
#[test]
fn a_second_question_needs_a_new_poor_rating() {
    let told = answered()
        .then(&citizen(), say::rate(Score::VeryPoor))
        .then(&citizen(), say::ask_again())
        .later(1)
        .then(&manager(), say::answer_follow_up());
    assert_eq!(told.refuses(&citizen(), say::ask_again()), Refusal::NotPoorlyRated);
    let again = told.later(1).then(&citizen(), say::rate(Score::Poor)).then(&citizen(), say::ask_again());
    assert_eq!(again.file.follow_ups.len(), 2);
    let content = again.then(&citizen(), say::rate(Score::VeryGood));
    assert_eq!((content.file.ratings.len(), content.file.rating()), (3, Some(Score::VeryGood)));
}

/// Everything on a file has an end: the fiftieth rating is the last.
#[test]
fn fifty_ratings_are_kept_and_no_more() {
    let mut rated = answered();
    for _ in 0..MOST_RATINGS {
        rated = rated.later(1).then(&citizen(), say::rate(Score::Poor));
    }
    assert_eq!(rated.refuses(&citizen(), say::rate(Score::Good)), Refusal::RatingsSpent);
    rated.then(&citizen(), say::ask_again());
}

/// No officer and no stranger rates, and no connector what was not filed over there.
#[test]
fn the_petitioner_rates_and_nobody_else() {
    for who in [neighbour(), handler(), manager(), receiver(), sweep(), connector()] {
        assert!(answered().refuses(&who, say::rate(Score::VeryGood)).is_about_the_person());
    }
}

/// 국민신문고: what its petitioners did over there is brought in by the connector.
#[test]
fn the_connector_brings_in_what_was_done_at_epeople() {
    let there = at_stage(StageName::Answered, Case::filed(Channel::Epeople));
    there.then(&connector(), say::rate(Score::Poor)).then(&connector(), say::ask_again());
    let live = at_stage(StageName::Accepted, Case::filed(Channel::Epeople));
    live.then(&connector(), say::withdraw());
    let here = at_stage(StageName::Accepted, Case::filed(Channel::Web));
    assert!(here.refuses(&connector(), say::withdraw()).is_about_the_person());
}

/// 법 제35조 제1항: against the refusal of a 법정민원, and nothing else.
#[test]
fn only_a_refused_statutory_complaint_is_objected_to() {
    for kind in [Kind::Grievance, Kind::Inquiry, Kind::Suggestion, Kind::Other] {
        assert_eq!(refused(kind).refuses(&citizen(), say::object()), Refusal::NotObjectable);
    }
    let granted = accepted(Kind::Statutory).answered_with(AnswerResult::Granted);
    assert_eq!(granted.refuses(&citizen(), say::object()), Refusal::NotObjectable);
    refused(Kind::Statutory).then(&citizen(), say::object());
}

/// 법 제35조 제1항: within sixty days; 10 March and sixty days are 9 May.
#[test]
fn the_sixtieth_day_is_in_time_and_the_sixty_first_is_not() {
    refused(Kind::Statutory).at("2026-05-09 23:59").then(&citizen(), say::object());
    let late = refused(Kind::Statutory).at("2026-05-10 00:00");
    let last_day = date(2026, 5, 9);
    assert_eq!(late.refuses(&citizen(), say::object()), Refusal::ObjectionTooLate { last_day });
}

/// 법 제35조 제2항: whoever refused decides, also where the receiver refused at once.
#[test]
fn an_objection_is_decided_by_whoever_refused() {
    let dismiss = || say::decide_objection(ObjectionRuling::Dismissed);
    let open = refused(Kind::Statutory).then(&citizen(), say::object());
    assert_eq!(open.refuses(&citizen(), say::object()), Refusal::ObjectionOpen);
    assert!(open.refuses(&receiver(), dismiss()).is_about_the_person());
    let decided = open.then(&handler(), dismiss());
    assert_eq!(decided.refuses(&handler(), dismiss()), Refusal::NoObjectionOpen);
    Case::filed(Channel::Web)
        .received_as(Kind::Statutory)
        .then(&receiver(), say::answer_at_once(AnswerResult::Refused))
        .then(&citizen(), say::object())
        .then(&receiver(), dismiss());
}

/// 법 제22조 제2항: any time before the end, and not after.
#[test]
fn what_is_answered_is_not_withdrawn() {
    accepted(Kind::Grievance).then(&citizen(), say::withdraw());
    assert!(matches!(answered().refuses(&citizen(), say::withdraw()), Refusal::WrongStage { .. }));
    assert!(accepted(Kind::Grievance).refuses(&neighbour(), say::withdraw()).is_about_the_person());
}

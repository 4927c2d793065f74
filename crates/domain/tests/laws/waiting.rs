//! 진행상황 통지, 독촉, 현장조사, 종류 변경, 협조, 중간 답변: what time does to a file, and what does not move it.

use domain::complaint::{Command, Kind, Refusal};
use domain::period::Period;
use jiff::civil::date;

use crate::common::case::seoul_time;
use crate::common::case::{Case, accepted};
use crate::common::city::{CLEANING, PARKS, ROADS};
use crate::common::people::{
    approval_system, city_inspector, cooperator, handler, inspector, manager, parks_manager, receiver, sweep,
};
use crate::common::say;

/// 시행령 제23조: thirty days after receipt, and every thirty days after that.
#[test]
fn the_petitioner_hears_how_it_stands_every_thirty_days() {
    let case = accepted(Kind::Grievance);
    assert_eq!(
        case.clone().at("2026-04-09 09:29").refuses(&sweep(), Command::TellProgress),
        Refusal::ProgressNotDue
    );
    let told = case.at("2026-04-09 09:30").then(&sweep(), Command::TellProgress);
    assert_eq!(told.refuses(&sweep(), Command::TellProgress), Refusal::ProgressNotDue);
    told.at("2026-05-09 09:30").then(&sweep(), Command::TellProgress);
}

/// 시행령 제28조: a reminder is for what is overdue, a minute after the due moment at the earliest.
#[test]
fn what_is_in_time_is_not_urged() {
    let in_time = accepted(Kind::Grievance).at("2026-03-18 18:00");
    assert_eq!(in_time.refuses(&inspector(), say::remind()), Refusal::NotOverdue);
    let late = in_time.at("2026-03-18 18:01");
    assert!(late.refuses(&manager(), say::remind()).is_about_the_person());
    assert!(late.refuses(&approval_system(), say::remind()).is_about_the_person());
    late.then(&inspector(), say::remind())
        .then(&city_inspector(), say::remind())
        .then(&sweep(), say::remind());
}

/// 시행령 제17조 제4항·제5항: for a 고충민원, fourteen days, and once seven more.
#[test]
fn a_field_survey_is_for_a_grievance_and_lasts_two_weeks_and_one() {
    let (first, last) = (date(2026, 3, 11), date(2026, 3, 24));
    let inquiry = accepted(Kind::Inquiry);
    assert_eq!(inquiry.refuses(&handler(), say::visit(first, last)), Refusal::VisitOnlyForGrievance);
    let case = accepted(Kind::Grievance);
    let too_long = say::visit(first, date(2026, 3, 25));
    assert_eq!(case.refuses(&handler(), too_long), Refusal::VisitTooLong { days: 15 });
    assert_eq!(case.refuses(&handler(), say::visit(last, first)), Refusal::VisitTooLong { days: 0 });
    let seen = case.then(&handler(), say::visit(first, last));
    let (from, until) = (date(2026, 3, 25), date(2026, 3, 31));
    assert_eq!(
        seen.refuses(&handler(), say::visit(from, date(2026, 4, 1))),
        Refusal::VisitTooLong { days: 8 }
    );
    let again = seen.then(&handler(), say::visit(from, until));
    assert_eq!(again.refuses(&handler(), say::visit(until, until)), Refusal::VisitsSpent);
}

/// 시행령 제17조 제4항: the days of the survey do not count: 10, then 25–27, 30 and 31 March and 1 April.
#[test]
fn the_days_of_a_field_survey_do_not_count() {
    let seen = accepted(Kind::Grievance).then(&handler(), say::visit(date(2026, 3, 11), date(2026, 3, 24)));
    assert_eq!(seen.due(), seoul_time("2026-04-01 18:00"));
}

/// 시행령 제14조–제17조: another kind, another period, from the same receipt.
#[test]
fn a_file_of_another_kind_is_due_from_the_same_receipt() {
    let case = accepted(Kind::Grievance).at("2026-03-13 10:00");
    let moved = case.clone().then(&manager(), say::reclassify(Some(Kind::Suggestion), None));
    assert_eq!(moved.due(), seoul_time("2026-03-27 18:00"));
    assert_eq!(
        moved.file.clock.as_ref().map(|k| k.received_at),
        case.file.clock.as_ref().map(|k| k.received_at)
    );
    let shorter = case.clone().then(&manager(), say::reclassify(None, Some(Period::Days(6))));
    assert_eq!(shorter.due(), seoul_time("2026-03-17 18:00"));
    let longer = case.refuses(&manager(), say::reclassify(None, Some(Period::Days(8))));
    assert_eq!(longer, Refusal::PeriodFixed { kind: Kind::Grievance, fixed: Period::Days(7) });
    assert_eq!(case.refuses(&manager(), say::reclassify(None, None)), Refusal::NothingToChange);
}

/// 법 제36조: the period of a 법정민원 stands in the 민원편람 and must be named.
#[test]
fn a_statutory_complaint_is_not_received_without_its_period() {
    let kind = Kind::Statutory;
    let unnamed = Command::Receive { kind, category: None, period: None, visibility: None };
    let refusal = Case::filed(domain::complaint::Channel::Web).refuses(&receiver(), unnamed);
    assert_eq!(refusal, Refusal::PeriodMissing { kind });
    let changed = accepted(Kind::Grievance).refuses(&manager(), say::reclassify(Some(kind), None));
    assert_eq!(changed, Refusal::PeriodMissing { kind });
}

/// 법 제20조: the part-case lies inside the main period, is moved once before it lapses, and stops nothing.
#[test]
fn a_co_operation_ends_inside_the_main_period() {
    let case = accepted(Kind::Grievance);
    let due = case.due();
    let after = say::cooperate(PARKS, seoul_time("2026-03-18 18:01"));
    assert_eq!(case.refuses(&handler(), after), Refusal::ReplyByOutsidePeriod { due_at: Some(due) });
    let own = say::cooperate(ROADS, due);
    assert_eq!(case.refuses(&handler(), own), Refusal::CooperationWithSelf);
    let asked = case.then(&handler(), say::cooperate(PARKS, seoul_time("2026-03-13 18:00")));
    assert_eq!(asked.refuses(&handler(), say::cooperate(PARKS, due)), Refusal::CooperationOpenThere);
    assert_eq!(asked.due(), due);
    let moved = asked.clone().then(&cooperator(), say::extend_cooperation(PARKS, due));
    assert_eq!(
        moved.refuses(&cooperator(), say::extend_cooperation(PARKS, due)),
        Refusal::CooperationExtendedAlready
    );
    let late = asked.at("2026-03-13 18:01").refuses(&cooperator(), say::extend_cooperation(PARKS, due));
    assert!(matches!(late, Refusal::DeadlinePassed { .. }));
}

/// 법 제20조: the department that was asked answers, once.
#[test]
fn an_opinion_is_given_by_the_department_that_was_asked() {
    let asked =
        accepted(Kind::Grievance).then(&handler(), say::cooperate(PARKS, seoul_time("2026-03-13 18:00")));
    assert!(asked.refuses(&handler(), say::opine(PARKS)).is_about_the_person());
    assert_eq!(asked.refuses(&cooperator(), say::opine(CLEANING)), Refusal::NoCooperationOpen);
    let given = asked.then(&parks_manager(), say::opine(PARKS));
    assert_eq!(given.refuses(&cooperator(), say::opine(PARKS)), Refusal::NoCooperationOpen);
}

/// The guide: 중간 답변을 하여도 처리기간은 자동 연장 되지 않음.
#[test]
fn an_interim_answer_does_not_move_the_deadline() {
    let case = accepted(Kind::Grievance);
    let due = case.due();
    let told = case.then(&handler(), say::interim()).then(&manager(), say::interim());
    assert_eq!((told.due(), told.file.interim_answers), (due, 2));
}

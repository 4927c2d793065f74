//! 기간 연장: on what ground, how long, how often, how late.

use domain::complaint::{Command, GroundAsked, Kind, Refusal};
use domain::period::Period;

use crate::common::case::seoul_time;
use crate::common::case::{Case, accepted};
use crate::common::people::{citizen, handler, neighbour};
use crate::common::say;

const WEEK: Period = Period::Days(7);

fn extend(ground: GroundAsked) -> Command {
    say::extend(ground, WEEK)
}

fn extended_once() -> Case {
    accepted(Kind::Grievance).then(&handler(), extend(GroundAsked::FactFinding))
}

/// 시행령 제21조 제1항.
#[test]
fn four_grounds_extend() {
    use GroundAsked::*;
    for ground in [Cooperation, FactFinding, ForceMajeure, Equivalent] {
        accepted(Kind::Grievance).then(&handler(), extend(ground));
    }
}

/// 시행령 제21조 제2항.
#[test]
fn workload_late_assignment_and_absence_are_refused_by_name() {
    for ground in [GroundAsked::Workload, GroundAsked::LateAssignment, GroundAsked::HandlerAbsent] {
        let refusal = accepted(Kind::Grievance).refuses(&handler(), extend(ground));
        assert_eq!(refusal, Refusal::GroundForbidden { ground });
    }
}

/// 시행령 제21조 제1항: seven days from 10 March are over on the 18th, seven more on the 27th.
#[test]
fn an_extension_moves_the_due_date_by_its_length() {
    assert_eq!(accepted(Kind::Grievance).due(), seoul_time("2026-03-18 18:00"));
    assert_eq!(extended_once().due(), seoul_time("2026-03-27 18:00"));
}

/// 시행령 제21조 제1항: once by the office, once more only with the petitioner's consent, and never again.
#[test]
fn a_second_extension_needs_consent_and_a_third_is_never() {
    let once = extended_once();
    assert_eq!(once.refuses(&handler(), extend(GroundAsked::FactFinding)), Refusal::NeedsConsent);
    let twice = once
        .then(&handler(), say::ask_consent())
        .then(&citizen(), Command::ConsentToExtend)
        .then(&handler(), extend(GroundAsked::Equivalent));
    assert_eq!(twice.due(), seoul_time("2026-04-07 18:00"));
    assert_eq!(twice.refuses(&handler(), extend(GroundAsked::FactFinding)), Refusal::AlreadyExtendedTwice);
    assert_eq!(twice.refuses(&citizen(), Command::ConsentToExtend), Refusal::AlreadyExtendedTwice);
}

/// 시행령 제21조 제1항: the consent is the petitioner's, and given when it is needed.
#[test]
fn nobody_consents_beforehand_twice_or_for_somebody_else() {
    let consent = || Command::ConsentToExtend;
    assert_eq!(accepted(Kind::Grievance).refuses(&citizen(), consent()), Refusal::ConsentNotAsked);
    assert_eq!(extended_once().refuses(&citizen(), consent()), Refusal::ConsentNotAsked);
    let asked = || extended_once().then(&handler(), say::ask_consent());
    assert!(asked().refuses(&neighbour(), consent()).is_about_the_person());
    assert!(asked().refuses(&handler(), consent()).is_about_the_person());
    let given = asked().then(&citizen(), consent());
    assert_eq!(given.refuses(&citizen(), consent()), Refusal::ConsentGivenAlready);
}

/// 시행령 제21조 제1항: it is asked for by whoever handles the file, when it is needed, once an extension; and moves nothing.
#[test]
fn consent_is_asked_for_once_and_only_where_it_is_needed() {
    let ask = say::ask_consent;
    assert_eq!(accepted(Kind::Grievance).refuses(&handler(), ask()), Refusal::ConsentNotAsked);
    assert!(extended_once().refuses(&citizen(), ask()).is_about_the_person());
    let due = extended_once().due();
    let asked = extended_once().then(&handler(), ask());
    assert_eq!(asked.due(), due);
    assert_eq!(asked.refuses(&handler(), ask()), Refusal::ConsentAskedAlready);
    assert_eq!(asked.refuses(&handler(), extend(GroundAsked::FactFinding)), Refusal::ConsentAskedAlready);
    let given = asked.then(&citizen(), Command::ConsentToExtend);
    assert_eq!(given.refuses(&handler(), ask()), Refusal::ConsentGivenAlready);
    let twice = given.then(&handler(), extend(GroundAsked::FactFinding));
    assert_eq!(twice.refuses(&handler(), ask()), Refusal::AlreadyExtendedTwice);
}

/// 시행령 제21조 제1항: whoever has no way into the system agrees by telephone or letter; who handles the file records it
/// once, when it is needed, asked for here or not.
#[test]
fn consent_by_word_or_letter_is_recorded_by_whoever_handles_the_file() {
    let record = say::record_consent;
    assert_eq!(accepted(Kind::Grievance).refuses(&handler(), record()), Refusal::ConsentNotAsked);
    assert!(extended_once().refuses(&citizen(), record()).is_about_the_person());
    for recorded in [
        extended_once().then(&handler(), record()),
        extended_once().then(&handler(), say::ask_consent()).then(&handler(), record()),
    ] {
        assert_eq!(recorded.due(), extended_once().due());
        assert_eq!(recorded.refuses(&handler(), record()), Refusal::ConsentGivenAlready);
        assert_eq!(recorded.refuses(&handler(), say::ask_consent()), Refusal::ConsentGivenAlready);
        assert_eq!(recorded.refuses(&citizen(), Command::ConsentToExtend), Refusal::ConsentGivenAlready);
        let twice = recorded.then(&handler(), extend(GroundAsked::Equivalent));
        assert_eq!(twice.due(), seoul_time("2026-04-07 18:00"));
        assert_eq!(twice.refuses(&handler(), record()), Refusal::AlreadyExtendedTwice);
    }
}

/// 시행령 제21조 제1항: within the length of the original period, counted in the same manner.
#[test]
fn an_extension_is_never_longer_than_the_original_period() {
    for by in [Period::Days(8), Period::Days(30), Period::Weeks(1), Period::Months(1)] {
        let refusal =
            accepted(Kind::Grievance).refuses(&handler(), say::extend(GroundAsked::FactFinding, by));
        assert_eq!(refusal, Refusal::LongerThanOriginal { original: WEEK, asked: by });
    }
    let at_once = accepted(Kind::Other);
    let hours = |n| say::extend(GroundAsked::FactFinding, Period::Hours(n));
    let original = Period::Immediate;
    let asked = Period::Hours(4);
    assert_eq!(at_once.refuses(&handler(), hours(4)), Refusal::LongerThanOriginal { original, asked });
    at_once.then(&handler(), hours(3));
}

/// 법 제17조, 시행령 제21조: before the period is over, the last day still counts.
#[test]
fn the_last_day_is_in_time_and_the_day_after_is_not() {
    let due_at = seoul_time("2026-03-18 18:00");
    accepted(Kind::Grievance).at("2026-03-18 18:00").then(&handler(), extend(GroundAsked::FactFinding));
    let late = accepted(Kind::Grievance).at("2026-03-19 09:00");
    assert_eq!(
        late.refuses(&handler(), extend(GroundAsked::FactFinding)),
        Refusal::DeadlinePassed { due_at }
    );
}

/// 시행령 제20조: there is nothing to extend while the clock stands.
#[test]
fn what_waits_for_a_supplement_is_not_extended() {
    let waiting = accepted(Kind::Grievance).then(&handler(), say::request_supplement(7));
    assert_eq!(waiting.refuses(&handler(), extend(GroundAsked::FactFinding)), Refusal::ClockStands);
}

//! 보완: the clock stands, both days out; the petitioner's own days run by the Civil Code.

use domain::complaint::{AnswerResult, Command, Kind, Refusal};
use jiff::civil::date;

use crate::common::case::seoul_time;
use crate::common::case::{Case, accepted};
use crate::common::people::{citizen, handler, manager, neighbour, sweep};
use crate::common::say;

/// Asked on Wednesday, 11 March, for seven days.
fn asked() -> Case {
    accepted(Kind::Grievance).at("2026-03-11 15:00").then(&handler(), say::request_supplement(7))
}

/// 시행령 제20조: from the day it is sent to the day it arrives, both days out: 10, then 16–20 and 23 March.
#[test]
fn the_day_of_asking_and_the_day_of_arrival_do_not_count() {
    let waiting = asked();
    assert_eq!(waiting.file.due(&waiting.desk()).and_then(|due| due.at), None);
    let arrived = waiting.at("2026-03-13 09:10").then(&citizen(), say::supplement());
    assert_eq!(arrived.due(), seoul_time("2026-03-23 18:00"));
}

/// 민법 제157조: the day of asking is not counted.
#[test]
fn the_petitioner_has_the_whole_of_the_last_day() {
    let waiting = asked();
    assert_eq!(waiting.file.open_supplement().map(|s| s.reply_by), Some(date(2026, 3, 18)));
    let evening = waiting.at("2026-03-18 23:59");
    assert_eq!(evening.refuses(&sweep(), Command::LapseSupplement), Refusal::NoSupplementLapsed);
    evening.clone().then(&citizen(), say::supplement());
    evening.at("2026-03-19 00:00").then(&sweep(), Command::LapseSupplement);
}

/// 시행령 제24조, 제25조: asked, asked again, and then it is enough.
#[test]
fn what_lapsed_twice_is_not_asked_a_third_time() {
    let twice = asked()
        .at("2026-03-19 00:30")
        .then(&sweep(), Command::LapseSupplement)
        .then(&handler(), say::request_supplement(5))
        .at("2026-03-25 00:30")
        .then(&handler(), Command::LapseSupplement);
    assert_eq!(twice.refuses(&handler(), say::request_supplement(5)), Refusal::SupplementRoundsSpent);
}

/// 시행령 제24조: a reasonable period; none and two months are not.
#[test]
fn a_request_names_one_to_thirty_days() {
    for days in [0, 31, u16::MAX] {
        let refusal = accepted(Kind::Grievance).refuses(&handler(), say::request_supplement(days));
        assert_eq!(refusal, Refusal::SupplementPeriodOutOfRange);
    }
}

/// 법 제22조: one request at a time, answered by whom it was asked of, before the answer is drafted up.
#[test]
fn while_a_supplement_is_awaited_only_the_petitioner_moves_it() {
    let waiting = asked();
    assert_eq!(waiting.refuses(&handler(), say::request_supplement(7)), Refusal::SupplementOpen);
    assert_eq!(waiting.refuses(&handler(), say::send_up(AnswerResult::Granted)), Refusal::SupplementOpen);
    assert!(waiting.refuses(&neighbour(), say::supplement()).is_about_the_person());
    assert!(waiting.refuses(&handler(), say::supplement()).is_about_the_person());
    let arrived = waiting.then(&citizen(), say::supplement());
    assert_eq!(arrived.refuses(&citizen(), say::supplement()), Refusal::NoSupplementOpen);
}

/// 시행령 제20조: a recall does not start the clock again; the supplement does.
#[test]
fn a_file_recalled_while_it_waits_goes_on_waiting() {
    let recalled = asked().then(&manager(), say::recall());
    assert!(recalled.file.open_supplement().is_some());
    let arrived = recalled.at("2026-03-13 09:10").then(&citizen(), say::supplement());
    assert_eq!(arrived.due(), seoul_time("2026-03-23 18:00"));
}

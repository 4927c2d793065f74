//! What stops the clock, what lengthens it, and what does neither; each with its article.
#![expect(clippy::expect_used, reason = "a fault here is a failed test")]

mod clock_help;

use clock_help::{at, clock, due};
use domain::calendar::WorkCalendar;
use domain::deadline::{Extension, Line, Outage, Stop, Suspension, SuspensionGround};

fn suspended(from: &str, until: Option<&str>) -> Suspension {
    Suspension { ground: SuspensionGround::Supplement, from: at(from), until: until.map(at) }
}

fn outage(from: &str, until: Option<&str>) -> Outage {
    Outage { from: at(from), until: until.map(at), source: "정보시스템과 공지".into() }
}

fn extended(by: &str, decided: &str) -> Extension {
    Extension { by: by.parse().expect("a period"), decided_at: at(decided) }
}

/// 시행령 제20조, 행정절차법 시행령 제11조: the day of the request and the day of arrival are both out.
#[test]
fn both_end_days_of_a_supplement_are_out() {
    let with = |received: &str, period: &str, from: &str, until: &str| {
        let mut clock = clock(received, period);
        clock.suspensions.push(suspended(from, Some(until)));
        due(&clock)
    };
    // Wed 11 to Fri 13 are out: three working days.
    assert_eq!(with("2026-03-09 10:00", "7d", "2026-03-11 17:59", "2026-03-13 09:01"), "2026-03-20 18:00:00");
    // The whole of both days, in hours too: Tue 10 and Wed 11 are out.
    assert_eq!(with("2026-03-09 16:00", "8h", "2026-03-10 10:00", "2026-03-11 10:00"), "2026-03-12 16:00:00");
    // Sent and answered on the day of receipt: day one is the next.
    assert_eq!(with("2026-03-09 10:00", "6d", "2026-03-09 11:00", "2026-03-09 12:00"), "2026-03-17 18:00:00");
    assert_eq!(with("2026-03-09 10:00", "3h", "2026-03-09 11:00", "2026-03-09 12:00"), "2026-03-10 12:00:00");
    // Civil: every calendar day of it moves the end (Apr 10 + 5 = Apr 15).
    assert_eq!(with("2026-03-11 10:00", "1m", "2026-03-13 10:00", "2026-03-17 10:00"), "2026-04-15 18:00:00");
    // Civil, rolling after the shift (Apr 10 + 1 = Saturday).
    assert_eq!(with("2026-03-11 10:00", "1m", "2026-03-13 10:00", "2026-03-13 11:00"), "2026-04-13 18:00:00");
}

/// One day is out once, however many reasons there are.
#[test]
fn overlapping_suspensions_do_not_count_twice() {
    let mut clock = clock("2026-03-09 10:00", "7d");
    clock.suspensions.push(suspended("2026-03-11 10:00", Some("2026-03-12 10:00")));
    clock.suspensions.push(suspended("2026-03-12 14:00", Some("2026-03-13 10:00")));
    clock.outages.push(outage("2026-03-12 09:00", Some("2026-03-12 18:00")));
    assert_eq!(due(&clock), "2026-03-20 18:00:00");
}

/// 시행령 제20조: while a supplement is awaited there is no due date.
#[test]
fn an_open_suspension_stops_the_clock() {
    let mut clock = clock("2026-03-09 10:00", "7d");
    clock.suspensions.push(suspended("2026-03-11 10:00", None));
    assert_eq!(due(&clock), "stopped");
    let lines = clock.due(&WorkCalendar::published()).lines;
    let by = Stop::Suspension { ground: SuspensionGround::Supplement };
    assert_eq!(lines.last(), Some(&Line::Stopped { since: at("2026-03-11 10:00"), by }));
}

/// A request sent after the deadline revives nothing, and leaves its line.
#[test]
fn a_suspension_after_the_deadline_moves_nothing() {
    let mut clock = clock("2026-03-09 10:00", "3h");
    clock.suspensions.push(suspended("2026-03-09 14:00:01", None));
    assert_eq!(due(&clock), "2026-03-09 14:00:00");
    let lines = clock.due(&WorkCalendar::published()).lines;
    assert!(lines.iter().any(|line| matches!(line, Line::TooLate { .. })), "{lines:?}");
}

/// 시행령 제20조 제2호: hours lose the minutes, days the day, civil periods the day.
#[test]
fn an_outage_does_not_count() {
    let with = |received: &str, period: &str, from: &str, until: &str| {
        let mut clock = clock(received, period);
        clock.outages.push(outage(from, Some(until)));
        due(&clock)
    };
    assert_eq!(with("2026-03-10 10:00", "3h", "2026-03-10 11:30", "2026-03-10 13:10"), "2026-03-10 14:40:00");
    assert_eq!(with("2026-03-10 10:00", "3h", "2026-03-09 11:30", "2026-03-10 10:10"), "2026-03-10 14:10:00");
    assert_eq!(with("2026-03-09 10:00", "7d", "2026-03-10 17:59", "2026-03-10 23:00"), "2026-03-18 18:00:00");
    assert_eq!(with("2026-03-09 10:00", "7d", "2026-03-10 18:00", "2026-03-11 09:00"), "2026-03-17 18:00:00");
    assert_eq!(with("2026-03-09 10:00", "7d", "2026-03-10 12:00", "2026-03-10 13:00"), "2026-03-17 18:00:00");
    // Over before the receipt, on the same day: it held up nothing of this complaint.
    assert_eq!(with("2026-03-09 15:00", "7d", "2026-03-09 09:00", "2026-03-09 14:00"), "2026-03-17 18:00:00");
    assert_eq!(with("2026-03-09 18:10", "7d", "2026-03-09 09:00", "2026-03-09 18:30"), "2026-03-17 18:00:00");
    // Friday afternoon to Monday morning: two working days; a civil period is not given the weekend.
    assert_eq!(with("2026-03-09 10:00", "7d", "2026-03-13 17:00", "2026-03-16 10:00"), "2026-03-19 18:00:00");
    assert_eq!(with("2026-03-11 10:00", "1m", "2026-03-13 17:00", "2026-03-16 10:00"), "2026-04-13 18:00:00");
    assert_eq!(with("2026-03-12 10:00", "1m", "2026-03-13 17:00", "2026-03-16 10:00"), "2026-04-13 18:00:00");
}

#[test]
fn an_outage_that_goes_on_stops_the_clock() {
    let mut clock = clock("2026-03-09 10:00", "7d");
    clock.outages.push(outage("2026-03-10 10:00", None));
    assert_eq!(due(&clock), "stopped");
}

/// 시행령 제21조: more time goes on from the due date there was.
#[test]
fn an_extension_goes_on_from_the_due_date() {
    let with = |received: &str, period: &str, by: &[&str]| {
        let mut clock = clock(received, period);
        clock.extensions = by.iter().map(|by| extended(by, "2026-03-17 17:59")).collect();
        due(&clock)
    };
    assert_eq!(with("2026-03-09 10:00", "7d", &["7d"]), "2026-03-26 18:00:00");
    assert_eq!(with("2026-03-09 10:00", "7d", &["7d", "7d"]), "2026-04-06 18:00:00");
    // Three days added to seven are three working days, not 24 hours of a clock.
    assert_eq!(with("2026-03-09 10:00", "7d", &["3d"]), "2026-03-20 18:00:00");
    assert_eq!(with("2026-03-16 16:00", "3h", &["3h"]), "2026-03-17 14:00:00");
    assert_eq!(with("2026-03-16 16:00", "5d", &["5d"]), "2026-03-30 16:00:00");
    assert_eq!(with("2026-03-11 10:00", "1m", &["1m"]), "2026-05-11 18:00:00");
    assert_eq!(with("2026-03-11 10:00", "2w", &["2w"]), "2026-04-07 18:00:00");
}

/// Inside the extension the clock can be suspended like before it.
#[test]
fn a_suspension_inside_the_extension_counts_out() {
    let mut clock = clock("2026-03-09 10:00", "7d");
    clock.extensions.push(extended("7d", "2026-03-17 10:00"));
    clock.suspensions.push(suspended("2026-03-23 10:00", Some("2026-03-24 10:00")));
    assert_eq!(due(&clock), "2026-03-30 18:00:00");
}

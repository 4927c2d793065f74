//! What holds of every due date, whatever the receipt, the period and the interruptions.
#![expect(clippy::unwrap_used, reason = "a fault here is a failed test")]

use std::sync::LazyLock;

use domain::calendar::{CalendarVersion, Designation, WorkCalendar};
use domain::deadline::{
    Clock, Extension, Outage, Suspension, SuspensionGround, seoul, working_minutes_after,
    working_minutes_between,
};
use domain::period::{Period, Regime};
use jiff::civil::date;
use jiff::{Timestamp, ToSpan};
use proptest::prelude::*;

static CALENDAR: LazyLock<WorkCalendar> = LazyLock::new(WorkCalendar::published);

const SECONDS: std::ops::Range<i64> = 631_119_600..5_700_000_000; // 1990 to 2150

fn instant() -> impl Strategy<Value = Timestamp> {
    // Half of them near the present, where the law is richest.
    prop_oneof![SECONDS, 1_600_000_000..1_900_000_000_i64].prop_map(|at| Timestamp::from_second(at).unwrap())
}

fn period() -> impl Strategy<Value = Period> {
    prop_oneof![
        Just(Period::Immediate),
        (1..200_u16).prop_map(Period::Hours),
        (1..120_u16).prop_map(Period::Days),
        (1..60_u16).prop_map(Period::Weeks),
        (1..30_u16).prop_map(Period::Months),
        (1..11_u16).prop_map(Period::Years),
    ]
}

prop_compose! {
    fn disturbed()(
        received in instant(),
        period in period(),
        suspensions in prop::collection::vec((-86_400..4_000_000_i64, 0..2_000_000_i64), 0..4),
        outages in prop::collection::vec((-86_400..4_000_000_i64, 0..400_000_i64), 0..3),
        extensions in prop::collection::vec(1..20_u16, 0..3),
    ) -> Clock {
        let mut clock = Clock::new(received, period);
        let at = |offset: i64| received + jiff::SignedDuration::from_secs(offset);
        for (from, length) in suspensions {
            let ground = SuspensionGround::Hearing;
            clock.suspensions.push(Suspension { ground, from: at(from), until: Some(at(from + length)) });
        }
        for (from, length) in outages {
            clock.outages.push(Outage { from: at(from), until: Some(at(from + length)), source: "시험".into() });
        }
        for amount in extensions {
            let by = match period.regime() {
                Regime::WorkingHours => Period::Hours(amount),
                Regime::WorkingDays => Period::Days(amount),
                Regime::Civil => Period::Weeks(amount),
            };
            clock.extensions.push(Extension { by, decided_at: received });
        }
        clock
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_due_instant_lies_in_working_time_or_at_its_edge(clock in disturbed()) {
        let cal = CALENDAR.clone();
        let due = seoul::civil(clock.due(&cal).at.unwrap());
        let hour = due.hour();
        prop_assert!(cal.is_working_day(due.date()), "{due}");
        let edge = (due.time() == jiff::civil::time(12, 0, 0, 0)) || due.time() == jiff::civil::time(18, 0, 0, 0);
        prop_assert!((9..12).contains(&hour) || (13..18).contains(&hour) || edge, "{due}");
        prop_assert!(clock.due(&cal).at.unwrap() > clock.received_at);
    }

    #[test]
    fn received_later_is_never_due_earlier(a in instant(), wait in 0..3_000_000_i64, period in period()) {
        let cal = CALENDAR.clone();
        let due = |at| Clock::new(at, period).due_at(&cal);
        prop_assert!(due(a) <= due(a + jiff::SignedDuration::from_secs(wait)));
    }

    #[test]
    fn one_more_holiday_never_makes_it_earlier(clock in disturbed(), day in 0..400_i64) {
        let date = seoul::civil(clock.received_at).date() + day.days();
        let mut rows = WorkCalendar::designated();
        rows.push(Designation { date, name: "임시공휴일".into(), source: "시험".into() });
        let more = WorkCalendar::new(CalendarVersion(2), rows);
        // Outages are left out: one that fell on a day now off no longer gives its time back.
        let clock = Clock { outages: Vec::new(), ..clock };
        prop_assert!(clock.due_at(&CALENDAR) <= clock.due_at(&more));
    }

    #[test]
    fn one_more_suspension_never_makes_it_earlier(clock in disturbed(), from in 0..4_000_000_i64, long in 0..900_000_i64) {
        let cal = CALENDAR.clone();
        let from = clock.received_at + jiff::SignedDuration::from_secs(from);
        let until = Some(from + jiff::SignedDuration::from_secs(long));
        let mut more = clock.clone();
        more.suspensions.push(Suspension { ground: SuspensionGround::Supplement, from, until });
        prop_assert!(clock.due_at(&cal) <= more.due_at(&cal));
    }

    #[test]
    fn hours_between_receipt_and_due_are_the_period(received in instant(), hours in 1..2_000_u16) {
        let cal = CALENDAR.clone();
        let due = Clock::new(received, Period::Hours(hours)).due_at(&cal).unwrap();
        prop_assert_eq!(working_minutes_between(&cal, received, due), i64::from(hours) * 60);
        prop_assert_eq!(working_minutes_after(&cal, received, u32::from(hours) * 60), due);
        prop_assert_eq!(working_minutes_between(&cal, due, received), -i64::from(hours) * 60);
    }

    #[test]
    fn every_clock_is_explained_and_comes_back_from_json(clock in disturbed()) {
        let cal = CALENDAR.clone();
        let due = clock.due(&cal);
        prop_assert_eq!(due.at, clock.due_at(&cal));
        prop_assert!(due.lines.len() >= 3, "{:?}", due.lines);
        let json = serde_json::to_string(&clock).unwrap();
        prop_assert_eq!(serde_json::from_str::<Clock>(&json).unwrap(), clock);
        let json = serde_json::to_string(&due).unwrap();
        prop_assert_eq!(serde_json::from_str::<domain::deadline::Due>(&json).unwrap(), due);
    }
}

/// The lines in hours add up to the period.
#[test]
fn counted_time_adds_up() {
    use domain::deadline::Line;
    let cal = CALENDAR.clone();
    for hour in 0..24 {
        let received = seoul::instant(date(2026, 9, 23).at(hour, 17, 5, 0));
        let lines = Clock::new(received, Period::Days(5)).due(&cal).lines;
        let seconds: i64 = lines
            .iter()
            .map(|line| if let Line::CountedTime { seconds, .. } = line { *seconds } else { 0 })
            .sum();
        assert_eq!(seconds, 5 * 8 * 3_600, "{lines:?}");
    }
}

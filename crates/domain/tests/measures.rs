//! 통계 지표 over files: the table of what each way of ending adds to the figures.
#![expect(clippy::unwrap_used, reason = "a fault here is a failed test")]

use domain::calendar::WorkCalendar;
use domain::deadline::{Clock, Extension, Outage, Spent, Suspension, SuspensionGround, seoul};
use domain::period::Period;
use jiff::Timestamp;

fn at(text: &str) -> Timestamp {
    seoul::parse(text).unwrap()
}

fn spent(clock: &Clock, ended: &str) -> Spent {
    clock.spent(&WorkCalendar::published(), at(ended)).unwrap()
}

/// Received on Tuesday, 10 March 2026 at 10:00, to be answered within seven days: by Wednesday the 18th, 18:00.
fn seven_days() -> Clock {
    Clock::new(at("2026-03-10 10:00"), Period::Days(7))
}

const ALLOWED: u64 = (7 + 6 * 8) * 60;

#[test]
fn allowed_and_used_are_working_time_from_the_receipt() {
    for (ended, used) in [
        ("2026-03-10 10:00", 0),
        ("2026-03-10 11:30", 90),
        ("2026-03-10 18:00", 7 * 60),
        ("2026-03-14 12:00", (7 + 3 * 8) * 60),
        ("2026-03-18 18:00", ALLOWED),
        ("2026-03-19 10:00", ALLOWED + 60),
        // A clock set wrong somewhere: never less than nothing.
        ("2026-03-09 10:00", 0),
    ] {
        assert_eq!(spent(&seven_days(), ended), Spent { allowed: ALLOWED, used }, "{ended}");
    }
}

#[test]
fn an_extension_gives_no_time_to_save() {
    let mut clock = seven_days();
    clock.extensions.push(Extension { by: Period::Days(7), decided_at: at("2026-03-18 10:00") });
    assert_eq!(spent(&clock, "2026-03-19 10:00"), Spent { allowed: ALLOWED, used: ALLOWED + 60 });
}

#[test]
fn a_supplement_and_an_outage_count_for_neither() {
    let mut clock = seven_days();
    clock.suspensions.push(Suspension {
        ground: SuspensionGround::Supplement,
        from: at("2026-03-11 10:00"),
        until: Some(at("2026-03-12 15:00")),
    });
    assert_eq!(spent(&clock, "2026-03-13 18:00"), Spent { allowed: ALLOWED, used: (7 + 8) * 60 });
    let mut clock = Clock::new(at("2026-03-10 10:00"), Period::Hours(8));
    let source = "서울특별시 공고".to_owned();
    clock.outages.push(Outage { from: at("2026-03-10 13:00"), until: Some(at("2026-03-10 15:00")), source });
    assert_eq!(spent(&clock, "2026-03-10 16:00"), Spent { allowed: 8 * 60, used: 3 * 60 });
}

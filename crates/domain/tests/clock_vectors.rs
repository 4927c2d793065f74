//! The statutory clock in sentences one could dispute, each with its article.

mod clock_help;

use clock_help::{at, clock, due};
use domain::calendar::{CalendarVersion, Designation, WorkCalendar};
use domain::deadline::{
    Clock, Extension, Line, Outage, Suspension, SuspensionGround, civil_days_after, working_days_between,
    working_minutes_after,
};
use domain::period::Period;
use jiff::Timestamp;
use jiff::civil::date;

#[track_caller]
fn check(received: &str, period: &str, expected: &str) {
    let shown = due(&clock(received, period));
    assert_eq!(shown.strip_suffix(":00").unwrap_or(&shown), expected, "{received} + {period}");
}

/// 민원처리법 제19조, over 추석 and 개천절 of 2026 and the turn of the year.
#[test]
fn the_worked_examples_come_out() {
    check("2026-09-23 17:30", "7d", "2026-10-06 18:00");
    check("2026-12-24 15:00", "14d", "2027-01-14 18:00");
    check("2026-09-23 17:30", "immediate", "2026-09-28 11:30");
    check("2026-09-23 17:30", "3h", "2026-09-28 11:30");
    check("2026-09-23 17:30", "8h", "2026-09-28 17:30");
    check("2026-07-16 12:30", "1h", "2026-07-16 14:00");
}

/// 제19조 제1항: one day is eight working hours, from the instant of receipt, its seconds kept.
#[test]
fn days_up_to_five_are_working_hours() {
    check("2026-03-10 10:15:20", "1d", "2026-03-11 10:15:20");
    check("2026-03-10 10:15", "5d", "2026-03-17 10:15");
    check("2026-03-10 09:00", "5d", "2026-03-16 18:00");
    check("2026-03-10 10:15", "6d", "2026-03-17 18:00");
}

/// 제19조 제1항: outside working hours the count begins at the next working minute.
#[test]
fn receipt_outside_working_hours_waits_for_the_next_working_minute() {
    check("2026-03-10 07:00", "2h", "2026-03-10 11:00");
    check("2026-03-10 12:00", "2h", "2026-03-10 15:00");
    check("2026-03-10 12:30", "2h", "2026-03-10 15:00");
    check("2026-03-10 18:00", "2h", "2026-03-11 11:00");
    check("2026-03-10 23:59:59", "2h", "2026-03-11 11:00");
    check("2026-03-14 10:00", "2h", "2026-03-16 11:00");
    check("2026-03-13 18:00", "2h", "2026-03-16 11:00");
}

/// A sum that ends where work pauses is due then: 12:00 and 18:00, not 13:00 and 09:00.
#[test]
fn a_tie_takes_the_earlier_instant() {
    check("2026-03-10 15:00", "3h", "2026-03-10 18:00");
    check("2026-03-10 09:00", "3h", "2026-03-10 12:00");
    check("2026-03-13 18:00", "8h", "2026-03-16 18:00");
    let lines = clock("2026-03-13 15:00", "3h").due(&WorkCalendar::published()).lines;
    let tie = Line::Tie { at: at("2026-03-13 18:00"), not: at("2026-03-16 09:00") };
    assert!(lines.contains(&tie), "{lines:?}");
}

/// 제19조 제2항: the first day counts whatever the hour, if it is a working day.
#[test]
fn six_days_and_more_count_the_day_of_receipt() {
    check("2026-03-09 00:00", "6d", "2026-03-16 18:00");
    check("2026-03-09 23:59", "6d", "2026-03-16 18:00");
    check("2026-03-07 10:00", "6d", "2026-03-16 18:00");
    check("2026-03-08 10:00", "6d", "2026-03-16 18:00");
    check("2026-03-06 18:30", "6d", "2026-03-13 18:00");
}

/// 제19조 제3항, 민법 제160조: the day before the corresponding one; without one, the month's last.
#[test]
fn civil_periods_end_the_day_before_the_corresponding_day() {
    check("2026-03-10 10:00", "1w", "2026-03-16 18:00");
    check("2026-03-10 10:00", "2w", "2026-03-23 18:00");
    check("2026-03-11 10:00", "1m", "2026-04-10 18:00");
    check("2027-03-01 10:00", "1m", "2027-03-31 18:00");
    check("2029-01-31 10:00", "1m", "2029-02-28 18:00");
    check("2028-01-31 10:00", "1m", "2028-02-29 18:00");
    check("2024-02-29 10:00", "1y", "2025-02-28 18:00");
    check("2026-12-15 10:00", "1m", "2027-01-14 18:00");
    check("2025-07-01 10:00", "1y", "2026-06-30 18:00");
}

/// 민법 제161조: a last day off moves on; days off inside the span count.
#[test]
fn a_civil_last_day_that_is_off_moves_on() {
    check("2026-09-19 10:00", "1w", "2026-09-28 18:00");
    check("2026-09-03 10:00", "1m", "2026-10-02 18:00");
    check("2026-09-04 10:00", "1m", "2026-10-06 18:00");
    check("2026-03-14 10:00", "1w", "2026-03-20 18:00");
}

/// 공휴일에 관한 법률: a day designated later moves the date, under another edition of the calendar.
#[test]
fn a_holiday_designated_later_moves_the_date() {
    let mut rows = WorkCalendar::designated();
    rows.push(Designation {
        date: date(2026, 10, 2), name: "임시공휴일".into(), source: "국무회의".into()
    });
    let (before, after) = (WorkCalendar::published(), WorkCalendar::new(CalendarVersion(2), rows));
    for (period, old, new) in
        [("7d", "2026-10-06 18:00", "2026-10-07 18:00"), ("5d", "2026-10-02 17:30", "2026-10-06 17:30")]
    {
        let clock = clock("2026-09-23 17:30", period);
        assert_eq!(clock.due(&before).at, Some(at(old)));
        assert_eq!(clock.due(&after).at, Some(at(new)));
        assert_eq!((clock.due(&before).calendar.0, clock.due(&after).calendar.0), (1, 2));
    }
    let lines = clock("2026-09-23 17:30", "7d").due(&after).lines;
    let named = |line: &Line| {
        matches!(line, Line::DaysOff { holidays, .. }
        if holidays.iter().any(|it| it.date == date(2026, 10, 2)))
    };
    assert!(lines.iter().any(named), "{lines:?}");
}

/// 민법 제157조, 시행규칙 제9조: periods for a supplement do not count their first day.
#[test]
fn a_supplement_period_does_not_count_its_first_day() {
    let cal = WorkCalendar::published();
    assert_eq!(civil_days_after(&cal, date(2026, 3, 10), 10), date(2026, 3, 20));
    assert_eq!(civil_days_after(&cal, date(2026, 3, 11), 10), date(2026, 3, 23));
    assert_eq!(civil_days_after(&cal, date(2026, 9, 14), 10), date(2026, 9, 28));
}

/// 시행령 제6조 제8항, 제13조: one, three and eight working hours.
#[test]
fn the_limits_of_receipt_and_handing_on_are_working_hours() {
    let cal = WorkCalendar::published();
    assert_eq!(working_minutes_after(&cal, at("2026-09-23 17:30"), 480), at("2026-09-28 17:30"));
    assert_eq!(working_minutes_after(&cal, at("2026-09-23 17:30"), 60), at("2026-09-28 09:30"));
    assert_eq!(working_days_between(&cal, date(2026, 9, 23), date(2026, 9, 29)), 2);
    assert_eq!(working_days_between(&cal, date(2026, 9, 29), date(2026, 9, 23)), -2);
}

#[test]
fn thirty_days_read_in_a_dozen_lines() {
    let due = clock("2026-09-19 17:30", "30d").due(&WorkCalendar::published());
    assert!((4..=12).contains(&due.lines.len()), "{:#?}", due.lines);
    let text = serde_json::to_string(&due).expect("json");
    assert!(text.contains("+09:00") && text.contains(r#""kind":"days_off""#), "{text}");
    assert_eq!(serde_json::from_str::<domain::deadline::Due>(&text).expect("json"), due);
}

#[test]
fn no_instant_and_no_period_panics() {
    let cal = WorkCalendar::published();
    let instants = [
        Timestamp::MIN,
        at("1989-12-31 23:59"),
        at("1990-01-01 00:00"),
        at("2150-12-31 23:59"),
        Timestamp::MAX,
    ];
    let periods = [
        Period::Immediate,
        Period::Hours(0),
        Period::Hours(u16::MAX),
        Period::Days(0),
        Period::Days(u16::MAX),
        Period::Weeks(0),
        Period::Weeks(u16::MAX),
        Period::Months(u16::MAX),
        Period::Years(u16::MAX),
    ];
    for received in instants {
        for period in periods {
            let mut clock = Clock::new(received, period);
            let _ = clock.due(&cal);
            for from in instants {
                for until in instants {
                    let ground = SuspensionGround::Hearing;
                    clock.suspensions = vec![Suspension { ground, from, until: Some(until) }];
                    clock.outages = vec![Outage { from: until, until: Some(from), source: String::new() }];
                    clock.extensions = vec![Extension { by: period, decided_at: from }];
                    let _ = clock.due(&cal);
                }
            }
        }
        let _ = working_minutes_after(&cal, received, u32::MAX);
    }
    let outside = Clock::new(at("2151-01-01 00:00"), Period::Days(7)).due(&cal);
    assert!(outside.at.is_none() && matches!(outside.lines.last(), Some(Line::OutsideCalendar { .. })));
}

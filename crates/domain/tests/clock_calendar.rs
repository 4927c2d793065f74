//! The working calendar, against the dates published for 2025–2028 and the history of substitutes.

use domain::calendar::{Basis, CalendarVersion, Designation, WorkCalendar};
use jiff::civil::{Date, date};

fn published(year: i16) -> Vec<String> {
    let off = |day: &Date| day.weekday().to_monday_zero_offset() >= 5;
    let cal = WorkCalendar::published();
    let show = |holiday: &domain::calendar::Holiday| {
        let mark = if matches!(holiday.basis, Basis::Substitute { .. }) { "*" } else { "" };
        let weekend = if off(&holiday.date) { "~" } else { "" };
        format!("{}/{}{mark}{weekend}", holiday.date.month(), holiday.date.day())
    };
    cal.holidays(year).iter().map(show).collect()
}

/// `*` a substitute, `~` on a weekend.
#[test]
fn the_published_years_come_out_to_the_day() {
    let expected = [
        (
            2025,
            "1/1 1/27 1/28 1/29 1/30 3/1~ 3/3* 5/5 5/6* 6/3 6/6 8/15 10/3 10/5~ 10/6 10/7 10/8* 10/9 12/25",
        ),
        (
            2026,
            "1/1 2/16 2/17 2/18 3/1~ 3/2* 5/1 5/5 5/24~ 5/25* 6/3 6/6~ 7/17 8/15~ 8/17* 9/24 9/25 9/26~ \
             10/3~ 10/5* 10/9 12/25",
        ),
        (
            2027,
            "1/1 2/6~ 2/7~ 2/8 2/9* 3/1 5/1~ 5/3* 5/5 5/13 6/6~ 7/17~ 7/19* 8/15~ 8/16* 9/14 9/15 9/16 \
             10/3~ 10/4* 10/9~ 10/11* 12/25~ 12/27*",
        ),
        (2028, "1/1~ 1/26 1/27 1/28 3/1 4/12 5/1 5/2 5/5 6/6 7/17 8/15 10/2 10/3 10/4 10/5* 10/9 12/25"),
    ];
    for (year, days) in expected {
        assert_eq!(published(year).join(" "), days, "{year}");
    }
}

/// 제3조 as it stood: 2014 feasts and children, 2021-08-15 national days, 2023 faiths, 2026 the new two.
#[test]
fn substitutes_begin_when_the_law_began_them() {
    let cal = WorkCalendar::published();
    let substitute =
        |day: Date| cal.holiday(day).is_some_and(|it| matches!(it.basis, Basis::Substitute { .. }));
    let begun = [
        date(2014, 9, 10),
        date(2015, 9, 29),
        date(2017, 10, 6),
        date(2018, 5, 7),
        date(2021, 8, 16),
        date(2021, 10, 4),
        date(2021, 10, 11),
        date(2023, 5, 29),
        date(2026, 3, 2),
        date(2027, 5, 3),
        date(2027, 7, 19),
    ];
    for day in begun {
        assert!(substitute(day), "{day} is a substitute");
    }
    let not_yet = [
        date(2013, 2, 12),  // 설날 on Sunday, before 2014
        date(2013, 5, 6),   // 어린이날 on Sunday, before 2014
        date(2020, 3, 2),   // 3·1절 on Sunday, before 2021
        date(2021, 12, 27), // 성탄절 on Saturday, before 2023
        date(2022, 5, 9),   // 부처님오신날 on Sunday, before 2023
        date(2022, 12, 26),
        date(2027, 6, 7), // 현충일 is never replaced
        date(2028, 1, 3), // nor is 1 January
    ];
    for day in not_yet {
        assert!(!substitute(day) && cal.is_working_day(day), "{day} is worked");
    }
}

#[test]
fn holidays_come_and_go_with_the_law() {
    let cal = WorkCalendar::published();
    for (kept, dropped) in [
        (date(2007, 7, 17), date(2008, 7, 17)),
        (date(2026, 7, 17), date(2025, 7, 17)),
        (date(2026, 5, 1), date(2025, 5, 1)),
        (date(2005, 4, 5), date(2006, 4, 5)),
        (date(2013, 10, 9), date(2012, 10, 9)),
        (date(1998, 1, 2), date(2001, 1, 2)),
    ] {
        assert!(!cal.is_working_day(kept), "{kept}");
        assert!(cal.is_working_day(dropped), "{dropped}");
    }
}

/// 2029-style collisions: 개천절 on Saturday and 추석 on Sunday would share Monday; the later moves on.
#[test]
fn of_two_substitutes_on_one_day_the_later_moves_on() {
    let cal = WorkCalendar::published();
    let (year, names) = (2028..2100)
        .find_map(|year| {
            let days = cal.holidays(year);
            let two = days.windows(2).find(|pair| {
                pair.iter().all(|it| matches!(it.basis, Basis::Substitute { .. }))
                    && pair[0].date.tomorrow().unwrap() == pair[1].date
            })?;
            Some((year, two.to_vec()))
        })
        .expect("it happens this century");
    assert_ne!(names[0].name, names[1].name, "{year}");
    assert!(names.iter().all(|it| !cal.is_working_day(it.date)));
}

#[test]
fn a_designated_day_keeps_its_name_and_source() {
    let row = Designation {
        date: date(2026, 12, 28),
        name: "임시공휴일".into(),
        source: "국무회의 의결 2026. 12. 1.".into(),
    };
    let cal = WorkCalendar::new(CalendarVersion(2), vec![row.clone()]);
    let holiday = cal.holiday(row.date).unwrap();
    assert_eq!((holiday.name, holiday.basis), (row.name, Basis::Designated { source: row.source }));
    assert!(!cal.is_working_day(row.date));
    assert_ne!(cal, WorkCalendar::new(CalendarVersion(2), vec![]));
}

#[test]
fn designating_a_day_that_is_off_already_changes_nothing() {
    let row = |date| Designation { date, name: "임시공휴일".into(), source: "시험".into() };
    let plain = WorkCalendar::new(CalendarVersion(1), vec![]);
    let cal = WorkCalendar::new(CalendarVersion(1), vec![row(date(2026, 5, 5)), row(date(2026, 5, 9))]);
    assert_eq!(plain.holiday(date(2026, 5, 5)), cal.holiday(date(2026, 5, 5)));
    assert_eq!(plain.next_working_day(date(2026, 5, 4)), cal.next_working_day(date(2026, 5, 4)));
}

/// 설날 by the Korean calendar, which parts from the Chinese one in 1997.
#[test]
fn the_lunar_days_are_korean() {
    let cal = WorkCalendar::published();
    for day in [date(1997, 2, 8), date(2026, 2, 17), date(2050, 1, 23), date(2100, 2, 9)] {
        assert_eq!(cal.holiday(day).map(|it| it.name).as_deref(), Some("설날"), "{day}");
    }
}

#[test]
fn every_year_has_its_holidays_and_no_day_beyond_the_calendar_panics() {
    let cal = WorkCalendar::published();
    for year in 1990..=2150 {
        assert!((12..=27).contains(&cal.holidays(year).len()), "{year}: {}", cal.holidays(year).len());
    }
    for day in [Date::MIN, Date::MAX, date(1989, 1, 1), date(2199, 12, 31), date(2200, 1, 1)] {
        let _ = (cal.holiday(day), cal.is_working_day(day), cal.next_working_day(day));
    }
    assert!(cal.holidays(i16::MIN).is_empty() && cal.holidays(9999).is_empty());
}

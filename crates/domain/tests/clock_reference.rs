//! The clock against a plain reckoning that walks minute by minute and day by day.
#![expect(clippy::unwrap_used, reason = "a fault here is a failed test")]

use domain::calendar::WorkCalendar;
use domain::deadline::{Clock, Outage, Suspension, SuspensionGround, seoul};
use domain::period::Period;
use jiff::civil::{Date, DateTime, date};
use jiff::{Timestamp, ToSpan};

/// A small generator: the same receipts every time, without a seed to keep.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u64) -> i64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i64::try_from((self.0 >> 33) % bound).unwrap()
    }

    fn minute(&mut self) -> DateTime {
        let day = date(2019, 1, 1) + self.below(4_000).days();
        day.at(0, 0, 0, 0) + self.below(1_440).minutes()
    }
}

/// Ticks off the minutes of each day one by one; due when the last of them is over.
fn slow_hours(cal: &WorkCalendar, clock: &Clock, minutes: u32) -> DateTime {
    let local = |it: Timestamp| seoul::civil(it);
    let suspended = |day: Date| {
        clock
            .suspensions
            .iter()
            .any(|it| local(it.from).date() <= day && day <= local(it.until.unwrap()).date())
    };
    let outages: Vec<(DateTime, DateTime)> =
        clock.outages.iter().map(|it| (local(it.from), local(it.until.unwrap()))).collect();
    let received = local(clock.received_at);
    let mut left = minutes;
    for day in received.date().series(1.day()) {
        if !cal.is_working_day(day) || suspended(day) {
            continue;
        }
        for hour in [9, 10, 11, 13, 14, 15, 16, 17] {
            for minute in 0..60 {
                let minute = day.at(hour, minute, 0, 0);
                let out = outages.iter().any(|(from, until)| *from <= minute && minute < *until);
                if minute < received || out {
                    continue;
                }
                left -= 1;
                if left == 0 {
                    return minute + 1.minute();
                }
            }
        }
    }
    panic!("time ended")
}

fn slow_days(cal: &WorkCalendar, clock: &Clock, count: u16) -> Date {
    let out = |day: Date| {
        let suspended = clock
            .suspensions
            .iter()
            .any(|it| seoul::civil(it.from).date() <= day && day <= seoul::civil(it.until.unwrap()).date());
        let touched = |it: &Outage| {
            let worked = [(9, 12), (13, 18)].map(|(from, until)| {
                let from = seoul::instant(day.at(from, 0, 0, 0)).max(it.from).max(clock.received_at);
                from < seoul::instant(day.at(until, 0, 0, 0)).min(it.until.unwrap())
            });
            worked.contains(&true)
        };
        suspended || clock.outages.iter().any(touched)
    };
    let mut day = seoul::civil(clock.received_at).date();
    let mut left = count;
    loop {
        if cal.is_working_day(day) && !out(day) {
            left -= 1;
        }
        if left == 0 {
            return day;
        }
        day = day.tomorrow().unwrap();
    }
}

/// Civil periods by walking: a corresponding day is searched, not computed.
fn slow_civil(cal: &WorkCalendar, received: Date, months: i16) -> Date {
    let (mut year, mut month) = (received.year(), i16::from(received.month()) + months);
    while month > 12 {
        (year, month) = (year + 1, month - 12);
    }
    let month = i8::try_from(month).unwrap();
    let mut end = match Date::new(year, month, received.day()) {
        Ok(corresponding) => corresponding.yesterday().unwrap(),
        Err(_) => Date::new(year, month, 1).unwrap().last_of_month(),
    };
    while !cal.is_working_day(end) {
        end = end.tomorrow().unwrap();
    }
    end
}

fn at(minute: DateTime) -> Timestamp {
    seoul::instant(minute)
}

/// Up to two suspensions and an outage that begin soon enough to matter to a period of ten days or more.
fn disturb(dice: &mut Dice, clock: &mut Clock) {
    let start = seoul::civil(clock.received_at);
    for _ in 0..dice.below(3) {
        let from = start + dice.below(4 * 1_440).minutes();
        let until = from + dice.below(6 * 1_440).minutes();
        let ground = SuspensionGround::Supplement;
        clock.suspensions.push(Suspension { ground, from: at(from), until: Some(at(until)) });
    }
    if dice.below(2) == 0 {
        let from = start + (dice.below(6 * 1_440) - 1_440).minutes();
        let until = from + dice.below(3 * 1_440).minutes();
        clock.outages.push(Outage { from: at(from), until: Some(at(until)), source: String::new() });
    }
}

#[test]
fn hours_agree_with_walking_the_minutes() {
    let (cal, mut dice) = (WorkCalendar::published(), Dice(1));
    for _ in 0..2_500 {
        let hours = u16::try_from(dice.below(40) + 1).unwrap();
        let clock = Clock::new(at(dice.minute()), Period::Hours(hours));
        let slow = slow_hours(&cal, &clock, u32::from(hours) * 60);
        assert_eq!(clock.due_at(&cal), Some(at(slow)), "{clock:?}");
    }
}

#[test]
fn disturbed_hours_agree_with_walking_the_minutes() {
    let (cal, mut dice) = (WorkCalendar::published(), Dice(2));
    for _ in 0..1_000 {
        // Long enough (≥ 64 h) for every disturbance to begin before the end.
        let mut clock =
            Clock::new(at(dice.minute()), Period::Hours(64 + u16::try_from(dice.below(40)).unwrap()));
        disturb(&mut dice, &mut clock);
        let slow = slow_hours(&cal, &clock, clock_minutes(&clock));
        assert_eq!(clock.due_at(&cal), Some(at(slow)), "{clock:?}");
    }
}

fn clock_minutes(clock: &Clock) -> u32 {
    match clock.period {
        Period::Hours(hours) => u32::from(hours) * 60,
        other => panic!("{other} is not in hours"),
    }
}

#[test]
fn days_agree_with_walking_the_days() {
    let (cal, mut dice) = (WorkCalendar::published(), Dice(3));
    for round in 0..4_000 {
        let count = u16::try_from(dice.below(60) + 6).unwrap().max(if round % 2 == 0 { 10 } else { 6 });
        let mut clock = Clock::new(at(dice.minute()), Period::Days(count));
        if round % 2 == 0 {
            disturb(&mut dice, &mut clock);
        }
        let slow = slow_days(&cal, &clock, count).at(18, 0, 0, 0);
        assert_eq!(clock.due_at(&cal), Some(at(slow)), "{clock:?}");
    }
}

#[test]
fn months_agree_with_searching_the_corresponding_day() {
    let (cal, mut dice) = (WorkCalendar::published(), Dice(4));
    for _ in 0..3_000 {
        let months = i16::try_from(dice.below(24) + 1).unwrap();
        let received = dice.minute();
        let clock = Clock::new(at(received), Period::Months(u16::try_from(months).unwrap()));
        let slow = slow_civil(&cal, received.date(), months).at(18, 0, 0, 0);
        assert_eq!(clock.due_at(&cal), Some(at(slow)), "{clock:?}");
    }
}

//! When things happen: offices act in working hours, citizens when they have time, nobody after the demo's now.

use domain::calendar::WorkCalendar;
use domain::deadline::seoul;
use jiff::civil::{Date, DateTime, Time, time};
use jiff::{SignedDuration, Timestamp, ToSpan};
use rand::{Rng, RngExt};

const OPENS: Time = time(9, 0, 0, 0);
const CLOSES: Time = time(18, 0, 0, 0);
/// Between 09 and 18; the lunch hour is not left out: somebody is always at a desk.
const DAY_MINUTES: i64 = 9 * 60;

/// The moment `minutes` of office time after `from`; at the earliest the next moment an office is open.
pub(super) fn after(calendar: &WorkCalendar, from: Timestamp, minutes: i64) -> Timestamp {
    let mut at = open(calendar, seoul::civil(from));
    let mut left = minutes;
    loop {
        let room = minutes_between(at.time(), CLOSES);
        if left < room {
            return seoul::instant(at.saturating_add(left.minutes()));
        }
        left -= room;
        at = calendar.next_working_day(at.date()).to_datetime(OPENS);
    }
}

/// Minutes of office time from one moment to another, as far as anybody asks: years are not counted through
/// to know that there is an hour.
pub(super) fn between(calendar: &WorkCalendar, from: Timestamp, until: Timestamp, enough: i64) -> i64 {
    let (mut at, end) = (open(calendar, seoul::civil(from)), seoul::civil(until));
    let mut minutes = 0;
    while at.date() < end.date() {
        if minutes >= enough {
            return minutes;
        }
        minutes += minutes_between(at.time(), CLOSES);
        at = calendar.next_working_day(at.date()).to_datetime(OPENS);
    }
    if at.date() == end.date() {
        minutes + minutes_between(at.time(), end.time().min(CLOSES))
    } else {
        minutes
    }
}

/// This moment if an office is open, else the next opening.
fn open(calendar: &WorkCalendar, at: DateTime) -> DateTime {
    let day = at.date();
    if !calendar.is_working_day(day) || at.time() >= CLOSES {
        return calendar.next_working_day(day).to_datetime(OPENS);
    }
    day.to_datetime(at.time().max(OPENS))
}

fn minutes_between(from: Time, until: Time) -> i64 {
    from.duration_until(until).as_mins().clamp(0, DAY_MINUTES)
}

/// When somebody writes a complaint `days` before `now`: mostly by day, some at night, fewer on holidays.
pub(super) fn filing(rng: &mut dyn Rng, calendar: &WorkCalendar, now: Timestamp, days: i64) -> Timestamp {
    let mut day = seoul::civil(now).date().saturating_sub(days.days());
    if !calendar.is_working_day(day) && rng.random_range(0..100) < 45 {
        day = day.saturating_sub(2.days());
    }
    on(rng, day, now)
}

/// When somebody writes a complaint on this day.
pub(super) fn on(rng: &mut dyn Rng, day: Date, now: Timestamp) -> Timestamp {
    /// Hours of the day with their share of filings.
    const HOURS: [(i8, u32); 8] = [(0, 2), (6, 6), (8, 8), (9, 34), (12, 10), (13, 26), (18, 12), (21, 6)];
    let from = super::one_of(rng, &HOURS);
    let minute = rng.random_range(0..120);
    let at = day.at(from, 0, 0, 0).saturating_add(SignedDuration::from_mins(minute));
    let at = seoul::instant(at) + SignedDuration::from_secs(rng.random_range(0..60));
    // Today's are not yet written in the afternoon.
    if at < now { at } else { now - SignedDuration::from_secs(rng.random_range(90..7_200)) }
}

/// When a citizen comes back to it, some hours later and not in the middle of the night.
pub(super) fn leisure(rng: &mut dyn Rng, from: Timestamp, now: Timestamp, hours: i64) -> Timestamp {
    let room = now.duration_since(from).as_secs() / 3;
    let wish = rng.random_range(1_200..hours * 3_600);
    let at = from + SignedDuration::from_secs(wish.min(room).max(1));
    match seoul::civil(at).hour() {
        0..6 => (at + SignedDuration::from_hours(7)).min(now),
        _ => at,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        seoul::parse(text).unwrap()
    }

    #[test]
    fn office_time_goes_on_the_next_working_morning() {
        let calendar = WorkCalendar::published();
        let friday = at("2026-11-20T17:30");
        assert_eq!(after(&calendar, friday, 20), at("2026-11-20T17:50"));
        assert_eq!(after(&calendar, friday, 30), at("2026-11-23T09:00"));
        assert_eq!(after(&calendar, at("2026-11-21T03:00"), 60), at("2026-11-23T10:00"));
        assert_eq!(after(&calendar, friday, 30 + 540 + 5), at("2026-11-24T09:05"));
    }

    #[test]
    fn what_went_by_is_what_was_added() {
        let calendar = WorkCalendar::published();
        // Over 추석, from a night into another week.
        let from = at("2026-09-22T22:10");
        for minutes in [0, 1, 59, 540, 541, 3_000] {
            assert_eq!(between(&calendar, from, after(&calendar, from, minutes), i64::MAX), minutes);
            assert!(between(&calendar, from, at("2026-11-23T10:00"), minutes) >= minutes);
        }
    }
}

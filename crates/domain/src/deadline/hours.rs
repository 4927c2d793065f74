//! Counting in working time: 09–18 without 12–13 on working days (민원처리법 제19조 제1항).

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};

use super::seoul;
use crate::calendar::{WorkCalendar, plus};

const MINUTE: i64 = 60_000_000;
const HOUR: i64 = 60 * MINUTE;
const OPENS: i64 = 9 * HOUR;
const LUNCH: i64 = 12 * HOUR;
const RESUMES: i64 = 13 * HOUR;
const CLOSES: i64 = 18 * HOUR;
/// Working time of one day.
const WORKDAY: i64 = 8 * HOUR;

/// A day in Seoul and the microseconds since its midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Moment {
    pub(super) date: Date,
    micros: i64,
}

/// What the office is doing at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Office {
    Working,
    NotOpenYet,
    AtLunch,
    Closed,
    DayOff,
}

impl Moment {
    pub(super) fn of(at: Timestamp) -> Self {
        let local = seoul::civil(at);
        let time = local.time();
        let seconds =
            i64::from(time.hour()) * 3_600 + i64::from(time.minute()) * 60 + i64::from(time.second());
        let micros = seconds * 1_000_000 + i64::from(time.subsec_nanosecond() / 1_000);
        Self { date: local.date(), micros }
    }

    /// The first instant of a day.
    pub(super) fn midnight(date: Date) -> Self {
        Self { date, micros: 0 }
    }

    /// 18:00 of a day, where day-counted periods end.
    pub(super) fn closing(date: Date) -> Self {
        Self { date, micros: CLOSES }
    }

    pub(super) fn instant(self) -> Timestamp {
        let midnight = seoul::instant(DateTime::from(self.date));
        midnight
            .as_microsecond()
            .checked_add(self.micros)
            .map_or(Timestamp::MAX, |micros| Timestamp::from_microsecond(micros).unwrap_or(Timestamp::MAX))
    }

    pub(super) fn office(self, cal: &WorkCalendar) -> Office {
        match self.micros {
            _ if !cal.is_working_day(self.date) => Office::DayOff,
            ..OPENS => Office::NotOpenYet,
            LUNCH..RESUMES => Office::AtLunch,
            CLOSES.. => Office::Closed,
            _ => Office::Working,
        }
    }

    /// The first working instant at or after this one; at 12:00 that is 13:00, at 18:00 the next 09:00.
    pub(super) fn next_working(self, cal: &WorkCalendar) -> Option<Self> {
        let opening = |date| Self { date, micros: OPENS };
        match self.office(cal) {
            Office::Working => Some(self),
            Office::NotOpenYet => Some(opening(self.date)),
            Office::AtLunch => Some(Self { micros: RESUMES, ..self }),
            Office::Closed | Office::DayOff => cal.nth_working_day(plus(self.date, 1), 0).map(opening),
        }
    }

    /// Whether a sum of working time that ends here could as well be said to end where work resumes.
    pub(super) fn is_tie(self) -> bool {
        self.micros == LUNCH || self.micros == CLOSES
    }
}

/// Working time of its day up to a moment.
fn worked(cal: &WorkCalendar, at: Moment) -> i64 {
    if !cal.is_working_day(at.date) {
        return 0;
    }
    (at.micros.clamp(OPENS, LUNCH) - OPENS) + (at.micros.clamp(RESUMES, CLOSES) - RESUMES)
}

/// Working microseconds between two moments; negative if the order is reversed.
pub(super) fn between(cal: &WorkCalendar, from: Moment, until: Moment) -> i64 {
    if until < from {
        return -between(cal, until, from);
    }
    cal.working_days_in(from.date, until.date) * WORKDAY + worked(cal, until) - worked(cal, from)
}

/// Working microseconds between two moments that lie in no gap.
pub(super) fn counted_between(
    cal: &WorkCalendar,
    from: Moment,
    until: Moment,
    gaps: &[(Moment, Moment)],
) -> i64 {
    let lost: i64 = gaps
        .iter()
        .map(|&(start, end)| (start.max(from), end.min(until)))
        .filter(|(start, end)| start < end)
        .map(|(start, end)| between(cal, start, end))
        .sum();
    between(cal, from, until) - lost
}

/// The same in whole minutes, never less than none.
pub(super) fn counted_minutes(
    cal: &WorkCalendar,
    from: Moment,
    until: Moment,
    gaps: &[(Moment, Moment)],
) -> i64 {
    (counted_between(cal, from, until, gaps) / MINUTE).max(0)
}

/// Where `minutes` of working time end, leaving out `gaps` (sorted, disjoint). None past the calendar.
pub(super) fn advance(
    cal: &WorkCalendar,
    from: Moment,
    minutes: u32,
    gaps: &[(Moment, Moment)],
) -> Option<Moment> {
    let mut cursor = from;
    let mut left = i64::from(minutes) * MINUTE;
    for &(start, end) in gaps.iter().filter(|(_, end)| *end > from) {
        let free = between(cal, cursor, start.max(cursor));
        if left <= free {
            break;
        }
        left -= free;
        cursor = end;
    }
    advance_freely(cal, cursor, left)
}

/// A sum that ends exactly at a boundary takes the earlier instant: 18:00, not the next 09:00.
fn advance_freely(cal: &WorkCalendar, from: Moment, micros: i64) -> Option<Moment> {
    if micros <= 0 {
        return Some(from);
    }
    let since_opening = worked(cal, from) + micros;
    let whole_days = (since_opening - 1) / WORKDAY;
    let rest = since_opening - whole_days * WORKDAY;
    let lunch = if rest > LUNCH - OPENS { RESUMES - LUNCH } else { 0 };
    let date = cal.nth_working_day(from.date, whole_days)?;
    Some(Moment { date, micros: OPENS + rest + lunch })
}

/// The instant by which `minutes` of working time have passed: the eight hours for receipt
/// (시행령 제6조 제8항), the one, three and eight for handing on (제13조).
///
/// Past the calendar (year 2199) it falls back to plain minutes rather than fail.
pub fn working_minutes_after(cal: &WorkCalendar, from: Timestamp, minutes: u32) -> Timestamp {
    advance(cal, Moment::of(from), minutes, &[]).map_or_else(
        || from.checked_add(jiff::SignedDuration::from_mins(i64::from(minutes))).unwrap_or(Timestamp::MAX),
        Moment::instant,
    )
}

/// Whole working minutes from `a` to `b`; negative if `b` comes first.
pub fn working_minutes_between(cal: &WorkCalendar, a: Timestamp, b: Timestamp) -> i64 {
    between(cal, Moment::of(a), Moment::of(b)) / MINUTE
}

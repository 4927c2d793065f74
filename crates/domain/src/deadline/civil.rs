//! Weeks, months and years by the Civil Code (민법 제159조~제161조), the first day counted.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::calendar::{WorkCalendar, plus};
use crate::period::Period;

/// How a civil period ran out.
#[derive(Clone, Copy, Debug)]
pub(super) struct Run {
    pub(super) start: Date,
    /// The day before the corresponding one, or the month's last where there is none (제160조).
    pub(super) end: Date,
    /// The last month has no corresponding day (제160조 제3항).
    pub(super) month_end: bool,
    /// `end` moved by the days that do not count.
    pub(super) shifted: Date,
    /// `shifted` moved on from a day off (제161조).
    pub(super) last: Date,
}

/// Runs a civil period from `start`, leaving out `gaps` (sorted, disjoint, end day not included).
pub(super) fn run(cal: &WorkCalendar, start: Date, period: Period, gaps: &[(Date, Date)]) -> Option<Run> {
    // Far beyond the calendar already; jiff's spans end at 19,998 years.
    let years = |n: u16| i64::from(n.min(1_000)).years();
    let (corresponding, by_week) = match period {
        Period::Weeks(n) => (start.saturating_add(i64::from(n).weeks()), true),
        Period::Months(n) => (start.saturating_add(i64::from(n).months()), false),
        Period::Years(n) => (start.saturating_add(years(n)), false),
        Period::Immediate | Period::Hours(_) | Period::Days(_) => return None,
    };
    let month_end = !by_week && corresponding.day() != start.day();
    let end = if month_end { corresponding } else { plus(corresponding, -1).max(start) };
    let mut shifted = end;
    for &(from, until) in gaps {
        let from = from.max(start);
        if from <= shifted && from < until {
            let days = from.duration_until(until).as_hours() / 24;
            shifted = plus(shifted, days);
        }
    }
    let last = roll(cal, shifted, gaps)?;
    Some(Run { start, end, month_end, shifted, last })
}

/// The first working day from `day` on that lies in no gap.
fn roll(cal: &WorkCalendar, day: Date, gaps: &[(Date, Date)]) -> Option<Date> {
    let mut last = cal.nth_working_day(day, 0)?;
    for &(from, until) in gaps {
        if from <= last && last < until {
            last = cal.nth_working_day(until, 0)?;
        }
    }
    Some(last)
}

//! Counting in working days, the first day counted (민원처리법 제19조 제2항).

use jiff::civil::Date;

use crate::calendar::WorkCalendar;

/// The last of `count` working days from `first` on, leaving out `gaps` (sorted, disjoint, end day
/// not included). None past the calendar.
pub(super) fn advance(cal: &WorkCalendar, first: Date, count: u16, gaps: &[(Date, Date)]) -> Option<Date> {
    let mut cursor = first;
    let mut left = i64::from(count.max(1));
    for &(start, end) in gaps.iter().filter(|(_, end)| *end > first) {
        let free = cal.working_days_in(cursor, start);
        if left <= free {
            break;
        }
        left -= free;
        cursor = end;
    }
    cal.nth_working_day(cursor, left - 1)
}

/// Working days from `from` up to, not including, `until` that lie in no gap.
pub(super) fn counted_between(cal: &WorkCalendar, from: Date, until: Date, gaps: &[(Date, Date)]) -> i64 {
    let lost: i64 =
        gaps.iter().map(|&(start, end)| cal.working_days_in(start.max(from), end.min(until))).sum();
    cal.working_days_in(from, until) - lost
}

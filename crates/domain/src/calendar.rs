//! The working calendar (근무일 달력): which days the office works, by a version that can be named later.

mod designated;
mod lunar;
mod statute;
mod year;

use std::fmt;
use std::sync::{Arc, OnceLock};

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};

use self::year::YearTable;

/// First year the calendar knows the law of.
const FIRST_YEAR: i16 = 1989;
/// Last year the calendar computes; later deadlines are refused, not guessed.
const LAST_YEAR: i16 = 2199;

/// Which edition of the designations a due date was derived from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CalendarVersion(pub u32);

/// A holiday that no rule computes: an election day or a 임시공휴일, with where it is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Designation {
    /// The day off.
    pub date: Date,
    /// What people call it.
    pub name: String,
    /// Who designated it, and when.
    pub source: String,
}

/// A day off other than a plain Saturday or Sunday.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holiday {
    /// The day off.
    pub date: Date,
    /// 설날, 대체공휴일(어린이날) …; two that meet are joined by `·`.
    pub name: String,
    /// Why it is a day off.
    pub basis: Basis,
}

/// Why a day is a holiday.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Basis {
    /// Fixed by 관공서의 공휴일에 관한 규정 제2조.
    Statute,
    /// 대체공휴일 (같은 규정 제3조).
    Substitute {
        /// The holiday it stands in for.
        of: Date,
    },
    /// Elections and 임시공휴일.
    Designated {
        /// Who designated it, and when.
        source: String,
    },
}

/// The days the office works. Cheap to clone; each year is computed once, when first asked for.
#[derive(Clone)]
pub struct WorkCalendar(Arc<Inner>);

struct Inner {
    version: CalendarVersion,
    designations: Vec<Designation>,
    years: Vec<OnceLock<YearTable>>,
}

impl WorkCalendar {
    /// A calendar of the law's holidays and these designations.
    pub fn new(version: CalendarVersion, mut designations: Vec<Designation>) -> Self {
        designations.sort_by(|a, b| (a.date, &a.name).cmp(&(b.date, &b.name)));
        designations.dedup_by_key(|designation| designation.date);
        let years = (FIRST_YEAR..=LAST_YEAR).map(|_| OnceLock::new()).collect();
        Self(Arc::new(Inner { version, designations, years }))
    }

    /// The calendar as published, before an administrator adds anything.
    pub fn published() -> Self {
        Self::new(CalendarVersion(1), Self::designated())
    }

    /// Election days and 임시공휴일 known when this was built.
    pub fn designated() -> Vec<Designation> {
        designated::rows()
    }

    /// The edition, to be stored beside whatever is derived from it.
    pub fn version(&self) -> CalendarVersion {
        self.0.version
    }

    /// The designations it was built from, by date.
    pub fn designations(&self) -> &[Designation] {
        &self.0.designations
    }

    /// The named holiday on this day, if any; weekends have no name.
    pub fn holiday(&self, day: Date) -> Option<Holiday> {
        self.table(day.year()).and_then(|table| table.holiday(day)).cloned()
    }

    /// The named holidays of a year, by date. Empty outside 1989–2199.
    pub fn holidays(&self, year: i16) -> Vec<Holiday> {
        self.table(year).map(|table| table.holidays.clone()).unwrap_or_default()
    }

    /// Whether the office works on this day. Saturdays are off throughout (민원처리법 제19조).
    pub fn is_working_day(&self, day: Date) -> bool {
        match self.table(day.year()) {
            Some(table) => table.works(day),
            None => !is_weekend(day),
        }
    }

    /// The first working day after this one.
    pub fn next_working_day(&self, day: Date) -> Date {
        let after = plus(day, 1);
        self.nth_working_day(after, 0).unwrap_or(after)
    }

    /// The `n`-th working day on or after `day`, 0 being the first. None past the calendar.
    pub(crate) fn nth_working_day(&self, day: Date, n: i64) -> Option<Date> {
        let mut year = day.year();
        let table = self.table(year)?;
        let mut left = table.before(day) + n;
        loop {
            let table = self.table(year)?;
            if let Some(found) = table.working_day(left) {
                return Some(found);
            }
            left -= table.count();
            year += 1;
        }
    }

    /// Working days from `from` up to, not including, `until`; 0 if the order is reversed.
    pub(crate) fn working_days_in(&self, from: Date, until: Date) -> i64 {
        let (from, until) = (within(from), within(until));
        if until <= from {
            return 0;
        }
        let whole: i64 =
            (from.year()..until.year()).filter_map(|year| self.table(year)).map(YearTable::count).sum();
        let before = |day: Date| self.table(day.year()).map_or(0, |table| table.before(day));
        whole + before(until) - before(from)
    }

    /// The named holidays from `from` up to, not including, `until`.
    pub(crate) fn holidays_in(&self, from: Date, until: Date) -> impl Iterator<Item = &Holiday> {
        let (from, until) = (within(from), within(until));
        (from.year()..=until.year())
            .filter_map(|year| self.table(year))
            .flat_map(|table| &table.holidays)
            .filter(move |holiday| from <= holiday.date && holiday.date < until)
    }

    fn table(&self, year: i16) -> Option<&YearTable> {
        let index = usize::try_from(year.checked_sub(FIRST_YEAR)?).ok()?;
        let cell = self.0.years.get(index)?;
        Some(cell.get_or_init(|| YearTable::new(year, &self.0.designations)))
    }
}

impl PartialEq for WorkCalendar {
    fn eq(&self, other: &Self) -> bool {
        self.0.version == other.0.version && self.0.designations == other.0.designations
    }
}

impl Eq for WorkCalendar {}

impl fmt::Debug for WorkCalendar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WorkCalendar")
            .field("version", &self.0.version)
            .field("designations", &self.0.designations.len())
            .finish_non_exhaustive()
    }
}

/// Saturday or Sunday.
pub(crate) fn is_weekend(day: Date) -> bool {
    matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}

/// The day `days` later, stopping at the end of time.
pub(crate) fn plus(day: Date, days: i64) -> Date {
    day.saturating_add(days.clamp(-3_000_000, 3_000_000).days())
}

fn within(day: Date) -> Date {
    day.clamp(Date::constant(FIRST_YEAR, 1, 1), Date::constant(LAST_YEAR, 12, 31))
}

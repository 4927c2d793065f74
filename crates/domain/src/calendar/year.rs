//! One year of the calendar, computed once: its holidays with substitutes, and its working days numbered.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::statute::{self, Fixed};
use super::{Basis, Designation, Holiday, is_weekend, plus};

pub(super) struct YearTable {
    /// Named holidays by date.
    pub(super) holidays: Vec<Holiday>,
    first: Date,
    /// Day-of-year offsets (0 = 1 January) of the working days.
    working: Vec<u16>,
    /// Working days before each offset; one entry more than the year has days.
    before: Vec<u16>,
}

impl YearTable {
    pub(super) fn new(year: i16, designations: &[Designation]) -> Self {
        let first = Date::constant(year, 1, 1);
        let holidays: Vec<Holiday> = with_substitutes(year, designations)
            .into_values()
            .filter(|day| day.date.year() == year)
            .collect();
        let length = if first.in_leap_year() { 366 } else { 365 };
        let mut working = Vec::with_capacity(262);
        let mut before = Vec::with_capacity(usize::from(length) + 1);
        let mut named = holidays.iter().map(|holiday| offset(holiday.date)).peekable();
        for day in 0..length {
            before.push(u16::try_from(working.len()).unwrap_or(u16::MAX));
            let off = named.next_if_eq(&day).is_some();
            if !off && !is_weekend(plus(first, i64::from(day))) {
                working.push(day);
            }
        }
        before.push(u16::try_from(working.len()).unwrap_or(u16::MAX));
        Self { holidays, first, working, before }
    }

    pub(super) fn holiday(&self, day: Date) -> Option<&Holiday> {
        let found = self.holidays.binary_search_by_key(&day, |holiday| holiday.date).ok()?;
        self.holidays.get(found)
    }

    pub(super) fn works(&self, day: Date) -> bool {
        let at = usize::from(offset(day));
        self.before.get(at + 1) > self.before.get(at)
    }

    /// Working days of the year before this day of it.
    pub(super) fn before(&self, day: Date) -> i64 {
        self.before.get(usize::from(offset(day))).copied().map_or(0, i64::from)
    }

    /// Working days of the whole year.
    pub(super) fn count(&self) -> i64 {
        i64::try_from(self.working.len()).unwrap_or(0)
    }

    /// The `n`-th working day of the year, 0 being the first.
    pub(super) fn working_day(&self, n: i64) -> Option<Date> {
        let day = self.working.get(usize::try_from(n).ok()?)?;
        Some(plus(self.first, i64::from(*day)))
    }
}

fn offset(day: Date) -> u16 {
    u16::try_from(day.day_of_year() - 1).unwrap_or(0)
}

/// The year's holidays, with those of its neighbours: a substitute may cross the year's end.
fn with_substitutes(year: i16, designations: &[Designation]) -> BTreeMap<Date, Holiday> {
    let years = year.saturating_sub(1)..=year.saturating_add(1);
    let fixed: Vec<Fixed> = years.clone().flat_map(statute::holidays).collect();
    let mut days = BTreeMap::new();
    for group in fixed.chunk_by(|a, b| a.date == b.date) {
        let [first, ..] = group else { continue };
        days.insert(
            first.date,
            Holiday { date: first.date, name: names(group.iter()), basis: Basis::Statute },
        );
    }
    for row in designations.iter().filter(|row| years.contains(&row.date.year())) {
        // Designating a day that is off already adds nothing, and earns no substitute.
        days.entry(row.date).or_insert_with(|| Holiday {
            date: row.date,
            name: row.name.clone(),
            basis: Basis::Designated { source: row.source.clone() },
        });
    }
    for group in fixed.chunk_by(|a, b| a.date == b.date) {
        substitute(group, &mut days);
    }
    days
}

/// Gives the holidays that share one day their substitutes: the first days after it that are free,
/// so that of two that would collide the later moves on (같은 규정 제3조 제2항·제3항).
fn substitute(group: &[Fixed], days: &mut BTreeMap<Date, Holiday>) {
    let shared = group.len() > 1;
    let owed: Vec<&Fixed> = group.iter().filter(|fixed| statute::owes_substitute(fixed, shared)).collect();
    let [first, ..] = owed.as_slice() else { return };
    // On a weekday one of those that meet keeps the day itself: 2025-05-05 earned one day, not two.
    let weekday = !is_weekend(first.date);
    let owing: Vec<String> = match weekday {
        true => vec![names(owed.iter().copied())],
        false => owed.iter().map(|fixed| fixed.name.to_owned()).collect(),
    };
    for of in owing {
        let mut date = plus(first.date, 1);
        while is_weekend(date) || days.contains_key(&date) {
            date = plus(date, 1);
        }
        let basis = Basis::Substitute { of: first.date };
        days.insert(date, Holiday { date, name: format!("대체공휴일({of})"), basis });
    }
}

fn names<'a>(group: impl Iterator<Item = &'a Fixed>) -> String {
    group.map(|fixed| fixed.name).collect::<Vec<_>>().join("·")
}

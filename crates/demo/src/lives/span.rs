//! How many complaints came on each day of a large city's years: weekdays, seasons, growth, and days like no other.

use domain::calendar::WorkCalendar;
use domain::desk::seoul_date;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use crate::Plan;

/// More complaints than this are not a demo's sixty days any more.
const WEEKS_HOLD: u32 = 20_000;
/// Complaints of a year, so that the largest city, ten million, has ten years.
const A_YEAR: u64 = 1_000_000;
const LEAST_DAYS: u64 = 60;
const MOST_DAYS: u64 = 3_652;

/// 1월 … 12월 in percent of the mean: winter is quiet, summer is not.
const SEASONS: [u64; 12] = [84, 84, 97, 104, 108, 107, 105, 109, 105, 104, 100, 93];

/// Whether a city of so many has years, and not weeks.
pub(crate) fn has_years(complaints: u32) -> bool {
    complaints > WEEKS_HOLD
}

/// A year for each million, at least sixty days, at most ten years.
pub(super) fn first_day(plan: &Plan) -> Date {
    let days = (u64::from(plan.complaints) * 365 / A_YEAR).clamp(LEAST_DAYS, MOST_DAYS);
    let days = i64::try_from(days).unwrap_or_default();
    seoul_date(plan.now).saturating_sub(days.days())
}

/// How many came up to and including each day from `from` to today; none before the first day.
pub(super) fn filings(calendar: &WorkCalendar, plan: &Plan, from: Date, all: u64) -> Vec<u64> {
    let (first, today) = (first_day(plan), seoul_date(plan.now));
    let days = || from.series(1.day()).take_while(|day| *day <= today);
    let weight = |day: Date| match day {
        day if day < first => 0,
        // Until the demo's moment only.
        day if day == today => weight(calendar, plan.seed, day) / 8,
        day => weight(calendar, plan.seed, day),
    };
    let whole: u64 = days().map(weight).sum();
    let share = |upto: u64| u128::from(all) * u128::from(upto) / u128::from(whole.max(1));
    let upto = days().scan(0, |upto, day| {
        *upto += weight(day);
        Some(*upto)
    });
    upto.map(|upto| u64::try_from(share(upto)).unwrap_or(u64::MAX)).collect()
}

fn weight(calendar: &WorkCalendar, seed: u64, day: Date) -> u64 {
    let week = match day.weekday() {
        Weekday::Monday => 118,
        Weekday::Saturday => 62,
        Weekday::Sunday => 50,
        _ if !calendar.is_working_day(day) => 48,
        _ => 100,
    };
    let month = usize::try_from(day.month()).unwrap_or(1);
    let season = SEASONS.get(month - 1).copied().unwrap_or(100);
    // Four in a hundred more each year.
    let growth = 100 + 4 * u64::try_from(i64::from(day.year()) - 2010).unwrap_or_default();
    let chance = scatter(seed, day);
    let noise = 85 + chance % 31;
    let special = match (day.month(), chance / 31 % 97) {
        // Snow, or rain that floods.
        (12 | 1 | 2 | 7, 0..4) => 260,
        // A festival, a campaign.
        (_, 0) => 180,
        _ => 100,
    };
    week * season * growth * noise / 100 * special / 100
}

/// A number that belongs to this day of this city, by SplitMix64.
pub(super) fn scatter(seed: u64, day: Date) -> u64 {
    let days = i64::from(day.year()) * 400 + i64::from(day.day_of_year());
    let mut z = seed ^ days.cast_unsigned().wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

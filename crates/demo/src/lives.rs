//! Complaints of the last weeks, or of years: planned, lived by performing acts, entered in chunks.

pub(crate) mod attached;
mod enter;
mod moments;
mod papers;
mod plan;
mod planned;
mod run;
mod span;
mod stories;
mod story;
mod survey;
mod years;

use jiff::civil::{Date, date};
use rand::{Rng, RngExt};

use crate::Plan;

pub(crate) use enter::live;
pub use survey::survey_month;

/// Since when everybody in the city has their duties.
pub(crate) fn since(plan: &Plan) -> Date {
    const SINCE: Date = date(2026, 1, 1);
    span::first_day(plan).first_of_year().min(SINCE)
}

/// One of these by weight; there is always one.
fn one_of<T: Copy>(rng: &mut dyn Rng, items: &[(T, u32)]) -> T {
    let total: u32 = items.iter().map(|(_, weight)| weight).sum();
    let mut left = rng.random_range(0..total.max(1));
    for (item, weight) in items {
        if left < *weight {
            return *item;
        }
        left -= weight;
    }
    items[items.len() - 1].0
}

/// True `percent` times of a hundred.
fn chance(rng: &mut dyn Rng, percent: u32) -> bool {
    rng.random_range(0..100) < percent
}

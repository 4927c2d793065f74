//! Complaints of the last sixty days: planned, lived by performing acts, entered in batches.

pub(crate) mod attached;
mod enter;
mod moments;
mod papers;
mod plan;
mod run;
mod stories;
mod story;
mod survey;

use rand::{Rng, RngExt};

pub(crate) use enter::live;
pub use survey::survey_month;

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

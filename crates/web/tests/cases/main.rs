//! The case page and the search, over a small city: each form once per outcome.
#![expect(clippy::unwrap_used, reason = "a fault in a helper is a failed test")]

mod acts;
mod desk;
mod forms;
mod journey;
mod numbers;
mod page;
mod panels;
mod search;

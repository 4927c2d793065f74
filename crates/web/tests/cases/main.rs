//! The case page and the search, over a small city: each form once per outcome.

mod acts;
mod desk;
mod journey;
mod page;
mod panels;
mod search;

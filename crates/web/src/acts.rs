//! What people and programs send to have an act done: the same fields from a form and from JSON.

mod ask;
mod command;
mod cooperation;
mod fields;

pub use ask::{Ask, ask};
pub use command::{channel_at_the_desk, command};
pub use fields::{Fields, Problem, Problems, Trouble};

//! What people and programs send to have an act done: the same fields from a form and from JSON.

mod ask;
mod command;
mod contract;
mod cooperation;
mod fields;
mod labels;

pub use ask::{Ask, ask, lead_as_any};
pub use command::{channel_at_the_desk, command};
pub use contract::{FieldSpec, Shape, fields, needs_an_office, points};
pub use fields::{Fields, Problem, Problems, Trouble};
pub use labels::{is_chosen, label};

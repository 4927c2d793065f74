//! The office at work: the one pipeline every act passes, and what leads to it.
//!
//! ```text
//! who asks ─► find the file as that person ─► decide ─► evolve ─► state + events + outbox ─► commit
//! ```

pub mod alert_choice;
pub mod chronicle;
mod clock;
mod complete;
mod desk;
pub mod digest;
pub mod drafting;
pub mod intake;
mod not_done;
mod notify;
mod office;
pub mod opened;
pub mod petition;
pub mod presence;
pub mod pulse;
pub mod reader;
mod repeated;
pub mod sessions;
mod step;
pub mod suggestions;
pub mod sweeps;
pub mod timetable;

pub use clock::{Clock, MovableClock};
pub use complete::digest_of;
pub use desk::Facts;
pub use intake::{Filed, Person, Submission};
pub use not_done::{NotDone, Result};
pub use notify::Alerts;
pub use office::{Office, Once, Order, perform};
pub use repeated::done_before;

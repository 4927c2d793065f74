//! The office at work: the one pipeline every act passes, and what leads to it.
//!
//! ```text
//! who asks ─► find the file as that person ─► decide ─► evolve ─► state + events + outbox ─► commit
//! ```

pub mod access_review;
pub mod account_notices;
pub mod alert_choice;
pub mod alike;
pub mod approval;
pub mod attachments;
pub mod back_entry;
pub mod by_hand;
pub mod chronicle;
mod clock;
mod complete;
mod consequences;
mod counter;
pub mod delays;
mod desk;
pub mod digest;
pub mod door;
pub mod drafting;
pub mod epeople;
pub mod evidence;
pub mod export;
pub mod exports;
pub mod intake;
mod known;
pub mod log;
mod log_in;
pub mod neighbours;
mod not_done;
mod notify;
mod office;
pub mod oneself;
pub mod opened;
pub mod outages;
pub mod outside;
pub mod passkeys;
mod passwords;
pub mod people;
mod perform;
pub mod petition;
pub mod presence;
pub mod pulse;
pub mod reader;
pub mod reconcile;
mod register;
mod repeated;
pub mod retention;
mod sealing;
pub mod search;
pub mod second_factor;
pub mod second_step;
pub mod sessions;
pub mod statistics;
mod step;
pub mod suggestions;
pub mod sweeps;
pub mod texts;
pub mod timetable;
mod titles;
pub mod totp;
pub mod unsent;
pub mod vitals;
mod writing;

pub use clock::{Clock, MovableClock};
pub use complete::digest_of;
pub use desk::Facts;
pub use intake::{Filed, Person, Submission};
pub use not_done::{NotDone, Result};
pub use notify::Alerts;
pub use notify::reaches;
pub use office::{Office, Once, Order};
pub use perform::{perform, perform_inbound};
pub use repeated::done_before;

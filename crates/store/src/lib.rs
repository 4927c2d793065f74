//! All SQL. One door, two databases.
//!
//! [`Store::read`] gives a [`Read`], [`Store::write`] a [`Write`]; what can be asked or changed are their
//! methods, one file a noun. A `Write` can do all a `Read` can.

mod access_log;
mod accounts;
mod attachments;
mod calendar;
mod codec;
mod complaints;
mod crypto;
mod desk_items;
mod dialect;
mod drafts;
mod error;
mod events;
mod evidence;
mod grants;
mod holders;
mod idempotency;
mod imports;
mod job_runs;
mod migrate;
mod numbers;
mod on_duty;
mod open;
mod openings;
mod org;
mod outages;
mod outbox;
mod petitioners;
pub mod read;
mod rotation;
mod sessions;
mod settings;
mod stand_ins;
mod sweep;
mod tx;

pub use access_log::{Access, Chain, LoggedAccess};
pub use accounts::{Account, Owner};
pub use attachments::{Amount, Attachment};
pub use calendar::CalendarChange;
pub use complaints::{Derived, Found, Words};
pub use crypto::{CryptoError, KeyRing};
pub use drafts::Draft;
pub use error::{Result, StoreError};
pub use events::Line;
pub use grants::KeptGrant;
pub use idempotency::KeptResponse;
pub use job_runs::JobRun;
pub use migrate::{fingerprint, newest};
pub use open::Store;
pub use openings::{Opening, OpeningsOf};
pub use outages::KeptOutage;
pub use outbox::{Attempt, NewNotice, Notice, NoticeState, NoticeWithAttempts, Settled};
pub use petitioners::{LookUp, Petitioner};
pub use sessions::Session;
pub use stand_ins::KeptStandIn;
pub use sweep::{Sweep, SweepCursor, Swept};
pub use tx::{Engine, Read, Write};

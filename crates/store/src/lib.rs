//! All SQL. One door, two databases.
//!
//! [`Store::read`] gives a [`Read`], [`Store::write`] a [`Write`]; what can be asked or changed are their
//! methods, one file a noun. A `Write` can do all a `Read` can.

mod access_log;
mod access_reviews;
mod access_search;
mod accounts;
mod answer_templates;
mod calendar;
mod categories;
mod codec;
mod complaints;
mod crypto;
mod desk_items;
mod dialect;
mod drafts;
mod error;
mod events;
mod evidence;
mod facts_version;
mod grants;
mod holders;
mod idempotency;
mod imports;
mod job_runs;
mod migrate;
mod notice_texts;
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
mod task_periods;
mod tx;

pub use access_log::{Access, Chain, LoggedAccess};
pub use access_reviews::AccessReview;
pub use access_search::{AccessCursor, AccessFilter, Tally};
pub use accounts::{Account, Owner};
pub use answer_templates::{KeptTemplate, TemplatesFor};
pub use calendar::{CalendarChange, KeptDesignation};
pub use categories::KeptCategory;
pub use complaints::{Derived, Found, Words};
pub use crypto::{CryptoError, KeyRing};
pub use drafts::Draft;
pub use error::{Result, StoreError};
pub use events::Line;
pub use grants::KeptGrant;
pub use idempotency::KeptResponse;
pub use job_runs::JobRun;
pub use migrate::{fingerprint, newest};
pub use notice_texts::KeptText;
pub use open::Store;
pub use openings::{Opening, OpeningsOf};
pub use outages::KeptOutage;
pub use outbox::{
    Attempt, DispatchFilter, Dispatched, NewNotice, Notice, NoticeState, NoticeWithAttempts, Settled,
};
pub use petitioners::{LookUp, Petitioner};
pub use sessions::Session;
pub use stand_ins::KeptStandIn;
pub use sweep::{Sweep, SweepCursor, Swept};
pub use task_periods::KeptTask;
pub use tx::{Engine, Read, Write};

//! Notices: put in with the act, claimed by one deliverer at a time, settled, never forgotten.

mod account;
mod delivery;
mod dispatched;
mod ending;
mod list;
mod owed;
mod past;
mod row;
mod tray;
mod waiting;

use std::collections::BTreeMap;

use domain::account::AccountChange;
use domain::id::{ComplaintId, NoticeId};
use domain::notice::Way;
use jiff::Timestamp;

use crate::accounts::Owner;
use crate::codec::{json, micros, text};
use crate::crypto::Place;
use crate::error::{Result, StoreError};
use crate::rows::{Rows, Table};
use crate::tx::Write;

pub use account::NewAccountNotice;
pub use delivery::Settled;
pub use dispatched::{DispatchFilter, Dispatched};
pub use ending::Ended;
pub use list::{NoticeWithAttempts, Outbox};
pub use owed::Owed;

pub(crate) use tray::Tray;

pub(crate) const TABLE: &str = "outbox";
/// Of letters behind which no complaint stands.
pub(crate) const ACCOUNT_TABLE: &str = "account_notices";

/// A notice as the act writes it.
#[derive(Clone, PartialEq, Eq)]
pub struct NewNotice {
    pub id: NoticeId,
    pub complaint: ComplaintId,
    pub event_seq: u64,
    pub to: Owner,
    /// Names of channels in the order to be tried. Without any it has failed before it begins.
    pub channels: Vec<String>,
    /// The law wants it told: where no channel takes it, somebody tells it.
    pub owed: bool,
    pub subject: String,
    pub body: String,
    /// Channels with words of their own; the others carry the body.
    pub channel_texts: BTreeMap<String, String>,
    /// The same for the same event and person, whoever writes it: it goes into the outbox once.
    pub delivery_key: String,
    pub created_at: Timestamp,
    /// Not before.
    pub next_at: Timestamp,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NoticeState {
    /// Waiting, or being delivered now.
    Pending,
    Sent,
    /// Every channel refused it for good.
    Failed,
    /// Tried too often.
    GivenUp,
}

/// What stands behind a notice.
#[derive(Clone, PartialEq, Eq)]
pub enum About {
    Case {
        complaint: ComplaintId,
        event_seq: u64,
    },
    /// The reader's own account.
    Account {
        change: AccountChange,
        /// Where the mail goes, whatever was made of their address meanwhile.
        address: Option<String>,
    },
}

/// A notice as it waits for its deliverer, or was settled by one.
#[derive(Clone, PartialEq, Eq)]
pub struct Notice {
    pub id: NoticeId,
    pub about: About,
    pub to: Owner,
    pub channels: Vec<String>,
    pub subject: String,
    pub body: String,
    /// Channels with words of their own; the others carry the body.
    pub channel_texts: BTreeMap<String, String>,
    pub delivery_key: String,
    pub state: NoticeState,
    /// How often a deliverer took it up.
    pub attempts: u32,
    pub created_at: Timestamp,
    pub next_at: Timestamp,
    /// Until when its deliverer has it for itself.
    pub locked_until: Option<Timestamp>,
    /// The law wants it told: where no channel takes it, somebody tells it.
    pub owed: bool,
}

impl Notice {
    /// It waits for somebody to tell it by post, by telephone or by hand.
    pub fn waits_for_somebody(&self) -> bool {
        self.owed && self.state.is_lost()
    }
}

impl NoticeWithAttempts {
    /// It was told by post, and nobody has said that it came back.
    pub fn went_by_post(&self) -> bool {
        let last = self.attempts.last();
        self.notice.owed && last.is_some_and(|last| last.success && last.channel == Way::Post.as_str())
    }
}

/// One try over one channel, as 알림현황 shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    pub channel: String,
    /// What the provider said.
    pub answer: String,
    pub success: bool,
    pub at: Timestamp,
}

impl NoticeState {
    pub const ALL: [NoticeState; 4] =
        [NoticeState::Pending, NoticeState::Sent, NoticeState::Failed, NoticeState::GivenUp];

    pub fn as_str(self) -> &'static str {
        match self {
            NoticeState::Pending => "pending",
            NoticeState::Sent => "sent",
            NoticeState::Failed => "failed",
            NoticeState::GivenUp => "given_up",
        }
    }

    /// It did not leave and will not by itself: somebody may want it tried again.
    pub fn is_lost(self) -> bool {
        match self {
            NoticeState::Failed | NoticeState::GivenUp => true,
            NoticeState::Pending | NoticeState::Sent => false,
        }
    }

    pub(crate) fn parse(word: &str) -> Result<NoticeState> {
        let found = NoticeState::ALL.into_iter().find(|state| state.as_str() == word);
        found.ok_or_else(|| StoreError::corrupt("notice state", word))
    }
}

static OUTBOX: Table = Table {
    name: TABLE,
    columns: &[
        "id",
        "complaint_id",
        "event_seq",
        "audience",
        "officer_id",
        "petitioner_id",
        "channels",
        "subject",
        "body",
        "key_id",
        "delivery_key",
        "state",
        "attempts",
        "created_at",
        "next_at",
        "channel_texts",
        "owed",
    ],
    conflict: "on conflict (delivery_key) do nothing",
};

impl Write {
    /// In the act's own transaction. A delivery key that is already there is passed over.
    pub async fn put_notices(&mut self, notices: &[NewNotice]) -> Result<()> {
        let mut rows = self.rows();
        for notice in notices {
            rows.notice(notice)?;
        }
        self.insert(rows).await
    }
}

impl Rows {
    /// A notice that waits for its deliverer, sealed; without a channel there is nothing to wait for.
    pub fn notice(&mut self, notice: &NewNotice) -> Result<()> {
        let state = if notice.channels.is_empty() { NoticeState::Failed } else { NoticeState::Pending };
        self.notice_in(notice, state, 0)
    }

    fn notice_in(&mut self, notice: &NewNotice, state: NoticeState, attempts: i64) -> Result<()> {
        let (id, keys) = (notice.id.to_string(), self.keys());
        let seal = |column, clear: &str| keys.seal(Place { table: TABLE, column, row: &id }, clear);
        let texts = match notice.channel_texts.is_empty() {
            true => None,
            false => Some(seal("channel_texts", &json(&notice.channel_texts)?)?),
        };
        let cells = [
            id.as_str().into(),
            notice.complaint.to_string().into(),
            notice.event_seq.cast_signed().into(),
            audience(notice.to).into(),
            text(notice.to.officer()).into(),
            text(notice.to.petitioner()).into(),
            json(&notice.channels)?.into(),
            seal("subject", &notice.subject)?.into(),
            seal("body", &notice.body)?.into(),
            keys.current_id().into(),
            notice.delivery_key.as_str().into(),
            state.as_str().into(),
            attempts.into(),
            micros(notice.created_at).into(),
            micros(notice.next_at).into(),
            texts.into(),
            notice.owed.into(),
        ];
        self.push(&OUTBOX, cells);
        Ok(())
    }
}

fn audience(to: Owner) -> &'static str {
    match to {
        Owner::Officer(_) => "staff",
        Owner::Petitioner(_) => "citizen",
    }
}

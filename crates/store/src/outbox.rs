//! Notices: put in with the act, claimed by one deliverer at a time, settled, never forgotten.

mod delivery;
mod dispatched;
mod list;
mod past;
mod row;

use std::collections::BTreeMap;

use domain::id::{ComplaintId, NoticeId};
use jiff::Timestamp;
use sqlx::QueryBuilder;

use crate::accounts::Owner;
use crate::codec::{json, micros, text};
use crate::crypto::Place;
use crate::error::{Result, StoreError};
use crate::tx::{Write, on};

pub use delivery::Settled;
pub use dispatched::{DispatchFilter, Dispatched};
pub use list::NoticeWithAttempts;

pub(crate) const TABLE: &str = "outbox";
/// Rows of one insert; sixteen parameters each.
const BULK: usize = 200;

/// A notice as the act writes it.
#[derive(Clone, PartialEq, Eq)]
pub struct NewNotice {
    pub id: NoticeId,
    pub complaint: ComplaintId,
    pub event_seq: u64,
    pub to: Owner,
    /// Names of channels in the order to be tried.
    pub channels: Vec<String>,
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

/// A notice as it lies in the outbox.
#[derive(Clone, PartialEq, Eq)]
pub struct Notice {
    pub id: NoticeId,
    pub complaint: ComplaintId,
    pub event_seq: u64,
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

    pub(crate) fn parse(word: &str) -> Result<NoticeState> {
        let found = NoticeState::ALL.into_iter().find(|state| state.as_str() == word);
        found.ok_or_else(|| StoreError::corrupt("notice state", word))
    }
}

struct SealedNotice<'a> {
    clear: &'a NewNotice,
    id: String,
    channels: String,
    subject: String,
    body: String,
    channel_texts: Option<String>,
}

impl Write {
    /// In the act's own transaction. A delivery key that is already there is passed over.
    pub async fn put_notices(&mut self, notices: &[NewNotice]) -> Result<()> {
        let key_id = self.keys().current_id().to_owned();
        for some in notices.chunks(BULK) {
            let rows = some.iter().map(|notice| self.seal_notice(notice)).collect::<Result<Vec<_>>>()?;
            on!(self, db: Db => {
                let mut sql = QueryBuilder::<Db>::new("insert into outbox (id, complaint_id, event_seq, audience,
                    officer_id, petitioner_id, channels, subject, body, key_id, delivery_key, state, attempts,
                    created_at, next_at, channel_texts) ");
                sql.push_values(&rows, |mut row, sealed| {
                    let notice = sealed.clear;
                    row.push_bind(&sealed.id)
                        .push_bind(notice.complaint.to_string())
                        .push_bind(notice.event_seq.cast_signed())
                        .push_bind(audience(notice.to))
                        .push_bind(text(notice.to.officer()))
                        .push_bind(text(notice.to.petitioner()))
                        .push_bind(&sealed.channels)
                        .push_bind(&sealed.subject)
                        .push_bind(&sealed.body)
                        .push_bind(&key_id)
                        .push_bind(&notice.delivery_key)
                        .push_bind(NoticeState::Pending.as_str())
                        .push_bind(0_i64)
                        .push_bind(micros(notice.created_at))
                        .push_bind(micros(notice.next_at))
                        .push_bind(&sealed.channel_texts);
                });
                sql.push(" on conflict (delivery_key) do nothing");
                sql.build().execute(db).await.map(drop)
            })?;
        }
        Ok(())
    }

    fn seal_notice<'a>(&self, notice: &'a NewNotice) -> Result<SealedNotice<'a>> {
        let id = notice.id.to_string();
        let seal = |column, clear: &str| self.keys().seal(Place { table: TABLE, column, row: &id }, clear);
        let texts = match notice.channel_texts.is_empty() {
            true => None,
            false => Some(seal("channel_texts", &json(&notice.channel_texts)?)?),
        };
        Ok(SealedNotice {
            clear: notice,
            channel_texts: texts,
            channels: json(&notice.channels)?,
            subject: seal("subject", &notice.subject)?,
            body: seal("body", &notice.body)?,
            id,
        })
    }
}

fn audience(to: Owner) -> &'static str {
    match to {
        Owner::Officer(_) => "staff",
        Owner::Petitioner(_) => "citizen",
    }
}

//! Messages of ours to neighbour systems: put in with the act, claimed by one teller at a time, settled, kept.

mod list;
mod telling;

use domain::dispatch::{Message, Neighbour};
use domain::id::{ComplaintId, DispatchId};
use jiff::Timestamp;
use sqlx::FromRow;

use crate::codec::{instant, instants, micros, parsed};
use crate::crypto::Place;
use crate::error::{Result, StoreError};
use crate::rows::{Rows, Table};
use crate::tx::Write;

pub use list::Queue;
pub use telling::{ClaimedDispatch, DispatchSettled};

pub(crate) const TABLE: &str = "dispatches";

/// A message as the act writes it.
#[derive(Clone, PartialEq, Eq)]
pub struct NewDispatch {
    pub id: DispatchId,
    pub to: Neighbour,
    pub message: Message,
    pub complaint: ComplaintId,
    pub event_seq: u64,
    /// The same for the same event, file and neighbour, whoever writes it: it leaves once.
    pub key: String,
    /// What is said; sealed at rest.
    pub payload: String,
    pub created_at: Timestamp,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DispatchState {
    /// Not told yet: tried again until the neighbour takes it or refuses it.
    Waiting,
    Sent,
    /// Refused for good: somebody must look at it.
    Failed,
}

/// A message as lists show it, without what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dispatch {
    pub id: DispatchId,
    pub to: Neighbour,
    pub message: Message,
    pub complaint: ComplaintId,
    pub event_seq: u64,
    pub key: String,
    pub state: DispatchState,
    pub attempts: u32,
    /// What the neighbour last answered.
    pub answer: String,
    pub created_at: Timestamp,
    pub next_at: Timestamp,
    pub settled_at: Option<Timestamp>,
}

impl DispatchState {
    pub const ALL: [DispatchState; 3] = [DispatchState::Waiting, DispatchState::Sent, DispatchState::Failed];

    pub fn as_str(self) -> &'static str {
        match self {
            DispatchState::Waiting => "waiting",
            DispatchState::Sent => "sent",
            DispatchState::Failed => "failed",
        }
    }

    fn parse(word: &str) -> Result<DispatchState> {
        let found = DispatchState::ALL.into_iter().find(|state| state.as_str() == word);
        found.ok_or_else(|| StoreError::corrupt("dispatch state", word))
    }
}

#[derive(FromRow)]
struct DispatchRow {
    id: String,
    system: String,
    message: String,
    complaint_id: String,
    event_seq: i64,
    key: String,
    state: String,
    attempts: i64,
    answer: String,
    created_at: i64,
    next_at: i64,
    settled_at: Option<i64>,
}

/// The columns of a [`DispatchRow`].
macro_rules! columns {
    () => {
        "id, system, message, complaint_id, event_seq, key, state, attempts, answer, created_at, next_at,
         settled_at"
    };
}

use columns;

impl DispatchRow {
    fn dispatch(self) -> Result<Dispatch> {
        let to = Neighbour::parse(&self.system);
        let message = Message::parse(&self.message);
        Ok(Dispatch {
            id: parsed("dispatch id", &self.id)?,
            to: to.ok_or_else(|| StoreError::corrupt("neighbour", &self.system))?,
            message: message.ok_or_else(|| StoreError::corrupt("message", &self.message))?,
            complaint: parsed("complaint id", &self.complaint_id)?,
            event_seq: self.event_seq.cast_unsigned(),
            key: self.key,
            state: DispatchState::parse(&self.state)?,
            attempts: u32::try_from(self.attempts)
                .map_err(|_| StoreError::corrupt("attempts", self.attempts))?,
            answer: self.answer,
            created_at: instant(self.created_at)?,
            next_at: instant(self.next_at)?,
            settled_at: instants(self.settled_at)?,
        })
    }
}

impl Write {
    /// In the act's own transaction. A key that is already there is passed over.
    pub async fn put_dispatches(&mut self, dispatches: &[NewDispatch]) -> Result<()> {
        let mut rows = self.rows();
        for new in dispatches {
            rows.dispatch(new)?;
        }
        self.insert(rows).await
    }
}

static DISPATCHES: Table = Table {
    name: TABLE,
    columns: &[
        "id",
        "system",
        "message",
        "complaint_id",
        "event_seq",
        "key",
        "payload",
        "key_id",
        "state",
        "attempts",
        "answer",
        "created_at",
        "next_at",
    ],
    conflict: "on conflict (key) do nothing",
};

impl Rows {
    /// A message that waits to be told, sealed.
    pub fn dispatch(&mut self, new: &NewDispatch) -> Result<()> {
        let (id, keys) = (new.id.to_string(), self.keys());
        let payload = keys.seal(Place { table: TABLE, column: "payload", row: &id }, &new.payload)?;
        let cells = [
            id.into(),
            new.to.as_str().into(),
            new.message.as_str().into(),
            new.complaint.to_string().into(),
            new.event_seq.cast_signed().into(),
            new.key.as_str().into(),
            payload.into(),
            keys.current_id().into(),
            DispatchState::Waiting.as_str().into(),
            0_i64.into(),
            "".into(),
            micros(new.created_at).into(),
            micros(new.created_at).into(),
        ];
        self.push(&DISPATCHES, cells);
        Ok(())
    }
}

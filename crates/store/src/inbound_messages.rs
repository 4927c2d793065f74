//! What neighbours said, once each: noted in the transaction of what it brought about, so a replay finds it done.

use domain::dispatch::Neighbour;
use domain::id::ComplaintId;
use jiff::Timestamp;
use sqlx::FromRow;

use crate::codec::{instant, instants, maybe_parsed, micros, text};
use crate::crypto::Place;
use crate::error::{Result, StoreError};
use crate::tx::{Read, Write, on};

pub(crate) const TABLE: &str = "inbound_messages";

/// A message as it arrives.
#[derive(Clone, PartialEq, Eq)]
pub struct Inbound {
    pub from: Neighbour,
    /// The neighbour's own: the same however often it is sent.
    pub message_id: String,
    pub kind: String,
    /// Of what it says: another text under the same id is the neighbour's mistake.
    pub digest: String,
    /// Kept sealed, so that what waits can be done later.
    pub payload: String,
    /// The neighbour's own moment: the day its own sheet counts it on.
    pub said_at: Timestamp,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum InboundState {
    /// Done: a complaint, an act.
    Taken,
    /// Not possible yet; looked at again.
    Waiting,
    /// Cannot be done: somebody must look at it.
    Refused,
}

/// A message as it lies.
#[derive(Clone, PartialEq, Eq)]
pub struct InboundMessage {
    /// Of the row: the neighbour and its message id.
    pub id: String,
    pub inbound: Inbound,
    pub complaint: Option<ComplaintId>,
    pub state: InboundState,
    /// What became of it, in words.
    pub outcome: String,
    pub received_at: Timestamp,
    pub settled_at: Option<Timestamp>,
}

/// Whether a message was here before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    Never,
    /// The same words under the same id, and where they stand.
    Before(InboundState),
    /// Other words under an id that was used.
    OtherWords,
}

impl InboundState {
    pub const ALL: [InboundState; 3] = [InboundState::Taken, InboundState::Waiting, InboundState::Refused];

    pub fn as_str(self) -> &'static str {
        match self {
            InboundState::Taken => "taken",
            InboundState::Waiting => "waiting",
            InboundState::Refused => "refused",
        }
    }

    fn parse(word: &str) -> Result<InboundState> {
        let found = InboundState::ALL.into_iter().find(|state| state.as_str() == word);
        found.ok_or_else(|| StoreError::corrupt("inbound state", word))
    }
}

#[derive(FromRow)]
struct InboundRow {
    id: String,
    system: String,
    message_id: String,
    kind: String,
    digest: String,
    payload: String,
    complaint_id: Option<String>,
    state: String,
    outcome: String,
    said_at: i64,
    received_at: i64,
    settled_at: Option<i64>,
}

impl Read {
    pub async fn inbound_seen(&mut self, inbound: &Inbound) -> Result<Seen> {
        let row: Option<(String, String)> = on!(self, db => sqlx::query_as(
            "select digest, state from inbound_messages where system = $1 and message_id = $2"
        ).bind(inbound.from.as_str()).bind(&inbound.message_id).fetch_optional(db).await)?;
        match row {
            None => Ok(Seen::Never),
            Some((digest, _)) if digest != inbound.digest => Ok(Seen::OtherWords),
            Some((_, state)) => Ok(Seen::Before(InboundState::parse(&state)?)),
        }
    }

    /// A neighbour's messages in a state, by when they are next looked at; `after` is the last of the page before.
    pub async fn inbound_messages(
        &mut self,
        from: Neighbour,
        state: InboundState,
        due_by: Timestamp,
        limit: u32,
    ) -> Result<Vec<InboundMessage>> {
        let rows: Vec<InboundRow> = on!(self, db => sqlx::query_as(
            "select m.id, m.system, m.message_id, m.kind, m.digest, m.payload, m.complaint_id, m.state, m.outcome,
                    m.said_at, m.received_at, m.settled_at from inbound_messages m
             where m.system = $1 and m.state = $2 and m.next_at <= $3
             order by m.next_at, m.id limit $4"
        )
        .bind(from.as_str())
        .bind(state.as_str())
        .bind(micros(due_by))
        .bind(i64::from(limit))
        .fetch_all(db).await)?;
        rows.into_iter().map(|row| self.inbound(row)).collect()
    }

    /// What a neighbour said between two of its moments, the later one out. Sealed files are in no sheet.
    pub async fn inbound_between(
        &mut self,
        from: Neighbour,
        (first, until): (Timestamp, Timestamp),
        limit: u32,
    ) -> Result<Vec<(String, String)>> {
        Ok(on!(self, db => sqlx::query_as(
            "select m.message_id, m.kind from inbound_messages m
             where m.system = $1 and m.said_at >= $2 and m.said_at < $3
               and not exists (select 1 from complaints c where c.id = m.complaint_id and c.sealed)
             order by m.said_at, m.id limit $4"
        )
        .bind(from.as_str())
        .bind(micros(first))
        .bind(micros(until))
        .bind(i64::from(limit))
        .fetch_all(db).await)?)
    }

    /// What became of a message, if it was ever here; and whether it is about a sealed file.
    pub async fn inbound_fate(
        &mut self,
        from: Neighbour,
        message_id: &str,
    ) -> Result<Option<(InboundState, bool)>> {
        let row: Option<(String, bool)> = on!(self, db => sqlx::query_as(
            "select m.state, coalesce((select c.sealed from complaints c where c.id = m.complaint_id), false)
             from inbound_messages m where m.system = $1 and m.message_id = $2"
        ).bind(from.as_str()).bind(message_id).fetch_optional(db).await)?;
        row.map(|(state, sealed)| Ok((InboundState::parse(&state)?, sealed))).transpose()
    }

    /// How many of a neighbour's messages wait, and how many cannot be done.
    pub async fn inbound_queue(&mut self, from: Neighbour) -> Result<(u64, u64)> {
        let rows: Vec<(String, i64)> = on!(self, db => sqlx::query_as(
            "select state, count(*) from inbound_messages
             where system = $1 and state in ('waiting', 'refused') group by state"
        ).bind(from.as_str()).fetch_all(db).await)?;
        let of = |state: InboundState| {
            rows.iter().find(|(word, _)| word == state.as_str()).map_or(0, |(_, count)| count.cast_unsigned())
        };
        Ok((of(InboundState::Waiting), of(InboundState::Refused)))
    }

    fn inbound(&self, row: InboundRow) -> Result<InboundMessage> {
        let place = Place { table: TABLE, column: "payload", row: &row.id };
        let payload = self.keys().open(place, &row.payload)?;
        let from =
            Neighbour::parse(&row.system).ok_or_else(|| StoreError::corrupt("neighbour", &row.system))?;
        Ok(InboundMessage {
            inbound: Inbound {
                from,
                message_id: row.message_id,
                kind: row.kind,
                digest: row.digest,
                payload,
                said_at: instant(row.said_at)?,
            },
            complaint: maybe_parsed("complaint id", row.complaint_id.as_deref())?,
            state: InboundState::parse(&row.state)?,
            outcome: row.outcome,
            received_at: instant(row.received_at)?,
            settled_at: instants(row.settled_at)?,
            id: row.id,
        })
    }
}

impl Write {
    /// Notes a message that was never here, or a waiting one's new fate. In the transaction of what it
    /// brought about. A conflict when a twin was faster: undo, and look again.
    pub async fn note_inbound(
        &mut self,
        inbound: &Inbound,
        (state, outcome): (InboundState, &str),
        complaint: Option<ComplaintId>,
        (at, next_at): (Timestamp, Timestamp),
    ) -> Result<()> {
        let id = format!("{}:{}", inbound.from.as_str(), inbound.message_id);
        let key_id = self.keys().current_id().to_owned();
        let payload =
            self.keys().seal(Place { table: TABLE, column: "payload", row: &id }, &inbound.payload)?;
        let settled_at = (state != InboundState::Waiting).then_some(micros(at));
        let noted = on!(self, db => sqlx::query(
            "insert into inbound_messages (id, system, message_id, kind, digest, payload, key_id, complaint_id,
                state, outcome, said_at, received_at, next_at, settled_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $14, $11, $12, $13)
             on conflict (system, message_id) do update set state = excluded.state, outcome = excluded.outcome,
                complaint_id = excluded.complaint_id, next_at = excluded.next_at, settled_at = excluded.settled_at
             where inbound_messages.state = 'waiting'"
        )
        .bind(&id)
        .bind(inbound.from.as_str())
        .bind(&inbound.message_id)
        .bind(&inbound.kind)
        .bind(&inbound.digest)
        .bind(payload)
        .bind(key_id)
        .bind(text(complaint))
        .bind(state.as_str())
        .bind(outcome)
        .bind(micros(at))
        .bind(micros(next_at))
        .bind(settled_at)
        .bind(micros(inbound.said_at))
        .execute(db).await.map(|done| done.rows_affected()))?;
        if noted == 0 { Err(StoreError::Conflict("the message was here before".into())) } else { Ok(()) }
    }
}

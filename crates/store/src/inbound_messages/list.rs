//! What neighbours said, for people to read and for the day's sheet. Sealed files are in no list and no count.

use domain::dispatch::Neighbour;
use domain::id::ComplaintId;
use jiff::Timestamp;
use sqlx::{FromRow, QueryBuilder};

use super::InboundState;
use crate::codec::{instant, maybe_parsed, micros};
use crate::error::Result;
use crate::tx::{Read, on};

/// A message as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InboundLine {
    pub id: String,
    pub message_id: String,
    pub kind: String,
    pub complaint: Option<ComplaintId>,
    pub outcome: String,
    pub said_at: Timestamp,
    pub received_at: Timestamp,
    pub next_at: Timestamp,
}

#[derive(FromRow)]
struct LineRow {
    id: String,
    message_id: String,
    kind: String,
    complaint_id: Option<String>,
    outcome: String,
    said_at: i64,
    received_at: i64,
    next_at: i64,
}

impl LineRow {
    fn line(self) -> Result<InboundLine> {
        let LineRow { id, message_id, kind, complaint_id, outcome, said_at, received_at, next_at } = self;
        Ok(InboundLine {
            id,
            message_id,
            kind,
            complaint: maybe_parsed("complaint id", complaint_id.as_deref())?,
            outcome,
            said_at: instant(said_at)?,
            received_at: instant(received_at)?,
            next_at: instant(next_at)?,
        })
    }
}

impl Read {
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

    /// The same for people to read, without what was said; `after` is the last of the page before. Sealed
    /// files are in no list.
    pub async fn inbound_list(
        &mut self,
        from: Neighbour,
        state: InboundState,
        after: Option<(Timestamp, String)>,
        limit: u32,
    ) -> Result<Vec<InboundLine>> {
        let rows: Vec<LineRow> = on!(self, db: Db => {
            let mut sql = QueryBuilder::<Db>::new(
                "select id, message_id, kind, complaint_id, outcome, said_at, received_at, next_at from inbound_messages
                 where not exists (select 1 from complaints c
                    where c.id = inbound_messages.complaint_id and c.sealed) and system = ");
            sql.push_bind(from.as_str()).push(" and state = ").push_bind(state.as_str());
            if let Some((at, id)) = after {
                sql.push(" and (next_at, id) > (").push_bind(micros(at)).push(", ").push_bind(id).push(")");
            }
            sql.push(" order by next_at, id limit ").push_bind(i64::from(limit));
            sql.build_query_as().fetch_all(db).await
        })?;
        rows.into_iter().map(LineRow::line).collect()
    }

    /// How many of a neighbour's messages wait, and how many cannot be done.
    pub async fn inbound_queue(&mut self, from: Neighbour) -> Result<(u64, u64)> {
        let rows: Vec<(String, i64)> = on!(self, db => sqlx::query_as(
            "select state, count(*) from inbound_messages
             where system = $1 and state in ('waiting', 'refused')
               and not exists (select 1 from complaints c where c.id = inbound_messages.complaint_id and c.sealed)
             group by state"
        ).bind(from.as_str()).fetch_all(db).await)?;
        let of = |state: InboundState| {
            rows.iter().find(|(word, _)| word == state.as_str()).map_or(0, |(_, count)| count.cast_unsigned())
        };
        Ok((of(InboundState::Waiting), of(InboundState::Refused)))
    }
}

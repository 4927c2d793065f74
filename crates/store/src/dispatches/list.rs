//! 연계현황: messages to neighbours, of a case or of the whole office. Sealed files are in no list and no count.

use domain::dispatch::Neighbour;
use domain::id::{ComplaintId, DispatchId};
use jiff::Timestamp;
use sqlx::QueryBuilder;

use super::{Dispatch, DispatchRow, DispatchState, columns};
use crate::codec::{instants, micros};
use crate::error::{Result, StoreError};
use crate::tx::{Read, on};

/// What waits for a neighbour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Queue {
    pub waiting: u64,
    pub failed: u64,
    /// Since when the oldest one waits.
    pub oldest: Option<Timestamp>,
}

/// Not of a sealed file.
macro_rules! unsealed {
    () => {
        "not exists (select 1 from complaints c where c.id = dispatches.complaint_id and c.sealed)"
    };
}

impl Read {
    /// Of a case, oldest first.
    pub async fn dispatches_of(&mut self, complaint: ComplaintId, limit: u32) -> Result<Vec<Dispatch>> {
        let rows: Vec<DispatchRow> = on!(self, db => sqlx::query_as(concat!(
            "select ", columns!(), " from dispatches where complaint_id = $1 order by created_at, id limit $2"
        )).bind(complaint.to_string()).bind(i64::from(limit)).fetch_all(db).await)?;
        rows.into_iter().map(DispatchRow::dispatch).collect()
    }

    /// One message, wherever it lies.
    pub async fn dispatch(&mut self, id: DispatchId) -> Result<Dispatch> {
        let row: Option<DispatchRow> = on!(self, db => sqlx::query_as(concat!(
            "select ", columns!(), " from dispatches where id = $1"
        )).bind(id.to_string()).fetch_optional(db).await)?;
        row.ok_or(StoreError::NotFound("message to a neighbour"))?.dispatch()
    }

    /// What became of the message under a key; and whether it is about a sealed file.
    pub async fn dispatch_fate(&mut self, key: &str) -> Result<Option<(DispatchState, bool)>> {
        let row: Option<(String, bool)> = on!(self, db => sqlx::query_as(concat!(
            "select state, not (", unsealed!(), ") from dispatches where key = $1"
        )).bind(key).fetch_optional(db).await)?;
        row.map(|(state, sealed)| Ok((DispatchState::parse(&state)?, sealed))).transpose()
    }

    /// A neighbour's messages in a state, by when they are next due; `after` is the last of the page before.
    pub async fn dispatches(
        &mut self,
        to: Neighbour,
        state: DispatchState,
        after: Option<(Timestamp, DispatchId)>,
        limit: u32,
    ) -> Result<Vec<Dispatch>> {
        let rows: Vec<DispatchRow> = on!(self, db: Db => {
            let mut sql = QueryBuilder::<Db>::new(concat!("select ", columns!(),
                " from dispatches where ", unsealed!(), " and system = "));
            sql.push_bind(to.as_str()).push(" and state = ").push_bind(state.as_str());
            if let Some((at, id)) = after {
                sql.push(" and (next_at, id) > (").push_bind(micros(at)).push(", ");
                sql.push_bind(id.to_string()).push(")");
            }
            sql.push(" order by next_at, id limit ").push_bind(i64::from(limit));
            sql.build_query_as().fetch_all(db).await
        })?;
        rows.into_iter().map(DispatchRow::dispatch).collect()
    }

    /// What a neighbour took between two moments, the later one out; for the day's sheet.
    pub async fn dispatches_sent(
        &mut self,
        to: Neighbour,
        (from, until): (Timestamp, Timestamp),
        limit: u32,
    ) -> Result<Vec<Dispatch>> {
        let rows: Vec<DispatchRow> = on!(self, db => sqlx::query_as(concat!(
            "select ", columns!(), " from dispatches where ", unsealed!(), " and system = $1 and settled_at >= $2 and settled_at < $3 and state = 'sent'
             order by settled_at, id limit $4"
        ))
        .bind(to.as_str())
        .bind(micros(from))
        .bind(micros(until))
        .bind(i64::from(limit))
        .fetch_all(db).await)?;
        rows.into_iter().map(DispatchRow::dispatch).collect()
    }

    pub async fn dispatch_queue(&mut self, to: Neighbour) -> Result<Queue> {
        let rows: Vec<(String, i64, Option<i64>)> = on!(self, db => sqlx::query_as(concat!(
            "select state, count(*), min(created_at) from dispatches where ", unsealed!(),
            " and system = $1 and state in ('waiting', 'failed') group by state"
        )).bind(to.as_str()).fetch_all(db).await)?;
        let mut queue = Queue::default();
        for (state, count, oldest) in rows {
            match DispatchState::parse(&state)? {
                DispatchState::Waiting => {
                    queue.waiting = count.cast_unsigned();
                    queue.oldest = instants(oldest)?;
                }
                DispatchState::Failed => queue.failed = count.cast_unsigned(),
                DispatchState::Sent => {}
            }
        }
        Ok(queue)
    }
}

//! Telling a neighbour: claim, settle, try again.

use domain::dispatch::Neighbour;
use domain::id::DispatchId;
use jiff::Timestamp;
use sqlx::{AssertSqlSafe, FromRow};

use super::{Dispatch, DispatchRow, DispatchState, TABLE, columns};
use crate::codec::micros;
use crate::crypto::Place;
use crate::error::{Result, StoreError};
use crate::tx::{Write, on};

/// A message in a teller's hands.
#[derive(Clone, PartialEq, Eq)]
pub struct ClaimedDispatch {
    pub dispatch: Dispatch,
    pub payload: String,
    locked_until: Timestamp,
}

/// What becomes of a claimed message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DispatchSettled {
    Sent,
    /// Again, not before then. There is no last time: a neighbour that is away comes back.
    Retry(Timestamp),
    /// The neighbour refused it for good.
    Failed,
}

#[derive(FromRow)]
struct ClaimedRow {
    #[sqlx(flatten)]
    row: DispatchRow,
    payload: String,
}

impl Write {
    /// At most `limit` messages to a neighbour due by `now`, for this teller alone until `until`; then, if
    /// nobody settled them, for anybody again. Commit before telling. Of one file only the oldest waiting
    /// message: an answer never overtakes the receipt.
    pub async fn claim_dispatches(
        &mut self,
        to: Neighbour,
        now: Timestamp,
        until: Timestamp,
        limit: u32,
    ) -> Result<Vec<ClaimedDispatch>> {
        let sql = format!(
            concat!(
                "update dispatches set locked_until = $2, next_at = $2, attempts = attempts + 1 where id in (
                     select w.id from dispatches w where w.system = $4 and w.state = 'waiting' and w.next_at <= $1
                     and not exists (select 1 from dispatches e where e.complaint_id = w.complaint_id
                        and e.system = w.system and e.state = 'waiting'
                        and (e.created_at, e.id) < (w.created_at, w.id))
                     order by w.next_at, w.id limit $3{}) returning ",
                columns!(),
                ", payload"
            ),
            self.engine().skip_locked()
        );
        let rows: Vec<ClaimedRow> = on!(self, db => sqlx::query_as(AssertSqlSafe(sql))
            .bind(micros(now))
            .bind(micros(until))
            .bind(i64::from(limit))
            .bind(to.as_str())
            .fetch_all(db).await)?;
        let mut claimed = Vec::with_capacity(rows.len());
        for ClaimedRow { row, payload } in rows {
            let place = Place { table: TABLE, column: "payload", row: &row.id };
            let payload = self.keys().open(place, &payload)?;
            claimed.push(ClaimedDispatch { dispatch: row.dispatch()?, payload, locked_until: until });
        }
        claimed.sort_by_key(|claimed| (claimed.dispatch.created_at, claimed.dispatch.id));
        Ok(claimed)
    }

    /// Settles a claimed message with what the neighbour said. A conflict when the claim ran out and
    /// somebody else took it up.
    pub async fn settle_dispatch(
        &mut self,
        claimed: &ClaimedDispatch,
        outcome: DispatchSettled,
        answer: &str,
        at: Timestamp,
    ) -> Result<()> {
        let (state, next, settled_at) = match outcome {
            DispatchSettled::Sent => (DispatchState::Sent, at, Some(at)),
            DispatchSettled::Retry(next) => (DispatchState::Waiting, next, None),
            DispatchSettled::Failed => (DispatchState::Failed, at, Some(at)),
        };
        let settled = on!(self, db => sqlx::query(
            "update dispatches set state = $3, next_at = $4, answer = $5, settled_at = $6, locked_until = null
             where id = $1 and state = 'waiting' and locked_until = $2"
        )
        .bind(claimed.dispatch.id.to_string())
        .bind(micros(claimed.locked_until))
        .bind(state.as_str())
        .bind(micros(next))
        .bind(answer)
        .bind(settled_at.map(micros))
        .execute(db).await.map(|done| done.rows_affected()))?;
        if settled == 0 { Err(StoreError::Conflict("the message's claim ran out".into())) } else { Ok(()) }
    }

    /// Somebody wants a refused message tried again, or a waiting one at once.
    pub async fn retry_dispatch(&mut self, id: DispatchId, at: Timestamp) -> Result<()> {
        let again = on!(self, db => sqlx::query(
            "update dispatches set state = 'waiting', next_at = $2, settled_at = null
             where id = $1 and (state = 'failed' or (state = 'waiting' and locked_until is null))"
        ).bind(id.to_string()).bind(micros(at)).execute(db).await.map(|done| done.rows_affected()))?;
        if again == 0 { Err(StoreError::NotFound("message to be told again")) } else { Ok(()) }
    }

    /// The neighbour is back: what was put off is due now. How many.
    pub async fn wake_dispatches(&mut self, to: Neighbour, now: Timestamp) -> Result<u64> {
        let woken = on!(self, db => sqlx::query(
            "update dispatches set next_at = $2
             where system = $1 and state = 'waiting' and next_at > $2 and locked_until is null"
        ).bind(to.as_str()).bind(micros(now)).execute(db).await.map(|done| done.rows_affected()))?;
        Ok(woken)
    }
}

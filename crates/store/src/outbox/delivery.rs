//! Delivering: claim, record each attempt, settle.

use domain::id::NoticeId;
use jiff::Timestamp;
use sqlx::AssertSqlSafe;

use super::row::NoticeRow;
use super::{Attempt, Notice, NoticeState, Tray};
use crate::codec::micros;
use crate::error::{Result, StoreError};
use crate::tx::{Write, on};

/// What becomes of a claimed notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settled {
    Sent,
    /// Again, not before then.
    Retry(Timestamp),
    /// Every channel refused it for good.
    Failed,
    /// Tried too often.
    GivenUp,
}

impl Write {
    /// At most `limit` notices due by `now`, oldest first, for this deliverer alone until `until`;
    /// then, if nobody settled them, for anybody again. Commit before delivering. Taking one up counts
    /// as an attempt, so that a notice that kills its deliverer does not come back for ever.
    pub async fn claim_notices(
        &mut self,
        now: Timestamp,
        until: Timestamp,
        limit: u32,
    ) -> Result<Vec<Notice>> {
        let mut notices = Vec::new();
        for tray in Tray::ALL {
            let left = i64::from(limit) - i64::try_from(notices.len()).unwrap_or(i64::MAX);
            if left > 0 {
                let rows = self.claim_from(tray, (now, until), left).await?;
                let opened = rows.into_iter().map(|row| row.open(self.keys())).collect::<Result<Vec<_>>>()?;
                notices.extend(opened);
            }
        }
        notices.sort_by_key(|notice| (notice.created_at, notice.id));
        Ok(notices)
    }

    async fn claim_from(
        &mut self,
        tray: Tray,
        (now, until): (Timestamp, Timestamp),
        limit: i64,
    ) -> Result<Vec<NoticeRow>> {
        // The moment in brackets, so that PostgreSQL does not plan anew for each; the limit said, so that it plans for few.
        let sql = format!(
            "update {table} set locked_until = $2, next_at = $2, attempts = attempts + 1 where id in (
                 select id from {table} where state = 'pending' and next_at <= (select cast($1 as bigint))
                 order by next_at, id limit {limit}{}) returning {}",
            self.engine().skip_locked(),
            tray.columns(),
            table = tray.table(),
        );
        Ok(on!(self, db => sqlx::query_as(AssertSqlSafe(sql))
            .bind(micros(now))
            .bind(micros(until))
            .fetch_all(db).await)?)
    }

    pub async fn record_attempt(&mut self, notice: &Notice, attempt: &Attempt) -> Result<()> {
        let sql = format!(
            "insert into {table} (notice_id, ordinal, channel, answer, success, at)
             values ($1, (select coalesce(max(ordinal), 0) + 1 from {table} where notice_id = $1),
                     $2, $3, $4, $5)",
            table = notice.about.tray().attempts(),
        );
        on!(self, db => sqlx::query(AssertSqlSafe(sql))
        .bind(notice.id.to_string())
        .bind(&attempt.channel)
        .bind(&attempt.answer)
        .bind(attempt.success)
        .bind(micros(attempt.at))
        .execute(db).await.map(drop))?;
        Ok(())
    }

    /// Settles a claimed notice. A conflict when the claim ran out and somebody else took it up.
    pub async fn settle_notice(&mut self, claimed: &Notice, outcome: Settled) -> Result<()> {
        match self.settled_in_time(claimed, outcome).await? {
            true => Ok(()),
            false => Err(StoreError::Conflict("the notice's claim ran out".into())),
        }
    }

    /// The same; whether the claim was still good.
    pub(super) async fn settled_in_time(&mut self, claimed: &Notice, outcome: Settled) -> Result<bool> {
        let sql = format!(
            "update {} set state = $3, next_at = $4, locked_until = null
             where id = $1 and state = 'pending' and locked_until = $2",
            claimed.about.tray().table()
        );
        let settled = on!(self, db => sqlx::query(AssertSqlSafe(sql))
        .bind(claimed.id.to_string())
        .bind(claimed.locked_until.map(micros))
        .bind(outcome.state().as_str())
        .bind(micros(outcome.next_at(claimed)))
        .execute(db).await.map(|done| done.rows_affected()))?;
        Ok(settled > 0)
    }

    /// Somebody wants a failed notice about a complaint tried again. One that has no channel is told by hand.
    pub async fn retry_notice(&mut self, id: NoticeId, at: Timestamp) -> Result<()> {
        let again = on!(self, db => sqlx::query(
            "update outbox set state = 'pending', next_at = $2, attempts = 0
             where id = $1 and state in ('failed', 'given_up') and channels <> '[]'"
        ).bind(id.to_string()).bind(micros(at)).execute(db).await.map(|done| done.rows_affected()))?;
        if again == 0 { Err(StoreError::NotFound("failed notice")) } else { Ok(()) }
    }
}

impl Settled {
    /// When it is due from now on.
    pub(super) fn next_at(self, claimed: &Notice) -> Timestamp {
        match self {
            Settled::Retry(at) => at,
            Settled::Sent | Settled::Failed | Settled::GivenUp => claimed.next_at,
        }
    }

    pub(super) fn state(self) -> NoticeState {
        match self {
            Settled::Sent => NoticeState::Sent,
            Settled::Retry(_) => NoticeState::Pending,
            Settled::Failed => NoticeState::Failed,
            Settled::GivenUp => NoticeState::GivenUp,
        }
    }
}

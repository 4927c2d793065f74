//! What is counted by the machine's clock, when somebody sets that clock while work is under way.

use jiff::{SignedDuration, Timestamp};
use sqlx::AssertSqlSafe;

use crate::codec::micros;
use crate::error::Result;
use crate::outbox;
use crate::tx::{Write, on};

/// The clock was set from one moment to another, in no time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClockSet {
    pub from: Timestamp,
    pub to: Timestamp,
}

/// Queues whose work is claimed until a moment, and what waiting is called there.
const QUEUES: [(&str, &str); 3] =
    [(outbox::TABLE, "pending"), (outbox::ACCOUNT_TABLE, "pending"), ("dispatches", "waiting")];

impl Write {
    /// Set forward: what somebody has in hand stays theirs as long as it would have. Set back: nothing waits for the
    /// difference, and what is in hand is anybody's again after the longest claim.
    pub async fn clock_was_set(&mut self, set: ClockSet, longest_claim: SignedDuration) -> Result<()> {
        let by = set.to.duration_since(set.from);
        if by.is_positive() {
            self.hold_claims(set, by).await
        } else {
            self.free(set, by, longest_claim).await
        }
    }

    async fn hold_claims(&mut self, set: ClockSet, by: SignedDuration) -> Result<()> {
        for (queue, waiting) in QUEUES {
            let sql = format!(
                "update {queue} set next_at = next_at + $1
                 where state = '{waiting}' and locked_until is not null and next_at > $2"
            );
            on!(self, db => sqlx::query(AssertSqlSafe(sql)).bind(microseconds(by)).bind(micros(set.from))
                .execute(db).await.map(drop))?;
        }
        on!(self, db => sqlx::query(
            "update exports set lease_until = lease_until + $1 where state = 'running' and lease_until > $2"
        ).bind(microseconds(by)).bind(micros(set.from)).execute(db).await.map(drop))?;
        Ok(())
    }

    async fn free(&mut self, set: ClockSet, by: SignedDuration, longest_claim: SignedDuration) -> Result<()> {
        let latest = micros(set.to + longest_claim);
        for (queue, waiting) in QUEUES {
            let sql = format!(
                "update {queue} set next_at = next_at + $1
                 where state = '{waiting}' and locked_until is null and next_at > $2"
            );
            on!(self, db => sqlx::query(AssertSqlSafe(sql)).bind(microseconds(by)).bind(micros(set.to))
                .execute(db).await.map(drop))?;
            // Whose it is stays: a deliverer that is at it settles it all the same.
            let sql = format!(
                "update {queue} set next_at = $1
                 where state = '{waiting}' and locked_until is not null and next_at > $1"
            );
            on!(self, db => sqlx::query(AssertSqlSafe(sql)).bind(latest).execute(db).await.map(drop))?;
        }
        on!(self, db => sqlx::query(
            "update exports set lease_until = $1 where state = 'running' and lease_until > $1"
        ).bind(latest).execute(db).await.map(drop))?;
        on!(self, db => sqlx::query("update attachments set scan_at = scan_at + $1 where scan_at > $2")
            .bind(microseconds(by)).bind(micros(set.to)).execute(db).await.map(drop))?;
        Ok(())
    }
}

fn microseconds(by: SignedDuration) -> i64 {
    i64::try_from(by.as_micros()).unwrap_or(i64::MAX)
}

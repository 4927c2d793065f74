//! Letters of a past that was entered at once: they have long left, and their rows say so.

use jiff::Timestamp;
use sqlx::AssertSqlSafe;

use crate::codec::{from_json, micros};
use crate::error::Result;
use crate::tx::{Write, on};

/// How long after its writing a letter left, in microseconds.
const LEFT_AFTER: i64 = 20_000_000;
/// Notices whose first channel failed: those whose id ends so, one in sixteen.
const STUMBLED: &str = "7";
/// Notices that no channel took: one in 256.
const LOST: &str = "3e";

impl Write {
    /// Settles what is still waiting from before this moment, with a plausible attempt each: most went
    /// over their first channel, some fell back to the next, a few failed for good.
    pub async fn settle_past_notices(&mut self, before: Timestamp) -> Result<()> {
        let roads: Vec<String> = on!(self, db => sqlx::query_scalar(
            "select distinct channels from outbox where state = 'pending' and created_at < $1"
        ).bind(micros(before)).fetch_all(db).await)?;
        for road in roads {
            let channels: Vec<String> = from_json("channels", &road)?;
            self.tell_attempts(&road, &channels, before).await?;
        }
        let sql = format!(
            "update outbox set attempts = 1, state = case when id like '%{LOST}' then 'failed' else 'sent' end
             where state = 'pending' and created_at < $1"
        );
        on!(self, db => sqlx::query(AssertSqlSafe(sql)).bind(micros(before)).execute(db).await.map(drop))?;
        Ok(())
    }

    async fn tell_attempts(&mut self, road: &str, channels: &[String], before: Timestamp) -> Result<()> {
        let Some((first, others)) = channels.split_first() else { return Ok(()) };
        let second = others.first();
        let delivered = match second {
            Some(_) => format!("id not like '%{LOST}' and id not like '%{STUMBLED}'"),
            None => format!("id not like '%{LOST}'"),
        };
        self.attempt((road, before), &delivered, (1, first, "접수됨", true)).await?;
        for (ordinal, channel) in (1..).zip(channels) {
            let lost = format!("id like '%{LOST}'");
            self.attempt((road, before), &lost, (ordinal, channel, "수신 거부", false)).await?;
        }
        let Some(second) = second else { return Ok(()) };
        let stumbled = format!("id like '%{STUMBLED}'");
        self.attempt((road, before), &stumbled, (1, first, "채널 친구가 아님", false)).await?;
        self.attempt((road, before), &stumbled, (2, second, "접수됨", true)).await
    }

    async fn attempt(
        &mut self,
        (road, before): (&str, Timestamp),
        which: &str,
        (ordinal, channel, answer, success): (i64, &str, &str, bool),
    ) -> Result<()> {
        let sql = format!(
            "insert into outbox_attempts (notice_id, ordinal, channel, answer, success, at)
             select id, $1, $2, $3, $4, created_at + $5 from outbox
             where state = 'pending' and created_at < $6 and channels = $7 and {which}"
        );
        on!(self, db => sqlx::query(AssertSqlSafe(sql))
            .bind(ordinal)
            .bind(channel)
            .bind(answer)
            .bind(success)
            .bind(LEFT_AFTER * ordinal)
            .bind(micros(before))
            .bind(road)
            .execute(db).await.map(drop))?;
        Ok(())
    }
}

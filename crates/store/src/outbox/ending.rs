//! The end of a claim: the last try is written down, and what becomes of the notice.

use std::collections::HashSet;

use sqlx::AssertSqlSafe;

use super::{Attempt, Notice, Settled, Tray};
use crate::codec::micros;
use crate::error::Result;
use crate::postgres::within;
use crate::tx::{Tx, Write};

/// A claimed notice, its last try, and what becomes of it.
pub struct Ended {
    pub notice: Notice,
    pub last: Attempt,
    pub settled: Settled,
}

impl Write {
    /// Of each whether it was still its deliverer's. Where the claim ran out the try is written down all the same, for it
    /// happened. PostgreSQL is told once of all that lie in one tray.
    pub async fn end_notices(&mut self, ended: &[Ended]) -> Result<Vec<bool>> {
        let mut in_time = vec![false; ended.len()];
        // The same notice comes twice, when its claim ran out and it was claimed again meanwhile.
        let mut seen = HashSet::new();
        let (together, again): (Vec<usize>, Vec<usize>) =
            (0..ended.len()).partition(|at| seen.insert(ended[*at].notice.id));
        for tray in Tray::ALL {
            let these = together.iter().filter(|at| ended[**at].notice.about.tray() == tray);
            let (places, these): (Vec<usize>, Vec<&Ended>) = these.map(|at| (*at, &ended[*at])).unzip();
            let settled = if these.is_empty() { Vec::new() } else { self.end_in(tray, &these).await? };
            for at in places {
                in_time[at] = settled.contains(&ended[at].notice.id.to_string());
            }
        }
        for at in again {
            in_time[at] = self.end_one(&ended[at]).await?;
        }
        Ok(in_time)
    }

    async fn end_one(&mut self, Ended { notice, last, settled }: &Ended) -> Result<bool> {
        self.record_attempt(notice, last).await?;
        self.settled_in_time(notice, *settled).await
    }

    /// The ids of those that were still their deliverer's.
    async fn end_in(&mut self, tray: Tray, ended: &[&Ended]) -> Result<Vec<String>> {
        let Tx::Postgres(tx) = self.0.db().await? else {
            let mut in_time = Vec::with_capacity(ended.len());
            for one in ended {
                let settled = self.end_one(one).await?;
                in_time.extend(settled.then(|| one.notice.id.to_string()));
            }
            return Ok(in_time);
        };
        let sql = format!(
            "with ended as (
                 select * from unnest((select $1::text[]), (select $2::bigint[]), (select $3::text[]),
                     (select $4::bigint[]), (select $5::text[]), (select $6::text[]), (select $7::boolean[]),
                     (select $8::bigint[])) ended (id, claimed, state, next_at, channel, answer, success, at)),
             tried as (
                 insert into {attempts} (notice_id, ordinal, channel, answer, success, at)
                 select id, (select coalesce(max(ordinal), 0) + 1 from {attempts} where notice_id = ended.id),
                        channel, answer, success, at from ended)
             update {table} set state = ended.state, next_at = ended.next_at, locked_until = null from ended
             where {table}.id = ended.id and {table}.state = 'pending' and {table}.locked_until = ended.claimed
             returning {table}.id",
            attempts = tray.attempts(),
            table = tray.table(),
        );
        let texts = |of: fn(&Ended) -> String| ended.iter().map(|one| of(one)).collect::<Vec<String>>();
        let query = sqlx::query_scalar(AssertSqlSafe(sql))
            .bind(texts(|one| one.notice.id.to_string()))
            .bind(ended.iter().map(|one| one.notice.locked_until.map(micros)).collect::<Vec<_>>())
            .bind(texts(|one| one.settled.state().as_str().to_owned()))
            .bind(ended.iter().map(|one| micros(one.settled.next_at(&one.notice))).collect::<Vec<_>>())
            .bind(texts(|one| one.last.channel.clone()))
            .bind(texts(|one| one.last.answer.clone()))
            .bind(ended.iter().map(|one| one.last.success).collect::<Vec<_>>())
            .bind(ended.iter().map(|one| micros(one.last.at)).collect::<Vec<_>>());
        let told = within(tx.patience, query.fetch_all(&mut **tx)).await;
        Ok(self.0.writable.heard(told)?)
    }
}

//! Looking through the access log: by period, account, action and outcome, and what stands out in a month.

use domain::id::OfficerId;
use jiff::Timestamp;
use sqlx::{FromRow, QueryBuilder};

use crate::access_log::{Access, LoggedAccess};
use crate::codec::{instant, micros, parsed};
use crate::error::Result;
use crate::tx::{Read, on};

/// Accounts told of one kind of oddity; more are a pattern that one line shows too.
const TALLIES: usize = 50;

/// What of the log is looked for. Both moments count.
#[derive(Clone, Debug)]
pub struct AccessFilter {
    pub from: Timestamp,
    pub to: Timestamp,
    pub account: Option<String>,
    pub action: Option<String>,
    pub outcome: Option<String>,
}

/// The last line of the page before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AccessCursor {
    pub at: Timestamp,
    pub seq: u64,
}

/// How often somebody did something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    pub account: String,
    pub times: u64,
}

#[derive(FromRow)]
struct FoundRow {
    seq: i64,
    at: i64,
    account: Option<String>,
    ip: Option<String>,
    action: String,
    subject: Option<String>,
    outcome: String,
}

impl Read {
    /// Newest first.
    pub async fn accesses_found(
        &mut self,
        filter: &AccessFilter,
        before: Option<AccessCursor>,
        limit: u32,
    ) -> Result<Vec<LoggedAccess>> {
        let rows: Vec<FoundRow> = on!(self, db: Db => {
            let mut sql = QueryBuilder::<Db>::new(
                "select seq, at, account, ip, action, subject, outcome from access_log where at >= ");
            sql.push_bind(micros(filter.from)).push(" and at <= ").push_bind(micros(filter.to));
            let equal = [
                (" and account = ", &filter.account),
                (" and action = ", &filter.action),
                (" and outcome = ", &filter.outcome),
            ];
            for (condition, value) in equal {
                if let Some(value) = value {
                    sql.push(condition).push_bind(value);
                }
            }
            if let Some(before) = before {
                sql.push(" and (at, seq) < (").push_bind(micros(before.at)).push(", ");
                sql.push_bind(before.seq.cast_signed()).push(")");
            }
            sql.push(" order by at desc, seq desc limit ").push_bind(i64::from(limit));
            sql.build_query_as().fetch_all(db).await
        })?;
        rows.into_iter().map(FoundRow::logged).collect()
    }

    /// The number of the first line at or after this moment: where a partial verification begins.
    pub async fn first_access_from(&mut self, from: Timestamp) -> Result<Option<u64>> {
        let seq: Option<i64> = on!(self, db => sqlx::query_scalar(
            "select seq from access_log where at >= $1 order by at, seq limit 1"
        ).bind(micros(from)).fetch_optional(db).await)?;
        Ok(seq.map(i64::cast_unsigned))
    }

    /// Has this account left a line in the period?
    pub async fn has_accesses(&mut self, account: &str, from: Timestamp, before: Timestamp) -> Result<bool> {
        let found: Option<i64> = on!(self, db => sqlx::query_scalar(
            "select seq from access_log where account = $1 and at >= $2 and at < $3 order by at, seq limit 1"
        ).bind(account).bind(micros(from)).bind(micros(before)).fetch_optional(db).await)?;
        Ok(found.is_some())
    }

    /// Accounts that logged in within a stretch of time.
    pub async fn log_ins_between(&mut self, from: Timestamp, before: Timestamp) -> Result<Vec<Tally>> {
        let rows: Vec<(String, i64)> = on!(self, db => sqlx::query_as(
            "select account, count(*) from access_log
             where at >= $1 and at < $2 and action = 'log-in' and outcome = 'ok' and account is not null
             group by account"
        ).bind(micros(from)).bind(micros(before)).fetch_all(db).await)?;
        Ok(most(rows).into_iter().map(tally).collect())
    }

    /// Accounts with at least so many log-ins that failed.
    pub async fn failed_log_ins(
        &mut self,
        from: Timestamp,
        before: Timestamp,
        least: u32,
    ) -> Result<Vec<Tally>> {
        let rows: Vec<(String, i64)> = on!(self, db => sqlx::query_as(
            "select account, count(*) from access_log
             where at >= $1 and at < $2 and action = 'log-in' and outcome <> 'ok' and account is not null
             group by account having count(*) >= $3"
        )
        .bind(micros(from))
        .bind(micros(before))
        .bind(i64::from(least))
        .fetch_all(db).await)?;
        Ok(most(rows).into_iter().map(tally).collect())
    }

    /// Officers who opened personal data at least so often, whatever the purpose.
    pub async fn frequent_openings(
        &mut self,
        from: Timestamp,
        before: Timestamp,
        least: u32,
    ) -> Result<Vec<(OfficerId, u64)>> {
        let rows: Vec<(String, i64)> = on!(self, db => sqlx::query_as(
            "select officer_id, count(*) from openings where at >= $1 and at < $2
             group by officer_id having count(*) >= $3"
        )
        .bind(micros(from))
        .bind(micros(before))
        .bind(i64::from(least))
        .fetch_all(db).await)?;
        most(rows).iter().map(|(id, times)| Ok((parsed("officer id", id)?, times.cast_unsigned()))).collect()
    }
}

/// The highest counts, in order; sorted here, where they are few.
fn most(mut counted: Vec<(String, i64)>) -> Vec<(String, i64)> {
    counted.sort_by(|a, b| (b.1, &a.0).cmp(&(a.1, &b.0)));
    counted.truncate(TALLIES);
    counted
}

fn tally((account, times): (String, i64)) -> Tally {
    Tally { account, times: times.cast_unsigned() }
}

impl FoundRow {
    fn logged(self) -> Result<LoggedAccess> {
        let FoundRow { seq, at, account, ip, action, subject, outcome } = self;
        let access = Access { at: instant(at)?, account, ip, action, subject, outcome };
        Ok(LoggedAccess { seq: seq.cast_unsigned(), access })
    }
}

//! 알림현황: notices with their attempts, of a case or of the whole office.

use std::collections::BTreeMap;

use domain::id::{ComplaintId, NoticeId, OfficerId};
use jiff::Timestamp;
use sqlx::{AssertSqlSafe, QueryBuilder};

use super::row::{NoticeRow, columns};
use super::{Attempt, Notice, NoticeState, Tray};
use crate::codec::{instants, micros};
use crate::error::Result;
use crate::tx::{Read, on};

#[derive(Clone, PartialEq, Eq)]
pub struct NoticeWithAttempts {
    pub notice: Notice,
    pub attempts: Vec<Attempt>,
}

/// How the outbox stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outbox {
    /// Notices that wait, or are being delivered now.
    pub waiting: u64,
    /// When the oldest of them was written.
    pub oldest: Option<Timestamp>,
    /// Those that no channel took.
    pub failed: u64,
}

impl Outbox {
    fn add(&mut self, state: NoticeState, count: u64, oldest: Option<Timestamp>) {
        match state {
            NoticeState::Pending => {
                self.waiting += count;
                self.oldest = self.oldest.into_iter().chain(oldest).min();
            }
            NoticeState::Failed | NoticeState::GivenUp => self.failed += count,
            NoticeState::Sent => {}
        }
    }
}

impl Read {
    /// Newest first; `before` is the last one of the page before.
    pub async fn notices_of(
        &mut self,
        complaint: ComplaintId,
        before: Option<(Timestamp, NoticeId)>,
        limit: u32,
    ) -> Result<Vec<NoticeWithAttempts>> {
        let rows: Vec<NoticeRow> = on!(self, db: Db => {
            let mut sql = QueryBuilder::<Db>::new(concat!("select ", columns!(), " from outbox where complaint_id = "));
            sql.push_bind(complaint.to_string());
            if let Some((at, id)) = before {
                sql.push(" and (created_at, id) < (").push_bind(micros(at)).push(", ");
                sql.push_bind(id.to_string()).push(")");
            }
            sql.push(" order by created_at desc, id desc limit ").push_bind(i64::from(limit));
            sql.build_query_as().fetch_all(db).await
        })?;
        self.with_attempts(Tray::Cases, rows).await
    }

    /// What an officer was told of their own account: the newest.
    pub async fn account_notices_of(
        &mut self,
        officer: OfficerId,
        limit: u32,
    ) -> Result<Vec<NoticeWithAttempts>> {
        let sql = concat!(
            "select ",
            columns!(account),
            " from account_notices where officer_id = $1 order by created_at desc, id desc limit $2"
        );
        let rows: Vec<NoticeRow> = on!(self, db => sqlx::query_as(sql)
            .bind(officer.to_string()).bind(i64::from(limit)).fetch_all(db).await)?;
        self.with_attempts(Tray::Accounts, rows).await
    }

    /// The whole office's notices about complaints in a state, by when they are next due; `after` is the last of the
    /// page before.
    pub async fn notices(
        &mut self,
        state: NoticeState,
        after: Option<(Timestamp, NoticeId)>,
        limit: u32,
    ) -> Result<Vec<NoticeWithAttempts>> {
        self.notices_in(Tray::Cases, state, (after, limit)).await
    }

    /// The same of those about accounts.
    pub async fn account_notices(
        &mut self,
        state: NoticeState,
        after: Option<(Timestamp, NoticeId)>,
        limit: u32,
    ) -> Result<Vec<NoticeWithAttempts>> {
        self.notices_in(Tray::Accounts, state, (after, limit)).await
    }

    async fn notices_in(
        &mut self,
        tray: Tray,
        state: NoticeState,
        (after, limit): (Option<(Timestamp, NoticeId)>, u32),
    ) -> Result<Vec<NoticeWithAttempts>> {
        let rows: Vec<NoticeRow> = on!(self, db: Db => {
            let mut sql = QueryBuilder::<Db>::new("select ");
            sql.push(tray.columns()).push(" from ").push(tray.table()).push(" where state = ");
            sql.push_bind(state.as_str());
            if let Some((at, id)) = after {
                sql.push(" and (next_at, id) > (").push_bind(micros(at)).push(", ");
                sql.push_bind(id.to_string()).push(")");
            }
            sql.push(" order by next_at, id limit ").push_bind(i64::from(limit));
            sql.build_query_as().fetch_all(db).await
        })?;
        self.with_attempts(tray, rows).await
    }

    /// Of either kind.
    pub async fn count_notices(&mut self) -> Result<Vec<(NoticeState, u64)>> {
        let mut counted: BTreeMap<String, u64> = BTreeMap::new();
        for tray in Tray::ALL {
            let sql = AssertSqlSafe(format!("select state, count(*) from {} group by state", tray.table()));
            let rows: Vec<(String, i64)> = on!(self, db => sqlx::query_as(sql).fetch_all(db).await)?;
            for (state, count) in rows {
                *counted.entry(state).or_default() += count.cast_unsigned();
            }
        }
        counted.into_iter().map(|(state, count)| Ok((NoticeState::parse(&state)?, count))).collect()
    }

    /// What waits to be delivered and what never will be, of either kind; what was sent is not counted.
    pub async fn outbox_waiting(&mut self) -> Result<Outbox> {
        let mut outbox = Outbox::default();
        for tray in Tray::ALL {
            let sql = AssertSqlSafe(format!(
                "select state, count(*), min(created_at) from {}
                 where state in ('pending', 'failed', 'given_up') group by state",
                tray.table()
            ));
            let rows: Vec<(String, i64, Option<i64>)> =
                on!(self, db => sqlx::query_as(sql).fetch_all(db).await)?;
            for (state, count, oldest) in rows {
                outbox.add(NoticeState::parse(&state)?, count.cast_unsigned(), instants(oldest)?);
            }
        }
        Ok(outbox)
    }

    async fn with_attempts(&mut self, tray: Tray, rows: Vec<NoticeRow>) -> Result<Vec<NoticeWithAttempts>> {
        let notices = rows.into_iter().map(|row| row.open(self.keys())).collect::<Result<Vec<_>>>()?;
        if notices.is_empty() {
            return Ok(Vec::new());
        }
        let ids: Vec<String> = notices.iter().map(|notice| notice.id.to_string()).collect();
        let mut attempts = self.attempts_of(tray, &ids).await?;
        let with = |notice: Notice| {
            let attempts = attempts.remove(&notice.id.to_string()).unwrap_or_default();
            NoticeWithAttempts { notice, attempts }
        };
        Ok(notices.into_iter().map(with).collect())
    }
}

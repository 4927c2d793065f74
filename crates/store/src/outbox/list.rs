//! 알림현황: notices with their attempts, of a case or of the whole office.

use std::collections::BTreeMap;

use domain::complaint::Number;
use domain::id::{ComplaintId, NoticeId, OfficerId};
use jiff::Timestamp;
use sqlx::{AssertSqlSafe, QueryBuilder};

use super::row::{NoticeRow, columns};
use super::{Attempt, Notice, NoticeState, Tray};
use crate::codec::{instants, micros, parsed};
use crate::complaints::column_of;
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

    /// Those about the file of this number, newest first: nobody's sight is asked.
    pub async fn notices_of_number(
        &mut self,
        number: &Number,
        limit: u32,
    ) -> Result<Vec<NoticeWithAttempts>> {
        let sql = AssertSqlSafe(format!("select id from complaints where {} = $1", column_of(number)));
        let id: Option<String> =
            on!(self, db => sqlx::query_scalar(sql).bind(number.to_string()).fetch_optional(db).await)?;
        match id {
            Some(id) => self.notices_of(parsed("complaint id", &id)?, None, limit).await,
            None => Ok(Vec::new()),
        }
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

    /// The whole office's newest, of either kind, newest first; of one moment, those about accounts.
    pub async fn newest_notices(&mut self, limit: u32) -> Result<Vec<NoticeWithAttempts>> {
        let mut newest = Vec::new();
        for tray in Tray::ALL {
            newest.extend(self.newest_in(tray, limit).await?);
        }
        newest.sort_by_key(|with| std::cmp::Reverse(with.notice.created_at));
        newest.truncate(limit as usize);
        Ok(newest)
    }

    async fn newest_in(&mut self, tray: Tray, limit: u32) -> Result<Vec<NoticeWithAttempts>> {
        let rows: Vec<NoticeRow> = on!(self, db: Db => {
            let mut sql = QueryBuilder::<Db>::new("select ");
            sql.push(tray.columns()).push(" from ").push(tray.table());
            sql.push(" order by created_at desc, id desc limit ").push_bind(i64::from(limit));
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
                 where state in ('pending', 'failed', 'given_up') and state <> 'sent' group by state",
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

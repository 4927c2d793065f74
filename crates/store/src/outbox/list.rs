//! 알림현황: notices with their attempts, of a case or of the whole office.

use domain::id::{ComplaintId, NoticeId};
use jiff::Timestamp;
use sqlx::QueryBuilder;

use super::row::{NoticeRow, columns};
use super::{Attempt, Notice, NoticeState};
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
        self.with_attempts(rows).await
    }

    /// The whole office's notices in a state, by when they are next due; `after` is the last of the page before.
    pub async fn notices(
        &mut self,
        state: NoticeState,
        after: Option<(Timestamp, NoticeId)>,
        limit: u32,
    ) -> Result<Vec<NoticeWithAttempts>> {
        let rows: Vec<NoticeRow> = on!(self, db: Db => {
            let mut sql = QueryBuilder::<Db>::new(concat!("select ", columns!(), " from outbox where state = "));
            sql.push_bind(state.as_str());
            if let Some((at, id)) = after {
                sql.push(" and (next_at, id) > (").push_bind(micros(at)).push(", ");
                sql.push_bind(id.to_string()).push(")");
            }
            sql.push(" order by next_at, id limit ").push_bind(i64::from(limit));
            sql.build_query_as().fetch_all(db).await
        })?;
        self.with_attempts(rows).await
    }

    pub async fn count_notices(&mut self) -> Result<Vec<(NoticeState, u64)>> {
        let rows: Vec<(String, i64)> = on!(self, db => sqlx::query_as(
            "select state, count(*) from outbox group by state order by state"
        ).fetch_all(db).await)?;
        rows.into_iter()
            .map(|(state, count)| Ok((NoticeState::parse(&state)?, count.cast_unsigned())))
            .collect()
    }

    /// What waits to be delivered and what never will be; what was sent is not counted.
    pub async fn outbox_waiting(&mut self) -> Result<Outbox> {
        let rows: Vec<(String, i64, Option<i64>)> = on!(self, db => sqlx::query_as(
            "select state, count(*), min(created_at) from outbox
             where state in ('pending', 'failed', 'given_up') group by state"
        ).fetch_all(db).await)?;
        let mut outbox = Outbox::default();
        for (state, count, oldest) in rows {
            match NoticeState::parse(&state)? {
                NoticeState::Pending => {
                    (outbox.waiting, outbox.oldest) = (count.cast_unsigned(), instants(oldest)?);
                }
                NoticeState::Failed | NoticeState::GivenUp => outbox.failed += count.cast_unsigned(),
                NoticeState::Sent => {}
            }
        }
        Ok(outbox)
    }

    async fn with_attempts(&mut self, rows: Vec<NoticeRow>) -> Result<Vec<NoticeWithAttempts>> {
        let notices = rows.into_iter().map(|row| row.open(self.keys())).collect::<Result<Vec<_>>>()?;
        if notices.is_empty() {
            return Ok(Vec::new());
        }
        let ids: Vec<String> = notices.iter().map(|notice| notice.id.to_string()).collect();
        let mut attempts = self.attempts_of(&ids).await?;
        let with = |notice: Notice| {
            let attempts = attempts.remove(&notice.id.to_string()).unwrap_or_default();
            NoticeWithAttempts { notice, attempts }
        };
        Ok(notices.into_iter().map(with).collect())
    }
}

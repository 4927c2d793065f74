//! 직접 통지: letters that no channel took although the law wants them told, until somebody has told them.

use domain::complaint::Channel;
use domain::id::{ComplaintId, NoticeId, OfficerId};
use jiff::Timestamp;
use sqlx::{AssertSqlSafe, FromRow, QueryBuilder};

use super::{Attempt, Notice, NoticeState, Tray};
use crate::codec::{covered, instant, maybe_parsed, parsed};
use crate::error::{Result, StoreError};
use crate::outbox::row::{NoticeRow, columns};
use crate::read::{Cursor, PAGE_MAX, Page, Slice, WaitingAt};
use crate::tx::{Read, Write, on};

/// A letter as the list of whoever must tell it shows it: no word of its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owed {
    pub id: NoticeId,
    pub complaint: ComplaintId,
    pub number: String,
    pub title: String,
    pub handler: Option<OfficerId>,
    /// Names the template among other things.
    pub delivery_key: String,
    pub created_at: Timestamp,
    /// What was tried; nothing where the person has no address of that kind.
    pub attempts: Vec<Attempt>,
}

#[derive(FromRow)]
struct OwedRow {
    id: String,
    complaint_id: String,
    number: String,
    title: String,
    handler_id: Option<String>,
    delivery_key: String,
    created_at: i64,
}

impl OwedRow {
    fn key(&self) -> (i64, &str) {
        (self.created_at, &self.id)
    }
}

impl Read {
    /// Those that wait on these desks, the oldest first; of a sealed file at its handler's own, or where there is none at
    /// the one desk where it lay when it ended.
    pub async fn owed(&mut self, at: &[WaitingAt], page: &Page) -> Result<Slice<Owed>> {
        let limit = page.limit.clamp(1, PAGE_MAX);
        let mut rows: Vec<OwedRow> = Vec::new();
        for desk in at {
            rows.extend(self.owed_at(*desk, page.after.as_ref(), i64::from(limit) + 1).await?);
        }
        rows.sort_by(|a, b| a.key().cmp(&b.key()));
        rows.dedup_by(|a, b| a.key() == b.key());
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = rows.len() > limit;
        rows.truncate(limit);
        let last = rows.last().filter(|_| more);
        let next = last.map(|row| Cursor { key: row.created_at, id: row.id.clone() });
        let ids: Vec<String> = rows.iter().map(|row| row.id.clone()).collect();
        let mut attempts = self.attempts_of(Tray::Cases, &ids).await?;
        let with = |row: OwedRow| {
            let tried = attempts.remove(&row.id).unwrap_or_default();
            row.owed(tried)
        };
        Ok(Slice { rows: rows.into_iter().map(with).collect::<Result<_>>()?, next })
    }

    async fn owed_at(&mut self, desk: WaitingAt, after: Option<&Cursor>, limit: i64) -> Result<Vec<OwedRow>> {
        // A cross join keeps SQLite at the index of the letters, in the order of the list.
        Ok(on!(self, db: Db => {
            let mut sql = QueryBuilder::<Db>::new("select o.id, o.complaint_id, \
                coalesce(c.number, c.application_number) as number, c.title, c.handler_id, o.delivery_key, o.created_at \
                from outbox o cross join complaints c where c.id = o.complaint_id and o.owed \
                and o.state in ('failed', 'given_up')");
            match desk {
                WaitingAt::Officer(id) => sql.push(" and c.handler_id = ").push_bind(id.to_string()),
                WaitingAt::Department(id) => sql.push(" and c.department_id = ").push_bind(id.to_string()),
                WaitingAt::Agency(id) => {
                    sql.push(" and c.handler_id is null and c.agency_id = ").push_bind(id.to_string())
                }
                WaitingAt::Receivers => sql.push(" and c.agency_id is null"),
                WaitingAt::CallCentre => sql.push(" and c.agency_id is null and c.channel = ")
                    .push_bind(Channel::Phone120.as_str()),
            };
            // A sealed file is listed where `Scope::opens` opens it, and nowhere else.
            let lies_here = match desk {
                WaitingAt::Officer(_) => None,
                WaitingAt::Department(_) => Some("c.handler_id is null"),
                WaitingAt::Agency(_) => Some("c.department_id is null"),
                WaitingAt::Receivers | WaitingAt::CallCentre => Some("c.agency_id is null"),
            };
            if let Some(lies_here) = lies_here {
                sql.push(" and (not c.sealed or c.stage not in ('withdrawn', 'merged') and ").push(lies_here).push(")");
            }
            if let Some(after) = after {
                sql.push(" and (o.created_at, o.id) > (").push_bind(after.key).push(", ");
                sql.push_bind(after.id.clone()).push(")");
            }
            sql.push(" order by o.created_at, o.id limit ").push_bind(limit);
            sql.build_query_as().fetch_all(db).await
        })?)
    }

    /// A letter of this file, whatever became of it.
    pub async fn notice_of(&mut self, complaint: ComplaintId, id: NoticeId) -> Result<Notice> {
        let sql = concat!("select ", columns!(), " from outbox where id = $1 and complaint_id = $2");
        let row: Option<NoticeRow> = on!(self, db => sqlx::query_as(sql)
            .bind(id.to_string()).bind(complaint.to_string()).fetch_optional(db).await)?;
        row.ok_or(StoreError::NotFound("notice"))?.open(self.keys())
    }
}

impl Write {
    /// Somebody has told it: written down like any other try. A conflict when it was told before, or is with a deliverer.
    pub async fn tell_owed(&mut self, notice: &Notice, told: &Attempt) -> Result<()> {
        let open = "(state in ('failed', 'given_up') or state = 'pending' and locked_until is null)";
        self.end_owed(notice, (open, NoticeState::Sent), told).await
    }

    /// What was told by post came back: nobody was told. A conflict when somebody has written that down before.
    pub async fn take_back_owed(&mut self, notice: &Notice, came_back: &Attempt) -> Result<()> {
        self.end_owed(notice, ("state = 'sent'", NoticeState::Failed), came_back).await
    }

    async fn end_owed(
        &mut self,
        notice: &Notice,
        (from, to): (&str, NoticeState),
        attempt: &Attempt,
    ) -> Result<()> {
        let sql = format!("update outbox set state = $2 where id = $1 and owed and {from}");
        let settled = on!(self, db => sqlx::query(AssertSqlSafe(sql))
            .bind(notice.id.to_string())
            .bind(to.as_str())
            .execute(db).await.map(|done| done.rows_affected()))?;
        if settled == 0 {
            return Err(StoreError::Conflict("the notice was told or sent meanwhile".into()));
        }
        self.record_attempt(notice, attempt).await
    }
}

impl OwedRow {
    fn owed(self, attempts: Vec<Attempt>) -> Result<Owed> {
        Ok(Owed {
            id: parsed("notice id", &self.id)?,
            complaint: parsed("complaint id", &self.complaint_id)?,
            number: self.number,
            title: covered(self.title),
            handler: maybe_parsed("officer id", self.handler_id.as_deref())?,
            delivery_key: self.delivery_key,
            created_at: instant(self.created_at)?,
            attempts,
        })
    }
}

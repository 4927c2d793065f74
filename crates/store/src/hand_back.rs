//! 대직 종료 인계: what a stand-in did at somebody's desk, line by line, and how each file stands now.

use domain::complaint::{Happened, Number, StageName};
use domain::id::{ComplaintId, OfficerId};
use jiff::Timestamp;
use sqlx::{FromRow, QueryBuilder};

use crate::codec::{covered, micros, parsed};
use crate::error::{Result, StoreError};
use crate::events::happened;
use crate::read::PAGE_MAX;
use crate::tx::{Read, on};

/// One act done for somebody, with the file it was done on.
#[derive(Clone, Debug, PartialEq)]
pub struct DoneForSomebody {
    pub complaint: ComplaintId,
    pub number: Number,
    pub title: String,
    pub stage: StageName,
    /// Still open, whoever has it now.
    pub live: bool,
    pub handler: Option<OfficerId>,
    pub happened: Happened,
    pub seq: u64,
}

/// Where a page begins: newest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandBackCursor {
    pub at: i64,
    pub complaint: ComplaintId,
    pub seq: u64,
}

#[derive(FromRow)]
struct DoneRow {
    complaint_id: String,
    number: String,
    title: String,
    stage: String,
    live: bool,
    handler_id: Option<String>,
    data: String,
    at: i64,
    seq: i64,
}

impl Read {
    /// What `by` did in the place of `absent` between two moments, newest first; sealed files are in no list.
    pub async fn done_for(
        &mut self,
        (absent, by): (OfficerId, OfficerId),
        (from, until): (Timestamp, Timestamp),
        (after, limit): (Option<&HandBackCursor>, u32),
    ) -> Result<(Vec<DoneForSomebody>, Option<HandBackCursor>)> {
        let limit = limit.clamp(1, PAGE_MAX);
        let rows: Vec<DoneRow> = on!(self, db: Db => {
            let mut sql = QueryBuilder::<Db>::new("select e.complaint_id, coalesce(c.number, c.application_number) as \
                number, c.title, c.stage, c.live, c.handler_id, e.data, e.at, e.seq from events e \
                join complaints c on c.id = e.complaint_id where c.sealed = ");
            sql.push_bind(false).push(" and e.on_behalf_of = ").push_bind(absent.to_string());
            sql.push(" and e.by_officer = ").push_bind(by.to_string());
            sql.push(" and e.at >= ").push_bind(micros(from)).push(" and e.at < ").push_bind(micros(until));
            if let Some(after) = after {
                sql.push(" and (e.at, e.complaint_id, e.seq) < (").push_bind(after.at).push(", ");
                sql.push_bind(after.complaint.to_string()).push(", ").push_bind(after.seq.cast_signed()).push(")");
            }
            sql.push(" order by e.at desc, e.complaint_id desc, e.seq desc limit ").push_bind(i64::from(limit) + 1);
            sql.build_query_as().fetch_all(db).await
        })?;
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = rows.len() > limit;
        let next = rows.get(limit.saturating_sub(1)).filter(|_| more).map(DoneRow::cursor).transpose()?;
        let done = rows.into_iter().take(limit).map(DoneRow::done).collect::<Result<_>>()?;
        Ok((done, next))
    }
}

impl DoneRow {
    fn cursor(&self) -> Result<HandBackCursor> {
        Ok(HandBackCursor {
            at: self.at,
            complaint: parsed("complaint id", &self.complaint_id)?,
            seq: self.seq.cast_unsigned(),
        })
    }

    fn done(self) -> Result<DoneForSomebody> {
        Ok(DoneForSomebody {
            complaint: parsed("complaint id", &self.complaint_id)?,
            number: Number::parse(&self.number).map_err(|_| StoreError::corrupt("number", &self.number))?,
            title: covered(self.title),
            stage: StageName::parse(&self.stage).ok_or_else(|| StoreError::corrupt("stage", &self.stage))?,
            live: self.live,
            handler: self.handler_id.as_deref().map(|id| parsed("officer id", id)).transpose()?,
            happened: happened(self.at, &self.data)?,
            seq: self.seq.cast_unsigned(),
        })
    }
}

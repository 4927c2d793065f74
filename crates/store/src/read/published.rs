//! 공개 민원: question and answer of what is open and answered, without the person. Sealed and private files
//! are not looked at, whoever asks.

use domain::complaint::{Complaint, NoteKind, StageName, Visibility};
use domain::id::{ComplaintId, DepartmentId};
use jiff::Timestamp;
use search::{Query, Unsearchable};
use sqlx::{FromRow, QueryBuilder};

use super::list::{Cursor, PAGE_MAX, Slice};
use crate::codec::{from_json, instant, maybe_parsed, parsed};
use crate::error::{Result, StoreError};
use crate::tx::{Read, on};

/// One row of the public list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    pub id: ComplaintId,
    /// As the petitioner wrote it: to be redacted before it is shown.
    pub title: String,
    /// The same.
    pub body: String,
    pub category: Option<String>,
    pub department: Option<DepartmentId>,
    pub answered_at: Timestamp,
}

/// A published question with its answer.
#[derive(Clone, Debug)]
pub struct PublishedAnswer {
    pub head: Published,
    pub filed_at: Timestamp,
    /// As it was written: to be redacted before it is shown.
    pub answer: String,
    pub file: Complaint,
}

#[derive(FromRow)]
struct Row {
    id: String,
    title: String,
    body: String,
    category: Option<String>,
    department_id: Option<String>,
    ended_at: i64,
}

#[derive(FromRow)]
struct WholeRow {
    #[sqlx(flatten)]
    head: Row,
    filed_at: i64,
    file: String,
}

/// What may be published at all; everything here begins with it.
const OPEN_AND_ANSWERED: &str = "c.visibility = $1 and c.stage = $2 and not c.sealed and c.anonymised_at is null and c.ended_at is not null";

impl Row {
    fn published(self) -> Result<Published> {
        Ok(Published {
            id: parsed("complaint id", &self.id)?,
            title: self.title,
            body: self.body,
            category: self.category,
            department: maybe_parsed("department id", self.department_id.as_deref())?,
            answered_at: instant(self.ended_at)?,
        })
    }
}

impl Read {
    /// A page of what is published, newest answer first; with words, where they stand, filed last first. Words
    /// that say nothing find nothing.
    pub async fn published(
        &mut self,
        words: Option<&str>,
        limit: u32,
        after: Option<&Cursor>,
    ) -> Result<Slice<Published>> {
        let limit = limit.clamp(1, PAGE_MAX);
        if let Some(words) = words.filter(|words| !words.trim().is_empty()) {
            return match Query::parse(words) {
                Ok(query) => self.published_with(&query, limit, after).await,
                Err(Unsearchable) => Ok(Slice { rows: Vec::new(), next: None }),
            };
        }
        let mut rows: Vec<Row> = on!(self, db: Db => {
            let mut sql = QueryBuilder::<Db>::new(
                "select c.id, c.title, c.body, c.category, c.department_id, c.ended_at from complaints c where c.visibility = ");
            sql.push_bind(Visibility::Open.as_str()).push(" and c.stage = ").push_bind(StageName::Answered.as_str());
            sql.push(" and not c.sealed and c.anonymised_at is null and c.ended_at is not null");
            if let Some(after) = after {
                sql.push(" and (c.ended_at, c.id) < (").push_bind(after.key).push(", ");
                sql.push_bind(after.id.clone()).push(")");
            }
            sql.push(" order by c.ended_at desc, c.id desc limit ").push_bind(i64::from(limit) + 1);
            sql.build_query_as::<Row>().fetch_all(db).await
        })?;
        let most = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = rows.len() > most;
        rows.truncate(most);
        let last = rows.last().filter(|_| more);
        let next = last.map(|row| Cursor { key: row.ended_at, id: row.id.clone() });
        let rows = rows.into_iter().map(Row::published).collect::<Result<_>>()?;
        Ok(Slice { rows, next })
    }

    /// Public complaints under way at this place, as it was written.
    pub async fn open_at_place(&mut self, place: &str) -> Result<u32> {
        let sql = "select count(*) from complaints where place = $1 and visibility = 'open' and live and not sealed";
        let count: i64 = on!(self, db => sqlx::query_scalar(sql).bind(place).fetch_one(db).await)?;
        u32::try_from(count).map_err(|_| StoreError::corrupt("count", count))
    }

    /// One of them, whole. What is not published is not found.
    pub async fn published_answer(&mut self, id: ComplaintId) -> Result<PublishedAnswer> {
        let sql = sqlx::AssertSqlSafe(format!(
            "select c.id, c.title, c.body, c.category, c.department_id, c.ended_at, c.filed_at, c.file \
             from complaints c where {OPEN_AND_ANSWERED} and c.id = $3"
        ));
        let row: Option<WholeRow> = on!(self, db => sqlx::query_as(sql)
            .bind(Visibility::Open.as_str()).bind(StageName::Answered.as_str()).bind(id.to_string())
            .fetch_optional(db).await)?;
        let WholeRow { head, filed_at, file } = row.ok_or(StoreError::NotFound("published answer"))?;
        // The newest answer on an answered file is the one that was sent: rounds end with it.
        let answer = self.newest_note(id, NoteKind::Answer).await?.unwrap_or_default();
        let file = from_json("complaint file", &file)?;
        Ok(PublishedAnswer { head: head.published()?, filed_at: instant(filed_at)?, answer, file })
    }
}

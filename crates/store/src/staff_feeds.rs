//! 인사 연계: the feeds that came, and the departments that ended by them.

use domain::id::{DepartmentId, OfficerId};
use domain::org::Feed;
use jiff::Timestamp;
use sqlx::{FromRow, QueryBuilder};
use uuid::Uuid;

use crate::codec::{from_json, instant, instants, json, maybe_parsed, micros, parsed, text};
use crate::error::{Result, StoreError};
use crate::tx::{Read, Write, on};

/// What became of a feed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FeedState {
    /// Shown as a dry run; nothing has changed yet.
    Waiting,
    Applied,
    /// Put away without being applied.
    Dropped,
    /// Could not be fetched or read.
    Failed,
}

/// A feed as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptFeed {
    pub id: Uuid,
    pub came_at: Timestamp,
    /// `연계`, `파일`, `명령행`.
    pub source: String,
    pub by: Option<OfficerId>,
    pub state: FeedState,
    pub settled_at: Option<Timestamp>,
    /// What it changed, or why it was not applied, in a sentence.
    pub said: String,
}

#[derive(FromRow)]
struct FeedRow {
    id: String,
    came_at: i64,
    source: String,
    by_officer: Option<String>,
    state: String,
    settled_at: Option<i64>,
    said: String,
}

const FEED: &str = "select id, came_at, source, by_officer, state, settled_at, said from staff_feeds ";

impl Read {
    /// The last feeds, newest first.
    pub async fn staff_feeds(&mut self, limit: u32) -> Result<Vec<KeptFeed>> {
        let rows: Vec<FeedRow> = on!(self, db: Db => {
            let mut sql = QueryBuilder::<Db>::new(FEED);
            sql.push("order by came_at desc, id desc limit ").push_bind(i64::from(limit));
            sql.build_query_as().fetch_all(db).await
        })?;
        rows.into_iter().map(FeedRow::kept).collect()
    }

    pub async fn staff_feed(&mut self, id: Uuid) -> Result<Option<KeptFeed>> {
        let row: Option<FeedRow> = on!(self, db: Db => {
            let mut sql = QueryBuilder::<Db>::new(FEED);
            sql.push("where id = ").push_bind(id.to_string());
            sql.build_query_as().fetch_optional(db).await
        })?;
        row.map(FeedRow::kept).transpose()
    }

    /// What a waiting feed tells.
    pub async fn staff_feed_told(&mut self, id: Uuid) -> Result<Option<Feed>> {
        let told: Option<Option<String>> = on!(self, db => sqlx::query_scalar(
            "select feed from staff_feeds where id = $1 and state = 'waiting'"
        ).bind(id.to_string()).fetch_optional(db).await)?;
        told.flatten().map(|told| from_json("staff feed", &told)).transpose()
    }

    /// When the staff was last brought up to date.
    pub async fn staff_fed_at(&mut self) -> Result<Option<Timestamp>> {
        let last: Option<Option<i64>> = on!(self, db => sqlx::query_scalar(
            "select max(settled_at) from staff_feeds where state = 'applied'"
        ).fetch_optional(db).await)?;
        instants(last.flatten())
    }

    /// Departments that are no more, with those that follow.
    pub(crate) async fn ended_departments(&mut self) -> Result<Vec<(DepartmentId, Option<DepartmentId>)>> {
        let rows: Vec<(String, Option<String>)> = on!(self, db => sqlx::query_as(
            "select id, successor_id from departments where ended_at is not null"
        ).fetch_all(db).await)?;
        let pair = |(id, successor): &(String, Option<String>)| {
            Ok((parsed("department id", id)?, maybe_parsed("department id", successor.as_deref())?))
        };
        rows.iter().map(pair).collect()
    }
}

impl Write {
    /// A feed that came; what it tells is kept while it waits.
    pub async fn put_staff_feed(&mut self, kept: &KeptFeed, told: Option<&Feed>) -> Result<()> {
        let told = told.map(json).transpose()?;
        on!(self, db => sqlx::query(
            "insert into staff_feeds (id, came_at, source, by_officer, state, feed, settled_at, said)
             values ($1, $2, $3, $4, $5, $6, $7, $8)"
        )
        .bind(kept.id.to_string())
        .bind(micros(kept.came_at))
        .bind(&kept.source)
        .bind(text(kept.by))
        .bind(kept.state.as_str())
        .bind(told)
        .bind(kept.settled_at.map(micros))
        .bind(&kept.said)
        .execute(db).await.map(drop))?;
        Ok(())
    }

    /// Settles a waiting feed; of two who do so at once, the second is a conflict.
    pub async fn settle_staff_feed(
        &mut self,
        id: Uuid,
        state: FeedState,
        said: &str,
        at: Timestamp,
    ) -> Result<()> {
        let settled = on!(self, db => sqlx::query(
            "update staff_feeds set state = $2, said = $3, settled_at = $4, feed = null
             where id = $1 and state = 'waiting'"
        )
        .bind(id.to_string()).bind(state.as_str()).bind(said).bind(micros(at))
        .execute(db).await.map(|done| done.rows_affected()))?;
        if settled == 0 { Err(StoreError::Conflict("the feed is settled".into())) } else { Ok(()) }
    }

    /// The department is no more; its name stays in the history.
    pub async fn end_department(
        &mut self,
        id: DepartmentId,
        successor: Option<DepartmentId>,
        at: Timestamp,
    ) -> Result<()> {
        on!(self, db => sqlx::query("update departments set ended_at = $2, successor_id = $3 where id = $1")
            .bind(id.to_string()).bind(micros(at)).bind(text(successor)).execute(db).await.map(drop))?;
        self.raise_facts_version().await
    }

    pub async fn reopen_department(&mut self, id: DepartmentId) -> Result<()> {
        on!(self, db => sqlx::query("update departments set ended_at = null, successor_id = null where id = $1")
            .bind(id.to_string()).execute(db).await.map(drop))?;
        self.raise_facts_version().await
    }
}

impl FeedState {
    const ALL: [FeedState; 4] =
        [FeedState::Waiting, FeedState::Applied, FeedState::Dropped, FeedState::Failed];

    pub fn as_str(self) -> &'static str {
        match self {
            FeedState::Waiting => "waiting",
            FeedState::Applied => "applied",
            FeedState::Dropped => "dropped",
            FeedState::Failed => "failed",
        }
    }
}

impl FeedRow {
    fn kept(self) -> Result<KeptFeed> {
        let state = FeedState::ALL.into_iter().find(|state| state.as_str() == self.state);
        Ok(KeptFeed {
            id: parsed("feed id", &self.id)?,
            came_at: instant(self.came_at)?,
            source: self.source,
            by: maybe_parsed("officer id", self.by_officer.as_deref())?,
            state: state.ok_or_else(|| StoreError::corrupt("feed state", &self.state))?,
            settled_at: instants(self.settled_at)?,
            said: self.said,
        })
    }
}

//! Segments at rest: which there are, and their buckets.

use std::collections::HashMap;

use jiff::Timestamp;
use search::Bucket;
use sqlx::{FromRow, QueryBuilder};

use crate::codec::micros;
use crate::error::{Result, StoreError};
use crate::tx::{Read, Write, on};

/// Buckets a segment may have: its share of the keys.
const KEYS: i64 = 4_096;
/// Values of one statement.
const TOGETHER: usize = 500;

/// The posting lists of some complaints of one chunk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromRow)]
pub struct Segment {
    pub id: i64,
    pub chunk: i64,
    pub(crate) buckets: i64,
    pub documents: i64,
    /// When its complaints were filed, the first and the last, in microseconds.
    pub(crate) filed_from: i64,
    pub(crate) filed_until: i64,
}

/// Bytes of buckets, by key.
pub(crate) type Buckets = HashMap<i64, Vec<u8>>;

impl Segment {
    pub(crate) fn buckets(&self) -> u32 {
        u32::try_from(self.buckets).unwrap_or(1)
    }

    pub(crate) fn key(&self, bucket: u32) -> i64 {
        self.id * KEYS + i64::from(bucket)
    }

    /// Was any of it filed within these moments?
    pub(crate) fn filed_within(&self, from: Option<Timestamp>, to: Option<Timestamp>) -> bool {
        from.is_none_or(|from| self.filed_until >= micros(from))
            && to.is_none_or(|to| self.filed_from <= micros(to))
    }
}

impl Read {
    /// All segments that are searched, in any order.
    pub async fn search_segments(&mut self) -> Result<Vec<Segment>> {
        Ok(on!(self, db => sqlx::query_as(
            "select id, chunk, buckets, documents, filed_from, filed_until from search_segments
             where live = true"
        ).fetch_all(db).await)?)
    }

    /// Those of one chunk.
    pub(crate) async fn search_segments_of(&mut self, chunk: i64) -> Result<Vec<Segment>> {
        Ok(on!(self, db => sqlx::query_as(
            "select id, chunk, buckets, documents, filed_from, filed_until from search_segments
             where live = true and chunk = $1"
        ).bind(chunk).fetch_all(db).await)?)
    }

    pub(crate) async fn search_buckets(&mut self, keys: &[i64]) -> Result<Buckets> {
        let mut found = Buckets::with_capacity(keys.len());
        for part in keys.chunks(TOGETHER) {
            let rows: Vec<(i64, Vec<u8>)> = on!(self, db: Db => {
                let mut sql = QueryBuilder::<Db>::new("select key, postings from search_postings where key in (");
                let mut list = sql.separated(", ");
                for key in part {
                    list.push_bind(*key);
                }
                sql.push(")");
                sql.build_query_as().fetch_all(db).await
            })?;
            found.extend(rows);
        }
        Ok(found)
    }
}

impl Write {
    /// A segment that is not searched yet.
    pub(crate) async fn insert_segment(&mut self, segment: Segment) -> Result<Segment> {
        let id: i64 = on!(self, db => sqlx::query_scalar(
            "insert into search_segments (id, chunk, buckets, documents, filed_from, filed_until, live)
             values ((select coalesce(max(id), 0) + 1 from search_segments), $1, $2, $3, $4, $5, $6) returning id"
        )
        .bind(segment.chunk).bind(segment.buckets).bind(segment.documents).bind(segment.filed_from)
        .bind(segment.filed_until).bind(false).fetch_one(db).await)?;
        Ok(Segment { id, ..segment })
    }

    pub(crate) async fn insert_buckets(&mut self, segment: &Segment, buckets: Vec<Bucket>) -> Result<()> {
        let mut rows = buckets.into_iter().map(|bucket| (segment.key(bucket.number), bucket.bytes));
        loop {
            let part: Vec<(i64, Vec<u8>)> = rows.by_ref().take(TOGETHER).collect();
            if part.is_empty() {
                return Ok(());
            }
            on!(self, db: Db => {
                let mut sql = QueryBuilder::<Db>::new("insert into search_postings (key, postings) ");
                sql.push_values(part, |mut row, (key, bytes)| { row.push_bind(key).push_bind(bytes); });
                sql.build().execute(db).await.map(drop)
            })?;
        }
    }

    /// From now on searches read this one instead of those. False if one of those is gone already.
    pub(crate) async fn replace_segments(&mut self, new: Option<&Segment>, old: &[Segment]) -> Result<bool> {
        let mut changed = 0;
        if let Some(new) = new {
            changed += on!(self, db => sqlx::query("update search_segments set live = $2 where id = $1 and not live")
                .bind(new.id).bind(true).execute(db).await.map(|done| done.rows_affected()))?;
        }
        for segment in old {
            changed += on!(self, db => sqlx::query("delete from search_segments where id = $1 and live")
                .bind(segment.id).execute(db).await.map(|done| done.rows_affected()))?;
            self.delete_buckets(segment).await?;
        }
        Ok(usize::try_from(changed).is_ok_and(|changed| changed == old.len() + usize::from(new.is_some())))
    }

    async fn delete_buckets(&mut self, segment: &Segment) -> Result<()> {
        on!(self, db => sqlx::query("delete from search_postings where key between $1 and $2")
            .bind(segment.key(0)).bind(segment.key(0) + KEYS - 1).execute(db).await.map(drop))?;
        Ok(())
    }

    /// A segment that was begun and is of no use to anybody.
    pub(crate) async fn drop_segment(&mut self, segment: &Segment) -> Result<()> {
        self.delete_buckets(segment).await?;
        on!(self, db => sqlx::query("delete from search_segments where id = $1 and not live")
            .bind(segment.id).execute(db).await.map(drop))?;
        Ok(())
    }

    /// What no search reads: segments a worker began and never finished, buckets of no segment.
    pub(crate) async fn sweep_segments(&mut self) -> Result<()> {
        on!(self, db => sqlx::query("delete from search_segments where not live").execute(db).await.map(drop))?;
        on!(self, db => sqlx::query(
            "delete from search_postings where key / 4096 not in (select id from search_segments)"
        ).execute(db).await.map(drop))?;
        Ok(())
    }
}

/// The chunk a complaint lies in, and its place there.
pub(crate) fn place_of(ordinal: i64) -> Result<(i64, u16)> {
    let place = u16::try_from(ordinal.rem_euclid(search::CHUNK));
    let place = place.map_err(|_| StoreError::corrupt("ordinal", ordinal))?;
    Ok((ordinal.div_euclid(search::CHUNK), place))
}

pub(crate) fn ordinal_at(chunk: i64, place: u16) -> i64 {
    chunk * search::CHUNK + i64::from(place)
}

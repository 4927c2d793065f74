//! The queue becomes segments, small segments become large ones. Any number of workers may try: of two that did
//! the same, the second one's transaction comes to nothing.

use std::collections::BTreeMap;

use domain::personal;
use search::{Accumulator, Bucket, MERGE_SLICES, Set, Term, Text, buckets_for};
use sqlx::{FromRow, QueryBuilder};

use super::queue::Waiting;
use super::segments::{Segment, place_of};
use crate::error::{Result, StoreError};
use crate::open::Store;
use crate::tx::{Read, on};

/// Complaints of one round.
const ROUND: u32 = 4_096;
/// A chunk of more segments than this has its small ones merged.
const SEGMENTS_MOST: usize = 8;

/// What one round did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Folded {
    /// Complaints put into a segment.
    pub taken_in: usize,
    /// Complaints taken out.
    pub taken_out: usize,
    /// Segments that became one with others.
    pub merged: usize,
    /// Somebody else changed the queue meanwhile: nothing was done.
    pub in_vain: bool,
}

/// A complaint as it is indexed.
#[derive(Clone, Debug, FromRow)]
pub(crate) struct Document {
    pub(crate) ordinal: i64,
    pub(crate) title: String,
    pub(crate) body: String,
    pub(crate) place: Option<String>,
    pub(crate) filed_at: i64,
}

/// Documents of one chunk in the making.
#[derive(Default)]
pub(crate) struct Sheaf {
    accumulator: Accumulator,
    filed: Option<(i64, i64)>,
}

impl Sheaf {
    /// The next one, in ascending order.
    pub(crate) fn add(&mut self, place: u16, text: &Text<'_>, filed_at: i64) {
        self.accumulator.add(place, &text.terms());
        let (first, last) = self.filed.unwrap_or((filed_at, filed_at));
        self.filed = Some((first.min(filed_at), last.max(filed_at)));
    }

    pub(crate) fn into_segment(self, chunk: i64) -> (Segment, Vec<Bucket>) {
        let documents = self.accumulator.documents();
        let (filed_from, filed_until) = self.filed.unwrap_or_default();
        let segment = Segment {
            id: 0,
            chunk,
            buckets: i64::from(buckets_for(documents)),
            documents: documents.cast_signed(),
            filed_from,
            filed_until,
        };
        (segment, self.accumulator.into_buckets())
    }
}

impl Store {
    /// Takes the oldest of the queue into segments, and merges where a chunk has many.
    pub async fn fold_search(&self) -> Result<Folded> {
        let waiting = self.read().await?.search_waiting(ROUND).await?;
        if waiting.is_empty() {
            return Ok(Folded::default());
        }
        let there: Vec<i64> = waiting.iter().filter(|w| !w.gone).map(|w| w.ordinal).collect();
        let documents = self.read().await?.search_documents(&there).await?;
        let taken_in = documents.len();
        let sheaves = blocking(move || sheaves(documents)).await??;
        let mut tx = self.write_alone().await?;
        let mut touched: BTreeMap<i64, Set> = BTreeMap::new();
        for (chunk, sheaf) in sheaves {
            let (segment, buckets) = sheaf.into_segment(chunk);
            let segment = tx.insert_segment(segment).await?;
            tx.insert_buckets(&segment, buckets).await?;
            tx.replace_segments(Some(&segment), &[]).await?;
            touched.entry(chunk).or_insert_with(Set::empty);
        }
        // What is gone is taken off the queue only when no segment has it any more.
        let (gone, here): (Vec<Waiting>, Vec<Waiting>) = waiting.into_iter().partition(|w| w.gone);
        if !tx.search_done(&here).await? {
            tx.rollback().await?;
            return Ok(Folded { in_vain: true, ..Folded::default() });
        }
        tx.commit().await?;
        for waiting in &gone {
            let (chunk, place) = place_of(waiting.ordinal)?;
            touched.entry(chunk).or_insert_with(Set::empty).insert(place);
        }
        let mut folded = Folded { taken_in, ..Folded::default() };
        for (chunk, gone_here) in touched {
            folded.merged += self.tidy(chunk, &gone_here).await?;
        }
        folded.taken_out = self.forget(&gone).await?;
        Ok(folded)
    }

    async fn forget(&self, gone: &[Waiting]) -> Result<usize> {
        if gone.is_empty() {
            return Ok(0);
        }
        let mut tx = self.write_alone().await?;
        if tx.search_done(gone).await? {
            tx.commit().await?;
            return Ok(gone.len());
        }
        // One of them was unsealed meanwhile and must be taken in again: the next round does.
        tx.rollback().await?;
        Ok(0)
    }

    /// Merges the small segments of a chunk where there are many, or all of them to be rid of what is gone.
    async fn tidy(&self, chunk: i64, gone: &Set) -> Result<usize> {
        let mut tx = self.read().await?;
        let segments = tx.search_segments_of(chunk).await?;
        let mut held = tx.search_places(&segments).await?;
        held.and(gone);
        let all: i64 = segments.iter().map(|segment| segment.documents).sum();
        let chosen: Vec<Segment> = if !held.is_empty() {
            segments
        } else if segments.len() > SEGMENTS_MOST {
            segments.into_iter().filter(|segment| segment.documents <= all / 3).collect()
        } else {
            Vec::new()
        };
        if chosen.is_empty() { Ok(0) } else { self.merge_segments(chunk, &chosen, gone).await }
    }

    async fn merge_segments(&self, chunk: i64, old: &[Segment], gone: &Set) -> Result<usize> {
        let mut kept = self.read().await?.search_places(old).await?;
        kept.without(gone);
        if kept.is_empty() {
            let mut tx = self.write_alone().await?;
            let done = tx.replace_segments(None, old).await?;
            return if done {
                tx.commit().await.map(|()| old.len())
            } else {
                tx.rollback().await.map(|()| 0)
            };
        }
        let documents = u64::try_from(kept.len()).unwrap_or(u64::MAX);
        let mut tx = self.write_alone().await?;
        let new = Segment {
            id: 0,
            chunk,
            buckets: i64::from(buckets_for(documents)),
            documents: documents.cast_signed(),
            filed_from: old.iter().map(|s| s.filed_from).min().unwrap_or_default(),
            filed_until: old.iter().map(|s| s.filed_until).max().unwrap_or_default(),
        };
        let new = tx.insert_segment(new).await?;
        tx.commit().await?;
        // Slice by slice, each in a transaction of its own: others write in between.
        for slice in 0..MERGE_SLICES {
            let rows = self.read().await?.search_slice(old, slice).await?;
            let gone = gone.clone();
            let merged =
                blocking(move || search::merge(slice, documents, rows.iter().map(Vec::as_slice), &gone));
            let merged = merged.await?;
            let mut tx = self.write_alone().await?;
            tx.insert_buckets(&new, merged).await?;
            tx.commit().await?;
        }
        let mut tx = self.write_alone().await?;
        if tx.replace_segments(Some(&new), old).await? {
            tx.commit().await?;
            return Ok(old.len());
        }
        tx.rollback().await?;
        let mut tx = self.write_alone().await?;
        tx.drop_segment(&new).await?;
        tx.commit().await?;
        Ok(0)
    }
}

impl Read {
    /// Those of these complaints that may be found, in ascending order.
    pub(crate) async fn search_documents(&mut self, ordinals: &[i64]) -> Result<Vec<Document>> {
        /// Values of one statement.
        const TOGETHER: usize = 500;
        let mut documents: Vec<Document> = Vec::with_capacity(ordinals.len());
        for part in ordinals.chunks(TOGETHER) {
            let rows: Vec<Document> = on!(self, db: Db => {
                let mut sql = QueryBuilder::<Db>::new(
                    "select ordinal, title, body, place, filed_at from complaints where not sealed and anonymised_at is null and ordinal in (");
                let mut list = sql.separated(", ");
                for ordinal in part {
                    list.push_bind(*ordinal);
                }
                sql.push(")");
                sql.build_query_as().fetch_all(db).await
            })?;
            documents.extend(rows);
        }
        documents.sort_by_key(|document| document.ordinal);
        Ok(documents)
    }

    /// Every document of these segments of one chunk.
    pub(crate) async fn search_places(&mut self, segments: &[Segment]) -> Result<Set> {
        let every = |segment: &Segment| segment.key(search::bucket_of(Term::EVERY, segment.buckets()));
        let keys: Vec<i64> = segments.iter().map(every).collect();
        let buckets = self.search_buckets(&keys).await?;
        let mut places = Set::empty();
        for segment in segments {
            let bucket = |number| buckets.get(&segment.key(number)).map(Vec::as_slice);
            places.or(&search::Plan::default().candidates(segment.buckets(), bucket));
        }
        Ok(places)
    }

    /// The buckets of one slice of these segments.
    pub(crate) async fn search_slice(&mut self, segments: &[Segment], slice: u32) -> Result<Vec<Vec<u8>>> {
        let mut rows = Vec::new();
        for segment in segments {
            let buckets = segment.buckets();
            let (first, last) = (slice * buckets / MERGE_SLICES, (slice + 1) * buckets / MERGE_SLICES - 1);
            let found: Vec<Vec<u8>> = on!(self, db => sqlx::query_scalar(
                "select postings from search_postings where key between $1 and $2 order by key"
            ).bind(segment.key(first)).bind(segment.key(last)).fetch_all(db).await)?;
            rows.extend(found);
        }
        Ok(rows)
    }
}

fn sheaves(documents: Vec<Document>) -> Result<BTreeMap<i64, Sheaf>> {
    let mut sheaves: BTreeMap<i64, Sheaf> = BTreeMap::new();
    for document in documents.into_iter().map(Document::covered) {
        let (chunk, place) = place_of(document.ordinal)?;
        sheaves.entry(chunk).or_default().add(place, &document.text(), document.filed_at);
    }
    Ok(sheaves)
}

impl Document {
    /// As it is found: nobody finds a person by a number that stands in a text. Plates are looked for.
    pub(crate) fn covered(self) -> Document {
        let hidden = |text: String| personal::cover(&text, &personal::PRIVATE).into_owned();
        Document { title: hidden(self.title), body: hidden(self.body), place: self.place.map(hidden), ..self }
    }

    pub(crate) fn text(&self) -> Text<'_> {
        Text { title: &self.title, body: &self.body, place: self.place.as_deref() }
    }
}

/// Work for the processor, away from those who wait for the network.
pub(crate) async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|fault| StoreError::corrupt("a task that broke off", fault))
}

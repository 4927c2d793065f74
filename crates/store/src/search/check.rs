//! The index held against the database, and made anew from it, chunk by chunk, while everybody works on.

use search::{Bucket, MERGE_SLICES, Set};

use super::fold::{Document, Sheaf, blocking};
use super::queue::Waiting;
use super::segments::{Segment, ordinal_at, place_of};
use crate::error::Result;
use crate::open::Store;
use crate::tx::{Read, on};

/// Complaints read together.
const TOGETHER: i64 = 2_000;

/// What a comparison found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    pub chunks: u64,
    /// Complaints in segments.
    pub documents: u64,
    /// Complaints that should be in a segment and are in none.
    pub missing: u64,
    /// Complaints in a segment that should be in none.
    pub surplus: u64,
    /// Chunks whose posting lists say something else than the texts.
    pub differing: u64,
}

impl Checked {
    pub fn is_sound(&self) -> bool {
        (self.missing, self.surplus, self.differing) == (0, 0, 0)
    }
}

impl Store {
    /// Compares the segments with the complaints, byte by byte. What still waits in the queue is passed over.
    pub async fn check_search(&self) -> Result<Checked> {
        let mut checked = Checked::default();
        for chunk in 0..self.read().await?.search_chunks().await? {
            self.check_chunk(chunk, &mut checked).await?;
        }
        Ok(checked)
    }

    async fn check_chunk(&self, chunk: i64, checked: &mut Checked) -> Result<()> {
        // One view of queue, texts and segments.
        let mut tx = self.read().await?;
        let waiting = tx.search_waiting_of(chunk).await?;
        let mut apart = Set::empty();
        for waiting in &waiting {
            apart.insert(place_of(waiting.ordinal)?.1);
        }
        let (sheaf, there) = tx.sheaf(chunk, &apart).await?;
        let segments = tx.search_segments_of(chunk).await?;
        let mut held = tx.search_places(&segments).await?;
        held.without(&apart);
        checked.chunks += 1;
        checked.documents += count(&held);
        let (mut missing, mut surplus) = (there.clone(), held.clone());
        missing.without(&held);
        surplus.without(&there);
        checked.missing += count(&missing);
        checked.surplus += count(&surplus);
        if !missing.is_empty() || !surplus.is_empty() {
            checked.differing += 1;
            return Ok(());
        }
        let wanted = sheaf.into_segment(chunk).1;
        let kept = tx.merged(&segments, count(&held), &apart).await?;
        checked.differing += u64::from(wanted != kept);
        Ok(())
    }

    /// Makes the index of every chunk anew; `done` hears of each chunk with how many there are. Searches see
    /// the old posting lists until the new ones are whole.
    pub async fn rebuild_search(&self, mut done: impl FnMut(i64, i64)) -> Result<()> {
        let mut tx = self.write_alone().await?;
        tx.sweep_segments().await?;
        tx.commit().await?;
        let chunks = self.read().await?.search_chunks().await?;
        for chunk in 0..chunks {
            while !self.rebuild_chunk(chunk).await? {}
            done(chunk + 1, chunks);
        }
        Ok(())
    }

    /// False if somebody else changed the chunk meanwhile.
    async fn rebuild_chunk(&self, chunk: i64) -> Result<bool> {
        let mut tx = self.read().await?;
        let waiting = tx.search_waiting_of(chunk).await?;
        let old = tx.search_segments_of(chunk).await?;
        let (sheaf, _) = tx.sheaf(chunk, &Set::empty()).await?;
        drop(tx);
        let (segment, buckets) = blocking(move || sheaf.into_segment(chunk)).await?;
        let mut tx = self.write_alone().await?;
        let new = if segment.documents > 0 {
            let new = tx.insert_segment(segment).await?;
            tx.insert_buckets(&new, buckets).await?;
            Some(new)
        } else {
            None
        };
        if tx.replace_segments(new.as_ref(), &old).await? && tx.search_done(&waiting).await? {
            tx.commit().await?;
            return Ok(true);
        }
        tx.rollback().await?;
        Ok(false)
    }
}

impl Read {
    /// Chunks there are complaints for.
    async fn search_chunks(&mut self) -> Result<i64> {
        Ok(self.newest_ordinal().await?.map_or(0, |newest| newest.div_euclid(search::CHUNK) + 1))
    }

    async fn search_waiting_of(&mut self, chunk: i64) -> Result<Vec<Waiting>> {
        Ok(on!(self, db => sqlx::query_as(
            "select ordinal, gone from search_queue where ordinal between $1 and $2"
        ).bind(ordinal_at(chunk, 0)).bind(ordinal_at(chunk, u16::MAX)).fetch_all(db).await)?)
    }

    /// A chunk as its texts want it, without some; and which complaints it is made of.
    async fn sheaf(&mut self, chunk: i64, apart: &Set) -> Result<(Sheaf, Set)> {
        let (mut sheaf, mut there) = (Sheaf::default(), Set::empty());
        let mut from = ordinal_at(chunk, 0);
        while from <= ordinal_at(chunk, u16::MAX) {
            let documents: Vec<Document> = on!(self, db => sqlx::query_as(
                "select ordinal, title, body, place, filed_at from complaints
                 where ordinal >= $1 and ordinal < $2 and not sealed and anonymised_at is null order by ordinal"
            ).bind(from).bind(from + TOGETHER).fetch_all(db).await)?;
            for document in documents.into_iter().map(Document::covered) {
                let (here, place) = place_of(document.ordinal)?;
                if here == chunk && !apart.contains(place) {
                    sheaf.add(place, &document.text(), document.filed_at);
                    there.insert(place);
                }
            }
            from += TOGETHER;
        }
        Ok((sheaf, there))
    }

    /// What the segments of a chunk would be as one.
    async fn merged(&mut self, segments: &[Segment], documents: u64, gone: &Set) -> Result<Vec<Bucket>> {
        let mut merged = Vec::new();
        for slice in 0..MERGE_SLICES {
            let rows = self.search_slice(segments, slice).await?;
            let gone = gone.clone();
            merged.push(
                blocking(move || search::merge(slice, documents, rows.iter().map(Vec::as_slice), &gone))
                    .await?,
            );
        }
        Ok(merged.into_iter().flatten().collect())
    }
}

fn count(set: &Set) -> u64 {
    u64::try_from(set.len()).unwrap_or(u64::MAX)
}

//! A walk through what a search offers, from the newest complaint on.

use std::collections::{BTreeMap, VecDeque};

use domain::access::Scope;
use jiff::SignedDuration;
use search::{Found, Plan, Query, Set};

use super::candidates::Chunk;
use super::hits::{Hit, period};
use super::segments::{ordinal_at, place_of};
use crate::error::Result;
use crate::read::{Cursor, Filter};
use crate::tx::Read;

/// What was filed so long before a period may have been received in it; what was received later than that is
/// looked up apart (`complaints_received_late`).
const RECEIVED_WITHIN: SignedDuration = SignedDuration::from_hours(30 * 24);
/// Chunks read together: one, then twice as many each time.
const CHUNKS_MOST: usize = 32;
/// Candidates looked at together: few first, for most searches want a page.
const FEW: usize = 64;
const MANY: usize = 512;
/// After so many candidates in vain it is cheaper to ask which complaints the filter lets through at all,
/// if they are no more than this.
const IN_VAIN: usize = 600;
const FILTERED_MOST: usize = 50_000;
/// Nobody waits for more than this; the walk says where it stopped.
pub(crate) const LOOKED_AT_MOST: usize = 40_000;

/// The id of a place between two complaints.
const NOBODY: &str = "00000000-0000-0000-0000-000000000000";

/// Where a search is.
pub(crate) struct Walk<'a> {
    scope: &'a Scope,
    filter: &'a Filter,
    query: &'a Query,
    plan: Plan,
    chunks: VecDeque<Chunk>,
    at_once: usize,
    pending: VecDeque<i64>,
    looked_at: usize,
    narrowed: bool,
    /// The oldest complaint that was looked at.
    reached: i64,
}

impl<'a> Walk<'a> {
    /// From the complaint before `before` on, or from the newest.
    pub(crate) async fn begin(
        tx: &mut Read,
        (scope, filter): (&'a Scope, &'a Filter),
        (query, plan): (&'a Query, Plan),
        before: Option<i64>,
    ) -> Result<Walk<'a>> {
        let before = before.unwrap_or(i64::MAX);
        let mut chunks = chunks(tx, filter).await?;
        chunks.retain(|chunk| ordinal_at(chunk.number, 0) < before);
        if let Some(first) = chunks.front_mut()
            && before < ordinal_at(first.number, u16::MAX)
        {
            let (_, place) = place_of(before)?;
            first.restrict(&(0..place).collect());
        }
        Ok(Walk {
            scope,
            filter,
            query,
            plan,
            chunks,
            at_once: 1,
            pending: VecDeque::new(),
            looked_at: 0,
            narrowed: false,
            reached: before,
        })
    }

    /// Some more of what is really there; nothing when everything was looked at, or enough.
    pub(crate) async fn more(&mut self, tx: &mut Read) -> Result<Option<Vec<(Hit, Found)>>> {
        if self.looked_at > IN_VAIN && !self.narrowed {
            self.narrow(tx).await?;
        }
        while self.pending.is_empty() && !self.chunks.is_empty() {
            self.offer(tx).await?;
        }
        if self.pending.is_empty() || self.is_tired() {
            return Ok(None);
        }
        let many = if self.looked_at == 0 { FEW } else { (self.looked_at * 2).min(MANY) };
        let ordinals: Vec<i64> = self.pending.drain(..many.min(self.pending.len())).collect();
        self.looked_at += ordinals.len();
        self.reached = ordinals.last().copied().unwrap_or(self.reached);
        let hits = tx.search_hits(self.scope, self.filter, &ordinals).await?;
        let found = hits.into_iter().filter_map(|hit| {
            let found = self.query.find(&hit.text())?;
            Some((hit, found))
        });
        Ok(Some(found.collect()))
    }

    /// It looked at so many that the rest is for another time.
    fn is_tired(&self) -> bool {
        self.looked_at >= LOOKED_AT_MOST
    }

    /// Where the search goes on if it stopped for weariness.
    pub(crate) fn rest(&self) -> Option<Cursor> {
        self.is_tired().then(|| Cursor { key: self.reached, id: NOBODY.to_owned() })
    }

    async fn offer(&mut self, tx: &mut Read) -> Result<()> {
        let many = self.at_once.min(self.chunks.len());
        let chunks: Vec<Chunk> = self.chunks.drain(..many).collect();
        self.at_once = (self.at_once * 2).min(CHUNKS_MOST);
        for (chunk, offered) in chunks.iter().zip(tx.search_candidates(&self.plan, &chunks).await?) {
            self.pending.extend(offered.descending().map(|place| ordinal_at(chunk.number, place)));
        }
        Ok(())
    }

    /// Only what the filter lets through, where that is little.
    async fn narrow(&mut self, tx: &mut Read) -> Result<()> {
        self.narrowed = true;
        let Some(ordinals) = tx.ordinals_in(self.scope, self.filter, FILTERED_MOST).await? else {
            return Ok(());
        };
        let through = by_chunk(ordinals)?;
        let passes = |ordinal: i64| {
            place_of(ordinal)
                .is_ok_and(|(chunk, place)| through.get(&chunk).is_some_and(|set| set.contains(place)))
        };
        self.pending.retain(|ordinal| passes(*ordinal));
        self.chunks.retain(|chunk| through.contains_key(&chunk.number));
        for chunk in &mut self.chunks {
            if let Some(through) = through.get(&chunk.number) {
                chunk.restrict(through);
            }
        }
        Ok(())
    }
}

/// The chunks in which the filter's period may lie, the newest first.
pub(crate) async fn chunks(tx: &mut Read, filter: &Filter) -> Result<VecDeque<Chunk>> {
    let (from, to) = (filter.from.map(|from| from - RECEIVED_WITHIN), filter.to);
    let mut chunks: BTreeMap<i64, Chunk> = BTreeMap::new();
    for segment in tx.search_segments().await? {
        let chunk = chunks.entry(segment.chunk).or_insert_with(|| Chunk::new(segment.chunk));
        chunk.segments.push(segment);
    }
    for ordinal in tx.search_unfolded().await? {
        let (chunk, place) = place_of(ordinal)?;
        chunks.entry(chunk).or_insert_with(|| Chunk::new(chunk)).unfolded.insert(place);
    }
    let meant = |chunk: &Chunk| {
        !chunk.unfolded.is_empty() || chunk.segments.iter().any(|segment| segment.filed_within(from, to))
    };
    if chunks.values().any(|chunk| !meant(chunk)) {
        let (from, to) = period(filter);
        let mut late = by_chunk(tx.received_late(from, to).await?)?;
        chunks.retain(|number, chunk| {
            if meant(chunk) {
                return true;
            }
            chunk.only = late.remove(number);
            chunk.only.is_some()
        });
    }
    Ok(chunks.into_values().rev().collect())
}

fn by_chunk(ordinals: Vec<i64>) -> Result<BTreeMap<i64, Set>> {
    let mut chunks: BTreeMap<i64, Set> = BTreeMap::new();
    for ordinal in ordinals {
        let (chunk, place) = place_of(ordinal)?;
        chunks.entry(chunk).or_insert_with(Set::empty).insert(place);
    }
    Ok(chunks)
}

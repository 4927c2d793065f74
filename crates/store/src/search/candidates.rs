//! What the index offers for a search: places of a chunk, read from the buckets of its segments.

use std::collections::BTreeSet;

use search::{Plan, Set};

use super::segments::{Buckets, Segment};
use crate::error::Result;
use crate::tx::Read;

/// A chunk to be looked through.
#[derive(Clone, Debug)]
pub(crate) struct Chunk {
    pub(crate) number: i64,
    pub(crate) segments: Vec<Segment>,
    /// In no segment yet.
    pub(crate) unfolded: Set,
    /// Where only these may be meant.
    pub(crate) only: Option<Set>,
}

impl Chunk {
    pub(crate) fn new(number: i64) -> Chunk {
        Chunk { number, segments: Vec::new(), unfolded: Set::empty(), only: None }
    }

    /// Nothing but these may be meant.
    pub(crate) fn restrict(&mut self, to: &Set) {
        match &mut self.only {
            Some(only) => only.and(to),
            none => *none = Some(to.clone()),
        }
    }

    pub(crate) fn keys(&self, plan: &Plan) -> BTreeSet<i64> {
        let of = |segment: &Segment| {
            let segment = *segment;
            plan.buckets(segment.buckets()).into_iter().map(move |bucket| segment.key(bucket))
        };
        self.segments.iter().flat_map(of).collect()
    }

    pub(crate) fn offered(&self, plan: &Plan, buckets: &Buckets) -> Set {
        let mut offered = self.unfolded.clone();
        for segment in &self.segments {
            let bucket = |number| buckets.get(&segment.key(number)).map(Vec::as_slice);
            offered.or(&plan.candidates(segment.buckets(), bucket));
        }
        if let Some(only) = &self.only {
            offered.and(only);
        }
        offered
    }
}

impl Read {
    /// What each of these chunks offers, in their order.
    pub(crate) async fn search_candidates(&mut self, plan: &Plan, chunks: &[Chunk]) -> Result<Vec<Set>> {
        let keys: BTreeSet<i64> = chunks.iter().flat_map(|chunk| chunk.keys(plan)).collect();
        let keys: Vec<i64> = keys.into_iter().collect();
        let buckets = self.search_buckets(&keys).await?;
        Ok(chunks.iter().map(|chunk| chunk.offered(plan, &buckets)).collect())
    }
}

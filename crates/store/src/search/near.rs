//! How often the index offers each of many words: which of the near misses was meant.

use search::Plan;

use super::candidates::Chunk;
use super::walk::chunks;
use crate::error::Result;
use crate::read::Filter;
use crate::tx::Read;

/// The newest chunks speak for all: a word nobody wrote lately was hardly meant.
const CHUNKS: usize = 4;
/// Of what waits to be folded so many are read.
const UNFOLDED: usize = 100;

impl Read {
    /// How many complaints hold each of these words, as far as the newest ones say. Not by anybody's sight:
    /// what comes of it must be searched for again before it is shown.
    pub async fn search_commonness(&mut self, words: &[String]) -> Result<Vec<usize>> {
        let queries: Vec<Option<search::Query>> =
            words.iter().map(|word| search::Query::parse(word).ok()).collect();
        let plans: Vec<Plan> =
            queries.iter().map(|query| query.as_ref().map(search::Query::plan).unwrap_or_default()).collect();
        let mut chunks: Vec<Chunk> = chunks(self, &Filter::default()).await?.into();
        chunks.truncate(CHUNKS);
        let keys = chunks.iter().flat_map(|chunk| plans.iter().flat_map(|plan| chunk.keys(plan)));
        let keys: std::collections::BTreeSet<i64> = keys.collect();
        let buckets = self.search_buckets(&keys.into_iter().collect::<Vec<_>>()).await?;
        let mut counts = vec![0; words.len()];
        for chunk in &chunks {
            let folded = Chunk { unfolded: search::Set::empty(), ..chunk.clone() };
            for (count, plan) in counts.iter_mut().zip(&plans) {
                *count += folded.offered(plan, &buckets).len();
            }
        }
        let mut waiting = self.search_unfolded().await?;
        waiting.sort_unstable_by_key(|ordinal| std::cmp::Reverse(*ordinal));
        waiting.truncate(UNFOLDED);
        for document in self.search_documents(&waiting).await? {
            for (count, query) in counts.iter_mut().zip(&queries) {
                let there = query.as_ref().is_some_and(|query| query.find(&document.text()).is_some());
                *count += usize::from(there);
            }
        }
        Ok(counts)
    }
}

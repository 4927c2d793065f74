//! Following the chain line by line, and holding it against the anchors that were taken of it.

use std::collections::BTreeMap;

use domain::audit::Break;

use super::{AccessRow, columns};
use crate::crypto::KeyRing;
use crate::error::Result;
use crate::tx::{Read, on};

/// Lines read at once.
const BATCH: u32 = 1_000;
/// How far from its place a line that moved is looked for, in lines.
const MOVED_MOST: i64 = 10_000;

/// What following it found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chain {
    Whole {
        lines: u64,
    },
    /// The first line that does not fit, and how.
    BrokenAt {
        seq: u64,
        how: Break,
    },
}

/// How far it was followed.
struct Following {
    lines: u64,
    last: Option<(i64, String)>,
    anchors: BTreeMap<i64, String>,
}

impl Read {
    /// From its first line, which is the first ever written: none is ever taken out.
    pub async fn verify_accesses(&mut self) -> Result<Chain> {
        self.follow(Some((0, String::new()))).await
    }

    /// From this line to the end: what a page can wait for. What lies before is taken as it is.
    pub async fn verify_accesses_from(&mut self, first: Option<u64>) -> Result<Chain> {
        let Some(first) = first.map(u64::cast_signed) else { return self.verify_accesses().await };
        if first <= 1 {
            return self.verify_accesses().await;
        }
        let before: Option<String> = on!(self, db => sqlx::query_scalar(
            "select hash from access_log where seq = $1"
        ).bind(first - 1).fetch_optional(db).await)?;
        let Some(before) = before else { return Ok(broken(first, Break::Missing)) };
        self.follow(Some((first - 1, before))).await
    }

    async fn follow(&mut self, last: Option<(i64, String)>) -> Result<Chain> {
        let head: (i64, String) = on!(self, db => sqlx::query_as(
            "select seq, hash from chain_heads where name = 'access_log'"
        ).fetch_one(db).await)?;
        let anchors: Vec<(i64, String)> = on!(self, db => sqlx::query_as(
            "select seq, hash from access_anchors order by seq"
        ).fetch_all(db).await)?;
        let mut way = Following { lines: 0, last, anchors: anchors.into_iter().collect() };
        loop {
            let from = way.last.as_ref().map_or(0, |(seq, _)| *seq);
            let rows: Vec<AccessRow> = on!(self, db => sqlx::query_as(concat!(
                "select ", columns!(), " from access_log where seq > $1 order by seq limit $2"
            )).bind(from).bind(i64::from(BATCH)).fetch_all(db).await)?;
            if rows.is_empty() {
                break;
            }
            for row in rows {
                let seq = row.seq;
                if let Some(how) = way.step(row, self.keys())? {
                    return Ok(broken(seq, how));
                }
            }
        }
        Ok(way.end(&head))
    }
}

impl Following {
    /// One line further, or what is wrong with it.
    fn step(&mut self, row: AccessRow, keys: &KeyRing) -> Result<Option<Break>> {
        if row.hash != row.computed_hash(keys)? {
            let from = row.written_as(keys)?;
            return Ok(Some(from.map_or(Break::Changed, |from| Break::Moved { from })));
        }
        if let Some((seq, hash)) = &self.last {
            if row.seq != seq + 1 {
                return Ok(Some(Break::Missing));
            }
            if row.prev_hash != *hash {
                return Ok(Some(Break::Changed));
            }
        }
        if self.anchors.get(&row.seq).is_some_and(|anchor| *anchor != row.hash) {
            return Ok(Some(Break::MadeAnew));
        }
        self.lines += 1;
        self.last = Some((row.seq, row.hash));
        Ok(None)
    }

    /// No line is left: was there one more once?
    fn end(self, head: &(i64, String)) -> Chain {
        let (seq, hash) = self.last.unwrap_or_default();
        let anchored = self.anchors.keys().next_back().is_some_and(|anchor| *anchor > seq);
        if anchored || (seq, &hash) != (head.0, &head.1) {
            return broken(seq, Break::CutOff);
        }
        Chain::Whole { lines: self.lines }
    }
}

impl AccessRow {
    /// The number under which it was written, if that is another one not too far away.
    fn written_as(&self, keys: &KeyRing) -> Result<Option<u64>> {
        let near = (self.seq - MOVED_MOST).max(1)..=self.seq.saturating_add(MOVED_MOST);
        for seq in near {
            if self.hash == self.hash_as(seq, keys)? {
                return Ok(Some(seq.cast_unsigned()));
            }
        }
        Ok(None)
    }
}

fn broken(seq: i64, how: Break) -> Chain {
    Chain::BrokenAt { seq: seq.cast_unsigned(), how }
}

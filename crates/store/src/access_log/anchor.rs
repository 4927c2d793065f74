//! Anchors: where the chain stood at some moment, written down outside of the database. Whoever holds database and
//! keys could make the whole chain anew; a line kept elsewhere gives them away.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;

use super::{AccessRow, columns};
use crate::codec::{instant, micros};
use crate::error::Result;
use crate::tx::{Read, Write, on};

/// A line's number and hash, written `12:9f86d0…`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessAnchor {
    pub seq: u64,
    pub hash: String,
}

/// An anchor that was taken, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptAnchor {
    pub anchor: AccessAnchor,
    pub at: Timestamp,
}

/// It is not a number, a colon and a hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("기준값은 `줄번호:해시`입니다")]
pub struct NoAnchor;

impl fmt::Display for AccessAnchor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.seq, self.hash)
    }
}

impl FromStr for AccessAnchor {
    type Err = NoAnchor;

    fn from_str(text: &str) -> Result<AccessAnchor, NoAnchor> {
        let (seq, hash) = text.trim().split_once(':').ok_or(NoAnchor)?;
        let seq = seq.parse().map_err(|_| NoAnchor)?;
        if hash.is_empty() || !hash.chars().all(|c| c.is_ascii_alphanumeric() || "+/".contains(c)) {
            return Err(NoAnchor);
        }
        Ok(AccessAnchor { seq, hash: hash.to_owned() })
    }
}

impl Read {
    /// The end of the chain now; nothing while nobody has done anything.
    pub async fn access_anchor(&mut self) -> Result<Option<AccessAnchor>> {
        let (seq, hash): (i64, String) = on!(self, db => sqlx::query_as(
            "select seq, hash from chain_heads where name = 'access_log'"
        ).fetch_one(db).await)?;
        Ok((seq > 0).then(|| AccessAnchor { seq: seq.cast_unsigned(), hash }))
    }

    /// Those that were taken, newest first.
    pub async fn kept_anchors(&mut self, most: u32) -> Result<Vec<KeptAnchor>> {
        let rows: Vec<(i64, String, i64)> = on!(self, db => sqlx::query_as(
            "select seq, hash, at from access_anchors order by seq desc limit $1"
        ).bind(i64::from(most)).fetch_all(db).await)?;
        let kept = |(seq, hash, at): (i64, String, i64)| {
            let anchor = AccessAnchor { seq: seq.cast_unsigned(), hash };
            Ok(KeptAnchor { anchor, at: instant(at)? })
        };
        rows.into_iter().map(kept).collect()
    }

    /// The last one kept before these lines, and the first one kept after them.
    pub async fn anchors_around(&mut self, first: u64, last: u64) -> Result<Vec<AccessAnchor>> {
        let before = "select seq, hash from access_anchors where seq < $1 order by seq desc limit 1";
        let after = "select seq, hash from access_anchors where seq >= $1 order by seq limit 1";
        let mut around = Vec::new();
        for (sql, seq) in [(before, first), (after, last)] {
            let row: Option<(i64, String)> = on!(self, db => sqlx::query_as(sql)
                .bind(seq.cast_signed()).fetch_optional(db).await)?;
            around.extend(row.map(|(seq, hash)| AccessAnchor { seq: seq.cast_unsigned(), hash }));
        }
        Ok(around)
    }

    /// Whether the line is still there as it was: its hash is over its own words and the line before.
    pub async fn holds_anchor(&mut self, anchor: &AccessAnchor) -> Result<bool> {
        let row: Option<AccessRow> = on!(self, db => sqlx::query_as(concat!(
            "select ", columns!(), " from access_log where seq = $1"
        )).bind(anchor.seq.cast_signed()).fetch_optional(db).await)?;
        let Some(row) = row else { return Ok(false) };
        Ok(row.hash == anchor.hash && row.computed_hash(self.keys())? == anchor.hash)
    }
}

impl Write {
    /// Takes an anchor of the end of the chain. Two of the same line are one.
    pub async fn take_access_anchor(&mut self, at: Timestamp) -> Result<Option<AccessAnchor>> {
        let Some(anchor) = self.access_anchor().await? else { return Ok(None) };
        on!(self, db => sqlx::query(
            "insert into access_anchors (seq, hash, at) values ($1, $2, $3) on conflict (seq) do nothing"
        ).bind(anchor.seq.cast_signed()).bind(&anchor.hash).bind(micros(at)).execute(db).await.map(drop))?;
        Ok(Some(anchor))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_anchor_is_read_as_it_is_written_and_nothing_else_is_one() {
        let anchor = AccessAnchor { seq: 12, hash: "9f86d0".to_owned() };
        assert_eq!(anchor.to_string().parse(), Ok(anchor));
        for text in ["", "12", "12:", ":9f", "x:9f", "12:9f g", "-1:9f"] {
            assert_eq!(text.parse::<AccessAnchor>(), Err(NoAnchor), "{text:?}");
        }
    }
}

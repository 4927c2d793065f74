//! What the database server wrote down under the loads: statements slower than anybody waits for, and its own
//! housekeeping.

use std::{
    collections::BTreeMap,
    fs::File,
    io::{Read as _, Seek as _, SeekFrom},
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use serde::Serialize;

/// What the server is told to write down; slower than the limit we set ourselves for a page of statistics is slow.
pub(crate) const WRITTEN_DOWN: [&str; 3] =
    ["log_min_duration_statement=150", "log_autovacuum_min_duration=0", "log_checkpoints=on"];
/// Of a statement, in characters: enough to find it by.
const TOLD: usize = 160;

/// The server's log, from a moment on.
pub(super) struct Overhearing {
    log: PathBuf,
    from: u64,
}

/// What stood in it.
#[derive(Serialize)]
pub(super) struct Overheard {
    /// Statements that took 150 ms or longer.
    pub(super) slow: u64,
    /// Each of them once, by its beginning: the longest it took, in milliseconds.
    pub(super) slowest_ms: BTreeMap<String, f64>,
    pub(super) autovacuums: u64,
    pub(super) checkpoints: u64,
}

impl Overhearing {
    pub(super) fn begin(log: &Path) -> Result<Self> {
        let from = log.metadata().with_context(|| log.display().to_string())?.len();
        Ok(Self { log: log.to_owned(), from })
    }

    pub(super) fn end(&self) -> Result<Overheard> {
        let mut file = File::open(&self.log).with_context(|| self.log.display().to_string())?;
        file.seek(SeekFrom::Start(self.from))?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        Ok(Overheard::of(&String::from_utf8_lossy(&bytes)))
    }
}

impl Overheard {
    fn of(log: &str) -> Self {
        let mut heard = Self { slow: 0, slowest_ms: BTreeMap::new(), autovacuums: 0, checkpoints: 0 };
        for line in log.lines() {
            if let Some((ms, statement)) = slow(line) {
                heard.slow += 1;
                let longest = heard.slowest_ms.entry(statement).or_default();
                *longest = longest.max(ms);
            }
            heard.autovacuums += u64::from(line.contains("automatic vacuum of table"));
            heard.checkpoints += u64::from(line.contains("checkpoint complete"));
        }
        heard
    }
}

/// `… LOG:  duration: 231.2 ms  execute sqlx_s_12: select …`: how long, and the beginning of what.
fn slow(line: &str) -> Option<(f64, String)> {
    let (_, told) = line.split_once("duration: ")?;
    let (ms, rest) = told.split_once(" ms ")?;
    let (_, statement) = rest.split_once(": ")?;
    let statement: Vec<&str> = statement.split_whitespace().collect();
    Some((ms.parse().ok()?, statement.join(" ").chars().take(TOLD).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slow_statement_is_told_once_with_the_longest_it_took() {
        let heard = Overheard::of(
            "2026-11-26 LOG:  checkpoint complete: wrote 31 buffers\n\
             2026-11-26 LOG:  duration: 231.250 ms  execute sqlx_s_12: select  id\n\
             \t\tfrom complaints\n\
             2026-11-26 LOG:  duration: 180.000 ms  execute sqlx_s_3: select id\n\
             2026-11-26 LOG:  automatic vacuum of table \"postgres.public.outbox\": index scans: 1\n",
        );
        assert_eq!((heard.slow, heard.autovacuums, heard.checkpoints), (2, 1, 1));
        assert_eq!(heard.slowest_ms, BTreeMap::from([("select id".to_owned(), 231.25)]));
    }
}

//! Titles of late, taken apart and kept beside the database: every case page holds its own against two hundred of them.
//!
//! What is dated since is read each time; what was kept is read anew after a minute, for an older file may have come into
//! the list or left it meanwhile. Who is shown one is asked of the database every time, of its row.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use domain::access::Scope;
use domain::id::AgencyId;
use jiff::{SignedDuration, Timestamp};
use store::Read;
use store::read::Filter;
use store::search::Titled;
use suggest::Title;

use crate::not_done::Result;

/// Titles of one list, the newest.
const MOST: u32 = 200;
/// How old what is kept may be.
const FRESH: SignedDuration = SignedDuration::from_mins(1);
/// Lists at one server, some 60 kB each. The one that was read first makes room.
const LISTS: usize = 64;

/// Whose sight, and of which agency.
type Key = (Scope, Option<AgencyId>);

#[derive(Default)]
pub(crate) struct Titles(Mutex<HashMap<Key, Kept>>);

#[derive(Clone)]
struct Kept {
    read_at: Timestamp,
    /// Newest first.
    titles: Arc<[Arc<KeptTitle>]>,
}

pub(crate) struct KeptTitle {
    pub(crate) dated_at: Timestamp,
    pub(crate) ordinal: i64,
    pub(crate) title: Title,
}

impl Titles {
    /// The newest of a list that begins `since`, at most [`MOST`]; some may be older.
    ///
    /// `now` is the machine's time.
    pub(crate) async fn of_late(
        &self,
        tx: &mut Read,
        (scope, agency): (&Scope, Option<AgencyId>),
        since: Timestamp,
        now: Timestamp,
    ) -> Result<Arc<[Arc<KeptTitle>]>> {
        let dated = |from| Filter { from: Some(from), agency, ..Filter::default() };
        let key = (scope.clone(), agency);
        let kept = self.lists().get(&key).filter(|kept| is_fresh(kept, now)).cloned();
        let Some(Kept { read_at, titles }) = kept else {
            let titles: Arc<[_]> =
                tx.newest_titles(scope, &dated(since), MOST).await?.into_iter().map(taken_apart).collect();
            self.keep(key, Kept { read_at: now, titles: Arc::clone(&titles) }, now);
            return Ok(titles);
        };
        // The newest that was known comes again: others may have come in at its moment.
        let since = titles.first().map_or(since, |newest| newest.dated_at.max(since));
        let newer = tx.newest_titles(scope, &dated(since), MOST).await?;
        if newer.iter().all(|row| titles.iter().any(|kept| is_row(kept, row))) {
            return Ok(titles);
        }
        let titles = merged(newer, &titles);
        self.keep(key, Kept { read_at, titles: Arc::clone(&titles) }, now);
        Ok(titles)
    }

    fn keep(&self, key: Key, kept: Kept, now: Timestamp) {
        let mut lists = self.lists();
        // What nobody looks at any more is not kept.
        lists.retain(|_, other| is_fresh(other, now));
        if lists.len() >= LISTS && !lists.contains_key(&key) {
            let oldest = lists.iter().min_by_key(|(_, kept)| kept.read_at).map(|(key, _)| key.clone());
            oldest.and_then(|key| lists.remove(&key));
        }
        lists.insert(key, kept);
    }

    fn lists(&self) -> std::sync::MutexGuard<'_, HashMap<Key, Kept>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn is_fresh(kept: &Kept, now: Timestamp) -> bool {
    let age = now.duration_since(kept.read_at);
    !age.is_negative() && age < FRESH
}

fn taken_apart(row: Titled) -> Arc<KeptTitle> {
    let Titled { dated_at, ordinal, title } = row;
    Arc::new(KeptTitle { dated_at, ordinal, title: Title::of(&title) })
}

fn is_row(kept: &KeptTitle, row: &Titled) -> bool {
    kept.ordinal == row.ordinal && kept.dated_at == row.dated_at
}

/// Those that came in stand before what was known; one that has another date now stands there once.
fn merged(newer: Vec<Titled>, known: &[Arc<KeptTitle>]) -> Arc<[Arc<KeptTitle>]> {
    let again: Vec<i64> = newer.iter().map(|row| row.ordinal).collect();
    let known = known.iter().filter(|kept| !again.contains(&kept.ordinal)).cloned();
    newer.into_iter().map(taken_apart).chain(known).take(MOST as usize).collect()
}

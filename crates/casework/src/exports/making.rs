//! Making a file: page after page of the list, in its owner's sight of that moment, into a file on our disk.

use std::path::PathBuf;

use domain::actor::Actor;
use domain::desk::seoul_date;
use domain::export::{ATTEMPTS_MAX, ExportFailure, FILE_ROWS_MAX, LINK_HOURS};
use jiff::{SignedDuration, Timestamp};
use store::read::{Listed, PAGE_MAX, Page};
use store::{ClaimedExport, Progress};
use uuid::Uuid;
use workbook::{Book, Head, NotMade};

use crate::export;
use crate::intake::fresh_id;
use crate::not_done::{NotDone, Result};
use crate::office::Office;
use crate::reader;

/// How long nobody hears of a worker until its file is another's: far longer than a page, or than putting the
/// whole file together, takes.
const LEASE: SignedDuration = SignedDuration::from_mins(5);

/// How much at a time, and how much at most.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    pub rows: u32,
    pub batch: u32,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { rows: FILE_ROWS_MAX, batch: PAGE_MAX }
    }
}

/// Where it is written.
#[derive(Clone, Debug)]
pub struct Place {
    /// For what is written on the way; never the machine's own, which may be memory.
    pub folder: PathBuf,
    pub file: PathBuf,
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Made {
    /// It lies in its place.
    File { rows: u64, cut: bool },
    /// There is none, and why is written down.
    Failed(ExportFailure),
    /// Called off, or another worker's by now.
    Stopped,
}

/// The next file to be made, this worker's alone for a while. One that is begun again and again is given up.
pub async fn claim(office: &Office) -> Result<Option<ClaimedExport>> {
    loop {
        let now = office.wall_now();
        let mut tx = office.store().write().await?;
        let claimed = tx.claim_export((now, now + LEASE), office.now()).await?;
        if let Some(claimed) = &claimed
            && claimed.attempt.saturating_sub(claimed.remade) > ATTEMPTS_MAX
        {
            tx.fail_export(claimed, ExportFailure::Interrupted, office.now()).await?;
            tx.commit().await?;
            continue;
        }
        tx.commit().await?;
        return Ok(claimed);
    }
}

/// Why a file was not written.
#[derive(Debug, thiserror::Error)]
enum NotWritten {
    #[error(transparent)]
    NotDone(#[from] NotDone),
    #[error(transparent)]
    Workbook(#[from] NotMade),
    /// A mistake of ours.
    #[error("it broke off: {0}")]
    BrokeOff(String),
}

/// Writes the file. A fault of the database leaves it claimed: it is begun again when the claim has run out.
pub async fn make(office: &Office, claimed: &ClaimedExport, place: &Place, limits: Limits) -> Result<Made> {
    match write(office, claimed, place, limits).await {
        Ok(Some(made)) => Ok(made),
        Ok(None) => failed(office, claimed, ExportFailure::OwnerGone).await,
        Err(NotWritten::NotDone(why)) => Err(why),
        Err(NotWritten::Workbook(why)) => {
            tracing::error!(error = %why, cause = ?std::error::Error::source(&why), "a file was not written");
            failed(office, claimed, ExportFailure::Storage).await
        }
        Err(NotWritten::BrokeOff(why)) => {
            tracing::error!(error = why, "a file was not put together");
            Ok(Made::Stopped)
        }
    }
}

/// `None`: its owner works here no longer.
async fn write(
    office: &Office,
    claimed: &ClaimedExport,
    place: &Place,
    limits: Limits,
) -> Result<Option<Made>, NotWritten> {
    let asked = &claimed.export.asked;
    let Some(by) = owner(office, claimed).await? else { return Ok(None) };
    let expected = export::count(office, &by, &asked.filter, limits.rows.saturating_add(1)).await?;
    let longer = expected.is_some_and(|expected| expected > u64::from(limits.rows));
    let expected = expected.map(|expected| expected.min(limits.rows.into()));
    let mut writing = Writing { claimed, place, limits, made_at: office.now(), longer, book: None, rows: 0 };
    let mut page = Page { sort: asked.sort, limit: limits.batch, after: None };
    let cut = loop {
        // Whoever loses a duty while the file is made gets no more of what went with it.
        let Some(by) = owner(office, claimed).await? else { return Ok(None) };
        let slice = reader::list(office, &by, &asked.filter, &page).await?;
        page.after = slice.next;
        let over = writing.take(office, slice.rows)?;
        if !keep(office, claimed, Progress { rows: writing.rows, expected }).await? {
            return Ok(Some(Made::Stopped));
        }
        if writing.is_full() || page.after.is_none() {
            break over || page.after.is_some();
        }
    };
    Ok(Some(writing.save(cut).await?))
}

/// The file while it is written.
struct Writing<'a> {
    claimed: &'a ClaimedExport,
    place: &'a Place,
    limits: Limits,
    made_at: Timestamp,
    /// The list was counted, and is longer than the file may be.
    longer: bool,
    book: Option<Book>,
    rows: u64,
}

impl Writing<'_> {
    fn is_full(&self) -> bool {
        self.rows >= u64::from(self.limits.rows)
    }

    /// More rows; `true` when not all of them went in.
    fn take(&mut self, office: &Office, mut rows: Vec<Listed>) -> Result<bool, NotMade> {
        let room = usize::try_from(u64::from(self.limits.rows) - self.rows).unwrap_or(usize::MAX);
        let full = rows.len() > room;
        rows.truncate(room);
        let chart = office.facts().chart;
        let cells: Vec<_> = rows.iter().map(|row| export::cells(row, &chart)).collect();
        let mut book = match self.book.take() {
            Some(book) => book,
            None => self.begin(&cells)?,
        };
        book.write(&cells)?;
        self.book = Some(book);
        self.rows += u64::try_from(rows.len()).unwrap_or_default();
        Ok(full)
    }

    fn begin(&self, first: &[Vec<workbook::Cell>]) -> Result<Book, NotMade> {
        let asked = &self.claimed.export.asked;
        let said = asked.conditions.iter().map(|(label, value)| (label.as_str(), value.clone()));
        let mut conditions: Vec<(&str, String)> = said.collect();
        if self.longer {
            conditions.push(("주의", words::export::cut(self.limits.rows.into())));
        }
        let (title, columns) = (asked.title.as_str(), &export::COLUMNS[..]);
        let head = Head { title, conditions: &conditions, columns, made_at: self.made_at };
        Book::begin(&head, first, Some(&self.place.folder))
    }

    /// Puts it together, on a thread of its own: seconds of work.
    async fn save(mut self, cut: bool) -> Result<Made, NotWritten> {
        let mut book = match self.book.take() {
            Some(book) => book,
            None => self.begin(&[])?,
        };
        if cut && !self.longer {
            book.note("주의", &words::export::cut(self.limits.rows.into()))?;
        }
        let file = self.place.file.clone();
        let saved = tokio::task::spawn_blocking(move || book.save(&file)).await;
        saved.map_err(|broke| NotWritten::BrokeOff(broke.to_string()))??;
        Ok(Made::File { rows: self.rows, cut })
    }
}

/// Whoever asked, with the duties of this moment; nobody who has left.
pub(crate) async fn owner(office: &Office, claimed: &ClaimedExport) -> Result<Option<Actor>> {
    let mut tx = office.store().read().await?;
    let on_duty = tx.on_duty(claimed.export.officer, seoul_date(office.now())).await?;
    office.catch_up(&mut tx).await?;
    Ok(on_duty.map(Actor::Officer))
}

async fn keep(office: &Office, claimed: &ClaimedExport, progress: Progress) -> Result<bool> {
    let mut tx = office.store().write().await?;
    let kept = tx.keep_export(claimed, progress, office.wall_now() + LEASE).await?;
    tx.commit().await?;
    Ok(kept)
}

/// Under which id the bytes are to lie in the vault: they may from now on. `None`: they must not.
pub async fn storing(office: &Office, claimed: &ClaimedExport) -> Result<Option<Uuid>> {
    // Each attempt has a place of its own: whoever was slow cannot take away what a quicker one has put there.
    let place = fresh_id(&office.desk());
    let mut tx = office.store().write().await?;
    let kept = tx.store_export(claimed, place, office.wall_now() + LEASE).await?;
    tx.commit().await?;
    Ok(kept.then_some(place))
}

/// The bytes lie in the vault, so many of them, or did not get there.
pub async fn finish(
    office: &Office,
    claimed: &ClaimedExport,
    (rows, cut): (u64, bool),
    size: Option<u64>,
) -> Result<Made> {
    let Some(size) = size else { return failed(office, claimed, ExportFailure::Storage).await };
    let now = office.now();
    let mut tx = office.store().write().await?;
    let until = now + SignedDuration::from_hours(LINK_HOURS);
    let done = tx.finish_export(claimed, (rows, cut, size), (now, until)).await?;
    tx.commit().await?;
    Ok(if done { Made::File { rows, cut } } else { Made::Stopped })
}

pub(crate) async fn failed(office: &Office, claimed: &ClaimedExport, why: ExportFailure) -> Result<Made> {
    let mut tx = office.store().write().await?;
    let failed = tx.fail_export(claimed, why, office.now()).await?;
    tx.commit().await?;
    Ok(if failed { Made::Failed(why) } else { Made::Stopped })
}

//! 내려받기 파일: a list too long to wait for is made into a file by a worker, and taken by whoever asked, within
//! a day. Petitioners are masked in it, as they are on the page.

mod making;

use domain::actor::Actor;
use domain::export::{ExportState, UNFINISHED_MAX};
use domain::id::OfficerId;
use jiff::{SignedDuration, Timestamp};
use store::{Access, Export, ListAsked, Write};
use uuid::Uuid;

use crate::intake::id_at;
use crate::not_done::{NotDone, Result};
use crate::office::Office;

pub use making::{Limits, Made, Place, claim, finish, make, storing};
pub(crate) use making::{failed, owner};

/// Files that are shown to whoever asked for them: more are not asked for in a month.
const SHOWN: u32 = 50;
/// How long somebody still reads what became of a file, in days.
const KEPT_DAYS: i64 = 30;
/// Longest address of a list that is kept, in bytes: longer than any form of ours writes.
const QUERY_MAX: usize = 2_000;
/// Files removed in one run.
const REMOVED_MOST: u32 = 500;

/// Why no file will be made.
#[derive(Debug, thiserror::Error)]
pub enum NotAsked {
    /// Several of one's own wait already.
    #[error("too many unfinished files")]
    TooMany,
    #[error(transparent)]
    NotDone(#[from] NotDone),
}

impl From<store::StoreError> for NotAsked {
    fn from(error: store::StoreError) -> NotAsked {
        NotAsked::NotDone(error.into())
    }
}

/// What somebody finds who comes for a file.
pub enum Opened {
    /// It may be taken, and it is written down that it was.
    File(Box<Export>),
    /// It is their own, and there is nothing to take: not yet, or not any more.
    Nothing(ExportState),
}

/// A file of this list. Asked again while the same is under way, it stays one.
pub async fn ask(office: &Office, by: &Actor, asked: &ListAsked) -> Result<Uuid, NotAsked> {
    let officer = officer(by)?;
    // A sealed complaint leaves in no file.
    if asked.filter.sealed {
        return Err(NotDone::NotFound.into());
    }
    if asked.query.len() > QUERY_MAX {
        return Err(NotDone::Invalid { field: "query", code: "too-long" }.into());
    }
    let mut tx = office.store().write().await?;
    let id = ask_in(&mut tx, office, officer, asked).await?;
    tx.commit().await?;
    tracing::info!(export = %id, "a file was asked for");
    Ok(id)
}

/// The same beside what else is written of it.
pub(crate) async fn ask_in(
    tx: &mut Write,
    office: &Office,
    officer: OfficerId,
    asked: &ListAsked,
) -> Result<Uuid, NotAsked> {
    let own = tx.exports_of(officer, SHOWN).await?;
    let mut under_way = own.iter().filter(|export| export.state.is_under_way());
    let same = |export: &&Export| (&export.asked.list, &export.asked.query) == (&asked.list, &asked.query);
    if let Some(same) = under_way.clone().find(same) {
        return Ok(same.id);
    }
    if under_way.nth(UNFINISHED_MAX - 1).is_some() {
        return Err(NotAsked::TooMany);
    }
    // By the machine's clock: where the office's stands still, as in a demo, the later one is the newer all the same.
    let id = id_at(office.wall_now());
    tx.ask_export(id, officer, asked, office.now()).await?;
    Ok(id)
}

/// One's own files, newest first, as they stand now.
pub async fn of(office: &Office, by: &Actor) -> Result<Vec<Export>> {
    let mut own = office.store().read().await?.exports_of(officer(by)?, SHOWN).await?;
    for export in &mut own {
        export.state = state(export, office.now());
    }
    Ok(own)
}

/// What is over is over to the second, swept or not.
fn state(export: &Export, now: Timestamp) -> ExportState {
    match export.state {
        ExportState::Done if export.expires_at.is_none_or(|until| until <= now) => ExportState::Expired,
        state => state,
    }
}

/// Calls off one's own; `false` when it was over already.
pub async fn cancel(office: &Office, by: &Actor, id: Uuid) -> Result<bool> {
    let officer = officer(by)?;
    let mut tx = office.store().write().await?;
    tx.export(officer, id).await?.ok_or(NotDone::NotFound)?;
    let cancelled = tx.cancel_export(officer, id, office.now()).await?;
    tx.commit().await?;
    Ok(cancelled)
}

/// One's own file. Kept in the access log before a byte is sent; another's is not found.
pub async fn open(office: &Office, by: &Actor, (login, ip): (&str, &str), id: Uuid) -> Result<Opened> {
    let mut tx = office.store().write().await?;
    let export = tx.export(officer(by)?, id).await?.ok_or(NotDone::NotFound)?;
    let state = state(&export, office.now());
    if state != ExportState::Done {
        return Ok(Opened::Nothing(state));
    }
    let evidence = crate::evidence::number_of(&export).map(str::to_owned);
    if let Some(number) = &evidence {
        crate::evidence::still_theirs(&mut tx, by, number).await?;
    }
    tx.log_access(&Access {
        at: office.now(),
        account: Some(login.chars().take(100).collect()),
        ip: Some(ip.to_owned()),
        action: if evidence.is_some() { "take-evidence" } else { "export" }.to_owned(),
        subject: Some(evidence.unwrap_or_else(|| format!("{} {id}", export.asked.title))),
        outcome: format!("{} rows", export.rows_done),
    })
    .await?;
    tx.commit().await?;
    Ok(Opened::File(Box::new(export)))
}

/// Links whose time is over end, and what nobody reads any more goes. Whose bytes are to be removed: they go
/// first, then [`removed`].
pub async fn sweep(office: &Office) -> Result<Vec<Export>> {
    let now = office.now();
    let mut tx = office.store().write().await?;
    tx.expire_exports(now).await?;
    tx.prune_exports(now - SignedDuration::from_hours(24 * KEPT_DAYS)).await?;
    let left = tx.exports_to_remove(office.wall_now(), REMOVED_MOST).await?;
    tx.commit().await?;
    Ok(left)
}

/// The bytes are gone from the vault.
pub async fn removed(office: &Office, id: Uuid) -> Result<()> {
    let mut tx = office.store().write().await?;
    tx.export_removed(id).await?;
    Ok(tx.commit().await?)
}

fn officer(by: &Actor) -> Result<OfficerId> {
    by.officer().map(|officer| officer.id).ok_or(NotDone::NotFound)
}

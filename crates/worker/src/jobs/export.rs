//! 내려받기 파일: one after another is made and put into the vault; those whose time is over leave it.

mod evidence;

use std::path::Path;

use casework::Office;
use casework::exports::{self, Limits, Made, Place};
use casework::timetable::Job;
use connect::vault::{Key, Spool, Vault, VaultFault};
use store::ClaimedExport;
use tokio::task::JoinSet;

use super::write_down;
use crate::Files;
use crate::fault::Fault;

/// Makes the next file, if somebody waits for one; what was done.
pub(crate) async fn run(office: &Office, files: &Files) -> Result<Option<String>, Fault> {
    let Some(vault) = &files.vault else { return Ok(None) };
    let Some(claimed) = exports::claim(office).await? else { return Ok(None) };
    // In a task of its own: one that panics ends alone, and is begun again when its claim has run out.
    let mut task = JoinSet::new();
    let (office_too, vault, limits) = (office.clone(), vault.clone(), files.exports);
    task.spawn(async move { one(&office_too, &vault, &claimed, limits).await });
    let did = match task.join_next().await {
        Some(Ok(did)) => did?,
        Some(Err(broke)) => return Err(Fault::BrokeOff(broke.to_string())),
        None => return Err(Fault::BrokeOff("no task".to_owned())),
    };
    write_down(office, Job::MakeExports, &did).await?;
    Ok(Some(did))
}

async fn one(
    office: &Office,
    vault: &Vault,
    claimed: &ClaimedExport,
    limits: Limits,
) -> Result<String, Fault> {
    // What a worker that was killed may have put there.
    if let Some(left) = claimed.export.file {
        vault.remove(&Key::of(left.as_u128())).await?;
    }
    let spool = match vault.spool().await {
        Ok(spool) => spool,
        Err(fault) => {
            tracing::error!(error = %fault, "there is no room for a file");
            return Ok(said(exports::finish(office, claimed, (0, false), None).await?).to_owned());
        }
    };
    let file = spool.path().to_owned();
    let folder = file.parent().unwrap_or(Path::new(".")).to_owned();
    let made = match casework::evidence::number_of(&claimed.export) {
        Some(_) => evidence::make(office, vault, claimed, &file).await?,
        None => exports::make(office, claimed, &Place { folder, file }, limits).await?,
    };
    let Made::File { rows, cut } = made else { return Ok(said(made).to_owned()) };
    // The row first: no byte lies anywhere unknown.
    let Some(id) = exports::storing(office, claimed).await? else {
        return Ok(said(Made::Stopped).to_owned());
    };
    let key = Key::of(id.as_u128());
    let kept = keep(vault, &key, spool).await;
    if let Err(fault) = &kept {
        tracing::error!(error = %fault, export = %claimed.export.id, "a file was not kept");
    }
    match exports::finish(office, claimed, (rows, cut), kept.ok()).await? {
        Made::File { .. } => Ok(format!("{} {rows}건", said(made))),
        // Called off while it was put there, or taken up again by somebody else: these bytes are nobody's.
        other => {
            vault.remove(&key).await?;
            Ok(said(other).to_owned())
        }
    }
}

/// How many bytes it has.
async fn keep(vault: &Vault, key: &Key, mut spool: Spool) -> Result<u64, VaultFault> {
    spool.measure().await?;
    let bytes = spool.bytes();
    vault.put(key, spool).await?;
    Ok(bytes)
}

fn said(made: Made) -> &'static str {
    match made {
        Made::File { .. } => "파일 만듦",
        Made::Failed(why) => words::export::failure(why),
        Made::Stopped => "중단됨",
    }
}

/// Bytes first, row last, as with attachments.
pub(super) async fn tidy(office: &Office, files: &Files) -> Result<String, Fault> {
    let Some(vault) = &files.vault else { return Ok("파일 보관함 없음".to_owned()) };
    let mut gone = 0;
    for export in exports::sweep(office).await? {
        if let Some(file) = export.file {
            vault.remove(&Key::of(file.as_u128())).await?;
        }
        exports::removed(office, export.id).await?;
        gone += 1;
    }
    Ok(format!("내려받기 파일 {gone}건 정리"))
}

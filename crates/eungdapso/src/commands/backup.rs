//! `eungdapso backup`: the whole office in one sealed file, while everybody works on.

mod keys;
mod telling;

use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Context, Result, bail};
use backup::Source;
use store::Store;

pub(super) use keys::{key, lock};
pub(super) use telling::{Telling, kept_by_older, named, size, took};

use crate::cli::{Backup, BackupAction, KeyFrom, LockTo};
use crate::clock;
use crate::config::Config;
use crate::files::write_private_new;

pub(crate) async fn run(config: Config, asked: Backup) -> Result<ExitCode> {
    match (asked.action, asked.into) {
        (Some(BackupAction::Verify { file, key }), _) => verify(&file, &key).await,
        (Some(BackupAction::Key { file }), _) => make_key(&file),
        (None, Some(into)) => take(&config, &into, &asked.lock).await,
        // Refused by the command line already.
        (None, None) => Ok(ExitCode::FAILURE),
    }
}

async fn take(config: &Config, into: &Path, to: &LockTo) -> Result<ExitCode> {
    let (started, lock) = (Instant::now(), lock(to)?);
    let url = config.database();
    // Connecting to an embedded database makes one where there is none.
    if store::is_vacant(&url).await.is_ok_and(|vacant| vacant) {
        bail!("백업할 데이터베이스가 없습니다. DATABASE_URL이나 EUNGDAPSO_DATA가 맞는지 확인하십시오.");
    }
    // Without touching the schema: a backup is also what comes before a new program.
    let keys = config.kept_key_ring()?;
    let vault = crate::vault::open(&config.files, &keys)?;
    let store = Store::connect(&url, keys).await;
    let store =
        store.context("데이터베이스를 열 수 없습니다. `eungdapso doctor`로 확인하십시오")?.unhurried();
    let program = env!("CARGO_PKG_VERSION");
    let source = Source { url: &url, store: &store, vault: &vault, program };
    let mut telling = Telling::default();
    let taken = backup::take(source, into, &lock, clock::now(), &mut |step| telling.tell(step)).await?;
    store.close().await;
    println!("백업했습니다: {} ({})", taken.path.display(), size(taken.size));
    telling::manifest(&taken.manifest);
    telling::contents(&taken.contents);
    println!("걸린 시간   {}", took(started.elapsed()));
    println!("개인정보를 읽을 열쇠 파일은 백업에 들어 있지 않습니다. 따로 보관하십시오.");
    Ok(if taken.contents.faulty == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

async fn verify(file: &Path, from: &KeyFrom) -> Result<ExitCode> {
    let (started, key, path) = (Instant::now(), key(from)?, file.to_owned());
    let verified = tokio::task::spawn_blocking(move || backup::verify(&path, &key)).await??;
    println!("백업이 온전합니다: {} ({})", file.display(), size(verified.size));
    telling::manifest(&verified.manifest);
    telling::contents(&verified.contents);
    println!("걸린 시간   {}", took(started.elapsed()));
    Ok(ExitCode::SUCCESS)
}

fn make_key(file: &Path) -> Result<ExitCode> {
    let (text, recipient) = backup::Key::generate();
    write_private_new(file, &text)?;
    println!("여는 열쇠 파일을 만들었습니다: {}", file.display());
    println!("받는 열쇠: {recipient}");
    println!("백업할 때 `--recipient {recipient}`를 붙입니다. 백업하는 기계에는 받는 열쇠만 있으면 됩니다.");
    println!("여는 열쇠 파일을 잃으면 백업을 열 수 없습니다. 백업과 떨어진 두 곳에 보관하십시오.");
    Ok(ExitCode::SUCCESS)
}

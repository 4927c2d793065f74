//! `eungdapso audit`: whether the office's records are as they were written, the access log and every file's history.

use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use store::{AccessAnchor, Chain, Histories, Store};

use super::backup::{kept_by_older, named};
use crate::cli::Audit;
use crate::config::Config;

/// Anchors shown: those of a year and more.
const SHOWN: u32 = 400;
/// Files between two lines of how far it is.
const EVERY: u64 = 100_000;

pub(crate) async fn run(config: Config, asked: Audit) -> Result<ExitCode> {
    let store = as_it_is(&config).await?.unhurried();
    match asked {
        Audit::Verify { anchors } => verify(&store, &anchors).await,
        Audit::Anchors => list(&store).await,
    }
}

/// Without touching the schema, and making none: what is verified is what lay there.
async fn as_it_is(config: &Config) -> Result<Store> {
    let url = config.database();
    if store::is_vacant(&url).await.is_ok_and(|vacant| vacant) {
        bail!("확인할 데이터베이스가 없습니다. DATABASE_URL이나 EUNGDAPSO_DATA가 맞는지 확인하십시오.");
    }
    let store = Store::connect(&url, config.key_ring()?).await;
    store.context("데이터베이스를 열 수 없습니다. `eungdapso doctor`로 확인하십시오")
}

async fn list(store: &Store) -> Result<ExitCode> {
    for kept in store.read().await?.kept_anchors(SHOWN).await? {
        println!("{}  {}", words::date::moment(kept.at), kept.anchor);
    }
    Ok(ExitCode::SUCCESS)
}

/// Both are looked at, whatever the first one gave.
async fn verify(store: &Store, anchors: &[AccessAnchor]) -> Result<ExitCode> {
    let log = log_is_whole(store, anchors).await?;
    let files = files_are_their_histories(store).await?;
    if log && files {
        return Ok(ExitCode::SUCCESS);
    }
    println!("데이터베이스를 그대로 보존하고, 마지막으로 확인된 백업과 비교하십시오.");
    Ok(ExitCode::FAILURE)
}

async fn log_is_whole(store: &Store, anchors: &[AccessAnchor]) -> Result<bool> {
    let mut tx = store.read().await?;
    let chain = tx.verify_accesses().await.context("접속기록을 읽을 수 없습니다")?;
    let lines = match chain {
        Chain::Whole { lines } => lines,
        Chain::BrokenAt { seq, how } => {
            println!("접속기록이 훼손되었습니다: {}", words::access::broken(seq, how));
            return Ok(false);
        }
    };
    for anchor in anchors {
        if !tx.holds_anchor(anchor).await? {
            println!(
                "기준값 {anchor}의 줄이 없거나 그때와 다릅니다: 접속기록 전체가 다시 만들어졌을 수 있습니다."
            );
            return Ok(false);
        }
    }
    println!("접속기록 {lines}줄이 빠짐없이 이어집니다.");
    match tx.kept_anchors(1).await?.first() {
        Some(last) => {
            println!("날마다 남긴 기준값과 같습니다. 마지막 기준값: {}", words::date::moment(last.at));
        }
        None => println!("날마다 남기는 기준값이 아직 없습니다. 서비스가 매일 23:50에 남깁니다."),
    }
    if !anchors.is_empty() {
        println!("보관한 기준값 {}개와 같습니다.", anchors.len());
    }
    if let Some(anchor) = tx.access_anchor().await? {
        println!("지금의 기준값 {anchor}");
        println!(
            "이 값을 데이터베이스 밖에 적어 두면, 다음에 `--anchor`로 그때까지의 기록을 확인할 수 있습니다."
        );
    }
    Ok(true)
}

async fn files_are_their_histories(store: &Store) -> Result<bool> {
    let mut told = 0;
    let found = store.check_histories(|files| {
        if files / EVERY > told {
            told = files / EVERY;
            eprintln!("민원 {files}건을 이력과 비교했습니다.");
        }
    });
    let found = found.await.context("민원의 이력을 읽을 수 없습니다")?;
    let Histories { files, differing, .. } = found;
    if differing == 0 {
        println!("민원 {files}건이 저마다의 이력과 같습니다.");
    } else {
        println!("민원 {files}건 가운데 {differing}건이 이력과 다릅니다. 신청번호:");
        named(differing, &found.named);
    }
    kept_by_older(&found);
    Ok(differing == 0)
}

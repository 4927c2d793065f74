//! `eungdapso audit`: the access log followed line by line, and held against an anchor kept elsewhere.

use std::process::ExitCode;

use anyhow::{Context, Result};
use store::{AccessAnchor, Chain, Store};

use crate::cli::Audit;
use crate::config::Config;

/// Anchors shown: those of a year and more.
const SHOWN: u32 = 400;

pub(crate) async fn run(config: Config, asked: Audit) -> Result<ExitCode> {
    let store = super::open(&config).await?.unhurried();
    match asked {
        Audit::Verify { anchors } => verify(&store, &anchors).await,
        Audit::Anchors => list(&store).await,
    }
}

async fn list(store: &Store) -> Result<ExitCode> {
    for kept in store.read().await?.kept_anchors(SHOWN).await? {
        println!("{}  {}", words::date::moment(kept.at), kept.anchor);
    }
    Ok(ExitCode::SUCCESS)
}

async fn verify(store: &Store, anchors: &[AccessAnchor]) -> Result<ExitCode> {
    let mut tx = store.read().await?;
    let chain = tx.verify_accesses().await.context("접속기록을 읽을 수 없습니다")?;
    let lines = match chain {
        Chain::Whole { lines } => lines,
        Chain::BrokenAt { seq, how } => {
            println!("접속기록이 훼손되었습니다: {}", words::access::broken(seq, how));
            println!("데이터베이스를 그대로 보존하고, 마지막으로 확인된 백업과 비교하십시오.");
            return Ok(ExitCode::FAILURE);
        }
    };
    for anchor in anchors {
        if !tx.holds_anchor(anchor).await? {
            println!(
                "기준값 {anchor}의 줄이 없거나 그때와 다릅니다: 접속기록 전체가 다시 만들어졌을 수 있습니다."
            );
            return Ok(ExitCode::FAILURE);
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
    Ok(ExitCode::SUCCESS)
}

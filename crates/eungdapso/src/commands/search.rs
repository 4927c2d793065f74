//! `eungdapso search`: the index of words held against the complaints, and made anew from them.

use std::process::ExitCode;

use anyhow::{Context, Result};

use crate::cli::Search;
use crate::config::Config;

pub(crate) async fn run(config: Config, asked: Search) -> Result<ExitCode> {
    let store = super::open(&config).await?.unhurried();
    if let Search::Rebuild = asked {
        let told = |done, of| eprintln!("{of}묶음 가운데 {done}묶음을 다시 만들었습니다.");
        store.rebuild_search(told).await.context("색인을 다시 만들 수 없습니다")?;
    }
    let checked = store.check_search().await.context("색인을 확인할 수 없습니다")?;
    println!("색인에 있는 민원 {}건, {}묶음", checked.documents, checked.chunks);
    if checked.is_sound() {
        println!("색인이 민원과 같습니다.");
        return Ok(ExitCode::SUCCESS);
    }
    let store::search::Checked { missing, surplus, differing, .. } = checked;
    println!("빠진 민원 {missing}건, 남은 민원 {surplus}건, 내용이 다른 묶음 {differing}개");
    println!("`eungdapso search rebuild`로 다시 만드십시오. 서비스를 멈출 필요는 없습니다.");
    Ok(ExitCode::FAILURE)
}

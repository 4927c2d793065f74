//! `eungdapso statistics`: the sums by day and by stage held against the complaints, and made anew from them.

use std::process::ExitCode;

use anyhow::{Context, Result};

use crate::cli::Statistics;
use crate::config::Config;

pub(crate) async fn run(config: Config, asked: Statistics) -> Result<ExitCode> {
    let store = super::open(&config).await?.unhurried();
    if let Statistics::Rebuild = asked {
        store.rebuild_sums().await.context("합계를 다시 만들 수 없습니다")?;
    }
    let checked = store.check_sums().await.context("합계를 확인할 수 없습니다")?;
    println!("날짜별·처리현황 합계 {}줄", checked.lines);
    if checked.is_sound() {
        println!("합계가 민원과 같습니다.");
        return Ok(ExitCode::SUCCESS);
    }
    println!("다른 줄 {}개", checked.differing);
    println!("`eungdapso statistics rebuild`로 다시 만드십시오. 서비스를 멈출 필요는 없습니다.");
    Ok(ExitCode::FAILURE)
}

//! `eungdapso migrate`: brings the schema up to this program's.

use std::process::ExitCode;

use anyhow::{Context, Result};
use store::Store;

use crate::config::Config;

pub(crate) async fn run(config: Config) -> Result<ExitCode> {
    if config.database_url.is_none() {
        crate::files::make_private_folder(&config.data)?;
    }
    let store = Store::connect(&config.database(), config.key_ring()?).await;
    let store = store.context("데이터베이스에 연결할 수 없습니다")?;
    match store.migrate().await? {
        0 => println!("이미 최신입니다 ({}번).", store::newest()),
        applied => println!("{applied}개의 변경을 적용했습니다 (현재 {}번).", store::newest()),
    }
    store.close().await;
    Ok(ExitCode::SUCCESS)
}

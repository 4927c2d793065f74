//! `eungdapso keys`: making a key ring, and moving on to a new key.

use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use store::{KeyRing, Store};

use crate::cli::Keys;
use crate::config::Config;
use crate::files::write_private;
use crate::keys_file::READ_BY_ALL;

/// Rows a transaction while re-sealing: short enough that nobody waits.
const BATCH: u32 = 200;

pub(crate) async fn run(config: Config, asked: Keys) -> Result<ExitCode> {
    match asked {
        Keys::Generate => generate(&config)?,
        Keys::Rotate => rotate(&config).await?,
    }
    Ok(ExitCode::SUCCESS)
}

fn generate(config: &Config) -> Result<()> {
    if config.keys_file.exists() {
        bail!("{}이 이미 있습니다. 바꾸려면 `eungdapso keys rotate`를 씁니다.", config.keys_file.display());
    }
    write_private(&config.keys_file, &KeyRing::generate().to_text())?;
    println!("열쇠 파일을 만들었습니다: {}", config.keys_file.display());
    println!("이 파일을 잃으면 개인정보를 다시 읽을 수 없습니다. 다른 곳에 사본을 보관하십시오.");
    Ok(())
}

/// The file first, then the rows: a stop in between leaves every row readable, and the same command goes on.
async fn rotate(config: &Config) -> Result<()> {
    if config.keys_from_environment() {
        bail!(
            "열쇠가 EUNGDAPSO_KEYS에서 옵니다. 새 열쇠를 그 끝에 더해 다시 시작하거나, EUNGDAPSO_KEYS_FILE을 씁니다."
        );
    }
    let ring = config.key_ring()?.with_new_key();
    write_private(&config.keys_file, &ring.to_text())?;
    let current = ring.current_id().to_owned();
    println!(
        "새 열쇠 {current}를 더했습니다. 실행 중인 서비스가 읽을 때까지 {}초 기다립니다.",
        READ_BY_ALL.as_secs()
    );
    tokio::time::sleep(READ_BY_ALL).await;
    let store = Store::open(&config.database(), ring).await.context("데이터베이스를 열 수 없습니다")?;
    let mut rows = 0;
    loop {
        let mut tx = store.write_alone().await?;
        let some = tx.rotate_keys(BATCH).await?;
        tx.commit().await?;
        if some == 0 {
            break;
        }
        rows += some;
    }
    store.close().await;
    println!("새 열쇠 {current}로 {rows}건을 다시 암호화했습니다. 서비스를 다시 시작할 필요는 없습니다.");
    Ok(())
}

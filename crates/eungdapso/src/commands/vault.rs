//! `eungdapso vault`: by which key each file of the vault is sealed, and sealing all of them with the newest.
//!
//! While everybody works, and as often as one likes: a file is sealed beside the one that lies there and takes its place in
//! one step, and one that is sealed as it should be is passed over. Whoever is killed half-way begins again.

use std::collections::BTreeMap;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use connect::vault::{Key, Lies, Vault, VaultFault};
use store::{KeptBy, Store};
use uuid::Uuid;

use crate::cli::Vault as Asked;
use crate::config::Config;
use crate::files::write_private;
use crate::keys_file::READ_BY_ALL;

/// Files named of one kind; more are counted.
const NAMED_MOST: usize = 100;

pub(crate) async fn run(config: Config, asked: Asked) -> Result<ExitCode> {
    match asked {
        Asked::Check => check(&config).await,
        Asked::Reseal => reseal(&config).await,
        Asked::Rotate => {
            add_key(&config).await?;
            reseal(&config).await
        }
    }
}

/// The file first, then what is sealed with it: a stop in between leaves every file readable.
async fn add_key(config: &Config) -> Result<()> {
    if config.keys_from_environment() {
        bail!(
            "열쇠가 EUNGDAPSO_KEYS에서 옵니다. 새 열쇠 `vault-…`를 더해 다시 시작한 뒤 `eungdapso vault reseal`을 실행하거나, EUNGDAPSO_KEYS_FILE을 씁니다."
        );
    }
    let ring = config.kept_key_ring()?.with_new_vault_key();
    write_private(&config.keys_file, &ring.to_text())?;
    let new = ring.vault_keys().last().map(|(name, _)| name.to_owned()).unwrap_or_default();
    println!(
        "보관함의 새 열쇠 {new}를 더했습니다. 열쇠 파일의 사본을 다시 보관하십시오. 실행 중인 서비스가 읽을 때까지 {}초 기다립니다.",
        READ_BY_ALL.as_secs()
    );
    tokio::time::sleep(READ_BY_ALL).await;
    Ok(())
}

/// What was found of some kind: how many, and the first of them by name.
#[derive(Default)]
struct Lot {
    count: u64,
    named: Vec<String>,
}

impl Lot {
    fn add(&mut self, key: &Key) {
        self.count += 1;
        if self.named.len() < NAMED_MOST {
            self.named.push(key.as_str().to_owned());
        }
    }

    /// Says it if there is any; whether there was none.
    fn tell(&self, what: &str) -> bool {
        if self.count > 0 {
            println!("이상  {what}: {}개", self.count);
            super::backup::named(self.count, &self.named);
        }
        self.count == 0
    }
}

/// Only looks.
async fn check(config: &Config) -> Result<ExitCode> {
    let ring = config.kept_key_ring()?;
    let vault = crate::vault::open(&config.files, &ring)?;
    let current = vault.sealed_by().map(Lies::Sealed);
    let mut found: BTreeMap<Lies, Lot> = BTreeMap::new();
    let mut after = String::new();
    while let Some((keys, next)) = vault.names_after(&after).await.context(UNREADABLE)? {
        for key in keys {
            if let Some(lies) = vault.how_it_lies(&key).await.context(UNREADABLE)? {
                found.entry(lies).or_default().add(&key);
            }
        }
        after = next;
    }
    let mut well = true;
    for (lies, lot) in &found {
        if Some(lies) == current.as_ref() {
            println!("정상  {}: {}개", said(lies), lot.count);
            continue;
        }
        let known = match lies {
            Lies::Clear => true,
            Lies::Sealed(name) => name == FIRST || ring.vault_keys().any(|(known, _)| known == name),
        };
        let lacking = if known { "" } else { " (열쇠 파일에 없는 열쇠입니다)" };
        lot.tell(&format!("{}{lacking}", said(lies)));
        well = false;
    }
    if !well {
        println!(
            "`eungdapso vault reseal`이 다시 암호화합니다. 없는 열쇠는 보관해 둔 열쇠 파일의 사본에서 더합니다."
        );
    } else if found.is_empty() {
        println!("정상  보관함이 비어 있습니다.");
    }
    Ok(if well { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The first key has no entry of its own: it is made of this one.
const FIRST: &str = "index";
const UNREADABLE: &str = "첨부파일 보관함을 읽을 수 없습니다";

fn said(lies: &Lies) -> String {
    match lies {
        Lies::Clear => "암호화되지 않은 파일".to_owned(),
        Lies::Sealed(name) => format!("열쇠 {name}로 암호화된 파일"),
    }
}

/// What became of the files.
#[derive(Default)]
struct Done {
    as_it_should_be: u64,
    resealed: u64,
    /// No row keeps them: on their way in or out, or left behind.
    unkept: Lot,
    keys_gone: BTreeMap<String, Lot>,
    unopened: Lot,
    /// They do not say what they said when they came.
    differing: Lot,
}

/// Of one file.
enum Became {
    Resealed,
    Unkept,
    Differing,
}

async fn reseal(config: &Config) -> Result<ExitCode> {
    let ring = config.kept_key_ring()?;
    let vault = crate::vault::open(&config.files, &ring)?;
    let store = Store::open(&config.database(), ring).await.context("데이터베이스를 열 수 없습니다")?;
    let mut done = Done::default();
    let mut after = String::new();
    while let Some((keys, next)) = vault.names_after(&after).await.context(UNREADABLE)? {
        for key in keys {
            one(&vault, &store, &key, &mut done).await?;
        }
        after = next;
    }
    store.close().await;
    Ok(if tell(&done) { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

async fn one(vault: &Vault, store: &Store, key: &Key, done: &mut Done) -> Result<()> {
    let lies = vault.how_it_lies(key).await.context(UNREADABLE)?;
    // Gone since it was listed.
    let Some(lies) = lies else { return Ok(()) };
    if Some(lies) == vault.sealed_by().map(Lies::Sealed) {
        done.as_it_should_be += 1;
        return Ok(());
    }
    match anew(vault, store, key).await {
        Ok(Became::Resealed) => done.resealed += 1,
        Ok(Became::Unkept) => done.unkept.add(key),
        Ok(Became::Differing) => done.differing.add(key),
        Err(error) => match error.downcast::<VaultFault>() {
            Ok(VaultFault::KeyGone(name)) => done.keys_gone.entry(name).or_default().add(key),
            Ok(VaultFault::Unopened) => done.unopened.add(key),
            Ok(fault) => return Err(fault).context(UNREADABLE),
            Err(error) => return Err(error),
        },
    }
    Ok(())
}

/// The row that keeps the file is held while it takes its place: what is taken away meanwhile is not brought back.
async fn anew(vault: &Vault, store: &Store, key: &Key) -> Result<Became> {
    let Some(resealed) = vault.reseal(key).await? else { return Ok(Became::Unkept) };
    let mut tx = store.write_alone().await?;
    match tx.hold_bytes(Uuid::from_u128(key.id())).await? {
        None => Ok(Became::Unkept),
        Some(KeptBy::Attachment { digest }) if !key.is_preview() && digest != resealed.digest => {
            Ok(Became::Differing)
        }
        Some(KeptBy::Attachment { .. } | KeptBy::Export) => {
            vault.replace(key, resealed).await?;
            tx.commit().await?;
            Ok(Became::Resealed)
        }
    }
}

/// Whether all is well.
fn tell(done: &Done) -> bool {
    println!("다시 암호화한 파일 {}개, 이미 그러한 파일 {}개", done.resealed, done.as_it_should_be);
    let mut well = true;
    for (name, lot) in &done.keys_gone {
        well &= lot.tell(&format!("열쇠 파일에 없는 열쇠 {name}로 암호화되어 열 수 없는 파일"));
    }
    well &= done.unopened.tell("바뀌었거나 잘려서 열 수 없는 파일");
    well &= done.differing.tell("들어왔을 때와 내용이 다른 파일 (다시 암호화하지 않았습니다)");
    well &= done.unkept.tell("지금 들어오거나 나가는 중이거나 주인이 없는 파일 (그대로 두었습니다)");
    if done.unkept.count > 0 {
        println!("하루 뒤 다시 실행해도 남아 있으면 주인이 없는 파일이니 보관함에서 지우십시오.");
    }
    if well {
        println!("정상  모든 파일이 지금 열쇠로 암호화되어 있습니다.");
    }
    well
}

//! One file a command; this one hands each its settings.

mod admin;
mod audit;
mod backup;
mod config;
mod demo;
mod doctor;
mod due;
mod evidence;
mod import;
mod keys;
mod migrate;
mod restore;
mod search;
mod serve;
mod statistics;
mod vault;

use std::future::Future;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, Result};
use casework::Office;
use store::Store;

use crate::cli::{Cli, Command};
use crate::clock::SystemClock;
use crate::config::Config;

pub(crate) fn run(cli: Cli) -> Result<ExitCode> {
    if let Command::Due(due) = &cli.command {
        return Ok(answer_due(due));
    }
    if let Command::Config(asked) = cli.command {
        return config::run(cli.config.as_deref(), asked);
    }
    let config = Config::read(cli.config.as_deref())?;
    match cli.command {
        Command::Due(_) | Command::Config(_) => Ok(ExitCode::SUCCESS),
        Command::Serve => block_on(serve::run(config)),
        Command::Demo(asked) => block_on(demo::run(config, asked)),
        Command::Migrate => block_on(migrate::run(config)),
        Command::Doctor => block_on(doctor::run(config)),
        Command::Backup(asked) => block_on(backup::run(config, asked)),
        Command::Restore(asked) => block_on(restore::run(config, asked)),
        Command::Import(asked) => block_on(import::run(config, asked)),
        Command::Keys(asked) => block_on(keys::run(config, asked)),
        Command::Vault(asked) => block_on(vault::run(config, asked)),
        Command::Statistics(asked) => block_on(statistics::run(config, asked)),
        Command::Search(asked) => block_on(search::run(config, asked)),
        Command::Audit(asked) => block_on(audit::run(config, asked)),
        Command::Evidence(asked) => evidence::run(&config, asked),
        Command::Admin(asked) => block_on(admin::run(config, asked)),
    }
}

fn answer_due(due: &crate::cli::Due) -> ExitCode {
    match due::run(&due.period, &due.received, due.json) {
        Ok(text) => {
            println!("{}", text.trim_end());
            ExitCode::SUCCESS
        }
        Err(why) => {
            eprintln!("{why}");
            ExitCode::from(2)
        }
    }
}

fn block_on(command: impl Future<Output = Result<ExitCode>>) -> Result<ExitCode> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    runtime.context("실행 환경을 만들 수 없습니다")?.block_on(command)
}

/// The database of this installation, its schema up to date.
async fn open(config: &Config) -> Result<Store> {
    if config.database_url.is_none() {
        crate::files::make_private_folder(&config.data)?;
    }
    let opened = Store::open(&config.database(), config.key_ring()?).await;
    beside(config, opened.context("데이터베이스를 열 수 없습니다")?)
}

/// With its standby, if there is one.
fn beside(config: &Config, store: Store) -> Result<Store> {
    match &config.standby {
        Some((url, most)) => store.with_standby(url.expose(), *most).context("standby_url"),
        None => Ok(store),
    }
}

/// The office at the machine's time.
async fn office(config: &Config) -> Result<Office> {
    let store = open(config).await?;
    let clock = Arc::new(SystemClock);
    Ok(Office::open(store, clock.clone(), clock).await?)
}

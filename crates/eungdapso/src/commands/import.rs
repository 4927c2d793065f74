//! `eungdapso import`: complaints from a CSV or JSON Lines file, each line once, however often it is run.
//!
//! A line is known by its batch and its number: what was filed is passed over, what failed is tried again.

mod columns;
mod progress;

use std::collections::BTreeMap;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use casework::intake::{self, HandedInBy};
use casework::{NotDone, Office, Once, digest};
use connect::lists::{self, Manner, Record};
use domain::actor::Machinery;

use self::columns::Columns;
use self::progress::Progress;
use crate::cli::Import;
use crate::clock;
use crate::config::Config;

/// Lines filed between two entries in the book of imports; what a stop leaves unentered is known by its key.
const ENTER_EVERY: usize = 50;
/// Faulty lines told one by one.
const TOLD_MAX: usize = 50;

/// What became of the file.
#[derive(Default)]
struct Outcome {
    filed: usize,
    /// Filed by an earlier run.
    known: usize,
    faults: Vec<(u64, String)>,
}

pub(crate) async fn run(config: Config, asked: Import) -> Result<ExitCode> {
    let bytes = std::fs::read(&asked.file);
    let bytes = bytes.with_context(|| format!("{}을 읽을 수 없습니다", asked.file.display()))?;
    let ending = asked.file.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    let Some(manner) = Manner::of(ending) else {
        bail!(".csv 또는 .jsonl 파일이어야 합니다: {}", asked.file.display());
    };
    let (names, records) = lists::read(manner, &bytes)?;
    let columns = Columns::choose(&names, &asked.map)?;
    println!("{}", columns.told());
    let batch = asked.batch.unwrap_or_else(|| format!("sha256:{}", &digest::of(&bytes)[..32]));
    let outcome = match asked.dry_run {
        true => dry(&columns, &records),
        false => file_all(&super::office(&config).await?, &columns, &records, &batch).await?,
    };
    tell(&outcome, records.len(), asked.dry_run);
    Ok(if outcome.faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn dry(columns: &Columns, records: &[Record]) -> Outcome {
    let mut outcome = Outcome::default();
    for record in records {
        match columns.submission(record) {
            Ok(_) => outcome.filed += 1,
            Err(why) => outcome.faults.push((record.line, why)),
        }
    }
    outcome
}

async fn file_all(office: &Office, columns: &Columns, records: &[Record], batch: &str) -> Result<Outcome> {
    let known = office.store().read().await?.imported(batch).await?;
    let progress = Progress::over(records.len());
    let mut outcome = Outcome::default();
    let mut filed: Vec<(u64, String)> = Vec::new();
    for record in records {
        progress.step();
        if known.contains_key(&record.line) {
            outcome.known += 1;
            continue;
        }
        match file_one(office, columns, record, batch).await? {
            Ok(number) => {
                outcome.filed += 1;
                filed.push((record.line, number));
            }
            Err(why) => outcome.faults.push((record.line, why)),
        }
        if filed.len() >= ENTER_EVERY {
            enter(office, batch, &mut filed).await?;
        }
    }
    enter(office, batch, &mut filed).await?;
    progress.end();
    office.store().close().await;
    Ok(outcome)
}

/// The number it was filed under, or what is wrong with the line; a fault of the database ends the run.
async fn file_one(
    office: &Office,
    columns: &Columns,
    record: &Record,
    batch: &str,
) -> Result<Result<String, String>> {
    let submission = match columns.submission(record) {
        Ok(submission) => submission,
        Err(why) => return Ok(Err(why)),
    };
    let key = format!("import:{batch}:{}", record.line);
    let once = Once { key, request_hash: digest::of(record.text()) };
    match intake::file(office, HandedInBy::Machinery(Machinery::Connector), submission, Some(once)).await {
        Ok(filed) => Ok(Ok(filed.complaint.application_number.to_string())),
        Err(NotDone::Fault(fault)) => Err(fault).with_context(|| format!("{}번째 줄", record.line)),
        Err(NotDone::KeyReused) => Ok(Err("같은 묶음의 이 줄이 다른 내용으로 이미 등록되었습니다".into())),
        Err(NotDone::Invalid { field, code }) => Ok(Err(columns::invalid(field, code))),
        Err(other) => Ok(Err(other.to_string())),
    }
}

async fn enter(office: &Office, batch: &str, filed: &mut Vec<(u64, String)>) -> Result<()> {
    let mut tx = office.store().write().await?;
    for (line, number) in filed.drain(..) {
        tx.put_import(batch, line, &number, clock::now()).await?;
    }
    Ok(tx.commit().await?)
}

fn tell(outcome: &Outcome, lines: usize, dry_run: bool) {
    for (line, why) in outcome.faults.iter().take(TOLD_MAX) {
        println!("{line}번째 줄: {why}");
    }
    let untold = outcome.faults.len().saturating_sub(TOLD_MAX);
    if untold > 0 {
        println!("… 그 밖에 {untold}줄");
        for (why, count) in by_reason(&outcome.faults) {
            println!("  {why}: {count}줄");
        }
    }
    let (known, wrong) = (outcome.known, outcome.faults.len());
    let done = if dry_run { "등록할 수 있음" } else { "등록함" };
    println!("{lines}줄: {done} {}건, 이미 등록됨 {known}건, 오류 {wrong}건", outcome.filed);
}

fn by_reason(faults: &[(u64, String)]) -> BTreeMap<&str, usize> {
    faults.iter().fold(BTreeMap::new(), |mut counts, (_, why)| {
        *counts.entry(why.as_str()).or_default() += 1;
        counts
    })
}

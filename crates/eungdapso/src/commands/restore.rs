//! `eungdapso restore`: a backup brought back into an empty place, and what stands there then held against it.

use std::process::ExitCode;
use std::sync::Arc;
use std::time::Instant;

use anyhow::Result;
use backup::{Audit, Contents, Found, Place};
use store::Engine;
use words::date::moment;

use super::backup::{Telling, kept_by_older, key, named, size, took};
use crate::cli::Restore;
use crate::clock;
use crate::config::Config;
use crate::files::make_private_folder;

pub(crate) async fn run(config: Config, asked: Restore) -> Result<ExitCode> {
    let (started, key) = (Instant::now(), key(&asked.key)?);
    let keys = config.kept_key_ring()?;
    if config.database_url.is_none() {
        make_private_folder(&config.data)?;
    }
    let url = config.database();
    let engine = if url.starts_with("sqlite:") { Engine::Sqlite } else { Engine::Postgres };
    let vault = Arc::new(crate::vault::open(&config.files, &keys)?);
    let place = Place { url, engine, keys, vault, keep_files: asked.keep_files };
    let mut telling = Telling::default();
    let told = &mut |step| telling.tell(step);
    let restored = backup::restore(place, &asked.file, key, clock::now(), told).await?;
    let manifest = &restored.verified.manifest;
    println!("되돌렸습니다: {} ({})", asked.file.display(), size(restored.verified.size));
    println!("복구 시점   {} ({})", moment(manifest.moment), manifest.moment);
    println!("복구 시간   {}", took(started.elapsed()));
    let sound = tell(&restored.found, &restored.verified.contents);
    tell_what_is_back(&config).await?;
    println!("복구 시점 뒤의 일은 들어 있지 않습니다. 무엇을 할지는 docs/how-to/restore.md에 있습니다.");
    Ok(if sound { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Waiting files that are counted; more are "more than".
const COUNTED_MOST: u32 = 10_000;

/// Who was lawfully taken out after the recovery point is in this office again: it must not pass in silence.
async fn tell_what_is_back(config: &Config) -> Result<()> {
    let office = super::office(config).await?;
    let waiting = casework::retention::waiting(&office, COUNTED_MOST).await?;
    office.store().close().await;
    let more = if waiting < COUNTED_MOST as usize { "" } else { " 이상" };
    println!(
        "주의  복구 시점 뒤에 익명 처리하거나 지운 사람이 이 사무소에 다시 있습니다. 문을 열기 전에 다시 처리하십시오."
    );
    println!("      보존기간이 지나 심의를 기다리는 민원: {waiting}건{more} (민원 운영 > 보존기간 심의)");
    Ok(())
}

/// Every check with its answer; whether all is well.
fn tell(found: &Found, contents: &Contents) -> bool {
    let store::Census { complaints, events, attachments } = found.counts;
    println!("{}  민원 {complaints}건, 이력 {events}줄, 첨부파일 {attachments}개", mark(found.counts_meet));
    let histories = &found.histories;
    println!(
        "{}  이력을 다시 펴서 민원과 비교함: 다른 것 {}건",
        mark(histories.differing == 0),
        histories.differing
    );
    named(histories.differing, &histories.named);
    kept_by_older(histories);
    match &found.audit {
        Audit::Meets { lines, anchor } => {
            let anchor = anchor.as_deref().unwrap_or("-");
            println!("정상  접속기록 {lines}줄이 이어지고 백업의 기준값과 같음: {anchor}");
        }
        Audit::Another => println!("이상  접속기록이 백업의 기준값과 다릅니다. 다른 백업과 비교하십시오."),
        Audit::Broken { seq, how } => {
            println!("이상  접속기록: {} 그 전의 백업과 비교하십시오.", words::access::broken(*seq, *how));
        }
    }
    let search = &found.search;
    println!("{}  검색 색인: 민원 {}건", mark(search.is_sound()), search.documents);
    if !search.is_sound() {
        println!("      `eungdapso search rebuild`로 다시 만드십시오. 서비스를 멈출 필요는 없습니다.");
    }
    println!(
        "{}  통계 합계 {}줄: 다른 것 {}줄",
        mark(found.sums.is_sound()),
        found.sums.lines,
        found.sums.differing
    );
    if !found.sums.is_sound() {
        println!("      `eungdapso statistics rebuild`로 다시 만드십시오.");
    }
    let lacking = &found.attachments;
    println!("{}  첨부파일의 내용: 없거나 다른 것 {}개", mark(lacking.count == 0), lacking.count);
    named(lacking.count, &lacking.named);
    if lacking.count > 0 {
        println!(
            "      백업할 때 이미 빠진 것 {}개, 그때 거두어진 것 {}개. 지난 백업에서 찾으십시오.",
            contents.faulty, contents.gone
        );
    }
    found.is_sound()
}

fn mark(well: bool) -> &'static str {
    if well { "정상" } else { "이상" }
}

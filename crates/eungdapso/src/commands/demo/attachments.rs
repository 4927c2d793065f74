//! The city's photographs and papers, kept through the same door as everybody's.

use std::sync::Arc;

use anyhow::{Context, Result};
use casework::attachments::To;
use casework::{Clock, MovableClock, Office};
use connect::vault::Vault;
use demo::Attached;
use domain::access::Scope;
use domain::actor::{Actor, Machinery};
use domain::attachment::Part;
use jiff::Timestamp;
use store::Store;
use web::files::{SentFile, keep};

/// Keeps them, each at the moment its complaint was filed or answered.
pub(super) async fn keep_all(
    store: &Store,
    vault: &Vault,
    files: Vec<Attached>,
    now: Timestamp,
) -> Result<()> {
    let clock = Arc::new(MovableClock::new(now));
    let office = Office::open(store.clone(), clock.clone(), clock.clone()).await?;
    let everything = Scope::of(&Actor::System(Machinery::Connector));
    for file in files {
        let complaint = store.read().await?.complaint_by_id(&everything, file.complaint).await?.complaint;
        let (at, by) = match file.part {
            Part::Answer => (complaint.ended_at, complaint.holder().handler),
            Part::Application | Part::Supplement | Part::Opinion => (Some(complaint.filed_at), None),
        };
        clock.move_to(at.unwrap_or(now));
        let mut spool = vault.spool().await?;
        spool.write(&file.bytes).await?;
        let sent = SentFile { name: file.name, content: Ok(spool) };
        let to = To::Past { complaint: complaint.id, part: file.part, by };
        keep(&office, vault, to, sent).await.context("시연용 첨부파일")?;
    }
    Ok(())
}

//! 장애 모드: an outage is declared and ended by one administrator at a time, and is everywhere at once.

use domain::deadline::{Outage, OutageRefusal, may_declare, may_end};
use jiff::Timestamp;
use store::{KeptOutage, StoreError, Write};
use uuid::Uuid;
use words::lang::Lang;

use crate::log;
use crate::not_done::NotDone;
use crate::office::Office;
use crate::people::Asker;

/// Why it is as it was.
#[derive(Debug, thiserror::Error)]
pub enum NotChanged {
    #[error(transparent)]
    NotDone(#[from] NotDone),
    #[error("refused: {0}")]
    Refused(#[from] OutageRefusal),
}

impl From<StoreError> for NotChanged {
    fn from(error: StoreError) -> NotChanged {
        NotChanged::NotDone(error.into())
    }
}

/// From now on every page says so, and no clock runs.
pub async fn declare(
    office: &Office,
    asker: Asker<'_>,
    from: Timestamp,
    reason: &str,
) -> Result<(), NotChanged> {
    let now = office.now();
    let mut tx = office.store().write().await?;
    let kept = held(&mut tx).await?;
    let others: Vec<Outage> = kept.iter().map(KeptOutage::outage).collect();
    may_declare(from, &others, now)?;
    tx.put_outage(&KeptOutage {
        id: Uuid::new_v4(),
        from,
        until: None,
        reason: reason.to_owned(),
        declared_by: Some(asker.who.officer.id),
        declared_at: now,
    })
    .await?;
    log::put(&mut tx, office, asker, "declare-outage", reason).await?;
    tx.commit().await?;
    Ok(office.refresh().await?)
}

/// Its window is not counted, and the clocks run again.
pub async fn end(office: &Office, asker: Asker<'_>, id: Uuid, until: Timestamp) -> Result<(), NotChanged> {
    let mut tx = office.store().write().await?;
    let kept = held(&mut tx).await?;
    let outage = kept.into_iter().find(|outage| outage.id == id).ok_or(NotDone::NotFound)?;
    may_end(&outage.outage(), until, office.now())?;
    tx.end_outage(id, until).await?;
    let subject = format!("{} ({})", outage.reason, words::date::moment_for(until, Lang::Ko));
    log::put(&mut tx, office, asker, "end-outage", subject).await?;
    tx.commit().await?;
    Ok(office.refresh().await?)
}

/// Those there are, held: whoever raises the edition first keeps everybody else from deciding on the same list.
async fn held(tx: &mut Write) -> Result<Vec<KeptOutage>, StoreError> {
    tx.raise_facts_version().await?;
    tx.outages().await
}

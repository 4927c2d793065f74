//! The connector's own marks: cursors, when 국민신문고 last answered, and what was wrong when it did not.

use casework::{Office, epeople, neighbours};
use connect::epeople::Moment;
use domain::dispatch::Neighbour;
use store::{Mark, Read};

use crate::fault::Fault;

const OF: Neighbour = Neighbour::Epeople;

/// Now, and a number never used before.
pub(super) fn moment(office: &Office) -> Moment {
    Moment { at: office.now(), nonce: epeople::nonce() }
}

/// Where a feed was read up to; empty at the very beginning.
pub(super) async fn cursor(tx: &mut Read, feed: &str) -> Result<String, Fault> {
    let marks = tx.connector_marks(OF).await?;
    Ok(marks.into_iter().find(|mark| mark.name == feed).map(|mark| mark.value).unwrap_or_default())
}

pub(super) async fn set(office: &Office, name: &str, value: &str) -> Result<(), Fault> {
    let mark = Mark { name: name.to_owned(), value: value.to_owned(), at: office.now() };
    let mut tx = office.store().write().await?;
    tx.set_connector_mark(OF, &mark).await?;
    Ok(tx.commit().await?)
}

/// It answered. After a silence everything that was put off is due at once.
pub(super) async fn answered(office: &Office) -> Result<(), Fault> {
    let now = office.now();
    let mut tx = office.store().write().await?;
    let marks = tx.connector_marks(OF).await?;
    let at = |name: &str| marks.iter().find(|mark| mark.name == name).map(|mark| mark.at);
    if at(neighbours::SILENT) >= at(neighbours::ANSWERED) && at(neighbours::SILENT).is_some() {
        let woken = tx.wake_dispatches(OF, now).await?;
        tracing::info!(woken, "국민신문고 is back");
    }
    let mark = Mark { name: neighbours::ANSWERED.to_owned(), value: String::new(), at: now };
    tx.set_connector_mark(OF, &mark).await?;
    Ok(tx.commit().await?)
}

/// It did not answer, or not what the protocol says.
pub(super) async fn silent(office: &Office, why: &str) -> Result<(), Fault> {
    tracing::warn!(why, "국민신문고 does not answer");
    set(office, neighbours::SILENT, why).await
}

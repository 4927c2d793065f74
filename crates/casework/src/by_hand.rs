//! 직접 통지: letters that no channel took, put on paper and told by whoever answers for the file, and written down.

use domain::access::Scope;
use domain::actor::Actor;
use domain::complaint::{Complaint, Number};
use domain::id::NoticeId;
use domain::notice::{Reference, Way, answers_for};
use store::{Attempt, Found, Notice, Petitioner, Read, StoreError};

use crate::not_done::{NotDone, Result};
use crate::office::Office;
use crate::{log, opened};

/// A letter to be put on paper, and whom it goes to.
pub struct OnPaper {
    pub complaint: Complaint,
    pub notice: Notice,
    pub person: Petitioner,
}

/// Whether this officer finds the file, and tells what is owed on it.
async fn theirs(tx: &mut Read, by: &Actor, number: &Number) -> Result<Found> {
    let found = tx.complaint(&Scope::of(by), number).await?;
    if answers_for(by, &found.complaint) { Ok(found) } else { Err(NotDone::NotFound) }
}

/// The letter with the name and the address in the clear. That they were opened, by whom and what for, is written down
/// first, as always.
pub async fn on_paper(
    office: &Office,
    (by, ip): (&Actor, &str),
    number: &Number,
    id: NoticeId,
) -> Result<OnPaper> {
    let mut tx = office.store().write().await?;
    let Found { complaint, .. } = theirs(&mut tx, by, number).await?;
    let notice = tx.notice_of(complaint.id, id).await?;
    let to = notice.to.petitioner().filter(|_| notice.waits_for_somebody()).ok_or(NotDone::NotFound)?;
    let person = tx.petitioner(to).await?.ok_or(NotDone::NotFound)?;
    opened::note(&mut tx, office, (by, ip), (&complaint, person.id), "통지문 인쇄(우편·방문 통지)").await?;
    tx.commit().await?;
    Ok(OnPaper { complaint, notice, person })
}

/// What became of writing down that a letter was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Telling {
    WrittenDown,
    /// Somebody has written it down before, or it was sent again.
    NotOwed,
}

/// It was told: how, by whom, and the number of the registered letter if there is one.
pub async fn told(
    office: &Office,
    (by, ip): (&Actor, &str),
    number: &Number,
    id: NoticeId,
    (way, reference): (Way, Option<&Reference>),
) -> Result<Telling> {
    let Some(officer) = by.officer() else { return Err(NotDone::NotFound) };
    let desk = office.desk();
    let mut tx = office.store().write().await?;
    let Found { complaint, .. } = theirs(&mut tx, by, number).await?;
    let notice = tx.notice_of(complaint.id, id).await?;
    if !notice.waits_for_somebody() {
        return Ok(Telling::NotOwed);
    }
    let name = desk.chart.officer(officer.id).map_or("", |officer| officer.name.as_str());
    let registered = reference.map(|reference| format!("등기번호 {} · ", reference.as_str()));
    let answer = format!("{}{name}", registered.unwrap_or_default());
    let told = Attempt { channel: way.as_str().to_owned(), answer, success: true, at: desk.now };
    match tx.tell_owed(&notice, &told).await {
        Err(StoreError::Conflict(_)) => return Ok(Telling::NotOwed),
        done => done?,
    }
    let listed = opened::listed_number(&complaint);
    log::officers(&mut tx, office, (officer.id, Some(ip)), "tell-notice", listed).await?;
    tx.commit().await?;
    Ok(Telling::WrittenDown)
}

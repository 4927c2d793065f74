//! 직접 통지: letters that no channel took, put on paper and told by whoever answers for the file, and written down.

use domain::access::Scope;
use domain::actor::Actor;
use domain::complaint::{Complaint, Number};
use domain::id::NoticeId;
use domain::notice::{Reference, Way, answers_for};
use store::{Attempt, Found, Notice, NoticeWithAttempts, Petitioner, Read, StoreError};

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

/// What became of writing it down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Telling {
    WrittenDown,
    /// Somebody has written it down before, or it is being sent again.
    Meanwhile,
}

/// It was told: how, by whom, and the number of the registered letter if there is one. What somebody put back into the
/// outbox meanwhile is told all the same, and does not leave a second time.
pub async fn told(
    office: &Office,
    by: (&Actor, &str),
    number: &Number,
    id: NoticeId,
    (way, reference): (Way, Option<&Reference>),
) -> Result<Telling> {
    let registered = reference.map(|reference| format!("등기번호 {}", reference.as_str()));
    write_down(office, by, (number, id), (way, registered.as_deref(), true)).await
}

/// What was told by post came back (반송).
pub async fn came_back(
    office: &Office,
    by: (&Actor, &str),
    number: &Number,
    id: NoticeId,
) -> Result<Telling> {
    write_down(office, by, (number, id), (Way::Post, Some("반송"), false)).await
}

async fn write_down(
    office: &Office,
    (by, ip): (&Actor, &str),
    (number, id): (&Number, NoticeId),
    (way, said, success): (Way, Option<&str>, bool),
) -> Result<Telling> {
    let Some(officer) = by.officer() else { return Err(NotDone::NotFound) };
    let desk = office.desk();
    let mut tx = office.store().write().await?;
    let Found { complaint, .. } = theirs(&mut tx, by, number).await?;
    let notice = tx.notice_of(complaint.id, id).await?;
    let attempts = tx.attempts_at(&notice).await?;
    let letter = NoticeWithAttempts { notice, attempts };
    let name = desk.chart.officer(officer.id).map_or("", |officer| officer.name.as_str());
    let answer = said.into_iter().chain([name]).collect::<Vec<_>>().join(" · ");
    let attempt = Attempt { channel: way.as_str().to_owned(), answer, success, at: desk.now };
    let done = match success {
        true => tx.tell_owed(&letter.notice, &attempt).await,
        false if letter.went_by_post() => tx.take_back_owed(&letter.notice, &attempt).await,
        false => return Ok(Telling::Meanwhile),
    };
    match done {
        Err(StoreError::Conflict(_)) => return Ok(Telling::Meanwhile),
        done => done?,
    }
    let listed = opened::listed_number(&complaint);
    log::officers(&mut tx, office, (officer.id, Some(ip)), "tell-notice", listed).await?;
    tx.commit().await?;
    Ok(Telling::WrittenDown)
}

//! 열람: personal data is masked until somebody names a purpose, and every opening is kept.

use domain::access::Scope;
use domain::actor::Actor;
use domain::complaint::{Complaint, Number, Visibility};
use domain::id::PetitionerId;
use domain::text::Memo;
use store::{Line, Opening, Petitioner, Words, Write};

use crate::intake::fresh_id;
use crate::log;
use crate::not_done::{NotDone, Result};
use crate::office::Office;

/// A sealed file keeps who opened it, without being asked (공익신고자 보호법 제12조). Nothing is kept of others.
pub async fn note_sealed(office: &Office, by: &Actor, c: &Complaint) -> Result<()> {
    let (Some(officer), Visibility::Sealed) = (by.officer(), c.visibility) else { return Ok(()) };
    let desk = office.desk();
    let mut tx = office.store().write().await?;
    tx.put_opening(&Opening {
        id: fresh_id(&desk),
        at: desk.now,
        officer: officer.id,
        complaint: Some(c.id),
        petitioner: None,
        what: "sealed case".to_owned(),
        purpose: "공익신고 민원 열람".to_owned(),
    })
    .await?;
    Ok(tx.commit().await?)
}

/// What opens for a purpose: the person, and what was written with the numbers of persons in it.
pub struct Revealed {
    pub person: Petitioner,
    pub words: Words,
    pub history: Vec<Line>,
}

/// The person behind a complaint and its texts, in the clear, for a purpose that is written down first.
pub async fn reveal(
    office: &Office,
    (by, ip): (&Actor, &str),
    number: &Number,
    purpose: &Memo,
) -> Result<Revealed> {
    let mut tx = office.store().write().await?;
    let found = tx.complaint(&Scope::of(by), number).await?;
    let petitioner = tx.petitioner(found.complaint.petitioner).await?.ok_or(NotDone::NotFound)?;
    note(&mut tx, office, (by, ip), (&found.complaint, petitioner.id), purpose.as_str()).await?;
    let history = tx.history(found.complaint.id).await?;
    tx.commit().await?;
    Ok(Revealed { person: petitioner, words: found.words, history })
}

/// That somebody sees a person in the clear, and what for: nothing of them is shown before it is kept.
pub(crate) async fn note(
    tx: &mut Write,
    office: &Office,
    (by, ip): (&Actor, &str),
    (complaint, petitioner): (&Complaint, PetitionerId),
    purpose: &str,
) -> Result<()> {
    let Some(officer) = by.officer() else { return Err(NotDone::NotFound) };
    let desk = office.desk();
    tx.put_opening(&Opening {
        id: fresh_id(&desk),
        at: desk.now,
        officer: officer.id,
        complaint: Some(complaint.id),
        petitioner: Some(petitioner),
        what: "petitioner".to_owned(),
        purpose: purpose.to_owned(),
    })
    .await?;
    // 접속기록 has who looked at whom too, and from where (개인정보의 안전성 확보조치 기준 제8조).
    log::officers(tx, office, (officer.id, Some(ip)), "reveal", listed_number(complaint)).await
}

/// The number under which a line of the log may name a file; a sealed one leaves not even that.
pub(crate) fn listed_number(c: &Complaint) -> Option<String> {
    (c.visibility != Visibility::Sealed).then(|| c.spoken_number().to_string())
}

//! 열람: personal data is masked until somebody names a purpose, and every opening is kept.

use domain::access::Scope;
use domain::actor::Actor;
use domain::complaint::Number;
use domain::text::Memo;
use store::{Opening, Petitioner};

use crate::intake::fresh_id;
use crate::not_done::{NotDone, Result};
use crate::office::Office;

/// The person behind a complaint, in the clear, for a purpose that is written down first.
pub async fn reveal(office: &Office, by: &Actor, number: &Number, purpose: &Memo) -> Result<Petitioner> {
    let Some(officer) = by.officer() else { return Err(NotDone::NotFound) };
    let desk = office.desk();
    let mut tx = office.store().write().await?;
    let found = tx.complaint(&Scope::of(by), number).await?;
    let petitioner = tx.petitioner(found.complaint.petitioner).await?.ok_or(NotDone::NotFound)?;
    tx.put_opening(&Opening {
        id: fresh_id(&desk),
        at: desk.now,
        officer: officer.id,
        complaint: Some(found.complaint.id),
        petitioner: Some(petitioner.id),
        what: "petitioner".to_owned(),
        purpose: purpose.as_str().to_owned(),
    })
    .await?;
    tx.commit().await?;
    Ok(petitioner)
}

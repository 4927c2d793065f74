//! One complaint on its way onto file: what is looked up before it has a number, and what is written after.
//!
//! Whoever has a number keeps the series from everybody else until the commit, so nothing is asked of the database any
//! more from then on.

use domain::actor::Actor;
use domain::complaint::{self, Complaint, Filing, Note, NoteKind, Number};
use domain::desk::{Desk, seoul_date};
use domain::id::{ComplaintId, PetitionerId};
use store::{KeptText, StoreError, Words, Write};

use super::{HandedInBy, Submission, confirmations, fresh_id, row};
use crate::not_done::Result;
use crate::notify::Alerts;
use crate::writing::derived;

/// What was handed in, looked up.
pub(crate) struct Paper {
    by: HandedInBy,
    submission: Submission,
    /// Given to whoever filed it.
    pub(super) secret: String,
    /// Its address has had letters enough.
    crowded: bool,
}

/// Where a new file stands.
pub(super) struct Place {
    pub(super) id: ComplaintId,
    pub(super) ordinal: i64,
    pub(super) number: Number,
}

impl Place {
    /// The next ones, one behind the other in every order there is. The series is held from here on.
    pub(super) async fn next(tx: &mut Write, desk: &Desk, how_many: u32) -> Result<Vec<Place>> {
        let today = seoul_date(desk.now);
        let mut ids: Vec<ComplaintId> = (0..how_many).map(|_| ComplaintId(fresh_id(desk))).collect();
        ids.sort_unstable();
        let ordinals = tx.next_ordinals(how_many).await?;
        let first = tx.next_applications(today, how_many).await?;
        let places = ids.into_iter().zip(ordinals).zip(first..);
        let place =
            |((id, ordinal), serial)| Place { id, ordinal, number: Number::application(today, serial) };
        Ok(places.map(place).collect())
    }
}

impl Paper {
    pub(crate) async fn of(
        tx: &mut Write,
        desk: &Desk,
        (by, submission): (HandedInBy, Submission),
        secret: String,
    ) -> Result<Paper> {
        let by_citizen = matches!(by, HandedInBy::Citizen);
        let crowded = by_citizen && confirmations::are_many(tx, &submission.person, desk.now).await?;
        Ok(Paper { by, submission, secret, crowded })
    }

    /// At the next place there is.
    pub(crate) async fn put(self, tx: &mut Write, (desk, texts): (&Desk, &[KeptText])) -> Result<Complaint> {
        let place = Place::next(tx, desk, 1).await?.pop().ok_or_else(StoreError::cut_short)?;
        self.put_at(tx, (desk, texts), place).await
    }

    pub(super) async fn put_at(
        self,
        tx: &mut Write,
        (desk, texts): (&Desk, &[KeptText]),
        Place { id, ordinal, number }: Place,
    ) -> Result<Complaint> {
        let Submission { title, body, place, channel, visibility, joint, person, external_number } =
            self.submission;
        let petitioner = PetitionerId(fresh_id(desk));
        let (actor, call) = match self.by {
            HandedInBy::Citizen => (Actor::Petitioner(petitioner), None),
            HandedInBy::Officer(actor) => (actor, None),
            HandedInBy::Call(actor, said) => (actor, Some(said)),
            HandedInBy::Machinery(machinery) => (Actor::System(machinery), None),
        };
        let person = row(petitioner, person, &self.secret, desk);
        tx.put_petitioners(std::slice::from_ref(&person)).await?;
        let filing = Filing { id, number, petitioner, channel, joint, visibility };
        let (complaint, happened) = complaint::file(filing, desk.now, &actor);
        let words = Words { title: title.into(), body: body.into(), place, external_number };
        tx.insert_complaint(&complaint, &words, derived(&complaint, desk), ordinal).await?;
        tx.append_events(id, 1, std::slice::from_ref(&happened)).await?;
        if let Some(said) = call {
            tx.put_notes(id, 1, &[Note { kind: NoteKind::Call, text: said.into() }]).await?;
        }
        let alerts = Alerts::of_filing(&complaint, &happened, &words, desk);
        let alerts = if self.crowded { alerts.without_confirmation() } else { alerts };
        alerts.put(tx, Some(&person), texts).await?;
        Ok(complaint)
    }
}

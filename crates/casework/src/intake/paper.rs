//! Complaints on their way onto file: what is looked up before they have numbers, and what is written after.
//!
//! Whoever has a number keeps the series from everybody else until the commit, so nothing is asked of the database any
//! more from then on.

use domain::actor::Actor;
use domain::complaint::{self, Filing, Note, NoteKind, Number};
use domain::desk::{Desk, seoul_date};
use domain::id::{ComplaintId, PetitionerId};
use store::{KeptText, Read, StoreError, Words, Write};

use super::{Filed, HandedInBy, Person, Submission, confirmations, fresh_id, owner_of, row, secret_of};
use crate::not_done::Result;
use crate::notify::Alerts;
use crate::office::Once;
use crate::repeated::remember;
use crate::writing::derived;

/// A complaint, and who hands it in; under a key, where it may come twice.
#[derive(Clone)]
pub(crate) struct HandedIn {
    pub(crate) by: HandedInBy,
    pub(crate) submission: Submission,
    pub(crate) once: Option<Once>,
}

impl HandedIn {
    pub(super) fn owner(&self) -> String {
        owner_of(&self.by)
    }

    /// Whoever a confirmation goes to that nobody in the office has asked for.
    pub(super) fn confirmed_to(&self) -> Option<&Person> {
        matches!(self.by, HandedInBy::Citizen).then_some(&self.submission.person)
    }
}

/// What was handed in, looked up.
pub(crate) struct Paper {
    handed: HandedIn,
    /// Given to whoever filed it.
    secret: String,
    /// Its address has had letters enough.
    crowded: bool,
}

/// Where a new file stands.
struct Place {
    id: ComplaintId,
    ordinal: i64,
    number: Number,
}

impl Place {
    /// The next ones, one behind the other in every order there is. The series is held from here on.
    async fn next(tx: &mut Write, desk: &Desk, how_many: u32) -> Result<Vec<Place>> {
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

/// One paper each, in their order; one question for all of them.
pub(super) async fn look_up(tx: &mut Read, desk: &Desk, handed: Vec<HandedIn>) -> Result<Vec<Paper>> {
    let people: Vec<Option<&Person>> = handed.iter().map(HandedIn::confirmed_to).collect();
    let crowded = confirmations::are_many(tx, &people, desk.now).await?;
    let papers = handed.into_iter().zip(crowded).map(|(handed, crowded)| {
        let secret = secret_of(tx, &handed.owner(), handed.once.as_ref());
        Paper { handed, secret, crowded }
    });
    Ok(papers.collect())
}

/// Each at a place of its own, in their order.
pub(super) async fn put_all(
    tx: &mut Write,
    (desk, texts): (&Desk, &[KeptText]),
    papers: Vec<Paper>,
) -> Result<Vec<Filed>> {
    let how_many = u32::try_from(papers.len()).unwrap_or(u32::MAX);
    let places = Place::next(tx, desk, how_many).await?;
    let mut filed = Vec::with_capacity(papers.len());
    for (paper, place) in papers.into_iter().zip(places) {
        filed.push(paper.put_at(tx, (desk, texts), place).await?);
    }
    Ok(filed)
}

/// One by itself.
pub(crate) async fn put(
    tx: &mut Write,
    (desk, texts): (&Desk, &[KeptText]),
    handed: HandedIn,
) -> Result<Filed> {
    let papers = look_up(tx, desk, vec![handed]).await?;
    let filed = put_all(tx, (desk, texts), papers).await?.pop();
    Ok(filed.ok_or_else(StoreError::cut_short)?)
}

impl Paper {
    async fn put_at(
        self,
        tx: &mut Write,
        (desk, texts): (&Desk, &[KeptText]),
        Place { id, ordinal, number }: Place,
    ) -> Result<Filed> {
        let Paper { handed, secret, crowded } = self;
        let owner = handed.owner();
        let HandedIn { by, submission, once } = handed;
        let Submission { title, body, place, channel, visibility, joint, person, external_number } =
            submission;
        let petitioner = PetitionerId(fresh_id(desk));
        let (actor, call) = match by {
            HandedInBy::Citizen => (Actor::Petitioner(petitioner), None),
            HandedInBy::Officer(actor) => (actor, None),
            HandedInBy::Call(actor, said) => (actor, Some(said)),
            HandedInBy::Machinery(machinery) => (Actor::System(machinery), None),
        };
        let person = row(petitioner, person, &secret, desk);
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
        let alerts = if crowded { alerts.without_confirmation() } else { alerts };
        alerts.put(tx, Some(&person), texts).await?;
        remember(tx, &owner, once.as_ref(), (&complaint.application_number, desk.now)).await?;
        Ok(Filed { complaint, secret: Some(secret) })
    }
}

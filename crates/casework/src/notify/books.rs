//! What addressing and wording a letter asks of the office's books: read in the act's transaction, or once for a
//! whole load.

use std::future::Future;

use domain::access::Scope;
use domain::actor::{Actor, Machinery};
use domain::id::{AgencyId, ComplaintId, DepartmentId, OfficerId, PetitionerId};
use domain::notice::Template;
use domain::role::Role;
use jiff::civil::Date;
use store::{Found, KeptText, Petitioner, Read, StoreError};
use words::notice::Reader;

use crate::alert_choice::{self, AlertChoice};
use crate::not_done::{NotDone, Result};

/// Where somebody holds a role: a department, an agency, or the city.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum At {
    Department(DepartmentId),
    Agency(AgencyId),
    City,
}

const OFFICE: Actor = Actor::System(Machinery::Sweep);

/// The answer a letter speaks of, and the remedy written with it.
pub(crate) type NewestAnswer = (Option<String>, Option<String>);

pub(crate) trait Books: Send {
    fn holders(
        &mut self,
        role: Role,
        at: At,
        on: Date,
    ) -> impl Future<Output = Result<Vec<OfficerId>>> + Send;
    fn minders(&mut self, of: OfficerId, on: Date) -> impl Future<Output = Result<Vec<OfficerId>>> + Send;
    fn alert_choice(&mut self, of: OfficerId) -> impl Future<Output = Result<AlertChoice>> + Send;
    fn texts(
        &mut self,
        template: Template,
        reader: Reader,
    ) -> impl Future<Output = Result<Vec<KeptText>>> + Send;
    fn person(&mut self, id: PetitionerId) -> impl Future<Output = Result<Option<Petitioner>>> + Send;
    fn answer(&mut self, of: ComplaintId) -> impl Future<Output = Result<NewestAnswer>> + Send;
    fn merged_into(
        &mut self,
        lead: ComplaintId,
    ) -> impl Future<Output = Result<Vec<(ComplaintId, PetitionerId)>>> + Send;
    fn file(&mut self, id: ComplaintId) -> impl Future<Output = Result<Found>> + Send;
}

impl Books for Read {
    async fn holders(&mut self, role: Role, at: At, on: Date) -> Result<Vec<OfficerId>> {
        let (agency, department) = match at {
            At::Department(id) => (None, Some(id)),
            At::Agency(id) => (Some(id), None),
            At::City => (None, None),
        };
        Ok(Read::holders(self, role, agency, department, on).await?)
    }

    async fn minders(&mut self, of: OfficerId, on: Date) -> Result<Vec<OfficerId>> {
        Ok(self.minders_of(of, on).await?)
    }

    async fn alert_choice(&mut self, of: OfficerId) -> Result<AlertChoice> {
        alert_choice::of(self, of).await
    }

    async fn texts(&mut self, template: Template, reader: Reader) -> Result<Vec<KeptText>> {
        Ok(self.notice_texts_of(template.as_str(), reader.as_str()).await?)
    }

    async fn person(&mut self, id: PetitionerId) -> Result<Option<Petitioner>> {
        Ok(self.petitioner(id).await?)
    }

    async fn answer(&mut self, of: ComplaintId) -> Result<NewestAnswer> {
        Ok(self.newest_answer(of).await?)
    }

    async fn merged_into(&mut self, lead: ComplaintId) -> Result<Vec<(ComplaintId, PetitionerId)>> {
        Ok(Read::merged_into(self, lead).await?)
    }

    async fn file(&mut self, id: ComplaintId) -> Result<Found> {
        Ok(self.complaint_by_id(&Scope::of(&OFFICE), id).await?)
    }
}

/// The books, with what is at hand already beside them: of a life that is not in them yet its person and answer,
/// of an act whatever was read before its turn came.
pub(crate) struct Beside<'a, B> {
    pub(crate) books: &'a mut B,
    pub(crate) person: Option<&'a Petitioner>,
    pub(crate) answer: Option<(ComplaintId, NewestAnswer)>,
    /// Every text that the office keeps.
    pub(crate) texts: Option<&'a [KeptText]>,
}

impl<B: Books> Books for Beside<'_, B> {
    async fn holders(&mut self, role: Role, at: At, on: Date) -> Result<Vec<OfficerId>> {
        self.books.holders(role, at, on).await
    }

    async fn minders(&mut self, of: OfficerId, on: Date) -> Result<Vec<OfficerId>> {
        self.books.minders(of, on).await
    }

    async fn alert_choice(&mut self, of: OfficerId) -> Result<AlertChoice> {
        self.books.alert_choice(of).await
    }

    async fn texts(&mut self, template: Template, reader: Reader) -> Result<Vec<KeptText>> {
        let Some(all) = self.texts else { return self.books.texts(template, reader).await };
        let wanted = |kept: &&KeptText| kept.template == template.as_str() && kept.reader == reader.as_str();
        Ok(all.iter().filter(wanted).cloned().collect())
    }

    async fn person(&mut self, id: PetitionerId) -> Result<Option<Petitioner>> {
        match self.person {
            Some(person) if person.id == id => Ok(Some(person.clone())),
            _ => self.books.person(id).await,
        }
    }

    async fn answer(&mut self, of: ComplaintId) -> Result<NewestAnswer> {
        match &self.answer {
            Some((id, answer)) if *id == of => Ok(answer.clone()),
            _ => self.books.answer(of).await,
        }
    }

    async fn merged_into(&mut self, lead: ComplaintId) -> Result<Vec<(ComplaintId, PetitionerId)>> {
        self.books.merged_into(lead).await
    }

    async fn file(&mut self, id: ComplaintId) -> Result<Found> {
        self.books.file(id).await
    }
}

/// What is not in the books of a load.
pub(crate) fn nowhere(what: &'static str) -> NotDone {
    NotDone::Fault(StoreError::NotFound(what))
}

//! The office's books read once for a whole load: who holds which role, who minds whose desk, how each wants to
//! hear, and the office's own texts. What is asked of a single file is not in it, for a load's files are new.

use std::collections::HashMap;
use std::sync::Arc;

use domain::id::{ComplaintId, OfficerId, PetitionerId};
use domain::notice::Template;
use domain::role::Role;
use jiff::civil::Date;
use store::{Found, Holding, KeptText, Petitioner, Read, StoreError};
use words::notice::Reader;

use crate::alert_choice::AlertChoice;
use crate::not_done::Result;
use crate::notify::{At, Books, NewestAnswer, nowhere};

/// Cheap to clone: each thread has one.
#[derive(Clone)]
pub struct Register(Arc<Inner>);

struct Inner {
    holdings: HashMap<(Role, At), Vec<Holding>>,
    /// Stand-ins by who is absent.
    minders: HashMap<OfficerId, Vec<domain::org::StandIn>>,
    choices: HashMap<OfficerId, AlertChoice>,
    texts: Vec<KeptText>,
}

impl Register {
    pub async fn load(tx: &mut Read) -> Result<Register, StoreError> {
        let mut holdings: HashMap<(Role, At), Vec<Holding>> = HashMap::new();
        for holding in tx.holdings().await? {
            let at = match (holding.agency, holding.department) {
                (_, Some(id)) => At::Department(id),
                (Some(id), None) => At::Agency(id),
                (None, None) => At::City,
            };
            holdings.entry((holding.role, at)).or_default().push(holding);
        }
        let mut minders: HashMap<OfficerId, Vec<_>> = HashMap::new();
        for stand_in in tx.stand_ins().await? {
            minders.entry(stand_in.absent).or_default().push(stand_in);
        }
        let choices = tx.settings().await?;
        let choices = choices.iter().filter_map(|(key, value)| {
            let officer = key.strip_prefix("alerts:")?.parse().ok()?;
            Some((officer, AlertChoice::parse(value)?))
        });
        let choices = choices.collect();
        Ok(Register(Arc::new(Inner { holdings, minders, choices, texts: tx.notice_texts().await? })))
    }

    fn minders_on(&self, absent: OfficerId, on: Date) -> impl Iterator<Item = OfficerId> {
        let all = self.0.minders.get(&absent).into_iter().flatten();
        all.filter(move |s| s.from <= on && on <= s.until).map(|s| s.stand_in)
    }
}

impl Books for Register {
    async fn holders(&mut self, role: Role, at: At, on: Date) -> Result<Vec<OfficerId>> {
        let holding = self.0.holdings.get(&(role, at)).into_iter().flatten();
        let holding = holding.filter(|h| h.from <= on && h.until.is_none_or(|until| until >= on));
        let mut all: Vec<OfficerId> = holding.map(|h| h.officer).collect();
        let minding: Vec<OfficerId> = all.iter().flat_map(|id| self.minders_on(*id, on)).collect();
        all.extend(minding);
        all.sort();
        all.dedup();
        all.truncate(store::MOST_HOLDERS);
        Ok(all)
    }

    async fn minders(&mut self, of: OfficerId, on: Date) -> Result<Vec<OfficerId>> {
        let mut all: Vec<OfficerId> = self.minders_on(of, on).collect();
        all.sort();
        all.dedup();
        Ok(all)
    }

    async fn alert_choice(&mut self, of: OfficerId) -> Result<AlertChoice> {
        Ok(self.0.choices.get(&of).copied().unwrap_or_default())
    }

    async fn texts(&mut self, template: Template, reader: Reader) -> Result<Vec<KeptText>> {
        let (template, reader) = (template.as_str(), reader.as_str());
        let all = self.0.texts.iter().filter(|text| text.template == template && text.reader == reader);
        Ok(all.cloned().collect())
    }

    async fn person(&mut self, _: PetitionerId) -> Result<Option<Petitioner>> {
        Ok(None)
    }

    async fn answer(&mut self, _: ComplaintId) -> Result<NewestAnswer> {
        Ok((None, None))
    }

    /// A life is entered before those that are merged into it: at its entry there are none.
    async fn merged_into(&mut self, _: ComplaintId) -> Result<Vec<(ComplaintId, PetitionerId)>> {
        Ok(Vec::new())
    }

    async fn file(&mut self, _: ComplaintId) -> Result<Found> {
        Err(nowhere("a file of a load"))
    }
}

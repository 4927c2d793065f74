//! Complaints handed in at once: one transaction, one question for what is asked of all, one statement for what they leave.

use std::sync::Arc;

use domain::desk::Desk;
use store::{Store, Write};

use super::paper::{HandedIn, Paper, look_up, put_all};
use super::{Filed, log};
use crate::counter::{Counter, Handed, LookedUp, Mark};
use crate::not_done::Result;
use crate::office::Office;

impl Handed for HandedIn {
    type Done = Filed;
    type Ready<'a> = Paper;

    const WHAT: &'static str = "filings";

    fn counter<'a>(&self, office: &'a Office) -> &'a Arc<Counter<HandedIn>> {
        &office.filings
    }

    /// Twins under one key would lose the change for everybody in it; and how much was filed under an address is counted
    /// of what is on file.
    fn marks(&self, store: &Store) -> Vec<Mark> {
        let key = self.once.as_ref().map(|once| Mark::Key(self.owner(), once.key.clone()));
        let reached = self.confirmed_to().into_iter().flat_map(|person| person.reached_at());
        key.into_iter().chain(reached.filter_map(|way| store.known_by(way)).map(Mark::ReachedAt)).collect()
    }

    /// `None` for each that something lies under the key of already.
    async fn looked_up(office: &Office, handed: &[HandedIn]) -> Result<LookedUp<Paper>> {
        let mut tx = office.store().write().await?;
        let desk = office.desk_in(&mut tx).await?;
        let keys: Vec<Option<(String, &str)>> =
            handed.iter().map(|one| one.once.as_ref().map(|once| (one.owner(), once.key.as_str()))).collect();
        let kept = tx.are_kept(&keys).await?;
        let new = handed.iter().zip(&kept).filter(|(_, kept)| !**kept).map(|(one, _)| one.clone()).collect();
        let mut papers = look_up(&mut tx, &desk, new).await?.into_iter();
        let papers = kept.into_iter().map(|kept| if kept { None } else { papers.next() }).collect();
        Ok((tx, desk, papers))
    }

    async fn written(
        tx: &mut Write,
        papers: Vec<Paper>,
        (office, desk): (&Office, &Desk),
    ) -> Result<Vec<Filed>> {
        put_all(tx, (desk, &office.facts().texts), papers).await
    }

    fn log(&self, filed: &Filed) {
        log(filed);
    }
}

//! Complaints handed in at once: one transaction, one question for what is asked of all, one statement for what they leave.

use std::sync::Arc;

use domain::desk::Desk;
use store::{Store, Write};

use super::paper::{HandedIn, Paper, look_up, put_all};
use super::{Filed, log};
use crate::counter::{Counter, Handed, Mark, Served, in_time};
use crate::not_done::Result;
use crate::office::Office;

impl Handed for HandedIn {
    type Done = Filed;

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

    async fn done_together(
        office: &Office,
        handed: &[HandedIn],
        served: &Served<HandedIn>,
    ) -> Result<Vec<Option<Filed>>> {
        let (mut tx, desk, papers) = in_time(looked_up(office, handed)).await?;
        let papers = served.still_there(papers);
        let is_new: Vec<bool> = papers.iter().map(Option::is_some).collect();
        let new: Vec<Paper> = papers.into_iter().flatten().collect();
        if new.is_empty() {
            tx.rollback().await?;
            return Ok(is_new.into_iter().map(|_| None).collect());
        }
        let filed = in_time(put_all(&mut tx, (&desk, &office.facts().texts), new)).await?;
        served.commit(tx).await?;
        filed.iter().for_each(log);
        let mut filed = filed.into_iter();
        Ok(is_new.into_iter().map(|new| new.then(|| filed.next()).flatten()).collect())
    }
}

/// `None` for each that something lies under the key of already.
async fn looked_up(office: &Office, handed: &[HandedIn]) -> Result<(Write, Desk, Vec<Option<Paper>>)> {
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

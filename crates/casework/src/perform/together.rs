//! Acts done at once: one transaction that holds all their files, one turn at the day's numbers, and as few statements for
//! what they leave as they ask nothing between.
//!
//! Nobody's file is waited for here, so that two changes never wait for each other. An act that is refused, stale, done
//! before or out of its asker's sight is left out and tried alone, so that its own error is reported.

use std::sync::Arc;

use domain::access::Scope;
use domain::actor::Actor;
use domain::complaint::{Act, Complaint, Number};
use domain::desk::Desk;
use store::{ActAsked, AtHand, Found, Petitioner, Store, Write};

use super::doing::{Doing, Taken, give_numbers, takes_a_number};
use super::log;
use crate::counter::{Counter, Handed, LookedUp, Mark};
use crate::not_done::{NotDone, Result};
use crate::office::{Office, Order};
use crate::repeated::key_owner;

/// An act that somebody wants done on a file.
pub(crate) struct Asked {
    pub(crate) by: Actor,
    pub(crate) number: Number,
    pub(crate) order: Order,
}

/// Whether it is done with others. What looks at other files or holds them is done alone, and so is what is done about files
/// that were answered: whether they are anonymised by now is looked up for each.
pub(super) fn may_be(act: Act) -> bool {
    match act {
        Act::Merge | Act::Separate | Act::Withdraw | Act::Close | Act::Reclassify => false,
        Act::Rate | Act::AskAgain | Act::AnswerFollowUp | Act::Object | Act::DecideObjection => false,
        Act::Receive
        | Act::AnswerAtOnce
        | Act::Distribute
        | Act::Assign
        | Act::Reassign
        | Act::Recall
        | Act::ProposeReassignment
        | Act::RequestReassignment
        | Act::DecideReassignment
        | Act::Accept
        | Act::Transfer
        | Act::InterimAnswer
        | Act::Cooperate
        | Act::Opine
        | Act::ExtendCooperation
        | Act::RequestSupplement
        | Act::Supplement
        | Act::LapseSupplement
        | Act::Extend
        | Act::AskConsentToExtend
        | Act::ConsentToExtend
        | Act::RecordConsent
        | Act::Draft
        | Act::SendForApproval
        | Act::ApprovalStarted
        | Act::TellApprovalDelay
        | Act::Approve
        | Act::Return
        | Act::Remind
        | Act::TellProgress
        | Act::Visit
        | Act::HandOver => true,
    }
}

impl Handed for Asked {
    type Done = Complaint;
    type Ready<'a> = Doing<'a>;

    const WHAT: &'static str = "acts";

    /// Whoever takes a number keeps the series from everybody else until the commit: acts that take none are done elsewhere,
    /// and neither holds the other up.
    fn counter<'a>(&self, office: &'a Office) -> &'a Arc<Counter<Asked>> {
        if takes_a_number(self.order.command.act()) { &office.receipts } else { &office.acts }
    }

    fn marks(&self, _: &Store) -> Vec<Mark> {
        let key = self.order.once.as_ref().map(|once| Mark::Key(key_owner(&self.by), once.key.clone()));
        key.into_iter().chain([Mark::File(self.number.clone())]).collect()
    }

    async fn looked_up<'a>(office: &'a Office, asked: &'a [Asked]) -> Result<LookedUp<Doing<'a>>> {
        let mut tx = office.store().write().await?;
        let numbers: Vec<(Scope, &Number)> =
            asked.iter().map(|one| (Scope::of(&one.by), &one.number)).collect();
        let found = tx.complaints_to_change(&numbers).await?;
        let live = |found: &Found| found.complaint.stage.is_live();
        let found: Vec<(&Asked, Option<Found>)> =
            asked.iter().zip(found).map(|(one, found)| (one, found.filter(live))).collect();
        let of_those_found = |(one, found): &(&'a Asked, Option<Found>)| {
            let key = one.order.once.as_ref().map(|once| once.key.as_str());
            let petitioner = found.as_ref()?.complaint.petitioner;
            Some(ActAsked { actor: key_owner(&one.by), key, petitioner })
        };
        let asks: Vec<ActAsked> = found.iter().filter_map(of_those_found).collect();
        let at_hand = tx.at_hand(&asks).await?;
        if let Some(AtHand { facts, .. }) = at_hand.first() {
            office.catch_up_with(&mut tx, *facts).await?;
        }
        let desk = office.desk();
        let mut at_hand = at_hand.into_iter();
        let mut doing = Vec::with_capacity(asked.len());
        for (one, found) in found {
            let at_hand = if found.is_some() { at_hand.next() } else { None };
            doing.push(match found.zip(at_hand) {
                Some((found, AtHand { kept: None, person, .. })) => {
                    decided(&mut tx, one, (found, person), &desk).await?
                }
                _ => None,
            });
        }
        Ok((tx, desk, doing))
    }

    /// All letters before anything is written, so that what is written is one statement where nothing is asked between.
    async fn written<'a>(
        tx: &'a mut Write,
        mut doing: Vec<Doing<'a>>,
        (office, desk): (&'a Office, &'a Desk),
    ) -> Result<Vec<Complaint>> {
        give_numbers(tx, &mut doing, desk).await?;
        let mut letters = Vec::with_capacity(doing.len());
        for one in &doing {
            letters.push(one.letters(tx, (office, desk)).await?);
        }
        let mut done = Vec::with_capacity(doing.len());
        for (one, letters) in doing.into_iter().zip(letters) {
            done.push(one.write(tx, letters, (office, desk)).await?);
        }
        Ok(done)
    }

    fn log(&self, after: &Complaint) {
        log(&self.order, after);
    }
}

/// `None` where it is not done.
async fn decided<'a>(
    tx: &mut Write,
    Asked { by, order, .. }: &'a Asked,
    (found, person): (Found, Petitioner),
    desk: &Desk,
) -> Result<Option<Doing<'a>>> {
    let taken = Taken { before: found.complaint, words: found.words, person };
    match Doing::decided(tx, (by, order), taken, desk).await {
        Ok(doing) => Ok(Some(doing)),
        Err(fault @ NotDone::Fault(_)) => Err(fault),
        Err(_) => Ok(None),
    }
}

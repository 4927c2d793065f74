//! Acts done at once: one transaction that holds all their files, one turn at the day's numbers, and one statement for what
//! they leave.
//!
//! Nobody's file is waited for here, so that two changes never wait for each other. What is refused, stale, done before or
//! out of somebody's sight is tried alone, which tells it.

use domain::access::Scope;
use domain::actor::Actor;
use domain::complaint::{Act, Complaint, Number};
use domain::desk::{Desk, seoul_date};
use store::{ActAsked, AtHand, Found, NewNotice, Petitioner, Store, Write};

use super::doing::{Doing, Taken};
use crate::counter::{Counter, Handed, Mark, Stands, in_time};
use crate::not_done::{NotDone, Result};
use crate::office::{Office, Order};
use crate::repeated::key_owner;

/// An act that somebody wants done on a file.
pub(crate) struct Asked {
    pub(crate) by: Actor,
    pub(crate) number: Number,
    pub(crate) order: Order,
}

/// Whether it is about its own file alone. The others look at or hold files besides, and are done alone.
pub(super) fn may_be(act: Act) -> bool {
    match act {
        Act::Merge | Act::Separate | Act::Withdraw | Act::Close | Act::Reclassify => false,
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
        | Act::ConsentToExtend
        | Act::Draft
        | Act::SendForApproval
        | Act::ApprovalStarted
        | Act::TellApprovalDelay
        | Act::Approve
        | Act::Return
        | Act::Rate
        | Act::AskAgain
        | Act::AnswerFollowUp
        | Act::Object
        | Act::DecideObjection
        | Act::Remind
        | Act::TellProgress
        | Act::Visit
        | Act::HandOver => true,
    }
}

impl Handed for Asked {
    type Done = Complaint;

    const WHAT: &'static str = "acts";

    fn counter(office: &Office) -> &Counter<Asked> {
        &office.acts
    }

    fn marks(&self, _: &Store) -> Vec<Mark> {
        let key = self.order.once.as_ref().map(|once| Mark::Key(key_owner(&self.by), once.key.clone()));
        key.into_iter().chain([Mark::File(self.number.clone())]).collect()
    }

    async fn done_together(
        office: &Office,
        asked: &[Asked],
        stands: &Stands<'_>,
    ) -> Result<Vec<Option<Complaint>>> {
        let (mut tx, desk, mut doing) = in_time(decided(office, asked)).await?;
        for (at, one) in doing.iter_mut().enumerate() {
            *one = one.take().filter(|_| stands(at));
        }
        if doing.iter().all(Option::is_none) {
            tx.rollback().await?;
            return Ok(doing.into_iter().map(|_| None).collect());
        }
        // Whoever has a number keeps the series from everybody else: all that is asked of the books is asked before.
        let mut letters = Vec::with_capacity(doing.len());
        for one in &doing {
            letters.push(match one.as_ref().filter(|one| !one.wants_a_number()) {
                Some(one) => Some(one.letters(&mut tx, (office, &desk)).await?),
                None => None,
            });
        }
        let doing = numbered(&mut tx, doing, &desk).await?;
        let mut done = Vec::with_capacity(doing.len());
        for (one, letters) in doing.into_iter().zip(letters) {
            let Some(one) = one else {
                done.push(None);
                continue;
            };
            let letters: Vec<NewNotice> = match letters {
                Some(letters) => letters,
                None => one.letters(&mut tx, (office, &desk)).await?,
            };
            done.push(Some(one.write(&mut tx, letters, (office, &desk)).await?));
        }
        tx.commit().await?;
        Ok(done)
    }
}

/// `None` for each that is not done so.
async fn decided<'a>(office: &Office, asked: &'a [Asked]) -> Result<(Write, Desk, Vec<Option<Doing<'a>>>)> {
    let mut tx = office.store().write().await?;
    let numbers: Vec<(Scope, &Number)> = asked.iter().map(|one| (Scope::of(&one.by), &one.number)).collect();
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
                decided_one(&mut tx, one, (found, person), &desk).await?
            }
            _ => None,
        });
    }
    Ok((tx, desk, doing))
}

async fn decided_one<'a>(
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

/// Each that wants one has its 접수번호, in their order. The series is held from here on.
async fn numbered<'a>(
    tx: &mut Write,
    doing: Vec<Option<Doing<'a>>>,
    desk: &Desk,
) -> Result<Vec<Option<Doing<'a>>>> {
    let wants_one = |doing: &Doing| doing.wants_a_number();
    let how_many = doing.iter().flatten().filter(|doing| wants_one(doing)).count();
    if how_many == 0 {
        return Ok(doing);
    }
    let today = seoul_date(desk.now);
    let mut next = tx.next_receipts(today, u32::try_from(how_many).unwrap_or(u32::MAX)).await?;
    let mut number = |doing: Doing<'a>| {
        if !wants_one(&doing) {
            return doing;
        }
        let numbered = doing.numbered(&Number::receipt(today, next));
        next += 1;
        numbered
    };
    Ok(doing.into_iter().map(|doing| doing.map(&mut number)).collect())
}

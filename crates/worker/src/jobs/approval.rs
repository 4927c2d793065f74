//! 업무관리시스템: documents are handed over, and what became of them is asked, in case nobody called back.
//!
//! At least once, under a key that says which round of which file it is: a document that was taken and not
//! written down is handed over again, which the system answers as before.

mod parcel;

use casework::approval::{ASK_EVERY, Heard, TakenIn, lost, take_in, taken};
use casework::neighbours::{ANSWERED, SILENT};
use casework::timetable::Job;
use casework::{NotDone, Office};
use connect::approval::{ApprovalClient, HandedOver, Held, Told};
use domain::dispatch::Neighbour;
use jiff::SignedDuration;
use store::{ApprovalDocument, ClaimedDispatch, DispatchSettled, Mark, StoreError};

use crate::fault::Fault;

/// Documents in one worker's hands at once.
const AT_ONCE: u32 = 8;
/// How long they are its own: every one with the client's patience, and room.
const CLAIM: SignedDuration = SignedDuration::from_mins(10);
/// The first pause after silence; it doubles with every try up to the longest.
const FIRST_PAUSE: SignedDuration = SignedDuration::from_secs(10);
const LONGEST_PAUSE: SignedDuration = SignedDuration::from_mins(10);
/// Documents asked after in one round.
const ASKED_AT_ONCE: u32 = 200;

/// What one round did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Handed {
    pub sent: u32,
    pub postponed: u32,
    /// Refused for good: somebody must look at it.
    pub failed: u32,
}

/// The desk before the approval system.
#[derive(Clone)]
pub(crate) struct ApprovalDesk {
    office: Office,
    client: ApprovalClient,
}

impl ApprovalDesk {
    pub(crate) fn new(office: Office, client: ApprovalClient) -> ApprovalDesk {
        ApprovalDesk { office, client }
    }

    /// Hands over what is due.
    pub(crate) async fn empty(&self) -> (Handed, Option<Fault>) {
        let mut done = Handed::default();
        let broke_off = self.hand_over(&mut done).await.err();
        if let Some(fault) = &broke_off {
            tracing::error!(error = %fault.chain(), "handing over broke off");
        }
        (done, broke_off)
    }

    async fn hand_over(&self, done: &mut Handed) -> Result<(), Fault> {
        let mut heard = None;
        loop {
            let claimed = self.claim().await?;
            if claimed.is_empty() {
                break;
            }
            for dispatch in claimed {
                heard = self.one(&dispatch, done).await?.or(heard);
            }
        }
        if *done == Handed::default() {
            return Ok(());
        }
        let Handed { sent, postponed, failed } = *done;
        let told = format!("전송 {sent}건, 재시도 예정 {postponed}건, 거부 {failed}건");
        let (name, now) = (Job::HandOver.as_str(), self.office.now());
        let mut tx = self.office.store().write().await?;
        if let Some(mark) = &heard {
            tx.set_connector_mark(Neighbour::Approval, mark).await?;
        }
        tx.claim_job(name, now, now).await?;
        tx.finish_job(name, now, &told).await?;
        Ok(tx.commit().await?)
    }

    async fn claim(&self) -> Result<Vec<ClaimedDispatch>, Fault> {
        let now = self.office.now();
        let mut tx = self.office.store().write().await?;
        let claimed = tx.claim_dispatches(Neighbour::Approval, now, now + CLAIM, AT_ONCE).await?;
        tx.commit().await?;
        Ok(claimed)
    }

    /// Whether the other side answered; what cannot be read was not even asked.
    async fn one(&self, claimed: &ClaimedDispatch, done: &mut Handed) -> Result<Option<Mark>, Fault> {
        let now = self.office.now();
        let read = parcel::read(claimed);
        let asked = read.is_some();
        let (settled, answer) = match read {
            Some(parcel::Errand::HandOver(paper)) => match self.client.hand_over(&paper, now).await {
                HandedOver::Taken { document, answer } => {
                    taken(&self.office, paper.key, &document).await?;
                    (DispatchSettled::Sent, answer)
                }
                HandedOver::Retry { why } => (again(claimed, now), why),
                HandedOver::Refused { why } => (DispatchSettled::Failed, why),
            },
            Some(parcel::Errand::TakeBack(key)) => match self.client.take_back(key, now).await {
                Ok(answer) => (DispatchSettled::Sent, answer),
                Err(why) => (again(claimed, now), why),
            },
            None => (DispatchSettled::Failed, "보낼 내용을 읽을 수 없습니다.".to_owned()),
        };
        match settled {
            DispatchSettled::Sent => done.sent += 1,
            DispatchSettled::Retry(_) => done.postponed += 1,
            DispatchSettled::Failed => done.failed += 1,
        }
        let mut tx = self.office.store().write().await?;
        match tx.settle_dispatch(claimed, settled, &answer, self.office.now()).await {
            Ok(()) => tx.commit().await?,
            // The claim ran out and another worker has it: the key makes it one document all the same.
            Err(StoreError::Conflict(_)) => tx.rollback().await?,
            Err(fault) => return Err(fault.into()),
        }
        let heard = match settled {
            DispatchSettled::Retry(_) => mark(SILENT, &answer, now),
            DispatchSettled::Sent | DispatchSettled::Failed => mark(ANSWERED, "", now),
        };
        Ok(asked.then_some(heard))
    }
}

/// Asks after every document that nothing was heard of for a while, and does what is new.
pub(crate) async fn ask(office: &Office, client: &ApprovalClient) -> Result<String, Fault> {
    let now = office.now();
    let documents = office.store().read().await?.approval_documents_to_ask(now, ASKED_AT_ONCE).await?;
    let mut heard = 0_u32;
    for document in &documents {
        match client.ask(document.key, now).await {
            Ok(held) => heard += hear(office, document, held).await?,
            Err(why) => {
                // The others would wait as long for nothing.
                tracing::warn!(why, "the approval system was asked in vain");
                keep(office, mark(SILENT, &why, now)).await?;
                return Ok(format!("확인하지 못함: {why}"));
            }
        }
        let mut tx = office.store().write().await?;
        tx.ask_approval_document_at(document.key, now + ASK_EVERY).await?;
        tx.commit().await?;
    }
    if !documents.is_empty() {
        keep(office, mark(ANSWERED, "", now)).await?;
    }
    Ok(format!("문서 {}건 확인, 새 소식 {heard}건", documents.len()))
}

/// What the list of neighbours says of it: that it answered, or why it did not.
fn mark(name: &str, value: &str, at: jiff::Timestamp) -> Mark {
    Mark { name: name.to_owned(), value: value.to_owned(), at }
}

async fn keep(office: &Office, mark: Mark) -> Result<(), Fault> {
    let mut tx = office.store().write().await?;
    tx.set_connector_mark(Neighbour::Approval, &mark).await?;
    Ok(tx.commit().await?)
}

async fn hear(office: &Office, document: &ApprovalDocument, held: Held) -> Result<u32, Fault> {
    let told = match held {
        Held::Nothing => {
            if document.taken_at.is_some() {
                lost(office, document.key).await?;
            }
            return Ok(0);
        }
        Held::Document { document: number, told } => {
            if document.taken_at.is_none() {
                taken(office, document.key, &number).await?;
            }
            told
        }
    };
    let mut heard = 0;
    for one in told {
        match take_in(office, &heard_as(one)).await {
            Ok(TakenIn::Done) => heard += 1,
            Ok(_) => {}
            Err(NotDone::Fault(fault)) => return Err(fault.into()),
            Err(meanwhile) => tracing::debug!(%meanwhile, "a message of the approval system waits"),
        }
    }
    Ok(heard)
}

fn heard_as(told: Told) -> Heard {
    let Told { id, at, document, call_back, payload } = told;
    Heard { id, at, document, call_back, payload }
}

fn again(claimed: &ClaimedDispatch, now: jiff::Timestamp) -> DispatchSettled {
    let doublings = claimed.dispatch.attempts.saturating_sub(1).min(10);
    let pause = FIRST_PAUSE.saturating_mul(1 << doublings).min(LONGEST_PAUSE);
    DispatchSettled::Retry(now + pause)
}

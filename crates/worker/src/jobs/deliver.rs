//! 알림 발송: every due notice leaves by the first of its channels that takes it.
//!
//! At least once, under a key that says which notice and which channel it is: a letter that was sent and
//! not written down is sent again under the same key, which the gateway answers as before.

mod address;
mod one;
mod plan;
mod text;

use std::sync::Arc;

use casework::Office;
use casework::timetable::Job;
use connect::message::Messengers;
use jiff::SignedDuration;
use store::{Ended, Notice, Settled, StoreError};
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::fault::Fault;
use crate::steps::Steps;
use one::Known;

/// Letters on their way at once: providers allow some ten connections.
const AT_ONCE: usize = 8;
/// How long a notice is one worker's: three channels, each with the clients' patience, and room.
const CLAIM: SignedDuration = SignedDuration::from_mins(5);

/// What became of the notices of one round.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Deliveries {
    pub sent: u32,
    /// To be tried again later.
    pub postponed: u32,
    /// Refused or tried too often on every channel: somebody must look at it.
    pub failed: u32,
    /// Left alone because of a fault; their claims run out.
    pub faults: u32,
}

/// Cheap to clone.
#[derive(Clone)]
pub(crate) struct Deliverer {
    office: Office,
    messengers: Arc<Messengers>,
    steps: Arc<Steps>,
}

impl Deliverer {
    pub(crate) fn new(office: Office, messengers: Arc<Messengers>, steps: Arc<Steps>) -> Deliverer {
        Deliverer { office, messengers, steps }
    }

    /// Delivers until nothing is due, or until told to stop: then it waits for what is on its way.
    pub(crate) async fn empty(&self, stopping: &watch::Receiver<bool>) -> (Deliveries, Option<Fault>) {
        let mut flying = JoinSet::new();
        let mut done = Deliveries::default();
        let mut broke_off = None;
        loop {
            // A few at a time, so that not every letter costs a claim of its own.
            if broke_off.is_none() && !*stopping.borrow() && flying.len() <= AT_ONCE / 2 {
                broke_off = self.take_up(&mut flying, &mut done).await.err();
            }
            let Some(first) = flying.join_next().await else { break };
            let others = std::iter::from_fn(|| flying.try_join_next());
            let mut ended = Vec::new();
            for flown in std::iter::once(first).chain(others) {
                match flown {
                    Ok(Ok(one)) => ended.push(one),
                    Ok(Err(fault)) => done.leave(&fault),
                    Err(broke) => done.leave(&Fault::BrokeOff(broke.to_string())),
                }
            }
            self.settle_all(&ended, &mut done).await;
        }
        if let Err(fault) = self.write_down(done).await {
            broke_off = broke_off.or(Some(fault));
        }
        if let Some(fault) = &broke_off {
            tracing::error!(error = %fault.chain(), "delivering broke off");
        }
        (done, broke_off)
    }

    /// Sends the next ones on their way. One of which something cannot be read is left alone, and keeps no other here.
    async fn take_up(
        &self,
        flying: &mut JoinSet<Result<Ended, Fault>>,
        done: &mut Deliveries,
    ) -> Result<(), Fault> {
        let notices = self.claim(AT_ONCE - flying.len()).await?;
        if notices.is_empty() {
            return Ok(());
        }
        let mut tx = self.office.store().read().await?;
        for notice in notices {
            match Known::of(&mut tx, &notice).await {
                Ok(known) => {
                    let this = self.clone();
                    flying.spawn(async move { this.one(notice, known).await });
                }
                Err(fault) => {
                    done.leave(&fault);
                    // In one that PostgreSQL refused anything in, nothing more is answered.
                    tx = self.office.store().read().await?;
                }
            }
        }
        Ok(())
    }

    /// Together; and each by itself where one of them cannot be.
    async fn settle_all(&self, ended: &[Ended], done: &mut Deliveries) {
        if ended.is_empty() {
            return;
        }
        match self.settle(ended).await {
            Ok(()) => ended.iter().for_each(|one| done.count(one.settled)),
            // Whether it was kept nobody knows. Their claims run out: they leave once more, under the same key.
            Err(fault @ Fault::Store(StoreError::Unavailable(_))) => {
                ended.iter().for_each(|_| done.leave(&fault))
            }
            Err(_) => {
                for one in ended {
                    match self.settle(std::slice::from_ref(one)).await {
                        Ok(()) => done.count(one.settled),
                        Err(fault) => done.leave(&fault),
                    }
                }
            }
        }
    }

    /// The next notices due. One that cannot be read is set aside for the length of a claim, so that the
    /// others do not wait behind it.
    async fn claim(&self, most: usize) -> Result<Vec<Notice>, Fault> {
        // At each claim: others may be on their way whose claims would seem to have run out.
        self.steps.heed().await?;
        loop {
            match self.claim_readable(most, false).await {
                Err(Fault::Store(StoreError::Corrupt(_) | StoreError::Crypto(_))) => {}
                claimed => return claimed,
            }
            match self.claim_readable(1, true).await {
                Err(fault @ Fault::Store(StoreError::Corrupt(_) | StoreError::Crypto(_))) => {
                    tracing::error!(error = %fault.chain(), "a notice cannot be read and was set aside");
                }
                claimed => return claimed,
            }
        }
    }

    async fn claim_readable(&self, most: usize, set_aside: bool) -> Result<Vec<Notice>, Fault> {
        let now = self.office.now();
        let most = u32::try_from(most).unwrap_or(1);
        let mut tx = self.office.store().write().await?;
        let claimed = tx.claim_notices(now, now + CLAIM, most).await;
        if claimed.is_ok() || set_aside {
            tx.commit().await?;
        } else {
            // At once, or the next claim passes over what this one still holds.
            tx.rollback().await?;
        }
        Ok(claimed?)
    }

    /// A round that delivered something is a run of the job; the others would only wear out the disk.
    async fn write_down(&self, done: Deliveries) -> Result<(), Fault> {
        if done == Deliveries::default() {
            return Ok(());
        }
        let (name, now) = (Job::Deliver.as_str(), self.office.now());
        let mut tx = self.office.store().write().await?;
        tx.claim_job(name, now, now).await?;
        tx.finish_job(name, now, &done.told()).await?;
        Ok(tx.commit().await?)
    }
}

impl Deliveries {
    fn count(&mut self, settled: Settled) {
        match settled {
            Settled::Sent => self.sent += 1,
            Settled::Retry(_) => self.postponed += 1,
            Settled::Failed | Settled::GivenUp => self.failed += 1,
        }
    }

    fn leave(&mut self, fault: &Fault) {
        tracing::error!(error = %fault.chain(), "a notice was left alone");
        self.faults += 1;
    }

    fn told(self) -> String {
        let Deliveries { sent, postponed, failed, faults } = self;
        format!("발송 {sent}건, 재시도 예정 {postponed}건, 실패 {failed}건, 오류 {faults}건")
    }
}

//! 연계 메시지 발송: what 국민신문고 must hear leaves once, one after the other for each file, and never gives up.

use std::sync::{Arc, Mutex, PoisonError};

use casework::timetable::Job;
use casework::{Office, neighbours};
use connect::epeople::EpeopleClient;
use connect::epeople::mapping::{self, Told};
use domain::dispatch::Neighbour;
use jiff::{SignedDuration, Timestamp};
use store::{ClaimedDispatch, DispatchSettled, StoreError};
use tokio::sync::watch;

use super::books;
use crate::fault::Fault;

/// Messages claimed at once.
const BATCH: u32 = 8;
/// How long a message is one worker's: a whole batch, each with the client's patience, and room.
const CLAIM: SignedDuration = SignedDuration::from_mins(5);
/// Before each try again; the last one for ever after.
const PAUSES: [SignedDuration; 3] =
    [SignedDuration::from_mins(1), SignedDuration::from_mins(5), SignedDuration::from_mins(10)];

/// What became of the messages of one round.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tellings {
    pub sent: u32,
    /// To be tried again later.
    pub postponed: u32,
    /// Refused: somebody must look at it.
    pub failed: u32,
}

/// Cheap to clone.
#[derive(Clone)]
pub(crate) struct Teller {
    office: Office,
    client: Arc<EpeopleClient>,
    /// Nobody answers: until then nobody is asked.
    away_until: Arc<Mutex<Option<Timestamp>>>,
}

impl Teller {
    pub(crate) fn new(office: Office, client: Arc<EpeopleClient>) -> Teller {
        Teller { office, client, away_until: Arc::default() }
    }

    /// Tells until nothing is due, nobody answers, or somebody says stop.
    pub(crate) async fn empty(&self, stopping: &watch::Receiver<bool>) -> (Tellings, Option<Fault>) {
        let mut did = Tellings::default();
        let told = self.tell(stopping, &mut did).await;
        let noted = match told {
            Ok(()) => self.write_down(did).await,
            Err(fault) => Err(fault),
        };
        if let Err(fault) = &noted {
            tracing::error!(error = %fault.chain(), "telling 국민신문고 broke off");
        }
        (did, noted.err())
    }

    async fn tell(&self, stopping: &watch::Receiver<bool>, did: &mut Tellings) -> Result<(), Fault> {
        while !*stopping.borrow() && !self.is_away() {
            let claimed = self.claim().await?;
            if claimed.is_empty() {
                break;
            }
            let mut silence: Option<String> = None;
            for message in &claimed {
                if let Some(why) = &silence {
                    // Claimed with one that nobody answered: put off without being tried.
                    self.settle(message, self.later(message), why, did).await?;
                    continue;
                }
                silence = self.one(message, did).await?;
            }
            if let Some(why) = silence {
                self.stay_away();
                books::silent(&self.office, &why).await?;
            }
        }
        Ok(())
    }

    /// Tells one message; why nobody answered, if so.
    async fn one(&self, message: &ClaimedDispatch, did: &mut Tellings) -> Result<Option<String>, Fault> {
        let key = &message.dispatch.key;
        let outgoing = match neighbours::parcel(&message.payload) {
            Ok(parcel) => mapping::outgoing(key, &parcel),
            Err(_) => Err("보관한 메시지를 읽을 수 없습니다.".to_owned()),
        };
        let outgoing = match outgoing {
            Ok(outgoing) => outgoing,
            Err(why) => {
                self.settle(message, (DispatchSettled::Failed, self.office.now()), &why, did).await?;
                return Ok(None);
            }
        };
        match self.client.push(&outgoing, books::moment(&self.office)).await {
            Told::Taken { at, answer } => {
                // By their clock, so that both sides count it on the same day.
                let at = at.unwrap_or_else(|| self.office.now());
                self.settle(message, (DispatchSettled::Sent, at), &answer, did).await?;
                Ok(None)
            }
            Told::Refused { why } => {
                self.settle(message, (DispatchSettled::Failed, self.office.now()), &why, did).await?;
                Ok(None)
            }
            Told::Later { why } => {
                self.settle(message, self.later(message), &why, did).await?;
                Ok(None)
            }
            Told::Away { why } => {
                self.settle(message, self.later(message), &why, did).await?;
                Ok(Some(why))
            }
        }
    }

    fn later(&self, message: &ClaimedDispatch) -> (DispatchSettled, Timestamp) {
        let now = self.office.now();
        (DispatchSettled::Retry(now + pause(message.dispatch.attempts)), now)
    }

    async fn claim(&self) -> Result<Vec<ClaimedDispatch>, Fault> {
        let now = self.office.now();
        let mut tx = self.office.store().write().await?;
        let claimed = tx.claim_dispatches(Neighbour::Epeople, now, now + CLAIM, BATCH).await?;
        tx.commit().await?;
        Ok(claimed)
    }

    async fn settle(
        &self,
        message: &ClaimedDispatch,
        (outcome, at): (DispatchSettled, Timestamp),
        answer: &str,
        did: &mut Tellings,
    ) -> Result<(), Fault> {
        let mut tx = self.office.store().write().await?;
        match tx.settle_dispatch(message, outcome, answer, at).await {
            Err(StoreError::Conflict(_)) => {
                tracing::warn!(key = message.dispatch.key, "told after its claim ran out");
                return Ok(());
            }
            settled => settled?,
        }
        tx.commit().await?;
        match outcome {
            DispatchSettled::Sent => did.sent += 1,
            DispatchSettled::Retry(_) => did.postponed += 1,
            DispatchSettled::Failed => did.failed += 1,
        }
        Ok(())
    }

    fn is_away(&self) -> bool {
        let until = self.away_until.lock().unwrap_or_else(PoisonError::into_inner);
        until.is_some_and(|until| self.office.now() < until)
    }

    fn stay_away(&self) {
        *self.away_until.lock().unwrap_or_else(PoisonError::into_inner) = Some(self.office.now() + PAUSES[0]);
    }

    /// A round that told something is a run of the job; the others would only wear out the disk.
    async fn write_down(&self, did: Tellings) -> Result<(), Fault> {
        if did == Tellings::default() {
            return Ok(());
        }
        if did.sent + did.failed > 0 {
            books::answered(&self.office).await?;
        }
        let (name, now) = (Job::TellNeighbours.as_str(), self.office.now());
        let Tellings { sent, postponed, failed } = did;
        let mut tx = self.office.store().write().await?;
        tx.claim_job(name, now, now).await?;
        tx.finish_job(name, now, &format!("발송 {sent}건, 재시도 예정 {postponed}건, 거부 {failed}건"))
            .await?;
        Ok(tx.commit().await?)
    }
}

/// How long to wait after so many tries.
fn pause(attempts: u32) -> SignedDuration {
    let tried = usize::try_from(attempts.saturating_sub(1)).unwrap_or(usize::MAX);
    PAUSES.get(tried).or(PAUSES.last()).copied().unwrap_or(SignedDuration::from_mins(10))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_and_never_end() {
        let minutes: Vec<i64> = [1, 2, 3, 4, 1000].map(|n| pause(n).as_mins()).into();
        assert_eq!(minutes, [1, 5, 10, 10, 10]);
    }
}

//! One claimed notice: tried, every try written down, settled with those that end at the same moment.

use connect::message::{Channel, Letter, Outcome};
use store::{About, Attempt, Ended, Notice, Read, Settled};

use super::Deliverer;
use super::address::{self, Addresses, Way};
use super::{plan, text};
use crate::fault::Fault;

/// What stands for a channel on a try that chose none.
const NO_CHANNEL: &str = "-";

/// What was tried before, and where the reader is reached.
pub(super) struct Known {
    tried: Vec<Attempt>,
    addresses: Addresses,
}

impl Known {
    /// One that was never taken up before was never tried, either.
    pub(super) async fn of(tx: &mut Read, notice: &Notice) -> Result<Known, Fault> {
        let tried = if notice.attempts > 1 { tx.attempts_at(notice).await? } else { Vec::new() };
        Ok(Known { tried, addresses: address::of(tx, notice).await? })
    }
}

impl Deliverer {
    /// To the last try of this claim, which is still to be written down.
    pub(super) async fn one(&self, notice: Notice, known: Known) -> Result<Ended, Fault> {
        if notice.attempts > plan::MOST_TAKEN_UP {
            let why = "발송이 여러 번 중단되어 더 보내지 않습니다.";
            return Ok(self.ended(notice, NO_CHANNEL, (why.to_owned(), false), Settled::GivenUp));
        }
        if notice.channels.is_empty() {
            let why = "보낼 수 있는 연락처가 없습니다.";
            return Ok(self.ended(notice, NO_CHANNEL, (why.to_owned(), false), Settled::Failed));
        }
        let mut standing = plan::standing(&notice, &known.tried);
        loop {
            let outcome = self.attempt(&notice, standing.channel, &known.addresses).await;
            standing.tries += 1;
            let last = standing.channel + 1 >= notice.channels.len();
            let (said, success, settled) = self.judge(outcome, standing.tries, last);
            let channel = notice.channels.get(standing.channel).map_or(NO_CHANNEL, String::as_str).to_owned();
            match settled {
                Some(settled) => return Ok(self.ended(notice, &channel, (said, success), settled)),
                None => self.record(&notice, &channel, (said, success)).await?,
            }
            standing = plan::Standing { channel: standing.channel + 1, tries: 0 };
        }
    }

    /// What is written down of an outcome, and what becomes of the notice; `None`: the next channel.
    fn judge(&self, outcome: Outcome, tries: usize, last: bool) -> (String, bool, Option<Settled>) {
        match outcome {
            Outcome::Delivered { answer, .. } => (answer, true, Some(Settled::Sent)),
            Outcome::Refused { why } => (why, false, last.then_some(Settled::Failed)),
            Outcome::Retry { why } => {
                let settled = match plan::pause(tries) {
                    Some(pause) => Some(Settled::Retry(self.office.now() + pause)),
                    None => last.then_some(Settled::GivenUp),
                };
                (why, false, settled)
            }
        }
    }

    async fn attempt(&self, notice: &Notice, channel: usize, addresses: &Addresses) -> Outcome {
        let name = notice.channels.get(channel).map(String::as_str).unwrap_or_default();
        match Way::parse(name) {
            Some(Way::Out(channel)) => self.send(notice, channel, addresses).await,
            Some(Way::Screen) => Outcome::Delivered {
                provider_id: String::new(),
                answer: "화면에 표시했습니다.".to_owned(),
            },
            None => Outcome::Refused { why: format!("알 수 없는 채널입니다({name}).") },
        }
    }

    async fn send(&self, notice: &Notice, channel: Channel, addresses: &Addresses) -> Outcome {
        let to = match addresses.on(channel) {
            Ok(to) => to.to_owned(),
            Err(why) => return Outcome::Refused { why },
        };
        let letter = Letter {
            key: format!("{}:{}", notice.delivery_key, channel.name()),
            channel,
            to,
            subject: notice.subject.clone(),
            text: text::on(channel, notice),
        };
        self.messengers.send(&letter, self.office.now()).await
    }

    /// Writes down a try that was not the last.
    async fn record(&self, notice: &Notice, channel: &str, said: (String, bool)) -> Result<(), Fault> {
        let mut tx = self.office.store().write().await?;
        tx.record_attempt(notice, &self.tried(channel, said)).await?;
        Ok(tx.commit().await?)
    }

    fn ended(&self, notice: Notice, channel: &str, said: (String, bool), settled: Settled) -> Ended {
        Ended { notice, last: self.tried(channel, said), settled }
    }

    fn tried(&self, channel: &str, (answer, success): (String, bool)) -> Attempt {
        Attempt { channel: channel.to_owned(), answer, success, at: self.office.now() }
    }

    /// Writes down the last tries of these, and what becomes of them.
    pub(super) async fn settle(&self, ended: &[Ended]) -> Result<(), Fault> {
        let mut tx = self.office.store().write().await?;
        let in_time = tx.end_notices(ended).await?;
        tx.commit().await?;
        for (Ended { notice, last, settled }, in_time) in ended.iter().zip(in_time) {
            if !in_time {
                tracing::warn!(notice = %notice.id, channel = last.channel, "delivered after its claim ran out");
            }
            if let (About::Account { change, .. }, Settled::Failed | Settled::GivenUp) =
                (&notice.about, settled)
            {
                // It stands in no list of complaints: whoever looks after the office hears of it here and in the figures.
                let (officer, change) = (notice.to.officer().map(|id| id.to_string()), change.as_str());
                tracing::warn!(officer, change, "an officer could not be told of a change of their account");
            }
        }
        Ok(())
    }
}

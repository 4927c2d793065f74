//! One claimed notice: tried, every try written down, settled.

use connect::message::{Channel, Letter, Outcome};
use store::{About, Attempt, Notice, Settled, StoreError};

use super::Deliverer;
use super::address::{self, Addresses, Way};
use super::{plan, text};
use crate::fault::Fault;

/// What stands for a channel on a try that chose none.
const NO_CHANNEL: &str = "-";

impl Deliverer {
    pub(super) async fn one(&self, notice: Notice) -> Result<Settled, Fault> {
        let mut tx = self.office.store().read().await?;
        let tried = tx.attempts_at(&notice).await?;
        let addresses = address::of(&mut tx, &notice).await?;
        drop(tx);
        if notice.attempts > plan::MOST_TAKEN_UP {
            let why = "발송이 여러 번 중단되어 더 보내지 않습니다.";
            return self.record(&notice, NO_CHANNEL, (why, false), Some(Settled::GivenUp)).await;
        }
        if notice.channels.is_empty() {
            let why = "보낼 수 있는 연락처가 없습니다.";
            return self.record(&notice, NO_CHANNEL, (why, false), Some(Settled::Failed)).await;
        }
        let mut standing = plan::standing(&notice, &tried);
        loop {
            let outcome = self.attempt(&notice, standing.channel, &addresses).await;
            standing.tries += 1;
            let last = standing.channel + 1 >= notice.channels.len();
            let (said, success, settled) = self.judge(outcome, standing.tries, last);
            let channel = notice.channels.get(standing.channel).map_or(NO_CHANNEL, String::as_str);
            let became = self.record(&notice, channel, (&said, success), settled).await?;
            if settled.is_some() {
                return Ok(became);
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

    /// Writes a try down, and what becomes of the notice if that is known. When the claim ran out meanwhile
    /// the try is kept all the same: it happened.
    async fn record(
        &self,
        notice: &Notice,
        channel: &str,
        (answer, success): (&str, bool),
        settled: Option<Settled>,
    ) -> Result<Settled, Fault> {
        let at = self.office.now();
        let attempt = Attempt { channel: channel.to_owned(), answer: answer.to_owned(), success, at };
        let mut tx = self.office.store().write().await?;
        tx.record_attempt(notice, &attempt).await?;
        if let Some(outcome) = settled {
            match tx.settle_notice(notice, outcome).await {
                Err(StoreError::Conflict(_)) => {
                    tracing::warn!(notice = %notice.id, channel, "delivered after its claim ran out");
                }
                other => other?,
            }
        }
        tx.commit().await?;
        if let (About::Account { change, .. }, Some(Settled::Failed | Settled::GivenUp)) =
            (&notice.about, settled)
        {
            // It stands in no list of complaints: whoever looks after the office hears of it here and in the figures.
            let (officer, change) = (notice.to.officer().map(|id| id.to_string()), change.as_str());
            tracing::warn!(officer, change, "an officer could not be told of a change of their account");
        }
        Ok(settled.unwrap_or(Settled::Retry(at)))
    }
}

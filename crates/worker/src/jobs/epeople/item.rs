//! One message of 국민신문고, done as the office does it.

use casework::epeople::{self, Became};
use casework::{Office, Person, Submission};
use connect::epeople::mapping::{self, Arrived, Rated, Wished};
use connect::epeople::protocol::{Complaint, Rating, Request};
use domain::complaint::{Channel, Command};
use domain::dispatch::What;
use store::{Inbound, StoreError};

use crate::fault::Fault;

/// How the messages of a round went.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    pub(super) done: u32,
    pub(super) waiting: u32,
    pub(super) refused: u32,
    pub(super) faults: u32,
}

impl Tally {
    /// Counts what became of a message. A fault of ours does not lose it: it is noted and looked at again,
    /// and the others go on, unless the database itself is away.
    pub(super) async fn count(
        &mut self,
        office: &Office,
        inbound: &Inbound,
        became: casework::Result<Became>,
    ) -> Result<(), Fault> {
        match became {
            Ok(Became::Done) => self.done += 1,
            Ok(Became::Known) => {}
            Ok(Became::Waits(_)) => self.waiting += 1,
            Ok(Became::Refused(_)) => self.refused += 1,
            Ok(Became::OtherWords) => {
                tracing::warn!(message = inbound.message_id, "other words under an id that was used");
                self.refused += 1;
            }
            Err(casework::NotDone::Fault(away @ StoreError::Unavailable(_))) => return Err(away.into()),
            Err(fault) => {
                let fault = Fault::from(fault);
                tracing::error!(message = inbound.message_id, error = %fault.chain(), "put off");
                self.faults += 1;
                epeople::put_off(office, inbound).await?;
            }
        }
        Ok(())
    }
}

pub(super) async fn complaint(office: &Office, sent: &Complaint, tally: &mut Tally) -> Result<(), Fault> {
    let inbound = epeople::inbound(&sent.number, What::COMPLAINT, sent.sent_at, mapping::text(sent));
    let became = match mapping::arrived(sent) {
        Ok(arrived) => epeople::take_in(office, submission(arrived), &inbound).await,
        Err(why) => refused(office, &inbound, &why).await,
    };
    tally.count(office, &inbound, became).await
}

/// A rating, and the question that came with it: two acts, each noted under an id of its own.
pub(super) async fn rating(office: &Office, sent: &Rating, tally: &mut Tally) -> Result<(), Fault> {
    let inbound = epeople::inbound(&sent.id, What::RATING, sent.sent_at, mapping::text(sent));
    let Rated { number, score, comment, question } = match mapping::rated(sent) {
        Ok(rated) => rated,
        Err(why) => {
            let became = refused(office, &inbound, &why).await;
            return tally.count(office, &inbound, became).await;
        }
    };
    let rate = Command::Rate { score, comment };
    let became = epeople::on_behalf(office, &number, rate, &inbound).await;
    tally.count(office, &inbound, became).await?;
    match question {
        Some(_) => self::question(office, sent, tally).await,
        None => Ok(()),
    }
}

pub(super) async fn question(office: &Office, sent: &Rating, tally: &mut Tally) -> Result<(), Fault> {
    let id = format!("{}:question", sent.id);
    let inbound = epeople::inbound(&id, What::QUESTION, sent.sent_at, mapping::text(sent));
    let became = match mapping::rated(sent) {
        Ok(Rated { number, question: Some(question), .. }) => {
            epeople::on_behalf(office, &number, Command::AskAgain { question }, &inbound).await
        }
        Ok(Rated { question: None, .. }) => {
            refused(office, &inbound, "추가답변을 요청하는 글이 없습니다.").await
        }
        Err(why) => refused(office, &inbound, &why).await,
    };
    tally.count(office, &inbound, became).await
}

pub(super) async fn request(office: &Office, sent: &Request, tally: &mut Tally) -> Result<(), Fault> {
    let inbound = epeople::inbound(&sent.id, What::REQUEST, sent.sent_at, mapping::text(sent));
    let became = match mapping::wished(sent) {
        Ok(Wished::Supplement { number, text }) => {
            epeople::on_behalf(office, &number, Command::Supplement { text }, &inbound).await
        }
        Ok(Wished::Withdrawal { number, reason }) => {
            epeople::on_behalf(office, &number, Command::Withdraw { reason }, &inbound).await
        }
        Err(why) => refused(office, &inbound, &why).await,
    };
    tally.count(office, &inbound, became).await
}

/// A message that waited, done again from what was kept of it.
pub(super) async fn again(office: &Office, waiting: &Inbound, tally: &mut Tally) -> Result<(), Fault> {
    let unreadable = match waiting.kind.as_str() {
        What::COMPLAINT => match mapping::from_text(&waiting.payload) {
            Ok(sent) => return complaint(office, &sent, tally).await,
            Err(why) => why,
        },
        // Its question comes along: done once, it changes nothing when its own turn comes.
        What::RATING => match mapping::from_text(&waiting.payload) {
            Ok(sent) => return rating(office, &sent, tally).await,
            Err(why) => why,
        },
        What::QUESTION => match mapping::from_text(&waiting.payload) {
            Ok(sent) => return question(office, &sent, tally).await,
            Err(why) => why,
        },
        What::REQUEST => match mapping::from_text(&waiting.payload) {
            Ok(sent) => return request(office, &sent, tally).await,
            Err(why) => why,
        },
        _ => "모르는 종류의 메시지입니다.".to_owned(),
    };
    let became = refused(office, waiting, &unreadable).await;
    tally.count(office, waiting, became).await
}

async fn refused(office: &Office, inbound: &Inbound, why: &str) -> casework::Result<Became> {
    epeople::refuse(office, inbound, None, why).await
}

fn submission(arrived: Arrived) -> Submission {
    let Arrived { number, title, body, place, visibility, joint, person, .. } = arrived;
    let domain::dispatch::Person { name, phone, email, address } = person;
    Submission {
        title,
        body,
        place,
        channel: Channel::Epeople,
        visibility,
        joint,
        person: Person { name, phone, email, address, identity: None },
        external_number: Some(number.to_string()),
    }
}

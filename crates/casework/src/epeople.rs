//! What 국민신문고 brings in: complaints filed once, ratings and wishes done once, each noted with what it brought about.

use domain::access::Scope;
use domain::actor::{Actor, Machinery};
use domain::complaint::{Act, Channel, Command, Complaint, EpeopleNumber, Refusal};
use domain::dispatch::Neighbour;
use jiff::SignedDuration;
use store::{Found, Inbound, InboundState, Seen};

use crate::intake::{self, HandedIn, HandedInBy, Submission};
use crate::not_done::{NotDone, Result};
use crate::office::{Office, Order};
use crate::perform::perform_inbound;

const CONNECTOR: Actor = Actor::System(Machinery::Connector);
/// A message that waits is looked at again after this.
const AGAIN: SignedDuration = SignedDuration::from_mins(5);
/// A message that waited longer than this waits for nothing: nobody answers later than that.
const PATIENCE: SignedDuration = SignedDuration::from_hours(90 * 24);

/// What became of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Became {
    Done,
    /// It was here before, and changed nothing now.
    Known,
    /// Not possible yet.
    Waits(&'static str),
    /// Never, in a sentence.
    Refused(String),
    /// Other words came under an id that was used.
    OtherWords,
}

/// Files a complaint that came in; the message and the file appear together or not at all.
pub async fn take_in(office: &Office, submission: Submission, inbound: &Inbound) -> Result<Became> {
    match try_to_take_in(office, submission.clone(), inbound).await {
        // A twin of this message was faster: a second look finds what it filed.
        Err(NotDone::Fault(fault)) if fault.is_conflict() => {
            try_to_take_in(office, submission, inbound).await
        }
        done => done,
    }
}

async fn try_to_take_in(office: &Office, submission: Submission, inbound: &Inbound) -> Result<Became> {
    let mut tx = office.store().write().await?;
    match tx.inbound_seen(inbound).await? {
        Seen::Never | Seen::Before(InboundState::Waiting) => {}
        Seen::Before(InboundState::Taken | InboundState::Refused) => return Ok(Became::Known),
        Seen::OtherWords => return Ok(Became::OtherWords),
    }
    let desk = office.desk();
    let by = HandedInBy::Machinery(Machinery::Connector);
    // Over there it is looked up with their number; nobody is given a secret of ours.
    let handed = HandedIn { by, submission, once: None };
    let filed = intake::put(&mut tx, (&desk, &office.facts().texts), handed).await?;
    let outcome = (InboundState::Taken, "filed");
    tx.note_inbound(inbound, outcome, Some(filed.complaint.id), (desk.now, desk.now)).await?;
    tx.commit().await?;
    intake::log(&filed);
    Ok(Became::Done)
}

/// Does what a petitioner did over there, on their behalf; or notes that it waits, or can never be done.
pub async fn on_behalf(
    office: &Office,
    number: &EpeopleNumber,
    command: Command,
    inbound: &Inbound,
) -> Result<Became> {
    let mut tx = office.store().read().await?;
    let seen = tx.inbound_seen(inbound).await?;
    let found = tx.complaints_by_external_number(&Scope::of(&CONNECTOR), number.as_str()).await?;
    drop(tx);
    match seen {
        Seen::Never | Seen::Before(InboundState::Waiting) => {}
        Seen::Before(InboundState::Taken | InboundState::Refused) => return Ok(Became::Known),
        Seen::OtherWords => return Ok(Became::OtherWords),
    }
    let from_there = |found: &&Found| found.complaint.channel == Channel::Epeople;
    let Some(c) = found.iter().find(from_there).map(|found| &found.complaint) else {
        return not_yet(office, inbound, None, "아직 들어오지 않은 민원입니다").await;
    };
    let act = command.act();
    match perform_inbound(office, &CONNECTOR, c.spoken_number(), &Order::plain(command), inbound).await {
        Ok(_) => Ok(Became::Done),
        Err(NotDone::Refused(refusal)) => match may_come(c, act, &refusal) {
            Some(why) => not_yet(office, inbound, Some(c), why).await,
            None => refuse(office, inbound, Some(c), &words::refusal::sentence(&refusal)).await,
        },
        Err(NotDone::KeyReused) => Ok(Became::OtherWords),
        Err(other) => Err(other),
    }
}

/// Notes a message that can never be done, so that somebody looks at it.
pub async fn refuse(
    office: &Office,
    inbound: &Inbound,
    about: Option<&Complaint>,
    why: &str,
) -> Result<Became> {
    note(office, inbound, about, (InboundState::Refused, why)).await?;
    tracing::warn!(inbound = inbound.message_id, kind = inbound.kind, why, "an inbound message was refused");
    Ok(Became::Refused(why.to_owned()))
}

/// Whether time may yet make the act possible: an answer that is on its way, a question still being answered.
fn may_come(c: &Complaint, act: Act, refusal: &Refusal) -> Option<&'static str> {
    match (act, refusal) {
        (Act::Rate | Act::AskAgain, Refusal::WrongStage { .. }) if c.stage.is_live() => {
            Some("답변이 나가기를 기다립니다")
        }
        (Act::AskAgain, Refusal::FollowUpOpen) => Some("앞선 추가답변이 나가기를 기다립니다"),
        _ => None,
    }
}

/// Notes a message that a fault of ours kept from being done: it is not lost, and looked at again.
pub async fn put_off(office: &Office, inbound: &Inbound) -> Result<()> {
    note(office, inbound, None, (InboundState::Waiting, "오류로 처리하지 못해 다시 시도합니다")).await
}

async fn not_yet(
    office: &Office,
    inbound: &Inbound,
    about: Option<&Complaint>,
    why: &'static str,
) -> Result<Became> {
    if inbound.said_at + PATIENCE < office.now() {
        return refuse(office, inbound, about, &format!("90일을 기다렸으나 처리할 수 없습니다: {why}."))
            .await;
    }
    note(office, inbound, about, (InboundState::Waiting, why)).await?;
    Ok(Became::Waits(why))
}

async fn note(
    office: &Office,
    inbound: &Inbound,
    about: Option<&Complaint>,
    outcome: (InboundState, &str),
) -> Result<()> {
    let now = office.now();
    let mut tx = office.store().write().await?;
    match tx.note_inbound(inbound, outcome, about.map(|c| c.id), (now, now + AGAIN)).await {
        // Somebody was faster and knows better.
        Err(fault) if fault.is_conflict() => return Ok(()),
        noted => noted?,
    }
    Ok(tx.commit().await?)
}

/// The message as it is noted: its words are kept so that what waits can be done later.
pub fn inbound(id: &str, kind: &str, said_at: jiff::Timestamp, payload: String) -> Inbound {
    Inbound {
        from: Neighbour::Epeople,
        message_id: id.to_owned(),
        kind: kind.to_owned(),
        digest: crate::digest::of(&payload),
        payload,
        said_at,
    }
}

/// What makes a signed request count once.
pub fn nonce() -> [u8; 16] {
    rand::random()
}

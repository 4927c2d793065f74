//! A message of the outside system: noted once, weighed against the file, and done or left.
//!
//! It may come twice, late and in any order; whoever brings it, by call-back or by asking, brings it here.

use domain::complaint::{CallBack, Command, Complaint, Contradiction, Past, Weighed, weigh};
use domain::dispatch::Neighbour;
use jiff::Timestamp;
use store::{Inbound, InboundState, KeptResponse, Seen, StoreError};

use super::{SYSTEM, file_of};
use crate::digest;
use crate::not_done::{NotDone, Result};
use crate::office::{Office, Order};
use crate::perform::{perform, perform_inbound};

/// Somebody else may act on the file while a message is weighed; after so many times it is the system's turn
/// to try again.
const TRIES: usize = 5;

/// A message as it was told.
#[derive(Clone, Debug, PartialEq)]
pub struct Heard {
    /// The system's own name for the message.
    pub id: String,
    pub at: Timestamp,
    /// 문서번호.
    pub document: String,
    pub call_back: CallBack,
    /// As it was said, for whoever must look at it.
    pub payload: String,
}

/// What became of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TakenIn {
    Done,
    /// It was here before.
    Before,
    Known(Past),
    Contradicts(Contradiction),
    /// No such document was ever handed over.
    Unknown,
}

impl TakenIn {
    pub fn as_str(self) -> &'static str {
        match self {
            TakenIn::Done => "done",
            TakenIn::Before => "repeated",
            TakenIn::Known(past) => past.as_str(),
            TakenIn::Contradicts(why) => why.as_str(),
            TakenIn::Unknown => "UNKNOWN_KEY",
        }
    }
}

/// Takes a message in.
pub async fn take_in(office: &Office, heard: &Heard) -> Result<TakenIn> {
    let inbound = inbound(heard);
    let mut tries = 0;
    loop {
        tries += 1;
        match once(office, heard, &inbound).await {
            // Somebody acted meanwhile, or a twin of this message did: what now stands is weighed.
            Err(NotDone::Stale { .. } | NotDone::Refused(_)) if tries < TRIES => {}
            Err(NotDone::Fault(fault)) if fault.is_conflict() && tries < TRIES => {}
            other => return other,
        }
    }
}

/// Whether this nonce is heard for the first time; a request that was overheard is not heard again.
pub async fn is_new(office: &Office, nonce: &str) -> Result<bool> {
    let mut tx = office.store().write().await?;
    let kept = KeptResponse { request_hash: String::new(), response: String::new() };
    tx.keep_response("approval-system", nonce, &kept, office.now()).await?;
    match tx.commit().await {
        Ok(()) => Ok(true),
        Err(StoreError::Conflict(_)) => Ok(false),
        Err(fault) => Err(fault.into()),
    }
}

/// The same words under the same name are the same message; other words are another message, and are weighed.
fn inbound(heard: &Heard) -> Inbound {
    let digest = digest::of(&heard.payload);
    Inbound {
        from: Neighbour::Approval,
        message_id: format!("{}#{}", heard.id, digest.get(..16).unwrap_or_default()),
        kind: heard.call_back.news.as_str().to_owned(),
        said_at: heard.at,
        digest,
        payload: heard.payload.clone(),
    }
}

async fn once(office: &Office, heard: &Heard, inbound: &Inbound) -> Result<TakenIn> {
    let seen = office.store().read().await?.inbound_seen(inbound).await?;
    match seen {
        Seen::Before(InboundState::Taken | InboundState::Refused) | Seen::OtherWords => {
            return Ok(TakenIn::Before);
        }
        Seen::Before(InboundState::Waiting) | Seen::Never => {}
    }
    let file = match file_of(office, heard.call_back.key).await {
        Err(NotDone::NotFound) => {
            note(office, (heard, inbound), None, TakenIn::Unknown).await?;
            return Ok(TakenIn::Unknown);
        }
        found => found?,
    };
    let became = match weigh(&file, &heard.call_back) {
        Weighed::Act(commands) => {
            act(office, &file, commands, inbound).await?;
            let mut tx = office.store().write().await?;
            let key = heard.call_back.key;
            tx.approval_document_taken(key, &heard.document, office.now()).await?;
            tx.heard_of_approval_document(key, heard.call_back.news.as_str(), heard.at).await?;
            tx.commit().await?;
            return Ok(TakenIn::Done);
        }
        Weighed::Known(past) => TakenIn::Known(past),
        Weighed::Contradicts(why) => TakenIn::Contradicts(why),
    };
    note(office, (heard, inbound), Some(&file), became).await?;
    Ok(became)
}

/// The acts, each on the file as the one before left it; the message is noted with the last.
async fn act(office: &Office, file: &Complaint, commands: Vec<Command>, inbound: &Inbound) -> Result<()> {
    let (number, mut version) = (file.spoken_number().clone(), file.version);
    let last = commands.len().saturating_sub(1);
    for (place, command) in commands.into_iter().enumerate() {
        let order = Order { version: Some(version), ..Order::plain(command) };
        let after = match place == last {
            true => perform_inbound(office, &SYSTEM, &number, &order, inbound).await?,
            false => perform(office, &SYSTEM, &number, &order).await?,
        };
        version = after.version;
    }
    Ok(())
}

/// What changes nothing is written down all the same.
async fn note(
    office: &Office,
    (heard, inbound): (&Heard, &Inbound),
    file: Option<&Complaint>,
    became: TakenIn,
) -> Result<()> {
    let (now, key) = (office.now(), heard.call_back.key);
    let state = match became {
        TakenIn::Done | TakenIn::Before | TakenIn::Known(_) => InboundState::Taken,
        TakenIn::Contradicts(_) | TakenIn::Unknown => InboundState::Refused,
    };
    let mut tx = office.store().write().await?;
    tx.note_inbound(inbound, (state, became.as_str()), file.map(|c| c.id), (now, now)).await?;
    match became {
        TakenIn::Known(_) => {
            tx.heard_of_approval_document(key, heard.call_back.news.as_str(), heard.at).await?;
        }
        TakenIn::Contradicts(why) => tx.trouble_with_approval_document(key, why.as_str(), now).await?,
        TakenIn::Done | TakenIn::Before | TakenIn::Unknown => {}
    }
    Ok(tx.commit().await?)
}

//! 결재 연계: what lies with the outside approval system, and what its messages bring about.

mod agencies;
mod delays;
mod take_in;

use domain::access::Scope;
use domain::actor::{Actor, Machinery};
use domain::complaint::{ApprovalRoute, Complaint, DocumentKey};
use domain::desk::Desk;
use domain::dispatch::{Message, Neighbour, Parcel, Told};
use domain::id::DispatchId;
use jiff::{SignedDuration, Timestamp};
use store::{Found, NewDispatch, Rows, StoreError, Write};

use crate::intake::id_of;
use crate::neighbours::whereabouts;
use crate::not_done::Result;
use crate::notify::NewestAnswer;
use crate::office::Office;

pub use agencies::{AgencyRoute, routes, set_route};
pub use delays::tell_delays;
pub use take_in::{Heard, TakenIn, is_new, take_in};

/// Who signs what the outside system did.
pub(crate) const SYSTEM: Actor = Actor::System(Machinery::ApprovalSystem);

/// A document is asked after so often; a call-back that is not lost is earlier.
pub const ASK_EVERY: SignedDuration = SignedDuration::from_mins(5);

/// The document that lies with the outside system while the file stands so.
pub fn document_of(c: &Complaint) -> Option<DocumentKey> {
    let round = c.current_round().filter(|round| round.route == ApprovalRoute::Outside)?;
    c.stage.is_live().then_some(DocumentKey { complaint: c.id, round: round.ordinal })
}

/// Keeps the register of documents in step with the file, in the act's own transaction.
pub(crate) async fn register(
    tx: &mut Write,
    (before, after): (Option<&Complaint>, &Complaint),
    now: Timestamp,
) -> Result<()> {
    let (was, is) = (before.and_then(document_of), document_of(after));
    if was == is {
        return Ok(());
    }
    if let Some(key) = was {
        tx.end_approval_document(key, now).await?;
    }
    if let (Some(key), Some(round)) = (is, after.current_round()) {
        tx.open_approval_document(key, round.sent_at, now + ASK_EVERY).await?;
    }
    Ok(())
}

/// What is handed over: complaint and frozen answer, without the petitioner.
pub(crate) fn handed_over(file: &Found, (text, remedy): NewestAnswer, desk: &Desk) -> Result<Told> {
    let c = &file.complaint;
    let round = c.current_round().ok_or(StoreError::NotFound("round of approval"))?;
    Ok(Told::HandOver {
        title: file.words.title.clone(),
        body: file.words.body.clone(),
        due_at: c.due(desk).and_then(|due| due.at),
        round: round.ordinal,
        result: round.result,
        text: text.unwrap_or_default(),
        remedy,
        digest: round.digest.clone(),
    })
}

/// The document and its hand-over of a file that is entered whole, as a life is.
pub(crate) fn enter(rows: &mut Rows, file: &Found, answer: NewestAnswer, desk: &Desk) -> Result<()> {
    let c = &file.complaint;
    let (Some(key), Some(round)) = (document_of(c), c.current_round()) else { return Ok(()) };
    rows.approval_document(key, round.sent_at, desk.now + ASK_EVERY);
    let parcel = Parcel {
        number: c.spoken_number().clone(),
        external_number: file.words.external_number.clone(),
        at: c.stage_since,
        office: whereabouts(c, desk),
        told: handed_over(file, answer, desk)?,
    };
    let payload = serde_json::to_string(&parcel)
        .map_err(|error| StoreError::Corrupt(format!("a message to a neighbour: {error}")))?;
    let said = format!("approval:{key}:hand-over");
    rows.dispatch(&NewDispatch {
        id: DispatchId(id_of(&said, desk)),
        to: Neighbour::Approval,
        message: Message::HandOver,
        complaint: c.id,
        event_seq: c.version,
        key: said,
        payload,
        created_at: desk.now,
    })?;
    Ok(())
}

/// How the documents stand: for the pages that watch over connections.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Documents that lie with the outside system or are on their way there.
    pub open: u64,
    /// On their way.
    pub untaken: u64,
    /// What the system told of them contradicts their files.
    pub troubled: u64,
}

pub async fn standing(office: &Office) -> Result<Standing> {
    let (open, untaken, troubled) = office.store().read().await?.count_approval_documents().await?;
    Ok(Standing { open, untaken, troubled })
}

/// The system has taken a document, under its own number.
pub async fn taken(office: &Office, key: DocumentKey, document: &str) -> Result<()> {
    let mut tx = office.store().write().await?;
    tx.approval_document_taken(key, document, office.now()).await?;
    Ok(tx.commit().await?)
}

/// The system knows nothing of a document it should have: it is handed over again.
pub async fn lost(office: &Office, key: DocumentKey) -> Result<()> {
    let mut tx = office.store().write().await?;
    tx.hand_over_again(key, office.now()).await?;
    Ok(tx.commit().await?)
}

/// The file a document belongs to, as the system may know it.
pub(crate) async fn file_of(office: &Office, key: DocumentKey) -> Result<Complaint> {
    let mut tx = office.store().read().await?;
    Ok(tx.complaint_by_id(&Scope::of(&SYSTEM), key.complaint).await?.complaint)
}

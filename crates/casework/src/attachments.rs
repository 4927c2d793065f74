//! 첨부파일: a file is examined, given a place, seen once its bytes lie in the vault, and opened by whoever may.
//!
//! The row comes first and the bytes second, so that no byte lies anywhere unknown: what was cut off in
//! between is found by its row and removed.

mod examine;
mod picture;
mod scanned;
mod zip;

use domain::access::Scope;
use domain::actor::Actor;
use domain::attachment::{
    Bundle, FileKind, FileName, FileRefusal, Part, Scan, UNSENT_HOURS, has_room, may_attach,
};
use domain::complaint::{Complaint, Number, Visibility};
use domain::desk::Desk;
use domain::id::{ComplaintId, OfficerId};
use jiff::{SignedDuration, Timestamp};
use store::{Access, Attachment, Read, Write};
use uuid::Uuid;

use crate::intake::fresh_id;
use crate::not_done::{NotDone, Result};
use crate::office::Office;

pub use examine::{Content, Examined, NotExamined, examine};
pub use scanned::{RETRY, RETRY_WITHOUT, Said, scanned, to_scan};

/// Most bytes that wait with complaints nobody has sent (20 GiB): whoever fills a disk fills no more than that.
const UNSENT_BYTES_MAX: u64 = 20 * 1024 * 1024 * 1024;
/// Left-behind files removed in one run.
const LEFT_MOST: u32 = 500;

/// Where a file goes.
#[derive(Clone, Copy)]
pub enum To<'a> {
    /// With a complaint that is still being written, in this browser's bundle.
    Waiting { bundle: &'a str, by: Option<&'a Actor> },
    /// To a part of a complaint where it has long been: the demo's city, what was handled on paper.
    Past { complaint: ComplaintId, part: Part, by: Option<OfficerId> },
    /// To a part of a complaint.
    Case { number: &'a Number, part: Part, by: &'a Actor },
}

/// What is offered: already examined, its length and digest taken of what will be kept.
pub struct Offered {
    pub name: FileName,
    pub kind: FileKind,
    /// In bytes.
    pub size: u64,
    pub digest: String,
    pub preview: bool,
}

/// Why a file was not kept.
#[derive(Debug, thiserror::Error)]
pub enum NotKept {
    #[error("not taken: {0}")]
    Refused(#[from] FileRefusal),
    #[error(transparent)]
    NotDone(#[from] NotDone),
    /// Too much waits already with complaints that were never sent.
    #[error("no room for unsent files")]
    Full,
}

impl From<store::StoreError> for NotKept {
    fn from(error: store::StoreError) -> NotKept {
        NotKept::NotDone(error.into())
    }
}

/// The bundle of a browser that holds this token; the token itself is nowhere kept.
pub fn bundle_of(token: &str) -> String {
    format!("waiting:{}", crate::digest::of(token))
}

/// A place for a file whose bytes are on their way to the vault, under the id that is returned.
pub async fn reserve(office: &Office, to: To<'_>, offered: &Offered) -> Result<Uuid, NotKept> {
    let desk = office.desk();
    let mut tx = office.store().write().await?;
    let (complaint, bundle, part, by) = match to {
        To::Waiting { bundle, by } => {
            let by = by.and_then(Actor::officer).map(|officer| officer.id);
            (None, Some(bundle.to_owned()), Part::Application, by)
        }
        To::Past { complaint, part, by } => (Some(complaint), None, part, by),
        To::Case { number, part, by } => {
            let found = tx.complaint_to_change(&Scope::of(by), number).await?.complaint;
            may_attach(&found, by, part, &desk).map_err(NotDone::from)?;
            let bundle = Bundle::of(part, by).map(Bundle::name);
            (Some(found.id), bundle, part, by.officer().map(|officer| officer.id))
        }
    };
    let there = tx.attached(complaint, bundle.as_deref(), part).await?;
    has_room(there.count, there.bytes, offered.size)?;
    if complaint.is_none() && tx.attachments_unsent().await?.bytes > UNSENT_BYTES_MAX {
        return Err(NotKept::Full);
    }
    let row = Attachment {
        id: fresh_id(&desk),
        complaint,
        bundle,
        part,
        by,
        name: offered.name.kept_as(offered.kind),
        kind: offered.kind,
        size: offered.size,
        digest: offered.digest.clone(),
        preview: offered.preview,
        scan: Scan::Waiting,
        finding: None,
        at: desk.now,
    };
    tx.reserve_attachment(&row).await?;
    tx.commit().await?;
    Ok(row.id)
}

/// The bytes lie in the vault: the file is seen from now on.
pub async fn arrived(office: &Office, id: Uuid) -> Result<()> {
    let mut tx = office.store().write().await?;
    tx.attachment_arrived(id, office.now()).await?;
    tx.commit().await?;
    tracing::info!(attachment = %id, "attached");
    Ok(())
}

/// Takes a file away: hidden first, then its bytes by whoever keeps them, the row last. What is cut off in between is found
/// again by its row. False when it has just been sent and stays.
pub async fn remove<E: From<NotDone>>(
    office: &Office,
    id: Uuid,
    bytes: impl Future<Output = Result<(), E>>,
) -> Result<bool, E> {
    if !leaves(office, id).await? {
        return Ok(false);
    }
    bytes.await?;
    forget(office, id).await?;
    Ok(true)
}

/// Before a byte of it goes: whoever sends the complaint now sends it without this file, and no sooner or later.
/// False when it has just been sent and has to stay.
pub async fn leaves(office: &Office, id: Uuid) -> Result<bool> {
    let mut tx = office.store().write().await?;
    let leaves = tx.attachment_leaves(id).await?;
    tx.commit().await?;
    Ok(leaves)
}

/// The bytes are gone from the vault, or never came: the row goes too.
async fn forget(office: &Office, id: Uuid) -> Result<()> {
    let mut tx = office.store().write().await?;
    tx.drop_attachment(id).await?;
    Ok(tx.commit().await?)
}

/// What waits in a browser's bundle, oldest first.
pub async fn waiting(office: &Office, bundle: &str) -> Result<Vec<Attachment>> {
    Ok(office.store().read().await?.attachments_waiting(bundle).await?)
}

/// The files of a complaint as somebody may see them, oldest first.
pub async fn of(office: &Office, by: &Actor, number: &Number) -> Result<Vec<Attachment>> {
    let mut tx = office.store().read().await?;
    let complaint = tx.complaint(&Scope::of(by), number).await?.complaint;
    on_file(&mut tx, by, &complaint).await
}

/// The same of a file that was found for the asker in this view.
pub async fn on_file(tx: &mut Read, by: &Actor, c: &Complaint) -> Result<Vec<Attachment>> {
    let mut all = tx.attachments_of(c.id).await?;
    all.retain(|attachment| is_seen(attachment, by));
    Ok(all)
}

/// What waits is seen by its own side only; opinions never leave the office.
fn is_seen(attachment: &Attachment, by: &Actor) -> bool {
    let from_the_petitioner = attachment.part == Part::Supplement || attachment.by.is_none();
    match (by.officer(), attachment.bundle.is_some()) {
        (Some(_), false) => true,
        (Some(_), true) => !from_the_petitioner,
        (None, false) => attachment.part.is_the_petitioners(),
        (None, true) => from_the_petitioner,
    }
}

/// How somebody looks at a file.
#[derive(Clone, Copy)]
pub enum Look<'a> {
    /// The small picture in a list: seen with the case, which keeps its own record.
    Glance,
    /// Whole. An officer's log-in and address are kept in the access log.
    Whole { login: Option<&'a str>, ip: &'a str },
}

/// One file of a complaint, if this person may open it; not found otherwise, and while it may not be opened.
pub async fn open(
    office: &Office,
    by: &Actor,
    (number, id): (&Number, Uuid),
    look: Look<'_>,
) -> Result<Attachment> {
    let mut tx = office.store().read().await?;
    let complaint = tx.complaint(&Scope::of(by), number).await?.complaint;
    let seen = on_file(&mut tx, by, &complaint).await?;
    let found = seen.into_iter().find(|attachment| attachment.id == id).ok_or(NotDone::NotFound)?;
    if !found.scan.lets_open(found.kind) {
        return Err(NotDone::NotFound);
    }
    drop(tx);
    // Kept before a byte is sent: what cannot be kept is not opened.
    if let Look::Whole { login: Some(login), ip } = look {
        let mut tx = office.store().write().await?;
        // Of a sealed file not even the number stands in a log that others read.
        let subject = match complaint.visibility {
            Visibility::Sealed => id.to_string(),
            _ => format!("{number}/{id}"),
        };
        tx.log_access(&access(office.now(), login, ip, &subject)).await?;
        tx.commit().await?;
    }
    Ok(found)
}

fn access(at: Timestamp, login: &str, ip: &str, subject: &str) -> Access {
    Access {
        at,
        account: Some(login.chars().take(100).collect()),
        ip: Some(ip.to_owned()),
        action: "download".to_owned(),
        subject: Some(subject.to_owned()),
        outcome: "ok".to_owned(),
    }
}

/// One file of a browser's bundle.
pub async fn open_waiting(office: &Office, bundle: &str, id: Uuid) -> Result<Attachment> {
    let found = waiting(office, bundle).await?.into_iter().find(|attachment| attachment.id == id);
    found.filter(|found| found.scan.lets_open(found.kind)).ok_or(NotDone::NotFound)
}

/// A file that may still be taken back: it waits, and whoever asks may attach there. It [`leaves`], then its bytes go,
/// then [`forget`] it.
pub async fn removable(office: &Office, to: To<'_>, id: Uuid) -> Result<Attachment> {
    let here = match to {
        To::Waiting { bundle, .. } => waiting(office, bundle).await?,
        // What is on the file stays on it.
        To::Past { .. } => Vec::new(),
        To::Case { number, part, by } => {
            let desk: Desk = office.desk();
            let mut tx = office.store().read().await?;
            let complaint = tx.complaint(&Scope::of(by), number).await?.complaint;
            may_attach(&complaint, by, part, &desk)?;
            let bundle = Bundle::of(part, by).map(Bundle::name);
            let mut here = on_file(&mut tx, by, &complaint).await?;
            here.retain(|attachment| attachment.bundle.is_some() && attachment.bundle == bundle);
            here
        }
    };
    here.into_iter().find(|attachment| attachment.id == id).ok_or(NotDone::NotFound)
}

/// Files nobody sent within their hours, and bytes that never arrived whole. Each [`leaves`], then its
/// bytes go, then [`forget`] it. A clock that was set is `ahead` by so much of those who were writing then.
pub async fn left_behind(office: &Office, ahead: SignedDuration) -> Result<Vec<Uuid>> {
    let before = office.now() - ahead - SignedDuration::from_hours(UNSENT_HOURS);
    Ok(office.store().read().await?.attachments_left(before, LEFT_MOST).await?)
}

/// What an act sends with it, in the act's own transaction.
pub(crate) async fn send(
    tx: &mut Write,
    c: &Complaint,
    happened: &[domain::complaint::Happened],
) -> Result<()> {
    for bundle in happened.iter().filter_map(|happened| Bundle::sent_by(&happened.event)) {
        tx.send_attachments(c.id, bundle).await?;
    }
    Ok(())
}

//! What the virus scan said: written beside the file, and told to those concerned when it is infected.

use std::collections::BTreeMap;

use domain::access::Scope;
use domain::actor::{Actor, Machinery};
use domain::attachment::{Part, Scan};
use domain::complaint::Complaint;
use domain::desk::Desk;
use domain::id::NoticeId;
use jiff::SignedDuration;
use store::{Attachment, NewNotice, Owner, Write};
use words::notice::{Letter, Reader};

use crate::intake::fresh_id;
use crate::not_done::Result;
use crate::notify::channels;
use crate::office::Office;
use crate::sweeps::readers;

/// A scanner that is away is asked again after this.
pub const RETRY: SignedDuration = SignedDuration::from_mins(5);
/// Where there is no scanner, after this: one may have been set up meanwhile.
pub const RETRY_WITHOUT: SignedDuration = SignedDuration::from_hours(1);
/// Files taken up in one run.
const MOST: u32 = 50;

/// What the scanner said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    Clean,
    Infected {
        name: String,
    },
    /// It did not look; why not, and when to try again.
    Nothing {
        why: String,
        again: SignedDuration,
    },
}

/// What is to be scanned now.
pub async fn to_scan(office: &Office) -> Result<Vec<Attachment>> {
    Ok(office.store().read().await?.attachments_to_scan(office.now(), MOST).await?)
}

/// Writes down what was said. An infected file on a complaint is told to its handler and to the petitioner
/// in the same transaction.
pub async fn scanned(office: &Office, file: &Attachment, said: &Said) -> Result<()> {
    let desk = office.desk();
    let mut tx = office.store().write().await?;
    let (scan, finding, again) = match said {
        Said::Clean => (Scan::Clean, None, None),
        Said::Infected { name } => (Scan::Infected, Some(name.as_str()), None),
        Said::Nothing { why, again } => (Scan::Unscanned, Some(why.as_str()), Some(desk.now + *again)),
    };
    tx.settle_scan(file.id, (scan, finding), again).await?;
    // It may have been filed since it was read.
    let now = tx.attachment(file.id).await?.and_then(|now| now.complaint);
    if let (Scan::Infected, Some(id)) = (scan, now) {
        let everything = Scope::of(&Actor::System(Machinery::Sweep));
        let complaint = tx.complaint_by_id(&everything, id).await?.complaint;
        let letters = letters(&mut tx, &complaint, file, &desk).await?;
        tx.put_notices(&letters).await?;
    }
    tx.commit().await?;
    tracing::info!(attachment = %file.id, scan = scan.as_str(), "scanned");
    Ok(())
}

/// To whoever has the file in hand, and to the petitioner unless it is the office's own opinion.
async fn letters(tx: &mut Write, c: &Complaint, file: &Attachment, desk: &Desk) -> Result<Vec<NewNotice>> {
    let number = c.spoken_number().to_string();
    let letter = |reader| words::attachment::infected(reader, &number);
    let mut all = Vec::new();
    for officer in readers(tx, c, desk.today()).await? {
        let to = Owner::Officer(officer);
        all.push(notice(c, file, (to, vec!["mail".to_owned()]), letter(Reader::Staff), desk));
    }
    let theirs = matches!(file.part, Part::Application | Part::Supplement);
    let person = if theirs { tx.petitioner(c.petitioner).await? } else { None };
    if let Some(person) = person {
        let to = (Owner::Petitioner(person.id), channels(&person));
        all.push(notice(c, file, to, letter(Reader::Citizen), desk));
    }
    Ok(all)
}

fn notice(
    c: &Complaint,
    file: &Attachment,
    (to, channels): (Owner, Vec<String>),
    letter: Letter,
    desk: &Desk,
) -> NewNotice {
    let reader = match to {
        Owner::Officer(id) => format!("o:{id}"),
        Owner::Petitioner(id) => format!("p:{id}"),
    };
    NewNotice {
        id: NoticeId(fresh_id(desk)),
        complaint: c.id,
        event_seq: c.version,
        to,
        channels,
        owed: false,
        subject: letter.subject,
        body: letter.text,
        channel_texts: BTreeMap::new(),
        delivery_key: format!("infected:{}:{reader}", file.id),
        created_at: desk.now,
        next_at: desk.now,
    }
}

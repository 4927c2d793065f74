//! 연계: what neighbour systems must hear of an act, put into the queue in the act's own transaction.

use domain::access::Scope;
use domain::actor::{Actor, Machinery};
use domain::complaint::{ApprovalRound, Channel, Complaint, Event, Happened, NoteKind};
use domain::desk::Desk;
use domain::dispatch::{self, About, Dispatch, Message, Neighbour, Parcel, Person, Told, Whereabouts, Whole};
use domain::id::DispatchId;
use store::{Found, NewDispatch, StoreError, Words, Write};
use words::names::Names;

use crate::approval;
use crate::intake::fresh_id;
use crate::not_done::Result;
use crate::step::Step;

/// The mark of when a neighbour last answered.
pub const ANSWERED: &str = "answered";
/// The mark of when it last did not, with the reason.
pub const SILENT: &str = "silent";

/// Puts what the connected ones must hear of a step; the notes of the act are already written.
pub(crate) async fn tell(
    tx: &mut Write,
    connected: &[Neighbour],
    (step, words): (&Step, &Words),
    desk: &Desk,
) -> Result<()> {
    let mut told = Vec::new();
    for (seq, happened) in (step.first_seq()..).zip(&step.happened) {
        for dispatch in dispatch::of(happened, &step.after) {
            if !connected.contains(&dispatch.to) {
                continue;
            }
            for file in files(tx, &step.after, words, dispatch).await? {
                told.extend(message(tx, (step, happened, seq), dispatch, &file, desk).await?);
            }
        }
    }
    Ok(tx.put_dispatches(&told).await?)
}

/// What lies in the queue, as it was put there.
pub fn parcel(payload: &str) -> Result<Parcel> {
    let read = serde_json::from_str(payload);
    Ok(read.map_err(|error| StoreError::Corrupt(format!("a message to a neighbour: {error}")))?)
}

/// The files a message is about, each with its words.
async fn files(tx: &mut Write, c: &Complaint, words: &Words, dispatch: Dispatch) -> Result<Vec<Found>> {
    let lead = Found { complaint: c.clone(), words: words.clone() };
    let mut files = vec![lead];
    if matches!(dispatch.about, About::Every | About::EveryFromThere) {
        let everything = Scope::of(&Actor::System(Machinery::Connector));
        for (id, _) in tx.merged_into(c.id).await? {
            files.push(tx.complaint_by_id(&everything, id).await?);
        }
    }
    if matches!(dispatch.about, About::FileFromThere | About::EveryFromThere) {
        files.retain(|file| came_from(&file.complaint, &file.words, dispatch.to));
    }
    Ok(files)
}

/// Whether a file is the neighbour's own: it came that way and has the number by which it is known there.
fn came_from(c: &Complaint, words: &Words, neighbour: Neighbour) -> bool {
    match neighbour {
        Neighbour::Epeople => c.channel == Channel::Epeople && words.external_number.is_some(),
        Neighbour::Approval => false,
    }
}

async fn message(
    tx: &mut Write,
    (step, happened, seq): (&Step, &Happened, u64),
    dispatch: Dispatch,
    file: &Found,
    desk: &Desk,
) -> Result<Option<NewDispatch>> {
    let Some(told) = told(tx, step, happened, (dispatch, file, desk)).await? else { return Ok(None) };
    let c = &file.complaint;
    let parcel = Parcel {
        number: c.spoken_number().clone(),
        external_number: file.words.external_number.clone(),
        at: happened.at,
        office: whereabouts(&step.after, desk),
        told,
    };
    let payload = serde_json::to_string(&parcel)
        .map_err(|error| StoreError::Corrupt(format!("a message to a neighbour: {error}")))?;
    Ok(Some(NewDispatch {
        id: DispatchId(fresh_id(desk)),
        to: dispatch.to,
        message: dispatch.message,
        complaint: c.id,
        event_seq: seq,
        // The event is the leading file's; each file is told of it once.
        key: format!(
            "{}:{}:{seq}:{}:{}",
            dispatch.to.as_str(),
            step.after.id,
            dispatch.message.as_str(),
            c.id
        ),
        payload,
        created_at: desk.now,
    }))
}

/// What is said; `None` where event and message do not belong together, which the table never asks for.
async fn told(
    tx: &mut Write,
    step: &Step,
    happened: &Happened,
    (dispatch, file, desk): (Dispatch, &Found, &Desk),
) -> Result<Option<Told>> {
    let c = &step.after;
    let due_at = c.due(desk).and_then(|due| due.at);
    let told = match (dispatch.message, &happened.event) {
        (Message::Receipt, Event::Received { kind, .. }) => Told::Receipt { kind: *kind, due_at },
        (Message::Handling, _) => Told::Handling,
        (Message::InterimAnswer, _) => Told::InterimAnswer { text: note(tx, c, NoteKind::Interim).await? },
        (Message::Extension, Event::Extended { ground, .. }) => {
            Told::Extension { ground: *ground, due_at, explanation: note(tx, c, NoteKind::Reason).await? }
        }
        (Message::SupplementRequest, Event::SupplementRequested { reply_by }) => {
            let items = note(tx, c, NoteKind::SupplementItems).await?;
            Told::SupplementRequest { items, reply_by: *reply_by }
        }
        (Message::Answer, Event::Answered { result, .. }) => {
            let (text, remedy) = tx.newest_answer(c.id).await?;
            Told::Answer { result: *result, text: text.unwrap_or_default(), remedy }
        }
        (Message::FollowUpAnswer, _) => {
            Told::FollowUpAnswer { text: note(tx, c, NoteKind::FollowUpAnswer).await? }
        }
        (Message::Transfer, Event::Transferred { body }) => Told::Transfer {
            body: body.clone(),
            reason: note(tx, c, NoteKind::Reason).await?,
            whole: whole(tx, file, dispatch.to).await?,
        },
        (Message::Closing, Event::Closed { ground }) => {
            Told::Closing { ground: *ground, explanation: note(tx, c, NoteKind::Reason).await? }
        }
        (Message::Withdrawal, _) => Told::Withdrawal,
        (Message::Merger, _) => Told::Merger,
        (Message::HandOver, Event::SentForApproval { .. }) => {
            approval::handed_over(file, tx.newest_answer(file.complaint.id).await?, desk)?
        }
        (Message::TakeBack, _) => {
            let digest = c.rounds.last().map(|round| round.digest.clone()).unwrap_or_default();
            Told::TakeBack { round: round(c), digest }
        }
        (
            Message::Receipt
            | Message::Extension
            | Message::SupplementRequest
            | Message::Answer
            | Message::Transfer
            | Message::Closing
            | Message::HandOver,
            _,
        ) => return Ok(None),
    };
    Ok(Some(told))
}

async fn note(tx: &mut Write, c: &Complaint, kind: NoteKind) -> Result<String> {
    Ok(tx.newest_note(c.id, kind).await?.unwrap_or_default())
}

fn round(c: &Complaint) -> u32 {
    c.rounds.last().map_or(0, |round: &ApprovalRound| round.ordinal)
}

/// The complaint with its petitioner, unless the neighbour has both already.
async fn whole(tx: &mut Write, file: &Found, to: Neighbour) -> Result<Option<Whole>> {
    let Found { complaint: c, words } = file;
    if came_from(c, words, to) {
        return Ok(None);
    }
    let person = tx.petitioner(c.petitioner).await?;
    let person = person.map(|p| Person { name: p.name, phone: p.phone, email: p.email, address: p.address });
    Ok(person.map(|person| Whole {
        title: words.title.clone(),
        body: words.body.clone(),
        place: words.place.clone(),
        filed_at: c.filed_at,
        person,
    }))
}

/// Where the file lies after the act: for a merged file that is where its leading file lies.
pub(crate) fn whereabouts(c: &Complaint, desk: &Desk) -> Whereabouts {
    let holder = c.holder();
    let chart = desk.chart.as_ref();
    let handler = holder.handler.and_then(|id| chart.officer(id));
    Whereabouts {
        agency: holder.agency.map(|id| Names::agency(chart, id)),
        department: holder.department.map(|id| Names::department(chart, id)),
        handler: handler.map(|officer| officer.name.clone()),
        phone: handler.map(|officer| officer.phone.clone()),
    }
}

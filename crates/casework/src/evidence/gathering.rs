//! Everything on one case, read in one view of the database, as whoever asked for it may see it.

use ::evidence::{Head, LogLine, LogLines, names};
use domain::attachment::Scan;
use domain::complaint::{Complaint, Note, Number};
use domain::evidence::may_take;
use serde_json::{Value, json};
use store::{
    Attachment, ChainedAccess, ClaimedExport, Line, NoticeWithAttempts, Opening, OpeningsOf, Owner, Read,
};
use words::Names;

use super::{number_of, purpose_of, sheet};
use crate::exports::owner;
use crate::not_done::{NotDone, Result};
use crate::office::Office;
use crate::reader::{self, Case};

/// Notices, openings and lines of the log about one case, of each kind: a case with more has other troubles.
const MOST: u32 = 10_000;

/// A part that is text.
pub struct Text {
    pub name: &'static str,
    pub what: &'static str,
    pub bytes: Vec<u8>,
}

/// What goes into the packet; the bytes of the attachments lie in the vault.
pub struct Gathered {
    pub head: Head,
    pub texts: Vec<Text>,
    pub files: Vec<Attachment>,
}

/// All that is known of the case.
pub(super) struct Whole {
    pub(super) case: Case,
    pub(super) notices: Vec<NoticeWithAttempts>,
    pub(super) openings: Vec<Opening>,
    pub(super) log: LogLines,
    pub(super) files: Vec<Attachment>,
}

/// `None`: whoever asked may not have it any more.
pub async fn gather(office: &Office, claimed: &ClaimedExport) -> Result<Option<Gathered>> {
    let Some(by) = owner(office, claimed).await? else { return Ok(None) };
    let number = number_of(&claimed.export).and_then(|number| Number::parse(number).ok());
    let (Some(number), Some(officer)) = (number, by.officer()) else { return Ok(None) };
    let mut tx = office.store().read().await?;
    let case = match reader::case_in(&mut tx, office, &by, &number).await {
        Ok(case) if may_take(&by, &case.complaint) => case,
        Ok(_) | Err(NotDone::NotFound) => return Ok(None),
        Err(fault) => return Err(fault),
    };
    let c = &case.complaint;
    let head = Head {
        number: c.spoken_number().to_string(),
        made_at: words::date::moment(office.now()),
        made_by: Names::officer(&*case.desk.chart, officer.id),
        purpose: purpose_of(&claimed.export).to_owned(),
        anchor: tx.access_anchor().await?.map(|anchor| anchor.to_string()),
    };
    let whole = Whole {
        notices: tx.notices_of(c.id, None, MOST).await?,
        openings: tx.openings(OpeningsOf::Complaint(c.id), None, MOST).await?,
        files: sent(tx.attachments_of(c.id).await?),
        log: log_lines(&mut tx, c).await?,
        case,
    };
    drop(tx);
    let texts = texts(&head, &whole)?;
    let mut files = whole.files;
    // A virus stays where it is; the list says so.
    files.retain(|file| file.scan != Scan::Infected);
    Ok(Some(Gathered { head, texts, files }))
}

/// What waits to be sent is not on the file.
fn sent(mut files: Vec<Attachment>) -> Vec<Attachment> {
    files.retain(|file| file.bundle.is_none());
    files
}

/// Under both numbers: the one it was filed under, and the one it was received under.
async fn log_lines(tx: &mut Read, c: &Complaint) -> Result<LogLines> {
    let mut lines = tx.accesses_about(c.application_number.as_str(), MOST).await?;
    if let Some(number) = &c.number {
        lines.extend(tx.accesses_about(number.as_str(), MOST).await?);
    }
    lines.sort_by_key(|line| line.seq);
    let mut anchors = Vec::new();
    if let (Some(first), Some(last)) = (lines.first(), lines.last()) {
        anchors = tx.anchors_around(first.seq, last.seq).await?;
    }
    let anchors = anchors.iter().map(ToString::to_string).collect();
    Ok(LogLines { anchors, lines: lines.into_iter().map(log_line).collect() })
}

fn log_line(line: ChainedAccess) -> LogLine {
    let ChainedAccess { seq, access, prev_hash, hash } = line;
    LogLine {
        seq,
        at: access.at.as_microsecond(),
        account: access.account,
        ip: access.ip,
        action: access.action,
        subject: access.subject,
        outcome: access.outcome,
        prev_hash,
        hash,
    }
}

fn texts(head: &Head, whole: &Whole) -> Result<Vec<Text>> {
    let chart = &*whole.case.desk.chart;
    let lines = whole.case.history.iter().map(|line| history_line(line, chart)).collect();
    let notices = whole.notices.iter().map(|with| notice(with, chart)).collect();
    let openings = whole.openings.iter().map(|one| opening(one, chart)).collect();
    let files = whole.files.iter().map(attachment).collect();
    let text = |name, what, value: &Value| {
        let bytes = serde_json::to_vec_pretty(value).map_err(|_| unwritable())?;
        Ok::<_, NotDone>(Text { name, what, bytes })
    };
    let log = serde_json::to_value(&whole.log).map_err(|_| unwritable())?;
    let page = sheet::cover(head, whole).html().into_bytes();
    Ok(vec![
        Text { name: names::COVER, what: "표지", bytes: page },
        text(names::CASE, "민원", &the_case(&whole.case)?)?,
        text(names::HISTORY, "처리 이력", &Value::Array(lines))?,
        text(names::NOTICES, "알림과 발송 시도", &Value::Array(notices))?,
        text(names::OPENINGS, "개인정보 열람 기록", &Value::Array(openings))?,
        text(names::ACCESS_LOG, "접속기록", &log)?,
        text(names::ATTACHMENTS, "첨부파일 목록", &Value::Array(files))?,
    ])
}

fn unwritable() -> NotDone {
    NotDone::Invalid { field: "evidence", code: "unwritable" }
}

fn the_case(case: &Case) -> Result<Value> {
    let (words, person) = (&case.words, &case.petitioner);
    let file = serde_json::to_value(&case.complaint).map_err(|_| unwritable())?;
    Ok(json!({
        "number": case.complaint.spoken_number().as_str(),
        "application_number": case.complaint.application_number.as_str(),
        "title": words.title, "body": words.body, "place": words.place,
        "external_number": words.external_number,
        "petitioner": {
            "name": person.name, "phone": person.phone, "email": person.email, "address": person.address,
        },
        "due_at": case.due.as_ref().and_then(|due| due.at).map(|at| at.to_string()),
        "file": file,
    }))
}

fn history_line(line: &Line, names: &dyn Names) -> Value {
    let happened = &line.happened;
    let note = |note: &Note| json!({ "what": words::note::label(note.kind), "text": note.text });
    json!({
        "seq": line.seq,
        "at": happened.at.to_string(),
        "who": words::event::who(&happened.by, names),
        "act": happened.event.name(),
        "said": words::event::line(&happened.event, names),
        "signed_by": happened.by,
        "event": happened.event,
        "notes": line.notes.iter().map(note).collect::<Vec<_>>(),
    })
}

fn notice(with: &NoticeWithAttempts, names: &dyn Names) -> Value {
    let notice = &with.notice;
    let attempts = with.attempts.iter().map(|tried| {
        json!({
            "at": tried.at.to_string(), "channel": tried.channel, "answer": tried.answer,
            "success": tried.success,
        })
    });
    json!({
        "at": notice.created_at.to_string(),
        "to": reader_of(notice.to, names),
        "channels": notice.channels, "subject": notice.subject, "body": notice.body,
        "channel_texts": notice.channel_texts,
        "state": notice.state.as_str(),
        "attempts": attempts.collect::<Vec<_>>(),
    })
}

pub(super) fn reader_of(to: Owner, names: &dyn Names) -> String {
    match to {
        Owner::Petitioner(_) => "신청인".to_owned(),
        Owner::Officer(id) => names.officer(id),
    }
}

fn opening(one: &Opening, names: &dyn Names) -> Value {
    json!({
        "at": one.at.to_string(), "who": names.officer(one.officer), "what": one.what, "purpose": one.purpose,
    })
}

fn attachment(file: &Attachment) -> Value {
    json!({
        "id": file.id.to_string(), "name": file.name, "part": file.part.as_str(), "bytes": file.size,
        "sha256": file.digest, "scan": file.scan.as_str(), "at": file.at.to_string(),
    })
}

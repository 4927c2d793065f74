//! The history of a file, and the words people typed while acting, beside it.

use domain::actor::By;
use domain::complaint::{Happened, Note, NoteKind};
use domain::id::ComplaintId;
use sqlx::FromRow;

use crate::codec::{from_json, instant, json, micros, text};
use crate::error::{Result, StoreError};
use crate::rows::{Rows, Table};
use crate::tx::{Read, Write, on};

/// One line of the history with what was typed at it.
#[derive(Clone, Debug)]
pub struct Line {
    /// The version the file had afterwards.
    pub seq: u64,
    pub happened: Happened,
    pub notes: Vec<Note>,
}

/// An event, and what was typed at it: as many rows as there are notes, one where there is none.
#[derive(FromRow, serde::Deserialize)]
pub(crate) struct LineRow {
    seq: i64,
    at: i64,
    data: String,
    ordinal: Option<i64>,
    kind: Option<String>,
    text: Option<String>,
}

/// What the JSON column holds: signature and event; the moment is a column of its own.
#[derive(serde::Serialize, serde::Deserialize)]
struct Data {
    /// Not `by`: an extension is "by" a period.
    signed_by: By,
    #[serde(flatten)]
    event: domain::complaint::Event,
}

impl Read {
    /// The whole history, oldest first. A file's history is short: tens of lines.
    pub async fn history(&mut self, id: ComplaintId) -> Result<Vec<Line>> {
        let rows = on!(self, db => sqlx::query_as(
            "select e.seq, e.at, e.data, n.ordinal, n.kind, n.text
             from events e left join notes n on n.complaint_id = e.complaint_id and n.seq = e.seq
             where e.complaint_id = $1 order by e.seq"
        ).bind(id.to_string()).fetch_all(db).await)?;
        lines(rows)
    }

    /// Did this officer do this to any file since then? Walks what happened since: for a practice office.
    pub async fn has_done(
        &mut self,
        officer: domain::id::OfficerId,
        event: &str,
        since: jiff::Timestamp,
    ) -> Result<bool> {
        let sql = "select 1 from events where at >= $1 and by_officer = $2 and name = $3 order by at limit 1";
        let found: Option<i32> = on!(self, db => sqlx::query_scalar(sql)
            .bind(micros(since)).bind(officer.to_string()).bind(event).fetch_optional(db).await)?;
        Ok(found.is_some())
    }

    /// When anything last happened to any file.
    pub async fn last_event_at(&mut self) -> Result<Option<jiff::Timestamp>> {
        let at: Option<i64> =
            on!(self, db => sqlx::query_scalar("select max(at) from events").fetch_one(db).await)?;
        at.map(instant).transpose()
    }

    /// The newest text of a kind on the file.
    pub async fn newest_note(&mut self, id: ComplaintId, kind: NoteKind) -> Result<Option<String>> {
        let sql =
            "select text from notes where complaint_id = $1 and kind = $2 order by seq desc, ordinal limit 1";
        Ok(on!(self, db => sqlx::query_scalar(sql)
            .bind(id.to_string()).bind(kind.as_str()).fetch_optional(db).await)?)
    }

    /// The newest answer on the file, with the remedy that was written with it and no other.
    pub async fn newest_answer(&mut self, id: ComplaintId) -> Result<(Option<String>, Option<String>)> {
        let sql = "select kind, text from notes where complaint_id = $1 and kind in ('answer', 'remedy') \
                   and seq = (select max(seq) from notes where complaint_id = $1 and kind = 'answer') \
                   order by ordinal";
        let rows: Vec<(String, String)> =
            on!(self, db => sqlx::query_as(sql).bind(id.to_string()).fetch_all(db).await)?;
        let of = |kind: NoteKind| {
            rows.iter().find(|(found, _)| found == kind.as_str()).map(|(_, text)| text.clone())
        };
        Ok((of(NoteKind::Answer), of(NoteKind::Remedy)))
    }
}

/// Put together and in order. Here, and not in the question: with the index alone they come by event, which is most of it.
pub(crate) fn lines(mut rows: Vec<LineRow>) -> Result<Vec<Line>> {
    rows.sort_by_key(|row| (row.seq, row.ordinal));
    let mut lines: Vec<Line> = Vec::with_capacity(rows.len());
    for row in rows {
        let seq = u64::try_from(row.seq).map_err(|_| StoreError::corrupt("event seq", row.seq))?;
        let note = note(row.kind, row.text)?;
        match lines.last_mut().filter(|line| line.seq == seq) {
            Some(line) => line.notes.extend(note),
            None => {
                let happened = happened(row.at, &row.data)?;
                lines.push(Line { seq, happened, notes: note.into_iter().collect() });
            }
        }
    }
    Ok(lines)
}

/// An event out of its columns.
pub(crate) fn happened(at: i64, data: &str) -> Result<Happened> {
    let Data { signed_by: by, event } = from_json("event", data)?;
    Ok(Happened { at: instant(at)?, by, event })
}

fn note(kind: Option<String>, text: Option<String>) -> Result<Option<Note>> {
    let (Some(kind), Some(text)) = (kind, text) else { return Ok(None) };
    let kind = NoteKind::parse(&kind).ok_or_else(|| StoreError::corrupt("note kind", &kind))?;
    Ok(Some(Note { kind, text }))
}

impl Write {
    /// Appends what happened; `first_seq` is the version after the first of them.
    pub async fn append_events(
        &mut self,
        id: ComplaintId,
        first_seq: u64,
        happened: &[Happened],
    ) -> Result<()> {
        let mut rows = self.rows();
        rows.events(id, first_seq, happened)?;
        self.insert(rows).await
    }

    /// What was typed, beside the event it came with.
    pub async fn put_notes(&mut self, id: ComplaintId, seq: u64, notes: &[Note]) -> Result<()> {
        let mut rows = self.rows();
        rows.notes(id, seq, notes)?;
        self.insert(rows).await
    }
}

static EVENTS: Table = Table {
    name: "events",
    columns: &["complaint_id", "seq", "at", "name", "by_officer", "on_behalf_of", "data"],
    conflict: "",
};

static NOTES: Table =
    Table { name: "notes", columns: &["complaint_id", "seq", "kind", "ordinal", "text"], conflict: "" };

impl Rows {
    pub fn events(&mut self, id: ComplaintId, first_seq: u64, happened: &[Happened]) -> Result<()> {
        for (seq, h) in (first_seq..).zip(happened) {
            let (by_officer, on_behalf_of) = match h.by {
                By::Officer { id, on_behalf_of } => (Some(id), on_behalf_of),
                By::Petitioner { .. } | By::System { .. } => (None, None),
            };
            let data = json(&Data { signed_by: h.by, event: h.event.clone() })?;
            let cells = [
                id.to_string().into(),
                seq_column(seq)?.into(),
                micros(h.at).into(),
                h.event.name().into(),
                text(by_officer).into(),
                text(on_behalf_of).into(),
                data.into(),
            ];
            self.push(&EVENTS, cells);
        }
        Ok(())
    }

    pub fn notes(&mut self, id: ComplaintId, seq: u64, notes: &[Note]) -> Result<()> {
        for (ordinal, note) in (0_i64..).zip(notes) {
            let (id, seq, kind) = (id.to_string().into(), seq_column(seq)?.into(), note.kind.as_str().into());
            self.push(&NOTES, [id, seq, kind, ordinal.into(), note.text.as_str().into()]);
        }
        Ok(())
    }
}

fn seq_column(seq: u64) -> Result<i64> {
    i64::try_from(seq).map_err(|_| StoreError::corrupt("event seq", seq))
}

//! 독촉장 발부 대장: every reminder with the department whose head it went to at that time.

use std::collections::BTreeMap;

use domain::access::Scope;
use domain::complaint::StageName;
use domain::id::{AgencyId, ComplaintId, DepartmentId, OfficerId};
use jiff::Timestamp;
use sqlx::{FromRow, QueryBuilder};

use crate::codec::{covered, instant, instants, maybe_parsed, micros, parsed, text};
use crate::complaints::NEVER;
use crate::error::{Result, StoreError};
use crate::read::pieces::{Piece, watched};
use crate::read::{Cursor, PAGE_MAX, Page, Slice};
use crate::rows::{Rows, Table};
use crate::tx::{Read, Write, on};

/// A 독촉장 as it was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reminder {
    pub complaint: ComplaintId,
    /// The version of the file after it.
    pub seq: u64,
    pub at: Timestamp,
    pub agency: Option<AgencyId>,
    pub department: Option<DepartmentId>,
    /// Who sent it; the sweep when nobody did.
    pub by: Option<OfficerId>,
    /// The due moment that had passed.
    pub due_at: Timestamp,
}

/// A line of the book, with what became of the file since.
#[derive(Clone, Debug)]
pub struct ReminderRow {
    pub reminder: Reminder,
    pub number: String,
    pub title: String,
    pub stage: StageName,
    pub ended_at: Option<Timestamp>,
    /// Still lies with the office whose book this is. Of what has moved on, that office sees nothing more.
    pub here: bool,
}

#[derive(FromRow)]
struct Row {
    complaint_id: String,
    seq: i64,
    at: i64,
    agency_id: Option<String>,
    department_id: Option<String>,
    by_officer: Option<String>,
    due_at: i64,
    number: Option<String>,
    application_number: String,
    title: String,
    stage: String,
    ended_at: Option<i64>,
    lies_at_agency: Option<String>,
    lies_at_department: Option<String>,
}

/// In this order: SQLite would begin with every file of the city.
const ROW: &str = "select r.complaint_id, r.seq, r.at, r.agency_id, r.department_id, r.by_officer, r.due_at, \
    c.number, c.application_number, c.title, c.stage, c.ended_at, c.agency_id as lies_at_agency, \
    c.department_id as lies_at_department \
    from reminders r cross join complaints c where c.id = r.complaint_id and c.sealed = ";

impl Read {
    /// Reminders sent to the offices somebody watches over between two moments, newest first. Cursor ids are
    /// `complaint/seq`.
    pub async fn reminders(
        &mut self,
        scope: &Scope,
        (from, to): (Timestamp, Timestamp),
        page: &Page,
    ) -> Result<Slice<ReminderRow>> {
        let limit = page.limit.clamp(1, PAGE_MAX);
        let mut rows: Vec<(Row, bool)> = Vec::new();
        // The book is a department's: who watches nothing but a desk finds reminders on the file.
        let books = |piece: &Piece| piece.place.as_ref().is_none_or(|(column, _)| *column != "handler_id");
        for piece in watched(scope).into_iter().filter(books) {
            let found = self.reminders_at(&piece, (from, to), page, limit).await?;
            rows.extend(found.into_iter().map(|row| {
                let here = row.lies_at(&piece);
                (row, here)
            }));
        }
        rows.sort_by(|(a, _), (b, _)| (b.at, &b.complaint_id, b.seq).cmp(&(a.at, &a.complaint_id, a.seq)));
        rows.dedup_by(|(a, here), (b, there)| {
            let same = (&a.complaint_id, a.seq) == (&b.complaint_id, b.seq);
            *there |= same && *here;
            same
        });
        let many = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = rows.len() > many;
        rows.truncate(many);
        let cursor = |row: &Row| Cursor { key: row.at, id: format!("{}/{}", row.complaint_id, row.seq) };
        let next = rows.last().filter(|_| more).map(|(row, _)| cursor(row));
        let rows = rows.into_iter().map(|(row, here)| row.reminder_row(here)).collect::<Result<_>>()?;
        Ok(Slice { rows, next })
    }

    async fn reminders_at(
        &mut self,
        piece: &Piece,
        (from, to): (Timestamp, Timestamp),
        page: &Page,
        limit: u32,
    ) -> Result<Vec<Row>> {
        Ok(on!(self, db: Db => {
            let mut sql = QueryBuilder::<Db>::new(ROW);
            sql.push_bind(false);
            sql.push(" and r.at >= ").push_bind(micros(from)).push(" and r.at <= ").push_bind(micros(to));
            if let Some((column, id)) = &piece.place {
                sql.push(" and r.").push(*column).push(" = ").push_bind(id);
            }
            if let Some(after) = &page.after {
                let (id, seq) = after.id.split_once('/').unwrap_or((&after.id, "0"));
                sql.push(" and (r.at, r.complaint_id, r.seq) < (").push_bind(after.key).push(", ");
                sql.push_bind(id.to_owned()).push(", ").push_bind(seq.parse::<i64>().unwrap_or_default()).push(")");
            }
            sql.push(" order by r.at desc, r.complaint_id desc, r.seq desc limit ").push_bind(i64::from(limit) + 1);
            sql.build_query_as().fetch_all(db).await
        })?)
    }

    /// The reminder at this version of a file that was opened before.
    pub async fn reminder(&mut self, complaint: ComplaintId, seq: u64) -> Result<Option<Reminder>> {
        let found = self.reminders_of(complaint).await?;
        Ok(found.into_iter().find(|reminder| reminder.seq == seq))
    }

    /// Every reminder on a file, oldest first: one a week at most.
    pub async fn reminders_of(&mut self, complaint: ComplaintId) -> Result<Vec<Reminder>> {
        // Sealed or not: whoever asks has opened the file already.
        let sql = sqlx::AssertSqlSafe(format!("{ROW} c.sealed and r.complaint_id = $1 order by r.seq"));
        let rows: Vec<Row> =
            on!(self, db => sqlx::query_as(sql).bind(complaint.to_string()).fetch_all(db).await)?;
        rows.into_iter().map(|row| row.reminder_row(true).map(|row| row.reminder)).collect()
    }

    /// When each of these files was last urged; a page of them at a time.
    pub async fn last_reminded(&mut self, files: &[ComplaintId]) -> Result<BTreeMap<ComplaintId, Timestamp>> {
        if files.is_empty() {
            return Ok(BTreeMap::new());
        }
        let rows: Vec<(String, i64)> = on!(self, db: Db => {
            let mut sql = QueryBuilder::<Db>::new(
                "select complaint_id, max(at) as at from reminders where complaint_id in (");
            let mut list = sql.separated(", ");
            for file in files {
                list.push_bind(file.to_string());
            }
            sql.push(") group by complaint_id");
            sql.build_query_as().fetch_all(db).await
        })?;
        rows.iter().map(|(id, at)| Ok((parsed("complaint id", id)?, instant(*at)?))).collect()
    }
}

impl Write {
    pub async fn put_reminders(&mut self, reminders: &[Reminder]) -> Result<()> {
        let mut rows = self.rows();
        rows.reminders(reminders);
        self.insert(rows).await
    }
}

static REMINDERS: Table = Table {
    name: "reminders",
    columns: &["complaint_id", "seq", "at", "agency_id", "department_id", "by_officer", "due_at"],
    conflict: "",
};

impl Rows {
    pub fn reminders(&mut self, reminders: &[Reminder]) {
        for r in reminders {
            let cells = [
                r.complaint.to_string().into(),
                i64::try_from(r.seq).unwrap_or(i64::MAX).into(),
                micros(r.at).into(),
                text(r.agency).into(),
                text(r.department).into(),
                text(r.by).into(),
                micros(r.due_at).into(),
            ];
            self.push(&REMINDERS, cells);
        }
    }
}

impl Row {
    fn lies_at(&self, piece: &Piece) -> bool {
        piece.place.as_ref().is_none_or(|(column, id)| {
            let lies = if *column == "agency_id" { &self.lies_at_agency } else { &self.lies_at_department };
            lies.as_ref() == Some(id)
        })
    }

    fn reminder_row(self, here: bool) -> Result<ReminderRow> {
        let at = instant(self.at)?;
        let due_at = if self.due_at == NEVER { at } else { instant(self.due_at)? };
        let reminder = Reminder {
            complaint: parsed("complaint id", &self.complaint_id)?,
            seq: u64::try_from(self.seq).map_err(|_| StoreError::corrupt("event seq", self.seq))?,
            at,
            agency: maybe_parsed("agency id", self.agency_id.as_deref())?,
            department: maybe_parsed("department id", self.department_id.as_deref())?,
            by: maybe_parsed("officer id", self.by_officer.as_deref())?,
            due_at,
        };
        Ok(ReminderRow {
            reminder,
            number: self.number.unwrap_or(self.application_number),
            title: covered(self.title),
            stage: StageName::parse(&self.stage).ok_or_else(|| StoreError::corrupt("stage", &self.stage))?,
            ended_at: instants(self.ended_at)?,
            here,
        })
    }
}

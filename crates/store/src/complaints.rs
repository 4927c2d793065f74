//! Complaints at rest: the whole file as one JSON document, with the columns that lists and joins need.
//!
//! The columns are derived from the file by [`Columns::of`] and nothing else writes them.

mod change;
mod held;
mod row;

use domain::access::Scope;
use domain::complaint::{Complaint, Number};
use domain::id::{ComplaintId, PetitionerId};
use sqlx::FromRow;

use crate::codec::{from_json, json, micros, parsed, text};
use crate::error::{Result, StoreError};
use crate::tx::{Read, Write, on};

/// `due_at` of a file without a due date: sorts last on both engines.
pub(crate) const NEVER: i64 = i64::MAX;

/// The words of a complaint, beside the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    pub title: String,
    pub body: String,
    /// Where it is about, as the petitioner put it.
    pub place: Option<String>,
    /// The number another system knows it by: 국민신문고 `1AA-YYMM-NNNNNNN`.
    pub external_number: Option<String>,
}

/// What is derived from rules at the moment of writing.
#[derive(Clone, Copy, Debug)]
pub struct Derived {
    pub due_at: Option<jiff::Timestamp>,
    pub calendar_version: u32,
}

/// A file as it was found: the truth, and its words.
#[derive(Clone, Debug)]
pub struct Found {
    pub complaint: Complaint,
    pub words: Words,
}

#[derive(FromRow)]
pub(crate) struct FileRow {
    pub(crate) file: String,
    title: String,
    body: String,
    place: Option<String>,
    external_number: Option<String>,
}

impl FileRow {
    pub(crate) fn found(self) -> Result<Found> {
        let complaint = from_json("complaint file", &self.file)?;
        let FileRow { title, body, place, external_number, .. } = self;
        Ok(Found { complaint, words: Words { title, body, place, external_number } })
    }
}

/// The columns of a file that lists, joins and counts use.
struct Columns {
    stage: &'static str,
    kind: Option<&'static str>,
    agency: Option<String>,
    department: Option<String>,
    handler: Option<String>,
    merged_into: Option<String>,
    received_at: Option<i64>,
    due_at: i64,
    ended_at: Option<i64>,
    dated_at: i64,
    badge: Option<&'static str>,
    rating: Option<i64>,
    file: String,
}

impl Columns {
    fn of(c: &Complaint, derived: Derived) -> Result<Columns> {
        let holder = c.holder();
        let merged_into = match &c.stage {
            domain::complaint::Stage::Merged { into, .. } => Some(into.to_string()),
            _ => None,
        };
        let received_at = c.clock.as_ref().map(|clock| micros(clock.received_at));
        Ok(Columns {
            stage: c.stage.name().as_str(),
            kind: c.kind.map(|kind| kind.as_str()),
            agency: text(holder.agency),
            department: text(holder.department),
            handler: text(holder.handler),
            merged_into,
            received_at,
            due_at: derived.due_at.map_or(NEVER, micros),
            ended_at: c.ended_at.map(micros),
            dated_at: received_at.unwrap_or(micros(c.filed_at)),
            badge: c.badge().map(|badge| badge.as_str()),
            rating: c.rating().map(|score| i64::from(score.points())),
            file: json(c)?,
        })
    }
}

/// Where a number of either kind stands.
pub(crate) fn column_of(number: &Number) -> &'static str {
    if number.is_application() { "application_number" } else { "number" }
}

const FILE: &str = "select file, title, body, place, external_number from complaints";

impl Read {
    /// The file of this number as somebody may open it; otherwise there is none.
    pub async fn complaint(&mut self, scope: &Scope, number: &Number) -> Result<Found> {
        let column = column_of(number);
        let sql = format!("{FILE} where {column} = $1");
        self.open_one(scope, &sql, number.to_string()).await
    }

    pub async fn complaint_by_id(&mut self, scope: &Scope, id: ComplaintId) -> Result<Found> {
        let sql = format!("{FILE} where id = $1");
        self.open_one(scope, &sql, id.to_string()).await
    }

    async fn open_one(&mut self, scope: &Scope, sql: &str, key: String) -> Result<Found> {
        let sql = sqlx::AssertSqlSafe(sql.to_owned());
        let row: Option<FileRow> = on!(self, db => sqlx::query_as(sql).bind(key).fetch_optional(db).await)?;
        let found = row.ok_or(StoreError::NotFound("complaint"))?.found()?;
        if scope.opens(&found.complaint) { Ok(found) } else { Err(StoreError::NotFound("complaint")) }
    }

    /// The files merged into this one itself.
    pub async fn merged_directly_into(&mut self, id: ComplaintId) -> Result<Vec<ComplaintId>> {
        let rows: Vec<String> = on!(self, db => sqlx::query_scalar(
            "select id from complaints where merged_into = $1 order by id"
        ).bind(id.to_string()).fetch_all(db).await)?;
        rows.iter().map(|id| parsed("complaint id", id)).collect()
    }

    /// The files merged into this one, and those merged into them before.
    pub async fn merged_into(&mut self, id: ComplaintId) -> Result<Vec<(ComplaintId, PetitionerId)>> {
        // `union` ends even a ring, which no merge can make.
        let sql = "with recursive merged (id, petitioner_id) as (
                       select id, petitioner_id from complaints where merged_into = $1
                       union select c.id, c.petitioner_id from merged m join complaints c on c.merged_into = m.id)
                   select id, petitioner_id from merged";
        let rows: Vec<(String, String)> =
            on!(self, db => sqlx::query_as(sql).bind(id.to_string()).fetch_all(db).await)?;
        let pair =
            |(id, p): &(String, String)| Ok((parsed("complaint id", id)?, parsed("petitioner id", p)?));
        let mut merged: Vec<(ComplaintId, PetitionerId)> = rows.iter().map(pair).collect::<Result<_>>()?;
        merged.sort();
        Ok(merged)
    }
}

impl Write {
    /// A new file, at its place in the order of filing.
    pub async fn insert_complaint(
        &mut self,
        c: &Complaint,
        words: &Words,
        derived: Derived,
        ordinal: i64,
    ) -> Result<()> {
        let mut rows = self.rows();
        rows.complaint(c, words, derived, ordinal)?;
        if !is_sealed(c) {
            rows.to_be_indexed(ordinal);
        }
        rows.pulse(c)?;
        self.insert(rows).await
    }

    /// The file as an act left it. Whoever read an older version hears of it.
    pub async fn update_complaint(
        &mut self,
        before: &Complaint,
        after: &Complaint,
        derived: Derived,
    ) -> Result<()> {
        self.change_row(before, after, derived).await?;
        if is_sealed(before) != is_sealed(after) {
            let ordinal = self.ordinal_of(after.id).await?;
            self.queue_for_search(ordinal, is_sealed(after)).await?;
        }
        self.put_survey(Some(before), after).await?;
        self.put_pulse(Some(before), after).await
    }
}

fn version(c: &Complaint) -> i64 {
    i64::try_from(c.version).unwrap_or(i64::MAX)
}

fn is_sealed(c: &Complaint) -> bool {
    c.visibility == domain::complaint::Visibility::Sealed
}

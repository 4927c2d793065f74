//! Who saw personal data in the clear, what of it, and for which purpose.

use domain::id::{ComplaintId, OfficerId, PetitionerId};
use jiff::Timestamp;
use sqlx::{FromRow, QueryBuilder};
use uuid::Uuid;

use crate::codec::{instant, maybe_parsed, micros, parsed, text};
use crate::error::Result;
use crate::tx::{Read, Write, on};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    pub id: Uuid,
    pub at: Timestamp,
    pub officer: OfficerId,
    pub complaint: Option<ComplaintId>,
    pub petitioner: Option<PetitionerId>,
    /// The fields, or the list: `name, phone`.
    pub what: String,
    pub purpose: String,
}

/// Whose openings, or of which case.
#[derive(Clone, Copy, Debug)]
pub enum OpeningsOf {
    Complaint(ComplaintId),
    Officer(OfficerId),
}

#[derive(FromRow)]
struct OpeningRow {
    id: String,
    at: i64,
    officer_id: String,
    complaint_id: Option<String>,
    petitioner_id: Option<String>,
    what: String,
    purpose: String,
}

impl Read {
    /// Newest first; `before` is the last one of the page before.
    pub async fn openings(
        &mut self,
        of: OpeningsOf,
        before: Option<(Timestamp, Uuid)>,
        limit: u32,
    ) -> Result<Vec<Opening>> {
        let rows: Vec<OpeningRow> = on!(self, db: Db => {
            let mut sql = QueryBuilder::<Db>::new(
                "select id, at, officer_id, complaint_id, petitioner_id, what, purpose from openings where ");
            match of {
                OpeningsOf::Complaint(id) => sql.push("complaint_id = ").push_bind(id.to_string()),
                OpeningsOf::Officer(id) => sql.push("officer_id = ").push_bind(id.to_string()),
            };
            if let Some((at, id)) = before {
                sql.push(" and (at, id) < (").push_bind(micros(at)).push(", ");
                sql.push_bind(id.to_string()).push(")");
            }
            sql.push(" order by at desc, id desc limit ").push_bind(i64::from(limit));
            sql.build_query_as().fetch_all(db).await
        })?;
        rows.into_iter().map(OpeningRow::opening).collect()
    }
}

impl Write {
    pub async fn put_opening(&mut self, opening: &Opening) -> Result<()> {
        on!(self, db => sqlx::query(
            "insert into openings (id, at, officer_id, complaint_id, petitioner_id, what, purpose)
             values ($1, $2, $3, $4, $5, $6, $7)"
        )
        .bind(opening.id.to_string())
        .bind(micros(opening.at))
        .bind(opening.officer.to_string())
        .bind(text(opening.complaint))
        .bind(text(opening.petitioner))
        .bind(&opening.what)
        .bind(&opening.purpose)
        .execute(db).await.map(drop))?;
        Ok(())
    }
}

impl OpeningRow {
    fn opening(self) -> Result<Opening> {
        Ok(Opening {
            id: parsed("opening id", &self.id)?,
            at: instant(self.at)?,
            officer: parsed("officer id", &self.officer_id)?,
            complaint: maybe_parsed("complaint id", self.complaint_id.as_deref())?,
            petitioner: maybe_parsed("petitioner id", self.petitioner_id.as_deref())?,
            what: self.what,
            purpose: self.purpose,
        })
    }
}

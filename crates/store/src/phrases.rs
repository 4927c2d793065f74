//! 자주 쓰는 문구: short texts that are put into a field, one's own and the department's.

use domain::id::{DepartmentId, OfficerId};
use jiff::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use crate::codec::{micros, parsed, text};
use crate::error::{Result, StoreError};
use crate::tx::{Read, Write, on};

/// Whose it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhraseOf {
    Officer(OfficerId),
    Department(DepartmentId),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    pub id: Uuid,
    pub of: PhraseOf,
    pub title: String,
    pub text: String,
}

#[derive(FromRow)]
struct Row {
    id: String,
    officer_id: Option<String>,
    department_id: Option<String>,
    title: String,
    text: String,
}

impl PhraseOf {
    fn columns(self) -> (Option<String>, Option<String>) {
        match self {
            PhraseOf::Officer(id) => (text(Some(id)), None),
            PhraseOf::Department(id) => (None, text(Some(id))),
        }
    }
}

impl Read {
    /// By title; how many there may be is the caller's rule.
    pub async fn phrases_of(&mut self, of: PhraseOf) -> Result<Vec<Phrase>> {
        const COLUMNS: &str = "select id, officer_id, department_id, title, text from phrases where ";
        let (column, id) = match of {
            PhraseOf::Officer(id) => ("officer_id", id.to_string()),
            PhraseOf::Department(id) => ("department_id", id.to_string()),
        };
        let sql = sqlx::AssertSqlSafe(format!("{COLUMNS}{column} = $1 order by title, id"));
        let rows: Vec<Row> = on!(self, db => sqlx::query_as(sql).bind(id).fetch_all(db).await)?;
        rows.into_iter().map(Row::phrase).collect()
    }

    /// Those an officer puts in: one's own first, then the department's, each by title.
    pub async fn phrases_for(&mut self, officer: OfficerId, department: DepartmentId) -> Result<Vec<Phrase>> {
        let rows: Vec<Row> = on!(self, db => sqlx::query_as(
            "select id, officer_id, department_id, title, text from phrases
             where officer_id = $1 or department_id = $2 order by officer_id is null, title, id"
        ).bind(officer.to_string()).bind(department.to_string()).fetch_all(db).await)?;
        rows.into_iter().map(Row::phrase).collect()
    }

    pub async fn phrase(&mut self, id: Uuid) -> Result<Option<Phrase>> {
        let row: Option<Row> = on!(self, db => sqlx::query_as(
            "select id, officer_id, department_id, title, text from phrases where id = $1"
        ).bind(id.to_string()).fetch_optional(db).await)?;
        row.map(Row::phrase).transpose()
    }
}

impl Write {
    pub async fn put_phrase(&mut self, phrase: &Phrase, by: OfficerId, at: Timestamp) -> Result<()> {
        let (officer, department) = phrase.of.columns();
        on!(self, db => sqlx::query(
            "insert into phrases (id, officer_id, department_id, title, text, changed_by, changed_at)
             values ($1, $2, $3, $4, $5, $6, $7)
             on conflict (id) do update set title = excluded.title, text = excluded.text,
                changed_by = excluded.changed_by, changed_at = excluded.changed_at"
        )
        .bind(phrase.id.to_string()).bind(officer).bind(department).bind(&phrase.title).bind(&phrase.text)
        .bind(by.to_string()).bind(micros(at))
        .execute(db).await.map(drop))?;
        Ok(())
    }

    pub async fn delete_phrase(&mut self, id: Uuid) -> Result<()> {
        on!(self, db => sqlx::query("delete from phrases where id = $1")
            .bind(id.to_string()).execute(db).await.map(drop))?;
        Ok(())
    }
}

impl Row {
    fn phrase(self) -> Result<Phrase> {
        let of = match (self.officer_id.as_deref(), self.department_id.as_deref()) {
            (Some(id), _) => PhraseOf::Officer(parsed("officer id", id)?),
            (None, Some(id)) => PhraseOf::Department(parsed("department id", id)?),
            (None, None) => return Err(StoreError::corrupt("owner of phrase", &self.id)),
        };
        Ok(Phrase { id: parsed("phrase id", &self.id)?, of, title: self.title, text: self.text })
    }
}

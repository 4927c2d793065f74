//! Found by the number another system knows it by.

use domain::access::Scope;
use sqlx::FromRow;

use crate::complaints::{FileRow, Found};
use crate::error::Result;
use crate::tx::{Read, on};

/// More files than this under one number of another system are somebody's mistake.
const MOST: i64 = 20;

#[derive(FromRow)]
struct Row {
    #[sqlx(flatten)]
    file: FileRow,
}

impl Read {
    /// The files under another system's number that this scope may open, oldest first: usually one.
    pub async fn complaints_by_external_number(
        &mut self,
        scope: &Scope,
        external_number: &str,
    ) -> Result<Vec<Found>> {
        let rows: Vec<Row> = on!(self, db => sqlx::query_as(
            "select file, title, body, place, external_number from complaints
             where external_number = $1 order by id limit $2"
        ).bind(external_number).bind(MOST).fetch_all(db).await)?;
        let found = rows.into_iter().map(|row| row.file.found()).collect::<Result<Vec<_>>>()?;
        Ok(found.into_iter().filter(|found| scope.opens(&found.complaint)).collect())
    }
}

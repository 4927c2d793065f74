//! The books on a neighbour: how far it was read, when it last answered, and the sheet of each day.

use domain::dispatch::Neighbour;
use jiff::Timestamp;
use jiff::civil::Date;
use sqlx::FromRow;

use crate::codec::{day, instant, micros};
use crate::error::Result;
use crate::tx::{Read, Write, on};

/// A value that a connector keeps, and since when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    pub name: String,
    pub value: String,
    pub at: Timestamp,
}

/// A day's sheet as it was made; what it says is JSON of whoever made it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptReconciliation {
    pub day: Date,
    pub made_at: Timestamp,
    pub differences: u32,
    pub sheet: String,
}

#[derive(FromRow)]
struct SheetRow {
    day: String,
    made_at: i64,
    differences: i64,
    sheet: String,
}

impl SheetRow {
    fn kept(self) -> Result<KeptReconciliation> {
        Ok(KeptReconciliation {
            day: day(&self.day)?,
            made_at: instant(self.made_at)?,
            differences: u32::try_from(self.differences).unwrap_or(u32::MAX),
            sheet: self.sheet,
        })
    }
}

impl Read {
    pub async fn connector_marks(&mut self, of: Neighbour) -> Result<Vec<Mark>> {
        let rows: Vec<(String, String, i64)> = on!(self, db => sqlx::query_as(
            "select name, value, at from connector_marks where system = $1 order by name"
        ).bind(of.as_str()).fetch_all(db).await)?;
        rows.into_iter().map(|(name, value, at)| Ok(Mark { name, value, at: instant(at)? })).collect()
    }

    pub async fn reconciliation(
        &mut self,
        of: Neighbour,
        on_day: Date,
    ) -> Result<Option<KeptReconciliation>> {
        let row: Option<SheetRow> = on!(self, db => sqlx::query_as(
            "select day, made_at, differences, sheet from reconciliations where system = $1 and day = $2"
        ).bind(of.as_str()).bind(on_day.to_string()).fetch_optional(db).await)?;
        row.map(SheetRow::kept).transpose()
    }

    /// Newest first; `before` is the last day of the page before.
    pub async fn reconciliations(
        &mut self,
        of: Neighbour,
        before: Option<Date>,
        limit: u32,
    ) -> Result<Vec<KeptReconciliation>> {
        let before = before.unwrap_or(Date::MAX).to_string();
        let rows: Vec<SheetRow> = on!(self, db => sqlx::query_as(
            "select day, made_at, differences, sheet from reconciliations where system = $1 and day < $2
             order by day desc limit $3"
        ).bind(of.as_str()).bind(before).bind(i64::from(limit)).fetch_all(db).await)?;
        rows.into_iter().map(SheetRow::kept).collect()
    }
}

impl Write {
    pub async fn set_connector_mark(&mut self, of: Neighbour, mark: &Mark) -> Result<()> {
        on!(self, db => sqlx::query(
            "insert into connector_marks (system, name, value, at) values ($1, $2, $3, $4)
             on conflict (system, name) do update set value = excluded.value, at = excluded.at"
        )
        .bind(of.as_str())
        .bind(&mark.name)
        .bind(&mark.value)
        .bind(micros(mark.at))
        .execute(db).await.map(drop))?;
        Ok(())
    }

    /// The sheet of a day; made again it takes the place of the one before.
    pub async fn put_reconciliation(&mut self, of: Neighbour, sheet: &KeptReconciliation) -> Result<()> {
        on!(self, db => sqlx::query(
            "insert into reconciliations (system, day, made_at, differences, sheet) values ($1, $2, $3, $4, $5)
             on conflict (system, day) do update set made_at = excluded.made_at,
                differences = excluded.differences, sheet = excluded.sheet"
        )
        .bind(of.as_str())
        .bind(sheet.day.to_string())
        .bind(micros(sheet.made_at))
        .bind(i64::from(sheet.differences))
        .bind(&sheet.sheet)
        .execute(db).await.map(drop))?;
        Ok(())
    }
}

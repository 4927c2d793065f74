//! What a batch has already brought in, line by line: stopped and started again, nothing comes twice.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::codec::micros;
use crate::error::Result;
use crate::tx::{Read, Write, on};

impl Read {
    /// Line → the number it was filed under.
    pub async fn imported(&mut self, batch: &str) -> Result<BTreeMap<u64, String>> {
        let rows: Vec<(i64, String)> = on!(self, db => sqlx::query_as(
            "select line, number from imports where batch = $1"
        ).bind(batch).fetch_all(db).await)?;
        Ok(rows.into_iter().map(|(line, number)| (line.cast_unsigned(), number)).collect())
    }
}

impl Write {
    /// In the transaction that files the line. A conflict when another run was faster.
    pub async fn put_import(&mut self, batch: &str, line: u64, number: &str, at: Timestamp) -> Result<()> {
        on!(self, db => sqlx::query("insert into imports (batch, line, number, at) values ($1, $2, $3, $4)")
            .bind(batch)
            .bind(line.cast_signed())
            .bind(number)
            .bind(micros(at))
            .execute(db).await.map(drop))?;
        Ok(())
    }
}

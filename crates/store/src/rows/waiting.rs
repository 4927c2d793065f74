//! Rows that wait in their change until it says anything else to the database.
//!
//! An act inserts into half a dozen tables, and each statement by itself is a journey: to SQLite's thread and back,
//! or to the server. Nothing is read between most of them, so they travel together. Whatever else the change asks
//! goes through [`Read::db`], which sends what waits ahead of it; so nobody in the change can tell the difference,
//! and nobody outside sees any of it before the commit.

use sqlx::AssertSqlSafe;

use super::{Cell, Group, Rows, Table};
use crate::error::Result;
use crate::postgres::within;
use crate::tx::{Engine, Read, Tx, Write};

/// Parameters of one statement: below what either engine takes (SQLite 32,766).
const PARAMETERS: usize = 32_000;
/// Rows of one statement.
const AT_ONCE: usize = 200;
/// Rows of one table that travel with those of others: what an act makes. More of them come in a size of their own,
/// for which no statement is kept.
const TOGETHER: usize = 4;

/// Groups in the order in which they were given, none of a table twice.
#[derive(Default)]
pub(crate) struct Waiting(Vec<Group>);

impl Waiting {
    /// Whether this may wait with the others: a second group of a table would change their order, and PostgreSQL
    /// cannot write one row twice in one statement.
    fn takes(&self, group: &Group) -> bool {
        self.0.iter().all(|waiting| !std::ptr::eq(waiting.table, group.table))
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Write {
    /// Written when the change says anything else, and before it is committed; a row that is refused is told then.
    pub async fn insert(&mut self, rows: Rows) -> Result<()> {
        for group in rows.groups {
            if !self.0.waiting.takes(&group) {
                self.0.send_waiting().await?;
            }
            self.0.waiting.0.push(group);
        }
        Ok(())
    }
}

impl Read {
    /// The connection, behind everything that waited to be written.
    pub(crate) async fn db(&mut self) -> Result<&mut Tx> {
        if !self.waiting.is_empty() {
            self.send_waiting().await?;
        }
        Ok(&mut self.tx)
    }

    async fn send_waiting(&mut self) -> Result<()> {
        let sent = self.send().await;
        self.writable.heard(sent)
    }

    async fn send(&mut self) -> Result<()> {
        let Waiting(groups) = std::mem::take(&mut self.waiting);
        if groups.iter().all(|group| group.rows() <= TOGETHER) {
            let sql = together(self.engine(), &groups);
            return self.tx.run(sql, groups.into_iter().flat_map(|group| group.cells), true).await;
        }
        for Group { table, cells } in groups {
            self.tx.insert_group(table, cells).await?;
        }
        Ok(())
    }
}

impl Tx {
    /// Rows of one table, as many as there are.
    pub(crate) async fn insert_group(&mut self, table: &Table, cells: Vec<Cell>) -> Result<()> {
        let width = table.columns.len();
        let most = AT_ONCE.min(PARAMETERS / width) * width;
        let engine = self.engine();
        let full = statement(engine, table, most / width, &mut 0);
        let mut cells = cells.into_iter().peekable();
        while cells.peek().is_some() {
            let some: Vec<Cell> = cells.by_ref().take(most).collect();
            let rows = some.len() / width;
            let sql = if some.len() == most { full.clone() } else { statement(engine, table, rows, &mut 0) };
            // Kept for the next time, unless it is a remainder of a size that hardly comes again.
            let kept = some.len() == most || rows <= TOGETHER;
            self.run(sql, some, kept).await?;
        }
        Ok(())
    }

    async fn run(&mut self, sql: String, cells: impl IntoIterator<Item = Cell>, kept: bool) -> Result<()> {
        macro_rules! bound {
            () => {{
                let query = sqlx::query(AssertSqlSafe(sql)).persistent(kept);
                cells.into_iter().fold(query, |query, cell| match cell {
                    Cell::Text(text) => query.bind(text),
                    Cell::Whole(whole) => query.bind(whole),
                    Cell::Truth(truth) => query.bind(truth),
                })
            }};
        }
        match self {
            Tx::Sqlite(db) => bound!().execute(&mut **db).await.map(drop)?,
            Tx::Postgres(db) => within(db.patience, bound!().execute(&mut **db)).await.map(drop)?,
        }
        Ok(())
    }
}

/// One text for all of them. SQLite's is several statements that share the parameters in their order; PostgreSQL
/// takes one statement at a time with parameters, so there all but the last are clauses of it.
fn together(engine: Engine, groups: &[Group]) -> String {
    let mut parameter = 0;
    let mut each = groups.iter().map(|group| statement(engine, group.table, group.rows(), &mut parameter));
    match engine {
        Engine::Sqlite => each.collect::<Vec<_>>().join("; "),
        Engine::Postgres => {
            let last = groups.len() - 1;
            let mut sql = String::new();
            for (at, insert) in each.by_ref().enumerate() {
                match (at, at == last) {
                    (_, true) => sql.push_str(&insert),
                    (0, false) => sql.push_str(&format!("with w0 as ({insert})")),
                    (_, false) => sql.push_str(&format!(", w{at} as ({insert})")),
                }
                sql.push(' ');
            }
            sql
        }
    }
}

fn statement(engine: Engine, table: &Table, rows: usize, parameter: &mut usize) -> String {
    let mut sql = format!("insert into {} ({}) values ", table.name, table.columns.join(", "));
    for row in 0..rows {
        sql.push_str(if row == 0 { "(" } else { ", (" });
        for column in 0..table.columns.len() {
            *parameter += 1;
            let comma = if column == 0 { "" } else { ", " };
            // SQLite finds a parameter without a name by its place, which is quicker.
            match engine {
                Engine::Sqlite => sql.extend([comma, "?"]),
                Engine::Postgres => sql.extend([comma, "$", parameter.to_string().as_str()]),
            }
        }
        sql.push(')');
    }
    if !table.conflict.is_empty() {
        sql.push(' ');
        sql.push_str(table.conflict);
    }
    sql
}

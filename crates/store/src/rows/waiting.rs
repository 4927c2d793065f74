//! Rows that wait in their change until it says anything else to the database.
//!
//! An act inserts into half a dozen tables, and each statement by itself is a journey: to SQLite's thread and back,
//! or to the server. Nothing is read between most of them, so they travel together. Whatever else the change asks
//! goes through [`Read::db`], which sends what waits ahead of it; so nobody in the change can tell the difference,
//! and nobody outside sees any of it before the commit.

use sqlx::AssertSqlSafe;

use super::{Cell, Group, Rows, Table};
use crate::error::{Result, StoreError};
use crate::postgres::within;
use crate::tx::{Engine, Read, Tx, Write};

/// Parameters of one statement: below what either engine takes (SQLite 32,766).
const PARAMETERS: usize = 32_000;
/// Rows of one statement.
const AT_ONCE: usize = 200;
/// Rows of one table that travel with those of others: what an act makes. More of them come in a size of their own,
/// for which no statement is kept.
const TOGETHER: usize = 4;

/// Groups in the order in which they were given, none of a table twice; ahead of them a row that is written over.
#[derive(Default)]
pub(crate) struct Waiting {
    over: Option<Over>,
    groups: Vec<Group>,
}

/// A row as its changer left it, over the version that they read.
pub(crate) struct Over {
    pub(crate) table: &'static Table,
    /// Columns with what is in them from now on.
    pub(crate) cells: Vec<(&'static str, Cell)>,
    pub(crate) id: String,
    pub(crate) version: i64,
}

impl Over {
    fn values(self) -> impl Iterator<Item = Cell> {
        let which = [self.id.into(), self.version.into()];
        self.cells.into_iter().map(|(_, cell)| cell).chain(which)
    }
}

impl Waiting {
    /// Whether this may wait with the others: a second group of a table would change their order, and PostgreSQL
    /// cannot write one row twice in one statement.
    fn takes(&self, table: &Table) -> bool {
        let over = self.over.iter().map(|over| over.table);
        self.groups.iter().map(|group| group.table).chain(over).all(|waiting| !std::ptr::eq(waiting, table))
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.groups.is_empty() && self.over.is_none()
    }
}

impl Write {
    /// Written when the change says anything else, and before it is committed; a row that is refused is told then.
    pub async fn insert(&mut self, rows: Rows) -> Result<()> {
        for group in rows.groups {
            if !self.0.waiting.takes(group.table) {
                self.0.send_waiting().await?;
            }
            self.0.waiting.groups.push(group);
        }
        Ok(())
    }

    /// Written when the change says anything else, as rows are; that somebody was quicker is told then, too. SQLite says
    /// of several statements only how many rows they changed together, so there it is written at once.
    pub(crate) async fn write_over(&mut self, over: Over) -> Result<()> {
        let alone = self.engine() == Engine::Sqlite;
        if alone || self.0.waiting.over.is_some() || !self.0.waiting.takes(over.table) {
            self.0.send_waiting().await?;
        }
        self.0.waiting.over = Some(over);
        if alone { self.0.send_waiting().await } else { Ok(()) }
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
        // In a box: every future that asks anything holds this one.
        let sent = Box::pin(self.send()).await;
        self.writable.heard(sent)
    }

    async fn send(&mut self) -> Result<()> {
        let Waiting { mut over, groups } = std::mem::take(&mut self.waiting);
        if over.is_none() && groups.is_empty() {
            return Ok(());
        }
        if groups.iter().all(|group| group.rows() <= TOGETHER) {
            return self.tx.send_together(over, groups).await;
        }
        if over.is_some() {
            self.tx.send_together(over.take(), Vec::new()).await?;
        }
        for Group { table, cells } in groups {
            self.tx.insert_group(table, cells).await?;
        }
        Ok(())
    }
}

/// Its values follow one another as its parameters do.
macro_rules! bound {
    ($query:expr, $cells:expr) => {
        $cells.into_iter().fold($query, |query, cell| match cell {
            Cell::Text(text) => query.bind(text),
            Cell::Whole(whole) => query.bind(whole),
            Cell::Truth(truth) => query.bind(truth),
        })
    };
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

    async fn run(&mut self, sql: String, cells: impl IntoIterator<Item = Cell>, kept: bool) -> Result<u64> {
        let sql = AssertSqlSafe(sql);
        let rows = match self {
            Tx::Sqlite(db) => {
                bound!(sqlx::query(sql).persistent(kept), cells).execute(&mut **db).await?.rows_affected()
            }
            Tx::Postgres(db) => {
                let query = bound!(sqlx::query(sql).persistent(kept), cells);
                within(db.patience, query.execute(&mut **db)).await?.rows_affected()
            }
        };
        Ok(rows)
    }

    /// In one journey.
    async fn send_together(&mut self, over: Option<Over>, groups: Vec<Group>) -> Result<()> {
        let written_over = over.is_some();
        let sql = together(self.engine(), over.as_ref(), &groups);
        let over = over.into_iter().flat_map(Over::values);
        let cells = over.chain(groups.into_iter().flat_map(|group| group.cells));
        let changed = match self {
            Tx::Postgres(db) if written_over => {
                let query = bound!(sqlx::query_scalar::<_, i64>(AssertSqlSafe(sql)), cells);
                within(db.patience, query.fetch_one(&mut **db)).await?.unsigned_abs()
            }
            _ => self.run(sql, cells, true).await?,
        };
        if written_over && changed != 1 {
            return Err(StoreError::Conflict("somebody else has written over it".into()));
        }
        Ok(())
    }
}

/// One text for all of them. SQLite's is several statements that share the parameters in their order; PostgreSQL
/// takes one statement at a time with parameters, so there all but the last are clauses of it. Where a row is written over
/// it says whether it was.
fn together(engine: Engine, over: Option<&Over>, groups: &[Group]) -> String {
    let mut parameter = 0;
    let over = over.map(|over| overwriting(engine, over, &mut parameter));
    let written_over = over.is_some();
    let inserts = groups.iter().map(|group| statement(engine, group.table, group.rows(), &mut parameter));
    let mut each: Vec<String> = over.into_iter().chain(inserts).collect();
    if engine == Engine::Sqlite {
        return each.join("; ");
    }
    if written_over {
        each[0].push_str(" returning 1");
        each.push("select count(*) from w0".to_owned());
    }
    let last = each.pop().unwrap_or_default();
    let clauses: Vec<String> =
        each.into_iter().enumerate().map(|(at, clause)| format!("w{at} as ({clause})")).collect();
    if clauses.is_empty() { last } else { format!("with {} {last}", clauses.join(", ")) }
}

/// Parameters in the order of [`Over::values`].
fn overwriting(engine: Engine, over: &Over, parameter: &mut usize) -> String {
    let mut next = || {
        *parameter += 1;
        match engine {
            Engine::Sqlite => "?".to_owned(),
            Engine::Postgres => format!("${parameter}"),
        }
    };
    let set: Vec<String> = over.cells.iter().map(|(column, _)| format!("{column} = {}", next())).collect();
    let (id, version) = (next(), next());
    format!("update {} set {} where id = {id} and version = {version}", over.table.name, set.join(", "))
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

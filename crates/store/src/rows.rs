//! Rows on their way into tables: the columns of a value are named once, whether one is written or a million.
//!
//! Each noun's file says which row its value makes, as a method of [`Rows`]. [`Write::insert`] writes them as an
//! act does; `bulk` writes the same rows as a load does.

use std::sync::Arc;

use sqlx::AssertSqlSafe;

use crate::crypto::KeyRing;
use crate::error::Result;
use crate::open::Store;
use crate::tx::{Engine, Write, on};

/// Parameters of one statement: below what either engine takes (SQLite 32,766).
const PARAMETERS: usize = 32_000;
/// Rows of one statement.
const AT_ONCE: usize = 200;

/// Where rows of a kind go.
pub(crate) struct Table {
    pub(crate) name: &'static str,
    pub(crate) columns: &'static [&'static str],
    /// What follows the values: what to do about a row that is already there.
    pub(crate) conflict: &'static str,
}

/// One value as both engines keep it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Cell {
    Text(Option<String>),
    Whole(Option<i64>),
    Truth(bool),
}

/// The rows of one table, cell after cell.
pub(crate) struct Group {
    pub(crate) table: &'static Table,
    pub(crate) cells: Vec<Cell>,
}

/// Rows to be written together, by table in the order in which the tables came up.
pub struct Rows {
    keys: Arc<KeyRing>,
    pub(crate) groups: Vec<Group>,
}

impl Rows {
    pub(crate) fn keys(&self) -> &KeyRing {
        &self.keys
    }

    /// As many cells as the table has columns, in their order.
    pub(crate) fn push<const N: usize>(&mut self, table: &'static Table, cells: [Cell; N]) {
        debug_assert_eq!(N, table.columns.len(), "{}", table.name);
        match self.groups.iter_mut().find(|group| std::ptr::eq(group.table, table)) {
            Some(group) => group.cells.extend(cells),
            None => self.groups.push(Group { table, cells: cells.into() }),
        }
    }
}

impl Store {
    /// Nothing yet, to be filled.
    pub fn rows(&self) -> Rows {
        Rows { keys: self.keys(), groups: Vec::new() }
    }
}

impl Write {
    /// Nothing yet, to be filled and inserted.
    pub fn rows(&self) -> Rows {
        Rows { keys: Arc::clone(&self.0.keys), groups: Vec::new() }
    }

    pub async fn insert(&mut self, rows: Rows) -> Result<()> {
        for Group { table, cells } in rows.groups {
            self.insert_group(table, cells).await?;
        }
        Ok(())
    }

    pub(crate) async fn insert_group(&mut self, table: &Table, cells: Vec<Cell>) -> Result<()> {
        let width = table.columns.len();
        let most = AT_ONCE.min(PARAMETERS / width) * width;
        let full = statement(self.engine(), table, most / width);
        let mut cells = cells.into_iter().peekable();
        while cells.peek().is_some() {
            let some: Vec<Cell> = cells.by_ref().take(most).collect();
            let rows = some.len() / width;
            let sql = if some.len() == most { full.clone() } else { statement(self.engine(), table, rows) };
            // Kept for the next time, unless it is a remainder of a size that hardly comes again.
            let kept = some.len() == most || rows <= 4;
            on!(self, db => {
                let mut query = sqlx::query(AssertSqlSafe(sql)).persistent(kept);
                for cell in some {
                    query = match cell {
                        Cell::Text(text) => query.bind(text),
                        Cell::Whole(whole) => query.bind(whole),
                        Cell::Truth(truth) => query.bind(truth),
                    };
                }
                query.execute(db).await.map(drop)
            })?;
        }
        Ok(())
    }
}

fn statement(engine: Engine, table: &Table, rows: usize) -> String {
    let mut sql = format!("insert into {} ({}) values ", table.name, table.columns.join(", "));
    let mut parameter = 0;
    for row in 0..rows {
        sql.push_str(if row == 0 { "(" } else { ", (" });
        for column in 0..table.columns.len() {
            parameter += 1;
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

impl From<String> for Cell {
    fn from(text: String) -> Cell {
        Cell::Text(Some(text))
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Cell {
        Cell::Text(Some(text.to_owned()))
    }
}

impl From<Option<String>> for Cell {
    fn from(text: Option<String>) -> Cell {
        Cell::Text(text)
    }
}

impl From<Option<&str>> for Cell {
    fn from(text: Option<&str>) -> Cell {
        Cell::Text(text.map(str::to_owned))
    }
}

impl From<i64> for Cell {
    fn from(whole: i64) -> Cell {
        Cell::Whole(Some(whole))
    }
}

impl From<Option<i64>> for Cell {
    fn from(whole: Option<i64>) -> Cell {
        Cell::Whole(whole)
    }
}

impl From<bool> for Cell {
    fn from(truth: bool) -> Cell {
        Cell::Truth(truth)
    }
}

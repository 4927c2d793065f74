//! Rows and rows that are written over on their way to the database, in as few journeys as it takes.

use sqlx::{AssertSqlSafe, Row};

use super::{Cell, Group, Over, Table, text};
use crate::error::{Result, StoreError};
use crate::postgres::within;
use crate::tx::{Engine, Tx};

/// Parameters of one statement: below what either engine takes (SQLite 32,766).
const PARAMETERS: usize = 32_000;
/// Rows of one statement.
const AT_ONCE: usize = 200;
/// Rows of one table that travel with those of others on SQLite: what an act makes. More of them come in a size of their
/// own, for which no statement is kept.
const TOGETHER: usize = 4;

/// Rows of one table that travel with those of others. PostgreSQL takes any number of them by the same statement.
pub(super) fn together(engine: Engine) -> usize {
    match engine {
        Engine::Sqlite => TOGETHER,
        Engine::Postgres => AT_ONCE,
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

/// The same of several rows: each of their columns is one parameter.
macro_rules! bound_columns {
    ($query:expr, $columns:expr) => {
        $columns.into_iter().fold($query, |query, column| match column {
            Column::Texts(texts) => query.bind(texts),
            Column::Wholes(wholes) => query.bind(wholes),
            Column::Truths(truths) => query.bind(truths),
        })
    };
}

impl Tx {
    /// Rows of one table, as many as there are.
    pub(crate) async fn insert_group(&mut self, table: &Table, cells: Vec<Cell>) -> Result<()> {
        let width = table.columns.len();
        let most = AT_ONCE.min(PARAMETERS / width) * width;
        let engine = self.engine();
        let full = text::insert(engine, table, most / width, &mut 0);
        let mut cells = cells.into_iter().peekable();
        while cells.peek().is_some() {
            let some: Vec<Cell> = cells.by_ref().take(most).collect();
            let rows = some.len() / width;
            let sql =
                if some.len() == most { full.clone() } else { text::insert(engine, table, rows, &mut 0) };
            // Kept for the next time, unless it is a remainder of a size that hardly comes again.
            let kept = some.len() == most || rows <= TOGETHER;
            self.run(sql, some, kept).await?;
        }
        Ok(())
    }

    async fn run(&mut self, sql: String, cells: impl IntoIterator<Item = Cell>, kept: bool) -> Result<()> {
        let sql = AssertSqlSafe(sql);
        match self {
            Tx::Sqlite(db) => {
                bound!(sqlx::query(sql).persistent(kept), cells).execute(&mut **db).await?;
            }
            Tx::Postgres(db) => {
                let query = bound!(sqlx::query(sql).persistent(kept), cells);
                within(db.patience, query.execute(&mut **db)).await?;
            }
        }
        Ok(())
    }

    /// In one journey.
    pub(super) async fn send_together(&mut self, overs: Vec<Over>, groups: Vec<Group>) -> Result<()> {
        let how_many = overs.len() as u64;
        let sql = AssertSqlSafe(text::together(self.engine(), &overs, &groups));
        let width = overs.first().map_or(0, Over::width);
        let one: Vec<bool> = groups.iter().map(|group| text::is_one(self.engine(), &overs, group)).collect();
        let over = overs.into_iter().flat_map(Over::values);
        let changed = match self {
            Tx::Sqlite(db) => {
                let cells = over.chain(groups.into_iter().flat_map(|group| group.cells));
                bound!(sqlx::query(sql), cells).execute(&mut **db).await?.rows_affected()
            }
            Tx::Postgres(db) => {
                let mut query = sqlx::query(sql);
                query = match how_many {
                    0 | 1 => bound!(query, over),
                    _ => bound_columns!(query, columns(width, over)?),
                };
                for (group, is_one) in groups.into_iter().zip(one) {
                    query = match is_one {
                        true => bound!(query, group.cells),
                        false => bound_columns!(query, columns(group.table.columns.len(), group.cells)?),
                    };
                }
                // One row comes where any is written over, and none otherwise.
                let told = within(db.patience, query.fetch_optional(&mut **db)).await?;
                told.map_or(Ok(0), |row| row.try_get::<i64, _>(0))?.unsigned_abs()
            }
        };
        if how_many > 0 && changed != how_many {
            return Err(StoreError::Conflict("somebody else has written over it".into()));
        }
        Ok(())
    }
}

/// What is in one column of several rows.
enum Column {
    Texts(Vec<Option<String>>),
    Wholes(Vec<Option<i64>>),
    Truths(Vec<bool>),
}

impl Column {
    /// Nothing yet, of this cell's kind.
    fn of(cell: &Cell) -> Column {
        match cell {
            Cell::Text(_) => Column::Texts(Vec::new()),
            Cell::Whole(_) => Column::Wholes(Vec::new()),
            Cell::Truth(_) => Column::Truths(Vec::new()),
        }
    }

    fn push(&mut self, cell: Cell) -> Result<()> {
        match (self, cell) {
            (Column::Texts(texts), Cell::Text(text)) => texts.push(text),
            (Column::Wholes(wholes), Cell::Whole(whole)) => wholes.push(whole),
            (Column::Truths(truths), Cell::Truth(truth)) => truths.push(truth),
            (_, cell) => return Err(StoreError::corrupt("two kinds in one column", format!("{cell:?}"))),
        }
        Ok(())
    }
}

/// Cell after cell, row after row, so many in each.
fn columns(width: usize, cells: impl IntoIterator<Item = Cell>) -> Result<Vec<Column>> {
    let mut columns: Vec<Column> = Vec::with_capacity(width);
    for (at, cell) in cells.into_iter().enumerate() {
        if at < width {
            columns.push(Column::of(&cell));
        }
        columns[at % width].push(cell)?;
    }
    Ok(columns)
}

//! Rows that wait in their change until it says anything else to the database.
//!
//! An act inserts into half a dozen tables, and each statement by itself is a journey: to SQLite's thread and back,
//! or to the server. Nothing is read between most of them, so they travel together. Whatever else the change asks
//! goes through [`Read::db`], which sends what waits ahead of it; so nobody in the change can tell the difference,
//! and nobody outside sees any of it before the commit.

use super::sending::together;
use super::{Cell, Group, Rows, Table};
use crate::error::Result;
use crate::tx::{Engine, Read, Tx, Write};

/// Groups in the order in which their tables were given, none of a table twice; ahead of them rows that are written over,
/// all of one table and none of them twice.
#[derive(Default)]
pub(crate) struct Waiting {
    overs: Vec<Over>,
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
    /// How many values it has.
    pub(super) fn width(&self) -> usize {
        self.cells.len() + 2
    }

    pub(super) fn values(self) -> impl Iterator<Item = Cell> {
        let which = [self.id.into(), self.version.into()];
        self.cells.into_iter().map(|(_, cell)| cell).chain(which)
    }

    /// Whether both may be written over by one statement.
    fn goes_with(&self, other: &Over) -> bool {
        let columns = |over: &Over| over.cells.iter().map(|(column, _)| *column).collect::<Vec<_>>();
        std::ptr::eq(self.table, other.table) && self.id != other.id && columns(self) == columns(other)
    }
}

impl Waiting {
    /// Puts these rows with those that wait; gives them back where they cannot wait with them. SQLite's statements are
    /// of a number of rows, so there a second group of a table is not put to the first.
    fn take(&mut self, group: Group, engine: Engine) -> Option<Group> {
        if self.overs.first().is_some_and(|over| std::ptr::eq(over.table, group.table)) {
            return Some(group);
        }
        match self.groups.iter_mut().find(|waiting| std::ptr::eq(waiting.table, group.table)) {
            None => self.groups.push(group),
            Some(waiting) if engine == Engine::Postgres && waiting.goes_with(&group) => {
                waiting.cells.extend(group.cells);
            }
            Some(_) => return Some(group),
        }
        None
    }

    fn has(&self, table: &Table) -> bool {
        self.groups.iter().any(|group| std::ptr::eq(group.table, table))
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.groups.is_empty() && self.overs.is_empty()
    }
}

impl Write {
    /// Written when the change says anything else, and before it is committed; a row that is refused is told then.
    pub async fn insert(&mut self, rows: Rows) -> Result<()> {
        let engine = self.engine();
        for group in rows.groups {
            if let Some(group) = self.0.waiting.take(group, engine) {
                self.0.send_waiting().await?;
                self.0.waiting.groups.push(group);
            }
        }
        Ok(())
    }

    /// All that waited is written, and who was quicker is told now.
    pub async fn written(&mut self) -> Result<()> {
        self.0.db().await.map(drop)
    }

    /// Written when the change says anything else, as rows are; that somebody was quicker is told then, too. SQLite says
    /// of several statements only how many rows they changed together, so there it is written at once.
    pub(crate) async fn write_over(&mut self, over: Over) -> Result<()> {
        let alone = self.engine() == Engine::Sqlite;
        let Waiting { overs, .. } = &self.0.waiting;
        if alone || !overs.iter().all(|waiting| waiting.goes_with(&over)) || self.0.waiting.has(over.table) {
            self.0.send_waiting().await?;
        }
        self.0.waiting.overs.push(over);
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
        let Waiting { overs, mut groups } = std::mem::take(&mut self.waiting);
        if overs.is_empty() && groups.is_empty() {
            return Ok(());
        }
        let most = together(self.engine());
        if groups.iter().all(|group| group.rows() <= most) {
            if self.engine() == Engine::Postgres {
                // In one statement no table comes before another, and one order has fewer texts than all of them.
                groups.sort_by_key(|group| group.table.name);
            }
            return self.tx.send_together(overs, groups).await;
        }
        if !overs.is_empty() {
            self.tx.send_together(overs, Vec::new()).await?;
        }
        for Group { table, cells } in groups {
            self.tx.insert_group(table, cells).await?;
        }
        Ok(())
    }
}

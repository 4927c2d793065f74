//! Rows on their way into tables: the columns of a value are named once, whether one is written or a million.
//!
//! Each noun's file says which row its value makes, as a method of [`Rows`]. [`Write::insert`] writes them as an
//! act does; `bulk` writes the same rows as a load does.

mod sending;
mod text;
mod waiting;

use std::sync::Arc;

use crate::crypto::KeyRing;
use crate::open::Store;
use crate::tx::Write;

pub(crate) use waiting::{Over, Waiting};

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

impl Group {
    fn rows(&self) -> usize {
        self.cells.len() / self.table.columns.len()
    }

    /// Whether both may be rows of one statement. PostgreSQL writes no row twice in one: where one that is there is
    /// written over, it is known by its first cell.
    fn goes_with(&self, other: &Group) -> bool {
        let keys =
            |group: &Group| group.cells.iter().step_by(self.table.columns.len()).cloned().collect::<Vec<_>>();
        !self.table.conflict.contains("do update") || keys(other).iter().all(|key| !keys(self).contains(key))
    }
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

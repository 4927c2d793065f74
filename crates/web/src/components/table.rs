//! What a table is made of: columns, rows, and the selection of rows.

use maud::{Markup, html};

/// Which way a column is sorted now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SortDirection {
    Ascending,
    Descending,
}

/// A column and its header.
#[derive(Clone, Copy, Debug)]
pub struct Column<'a> {
    pub(super) label: &'a str,
    pub(super) sort: Option<(&'a str, Option<SortDirection>)>,
    pub(super) numeric: bool,
    pub(super) main: bool,
}

impl<'a> Column<'a> {
    #[must_use]
    pub fn new(label: &'a str) -> Self {
        Self { label, sort: None, numeric: false, main: false }
    }

    /// Its header is a link that sorts; `now` when the list is sorted by it.
    #[must_use]
    pub fn sort(self, href: &'a str, now: Option<SortDirection>) -> Self {
        Self { sort: Some((href, now)), ..self }
    }

    /// Figures: to the right, one under another.
    #[must_use]
    pub fn numeric(self) -> Self {
        Self { numeric: true, ..self }
    }

    /// Names the row (its header cell) and carries the row's link. One a table.
    #[must_use]
    pub fn main(self) -> Self {
        Self { main: true, ..self }
    }
}

/// A row: one cell a column, in order.
#[derive(Clone, Debug)]
pub struct Row {
    pub(super) cells: Vec<Markup>,
    pub(super) href: Option<String>,
    pub(super) key: Option<(String, String)>,
    pub(super) current: bool,
}

impl Row {
    #[must_use]
    pub fn new(cells: Vec<Markup>) -> Self {
        Self { cells, href: None, key: None, current: false }
    }

    /// Where the row leads; the link is on the main column's cell.
    #[must_use]
    pub fn href(self, href: impl Into<String>) -> Self {
        Self { href: Some(href.into()), ..self }
    }

    /// What its check box sends, and what it is called (`20260310000001 가로등 고장`).
    #[must_use]
    pub fn key(self, value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { key: Some((value.into(), label.into())), ..self }
    }

    /// The row whose detail is shown beside the list.
    #[must_use]
    pub fn current(self, current: bool) -> Self {
        Self { current, ..self }
    }
}

/// Check boxes before the rows: `name` is sent once a chosen row, with the form `form_id`.
#[derive(Clone, Copy, Debug)]
pub struct Selection<'a> {
    pub name: &'a str,
    pub form_id: &'a str,
}

/// A table. Build it up: `Table::new("…", &columns, rows).dense().select(…)`.
#[derive(Debug)]
pub struct Table<'a> {
    pub(super) caption: &'a str,
    pub(super) columns: &'a [Column<'a>],
    pub(super) rows: Vec<Row>,
    pub(super) selection: Option<Selection<'a>>,
    pub(super) empty: Markup,
    pub(super) dense: bool,
    pub(super) grid: bool,
    pub(super) show_caption: bool,
}

impl<'a> Table<'a> {
    #[must_use]
    pub fn new(caption: &'a str, columns: &'a [Column<'a>], rows: Vec<Row>) -> Self {
        let empty = html! { p.quiet { "해당하는 자료가 없습니다." } };
        Self {
            caption,
            columns,
            rows,
            selection: None,
            empty,
            dense: false,
            grid: false,
            show_caption: false,
        }
    }

    /// Rows close together, for lists one works through.
    #[must_use]
    pub fn dense(self) -> Self {
        Self { dense: true, ..self }
    }

    /// Stays a grid when narrow and scrolls sideways (statistics), instead of becoming cards.
    #[must_use]
    pub fn grid(self) -> Self {
        Self { grid: true, ..self }
    }

    /// Shows the caption, which is otherwise only read out.
    #[must_use]
    pub fn show_caption(self) -> Self {
        Self { show_caption: true, ..self }
    }

    /// Rows can be chosen; give each a [`Row::key`].
    #[must_use]
    pub fn select(self, selection: Selection<'a>) -> Self {
        Self { selection: Some(selection), ..self }
    }

    /// What is shown instead when there are no rows.
    #[must_use]
    pub fn empty(self, empty: Markup) -> Self {
        Self { empty, ..self }
    }
}

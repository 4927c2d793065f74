//! A file in the making: the heading first, then rows as they come, never more of them in memory than come at once.

use std::path::Path;

use jiff::Timestamp;
use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};

use crate::NotMade;
use crate::cell::{Cell, Pen, WIDTH_MAX, WIDTH_MIN, bounded, drawn};

/// Characters that Excel takes in the name of a sheet.
const SHEET_NAME_MAX: usize = 31;
/// Rows whose width is looked at.
const LOOKED_AT: usize = 200;

/// What stands above the rows.
pub struct Head<'a> {
    pub title: &'a str,
    /// Label and value of each condition: `조회 기간`, `2026. 11. 1. ~ 2026. 11. 30.`
    pub conditions: &'a [(&'a str, String)],
    pub columns: &'a [&'a str],
    /// When it was made.
    pub made_at: Timestamp,
}

/// The file, while rows are written. They lie in a nameless file of the folder until it is saved.
pub struct Book {
    book: Workbook,
    pen: Pen,
    row: u32,
}

impl Book {
    /// With its heading. In constant memory the widths come first: `rows` are the first of those to come.
    ///
    /// # Errors
    /// When the folder for what is written (the machine's own where none is named) does not take it.
    pub fn begin(head: &Head<'_>, rows: &[Vec<Cell>], folder: Option<&Path>) -> Result<Book, NotMade> {
        let mut book = Workbook::new();
        if let Some(folder) = folder {
            book.set_tempdir(folder)?;
        }
        let pen = Pen::new();
        let sheet = book.add_worksheet_with_constant_memory()?;
        sheet.set_name(sheet_name(head.title))?;
        for (column, width) in widths(head.columns, rows).into_iter().enumerate() {
            sheet.set_column_width(index(column), width)?;
        }
        sheet.write_string_with_format(0, 0, head.title, &pen.title)?;
        let mut row = 1;
        let made = ("작성일시", words::date::moment(head.made_at));
        for (label, value) in head.conditions.iter().chain([&made]) {
            line(sheet, &pen, row, (label, value))?;
            row += 1;
        }
        row += 1;
        for (column, label) in head.columns.iter().enumerate() {
            sheet.write_string_with_format(row, index(column), *label, &pen.head)?;
        }
        Ok(Book { book, pen, row })
    }

    /// More rows, below those that are there.
    ///
    /// # Errors
    /// When the folder does not take them.
    pub fn write(&mut self, rows: &[Vec<Cell>]) -> Result<(), NotMade> {
        let sheet = self.book.worksheet_from_index(0)?;
        for cells in rows {
            self.row += 1;
            for (column, cell) in cells.iter().enumerate() {
                self.pen.write(sheet, (self.row, index(column)), cell)?;
            }
        }
        Ok(())
    }

    /// Something that is known only now that all rows are there.
    ///
    /// # Errors
    /// When the folder does not take it.
    pub fn note(&mut self, label: &str, value: &str) -> Result<(), NotMade> {
        self.row += 2;
        let sheet = self.book.worksheet_from_index(0)?;
        Ok(line(sheet, &self.pen, self.row, (label, value))?)
    }

    /// The whole file, in memory.
    ///
    /// # Errors
    /// When it cannot be put together.
    pub fn into_bytes(mut self) -> Result<Vec<u8>, NotMade> {
        Ok(self.book.save_to_buffer()?)
    }

    /// The whole file, at this path.
    ///
    /// # Errors
    /// When it cannot be written there.
    pub fn save(mut self, path: &Path) -> Result<(), NotMade> {
        Ok(self.book.save(path)?)
    }
}

fn line(sheet: &mut Worksheet, pen: &Pen, row: u32, (label, value): (&str, &str)) -> Result<(), XlsxError> {
    sheet.write_string_with_format(row, 0, label, &pen.label)?;
    sheet.write_string_with_format(row, 1, bounded(value), &pen.text)?;
    Ok(())
}

/// Wide enough for the heading and most values.
fn widths(columns: &[&str], rows: &[Vec<Cell>]) -> Vec<f64> {
    let column = |(column, label): (usize, &&str)| {
        let cells = rows.iter().take(LOOKED_AT).filter_map(|row| row.get(column)).map(Cell::width);
        cells.fold(drawn(label), f64::max).clamp(WIDTH_MIN, WIDTH_MAX)
    };
    columns.iter().enumerate().map(column).collect()
}

fn index(column: usize) -> u16 {
    u16::try_from(column).unwrap_or(u16::MAX)
}

/// Excel forbids some characters in the name of a sheet, and long ones.
fn sheet_name(title: &str) -> String {
    title.chars().filter(|c| !"[]:*?/\\'".contains(*c)).take(SHEET_NAME_MAX).collect()
}

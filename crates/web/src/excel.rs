//! Tables as Excel files: what is shown, with its heading and the conditions it was asked for.
//!
//! Text goes in as text, never as a formula, and is marked so that it stays text when somebody edits the
//! cell; a petitioner who writes `=…` sends us words, not a program.

use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use rust_xlsxwriter::{ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

use domain::desk::seoul;

/// Characters that Excel keeps in one cell; more would not open.
const CELL_CHARS_MAX: usize = 32_000;
/// Characters that Excel takes in the name of a sheet.
const SHEET_NAME_MAX: usize = 31;
/// The widest a column is drawn, in characters; longer text is wrapped.
const WIDTH_MAX: f64 = 60.0;
const WIDTH_MIN: f64 = 10.0;

/// One cell, typed: figures stay figures and can be added up.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Cell {
    Text(String),
    /// A count or a number; shown with at most two decimals.
    Number(f64),
    /// A share of one, shown in percent.
    Share(f64),
    Moment(Timestamp),
    Day(Date),
    Empty,
}

impl Cell {
    pub(crate) fn text(text: impl Into<String>) -> Cell {
        Cell::Text(text.into())
    }

    /// A count. Excel's numbers are exact up to 2⁵³.
    pub(crate) fn count(count: impl Into<u64>) -> Cell {
        #[expect(clippy::cast_precision_loss, reason = "no count of ours comes near 2⁵³")]
        Cell::Number(count.into() as f64)
    }

    pub(crate) fn moment(at: Option<Timestamp>) -> Cell {
        at.map_or(Cell::Empty, Cell::Moment)
    }
}

/// A table to take away.
pub(crate) struct Sheet<'a> {
    /// Names the sheet and, with `stamp`, the file.
    pub(crate) title: &'a str,
    /// Label and value of each condition, above the table: `조회 기간`, `2026. 11. 1. ~ 2026. 11. 30.`
    pub(crate) conditions: Vec<(&'a str, String)>,
    pub(crate) columns: Vec<&'a str>,
    pub(crate) rows: Vec<Vec<Cell>>,
    /// When it was made.
    pub(crate) made_at: Timestamp,
}

/// A file could not be made.
#[derive(Debug, thiserror::Error)]
#[error("an Excel file could not be made")]
pub(crate) struct NotMade(#[from] XlsxError);

impl Sheet<'_> {
    /// The file as an answer that the browser saves.
    pub(crate) fn response(&self) -> Result<Response, NotMade> {
        let bytes = self.bytes()?;
        let day = self.made_at.to_zoned(seoul()).strftime("%Y%m%d").to_string();
        let name = format!("{}_{day}.xlsx", self.title.replace(' ', "_"));
        Ok((headers(&name), bytes).into_response())
    }

    /// The file itself.
    pub(crate) fn bytes(&self) -> Result<Vec<u8>, NotMade> {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet_with_constant_memory()?;
        sheet.set_name(sheet_name(self.title))?;
        let mut pen = Pen::new();
        for (column, width) in self.widths().into_iter().enumerate() {
            sheet.set_column_width(index(column), width)?;
        }
        sheet.write_string_with_format(0, 0, self.title, &pen.title)?;
        let mut row = 1;
        let made = ("작성일시", words::date::moment(self.made_at));
        for (label, value) in self.conditions.iter().chain([&made]) {
            sheet.write_string_with_format(row, 0, *label, &pen.label)?;
            sheet.write_string_with_format(row, 1, bounded(value), &pen.text)?;
            row += 1;
        }
        row += 1;
        for (column, label) in self.columns.iter().enumerate() {
            sheet.write_string_with_format(row, index(column), *label, &pen.head)?;
        }
        for cells in &self.rows {
            row += 1;
            for (column, cell) in cells.iter().enumerate() {
                pen.write(sheet, row, index(column), cell)?;
            }
        }
        Ok(book.save_to_buffer()?)
    }

    /// Wide enough for the heading and most values; in constant memory the widths come first.
    fn widths(&self) -> Vec<f64> {
        const LOOKED_AT: usize = 200;
        let shown = |cell: &Cell| match cell {
            Cell::Text(text) => drawn(text),
            Cell::Moment(_) => 18.0,
            Cell::Day(_) => 12.0,
            Cell::Number(_) | Cell::Share(_) | Cell::Empty => WIDTH_MIN,
        };
        let rows = || self.rows.iter().take(LOOKED_AT);
        self.columns
            .iter()
            .enumerate()
            .map(|(column, label)| {
                let cells = rows().filter_map(|row| row.get(column)).map(shown);
                cells.fold(drawn(label), f64::max).clamp(WIDTH_MIN, WIDTH_MAX)
            })
            .collect()
    }
}

/// A Korean syllable takes the room of two Latin letters.
fn drawn(text: &str) -> f64 {
    2.0 + text.chars().map(|c| if c.is_ascii() { 1.0 } else { 2.0 }).sum::<f64>()
}

fn index(column: usize) -> u16 {
    u16::try_from(column).unwrap_or(u16::MAX)
}

/// Excel forbids some characters in the name of a sheet, and long ones.
fn sheet_name(title: &str) -> String {
    title.chars().filter(|c| !"[]:*?/\\'".contains(*c)).take(SHEET_NAME_MAX).collect()
}

/// What no XML may carry is left out; what no cell holds is cut.
fn bounded(text: &str) -> String {
    text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).take(CELL_CHARS_MAX).collect()
}

/// The formats of a sheet, made once.
struct Pen {
    title: Format,
    label: Format,
    head: Format,
    text: Format,
    number: Format,
    share: Format,
    moment: Format,
    day: Format,
}

impl Pen {
    fn new() -> Pen {
        let cell = || Format::new().set_border(FormatBorder::Hair).set_align(FormatAlign::Top);
        Pen {
            title: Format::new().set_bold().set_font_size(14),
            label: Format::new().set_bold(),
            head: cell().set_bold().set_background_color(0x00EE_F2F7).set_text_wrap(),
            // Quoted: edited in place, `=1+1` stays what somebody wrote.
            text: cell().set_quote_prefix().set_text_wrap(),
            number: cell().set_num_format("#,##0.##"),
            share: cell().set_num_format("0.##%"),
            moment: cell().set_num_format("yyyy. m. d. hh:mm"),
            day: cell().set_num_format("yyyy. m. d."),
        }
    }

    fn write(&mut self, sheet: &mut Worksheet, row: u32, column: u16, cell: &Cell) -> Result<(), XlsxError> {
        match cell {
            Cell::Text(text) => sheet.write_string_with_format(row, column, bounded(text), &self.text),
            Cell::Number(number) => {
                // `#,##0.##` would leave a bare point behind a whole number.
                let whole = Format::new().set_num_format("#,##0").set_border(FormatBorder::Hair);
                let format = if number.fract() == 0.0 { &whole } else { &self.number };
                sheet.write_number_with_format(row, column, *number, format)
            }
            Cell::Share(share) => {
                // As above, of percents.
                let whole = Format::new().set_num_format("0%").set_border(FormatBorder::Hair);
                let format = if (share * 100.0).fract() == 0.0 { &whole } else { &self.share };
                sheet.write_number_with_format(row, column, *share, format)
            }
            Cell::Moment(at) => {
                let there = at.to_zoned(seoul()).datetime();
                sheet.write_datetime_with_format(row, column, excel(there)?, &self.moment)
            }
            Cell::Day(day) => {
                let midnight = day.to_datetime(jiff::civil::Time::midnight());
                sheet.write_datetime_with_format(row, column, excel(midnight)?, &self.day)
            }
            Cell::Empty => sheet.write_blank(row, column, &self.text),
        }
        .map(drop)
    }
}

fn excel(at: DateTime) -> Result<ExcelDateTime, XlsxError> {
    let day = ExcelDateTime::from_ymd(
        at.year().unsigned_abs(),
        at.month().unsigned_abs(),
        at.day().unsigned_abs(),
    )?;
    day.and_hms(at.hour().unsigned_abs().into(), at.minute().unsigned_abs(), f64::from(at.second()))
}

fn headers(name: &str) -> [(HeaderName, HeaderValue); 2] {
    const TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    let encoded: String = name.bytes().map(percent).collect();
    let disposition = format!("attachment; filename=\"table.xlsx\"; filename*=UTF-8''{encoded}");
    let disposition = HeaderValue::from_str(&disposition).unwrap_or(HeaderValue::from_static("attachment"));
    [(header::CONTENT_TYPE, HeaderValue::from_static(TYPE)), (header::CONTENT_DISPOSITION, disposition)]
}

/// As RFC 8187 writes a byte of a name.
fn percent(byte: u8) -> String {
    if byte.is_ascii_alphanumeric() || b"-._".contains(&byte) {
        char::from(byte).to_string()
    } else {
        format!("%{byte:02X}")
    }
}

#[cfg(test)]
mod tests {
    use calamine::{Data, Reader, Xlsx};

    use super::*;

    fn sheet(rows: Vec<Vec<Cell>>) -> Sheet<'static> {
        Sheet {
            title: "민원 [목록]",
            conditions: vec![("조회 기간", "2026. 11. 1. ~ 2026. 11. 30.".to_owned())],
            columns: vec!["제목", "값"],
            rows,
            made_at: "2026-11-20T01:00:00Z".parse().unwrap(),
        }
    }

    fn read(sheet: &Sheet) -> Vec<Vec<Data>> {
        let bytes = sheet.bytes().unwrap();
        let mut book: Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(bytes)).unwrap();
        let range = book.worksheet_range_at(0).unwrap().unwrap();
        assert!(book.worksheet_formula(&book.sheet_names()[0].clone()).unwrap().is_empty(), "a formula");
        range.rows().map(<[Data]>::to_vec).collect()
    }

    #[test]
    fn a_strangers_reader_finds_the_heading_the_conditions_and_typed_cells() {
        let day = jiff::civil::date(2026, 11, 20);
        let rows = read(&sheet(vec![
            vec![Cell::text("가로등"), Cell::Number(68.18)],
            vec![Cell::Day(day), Cell::Share(0.5)],
            vec![Cell::moment(None), Cell::count(4_u64)],
            vec![Cell::moment(Some(Timestamp::UNIX_EPOCH)), Cell::Empty],
        ]));
        assert_eq!(rows[0][0], Data::String("민원 [목록]".to_owned()));
        assert_eq!(rows[1][1], Data::String("2026. 11. 1. ~ 2026. 11. 30.".to_owned()));
        assert_eq!(rows[4][0], Data::String("제목".to_owned()));
        assert_eq!(rows[5][1], Data::Float(68.18));
        assert_eq!(rows[7][1], Data::Float(4.0));
        for row in [6, 8] {
            assert!(matches!(rows[row][0], Data::DateTime(_)), "{:?}", rows[row][0]);
        }
    }

    #[test]
    fn what_somebody_wrote_is_text_whatever_it_begins_with() {
        for evil in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "=HYPERLINK(\"http://x\")", "a\u{0}b"] {
            let rows = read(&sheet(vec![vec![Cell::text(evil), Cell::Empty]]));
            let Data::String(text) = &rows[5][0] else { panic!("{evil:?} became {:?}", rows[5][0]) };
            assert_eq!(text.trim(), evil.replace('\u{0}', "").trim());
        }
    }

    #[test]
    fn the_file_is_named_in_korean_for_every_browser() {
        let response = sheet(Vec::new()).response().unwrap();
        let name = response.headers()[header::CONTENT_DISPOSITION].to_str().unwrap();
        assert!(name.ends_with("%EB%AF%BC%EC%9B%90_%5B%EB%AA%A9%EB%A1%9D%5D_20261120.xlsx"), "{name}");
    }
}

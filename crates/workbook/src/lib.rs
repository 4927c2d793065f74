//! Tables as Excel files: what is shown, with its heading and the conditions it was asked for.
//!
//! Text goes in as text, never as a formula, and is marked so that it stays text when somebody edits the
//! cell; a petitioner who writes `=…` sends us words, not a program.

mod book;
mod cell;

use domain::desk::seoul;
use jiff::Timestamp;
use rust_xlsxwriter::XlsxError;

pub use book::{Book, Head};
pub use cell::Cell;

/// What a browser is told an Excel file is.
pub const MEDIA_TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// A table to take away, all of it at hand.
pub struct Sheet<'a> {
    /// Names the sheet and the file.
    pub title: &'a str,
    /// Label and value of each condition, above the table.
    pub conditions: Vec<(&'a str, String)>,
    pub columns: Vec<&'a str>,
    pub rows: Vec<Vec<Cell>>,
    /// When it was made.
    pub made_at: Timestamp,
}

/// A file could not be made.
#[derive(Debug, thiserror::Error)]
#[error("an Excel file could not be made")]
pub struct NotMade(#[from] XlsxError);

impl Sheet<'_> {
    fn head(&self) -> Head<'_> {
        let Sheet { title, conditions, columns, made_at, .. } = self;
        Head { title, conditions, columns, made_at: *made_at }
    }

    /// The file itself.
    ///
    /// # Errors
    /// When the machine's folder for what comes and goes does not take it.
    pub fn bytes(&self) -> Result<Vec<u8>, NotMade> {
        let mut book = Book::begin(&self.head(), &self.rows, None)?;
        book.write(&self.rows)?;
        book.into_bytes()
    }
}

/// What a file is called: its title and the day.
pub fn file_name(title: &str, made_at: Timestamp) -> String {
    let day = made_at.to_zoned(seoul()).strftime("%Y%m%d").to_string();
    format!("{}_{day}.xlsx", title.replace(' ', "_"))
}

#[cfg(test)]
mod tests {
    use calamine::{Data, Reader, Xlsx};
    use jiff::Timestamp;

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
        table(sheet.bytes().unwrap())
    }

    fn table(bytes: Vec<u8>) -> Vec<Vec<Data>> {
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
    fn what_xml_reads_specially_is_a_letter_in_a_cell_a_title_and_a_condition() {
        let markup = [
            "<c r=\"A1\"><f>1+1</f></c>",
            "</t></si><!-- & -->",
            "a & b &amp; &#61;1+1 &lt;",
            "]]><![CDATA[x]]>",
            "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>&e;",
            "'\"<>&'",
            "=1<2&3>2",
        ];
        let cells = || markup.map(|text| vec![Cell::text(text), Cell::text(text)]).to_vec();
        let plain = sheet(cells());
        let odd = Sheet {
            title: "<b>&</b>",
            conditions: vec![("<검색어> & \"말\"", markup.join(" "))],
            columns: vec!["<제목>", "&값"],
            ..sheet(cells())
        };
        for sheet in [plain, odd] {
            let rows = read(&sheet);
            for (row, text) in rows[5..].iter().zip(markup) {
                assert_eq!(row[..], [Data::String(text.to_owned()), Data::String(text.to_owned())]);
            }
            assert_eq!(rows.len(), 5 + markup.len());
            assert_eq!(rows[0][0], Data::String(sheet.title.to_owned()));
            let (label, value) = &sheet.conditions[0];
            assert_eq!(rows[1][..], [Data::String((*label).to_owned()), Data::String(value.clone())]);
            assert_eq!(
                rows[4][..],
                [sheet.columns[0], sheet.columns[1]].map(|name| Data::String(name.to_owned()))
            );
        }
    }

    #[test]
    fn rows_that_come_in_parts_make_the_same_table() {
        let rows: Vec<Vec<Cell>> =
            (0..7_u64).map(|n| vec![Cell::text(format!("민원 {n}")), Cell::count(n)]).collect();
        let whole = sheet(rows.clone());
        let mut book = Book::begin(&whole.head(), &rows[..3], None).unwrap();
        for part in rows.chunks(3) {
            book.write(part).unwrap();
        }
        book.note("주의", "더 있습니다.").unwrap();
        let mut parts = table(book.into_bytes().unwrap());
        assert_eq!(parts.pop().unwrap()[1], Data::String("더 있습니다.".to_owned()));
        assert_eq!(parts.pop().unwrap()[0], Data::Empty);
        assert_eq!(parts, read(&whole));
    }
}

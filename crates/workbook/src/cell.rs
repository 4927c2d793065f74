//! One cell: what stands in it, and how it is drawn.

use domain::desk::seoul;
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use rust_xlsxwriter::{ExcelDateTime, Format, FormatAlign, FormatBorder, Worksheet, XlsxError};

/// Characters that Excel keeps in one cell; more would not open.
const CELL_CHARS_MAX: usize = 32_000;
/// The widest a column is drawn, in characters; longer text is wrapped.
pub(crate) const WIDTH_MAX: f64 = 60.0;
pub(crate) const WIDTH_MIN: f64 = 10.0;

/// One cell, typed: figures stay figures and can be added up.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
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
    pub fn text(text: impl Into<String>) -> Cell {
        Cell::Text(text.into())
    }

    /// A count. Excel's numbers are exact up to 2⁵³.
    pub fn count(count: impl Into<u64>) -> Cell {
        #[expect(clippy::cast_precision_loss, reason = "no count of ours comes near 2⁵³")]
        Cell::Number(count.into() as f64)
    }

    pub fn moment(at: Option<Timestamp>) -> Cell {
        at.map_or(Cell::Empty, Cell::Moment)
    }

    /// How wide it would be drawn.
    pub(crate) fn width(&self) -> f64 {
        match self {
            Cell::Text(text) => drawn(text),
            Cell::Moment(_) => 18.0,
            Cell::Day(_) => 12.0,
            Cell::Number(_) | Cell::Share(_) | Cell::Empty => WIDTH_MIN,
        }
    }
}

/// A Korean syllable takes the room of two Latin letters.
pub(crate) fn drawn(text: &str) -> f64 {
    2.0 + text.chars().map(|c| if c.is_ascii() { 1.0 } else { 2.0 }).sum::<f64>()
}

/// What no XML may carry is left out; what no cell holds is cut.
pub(crate) fn bounded(text: &str) -> String {
    text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).take(CELL_CHARS_MAX).collect()
}

/// The formats of a sheet, made once.
pub(crate) struct Pen {
    pub(crate) title: Format,
    pub(crate) label: Format,
    pub(crate) head: Format,
    pub(crate) text: Format,
    number: Format,
    /// `#,##0.##` would leave a bare point behind a whole number.
    whole: Format,
    share: Format,
    /// As above, of percents.
    whole_share: Format,
    moment: Format,
    day: Format,
}

impl Pen {
    pub(crate) fn new() -> Pen {
        let cell = || Format::new().set_border(FormatBorder::Hair).set_align(FormatAlign::Top);
        Pen {
            title: Format::new().set_bold().set_font_size(14),
            label: Format::new().set_bold(),
            head: cell().set_bold().set_background_color(0x00EE_F2F7).set_text_wrap(),
            // Quoted: edited in place, `=1+1` stays what somebody wrote.
            text: cell().set_quote_prefix().set_text_wrap(),
            number: cell().set_num_format("#,##0.##"),
            whole: Format::new().set_num_format("#,##0").set_border(FormatBorder::Hair),
            share: cell().set_num_format("0.##%"),
            whole_share: Format::new().set_num_format("0%").set_border(FormatBorder::Hair),
            moment: cell().set_num_format("yyyy. m. d. hh:mm"),
            day: cell().set_num_format("yyyy. m. d."),
        }
    }

    pub(crate) fn write(
        &self,
        sheet: &mut Worksheet,
        (row, column): (u32, u16),
        cell: &Cell,
    ) -> Result<(), XlsxError> {
        match cell {
            Cell::Text(text) => sheet.write_string_with_format(row, column, bounded(text), &self.text),
            Cell::Number(number) => {
                let format = if number.fract() == 0.0 { &self.whole } else { &self.number };
                sheet.write_number_with_format(row, column, *number, format)
            }
            Cell::Share(share) => {
                let format = if (share * 100.0).fract() == 0.0 { &self.whole_share } else { &self.share };
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

//! The table of a statistic: the figures of its tab, 전체 first.

use domain::measure::Tally;
use maud::{Markup, html};
use words::figure::{grouped, percent, working_time};

use super::{Line, Tab, Wanted};
use crate::components::{Column, Row, Table, data_table};

/// A column: its label, and the figure as it is shown.
type Figure = (&'static str, fn(&Tally) -> String);

const HANDLING: &[Figure] = &[
    ("접수", |t| grouped(t.taken_in)),
    ("처리 중", |t| grouped(t.live)),
    ("지연 중", |t| grouped(t.overdue)),
    ("처리완료", |t| grouped(t.answered)),
    ("이송", |t| grouped(t.transferred)),
    ("종결", |t| grouped(t.closed)),
    ("취하", |t| grouped(t.withdrawn)),
    ("병합", |t| grouped(t.merged)),
    ("처리율", |t| percent(t.settled())),
];
const KEPT: &[Figure] = &[
    ("처리완료", |t| grouped(t.answered)),
    ("기한 안", |t| grouped(t.in_time)),
    ("기한 넘김", |t| grouped(t.late())),
    ("준수율", |t| percent(t.kept())),
];
const SHORTENED: &[Figure] = &[
    ("처리완료", |t| grouped(t.answered)),
    ("법정 처리기간 합계", |t| working_time(t.allowed_minutes)),
    ("줄인 시간 합계", |t| working_time(t.saved_minutes)),
    ("단축률", |t| percent(t.shortened())),
];
const HOPS: &[Figure] = &[
    ("접수", |t| grouped(t.taken_in)),
    ("재지정된 민원", |t| grouped(t.hopped)),
    ("재지정 횟수", |t| grouped(t.hops)),
    ("재지정률", |t| percent(t.sent_on())),
];

fn figures(tab: Tab) -> &'static [Figure] {
    match tab {
        Tab::Handling => HANDLING,
        Tab::Kept => KEPT,
        Tab::Shortened => SHORTENED,
        Tab::Hops => HOPS,
    }
}

/// The whole table; offices lead one step down.
pub(super) fn table(tab: Tab, wanted: &Wanted, lines: &[Line]) -> Markup {
    let caption = format!("{} {}", wanted.by.label(), tab.label());
    drawn(tab, wanted.by.column(), &caption, lines.iter())
}

/// The same figures behind the drawing.
pub(super) fn short(tab: Tab, rows: &[Line]) -> Markup {
    drawn(tab, "구분", &format!("{} 그림의 수치", tab.label()), rows.iter())
}

fn drawn<'a>(tab: Tab, first: &str, caption: &str, lines: impl Iterator<Item = &'a Line>) -> Markup {
    let mut columns = vec![Column::new(first).main()];
    columns.extend(figures(tab).iter().map(|(label, _)| Column::new(label).numeric()));
    let rows = lines.map(|line| {
        let mut cells =
            vec![html! { @if line.key == "total" { strong { (line.label) } } @else { (line.label) } }];
        cells.extend(figures(tab).iter().map(|(_, shown)| html! { (shown(&line.tally)) }));
        let row = Row::new(cells);
        match &line.href {
            Some(href) => row.href(href.clone()),
            None => row,
        }
    });
    data_table(&Table::new(caption, &columns, rows.collect()).dense().grid())
}

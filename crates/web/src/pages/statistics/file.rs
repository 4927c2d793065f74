//! A statistic as an Excel file: every figure of every tab, typed.

use axum::response::Response;
use domain::desk::Desk;
use domain::measure::{Share, Tally};
use words::Names;

use super::{Found, Wanted};
use crate::error::Fail;
use crate::excel::{Answer, Cell, Sheet};
use crate::pages::watch::Span;

/// Label and cell of each figure after the first column.
type Figure = (&'static str, fn(&Tally) -> Cell);

const FIGURES: [Figure; 18] = [
    ("접수", |t| Cell::count(t.taken_in)),
    ("처리 중", |t| Cell::count(t.live)),
    ("지연 중", |t| Cell::count(t.overdue)),
    ("처리완료", |t| Cell::count(t.answered)),
    ("이송", |t| Cell::count(t.transferred)),
    ("종결", |t| Cell::count(t.closed)),
    ("취하", |t| Cell::count(t.withdrawn)),
    ("병합", |t| Cell::count(t.merged)),
    ("처리율", |t| share(t.settled())),
    ("기한 안", |t| Cell::count(t.in_time)),
    ("기한 넘김", |t| Cell::count(t.late())),
    ("준수율", |t| share(t.kept())),
    ("법정 처리기간(근무시간 분)", |t| Cell::count(t.allowed_minutes)),
    ("줄인 시간(근무시간 분)", |t| Cell::count(t.saved_minutes)),
    ("단축률", |t| share(t.shortened())),
    ("재지정된 민원", |t| Cell::count(t.hopped)),
    ("재지정 횟수", |t| Cell::count(t.hops)),
    ("재지정률", |t| share(t.sent_on())),
];

/// Nothing of nothing is an empty cell, so that no mean is drawn down by it.
fn share(share: Share) -> Cell {
    share.of_one().map_or(Cell::Empty, Cell::Share)
}

pub(crate) fn file(wanted: &Wanted, span: &Span, found: &Found, desk: &Desk) -> Result<Response, Fail> {
    let title = format!("민원 통계 {}", wanted.by.label());
    let mut conditions = vec![("조회 기간", span.words())];
    conditions.extend(wanted.agency.map(|id| ("기관", Names::agency(desk.chart.as_ref(), id))));
    conditions.extend(wanted.bureau.clone().map(|bureau| ("실국", bureau)));
    conditions.extend(wanted.kind.map(|kind| ("민원종류", words::kind::label(kind).to_owned())));
    conditions.extend(wanted.channel.map(|way| ("접수경로", words::channel::label(way).to_owned())));
    conditions.extend(words::behind::sentence(found.behind).map(|sentence| ("자료 기준", sentence)));
    let mut columns = vec![wanted.by.column()];
    columns.extend(FIGURES.iter().map(|(label, _)| *label));
    let rows = found.lines.iter().map(|line| {
        // A day stays a day, so that Excel can sort and group it.
        let day = line.key.parse().ok().filter(|_| wanted.by.is_time());
        let mut row = vec![day.map_or_else(|| Cell::text(&line.label), Cell::Day)];
        row.extend(FIGURES.iter().map(|(_, cell)| cell(&line.tally)));
        row
    });
    let rows = rows.collect();
    Ok(Sheet { title: &title, conditions, columns, rows, made_at: desk.now }.response()?)
}

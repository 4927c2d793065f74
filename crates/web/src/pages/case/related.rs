//! 관련 민원: what the same person filed besides, and what others filed about the same, as far as the reader
//! may see it.

use casework::Office;
use casework::reader::Case;
use casework::suggestions::{self, Alike};
use domain::actor::Actor;
use maud::{Markup, html};
use store::Read;
use store::read::Listed;

use super::view::View;
use crate::components::{Column, Row, Table, data_table, expander};
use crate::error::Fail;

/// How many of the person's other complaints are listed.
pub(super) const MOST: u32 = 12;

/// Those whose titles say the same; what the same person filed stands in its own list.
pub(super) async fn alike(
    tx: &mut Read,
    (office, actor): (&Office, &Actor),
    case: &Case,
    related: &[Listed],
) -> Result<Vec<Alike>, Fail> {
    // Nobody but the office compares one citizen's complaint with another's.
    if actor.officer().is_none() {
        return Ok(Vec::new());
    }
    let mut found = suggestions::alike(tx, office, actor, (&case.complaint, &case.words.title)).await?;
    found.retain(|alike| related.iter().all(|row| row.id != alike.row.id));
    Ok(found)
}

/// 관련 민원: both lists, each behind its fold.
pub(super) fn lists(view: &View) -> Markup {
    let same = format!("같은 신청인의 민원 {}건", view.related.len());
    let alike = format!("비슷한 민원 {}건", view.alike.len());
    html! {
        @if !view.related.is_empty() { (expander(&same, false, list(view))) }
        @if !view.alike.is_empty() { (expander(&alike, false, alike_list(view))) }
    }
}

fn list(view: &View) -> Markup {
    let rows = view.related.iter().map(|row| line(view, row, Vec::new()));
    data_table(&Table::new("같은 신청인의 민원", &COLUMNS.map(column), rows.collect()).dense())
}

fn alike_list(view: &View) -> Markup {
    let columns: Vec<Column> = COLUMNS.map(column).into_iter().chain([Column::new("비슷한 정도")]).collect();
    let rows = view.alike.iter().map(|alike| {
        let why = match alike.words.is_empty() {
            true => String::new(),
            false => format!(" 같은 낱말: {}", alike.words.join(", ")),
        };
        line(view, &alike.row, vec![html! { (alike.percent) "%" span.quiet { (why) } }])
    });
    data_table(&Table::new("비슷한 민원", &columns, rows.collect()).dense())
}

const COLUMNS: [&str; 4] = ["접수번호", "제목", "상태", "신청한 때"];

fn column(label: &str) -> Column<'_> {
    let column = Column::new(label);
    if label == "제목" { column.main() } else { column }
}

fn line(view: &View, row: &Listed, more: Vec<Markup>) -> Row {
    let mut cells = vec![
        html! { (row.number) },
        html! { (row.title) },
        html! { (words::stage::label(row.stage)) },
        html! { (words::date::moment(row.filed_at)) },
    ];
    cells.extend(more);
    Row::new(cells).href(format!("/complaints/{}?from={}", row.number, view.asked.from.as_str()))
}

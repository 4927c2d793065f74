//! A late complaint in the list: whose it is, where it is stuck and since when, how late, what was done about it.

use std::collections::BTreeMap;

use domain::complaint::Complaint;
use domain::desk::Desk;
use domain::id::ComplaintId;
use jiff::Timestamp;
use maud::{Markup, html};
use store::read::{Delayed, Listed, Sort};
use words::Names;
use words::date::past_due;
use words::figure::working_time;

use super::{FORM, Found, PATH};
use crate::components::{
    Column, Row, Selection, SortDirection, Table, Tone, data_table, empty_state, record_badge,
};
use crate::pages::work::{Asked, case_href, late_minutes, moment_cell, number_cell, stage_cell};

/// Working minutes from the due moment to the answer, or until now.
pub(crate) fn late_by(c: &Listed, desk: &Desk) -> u64 {
    let until = c.ended_at.unwrap_or(desk.now);
    c.due_at.map_or(0, |due_at| late_minutes(due_at, until, desk))
}

pub(super) fn office(c: &Listed, desk: &Desk) -> String {
    let chart = desk.chart.as_ref();
    match (c.department, c.agency) {
        (Some(department), _) => Names::department(chart, department),
        (None, Some(agency)) => Names::agency(chart, agency),
        (None, None) => "통합접수".to_owned(),
    }
}

pub(super) fn table(asked: &Asked, found: &Found, desk: &Desk, inspects: bool) -> Markup {
    let other = if found.page.sort == Sort::Due { "newest" } else { "due" };
    let href = asked.href(PATH, &[("sort", other), ("cursor", "")]);
    let direction =
        if found.page.sort == Sort::Due { SortDirection::Ascending } else { SortDirection::Descending };
    let columns = [
        Column::new("접수번호"),
        Column::new("제목").main(),
        Column::new("민원종류"),
        Column::new("부서"),
        Column::new("처리자"),
        Column::new("현재 단계"),
        Column::new("처리기한").sort(&href, Some(direction)),
        Column::new("지연"),
        Column::new("연장"),
        Column::new("독촉"),
    ];
    let rows = found.slice.rows.iter().map(|late| row(late, desk, &found.reminded)).collect();
    let empty = empty_state(
        "지연된 민원이 없습니다.",
        "조회 기간에 접수된 민원 가운데 처리기한이 지난 민원과 기한을 넘겨 답변한 민원이 나타납니다.",
        None,
    );
    let table = Table::new("지연민원", &columns, rows).dense().empty(empty);
    if inspects {
        data_table(&table.select(Selection { name: "chosen", form_id: FORM }))
    } else {
        data_table(&table)
    }
}

fn row(late: &Delayed, desk: &Desk, reminded: &BTreeMap<ComplaintId, Timestamp>) -> Row {
    let c = &late.listed;
    let handler = c.handler.map_or_else(|| "–".to_owned(), |id| Names::officer(desk.chart.as_ref(), id));
    let cells = vec![
        number_cell(c),
        html! { (c.title) },
        html! { (c.kind.map_or("–", words::kind::label)) },
        html! { (office(c, desk)) },
        html! { (handler) },
        html! { span { (stage_cell(c.stage)) " " span.quiet.moment { (words::date::moment(late.complaint.stage_since)) "부터" } } },
        c.due_at.map_or_else(|| html! { "–" }, moment_cell),
        lateness(c, desk),
        html! { (extended(&late.complaint)) },
        urged(&late.complaint, reminded.get(&late.complaint.id).copied()),
    ];
    let row = Row::new(cells).href(case_href(c, "delays"));
    // What is answered is urged on nobody.
    if c.stage.is_live() { row.key(c.number.clone(), format!("{} {}", c.number, c.title)) } else { row }
}

fn lateness(c: &Listed, desk: &Desk) -> Markup {
    let late = late_by(c, desk);
    html! {
        @if c.stage.is_live() { (record_badge(&past_due(late), Tone::Danger)) }
        @else { (record_badge(&format!("{} 늦게 답변", working_time(late)), Tone::Warning)) }
    }
}

/// `1회`, or that the period is the one the law gave.
pub(super) fn extended(c: &Complaint) -> String {
    match c.extensions.len() {
        0 => "없음".to_owned(),
        times => format!("{times}회"),
    }
}

fn urged(c: &Complaint, last: Option<Timestamp>) -> Markup {
    html! {
        span { (c.reminders) "회" @if let Some(at) = last { " " span.quiet.moment { (words::date::moment(at)) } } }
    }
}

//! Rows of complaints as every desk shows them: number, kind, title, petitioner (masked), way in, dates, due, stage.

use domain::deadline::{working_days_between, working_minutes_between};
use domain::desk::{Desk, seoul_date};
use maud::{Markup, html};
use store::read::{Cursor, Listed, Sort};

use super::{Asked, ListColumn, excel, turning};
use crate::components::{Column, Row, Selection, SortDirection, Table, Urgency, data_table};

/// Working days before the due day from which a complaint is pressing.
const SOON_DAYS: i64 = 2;
const MINUTES_AN_HOUR: i64 = 60;

/// A list of complaints, and what surrounds it.
pub(crate) struct Rows<'a> {
    pub(crate) desk: &'a Desk,
    pub(crate) caption: &'a str,
    /// The list's own address, for sorting and paging.
    pub(crate) path: &'a str,
    pub(crate) asked: &'a Asked,
    /// Which desk one comes from; the case page keeps its way back.
    pub(crate) from: &'a str,
    pub(crate) selection: Option<Selection<'a>>,
    /// Labels of this desk's own columns, after the others.
    pub(crate) extra: &'a [&'a str],
    pub(crate) empty: Markup,
}

/// A complaint with the cells of the desk's own columns.
pub(crate) struct Line<'a> {
    pub(crate) listed: &'a Listed,
    /// The title as a search shows it.
    pub(crate) title: Option<Markup>,
    pub(crate) extra: Vec<Markup>,
}

impl<'a> Line<'a> {
    pub(crate) fn plain(listed: &'a Listed) -> Line<'a> {
        Line { listed, title: None, extra: Vec::new() }
    }
}

impl Rows<'_> {
    /// The table with its pager; sort links and the next page keep the conditions.
    pub(crate) fn page(&self, sort: Sort, lines: &[Line], next: Option<&Cursor>) -> Markup {
        self.page_of(&ListColumn::USUAL, sort, lines, next)
    }

    /// The same with columns of the reader's choice.
    pub(crate) fn page_of(
        &self,
        shown: &[ListColumn],
        sort: Sort,
        lines: &[Line],
        next: Option<&Cursor>,
    ) -> Markup {
        let by_due = self.asked.href(self.path, &[("sort", "due"), ("cursor", "")]);
        let by_newest = self.asked.href(self.path, &[("sort", "newest"), ("cursor", "")]);
        let sorts = [(by_newest.as_str(), Sort::Newest), (by_due.as_str(), Sort::Due)];
        live(html! {
            (self.table(shown, Some((sort, sorts)), lines))
            (self.pager(sort, lines.len(), next))
            (excel::link(self.asked, self.path, lines.is_empty()))
        })
    }

    /// The table with its pager where the order is not to be chosen.
    pub(crate) fn unsorted_page(
        &self,
        shown: &[ListColumn],
        lines: &[Line],
        next: Option<&Cursor>,
    ) -> Markup {
        live(html! {
            (self.table(shown, None, lines))
            (self.pager(Sort::Due, lines.len(), next))
            (excel::link(self.asked, self.path, lines.is_empty()))
        })
    }

    fn pager(&self, sort: Sort, shown: usize, next: Option<&Cursor>) -> Markup {
        turning(self.asked, self.path, shown, self.asked.next(self.path, sort, next))
    }

    /// The table alone, in the order given.
    pub(crate) fn plain(&self, lines: &[Line]) -> Markup {
        live(self.table(&ListColumn::USUAL, None, lines))
    }

    fn table(
        &self,
        shown: &[ListColumn],
        sorts: Option<(Sort, [(&str, Sort); 2])>,
        lines: &[Line],
    ) -> Markup {
        let sortable = |label, by: Sort| match &sorts {
            Some((now, links)) => {
                let href = links.iter().find(|(_, sort)| *sort == by).map_or("", |(href, _)| *href);
                let direction =
                    if by == Sort::Due { SortDirection::Ascending } else { SortDirection::Descending };
                Column::new(label).sort(href, (*now == by).then_some(direction))
            }
            None => Column::new(label),
        };
        let drawn = shown.iter().map(|column| {
            let plain = Column::new(column.label());
            // Where nothing is received yet, the order of filing is the order of coming in.
            let by_filing = *column == ListColumn::Filed && !shown.contains(&ListColumn::Dated);
            match column.sorts_by().or(by_filing.then_some(Sort::Newest)) {
                Some(by) => sortable(column.label(), by),
                None if *column == ListColumn::Title => plain.main(),
                None if *column == ListColumn::Hops => plain.numeric(),
                None => plain,
            }
        });
        let mut columns: Vec<Column> = drawn.collect();
        columns.extend(self.extra.iter().map(|label| Column::new(label)));
        let rows = lines.iter().map(|line| self.row(shown, line)).collect();
        let table = Table::new(self.caption, &columns, rows).dense().empty(self.empty.clone());
        match self.selection {
            Some(selection) => data_table(&table.select(selection)),
            None => data_table(&table),
        }
    }

    fn row(&self, shown: &[ListColumn], line: &Line) -> Row {
        let c = line.listed;
        let cell = |column: &ListColumn| match &line.title {
            Some(title) if *column == ListColumn::Title => title.clone(),
            _ => column.cell(c, self.desk),
        };
        let mut cells: Vec<Markup> = shown.iter().map(cell).collect();
        cells.extend(line.extra.iter().cloned());
        Row::new(cells)
            .href(case_href(c, self.from))
            .key(c.number.clone(), format!("{} {}", c.number, c.title))
    }
}

pub(crate) fn case_href(c: &Listed, from: &str) -> String {
    format!("/complaints/{}?from={from}", c.number)
}

pub(crate) fn number_cell(c: &Listed) -> Markup {
    html! { span.case-number { (c.number) } }
}

/// What an open page looks at again when it hears that its list has changed.
fn live(list: Markup) -> Markup {
    html! { div data-live="list" { (list) } }
}

/// A moment that is never broken into two lines.
pub(crate) fn moment_cell(at: jiff::Timestamp) -> Markup {
    html! { span.moment { (words::date::moment(at)) } }
}

/// Working minutes from the due moment to another.
pub(crate) fn late_minutes(due_at: jiff::Timestamp, until: jiff::Timestamp, desk: &Desk) -> u64 {
    u64::try_from(working_minutes_between(&desk.calendar, due_at, until)).unwrap_or_default()
}

/// `D-3`, `오늘 4시간`, `2일 1시간 지남`.
pub(crate) fn left(due_at: jiff::Timestamp, desk: &Desk) -> (String, Urgency) {
    if desk.now > due_at {
        return (words::date::past_due(late_minutes(due_at, desk.now, desk)), Urgency::Overdue);
    }
    let days = working_days_between(&desk.calendar, desk.today(), seoul_date(due_at));
    let text = words::date::d_day(days);
    match days {
        0 => {
            let hours = working_minutes_between(&desk.calendar, desk.now, due_at).max(0) / MINUTES_AN_HOUR;
            let text =
                if hours > 0 { format!("{text} {hours}시간") } else { format!("{text} 1시간 안") };
            (text, Urgency::Today)
        }
        ..=SOON_DAYS => (text, Urgency::Soon),
        _ => (text, Urgency::Calm),
    }
}

//! Rows of complaints as every desk shows them: number, kind, title, petitioner (masked), way in, dates, due, stage.

use domain::complaint::{Badge, StageName};
use domain::deadline::{working_days_between, working_minutes_between};
use domain::desk::{Desk, seoul_date};
use maud::{Markup, html};
use store::read::{Cursor, Listed, Sort};

use super::{Asked, excel};
use crate::components::{
    Column, Deadline, Pager, Row, Selection, SortDirection, Table, Tone, Urgency, data_table, deadline_cell,
    pager, record_badge, stage_badge,
};

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
    pub(crate) extra: Vec<Markup>,
}

impl<'a> Line<'a> {
    pub(crate) fn plain(listed: &'a Listed) -> Line<'a> {
        Line { listed, extra: Vec::new() }
    }
}

impl Rows<'_> {
    /// The table with its pager; sort links and the next page keep the conditions.
    pub(crate) fn page(&self, sort: Sort, lines: &[Line], next: Option<&Cursor>) -> Markup {
        let by_due = self.asked.href(self.path, &[("sort", "due"), ("cursor", "")]);
        let by_newest = self.asked.href(self.path, &[("sort", "newest"), ("cursor", "")]);
        let sorts = [(by_newest.as_str(), Sort::Newest), (by_due.as_str(), Sort::Due)];
        html! {
            (self.table(Some((sort, sorts)), lines))
            (self.pager(sort, lines.len(), next))
            (excel::link(self.asked, self.path, lines.is_empty()))
        }
    }

    /// The table with its pager where the order is not to be chosen.
    pub(crate) fn unsorted_page(&self, lines: &[Line], next: Option<&Cursor>) -> Markup {
        html! {
            (self.table(None, lines))
            (self.pager(Sort::Due, lines.len(), next))
            (excel::link(self.asked, self.path, lines.is_empty()))
        }
    }

    fn pager(&self, sort: Sort, shown: usize, next: Option<&Cursor>) -> Markup {
        let next = self.asked.next(self.path, sort, next);
        let first = self.asked.href(self.path, &[("cursor", "")]);
        let previous = self.asked.get("cursor").is_some().then_some(first.as_str());
        let summary = format!("{shown}건 표시");
        html! {
            @if next.is_some() || previous.is_some() {
                (pager(&Pager { previous, next: next.as_deref(), summary: &summary, ..Pager::default() }))
            }
        }
    }

    /// The table alone, in the order given.
    pub(crate) fn plain(&self, lines: &[Line]) -> Markup {
        self.table(None, lines)
    }

    fn table(&self, sorts: Option<(Sort, [(&str, Sort); 2])>, lines: &[Line]) -> Markup {
        let sortable = |label, by: Sort| match &sorts {
            Some((now, links)) => {
                let href = links.iter().find(|(_, sort)| *sort == by).map_or("", |(href, _)| *href);
                let direction =
                    if by == Sort::Due { SortDirection::Ascending } else { SortDirection::Descending };
                Column::new(label).sort(href, (*now == by).then_some(direction))
            }
            None => Column::new(label),
        };
        let mut columns = vec![
            Column::new("접수번호"),
            Column::new("민원종류"),
            Column::new("제목").main(),
            Column::new("신청인"),
            Column::new("접수경로"),
            sortable("접수일시", Sort::Newest),
            sortable("처리기한", Sort::Due),
            Column::new("상태"),
            Column::new("재지정").numeric(),
            Column::new("비고"),
        ];
        columns.extend(self.extra.iter().map(|label| Column::new(label)));
        let rows = lines.iter().map(|line| self.row(line)).collect();
        let table = Table::new(self.caption, &columns, rows).dense().empty(self.empty.clone());
        match self.selection {
            Some(selection) => data_table(&table.select(selection)),
            None => data_table(&table),
        }
    }

    fn row(&self, line: &Line) -> Row {
        let c = line.listed;
        let mut cells = vec![
            number_cell(c),
            html! { (c.kind.map_or("–", words::kind::label)) },
            title_cell(c),
            html! { (words::mask::name(&c.petitioner_name)) },
            html! { (words::channel::label(c.channel)) },
            moment_cell(c.received_at.unwrap_or(c.filed_at)),
            due_cell(c, self.desk),
            stage_cell(c.stage),
            html! { (c.hops) },
            html! { @if let Some(badge) = c.badge { (record_badge(words::badge::label(badge), tone(badge))) } },
        ];
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

/// A moment that is never broken into two lines.
pub(crate) fn moment_cell(at: jiff::Timestamp) -> Markup {
    html! { span.moment { (words::date::moment(at)) } }
}

fn title_cell(c: &Listed) -> Markup {
    html! { (c.title) }
}

/// 결재수신 and 결재상신 mean the reverse of what they suggest: every stage says what it means.
pub(crate) fn stage_cell(stage: StageName) -> Markup {
    let tone = match stage {
        StageName::Filed | StageName::Received | StageName::AtAgency | StageName::AtDepartment => {
            Tone::Neutral
        }
        StageName::Assigned | StageName::Accepted | StageName::ApprovalSent | StageName::ApprovalPending => {
            Tone::Information
        }
        StageName::Answered => Tone::Success,
        StageName::Transferred | StageName::Closed | StageName::Withdrawn | StageName::Merged => {
            Tone::Neutral
        }
    };
    html! { span title=(words::stage::tooltip(stage)) { (stage_badge(words::stage::label(stage), tone)) } }
}

fn tone(badge: Badge) -> Tone {
    match badge {
        Badge::ReassignmentRequested | Badge::Objected | Badge::ApprovalReturned => Tone::Warning,
        Badge::FollowUpDue => Tone::Danger,
        Badge::AwaitingSupplement | Badge::Cooperating | Badge::Extended => Tone::Neutral,
    }
}

/// The due date of a row, with the hours that are left on its last day.
fn due_cell(c: &Listed, desk: &Desk) -> Markup {
    let Some(due_at) = c.due_at else {
        let text = match (c.stage, c.badge) {
            (_, Some(Badge::AwaitingSupplement)) => "보완 중 정지",
            (StageName::Filed, _) => "접수 전",
            _ => "–",
        };
        return html! { span.quiet { (text) } };
    };
    let due = words::date::moment(due_at);
    let (remaining, urgency) = left(due_at, desk);
    let (remaining, urgency) =
        if c.stage.is_live() { (remaining, urgency) } else { ("처리 끝".to_owned(), Urgency::Stopped) };
    deadline_cell(&Deadline { due: &due, remaining: &remaining, urgency, explanation: &[] }, None)
}

/// `D-3`, `오늘 4시간`, `2일 지남`.
pub(crate) fn left(due_at: jiff::Timestamp, desk: &Desk) -> (String, Urgency) {
    let passed = desk.now > due_at;
    let days = working_days_between(&desk.calendar, desk.today(), seoul_date(due_at));
    let text = words::date::d_day(days, passed);
    if passed {
        return (text, Urgency::Overdue);
    }
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

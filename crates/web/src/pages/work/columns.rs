//! The columns of a list of complaints: what each is called, how it is drawn, how a table of text has it.

use domain::complaint::{Badge, StageName};
use domain::desk::Desk;
use maud::{Markup, html};
use store::Preferences;
use store::read::{Listed, Sort};
use words::Names;

use super::rows::{left, moment_cell};
use crate::components::{Deadline, Tone, Urgency, deadline_cell, record_badge, stage_badge};

/// A column of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ListColumn {
    Number,
    Kind,
    Category,
    Title,
    Petitioner,
    Channel,
    Filed,
    Dated,
    Due,
    Stage,
    Hops,
    Badge,
    Office,
    Handler,
    Ended,
    Rating,
}

impl ListColumn {
    pub(crate) const ALL: [ListColumn; 16] = [
        ListColumn::Number,
        ListColumn::Kind,
        ListColumn::Category,
        ListColumn::Title,
        ListColumn::Petitioner,
        ListColumn::Channel,
        ListColumn::Filed,
        ListColumn::Dated,
        ListColumn::Due,
        ListColumn::Stage,
        ListColumn::Hops,
        ListColumn::Badge,
        ListColumn::Office,
        ListColumn::Handler,
        ListColumn::Ended,
        ListColumn::Rating,
    ];

    /// What every desk shows.
    pub(crate) const USUAL: [ListColumn; 10] = [
        ListColumn::Number,
        ListColumn::Kind,
        ListColumn::Title,
        ListColumn::Petitioner,
        ListColumn::Channel,
        ListColumn::Dated,
        ListColumn::Due,
        ListColumn::Stage,
        ListColumn::Hops,
        ListColumn::Badge,
    ];

    /// What the search shows unless its reader chose otherwise.
    pub(crate) const OF_SEARCH: [ListColumn; 12] = [
        ListColumn::Number,
        ListColumn::Kind,
        ListColumn::Title,
        ListColumn::Petitioner,
        ListColumn::Channel,
        ListColumn::Dated,
        ListColumn::Due,
        ListColumn::Stage,
        ListColumn::Hops,
        ListColumn::Badge,
        ListColumn::Office,
        ListColumn::Handler,
    ];

    /// The name of the preference that keeps them.
    pub(crate) const PREFERENCE: &'static str = "search-columns";

    /// The columns of the search as this officer chose them: for the list, and for its Excel.
    pub(crate) fn chosen(kept: &Preferences) -> Vec<ListColumn> {
        let kept = kept.get(ListColumn::PREFERENCE).map(String::as_str).unwrap_or_default();
        let chosen: Vec<ListColumn> = kept.split(',').filter_map(ListColumn::parse).collect();
        // The title carries the row's link; a choice without it was made by another version.
        if chosen.contains(&ListColumn::Title) { chosen } else { ListColumn::OF_SEARCH.to_vec() }
    }

    pub(crate) fn as_str(self) -> &'static str {
        match self {
            ListColumn::Number => "number",
            ListColumn::Kind => "kind",
            ListColumn::Category => "category",
            ListColumn::Title => "title",
            ListColumn::Petitioner => "petitioner",
            ListColumn::Channel => "channel",
            ListColumn::Filed => "filed",
            ListColumn::Dated => "dated",
            ListColumn::Due => "due",
            ListColumn::Stage => "stage",
            ListColumn::Hops => "hops",
            ListColumn::Badge => "badge",
            ListColumn::Office => "office",
            ListColumn::Handler => "handler",
            ListColumn::Ended => "ended",
            ListColumn::Rating => "rating",
        }
    }

    pub(crate) fn parse(text: &str) -> Option<ListColumn> {
        ListColumn::ALL.into_iter().find(|column| column.as_str() == text)
    }

    pub(crate) fn label(self) -> &'static str {
        match self {
            ListColumn::Number => "접수번호",
            ListColumn::Kind => "민원종류",
            ListColumn::Category => "분류",
            ListColumn::Title => "제목",
            ListColumn::Petitioner => "신청인",
            ListColumn::Channel => "접수경로",
            ListColumn::Filed => "신청일시",
            ListColumn::Dated => "접수일시",
            ListColumn::Due => "처리기한",
            ListColumn::Stage => "상태",
            ListColumn::Hops => "재지정",
            ListColumn::Badge => "비고",
            ListColumn::Office => "처리부서",
            ListColumn::Handler => "처리자",
            ListColumn::Ended => "처리일시",
            ListColumn::Rating => "만족도",
        }
    }

    /// The order its header sorts by.
    pub(crate) fn sorts_by(self) -> Option<Sort> {
        if self == ListColumn::Dated {
            return Some(Sort::Newest);
        }
        (self == ListColumn::Due).then_some(Sort::Due)
    }

    /// The cell as text, personal data masked.
    pub(crate) fn text(self, c: &Listed, desk: &Desk) -> String {
        let chart = desk.chart.as_ref();
        let dash = || "–".to_owned();
        match self {
            ListColumn::Number => c.number.clone(),
            ListColumn::Kind => c.kind.map_or("–", words::kind::label).to_owned(),
            ListColumn::Category => c.category.clone().unwrap_or_else(dash),
            ListColumn::Title => c.title.clone(),
            ListColumn::Petitioner => words::mask::name(&c.petitioner_name),
            ListColumn::Channel => words::channel::label(c.channel).to_owned(),
            ListColumn::Filed => words::date::moment(c.filed_at),
            ListColumn::Dated => words::date::moment(c.received_at.unwrap_or(c.filed_at)),
            ListColumn::Due => c.due_at.map_or_else(|| standing(c).to_owned(), words::date::moment),
            ListColumn::Stage => words::stage::label(c.stage).to_owned(),
            ListColumn::Hops => c.hops.to_string(),
            ListColumn::Badge => c.badge.map(words::badge::label).unwrap_or_default().to_owned(),
            ListColumn::Office => match (c.department, c.agency) {
                (Some(department), _) => Names::department(chart, department),
                (None, Some(agency)) => Names::agency(chart, agency),
                (None, None) => dash(),
            },
            ListColumn::Handler => c.handler.map_or_else(dash, |id| Names::officer(chart, id)),
            ListColumn::Ended => c.ended_at.map_or_else(dash, words::date::moment),
            ListColumn::Rating => c.rating.map_or_else(dash, |points| format!("{points}점")),
        }
    }

    pub(crate) fn cell(self, c: &Listed, desk: &Desk) -> Markup {
        match self {
            ListColumn::Number => html! { span.case-number { (c.number) } },
            ListColumn::Filed => moment_cell(c.filed_at),
            ListColumn::Dated => moment_cell(c.received_at.unwrap_or(c.filed_at)),
            ListColumn::Ended => c.ended_at.map_or_else(|| html! { "–" }, moment_cell),
            ListColumn::Due => due_cell(c, desk),
            ListColumn::Stage => stage_cell(c.stage),
            ListColumn::Badge => html! {
                @if let Some(badge) = c.badge { (record_badge(words::badge::label(badge), tone(badge))) }
            },
            ListColumn::Kind
            | ListColumn::Category
            | ListColumn::Title
            | ListColumn::Petitioner
            | ListColumn::Channel
            | ListColumn::Hops
            | ListColumn::Office
            | ListColumn::Handler
            | ListColumn::Rating => html! { (self.text(c, desk)) },
        }
    }
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

/// What stands where a due date would.
fn standing(c: &Listed) -> &'static str {
    match (c.stage, c.badge) {
        (_, Some(Badge::AwaitingSupplement)) => "보완 중 정지",
        (StageName::Filed, _) => "접수 전",
        _ => "–",
    }
}

/// The due date of a row, with the hours that are left on its last day.
fn due_cell(c: &Listed, desk: &Desk) -> Markup {
    let Some(due_at) = c.due_at else { return html! { span.quiet { (standing(c)) } } };
    let due = words::date::moment(due_at);
    let (remaining, urgency) = left(due_at, desk);
    let (remaining, urgency) =
        if c.stage.is_live() { (remaining, urgency) } else { ("처리 끝".to_owned(), Urgency::Stopped) };
    deadline_cell(&Deadline { due: &due, remaining: &remaining, urgency, explanation: &[] }, None)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(text: &str) -> Vec<ListColumn> {
        ListColumn::chosen(&Preferences::from([(ListColumn::PREFERENCE.to_owned(), text.to_owned())]))
    }

    #[test]
    fn a_choice_keeps_its_order_and_never_loses_the_title() {
        assert_eq!(kept("due,title"), [ListColumn::Due, ListColumn::Title]);
        assert_eq!(kept("due,unknown"), ListColumn::OF_SEARCH);
        assert_eq!(ListColumn::chosen(&Preferences::new()), ListColumn::OF_SEARCH);
    }
}

//! The records on the file besides its stage, each kind with its own history.

use domain::complaint::Event;
use maud::{Markup, html};
use store::Line;

use super::history;
use super::view::View;
use crate::components::expander;

/// A kind of record, and which events belong to it.
type Kind = (&'static str, fn(&Event) -> bool);

const KINDS: [Kind; 9] = [
    ("장애 중 접수분 사후 등록", |event| matches!(event, Event::BackEntered { .. })),
    ("재지정", |event| {
        matches!(
            event,
            Event::ReassignmentProposed
                | Event::ReassignmentRequested { .. }
                | Event::ReassignmentDecided { .. }
        )
    }),
    ("보완", |event| {
        matches!(event, Event::SupplementRequested { .. } | Event::Supplemented | Event::SupplementLapsed)
    }),
    ("기간 연장·현장조사", |event| {
        matches!(
            event,
            Event::Extended { .. }
                | Event::ConsentToExtendAsked
                | Event::ConsentedToExtend
                | Event::ConsentRecorded
                | Event::Visited { .. }
        )
    }),
    ("중간 답변", |event| matches!(event, Event::InterimAnswered)),
    ("결재", |event| {
        matches!(
            event,
            Event::SentForApproval { .. }
                | Event::ApprovalStarted
                | Event::ApprovalDelayed
                | Event::Approved { .. }
                | Event::Returned
        )
    }),
    ("독촉장", |event| matches!(event, Event::Reminded)),
    ("만족도·추가답변", |event| {
        matches!(event, Event::Rated { .. } | Event::AskedAgain { .. } | Event::FollowUpAnswered)
    }),
    ("이의신청", |event| matches!(event, Event::Objected { .. } | Event::ObjectionDecided { .. })),
];

/// `None` when the file has no such record.
pub(super) fn records(view: &View) -> Option<Markup> {
    let kept: Vec<(&str, Vec<&Line>)> = KINDS
        .iter()
        .map(|(label, belongs)| {
            let lines = view.case.history.iter().filter(|line| belongs(&line.happened.event)).collect();
            (*label, lines)
        })
        .filter(|(_, lines): &(&str, Vec<&Line>)| !lines.is_empty())
        .collect();
    if kept.is_empty() {
        return None;
    }
    Some(html! {
        @for (label, lines) in kept {
            @let title = format!("{label} {}건", lines.len());
            @let papers = papers(view, &lines);
            (expander(&title, false, html! { (history::lines(view, label, lines)) (papers) }))
        }
    })
}

/// Every 독촉장 can be read and printed.
fn papers(view: &View, lines: &[&Line]) -> Markup {
    let sent = lines.iter().filter(|line| matches!(line.happened.event, Event::Reminded));
    html! {
        @for line in sent {
            p { a href={ "/complaints/" (view.number()) "/reminders/" (line.seq) } {
                (words::date::moment(line.happened.at)) " 독촉장 보기"
            } }
        }
    }
}

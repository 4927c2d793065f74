//! 협조: each question beside the opinion it was given, so that they can become one answer.

use domain::complaint::{Cooperation, Event, NoteKind};
use maud::{Markup, html};
use store::Line;
use words::Names;

use super::view::View;
use crate::components::{Column, Row, Table, Tone, data_table, record_badge};

/// One part-case with its texts.
struct Part<'a> {
    cooperation: &'a Cooperation,
    question: Option<&'a str>,
    opinion: Option<&'a str>,
}

/// `None` where nobody was asked.
pub(super) fn parts(view: &View) -> Option<Markup> {
    let parts = joined(&view.case.complaint.cooperations, &view.case.history);
    if parts.is_empty() {
        return None;
    }
    let columns =
        [Column::new("협조부서").main(), Column::new("요청내용"), Column::new("의견"), Column::new("회신")];
    let rows = parts.iter().map(|part| row(view, part)).collect();
    Some(data_table(&Table::new("협조 의견", &columns, rows)))
}

fn row(view: &View, part: &Part) -> Row {
    let k = part.cooperation;
    let by = k.opined_by.map(|id| Names::officer(view, id));
    let reply_by = words::date::moment(k.reply_by);
    Row::new(vec![
        html! { (Names::department(view, k.department)) },
        html! { (kept_lines(part.question)) },
        html! { (kept_lines(part.opinion)) },
        html! {
            @match k.opined_at {
                Some(at) => { p { (record_badge("의견 제출", Tone::Success)) } p { (words::date::moment(at)) } p { (by.unwrap_or_default()) } },
                None => { p { (record_badge("의견 대기", Tone::Warning)) } },
            }
            p { "회신기한 " (reply_by) @if k.extended { " (연장)" } }
        },
    ])
}

fn kept_lines(text: Option<&str>) -> Markup {
    html! { @match text { Some(text) => div.timeline-note { (text) }, None => "–" } }
}

/// Questions lie together at the first event of the act that asked them, in the order they were asked.
fn joined<'a>(cooperations: &'a [Cooperation], history: &'a [Line]) -> Vec<Part<'a>> {
    let mut parts: Vec<Part> =
        cooperations.iter().map(|cooperation| Part { cooperation, question: None, opinion: None }).collect();
    let (mut questions, mut asked) = (std::collections::VecDeque::new(), 0);
    for line in history {
        let of =
            |kind| line.notes.iter().filter(move |note| note.kind == kind).map(|note| note.text.as_str());
        questions.extend(of(NoteKind::Question));
        match &line.happened.event {
            Event::CooperationAsked { .. } => {
                if let Some(part) = parts.get_mut(asked) {
                    part.question = questions.pop_front();
                }
                asked += 1;
            }
            Event::Opined { department } => {
                let open = parts[..asked.min(cooperations.len())]
                    .iter_mut()
                    .find(|part| part.cooperation.department == *department && part.opinion.is_none());
                if let Some(part) = open {
                    part.opinion = of(NoteKind::Opinion).next();
                }
            }
            _ => {}
        }
    }
    parts
}

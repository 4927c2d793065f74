//! 처리기한: the moment, what is left, and how it was counted, line by line.

use casework::reader::Case;
use domain::deadline::working_days_between;
use domain::desk::seoul_date;
use maud::{Markup, html};

use crate::components::{Deadline, Urgency, deadline_cell};
use crate::pages::citizen::Tongue;
use crate::pages::work::late_minutes;

/// Working days within which a due date is called near.
const SOON_DAYS: i64 = 2;

pub(super) fn due(case: &Case, tongue: Tongue) -> Markup {
    let t = &tongue.strings().status;
    let Some(due) = &case.due else { return html! { p { (t.due_none) } } };
    let stands = case.complaint.open_supplement().is_some();
    let lines: Vec<String> = due.lines.iter().map(words::deadline::sentence).collect();
    html! {
        p.due-line {
            strong { (t.due_at) } " "
            @match due.at {
                Some(at) => {
                    @let passed = case.desk.now > at;
                    @let days = working_days_between(&case.desk.calendar, case.desk.today(), seoul_date(at));
                    @let left = left(case, at, days, tongue);
                    @let moment = words::date::moment_for(at, tongue.0);
                    (deadline_cell(&Deadline { due: &moment, remaining: &left, urgency: urgency(days, passed), explanation: &[] }, None))
                },
                None => (tongue.pick("지금은 세지 않습니다.", "Not counted at present.")),
            }
        }
        @if stands { p { (t.clock_stands) } }
        @if !case.complaint.extensions.is_empty() { p { (t.extended) } }
        details.deadline data-disclosure {
            summary { span.deadline-how { (tongue.pick("처리기한을 어떻게 세었는지 보기", "How the due date was counted (in Korean)")) } }
            ol.deadline-lines lang="ko" { @for line in &lines { li { (line) } } }
        }
    }
}

fn left(case: &Case, at: jiff::Timestamp, days: i64, tongue: Tongue) -> String {
    match case.desk.now > at {
        true => words::date::past_due_for(late_minutes(at, case.desk.now, &case.desk), tongue.0),
        false => words::date::d_day_for(days, tongue.0),
    }
}

fn urgency(days: i64, passed: bool) -> Urgency {
    match days {
        _ if passed => Urgency::Overdue,
        ..=0 => Urgency::Today,
        1..=SOON_DAYS => Urgency::Soon,
        _ => Urgency::Calm,
    }
}

//! 처리기한: the due date, what is left of it, and how it was counted.

use maud::{Markup, html};

/// How pressing a due date is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Urgency {
    Calm,
    /// Within the next days.
    Soon,
    Today,
    Overdue,
    /// Not counted now, or over: suspended, answered, closed.
    Stopped,
}

impl Urgency {
    fn class(self) -> &'static str {
        match self {
            Self::Calm => "due-calm",
            Self::Soon => "due-soon",
            Self::Today => "due-today",
            Self::Overdue => "due-overdue",
            Self::Stopped => "due-stopped",
        }
    }
}

/// A due date in words; the words are made by the caller.
#[derive(Clone, Copy, Debug)]
pub struct Deadline<'a> {
    /// `2026. 3. 11. 18:00`
    pub due: &'a str,
    /// `D-3`, `오늘`, `2일 1시간 지남`, `보완 중 정지`
    pub remaining: &'a str,
    pub urgency: Urgency,
    /// How it was counted, line by line.
    pub explanation: &'a [String],
}

/// The due date; opening it shows how it was counted.
#[must_use]
pub fn deadline(deadline: &Deadline) -> Markup {
    html! {
        @if deadline.explanation.is_empty() {
            (line(deadline))
        } @else {
            details.deadline data-disclosure {
                summary { (line(deadline)) span.deadline-how { "계산 보기" } }
                ol.deadline-lines { @for text in deadline.explanation { li { (text) } } }
            }
        }
    }
}

/// The due date in a table: one short link to its explanation.
#[must_use]
pub fn deadline_cell(deadline: &Deadline, explain_href: Option<&str>) -> Markup {
    html! {
        @match explain_href {
            Some(href) => a.deadline-link href=(href) { (line(deadline)) },
            None => (line(deadline)),
        }
    }
}

fn line(deadline: &Deadline) -> Markup {
    html! {
        span.due.(deadline.urgency.class()) {
            span.due-left { (deadline.remaining) }
            " "
            span.due-date { (deadline.due) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_due_date_opens_its_explanation() {
        let lines = ["2026. 3. 3. 접수".to_owned(), "3. 11. 18:00 만료".to_owned()];
        let due = Deadline {
            due: "2026. 3. 11. 18:00",
            remaining: "D-3",
            urgency: Urgency::Soon,
            explanation: &lines,
        };
        let markup = deadline(&due).into_string();
        assert!(markup.contains("<details") && markup.contains("<li>3. 11. 18:00 만료</li>"));
        assert!(markup.contains("D-3") && markup.contains("due-soon"));
    }

    #[test]
    fn in_a_table_it_leads_to_the_explanation() {
        let due = Deadline {
            due: "2026. 3. 11. 18:00",
            remaining: "2일 1시간 지남",
            urgency: Urgency::Overdue,
            explanation: &[],
        };
        let markup = deadline_cell(&due, Some("/complaints/1#clock")).into_string();
        assert!(markup.contains(r#"href="/complaints/1#clock""#) && markup.contains("2일 1시간 지남"));
    }
}

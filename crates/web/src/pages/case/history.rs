//! A line of the history as the page tells it: when, who, what, and what was typed.

use maud::{Markup, html};
use store::Line;

use super::view::View;
use crate::components::{TimelineEntry, expander, timeline};

/// Longer texts than this, in characters, are folded away.
const FOLD_OVER: usize = 400;

pub(super) fn lines<'a>(view: &View, label: &str, lines: impl IntoIterator<Item = &'a Line>) -> Markup {
    let told: Vec<Told> = lines.into_iter().map(|line| Told::of(view, line)).collect();
    let entries: Vec<TimelineEntry> = told.iter().map(Told::entry).collect();
    timeline(label, &entries)
}

struct Told<'a> {
    line: &'a Line,
    when: String,
    who: String,
    what: String,
}

impl<'a> Told<'a> {
    fn of(view: &View, line: &'a Line) -> Told<'a> {
        let happened = &line.happened;
        Told {
            line,
            when: words::date::moment(happened.at),
            who: words::event::who(&happened.by, view),
            what: words::event::line(&happened.event, view),
        }
    }

    fn entry(&self) -> TimelineEntry<'_> {
        let note = (!self.line.notes.is_empty()).then(|| {
            html! {
                @for note in &self.line.notes { (text(words::note::label(note.kind), &note.text)) }
            }
        });
        TimelineEntry { when: &self.when, who: &self.who, what: &self.what, note }
    }
}

/// A text with its name; line breaks stay.
fn text(label: &str, text: &str) -> Markup {
    if text.chars().count() > FOLD_OVER {
        return expander(label, false, html! { div.timeline-note { (text) } });
    }
    html! { p { strong { (label) } " " (text) } }
}

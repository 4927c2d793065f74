//! 이력: what happened to a complaint, in order, by whom.

use maud::{Markup, html};

/// One thing that happened.
#[derive(Clone, Debug)]
pub struct TimelineEntry<'a> {
    /// `2026. 3. 10. 09:12`
    pub when: &'a str,
    /// Name and department as they were then.
    pub who: &'a str,
    pub what: &'a str,
    pub note: Option<Markup>,
}

/// The entries in the order given.
#[must_use]
pub fn timeline(label: &str, entries: &[TimelineEntry]) -> Markup {
    html! {
        ol.timeline aria-label=(label) {
            @for entry in entries {
                li {
                    p.timeline-what { (entry.what) }
                    p.timeline-when { span { (entry.when) } " · " span { (entry.who) } }
                    @if let Some(note) = &entry.note { div.timeline-note { (note) } }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_entry_says_when_who_and_what() {
        let entry =
            TimelineEntry {
                when: "2026. 3. 10. 09:12", who: "한접수 (통합접수)", what: "접수", note: None
            };
        let markup = timeline("이력", &[entry]).into_string();
        for part in ["2026. 3. 10. 09:12", "한접수 (통합접수)", "접수"] {
            assert!(markup.contains(part), "{part}");
        }
    }
}

//! Badges: the stage of a complaint, and the records that lie on its file.

use maud::{Markup, html};

/// What a colour means here. The text always says it too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    #[default]
    Neutral,
    Information,
    Success,
    Warning,
    Danger,
}

impl Tone {
    /// The CSS class of the tone.
    #[must_use]
    pub fn class(self) -> &'static str {
        match self {
            Self::Neutral => "tone-neutral",
            Self::Information => "tone-information",
            Self::Success => "tone-success",
            Self::Warning => "tone-warning",
            Self::Danger => "tone-danger",
        }
    }
}

/// Where a complaint stands: filled, one on each row or page.
#[must_use]
pub fn stage_badge(text: &str, tone: Tone) -> Markup {
    html! { span.badge.badge-stage.(tone.class()) { (text) } }
}

/// A record on the file (협조, 보완, 연장 …): outlined, as many as there are.
#[must_use]
pub fn record_badge(text: &str, tone: Tone) -> Markup {
    html! { span.badge.badge-record.(tone.class()) { (text) } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_badge_says_its_stage_in_words() {
        let markup = stage_badge("처리자 접수", Tone::Information).into_string();
        assert_eq!(markup, r#"<span class="badge badge-stage tone-information">처리자 접수</span>"#);
    }

    #[test]
    fn what_is_written_on_a_badge_is_escaped() {
        assert!(record_badge("<협조>", Tone::Neutral).into_string().contains("&lt;협조&gt;"));
    }
}

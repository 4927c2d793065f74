//! Messages: what a page has to say first, and what the last request did.

use maud::{Markup, html};

use super::badge::Tone;

/// What the last request did; shown once, on top of the next page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flash {
    pub tone: Tone,
    pub text: String,
}

impl Flash {
    /// It was done.
    #[must_use]
    pub fn done(text: impl Into<String>) -> Self {
        Self { tone: Tone::Success, text: text.into() }
    }

    /// It was not done, and why.
    #[must_use]
    pub fn refused(text: impl Into<String>) -> Self {
        Self { tone: Tone::Danger, text: text.into() }
    }
}

/// The flash message; read out at once when it is a refusal, politely otherwise.
#[must_use]
pub fn flash(flash: &Flash) -> Markup {
    let role = if flash.tone == Tone::Danger { "alert" } else { "status" };
    html! { div.alert.(flash.tone.class()) role=(role) { p { (flash.text) } } }
}

/// Something the page wants known, with a title and free content.
#[must_use]
pub fn alert(tone: Tone, title: &str, body: Markup) -> Markup {
    html! {
        div.alert.(tone.class()) {
            p.alert-title { (title) }
            (body)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_is_read_out_at_once() {
        assert!(flash(&Flash::refused("처리기한이 지났습니다.")).into_string().contains(r#"role="alert""#));
        assert!(flash(&Flash::done("접수했습니다.")).into_string().contains(r#"role="status""#));
    }

    #[test]
    fn an_alert_has_its_title() {
        let markup = alert(Tone::Warning, "장애 모드", html! { p { "수기 접수 중" } }).into_string();
        assert!(markup.contains("장애 모드") && markup.contains("tone-warning"));
    }
}

//! Panels that open in place: no modal, no script, nothing lost behind a veil.

use maud::{Markup, html};

use super::button::ButtonKind;

/// A button-like heading that opens a form or a confirmation below it.
#[must_use]
pub fn confirm_panel(label: &str, kind: ButtonKind, body: Markup) -> Markup {
    unfolding(label, kind, false, &body)
}

/// [`confirm_panel`] that stands open: its form came back with an error.
#[must_use]
pub fn opened_panel(label: &str, kind: ButtonKind, body: Markup) -> Markup {
    unfolding(label, kind, true, &body)
}

fn unfolding(label: &str, kind: ButtonKind, open: bool, body: &Markup) -> Markup {
    html! {
        details.confirm open[open] data-disclosure {
            summary.btn.(kind.class()) { (label) }
            div.confirm-body { (body) }
        }
    }
}

/// A quiet expander for what only some readers want; `open` when it must be seen now.
#[must_use]
pub fn expander(label: &str, open: bool, body: Markup) -> Markup {
    html! {
        details.expander open[open] data-disclosure {
            summary { (label) }
            div.expander-body { (body) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panel_opens_without_script() {
        let markup = confirm_panel("종결 처리", ButtonKind::Danger, html! { p { "되돌릴 수 없습니다." } })
            .into_string();
        assert!(
            markup.starts_with("<details")
                && markup.contains(r#"<summary class="btn btn-danger">종결 처리</summary>"#)
        );
        assert!(!markup.contains(" open"));
    }

    #[test]
    fn an_expander_may_start_open() {
        assert!(expander("이력", true, html! {}).into_string().contains("<details class=\"expander\" open"));
    }
}

//! Buttons: what may be done, and what may not with the reason why.

use maud::{Markup, html};

use super::form::csrf_field;

/// How loudly a button speaks. One `Primary` a form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    Primary,
    #[default]
    Secondary,
    Tertiary,
    Danger,
}

impl ButtonKind {
    pub(super) fn class(self) -> &'static str {
        match self {
            Self::Primary => "btn-primary",
            Self::Secondary => "btn-secondary",
            Self::Tertiary => "btn-tertiary",
            Self::Danger => "btn-danger",
        }
    }
}

/// Sends the form it stands in.
#[must_use]
pub fn submit(label: &str, kind: ButtonKind) -> Markup {
    html! { button.btn.(kind.class()) type="submit" { (label) } }
}

/// Sends the form it stands in together with `name=value` (several ways on from one form).
#[must_use]
pub fn submit_value(label: &str, kind: ButtonKind, name: &str, value: &str) -> Markup {
    html! { button.btn.(kind.class()) type="submit" name=(name) value=(value) { (label) } }
}

/// Goes somewhere; changes nothing.
#[must_use]
pub fn link_button(label: &str, href: &str, kind: ButtonKind) -> Markup {
    html! { a.btn.(kind.class()) href=(href) { (label) } }
}

/// A form that is nothing but one button.
#[must_use]
pub fn post_button(action: &str, csrf: &str, label: &str, kind: ButtonKind) -> Markup {
    html! {
        form.inline-form method="post" action=(action) data-guard {
            (csrf_field(csrf))
            (submit(label, kind))
        }
    }
}

/// A button one may not press, visible with its reason. The same pair twice on a page: use
/// [`refused_button_at`] with an id of your own.
#[must_use]
pub fn refused_button(label: &str, reason: &str) -> Markup {
    refused_button_at(&format!("refused-{:08x}", fnv(&[label, reason])), label, reason)
}

/// [`refused_button`] with the id of its reason given (in lists).
#[must_use]
pub fn refused_button_at(id: &str, label: &str, reason: &str) -> Markup {
    html! {
        span.refused {
            // aria-disabled, not disabled: it must stay reachable so that its reason can be heard.
            button.btn.btn-refused type="button" aria-disabled="true" aria-describedby=(id) { (label) }
            span.refused-reason #(id) { (reason) }
        }
    }
}

/// Buttons side by side, wrapping when narrow.
#[must_use]
pub fn button_row(buttons: Markup) -> Markup {
    html! { div.button-row { (buttons) } }
}

/// FNV-1a: an id that is the same on every rendering, without a counter passed through every page.
fn fnv(texts: &[&str]) -> u32 {
    texts
        .iter()
        .flat_map(|text| text.bytes().chain([0]))
        .fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refused_button_is_tied_to_its_reason() {
        let markup = refused_button("민원 회수", "처리자가 이미 접수한 민원입니다.").into_string();
        let id = markup.split("aria-describedby=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
        assert!(markup.contains(&format!("id=\"{id}\">처리자가 이미 접수한 민원입니다.")));
        assert!(!markup.contains(" disabled"));
    }

    #[test]
    fn two_refusals_do_not_share_an_id() {
        assert_ne!(refused_button("회수", "가").into_string(), refused_button("회수", "나").into_string());
    }

    #[test]
    fn a_post_button_carries_the_token() {
        let markup = post_button("/session/extend", "t0k", "연장", ButtonKind::Tertiary).into_string();
        assert!(markup.contains(r#"<input type="hidden" name="csrf" value="t0k">"#));
        assert!(markup.contains(r#"method="post""#));
    }
}

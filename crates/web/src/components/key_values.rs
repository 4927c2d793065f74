//! A definition table: what something is called, and what it is.

use maud::{Markup, html};

/// One line; `wide` takes the whole width (addresses, long texts).
#[derive(Clone, Debug)]
pub struct KeyValue<'a> {
    pub key: &'a str,
    pub value: Markup,
    pub wide: bool,
}

impl<'a> KeyValue<'a> {
    #[must_use]
    pub fn new(key: &'a str, value: Markup) -> Self {
        Self { key, value, wide: false }
    }

    /// Plain text; `–` when there is none.
    #[must_use]
    pub fn text(key: &'a str, text: &str) -> Self {
        Self::new(key, html! { @if text.is_empty() { "–" } @else { (text) } })
    }

    #[must_use]
    pub fn wide(self) -> Self {
        Self { wide: true, ..self }
    }
}

/// Two columns of lines, one when narrow.
#[must_use]
pub fn key_values(lines: &[KeyValue]) -> Markup {
    html! {
        dl.key-values {
            @for line in lines {
                div class=[line.wide.then_some("wide")] { dt { (line.key) } dd { (line.value) } }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_key_has_its_value_and_nothing_is_a_dash() {
        let markup = key_values(&[KeyValue::text("접수경로", "인터넷"), KeyValue::text("주소", "").wide()])
            .into_string();
        assert!(markup.contains("<dt>접수경로</dt><dd>인터넷</dd>"));
        assert!(markup.contains(r#"<div class="wide"><dt>주소</dt><dd>–</dd>"#));
    }
}

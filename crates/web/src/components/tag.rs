//! A tag: a word the complaint was sorted under; a link when it leads to the others.

use maud::{Markup, html};

/// A classification word, linked to the list it stands for when `href` is given.
#[must_use]
pub fn tag(text: &str, href: Option<&str>) -> Markup {
    html! {
        @match href {
            Some(href) => a.tag href=(href) { (text) },
            None => span.tag { (text) },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_a_link_only_when_it_leads_somewhere() {
        assert_eq!(tag("교통", None).into_string(), r#"<span class="tag">교통</span>"#);
        assert_eq!(
            tag("교통", Some("/search?q=교통")).into_string(),
            r#"<a class="tag" href="/search?q=교통">교통</a>"#
        );
    }
}

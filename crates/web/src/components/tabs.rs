//! Tabs that are links: each has an address, the one shown is marked.

use maud::{Markup, html};

/// One tab.
#[derive(Clone, Copy, Debug)]
pub struct Tab<'a> {
    pub label: &'a str,
    pub href: &'a str,
    pub current: bool,
    /// How many are behind it, as it is shown.
    pub count: Option<&'a str>,
}

/// The tabs above a content; `label` names what they divide.
#[must_use]
pub fn tabs(label: &str, tabs: &[Tab]) -> Markup {
    html! {
        nav.tabs aria-label=(label) {
            ul {
                @for tab in tabs {
                    li {
                        a href=(tab.href) aria-current=[tab.current.then_some("page")] {
                            (tab.label)
                            @if let Some(count) = tab.count { " " span.tab-count { (count) } }
                        }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_shown_tab_is_marked() {
        let two = [
            Tab { label: "목록", href: "/assign", current: true, count: Some("12") },
            Tab {
                label: "상세",
                href: "/complaints/20260310000001?from=assign",
                current: false,
                count: None,
            },
        ];
        let markup = tabs("처리자 분배", &two).into_string();
        assert_eq!(markup.matches("aria-current=\"page\"").count(), 1);
        assert!(markup.contains(r#"href="/assign" aria-current="page""#));
    }
}

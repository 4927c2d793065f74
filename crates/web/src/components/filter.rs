//! Search conditions: a few in sight, the rest behind `+`. Always a GET, so a list can be bookmarked.

use maud::{Markup, html};

use super::button::{ButtonKind, link_button, submit};

/// The conditions of a list.
#[derive(Debug)]
pub struct FilterPanel<'a> {
    /// Address of the list; also where 초기화 leads.
    pub action: &'a str,
    /// Fields always in sight.
    pub fields: Markup,
    /// Fields behind `+`, if any.
    pub more: Option<Markup>,
    /// Whether `+` stands open: when one of its fields is in use or wrong.
    pub open: bool,
}

/// The form of conditions above a list.
#[must_use]
pub fn filter_panel(panel: FilterPanel) -> Markup {
    html! {
        form.filter method="get" action=(panel.action) role="search" aria-label="조회 조건" {
            div.filter-fields { (panel.fields) }
            @if let Some(more) = panel.more {
                details.filter-more open[panel.open] {
                    summary { "조건 더 보기" }
                    div.filter-fields { (more) }
                }
            }
            div.button-row {
                (submit("조회", ButtonKind::Primary))
                (link_button("초기화", panel.action, ButtonKind::Tertiary))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_conditions_stand_open_when_in_use() {
        let panel =
            |open| FilterPanel {
                action: "/search", fields: html! {}, more: Some(html! { "처리자" }), open
            };
        assert!(filter_panel(panel(true)).into_string().contains("<details class=\"filter-more\" open>"));
        assert!(filter_panel(panel(false)).into_string().contains("<details class=\"filter-more\">"));
    }

    #[test]
    fn it_is_a_get_so_the_list_has_an_address() {
        let panel = FilterPanel { action: "/search", fields: html! {}, more: None, open: false };
        let markup = filter_panel(panel).into_string();
        assert!(markup.contains(r#"method="get""#) && !markup.contains("<details"));
    }
}

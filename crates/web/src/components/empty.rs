//! What stands where a list would be when there is nothing in it.

use maud::{Markup, html};

/// Says why it is empty and, if there is one, gives the way on.
#[must_use]
pub fn empty_state(title: &str, hint: &str, way_on: Option<Markup>) -> Markup {
    html! {
        div.empty {
            p.empty-title { (title) }
            @if !hint.is_empty() { p { (hint) } }
            @if let Some(way_on) = way_on { div.button-row { (way_on) } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_gives_a_way_on() {
        let markup =
            empty_state("분배할 민원이 없습니다.", "", Some(html! { a href="/search" { "총괄 민원 조회" } }));
        assert!(markup.into_string().contains("총괄 민원 조회"));
    }
}

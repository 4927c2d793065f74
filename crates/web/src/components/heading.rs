//! The page's title line and its panels.

use maud::{Markup, html};

/// The one `h1` of a page, with what stands beside it (badges, buttons; `html! {}` for nothing).
#[must_use]
pub fn page_title(title: &str, beside: Markup) -> Markup {
    html! {
        div.page-title {
            h1 { (title) }
            div.page-title-beside { (beside) }
        }
    }
}

/// A boxed section with an `h2`; `id` is its anchor.
#[must_use]
pub fn panel(id: &str, title: &str, body: Markup) -> Markup {
    html! {
        section.panel #(id) aria-labelledby={ (id) "-title" } {
            h2 id={ (id) "-title" } { (title) }
            (body)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panel_is_named_by_its_heading() {
        let markup = panel("clock", "처리기한", html! {}).into_string();
        assert!(markup.contains(r#"aria-labelledby="clock-title""#));
        assert!(markup.contains(r#"<h2 id="clock-title">처리기한</h2>"#));
    }

    #[test]
    fn the_title_is_the_h1() {
        assert!(page_title("처리자 분배", html! {}).into_string().contains("<h1>처리자 분배</h1>"));
    }
}

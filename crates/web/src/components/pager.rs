//! Keyset paging: earlier, later, and what is on this page. There are no page numbers to jump to.

use maud::{Markup, html};

use super::lang::Lang;

/// The two ways on, each absent at its end.
#[derive(Clone, Copy, Debug, Default)]
pub struct Pager<'a> {
    pub previous: Option<&'a str>,
    pub next: Option<&'a str>,
    /// `20건 표시`, `전체 3,120건 중 20건`
    pub summary: &'a str,
    /// What is turned, where a page has several lists.
    pub label: Option<&'a str>,
    pub lang: Lang,
}

/// The links under a list.
#[must_use]
pub fn pager(pager: &Pager) -> Markup {
    html! {
        nav.pager aria-label=(pager.label.unwrap_or(pager.lang.pick("목록 넘기기", "Pages"))) {
            (way(pager.previous, "prev", pager.lang.pick("이전", "Previous")))
            span.pager-summary { (pager.summary) }
            (way(pager.next, "next", pager.lang.pick("다음", "Next")))
        }
    }
}

fn way(href: Option<&str>, rel: &str, label: &str) -> Markup {
    html! {
        @match href {
            Some(href) => a.btn.btn-tertiary.(rel) href=(href) rel=(rel) { (label) },
            None => span.pager-end.(rel) { (label) },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_end_is_no_link() {
        let markup =
            pager(&Pager { next: Some("?cursor=x"), summary: "20건", ..Pager::default() }).into_string();
        assert!(markup.contains(r#"<span class="pager-end prev">이전</span>"#));
        assert!(markup.contains(r#"href="?cursor=x" rel="next""#));
    }
}

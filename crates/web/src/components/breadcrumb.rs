//! The way from 메인 to this page.

use maud::{Markup, html};

use super::lang::Lang;

/// One step of the way; the last one is the page itself and has no address.
#[derive(Clone, Copy, Debug)]
pub struct Crumb<'a> {
    pub label: &'a str,
    pub href: Option<&'a str>,
}

impl<'a> Crumb<'a> {
    #[must_use]
    pub fn link(label: &'a str, href: &'a str) -> Self {
        Self { label, href: Some(href) }
    }

    #[must_use]
    pub fn here(label: &'a str) -> Self {
        Self { label, href: None }
    }
}

/// Nothing when the page is at the root.
#[must_use]
pub fn breadcrumb(crumbs: &[Crumb], lang: Lang) -> Markup {
    html! {
        @if !crumbs.is_empty() {
            nav.breadcrumb aria-label=(lang.pick("현재 위치", "You are here")) {
                ol {
                    @for (index, crumb) in crumbs.iter().enumerate() {
                        li {
                            @match crumb.href {
                                Some(href) => a href=(href) { (crumb.label) },
                                None => span aria-current=[(index + 1 == crumbs.len()).then_some("page")] { (crumb.label) },
                            }
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
    fn the_last_step_is_the_page_itself() {
        let crumbs = [Crumb::link("메인", "/"), Crumb::here("처리자 분배")];
        let markup = breadcrumb(&crumbs, Lang::Ko).into_string();
        assert!(markup.contains(r#"<a href="/">메인</a>"#));
        assert!(markup.contains(r#"<span aria-current="page">처리자 분배</span>"#));
    }

    #[test]
    fn a_root_page_has_none() {
        assert_eq!(breadcrumb(&[], Lang::Ko).into_string(), "");
    }
}

//! The citizens' header: three ways in, and the other language.

use maud::{Markup, html};

use super::Page;
use crate::components::Lang;

/// Ways in, Korean and English; every citizen may use all of them.
const WAYS: [(&str, &str, &str); 3] = [
    ("/apply", "민원 신청", "File a complaint"),
    ("/lookup", "민원 조회", "Look up a complaint"),
    ("/answers", "공개 민원", "Public answers"),
];

pub(super) fn header(page: &Page) -> Markup {
    let lang = page.lang;
    html! {
        header.site-header.citizen {
            div.container.header-top {
                a.logo href={ "/citizen" (query(lang)) } {
                    span.logo-mark aria-hidden="true" {}
                    (lang.pick("응답소", "Eungdapso"))
                    span.logo-sub { (lang.pick("서울특별시 민원", "Seoul complaints")) }
                }
                div.user-bar {
                    a.help-link href={ "/citizen/guide" (query(lang)) } { (lang.pick("이용 안내", "Help")) }
                    (languages(page))
                }
            }
            div.menu-band {
                div.container {
                    nav.main-menu aria-label=(lang.pick("주 메뉴", "Main menu")) {
                        ul {
                            @for (href, ko, en) in WAYS {
                                li {
                                    a.menu-head href={ (href) (query(lang)) } aria-current=[page.active.starts_with(href).then_some("page")] {
                                        (lang.pick(ko, en))
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The language travels in the address, so that a link can be handed on as it is.
fn query(lang: Lang) -> &'static str {
    lang.pick("", "?lang=en")
}

fn languages(page: &Page) -> Markup {
    html! {
        ul.languages aria-label=(page.lang.pick("언어", "Language")) {
            @for (lang, name) in [(Lang::Ko, "한국어"), (Lang::En, "English")] {
                li {
                    @if lang == page.lang {
                        span lang=(lang.code()) aria-current="true" { (name) }
                    } @else {
                        a lang=(lang.code()) hreflang=(lang.code()) href=(switch(page, lang)) { (name) }
                    }
                }
            }
        }
    }
}

fn switch(page: &Page, lang: Lang) -> String {
    page.languages_at.map_or_else(|| in_language(page.path, lang), |id| format!("#{id}"))
}

/// The same page in another language: whatever the address says of language is replaced.
fn in_language(path: &str, lang: Lang) -> String {
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let own = format!("lang={}", lang.code());
    let kept = query.split('&').filter(|part| !part.is_empty() && !part.starts_with("lang="));
    let query: Vec<_> = kept.chain([own.as_str()]).collect();
    format!("{path}?{}", query.join("&"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_other_language_keeps_the_rest_of_the_address() {
        assert_eq!(in_language("/lookup", Lang::En), "/lookup?lang=en");
        assert_eq!(in_language("/answers?q=a&lang=en&page=2", Lang::Ko), "/answers?q=a&page=2&lang=ko");
    }
}

//! The footer: who runs this, and whom to ask.

use maud::{Markup, html};

use super::{Audience, Page};

pub(super) fn footer(page: &Page) -> Markup {
    let lang = page.lang;
    html! {
        footer.site-footer {
            div.container {
                p.footer-owner { (lang.pick("서울특별시 응답소", "Seoul Metropolitan Government · Eungdapso")) }
                p {
                    (lang.pick("문의 ", "Inquiries "))
                    a href="tel:02-2133-7860" { (lang.pick("☎ 2133-7860", "☎ +82-2-2133-7860")) }
                }
                @if page.audience == Audience::Officer {
                    p { a href="/guide#keys" { "단축키 안내" } }
                }
            }
        }
    }
}

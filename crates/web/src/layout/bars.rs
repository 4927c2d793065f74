//! The two bars above the header: the official masthead, and the demo's clock.

use jiff::civil::DateTime;
use maud::{Markup, html};

use super::Page;
use crate::{
    assets,
    components::{ButtonKind, Lang, csrf_field, hidden, submit},
};

/// KRDS's official banner; every government site starts with it.
pub(super) fn masthead(lang: Lang) -> Markup {
    html! {
        section.masthead aria-label=(lang.pick("공식 누리집 안내", "Official website")) {
            div.container {
                img.masthead-flag src=(assets::url("taegukgi.svg")) alt="" width="24" height="16";
                (lang.pick(
                    "이 누리집은 서울특별시가 운영하는 대한민국 공식 전자정부 누리집입니다.",
                    "This is an official website of the Seoul Metropolitan Government, Republic of Korea.",
                ))
            }
        }
    }
}

/// 장애 안내, before everything else on the page.
pub(super) fn outage(told: &str, lang: Lang) -> Markup {
    let title = words::outage::title(lang.pick(words::Lang::Ko, words::Lang::En));
    html! {
        section.alert.tone-danger.outage aria-label=(title) {
            p.alert-title { (title) }
            p { (told) }
        }
    }
}

/// What time the demo believes it is, and the way to move it.
pub(super) fn demo(now: DateTime, page: &Page) -> Markup {
    let lang = page.lang;
    html! {
        section.demo-bar aria-label=(lang.pick("시연 도구", "Demo tools")) {
            div.container {
                strong { (lang.pick("시연", "Demo")) }
                span { (lang.pick("지금은 ", "It is ")) (now.strftime("%Y. %-m. %-d. %H:%M")) }
                form.demo-clock method="post" action="/demo/clock" {
                    (csrf_field(page.csrf))
                    (hidden("back", page.path))
                    label for="demo-now" { (lang.pick("시각 옮기기", "Move the clock")) }
                    input #demo-now type="datetime-local" name="now" value=(now.strftime("%Y-%m-%dT%H:%M"));
                    (submit(lang.pick("옮기기", "Move"), ButtonKind::Tertiary))
                }
                a href="/demo/mailbox" { (lang.pick("보낸 편지함", "Mailbox")) }
            }
        }
    }
}

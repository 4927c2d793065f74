//! What goes through every step of a log-in: where somebody wants to go, and the form that their session did not outlast.

use maud::{Markup, html};

use super::account::local;
use super::unsent::AGAIN;
use super::work::Posted;
use crate::components::{ButtonKind, FormAttrs, button_row, hidden, post_form, submit};

/// As the hidden fields of a log-in form bring it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Wanted<'a> {
    pub(super) next: &'a str,
    /// Sealed; nobody but its writer gets it open ([`casework::unsent`]).
    pub(super) unsent: Option<&'a str>,
}

pub(super) const UNSENT: &str = "unsent";

impl<'a> Wanted<'a> {
    /// An address of ours, and nothing that was written.
    pub(super) fn to(next: Option<&'a str>) -> Wanted<'a> {
        Wanted { next: local(next), unsent: None }
    }

    pub(super) fn of(form: &'a Posted) -> Wanted<'a> {
        Wanted { unsent: form.get(UNSENT), ..Wanted::to(form.get("next")) }
    }

    pub(super) fn fields(self) -> Markup {
        html! {
            (hidden("next", self.next))
            @if let Some(unsent) = self.unsent { (hidden(UNSENT, unsent)) }
        }
    }
}

/// For whoever logs in by an address and not by this form: 행정포털 and 통합인증 lead away from this page, which has to stay.
pub(super) fn beside(sealed: &str) -> Markup {
    html! {
        section.other-way {
            h2.section-title { "행정포털이나 통합인증으로 로그인할 때" }
            p { "이 화면을 그대로 두고 새 창에서 로그인한 다음, 이 화면으로 돌아와 이어서 쓰십시오." }
            p { a href="/login" target="_blank" rel="noopener" { "새 창에서 로그인" } }
            (post_form(&FormAttrs::new(AGAIN, ""), html! {
                (hidden(UNSENT, sealed))
                (button_row(submit("로그인을 마쳤으니 이어서 쓰기", ButtonKind::Secondary)))
            }))
        }
    }
}

//! Step two: who asks, where the answer goes, and what we do with it.

use maud::{Markup, html};

use super::typed::{LINE_MAX, Typed};
use crate::components::{Field, InputKind, checkbox, input, panel, text};
use crate::pages::citizen::{Tongue, Wrong};

pub(super) fn fields(typed: &Typed, wrongs: &[Wrong], tongue: Tongue) -> Markup {
    let t = &tongue.strings().apply;
    let lang = tongue.furniture();
    let field = |name, label| {
        Field::new(name, label).error(super::check::error(wrongs, name)).lang(lang).max_chars(LINE_MAX)
    };
    html! {
        (panel("person", t.petitioner, html! {
            p { (why(tongue)) }
            (text(&field("name", t.name).value(&typed.name).hint(t.name_hint).autocomplete("name").required()))
            (input(&field("phone", t.phone).value(&typed.phone).hint(t.phone_hint).autocomplete("tel"), InputKind::Tel))
            (input(&field("email", t.email).value(&typed.email).hint(t.email_hint).autocomplete("email"), InputKind::Email))
            (text(&field("address", t.address).value(&typed.address).hint(t.address_hint).autocomplete("street-address")))
        }))
        (panel("privacy", t.privacy, html! {
            p { (t.privacy_text) }
            ul.plain-list { @for line in terms(tongue) { li { (line) } } }
            // `max_chars` says nothing on a check box.
            (checkbox(&Field::new("agree", t.privacy_agree).error(super::check::error(wrongs, "agree")).lang(lang).required(), typed.agree))
        }))
    }
}

fn why(tongue: Tongue) -> &'static str {
    tongue.pick(
        "답변을 드리려면 이름과 함께 휴대전화 번호, 이메일, 주소 가운데 하나가 필요합니다.",
        "To answer you we need your name and one of: telephone number, e-mail, postal address.",
    )
}

fn terms(tongue: Tongue) -> [&'static str; 4] {
    tongue.pick(
        [
            "수집하는 항목: 이름(필수), 휴대전화 번호·이메일·주소(하나 이상)",
            "쓰는 목적: 민원 처리와 진행 상황·결과 통지 (민원처리법 제8조, 시행령 제31조)",
            "보관 기간: 민원 기록의 보존 기간까지. 암호화하여 보관하며, 담당자가 열람하면 기록이 남습니다.",
            "동의하지 않을 수 있으나, 그러면 온라인으로 신청할 수 없습니다. 방문·우편·120다산콜로 신청하실 수 있습니다.",
        ],
        [
            "What we collect: name (required); telephone number, e-mail or address (at least one).",
            "What for: handling the complaint and telling you its progress and result.",
            "How long: as long as the record of the complaint is kept; encrypted, and each opening is recorded.",
            "You may decline; then you cannot file online, but in person, by post or by calling 120.",
        ],
    )
}

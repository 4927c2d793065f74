//! Step one: what it is about, and where.

use domain::complaint::Visibility;
use domain::text::{BODY_MAX, TITLE_MAX};
use maud::{Markup, html};

use super::typed::{LINE_MAX, Typed};
use crate::components::{Choice, Field, checkbox, expander, panel, radios, text, textarea};
use crate::pages::citizen::{Tongue, Wrong};

pub(super) fn fields(typed: &Typed, wrongs: &[Wrong], tongue: Tongue) -> Markup {
    let t = &tongue.strings().apply;
    let lang = tongue.furniture();
    let field = |name, label| Field::new(name, label).error(super::check::error(wrongs, name)).lang(lang);
    panel(
        "writing",
        t.complaint,
        html! {
            (text(&field("title", t.subject).value(&typed.title).hint(t.subject_hint).max_chars(TITLE_MAX).required()))
            (textarea(&field("body", t.body).value(&typed.body).hint(t.body_hint).max_chars(BODY_MAX).required(), 10))
            (text(&field("place", t.place).value(&typed.place).hint(t.place_hint).max_chars(LINE_MAX)))
            (radios(&field("visibility", t.visibility).value(&typed.visibility).required(), &choices(tongue)))
            (expander(tongue.pick("공익신고란?", "What is a public-interest report?"), false, html! {
                p { (sealed(tongue)) }
            }))
            (checkbox(&field("joint", t.joint).hint(t.joint_hint), typed.joint))
        },
    )
}

fn choices(tongue: Tongue) -> Vec<Choice<'static>> {
    let order = [Visibility::Private, Visibility::Open, Visibility::Sealed];
    order
        .into_iter()
        .map(|v| {
            Choice::new(v.as_str(), words::visibility::label_for(v, tongue.0))
                .hint(words::visibility::describe(v, tongue.0))
        })
        .collect()
}

fn sealed(tongue: Tongue) -> &'static str {
    tongue.pick(
        "국민의 건강과 안전, 환경, 소비자의 이익, 공정한 경쟁을 해치는 행위를 알리는 신고입니다. \
         신고자가 누구인지 알 수 있는 내용은 비밀로 보호되며(공익신고자 보호법 제12조), 지금 처리하는 담당자 말고는 \
         아무도 이 민원을 볼 수 없습니다. 담당자의 소속과 이름은 신청하신 분에게만 알려 드립니다.",
        "It reports an act that harms public health, safety, the environment, consumers or fair competition. \
         Who reported it is kept secret by law (Public Interest Whistleblower Protection Act, Article 12): nobody but the \
         officer who handles it now can see it.",
    )
}

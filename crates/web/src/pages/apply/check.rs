//! Step three: everything once more, before it is sent.

use domain::complaint::Visibility;
use domain::personal::GUARDED;
use maud::{Markup, html};
use words::redact::named;

use super::files::Files;
use super::typed::Typed;
use crate::components::{ButtonKind, KeyValue, Tone, alert, key_values, panel, submit_value};
use crate::pages::citizen::{Tongue, Wrong};

pub(super) fn overview(typed: &Typed, files: &Files, tongue: Tongue) -> Markup {
    let t = &tongue.strings().apply;
    let openness = typed.openness().unwrap_or(Visibility::Private);
    let joint = if typed.joint { t.joint } else { tongue.pick("아니요", "No") };
    let writing = [
        KeyValue::text(t.subject, typed.title.trim()).wide(),
        KeyValue::text(t.body, typed.body.trim()).wide(),
        KeyValue::text(t.place, typed.place.trim()).wide(),
        KeyValue::text(t.visibility, words::visibility::label_for(openness, tongue.0)),
        KeyValue::text(tongue.pick("다수인 민원", "Joint complaint"), joint),
    ];
    let person = [
        KeyValue::text(t.name, typed.name.trim()),
        KeyValue::text(t.phone, typed.phone.trim()),
        KeyValue::text(t.email, typed.email.trim()),
        KeyValue::text(t.address, typed.address.trim()),
    ];
    let change = |name, what| {
        let label = tongue.pick(format!("{what} 고치기"), format!("Change: {what}"));
        html! { div.button-row { (submit_value(&label, ButtonKind::Tertiary, "go", name)) } }
    };
    let texts = [typed.title.as_str(), &typed.body, &typed.place];
    html! {
        p { (t.check_hint) }
        @if let Some(found) = named(&texts, &GUARDED, tongue.0) { (seen(&found, tongue)) }
        (panel("check-writing", t.complaint, html! { (key_values(&writing)) (change("writing", t.complaint)) }))
        (panel("check-files", t.files, html! { (files.list(tongue)) (change("writing", t.files)) }))
        (panel("check-person", t.petitioner, html! { (key_values(&person)) (change("person", t.petitioner)) }))
    }
}

/// Somebody is about to hand in what nobody needs to know.
fn seen(found: &str, tongue: Tongue) -> Markup {
    let title =
        tongue.pick(format!("{found} – 이렇게 보이는 번호가 있습니다"), format!("This looks like a {found}"));
    alert(
        Tone::Warning,
        &title,
        html! { p { (tongue.pick(
            "민원 처리에 꼭 필요하지 않으면 '민원 내용 고치기'를 눌러 지워 주십시오. 그대로 보내면 담당자에게도 가려져 보이고, \
             열람하려면 목적을 기록해야 합니다.",
            "Unless the office needs it, go back and take it out. If you send it, it is covered even for the officer \
             in charge until a purpose is written down.",
        )) } },
    )
}

/// The message beside a field.
pub(super) fn error<'a>(wrongs: &'a [Wrong], field: &str) -> Option<&'a str> {
    wrongs.iter().find(|wrong| wrong.field == field).map(|wrong| wrong.message.as_str())
}

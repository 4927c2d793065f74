//! Step three: everything once more, before it is sent.

use domain::complaint::Visibility;
use maud::{Markup, html};

use super::files::Files;
use super::typed::Typed;
use crate::components::{ButtonKind, KeyValue, key_values, panel, submit_value};
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
    html! {
        p { (t.check_hint) }
        (panel("check-writing", t.complaint, html! { (key_values(&writing)) (change("writing", t.complaint)) }))
        (panel("check-files", t.files, html! { (files.list(tongue)) (change("writing", t.files)) }))
        (panel("check-person", t.petitioner, html! { (key_values(&person)) (change("person", t.petitioner)) }))
    }
}

/// The message beside a field.
pub(super) fn error<'a>(wrongs: &'a [Wrong], field: &str) -> Option<&'a str> {
    wrongs.iter().find(|wrong| wrong.field == field).map(|wrong| wrong.message.as_str())
}

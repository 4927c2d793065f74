//! What the petitioner wrote.

use casework::reader::Case;
use maud::Markup;

use crate::components::{KeyValue, key_values, panel as boxed};
use crate::pages::citizen::Tongue;

pub(super) fn panel(case: &Case, tongue: Tongue) -> Markup {
    let (t, a) = (&tongue.strings().status, &tongue.strings().apply);
    let c = &case.complaint;
    let filed = words::date::moment_for(c.filed_at, tongue.0);
    let mut lines = vec![
        KeyValue::text(t.filed_at, &filed),
        KeyValue::text(a.visibility, words::visibility::label_for(c.visibility, tongue.0)),
        KeyValue::text(a.subject, &case.words.title).wide(),
        KeyValue::text(a.body, &case.words.body).wide(),
    ];
    if let Some(place) = &case.words.place {
        lines.push(KeyValue::text(a.place, place).wide());
    }
    boxed("what-i-wrote", tongue.pick("내가 쓴 내용", "What I wrote"), key_values(&lines))
}

//! Forms and JSON, read alike.

use serde_json::json;

use super::*;

fn fields(value: Value) -> Fields {
    match value {
        Value::Object(map) => Fields::from_json(map),
        _ => unreachable!("tests send objects"),
    }
}

#[test]
fn every_problem_is_told_and_unknown_fields_too() {
    let mut sent = fields(json!({"reason": "a\u{0}b", "handler": 7, "extra": true}));
    let reason = sent.text::<100>("reason");
    let handler = sent.parsed::<domain::id::OfficerId>("handler");
    let problems = sent.finish(reason.zip(handler)).unwrap_err();
    let told: Vec<_> = problems.iter().map(|p| (p.field.as_str(), p.code())).collect();
    assert_eq!(
        told,
        [("reason", "control-character"), ("handler", "unreadable"), ("extra", "unknown-field")]
    );
}

#[test]
fn a_form_and_json_say_the_same() {
    let pairs = [("days".to_owned(), "7".to_owned()), ("note".to_owned(), String::new())];
    let mut form = Fields::from_form(&pairs);
    let mut json = fields(json!({"days": 7, "note": null}));
    assert_eq!(form.parsed::<u16>("days"), json.parsed::<u16>("days"));
    assert_eq!(form.text_if_any::<10>("note"), json.text_if_any::<10>("note"));
}

#[test]
fn what_json_sends_must_be_of_the_kind_it_should_be() {
    let mut sent =
        fields(json!({"memo": false, "reason": 7, "asks": "공원과", "judged": true, "note": null}));
    assert_eq!(sent.text_if_any::<10>("memo"), None);
    assert_eq!(sent.text::<10>("reason"), None);
    assert_eq!(sent.objects("asks"), None);
    assert_eq!((sent.flag("judged"), sent.text_if_any::<10>("note")), (true, None));
    let told: Vec<_> =
        sent.finish(Some(())).unwrap_err().into_iter().map(|p| (p.field.clone(), p.code())).collect();
    let wanted = ["memo", "reason", "asks"].map(|field| (field.to_owned(), "unreadable"));
    assert_eq!(told, wanted);
}

#[test]
fn a_bare_day_means_six_in_the_evening_in_seoul() {
    assert_eq!(moment("2026-03-10"), "2026-03-10T09:00:00Z".parse().ok());
    assert_eq!(moment("2026-03-10T10:30"), "2026-03-10T01:30:00Z".parse().ok());
    assert_eq!(moment("morgen"), None);
}

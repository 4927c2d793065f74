//! The request bodies of the acts, from the table that a test holds against what the acts read.

use domain::complaint::Act;
use serde_json::{Map, Value, json};

use super::super::bulk::{ACTS, NUMBER_LENGTH_MAX, NUMBERS_MAX};
use crate::acts::{FieldSpec, Shape, fields, label, needs_an_office, points};

/// What is as good as nothing sent.
pub(super) const BLANK: &str = "^\\s*$";

/// `Receive`, `AnswerAtOnce` …
pub(super) fn name(act: Act) -> String {
    let capital = |word: &str| word[..1].to_uppercase() + &word[1..];
    act.as_str().split('-').map(capital).collect()
}

/// One body an act, and one a bulk act.
pub(super) fn schemas() -> Map<String, Value> {
    let single =
        Act::ALL.iter().map(|act| (format!("{}Act", name(*act)), body(*act, Map::new(), Vec::new())));
    let numbers = json!({
        "type": "array", "minItems": 1, "maxItems": NUMBERS_MAX, "description": "민원 번호",
        "items": {"type": "string", "maxLength": NUMBER_LENGTH_MAX},
    });
    let many = ACTS.into_iter().map(move |act| {
        let start = Map::from_iter([("numbers".to_owned(), numbers.clone())]);
        (format!("Bulk{}", name(act)), body(act, start, vec![json!("numbers")]))
    });
    single.chain(many).collect()
}

fn body(act: Act, mut properties: Map<String, Value>, mut required: Vec<Value>) -> Value {
    for field in fields(act) {
        properties.insert(field.name.to_owned(), property(field));
        if field.required {
            required.push(json!(field.name));
        }
    }
    let mut schema = json!({
        "type": "object",
        "description": words::act::follows(act),
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    });
    if needs_an_office(act) {
        let named =
            |by: &str| json!({"required": [by], "properties": {by: {"type": "string", "minLength": 1}}});
        schema["anyOf"] = json!(["department", "agency"].map(named));
    }
    schema
}

/// What need not be sent may be sent as null.
fn property(field: FieldSpec) -> Value {
    let shape = shape(field.shape);
    let mut schema = if field.required { shape } else { maybe(shape) };
    schema["description"] = json!(label(field.name));
    schema
}

fn shape(shape: Shape) -> Value {
    let id = json!({"type": "string", "format": "uuid"});
    match shape {
        Shape::Text(max) => text(max),
        Shape::OneOf(values) => json!({"type": "string", "enum": values()}),
        Shape::Id => id,
        Shape::Ids => json!({"type": "array", "items": id}),
        Shape::Number => json!({"type": "string", "examples": ["20260310000001"]}),
        Shape::Numbers => json!({"type": "array", "items": {"type": "string"}}),
        Shape::Period => json!({
            "type": "string", "pattern": "^(immediate|[1-9][0-9]{0,3}[hdwmy])$", "examples": ["7d"],
        }),
        Shape::Moment => json!({"type": "string", "format": "date-time"}),
        Shape::Day => json!({"type": "string", "format": "date"}),
        Shape::Days => json!({"type": "integer", "minimum": 1, "maximum": 366}),
        Shape::Flag => json!({"type": "boolean"}),
        Shape::Points => json!({"type": "integer", "enum": points()}),
        Shape::Cooperations => json!({
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "department": id,
                    "question": text(domain::text::MEMO_MAX),
                    "reply_by": {"type": "string", "format": "date-time"},
                },
                "required": ["department", "question", "reply_by"],
                "additionalProperties": false,
            },
        }),
    }
}

/// Or nothing: null, or a text without anything visible in it.
pub(super) fn maybe(schema: Value) -> Value {
    json!({"anyOf": [schema, {"type": "null"}, {"type": "string", "pattern": BLANK}]})
}

/// Something visible, no control characters but line breaks and tabs.
pub(super) fn text(max: usize) -> Value {
    json!({"type": "string", "minLength": 1, "maxLength": max, "pattern": "\\S"})
}

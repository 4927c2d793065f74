//! The request bodies that are not acts.

use domain::text::{BODY_MAX, TITLE_MAX};
use serde_json::{Map, Value, json};

use super::super::filing::CONTACT_MAX;
use super::super::session::{CODE_MAX, LOGIN_MAX, PASSWORD_MAX};
use super::acts::{maybe, text};

pub(super) fn schemas() -> Map<String, Value> {
    let log_in = object(
        json!({
            "login": text(LOGIN_MAX),
            "password": {"type": "string", "minLength": 1, "maxLength": PASSWORD_MAX},
            "code": maybe(text(CODE_MAX)),
        }),
        &["login", "password"],
    );
    let clock = object(json!({"now": {"type": "string", "format": "date-time"}}), &["now"]);
    [("LogIn", log_in), ("Filing", filing()), ("ClockMove", clock)]
        .into_iter()
        .map(|(name, schema)| (name.to_owned(), schema))
        .collect()
}

fn filing() -> Value {
    let mut schema = object(
        json!({
            "title": text(TITLE_MAX),
            "body": text(BODY_MAX),
            "place": maybe(text(CONTACT_MAX)),
            "visibility": maybe(json!({"type": "string", "enum": ["open", "private"], "default": "private"})),
            "joint": maybe(json!({"type": "boolean", "description": "다수인관련민원"})),
            "channel": maybe(json!({
                "type": "string", "enum": ["counter", "post", "phone120"],
                "description": "직원이 등록할 때에만, 그때에는 반드시",
            })),
            "name": text(CONTACT_MAX),
            "phone": maybe(text(CONTACT_MAX)),
            "email": maybe(text(CONTACT_MAX)),
            "address": maybe(text(CONTACT_MAX)),
        }),
        &["title", "body", "name"],
    );
    // One way at least to send the answer.
    let reached = |by: &str| json!({"required": [by], "properties": {by: {"type": "string"}}});
    schema["anyOf"] = json!(["phone", "email", "address"].map(reached));
    schema
}

fn object(properties: Value, required: &[&str]) -> Value {
    json!({"type": "object", "properties": properties, "required": required, "additionalProperties": false})
}

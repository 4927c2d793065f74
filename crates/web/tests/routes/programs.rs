//! What programs ask: every operation of the document that the JSON interface gives of itself, with a body in which
//! everything is filled in.

use axum::Router;
use serde_json::{Map, Value, json};
use testkit::world::{PARK, PARKS, ROADS, SEO};

use crate::ask::{parcel, send};
use crate::things::Ids;

const ROOT: &str = "/api/v1";
/// Takes files, and no JSON.
const TAKES_FILES: &str = "/attachments";
/// What need not be said, and is said all the same: without it the act would do nothing.
const ALSO_SAID: [&str; 6] = ["department", "cooperations", "body", "line", "phone", "channel"];

/// One operation.
pub(crate) struct Operation {
    pub(crate) method: String,
    pub(crate) path: String,
    /// Of a body's schema; null where there is none.
    schema: Value,
}

impl Operation {
    pub(crate) fn name(&self) -> String {
        format!("{} {}", self.method, self.path)
    }

    /// Whether the address says which complaint is meant.
    pub(crate) fn names_a_complaint(&self) -> bool {
        self.path.contains("{number}")
    }

    /// Whether several complaints are named in the body.
    pub(crate) fn names_several(&self) -> bool {
        self.path.contains("/bulk/")
    }

    pub(crate) fn is_an_act(&self) -> bool {
        self.path.contains("/acts/")
    }

    /// A list that may be narrowed, as rows or as a file.
    pub(crate) fn is_the_list(&self) -> bool {
        ["GET /complaints", "GET /complaints.xlsx"].contains(&self.name().as_str())
    }

    /// Where it is asked, of these things.
    pub(crate) fn address(&self, ids: &Ids) -> String {
        let id = match self.path.contains("/attachments/") {
            true => ids["/complaints/{number}/files/{id}"].clone(),
            false => ROADS.to_string(),
        };
        let path = self.path.replace("{number}", &ids["/complaints/{number}"]);
        format!("{ROOT}{}", path.replace("{id}", &id).replace("{year}", "2026"))
    }

    /// The kind and the bytes of what is sent; `numbers` are those of a selection.
    pub(crate) fn body(&self, numbers: &[String]) -> (String, Vec<u8>) {
        if self.path.ends_with(TAKES_FILES) {
            return parcel((("part", "answer"), ("a.pdf", b"%PDF-1.4\n%%EOF")));
        }
        ("application/json".to_owned(), filled(&self.schema, numbers).to_string().into_bytes())
    }
}

/// Every operation, ending the session last.
pub(crate) async fn operations(router: &Router) -> Vec<Operation> {
    let document = format!("{ROOT}/openapi.json");
    let came = send(router, ("GET", &document), &[], ("", Vec::new())).await;
    let document: Value = serde_json::from_str(&came.text).unwrap();
    let mut all = Vec::new();
    for (path, ways) in document["paths"].as_object().unwrap() {
        for (method, operation) in ways.as_object().unwrap() {
            let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
            let named = schema["$ref"].as_str().and_then(|at| document.pointer(at.trim_start_matches('#')));
            all.push(Operation {
                method: method.to_uppercase(),
                path: path.strip_prefix(ROOT).unwrap().to_owned(),
                schema: named.unwrap_or(schema).clone(),
            });
        }
    }
    all.sort_by_key(|operation| (operation.method == "DELETE", operation.name()));
    all
}

/// What must be said, and what makes an act do something.
fn filled(schema: &Value, numbers: &[String]) -> Value {
    let must: Vec<&str> =
        schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let properties = schema["properties"].as_object().cloned().unwrap_or_default();
    let said = properties
        .iter()
        .filter(|(name, _)| must.contains(&name.as_str()) || ALSO_SAID.contains(&name.as_str()));
    let said: Map<String, Value> =
        said.map(|(name, shape)| (name.clone(), value(name, shape, numbers))).collect();
    Value::Object(said)
}

fn value(name: &str, shape: &Value, numbers: &[String]) -> Value {
    let shape = shape["anyOf"].get(0).unwrap_or(shape);
    if let Some(first) = shape["enum"].get(0) {
        return first.clone();
    }
    match (name, shape["type"].as_str(), shape["format"].as_str()) {
        ("handler", ..) => json!(PARK.to_string()),
        ("line", ..) => json!([SEO.to_string()]),
        ("numbers", ..) => json!(numbers),
        ("into", ..) => json!(numbers[0]),
        ("by" | "period", ..) => json!("3d"),
        ("phone", ..) => json!("010-2222-3333"),
        ("cooperations", ..) => json!([
            {"department": PARKS.to_string(), "question": "의견을 바랍니다.", "reply_by": "2026-03-25T18:00:00+09:00"},
        ]),
        (_, Some("string"), Some("uuid")) => json!(PARKS.to_string()),
        (_, Some("string"), Some("date")) => json!("2026-03-25"),
        (_, Some("string"), Some("date-time")) => json!("2026-03-25T18:00:00+09:00"),
        (_, Some("integer"), _) => json!(7),
        (_, Some("boolean"), _) => json!(true),
        _ => json!("확인하였습니다."),
    }
}

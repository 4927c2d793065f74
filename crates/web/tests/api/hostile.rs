//! Whatever is thrown at whichever door: never a fault, and what was refused changed nothing.

use std::collections::BTreeMap;

use axum::body::Body;
use axum::http::{HeaderValue, Request};
use casework::reader;
use domain::id::OfficerId;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};
use store::read::{Filter, Page, Sort};
use testkit::world::*;

use super::office::{TestOffice, bearer};

/// Requests of one run.
const REQUESTS: u32 = 600;

#[derive(Clone, Debug)]
struct Thrown {
    operation: prop::sample::Index,
    caller: prop::sample::Index,
    case: prop::sample::Index,
    hostile_path: Option<Vec<u8>>,
    query: Option<Vec<(Vec<u8>, Vec<u8>)>>,
    headers: Vec<(prop::sample::Index, Vec<u8>)>,
    body: Thing,
}

#[derive(Clone, Debug)]
enum Thing {
    Bytes(Vec<u8>),
    Deep(usize),
    Values(Vec<(prop::sample::Index, Value)>),
    Raw(&'static str),
}

const HEADERS: [&str; 5] =
    ["if-match", "idempotency-key", "x-complaint-secret", "authorization", "content-type"];

/// JSON that no value of ours can hold, or hardly.
const RAW: [&str; 8] = [
    "{\"days\": 1e999}",
    "{\"days\": -0.0, \"score\": 1e-400}",
    "{\"reason\": \"\\ud800\"}",
    "{\"numbers\": [\"\\u0000\"], \"handler\": null}",
    "{\"reason\": \"x\", \"reason\": \"y\"}",
    "null",
    "\u{feff}{}",
    "{\"title\":\"\\u202e\\u0000\\uffff\"}",
];

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "\\PC{0,40}".prop_map(Value::from),
        vec(any::<char>(), 0..20).prop_map(|chars| Value::from(chars.into_iter().collect::<String>())),
        prop::sample::select(plausible()).prop_map(Value::from),
        Just(Value::from("가".repeat(20_001))),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map("[a-z_]{1,12}", inner, 0..4).prop_map(|map| json!(map)),
        ]
    })
}

/// What might well be meant, so that acts are reached too.
fn plausible() -> Vec<String> {
    let ids = [
        KIM.to_string(),
        LEE.to_string(),
        SEO.to_string(),
        ROADS.to_string(),
        PARKS.to_string(),
        SONGPA.to_string(),
    ];
    let words = [
        "inquiry",
        "statutory",
        "7d",
        "65535y",
        "immediate",
        "granted",
        "refused",
        "abuse",
        "repeated",
        "workload",
        "cooperation",
        "9999-12-30",
        "-9999-01-01",
        "2026-03-12",
        "2026-03-12T18:00:00+09:00",
        "100",
        "true",
        "7",
        "not-our-duty",
        "passed-up",
        "upheld",
        "counter",
        "open",
        "sealed",
        "사유입니다",
        "한국도로공사",
    ];
    ids.into_iter().chain(words.map(str::to_owned)).collect()
}

fn thrown() -> impl Strategy<Value = Thrown> {
    let body = prop_oneof![
        1 => vec(any::<u8>(), 0..200).prop_map(Thing::Bytes),
        1 => (1_usize..5_000).prop_map(Thing::Deep),
        1 => prop::sample::select(RAW.to_vec()).prop_map(Thing::Raw),
        6 => vec((any::<prop::sample::Index>(), value()), 0..8).prop_map(Thing::Values),
    ];
    let bytes = || vec(any::<u8>(), 0..24);
    let index = any::<prop::sample::Index>;
    (
        index(),
        index(),
        index(),
        prop::option::weighted(0.2, bytes()),
        prop::option::weighted(0.5, vec((bytes(), bytes()), 0..4)),
        vec((index(), vec(any::<u8>(), 0..120)), 0..3),
        body,
    )
        .prop_map(|(operation, caller, case, hostile_path, query, headers, body)| Thrown {
            operation,
            caller,
            case,
            hostile_path,
            query,
            headers,
            body,
        })
}

/// An operation of the document: method, path, and the names its body and query know.
struct Operation {
    method: String,
    path: String,
    fields: Vec<String>,
    parameters: Vec<String>,
}

async fn operations(office: &TestOffice) -> Vec<Operation> {
    let spec = office.ask("GET", "/openapi.json", &[], None).await.ok();
    let mut all = Vec::new();
    for (path, item) in spec["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            // Ending sessions and moving the clock would only stop the other requests from meaning anything.
            if method == "delete" || path.contains("/demo/") {
                continue;
            }
            let body = &operation["requestBody"]["content"]["application/json"]["schema"]["$ref"];
            let schema = body.as_str().and_then(|name| spec.pointer(name.trim_start_matches('#')));
            let fields = schema.and_then(|schema| schema["properties"].as_object());
            let parameters = operation["parameters"].as_array().into_iter().flatten();
            let parameters = parameters.filter(|p| p["in"] == "query").filter_map(|p| p["name"].as_str());
            all.push(Operation {
                method: method.to_uppercase(),
                path: path.clone(),
                fields: fields.map(|fields| fields.keys().cloned().collect()).unwrap_or_default(),
                parameters: parameters.map(str::to_owned).collect(),
            });
        }
    }
    all
}

fn percent(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("%{byte:02X}")).collect()
}

struct Target {
    office: TestOffice,
    operations: Vec<Operation>,
    cases: Vec<(String, String)>,
}

impl Target {
    fn request(&self, t: &Thrown) -> Request<Body> {
        let operation = t.operation.get(&self.operations);
        let (number, secret) = t.case.get(&self.cases);
        let segment = t.hostile_path.as_deref().map(percent).filter(|s| !s.is_empty());
        let number = segment.clone().unwrap_or_else(|| number.clone());
        let path = operation.path.replace("{number}", &number);
        let path = path.replace("{id}", &segment.clone().unwrap_or_else(|| ROADS.to_string()));
        let path = path.replace("{year}", &segment.unwrap_or_else(|| "2026".to_owned()));
        let query = t.query.iter().flatten().enumerate().map(|(n, (name, value))| {
            let known = operation.parameters.get(n + name.len() % 7);
            format!("{}={}", known.cloned().unwrap_or_else(|| percent(name)), percent(value))
        });
        let query: Vec<String> = query.collect();
        let mut request =
            Request::builder().method(operation.method.as_str()).uri(format!("{path}?{}", query.join("&")));
        request = request.header("content-type", "application/json");
        for (name, value) in self.caller(t, secret) {
            request = request.header(name, value);
        }
        for (name, value) in &t.headers {
            if let Ok(value) = HeaderValue::from_bytes(value) {
                request = request.header(*name.get(&HEADERS), value);
            }
        }
        request.body(body(&t.body, operation)).unwrap()
    }

    fn caller(&self, t: &Thrown, secret: &str) -> Vec<(&'static str, String)> {
        let officers: [OfficerId; 8] = [KIM, LEE, HAN, JEONG, SEO, CHO, MIN, SONG];
        match t.caller.index(officers.len() + 2) {
            0 => Vec::new(),
            1 => vec![("x-complaint-secret", secret.to_owned())],
            n => vec![bearer(officers[n - 2])],
        }
    }

    async fn versions(&self) -> BTreeMap<String, u64> {
        let page = Page { sort: Sort::Newest, limit: 200, after: None };
        let mut all = BTreeMap::new();
        for sealed in [false, true] {
            let filter = Filter { sealed, ..Filter::default() };
            let slice = reader::list(&self.office.office, &connector(), &filter, &page).await.unwrap();
            all.extend(slice.rows.into_iter().map(|row| (row.id.to_string(), row.version)));
        }
        all
    }
}

fn body(thing: &Thing, operation: &Operation) -> Body {
    match thing {
        Thing::Bytes(bytes) => Body::from(bytes.clone()),
        Thing::Deep(depth) => Body::from(format!("{{\"reason\":{}", "[".repeat(*depth))),
        Thing::Raw(text) => Body::from(*text),
        Thing::Values(values) => {
            let mut object = serde_json::Map::new();
            for (name, value) in values {
                let name = match operation.fields.as_slice() {
                    [] => "reason".to_owned(),
                    fields => name.get(fields).clone(),
                };
                object.insert(name, value.clone());
            }
            Body::from(Value::Object(object).to_string())
        }
    }
}

#[test]
fn no_request_brings_it_down_and_what_is_refused_changes_nothing() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let target = runtime.block_on(async {
        let office = TestOffice::new().await;
        let operations = operations(&office).await;
        let mut cases = Vec::new();
        for _ in 0..4 {
            cases.push(office.file().await);
        }
        for stage in ["received", "at_department", "assigned", "accepted"] {
            cases.push((office.at_stage(stage).await, "NOSECRETHERE".to_owned()));
        }
        Target { office, operations, cases }
    });
    let mut runner =
        TestRunner::new(Config { cases: REQUESTS, failure_persistence: None, ..Config::default() });
    let result = runner.run(&thrown(), |t| {
        runtime.block_on(async {
            let before = target.versions().await;
            let told = target.office.send(target.request(&t)).await;
            prop_assert!(told.status.as_u16() < 500, "{} {:#}", told.status, told.body);
            if !told.status.is_success() {
                prop_assert_eq!(&told.headers["content-type"], "application/problem+json");
                prop_assert_eq!(before, target.versions().await);
            }
            Ok(())
        })
    });
    runtime.block_on(target.office.close());
    result.unwrap();
}

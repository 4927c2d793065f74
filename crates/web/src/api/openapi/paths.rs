//! Every address with what it takes and gives.

mod attachments;
mod office;
mod statistics;

use domain::complaint::{Act, Badge, Channel, Kind, StageName};
use serde_json::{Map, Value, json};
use store::read::PAGE_MAX;

use super::super::bulk::ACTS;
use super::super::conditions::KEY_MAX;
use super::super::listing::{PAGE_DEFAULT, WORDS_MAX};
use super::acts::{BLANK, name};
use super::satisfaction;

/// Who may ask.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum For {
    Anybody,
    Officers,
    /// Officers, and the petitioner of the complaint in the address.
    Parties,
}

pub(super) struct Address {
    pub(super) method: &'static str,
    pub(super) path: String,
    pub(super) id: String,
    pub(super) summary: String,
    pub(super) who: For,
    pub(super) body: Option<String>,
    pub(super) good: (u16, Vec<&'static str>),
    pub(super) bad: &'static [u16],
    pub(super) parameters: Vec<Value>,
}

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// Shown instead of a schema's name: an Excel file.
pub(super) const WORKBOOK: &str = "xlsx";
pub(super) use attachments::bodies as attachment_bodies;
/// The one answer that does not end: each event's data is a [`crate::live::Changed`].
const EVENTS: &str = "events";

const READ: &[u16] = &[401, 404];
const LIST: &[u16] = &[400, 401, 422];
const ACT: &[u16] = &[400, 401, 403, 404, 409, 413, 415, 422];
/// Whoever may come with a secret is slowed down when guessing.
const PARTIES: &[u16] = &[401, 404, 429];
const PARTIES_ACT: &[u16] = &[400, 401, 403, 404, 409, 413, 415, 422, 429];

pub(super) fn paths() -> Map<String, Value> {
    let mut paths: Map<String, Value> = Map::new();
    for address in [
        session(),
        mine(),
        complaints(),
        one(),
        acts(),
        office::office(),
        statistics::addresses(),
        satisfaction::addresses(),
        office::users(),
        attachments::addresses(),
    ]
    .into_iter()
    .flatten()
    {
        let item = paths.entry(format!("/api/v1{}", address.path)).or_insert_with(|| json!({}));
        item[address.method] = operation(&address);
    }
    paths
}

pub(super) fn get(path: &str, id: &str, summary: &str, shows: &'static str) -> Address {
    Address {
        method: "get",
        path: path.to_owned(),
        id: id.to_owned(),
        summary: summary.to_owned(),
        who: For::Officers,
        body: None,
        good: (200, vec![shows]),
        bad: READ,
        parameters: Vec::new(),
    }
}

fn post(path: &str, id: &str, summary: &str, body: &str) -> Address {
    let body = Some(body.to_owned());
    Address { method: "post", body, bad: ACT, ..get(path, id, summary, "Case") }
}

fn session() -> Vec<Address> {
    let open = post("/session", "openSession", "로그인하여 토큰을 받는다", "LogIn");
    let good = (200, vec!["Opened"]);
    let bad = &[400, 401, 413, 415, 422, 429];
    let close = get("/session", "closeSession", "토큰을 돌려준다", "Opened");
    vec![
        Address { who: For::Anybody, good, bad, ..open },
        Address { method: "delete", good: (204, Vec::new()), bad: &[401], ..close },
    ]
}

fn mine() -> Vec<Address> {
    let me = get("/me", "me", "로그인한 직원과 오늘의 권한", "Me");
    let counts = get("/me/counts", "myCounts", "진행상태별 건수", "MyCounts");
    let menu = get("/me/menu", "myMenu", "권한에 따른 메뉴", "Menu");
    let events = get("/events", EVENTS, "볼 수 있는 민원이 바뀔 때마다: 건수와 목록의 이름만", "Changed");
    let last = json!({"type": "string", "pattern": "^[0-9]{1,18}$", "description": "마지막으로 들은 사건의 id. 그 뒤의 일부터 알린다"});
    let last = parameter("Last-Event-ID", "header", last);
    let events = Address { bad: &[401, 429], parameters: vec![last], ..events };
    let me = [me, counts, menu].map(|address| Address { bad: &[401], ..address });
    me.into_iter().chain([events]).collect()
}

fn complaints() -> Vec<Address> {
    let list = get("/complaints", "listComplaints", "볼 수 있는 민원의 목록", "Listing");
    let file = post("/complaints", "fileComplaint", "민원을 신청하거나 등록한다", "Filing");
    let sheet = get("/complaints.xlsx", "complaintsFile", "볼 수 있는 민원의 목록, 엑셀", "Listing");
    vec![
        Address { parameters: filters(), bad: LIST, ..list },
        Address { parameters: filters(), bad: LIST, good: (200, vec![WORKBOOK]), ..sheet },
        Address {
            who: For::Anybody,
            good: (201, vec!["FiledView"]),
            bad: &[400, 401, 403, 413, 415, 422],
            parameters: vec![key()],
            ..file
        },
    ]
}

fn one() -> Vec<Address> {
    let parts = [
        ("", "getComplaint", "민원 한 건과 할 수 있는 처리", "Case"),
        ("/history", "complaintHistory", "처리 이력", "History"),
        ("/notices", "complaintNotices", "알림현황", "Notices"),
        ("/due", "complaintDue", "처리기한과 그 계산", "DueView"),
        ("/similar", "similarComplaints", "같은 신청인의 민원", "Listing"),
        ("/suggestions", "complaintSuggestions", "추천 부서와 처리자, 그 까닭(참고용)", "Suggestions"),
    ];
    let address = |(part, id, summary, shows)| Address {
        who: For::Parties,
        bad: PARTIES,
        parameters: vec![number()],
        ..get(&format!("/complaints/{{number}}{part}"), id, summary, shows)
    };
    parts.into_iter().map(address).collect()
}

fn acts() -> Vec<Address> {
    let single = Act::ALL.iter().map(|act| {
        let path = format!("/complaints/{{number}}/acts/{}", act.as_str());
        let body = format!("{}Act", name(*act));
        Address {
            who: For::Parties,
            // The head alone when the act took the complaint out of the caller's sight.
            good: (200, vec!["Case", "Head"]),
            bad: PARTIES_ACT,
            parameters: vec![number(), if_match(), key()],
            ..post(&path, &format!("act{}", name(*act)), words::act::label(*act), &body)
        }
    });
    let many = ACTS.into_iter().map(|act| {
        let path = format!("/complaints/bulk/{}", act.as_str());
        let summary = format!("여러 건 {}", words::act::label(act));
        Address {
            good: (200, vec!["Results"]),
            bad: &[400, 401, 413, 415, 422],
            parameters: vec![key()],
            ..post(&path, &format!("bulk{}", name(act)), &summary, &format!("Bulk{}", name(act)))
        }
    });
    single.chain(many).collect()
}

/// In a query a blank value is as good as none: a form sends its empty fields too.
pub(super) fn parameter(name: &str, place: &str, schema: Value) -> Value {
    let may_be_empty = place == "query" && schema["type"] != "array";
    let schema =
        if may_be_empty { json!({"anyOf": [schema, {"type": "string", "pattern": BLANK}]}) } else { schema };
    json!({"name": name, "in": place, "required": place == "path", "schema": schema})
}

fn number() -> Value {
    parameter("number", "path", json!({"type": "string", "description": "접수번호 또는 신청번호"}))
}

fn if_match() -> Value {
    let pattern = r#"^(\*|(W/)?"[0-9]{1,18}"|[0-9]{1,18})$"#;
    let schema = json!({"type": "string", "pattern": pattern, "examples": ["\"7\""]});
    let mut header = parameter("If-Match", "header", schema);
    header["description"] = json!("읽은 판의 번호. 그 뒤에 바뀌었으면 409");
    header
}

fn key() -> Value {
    let schema = json!({"type": "string", "minLength": 1, "maxLength": KEY_MAX, "pattern": "^[!-~]+$"});
    let mut header = parameter("Idempotency-Key", "header", schema);
    header["description"] = json!("같은 키의 같은 요청은 한 번만 처리한다");
    header
}

fn filters() -> Vec<Value> {
    let stages = StageName::ALL.map(StageName::as_str);
    let id = || json!({"type": "string", "format": "uuid"});
    let day = || json!({"type": "string", "format": "date"});
    let handler = json!({"anyOf": [id(), {"type": "string", "const": "me"}]});
    [
        ("stage", json!({"type": "array", "items": {"type": "string", "enum": stages}})),
        ("agency", id()),
        ("department", id()),
        ("handler", handler),
        ("kind", json!({"type": "string", "enum": Kind::ALL.map(Kind::as_str)})),
        ("channel", json!({"type": "string", "enum": Channel::ALL.map(Channel::as_str)})),
        ("badge", json!({"type": "string", "enum": Badge::ALL.map(Badge::as_str)})),
        ("q", json!({"type": "string", "maxLength": WORDS_MAX, "description": "제목·내용의 낱말. 기간이 없으면 최근 30일"})),
        ("from", day()),
        ("to", day()),
        ("overdue", json!({"type": "string", "enum": ["true"]})),
        ("sort", json!({"type": "string", "enum": ["due", "-received", "relevance"], "default": "-received"})),
        ("limit", json!({"type": "integer", "minimum": 1, "maximum": PAGE_MAX, "default": PAGE_DEFAULT})),
        ("cursor", json!({"type": "string", "description": "앞 쪽의 next"})),
    ]
    .into_iter()
    .map(|(name, schema)| parameter(name, "query", schema))
    .collect()
}

fn operation(address: &Address) -> Value {
    let mut responses = Map::new();
    responses.insert(address.good.0.to_string(), good(address));
    for status in address.bad {
        responses.insert(status.to_string(), problem(*status));
    }
    responses.insert("503".to_owned(), problem(503));
    let security = match address.who {
        For::Anybody => json!([]),
        For::Officers => json!([{"officer": []}]),
        For::Parties => json!([{"officer": []}, {"petitioner": []}]),
    };
    let mut operation = json!({
        "operationId": address.id,
        "summary": address.summary,
        "security": security,
        "parameters": address.parameters,
        "responses": responses,
    });
    if let Some(body) = &address.body {
        let schema = json!({"$ref": format!("#/components/schemas/{body}")});
        let kind = if body == attachments::UPLOAD { "multipart/form-data" } else { "application/json" };
        operation["requestBody"] = json!({"required": true, "content": {kind: {"schema": schema}}});
    }
    operation
}

fn good(address: &Address) -> Value {
    if address.good.1 == [WORKBOOK] {
        let file = json!({"schema": {"type": "string", "format": "binary"}});
        return json!({"description": address.summary, "content": {XLSX: file}});
    }
    let schema = |name: &&str| json!({"$ref": format!("#/components/schemas/{name}")});
    let shown: Vec<Value> = address.good.1.iter().map(schema).collect();
    let schema = match shown.as_slice() {
        [] => return json!({"description": "처리함"}),
        [one] => one.clone(),
        several => json!({"anyOf": several}),
    };
    let kind = if address.id == EVENTS { "text/event-stream" } else { "application/json" };
    json!({"description": address.summary, "content": {kind: {"schema": schema}}})
}

fn problem(status: u16) -> Value {
    let said = match status {
        400 => "읽을 수 없는 요청",
        401 => "로그인이 필요함",
        403 => "다른 사람의 몫",
        404 => "없거나 볼 수 없음",
        409 => "지금은 할 수 없음, 또는 그동안 바뀜",
        413 => "너무 큼",
        415 => "application/json이 아님",
        422 => "고쳐야 할 항목이 있음",
        429 => "너무 잦음",
        _ => "지금은 쓸 수 없음",
    };
    let schema = json!({"$ref": "#/components/schemas/Problem"});
    json!({"description": said, "content": {"application/problem+json": {"schema": schema}}})
}

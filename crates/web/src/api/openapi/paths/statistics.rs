//! The addresses of the statistics, each with its Excel file beside it.

use domain::complaint::{Channel, Kind};
use serde_json::{Value, json};
use store::read::PAGE_MAX;

use super::{Address, LIST, PAGE_DEFAULT, WORKBOOK, get, parameter};
use crate::pages::statistics::By;

pub(super) fn addresses() -> Vec<Address> {
    let handling =
        get("/statistics/handling", "handlingStatistics", "처리현황·준수율·단축률·재지정", "Handling");
    let delays = get("/statistics/delays", "delays", "지연민원", "Delays");
    let overview = get("/statistics/overview.xlsx", "overviewFile", "진행상태별 건수, 엑셀", "Overview");
    let bad: &[u16] = &[400, 401, 404, 422];
    let by = || parameters(&by_fields());
    let late = || parameters(&late_fields());
    vec![
        Address { bad: &[401], good: (200, vec![WORKBOOK]), ..overview },
        Address { bad, parameters: by(), ..handling },
        Address {
            bad,
            parameters: by(),
            ..file("/statistics/handling.xlsx", "handlingFile", "처리현황, 엑셀")
        },
        Address { bad: LIST, parameters: late(), ..delays },
        Address {
            bad: LIST,
            parameters: late(),
            ..file("/statistics/delays.xlsx", "delaysFile", "지연민원, 엑셀")
        },
    ]
}

fn file(path: &str, id: &str, summary: &str) -> Address {
    Address { good: (200, vec![WORKBOOK]), ..get(path, id, summary, "Problem") }
}

fn parameters(fields: &[(&str, Value)]) -> Vec<Value> {
    fields.iter().map(|(name, schema)| parameter(name, "query", schema.clone())).collect()
}

fn day() -> Value {
    json!({"type": "string", "format": "date", "description": "기본 30일, 최대 95일"})
}

fn id() -> Value {
    json!({"type": "string", "format": "uuid"})
}

fn by_fields() -> Vec<(&'static str, Value)> {
    vec![
        ("from", day()),
        ("to", day()),
        ("by", json!({"type": "string", "enum": By::ALL.map(By::as_str)})),
        ("agency", id()),
        ("bureau", json!({"type": "string", "description": "실국의 이름. agency와 함께"})),
        ("kind", json!({"type": "string", "enum": Kind::ALL.map(Kind::as_str)})),
        ("channel", json!({"type": "string", "enum": Channel::ALL.map(Channel::as_str)})),
    ]
}

fn late_fields() -> Vec<(&'static str, Value)> {
    let received =
        || json!({"type": "string", "format": "date", "description": "접수일. 기본 30일, 최대 95일"});
    vec![
        ("from", received()),
        ("to", received()),
        ("state", json!({"type": "string", "enum": ["still", "answered"]})),
        ("agency", id()),
        ("department", id()),
        ("handler", id()),
        ("kind", json!({"type": "string", "enum": Kind::ALL.map(Kind::as_str)})),
        ("sort", json!({"type": "string", "enum": ["due", "-due"], "default": "due"})),
        ("limit", json!({"type": "integer", "minimum": 1, "maximum": PAGE_MAX, "default": PAGE_DEFAULT})),
        ("cursor", json!({"type": "string", "description": "앞 쪽의 next"})),
    ]
}

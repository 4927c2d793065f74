//! The office: its people, departments and calendar.

use serde_json::json;
use store::read::PAGE_MAX;

use super::super::super::listing::PAGE_DEFAULT;
use super::super::super::office::YEARS;
use super::super::super::users::TYPED_MAX;
use super::{Address, For, get, parameter, post};

/// 사용자 관리, for those who look after people.
pub(super) fn users() -> Vec<Address> {
    let list = get("/users", "listUsers", "관리하는 사용자의 목록", "Users");
    let text = || json!({"type": "string", "maxLength": TYPED_MAX});
    let states = store::AccountState::ALL.map(store::AccountState::as_str);
    let roles = domain::role::Role::ALL.map(domain::role::Role::as_str);
    let parameters = [
        ("name", text()),
        ("login", text()),
        ("department", json!({"type": "string", "format": "uuid"})),
        ("origin", json!({"type": "string", "enum": ["linked", "by-hand"]})),
        ("account", json!({"type": "string", "enum": states})),
        ("role", json!({"type": "string", "enum": roles})),
        ("limit", json!({"type": "integer", "minimum": 1, "maximum": PAGE_MAX, "default": PAGE_DEFAULT})),
        ("cursor", json!({"type": "string", "description": "앞 쪽의 next"})),
    ];
    let parameters = parameters.into_iter().map(|(name, schema)| parameter(name, "query", schema)).collect();
    vec![Address { parameters, bad: &[400, 401, 404, 422], ..list }]
}

pub(super) fn office() -> Vec<Address> {
    let org = get("/org", "organisation", "기관과 부서", "Org");
    let officers = get("/org/departments/{id}/officers", "officersOfDepartment", "부서의 직원", "Officers");
    let calendar = get("/calendar/{year}", "calendarOfYear", "한 해의 공휴일", "CalendarYear");
    let overview = get("/statistics/overview", "overview", "볼 수 있는 범위의 진행상태별 건수", "Overview");
    let clock = post("/demo/clock", "moveDemoClock", "체험판의 시계를 옮긴다(체험판에만 있다)", "ClockMove");
    let id = parameter("id", "path", json!({"type": "string", "format": "uuid"}));
    let years = json!({"type": "integer", "minimum": YEARS.start(), "maximum": YEARS.end()});
    vec![
        Address { bad: &[401], ..org },
        Address { parameters: vec![id], ..officers },
        Address {
            who: For::Anybody,
            bad: &[404],
            parameters: vec![parameter("year", "path", years)],
            ..calendar
        },
        Address { bad: &[401], ..overview },
        Address {
            who: For::Anybody,
            good: (200, vec!["ClockView"]),
            bad: &[400, 404, 413, 415, 422],
            ..clock
        },
    ]
}

//! The addresses of 국민신문고 만족도평가 통계.

use serde_json::{Value, json};

use super::super::satisfaction::{BY, name as by_name};
use super::paths::{Address, WORKBOOK, get, parameter};

/// 국민신문고 만족도평가 통계, as JSON and as an Excel file.
pub(super) fn addresses() -> Vec<Address> {
    let json = get("/statistics/satisfaction", "satisfaction", "국민신문고 만족도평가 통계", "Satisfaction");
    let excel = get("/statistics/satisfaction.xlsx", "satisfactionExcel", "같은 통계의 엑셀 파일", WORKBOOK);
    let parameters = || -> Vec<Value> {
        let day =
            || json!({"type": "string", "format": "date", "description": "접수일. 기본 30일, 최대 95일"});
        let by = json!({"type": "string", "enum": BY.map(by_name), "default": "agency"});
        let under = json!({"type": "string", "description": "위 단계 행의 id: 기관, 또는 기관/실국"});
        [("from", day()), ("to", day()), ("by", by), ("under", under)]
            .into_iter()
            .map(|(name, schema)| parameter(name, "query", schema))
            .collect()
    };
    let bad = &[400, 401, 404, 422];
    [json, excel].into_iter().map(|address| Address { parameters: parameters(), bad, ..address }).collect()
}

//! The addresses and bodies of each point.

use anyhow::{Result, ensure};
use serde_json::json;

use super::{
    city::TODAY,
    points::Turn,
    prepare::{Desk, Inputs},
};

/// A list as long as one screen.
const SCREEN: u32 = 20;
/// Fewer acts than this say nothing about the 99th percentile.
const ACTS_MIN: usize = 100;
/// The first of the 95 days that end with today, the longest period that may be asked for (최대 조회 기간).
pub(super) const NINETY_FIVE_DAYS_AGO: &str = "2026-08-18";

// What to search for: words of the demo's complaints, whose share is the same in every city.
/// The commonest matter of the city.
const COMMON: &str = "주차";
/// In one of some five hundred.
const RARE: &str = "옹벽";
/// Two syllables are the least that is looked up, and stand in the longest lists of the index.
const SYLLABLES: &str = "소음";
/// Found to the letter, so the text of each candidate is read.
const PHRASE: &str = "\"불법 현수막\"";

type Lines = Result<Vec<String>>;

/// 처리자 분배: a department manager's list, soonest due first.
pub(super) fn list_desk(_: &Inputs, _: Turn) -> Lines {
    let stages = ["at_department", "assigned", "accepted"];
    Ok(stages.map(|stage| format!("/api/v1/complaints?stage={stage}&sort=due&limit={SCREEN}")).to_vec())
}

/// 총괄 민원 조회: the newest of the whole city.
pub(super) fn list_newest(_: &Inputs, _: Turn) -> Lines {
    Ok(vec![format!("/api/v1/complaints?sort=-received&limit={SCREEN}")])
}

/// 총괄 민원 조회 with three filters within 95 days, each time three others.
pub(super) fn list_filters(inputs: &Inputs, _: Turn) -> Lines {
    let agency = &inputs.desk.agency;
    let filters = [
        format!("agency={agency}&kind=inquiry&stage=answered"),
        format!("agency={agency}&channel=web&stage=answered"),
        "kind=grievance&channel=epeople&stage=answered".to_owned(),
    ];
    Ok(filters.map(|three| format!("/api/v1/complaints?{three}&limit={SCREEN}&{}", period())).to_vec())
}

/// One case with its acts, one of many.
pub(super) fn detail(inputs: &Inputs, _: Turn) -> Lines {
    Ok(inputs.cases.iter().map(|number| format!("/api/v1/complaints/{number}")).collect())
}

pub(super) fn search_common(_: &Inputs, _: Turn) -> Lines {
    Ok(search(COMMON))
}

pub(super) fn search_rare(_: &Inputs, _: Turn) -> Lines {
    Ok(search(RARE))
}

pub(super) fn search_syllables(_: &Inputs, _: Turn) -> Lines {
    Ok(search(SYLLABLES))
}

pub(super) fn search_phrase(_: &Inputs, _: Turn) -> Lines {
    Ok(search(PHRASE))
}

/// 처리현황 of whatever the asker watches over: a department and one's own desk, or, narrowed by nothing, the city.
pub(super) fn count(_: &Inputs, _: Turn) -> Lines {
    Ok(vec!["/api/v1/me/counts".to_owned()])
}

/// 처리 통계 of the whole city by agency.
pub(super) fn statistics(_: &Inputs, _: Turn) -> Lines {
    Ok(vec![format!("/api/v1/statistics/handling?by=agency&{}", period())])
}

/// A department's list as an Excel file; 10,000 rows at most.
pub(super) fn excel(_: &Inputs, _: Turn) -> Lines {
    Ok(vec![format!("/api/v1/complaints.xlsx?{}", period())])
}

/// The manager's list as a page.
pub(super) fn page_list(_: &Inputs, _: Turn) -> Lines {
    Ok(vec!["/assign".to_owned()])
}

/// A case as a page.
pub(super) fn page_case(inputs: &Inputs, _: Turn) -> Lines {
    Ok(inputs.cases.iter().map(|number| format!("/complaints/{number}")).collect())
}

/// 접수 of complaints that nobody has touched yet: a share of what is left.
pub(super) fn receipts(inputs: &Inputs, turn: Turn) -> Lines {
    let waiting = inputs.filed()?;
    let share = waiting.len() / turn.left.max(1);
    ensure!(share >= ACTS_MIN, "only {} complaints are left to be received", waiting.len());
    let untouched = waiting.into_iter().take(share);
    Ok(untouched
        .map(|filed| format!("/api/v1/complaints/{}/acts/receive {}", filed.number, filed.version))
        .collect())
}

/// What citizens write, one body a line; the script puts a number of its own where `@` stands.
pub(super) fn submissions(_: &Inputs, _: Turn) -> Lines {
    Ok(filings())
}

pub(super) fn filings() -> Vec<String> {
    let matters = [
        ("횡단보도 앞 가로등이 꺼져 있습니다", "며칠째 불이 들어오지 않아 밤에 길을 건너기가 위험합니다."),
        ("골목에 불법 주차가 계속됩니다", "소방차가 들어올 수 없을 만큼 양쪽으로 차가 서 있습니다."),
        ("보도블록이 깨져 있습니다", "유모차 바퀴가 걸리고 비가 오면 물이 고입니다."),
        ("공사장 소음이 심합니다", "아침 여섯 시부터 작업이 시작되어 잠을 잘 수 없습니다."),
        ("약국 앞 쓰레기 무단 투기", "봉투가 터져 악취가 나고 고양이가 뜯어 놓습니다."),
    ];
    let asked = "현장을 확인하시고 언제까지 어떻게 처리되는지 알려 주시기 바랍니다. ";
    matters
        .iter()
        .map(|(title, why)| {
            json!({
                "title": format!("{title} (@)"),
                "body": format!("{why}\n{}", asked.repeat(5)),
                "place": "송파구 올림픽로 326 부근",
                "name": "박시민",
                "phone": "010-0000-@",
            })
            .to_string()
        })
        .collect()
}

/// To the department whose people the demo has log-ins for.
pub(super) fn distribution(desk: &Desk) -> String {
    json!({ "department": desk.department, "memo": "소관 업무로 판단되어 분배합니다." }).to_string()
}

pub(super) fn assignment(desk: &Desk) -> String {
    json!({ "handler": desk.handler }).to_string()
}

/// As long as an answer usually is, with its one approver.
pub(super) fn answer(desk: &Desk) -> String {
    let said = "요청하신 곳을 확인하였고, 관련 규정에 따라 조치한 뒤 그 결과를 다시 안내해 드리겠습니다. ";
    let body = format!("안녕하십니까. 귀하께서 제출하신 민원에 대한 답변입니다.\n{}", said.repeat(8));
    json!({ "result": "explained", "body": body, "line": [desk.approver] }).to_string()
}

fn search(words: &str) -> Vec<String> {
    vec![format!("/api/v1/complaints?q={}&limit={SCREEN}&{}", encoded(words), period())]
}

fn period() -> String {
    format!("from={NINETY_FIVE_DAYS_AGO}&to={TODAY}")
}

/// Words as they stand in an address.
fn encoded(words: &str) -> String {
    let as_it_is = |byte: u8| byte.is_ascii_alphanumeric();
    words
        .bytes()
        .map(|byte| if as_it_is(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_submission_is_one_line_with_places_to_number() {
        for line in filings() {
            assert!(line.matches('@').count() == 2 && !line.contains('\n'), "{line}");
        }
    }

    #[test]
    fn words_are_encoded_for_an_address() {
        assert_eq!(encoded("\"가 b1\""), "%22%EA%B0%80%20b1%22");
    }

    #[test]
    fn what_is_searched_for_stands_in_the_demos_texts() {
        let folder =
            std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/demo/src/texts/complaints");
        let mut texts = String::new();
        for file in std::fs::read_dir(folder).unwrap() {
            texts += &std::fs::read_to_string(file.unwrap().path()).unwrap();
        }
        for words in [COMMON, RARE, SYLLABLES, PHRASE.trim_matches('"')] {
            assert!(words.split(' ').all(|word| texts.contains(word)), "{words}");
        }
    }
}

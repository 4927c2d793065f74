//! What a search finds and what it does not, as sentences one could dispute.

use search::{Query, Text, Where};

const TITLE: &str = "방이동 학교 앞 불법 주정차 단속 요청";
const BODY: &str = "학교 앞에 12가3456 차량이 매일 불법주차를 합니다. 층간소음도 심하고 장소 음악이 시끄럽습니다. \
                    담당자 번역을 부탁드리며 문의는 02-120, 접수번호 2026-0001234 입니다. LED 가로등 No.7 고장.";

fn finds(typed: &str) -> bool {
    let text = Text { title: TITLE, body: BODY, place: Some("송파구 방이동 88-3") };
    Query::parse(typed).is_ok_and(|query| query.find(&text).is_some())
}

#[test]
fn it_finds() {
    for typed in [
        "소음",            // the second half of 층간소음도
        "주차",            // the second half of 불법주차를
        "번역",            // a particle stands behind it
        "번역을",          // a particle was typed
        "번역이",          // another one
        "불법주차",        // as it stands
        "불법 주차",       // spaced where the text is not
        "불법주정차",      // not spaced where the text is
        "층간 소음",       //
        "12가3456",        // a plate
        "3456",            // its number
        "02-120",          // a telephone number
        "2026-0001234",    // a receipt number
        "0001234",         //
        "88-3",            // a lot
        "led",             // small letters for capitals
        "ＬＥＤ",          // full width
        "7",               // a number that stands alone
        "\"학교 앞\"",     // a phrase
        "\"불법 주정차\"", //
        "주차 -견인",      // without a word that is not there
        "ㅈㅈㅊ",          // 주정차
        "ㅂㅇㄷ",          // 방이동
        "학교 소음 led",   // all of several
    ] {
        assert!(finds(typed), "{typed} should be found");
    }
}

#[test]
fn it_does_not_find() {
    for typed in [
        "소음 견인",     // one of two is not there
        "주차 -소음",    // a refused word is there
        "소응",          // one letter wrong: a second try's business
        "\"불법 주차\"", // a phrase is to the letter
        "88-34",         //
        "20",            // a short number is a number of its own, and no part of 2026
        "ㅅㅇ",          // consonants of the body are not looked at
        "앞불",          // two words of one letter each side
    ] {
        assert!(!finds(typed), "{typed} should not be found");
    }
}

#[test]
fn two_syllables_over_a_gap_are_no_word() {
    let text = Text { title: "장소 음악", body: "주말 차량", place: None };
    for typed in ["소음", "말차"] {
        assert_eq!(Query::parse(typed).unwrap().find(&text), None, "{typed}");
    }
}

#[test]
fn spans_are_the_letters_that_were_meant() {
    let text = Text { title: TITLE, body: BODY, place: None };
    let found = Query::parse("불법주정차").unwrap().find(&text).unwrap();
    let marked: Vec<&str> =
        found.spans.iter().filter(|s| s.field == Where::Title).map(|s| &TITLE[s.start..s.end]).collect();
    assert_eq!(marked, ["불법 주정차"]);
}

#[test]
fn nearer_texts_have_more_points() {
    let query = Query::parse("주차 소음").unwrap();
    let score = |title: &str, body: &str| query.find(&Text { title, body, place: None }).unwrap().score;
    let far = format!("주차 {} 소음", "그리고 ".repeat(40));
    let ladder = [
        score("주차와 소음", "주차와 소음 때문에"),
        score("주차와 소음", "부탁드립니다"),
        score("주차 문제", "소음도 있습니다"),
        score("문제", "주차 소음"),
        score("문제", &far),
        score("문제", &far.replace("주차", "불법주차장").replace("소음", "층간소음기")),
    ];
    assert!(ladder.is_sorted_by(|a, b| a > b), "{ladder:?}");
    let query = Query::parse("건축과").unwrap();
    let score = |body: &str| query.find(&Text { title: "", body, place: None }).unwrap().score;
    assert!(score("건축과에 문의합니다") > score("건축 허가를 문의합니다"), "what was typed, to the letter");
}

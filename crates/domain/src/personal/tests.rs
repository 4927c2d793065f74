//! True and false cases, as people write them.

use super::*;

/// What is found, with its kind.
fn hits(text: &str) -> Vec<(Personal, &str)> {
    found(text).into_iter().map(|hit| (hit.what, &text[hit.from..hit.to])).collect()
}

#[test]
fn numbers_of_persons_are_found_as_people_write_them() {
    use Personal::*;
    for (text, what, number) in [
        ("제 주민번호는 900101-1234567입니다", Resident, "900101-1234567"),
        ("900101 1234567 홍길동", Resident, "900101 1234567"),
        ("주민등록번호 9001011234568.", Resident, "9001011234568"),
        ("외국인등록번호(850228–5123456)", Resident, "850228–5123456"),
        ("９００１０１-１２３４５６７", Resident, "９００１０１-１２３４５６７"),
        ("900101－1234567", Resident, "900101－1234567"),
        ("900101‑1234567", Resident, "900101‑1234567"),
        ("900101—1234567", Resident, "900101—1234567"),
        ("900101.1234567", Resident, "900101.1234567"),
        ("900101 ~ 1234567", Resident, "900101 ~ 1234567"),
        ("900101/1234567", Resident, "900101/1234567"),
        ("900101_1234567", Resident, "900101_1234567"),
        ("900101·1234567", Resident, "900101·1234567"),
        ("9001\u{200b}01-1234567", Resident, "9001\u{200b}01-1234567"),
        ("900101\u{ad}1234567", Resident, "900101\u{ad}1234567"),
        ("𝟗𝟎𝟎𝟏𝟎𝟏-𝟏𝟐𝟑𝟒𝟓𝟔𝟕", Resident, "𝟗𝟎𝟎𝟏𝟎𝟏-𝟏𝟐𝟑𝟒𝟓𝟔𝟕"),
        ("아이는 211231-3456789", Resident, "211231-3456789"),
        ("면허 11-12-345678-90 정지", Licence, "11-12-345678-90"),
        ("여권번호 M12345678", Passport, "M12345678"),
        ("passport: m123a4567", Passport, "m123a4567"),
        ("카드 4111-1111-1111-1111로 결제", Card, "4111-1111-1111-1111"),
        ("5555555555554444", Card, "5555555555554444"),
        ("환불 계좌: 국민 123456-04-123456", Account, "123456-04-123456"),
        ("농협 302-1234-5678-91 예금주 홍길동", Account, "302-1234-5678-91"),
        ("110-123-456789 (신한)", Account, "110-123-456789"),
        ("카카오뱅크 3333012345678", Account, "3333012345678"),
        ("연락처 010-1234-5678로", Phone, "010-1234-5678"),
        ("(02)2133-7860", Phone, "(02)2133-7860"),
        ("+82 10-1234-5678", Phone, "+82 10-1234-5678"),
        ("010－1234－5678", Phone, "010－1234－5678"),
        ("010~1234~5678", Phone, "010~1234~5678"),
        ("0505-123-4567", Phone, "0505-123-4567"),
        ("메일은hong@example.kr로", Mail, "hong@example.kr"),
        ("jane＠example.com", Mail, "jane＠example.com"),
        ("12가3456 차량이", Plate, "12가3456"),
        ("흰색 123하 4567", Plate, "123하 4567"),
    ] {
        assert_eq!(hits(text), [(what, number)], "{text}");
    }
    assert_eq!(hits("010-1234-5678 010-2222-3333").len(), 2);
}

#[test]
fn what_is_no_persons_number_is_left_alone() {
    for text in [
        "접수번호 20260310000001",
        "신청번호 F20260310000001",
        "국민신문고 1AA-2603-0001234",
        "2026. 3. 10. 09:30까지 3,000원, 제21조제1항",
        "민원처리법 제21조 2026년 개정",
        "2026-03-10 18:00, 2026-03-10 2026-03-11",
        "120다산콜, 1588-1234, 119",
        "201동 1502호, 12-34번지, 103호 1234번",
        "바코드 8801234567893",
        "991332-1234567 (13월은 없다)",
        "900230-1234567 (2월 30일은 없다)",
        "4111-1111-1111-1112 (검사숫자가 틀리다)",
        "문서번호 도로과-123456-04-123456",
        "버스 3333012345678",
        "M12345678 나사",
        "19-12-345678-901",
        "가로등 관리번호 11-22-333",
        "@서울, a@b, 3@ 4.5",
        "1234567890123456",
        "",
    ] {
        assert_eq!(hits(text), [], "{text}");
    }
}

#[test]
fn what_is_covered_keeps_its_shape_and_the_rest_its_words() {
    let text = "010-1234-5678 홍길동 900101-1234567, hong@example.kr 12가3456";
    assert_eq!(cover(text, &GUARDED), "010-1234-5678 홍길동 ******-*******, hong@example.kr 12가3456");
    assert_eq!(cover(text, &PRIVATE), "***-****-**** 홍길동 ******-*******, ****@*******.** 12가3456");
    assert!(matches!(cover("가로등이 꺼졌습니다.", &PRIVATE), Cow::Borrowed(_)));
    let again = cover(text, &PRIVATE).into_owned();
    assert_eq!(cover(&again, &PRIVATE), again, "what is covered is found no more");
}

#[test]
fn nothing_panics_and_every_hit_lies_in_the_text() {
    for text in
        ["0", "-", "@", "010-", "😀010-1234-5678😀", "가1나2다3", "9".repeat(400).as_str(), "１２가３４５６"]
    {
        for hit in found(text) {
            assert!(text.get(hit.from..hit.to).is_some_and(|number| !number.is_empty()), "{text}");
        }
    }
}

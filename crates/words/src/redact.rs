//! Text that is published: what is a person's number goes, with its name left in its place. Names and addresses are
//! not told from other words; an officer decides what is open.

use domain::personal::{Found, Personal, found};

use crate::lang::Lang;

/// `연락은 [전화번호]로`, `[이메일]`, `[주민등록번호]`. A name left in the place of a number may say what the one beside it
/// is: that goes too, and once nothing is left to take out, nothing ever is.
pub fn redact(text: &str) -> String {
    let mut out = once(text);
    while out.1 {
        out = once(&out.0);
    }
    out.0
}

/// What was found is taken out; whether anything was. Each time figures go and none come, so there is an end.
fn once(text: &str) -> (String, bool) {
    let (mut out, mut at) = (String::with_capacity(text.len()), 0);
    for Found { what, from, to } in found(text) {
        out.push_str(text.get(at..from).unwrap_or_default());
        out.push('[');
        out.push_str(label(what));
        out.push(']');
        at = to;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    (out, at > 0)
}

/// The same, with the person's own name taken out too, where one knows it.
pub fn without(text: &str, name: &str) -> String {
    let text = redact(text);
    // A single letter is a part of other words.
    if name.trim().chars().count() < 2 { text } else { text.replace(name.trim(), "[신청인]") }
}

/// What a number is called.
pub fn label(what: Personal) -> &'static str {
    match what {
        Personal::Resident => "주민등록번호",
        Personal::Licence => "운전면허번호",
        Personal::Passport => "여권번호",
        Personal::Card => "카드번호",
        Personal::Account => "계좌번호",
        Personal::Phone => "전화번호",
        Personal::Mail => "이메일",
        Personal::Plate => "차량번호",
    }
}

/// The same in English.
fn english(what: Personal) -> &'static str {
    match what {
        Personal::Resident => "resident registration number",
        Personal::Licence => "driver's licence number",
        Personal::Passport => "passport number",
        Personal::Card => "card number",
        Personal::Account => "account number",
        Personal::Phone => "telephone number",
        Personal::Mail => "e-mail address",
        Personal::Plate => "licence plate",
    }
}

/// Which of these are in the texts, each named once: `주민등록번호, 계좌번호`. Nothing for none.
pub fn named(texts: &[&str], kinds: &[Personal], lang: Lang) -> Option<String> {
    let mut there: Vec<Personal> = texts
        .iter()
        .flat_map(|text| found(text))
        .map(|hit| hit.what)
        .filter(|what| kinds.contains(what))
        .collect();
    there.sort_unstable();
    there.dedup();
    let names: Vec<&str> = there
        .into_iter()
        .map(|what| match lang {
            Lang::Ko => label(what),
            Lang::En => english(what),
        })
        .collect();
    (!names.is_empty()).then(|| names.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_published_is_the_same_when_it_is_published_again() {
        for text in [
            "010+1234512341 4127836567\r8967송금8 1215120345678 125",
            "계좌 110-123-456789, 1234512341 98765432100",
            "연락은 010-1234-5678로",
        ] {
            let published = redact(text);
            assert_ne!(published, text);
            assert_eq!(redact(&published), published, "{text:?}");
        }
    }

    #[test]
    fn what_hangs_together_goes_together() {
        assert_eq!(redact("hong@a.example_kim@b.example 로"), "[이메일][이메일] 로");
        assert_eq!(redact("(010-1234-5678/02-120-1234)"), "[전화번호]/[전화번호])");
    }

    #[test]
    fn telephones_go_however_they_are_written() {
        for phone in [
            "010-1234-5678",
            "01012345678",
            "010 1234 5678",
            "010.1234.5678",
            "02-2133-7860",
            "(02)2133-7860",
            "02) 733-1234",
            "+82 10-1234-5678",
            "+82-2-2133-7860",
            "0505-123-4567",
            "０１０-１２３４-５６７８",
        ] {
            assert_eq!(redact(&format!("연락처 {phone}입니다")), "연락처 [전화번호]입니다", "{phone}");
        }
        assert_eq!(redact("010-1234-5678 010-2222-3333"), "[전화번호] [전화번호]");
    }

    #[test]
    fn mail_addresses_go() {
        assert_eq!(redact("a.b+c@mail.example.com, 감사"), "[이메일], 감사");
        assert_eq!(redact("메일은hong@example.kr로"), "메일은[이메일]로");
        assert_eq!(redact("@서울, a@b, 3@ 4.5"), "@서울, a@b, 3@ 4.5");
    }

    #[test]
    fn resident_numbers_go() {
        assert_eq!(redact("900101-1234567"), "[주민등록번호]");
        assert_eq!(redact("9001011234567번"), "[주민등록번호]번");
    }

    #[test]
    fn what_is_no_personal_number_stays() {
        for text in [
            "2026. 3. 10. 09:30까지 3,000원, 제21조제1항",
            "접수번호 20260310000001",
            "신청번호 F20260310000001",
            "2026-03-10 18:00",
            "120다산콜, 1588-1234",
            "201동 1502호, 12-34번지",
            "",
        ] {
            assert_eq!(redact(text), text);
        }
    }

    #[test]
    fn what_stands_there_is_named_once_and_in_order() {
        let texts = ["900101-1234567 010-1234-5678", "주민번호 900101-1234567, 4111-1111-1111-1111"];
        let named = |lang| named(&texts, &domain::personal::GUARDED, lang);
        assert_eq!(named(Lang::Ko).unwrap(), "주민등록번호, 카드번호");
        assert_eq!(named(Lang::En).unwrap(), "resident registration number, card number");
        assert_eq!(super::named(&["가로등"], &domain::personal::GUARDED, Lang::Ko), None);
    }
}

//! A letter that still waits when its file is sealed: what it may say from then on (공익신고자 보호법 제12조).

use super::Letter;
use crate::visibility::outside_title;
use domain::complaint::Visibility;

/// Fewer letters of a title in a row are a word like any other.
const TELLING: usize = 4;

/// What an officer reads instead: what was said on the file is read in the office.
pub fn for_staff(number: &str) -> Letter {
    let what = format!("{} {number}", outside_title(Visibility::Sealed, ""));
    let told = format!("{what}에 새 일이 있습니다. 내용은 메일로 알리지 않으니 업무 화면에서 확인하십시오.");
    Letter { subject: format!("[응답소] {what}"), text: told.clone(), short: told }
}

/// The text without the title, whole or cut off where a line had no more room.
pub fn without_title(text: &str, title: &str) -> String {
    let title: Vec<char> = title.trim().chars().collect();
    let telling = title.len().min(TELLING);
    let (mut left, mut hidden) = (text, String::with_capacity(text.len()));
    while let Some(first) = left.chars().next() {
        let same = left.chars().zip(&title).take_while(|(here, there)| here == *there);
        let (letters, bytes) = same.fold((0, 0), |(n, bytes), (here, _)| (n + 1, bytes + here.len_utf8()));
        if telling > 0 && letters >= telling {
            hidden.push_str(&outside_title(Visibility::Sealed, ""));
            left = left.get(bytes..).unwrap_or_default();
        } else {
            hidden.push(first);
            left = left.get(first.len_utf8()..).unwrap_or_default();
        }
    }
    hidden
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_hidden_whole_and_cut_off() {
        let title = "시장실의 뇌물 수수를 신고합니다";
        for (text, hidden) in [
            ("[응답소] 신청 확인 - 시장실의 뇌물 수…", "[응답소] 신청 확인 - 봉인된 민원…"),
            ("제목: 시장실의 뇌물 수수를 신고합니다\n끝", "제목: 봉인된 민원\n끝"),
            ("시장에 갔습니다.", "시장에 갔습니다."),
            ("", ""),
        ] {
            assert_eq!(without_title(text, title), hidden);
        }
        assert_eq!(without_title("제목: 불법", "불법"), "제목: 봉인된 민원");
        assert_eq!(without_title("그대로", ""), "그대로");
    }

    #[test]
    fn an_officer_is_told_the_number_and_where_to_look() {
        let letter = for_staff("20260310000001");
        assert!(letter.subject.contains("20260310000001") && letter.text.contains("업무 화면"));
    }
}

//! Personal data with the telling part covered: what lists and notices show before a purpose is given.

/// `박○민`, `김○`, `J*** S****`.
pub fn name(name: &str) -> String {
    let name = name.trim();
    if name.chars().any(|c| c.is_ascii_alphabetic()) {
        return name.split_whitespace().map(|word| first_kept(word, '*')).collect::<Vec<_>>().join(" ");
    }
    let letters: Vec<char> = name.chars().collect();
    match letters.as_slice() {
        [] => String::new(),
        [_] => "○".to_owned(),
        [first, _] => format!("{first}○"),
        [first, middle @ .., last] => format!("{first}{}{last}", "○".repeat(middle.len())),
    }
}

/// `010-****-1234`, `02-****-5678`: the last four figures are enough to recognise one's own number.
pub fn phone(phone: &str) -> String {
    let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
    let national = match digits.strip_prefix("82") {
        Some(rest) if phone.trim_start().starts_with('+') => format!("0{}", rest.trim_start_matches('0')),
        _ => digits,
    };
    let area = if national.starts_with("02") { 2 } else { 3 };
    match national.len() {
        0 => String::new(),
        1..=6 => "****".to_owned(),
        7 | 8 => format!("****-{}", &national[national.len() - 4..]),
        length => format!("{}-****-{}", &national[..area], &national[length - 4..]),
    }
}

/// `ab***@example.com`; of a short name before the sign only one letter.
pub fn email(address: &str) -> String {
    let Some((local, host)) = address.trim().rsplit_once('@') else {
        return if address.trim().is_empty() { String::new() } else { "***".to_owned() };
    };
    let shown = if local.chars().count() > 2 { 2 } else { 1 };
    let kept: String = local.chars().take(shown).collect();
    format!("{kept}***@{host}")
}

/// `서울특별시 송파구 가락동 ***`: the administrative names, never the street, lot or house.
pub fn address(address: &str) -> String {
    let mut kept = Vec::new();
    for word in address.split_whitespace() {
        if !is_place_name(word) {
            break;
        }
        kept.push(word);
        // What follows a 동 may end like a place and still be a house: 가락동 한라아파트상가동.
        if word.ends_with(['동', '읍', '면']) {
            break;
        }
    }
    match (address.trim().is_empty(), kept.is_empty()) {
        (true, _) => String::new(),
        (false, true) => "***".to_owned(),
        (false, false) => format!("{} ***", kept.join(" ")),
    }
}

fn is_place_name(word: &str) -> bool {
    let numbered = word.starts_with(|c: char| c.is_ascii_digit());
    !numbered && word.ends_with(['시', '도', '군', '구', '동', '읍', '면', '울'])
}

fn first_kept(word: &str, cover: char) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(String::from).unwrap_or_default();
    first + &letters.map(|_| cover).collect::<String>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_keep_their_ends() {
        assert_eq!(name("박지민"), "박○민");
        assert_eq!(name("김솔"), "김○");
        assert_eq!(name("남궁민수"), "남○○수");
        assert_eq!(name("John Smith"), "J*** S****");
        assert_eq!(name("  "), "");
    }

    #[test]
    fn phones_keep_area_and_last_four() {
        assert_eq!(phone("010-5678-1234"), "010-****-1234");
        assert_eq!(phone("+82 10 5678 1234"), "010-****-1234");
        assert_eq!(phone("02-2133-7860"), "02-****-7860");
        assert_eq!(phone("1588-1234"), "****-1234");
        assert_eq!(phone("119"), "****");
        assert_eq!(phone(""), "");
    }

    #[test]
    fn mail_keeps_two_letters_and_the_host() {
        assert_eq!(email("abcdef@example.com"), "ab***@example.com");
        assert_eq!(email("ab@example.com"), "a***@example.com");
        assert_eq!(email("nonsense"), "***");
    }

    #[test]
    fn addresses_stop_before_the_street() {
        assert_eq!(address("서울특별시 송파구 가락동 12-3 101동 202호"), "서울특별시 송파구 가락동 ***");
        assert_eq!(address("서울 송파구 올림픽로 326"), "서울 송파구 ***");
        assert_eq!(address("올림픽로 326"), "***");
        assert_eq!(address(""), "");
    }
}

//! Telephones: which of them take our texts.

/// The figures of a mobile telephone in Korea, as networks take them; `None` for every other number, which no text
/// reaches.
pub fn mobile(given: &str) -> Option<String> {
    if given.len() > 30 {
        return None;
    }
    let bare: String = given.chars().filter(|c| !matches!(c, ' ' | '-' | '.' | '(' | ')')).collect();
    let home = match bare.strip_prefix("+82") {
        Some(rest) => format!("0{}", rest.trim_start_matches('0')),
        None => bare,
    };
    let mobile = home.starts_with("01") && matches!(home.as_bytes().get(2), Some(b'0' | b'1' | b'6'..=b'9'));
    let whole = (10..=11).contains(&home.len()) && home.bytes().all(|b| b.is_ascii_digit());
    (mobile && whole).then_some(home)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_people_write_them() {
        for (given, digits) in [
            ("010-1234-5678", Some("01012345678")),
            ("+82 10 1234 5678", Some("01012345678")),
            ("+82 (0)10-1234-5678", Some("01012345678")),
            ("011.123.4567", Some("0111234567")),
            ("02-120", None),
            ("1588-0000", None),
            ("01012345678,01099998888", None),
            ("010-1234-5678\r\nX: y", None),
            ("010１2345678", None),
            ("", None),
        ] {
            assert_eq!(mobile(given).as_deref(), digits, "{given:?}");
        }
    }
}

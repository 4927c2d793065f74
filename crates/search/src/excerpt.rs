//! A few words of a text around what was found in it.

use crate::query::Query;

/// Letters before and after what was found.
const BEFORE: usize = 16;
const AFTER: usize = 44;

/// The text with every syllable in one piece, as marks count its bytes.
pub fn composed(text: &str) -> String {
    crate::letters::composed(text).into_owned()
}

/// The piece of a text in which the first of the words stands, on one line; `…` where it was cut.
pub fn excerpt(query: &Query, text: &str) -> Option<String> {
    let text = crate::letters::composed(text);
    let first = query.marks(&text).first().map(|mark| mark.start)?;
    let (head, tail) = text.split_at_checked(first)?;
    let before: Vec<char> = head.chars().rev().take(BEFORE).collect();
    let after: String = tail.chars().take(AFTER).collect();
    let whole_head = before.len() == head.chars().count();
    let whole_tail = after.len() == tail.len();
    let piece: String = before.into_iter().rev().chain(after.chars()).collect();
    let piece = piece.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(format!("{}{piece}{}", if whole_head { "" } else { "…" }, if whole_tail { "" } else { "…" }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_shows_what_stands_around_the_word() {
        let query = Query::parse("소음").unwrap();
        let text = format!("{}\n\n층간소음이 심합니다. {}", "가나다 ".repeat(20), "라마바 ".repeat(40));
        let piece = excerpt(&query, &text).unwrap();
        assert!(
            piece.starts_with('…') && piece.ends_with('…') && piece.contains("층간소음이 심합니다."),
            "{piece}"
        );
        assert_eq!(excerpt(&query, "짧은 소음").as_deref(), Some("짧은 소음"));
        assert_eq!(excerpt(&query, "아무것도"), None);
    }
}

//! Keeping recipients out of what other people's systems say.
//!
//! Providers like to quote the address back ("550 <hong@example.kr>: no such user"); their answers are kept on
//! the notice and read by officers who need not know it.

/// The longest provider's answer kept, in characters: enough for any status line, too short for a page of HTML.
const ANSWER_CHARS: usize = 300;

/// What stands where a recipient stood.
const HIDDEN: &str = "(수신자)";

/// A provider's words on one line, shortened, without the recipient or anything that looks like one.
pub(crate) fn answer(words: &str, to: &str) -> String {
    let quoted = if to.is_empty() { words.to_owned() } else { words.replace(to, HIDDEN) };
    let calm: String =
        quoted.chars().map(|c| if c.is_control() { ' ' } else { c }).take(ANSWER_CHARS).collect();
    calm.split_whitespace()
        .map(|word| if looks_personal(word) { HIDDEN } else { word })
        .collect::<Vec<_>>()
        .join(" ")
}

fn looks_personal(word: &str) -> bool {
    let digits: String = word.chars().filter(char::is_ascii_digit).collect();
    let mobile = digits.strip_prefix("82").map_or(digits.clone(), |rest| format!("0{rest}"));
    word.contains('@') || (mobile.starts_with("01") && (10..=11).contains(&mobile.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recipients_do_not_survive() {
        for (words, to, kept) in [
            ("550 <Hong@Example.kr>: unknown", "hong@example.kr", "550 (수신자) unknown"),
            ("010-1234-5678은 없는 번호", "01012345678", "(수신자) 없는 번호"),
            ("+82-10-1234-5678 rejected", "01012345678", "(수신자) rejected"),
            ("250 2.0.0\r\nqueued as 4Fx8", "a@b.kr", "250 2.0.0 queued as 4Fx8"),
        ] {
            assert_eq!(answer(words, to), kept);
        }
    }

    #[test]
    fn a_page_of_html_is_cut() {
        assert_eq!(answer(&"가".repeat(5_000), "").chars().count(), ANSWER_CHARS);
    }
}

//! Korean typed while the keyboard was set to Latin: wnck is 주차 (두벌식).

use crate::letters::syllable;

const INITIALS: [&str; 19] =
    ["r", "R", "s", "e", "E", "f", "a", "q", "Q", "t", "T", "d", "w", "W", "c", "z", "x", "v", "g"];
const VOWELS: [&str; 21] = [
    "k", "o", "i", "O", "j", "p", "u", "P", "h", "hk", "ho", "hl", "y", "n", "nj", "np", "nl", "b", "m",
    "ml", "l",
];
const FINALS: [&str; 28] = [
    "", "r", "R", "rt", "s", "sw", "sg", "e", "f", "fr", "fa", "fq", "ft", "fx", "fv", "fg", "a", "q", "qt",
    "t", "T", "d", "w", "c", "z", "x", "v", "g",
];

/// The words as they were meant, if every key of every word belongs to a syllable.
pub fn as_hangul(typed: &str) -> Option<String> {
    let words: Option<Vec<String>> = typed.split_whitespace().map(word).collect();
    words.map(|words| words.join(" ")).filter(|words| !words.is_empty())
}

fn word(mut keys: &str) -> Option<String> {
    let mut word = String::new();
    while !keys.is_empty() {
        let (initial, rest) = longest(&INITIALS, keys)?;
        let (vowel, rest) = longest(&VOWELS, rest)?;
        let (last, rest) = last_of(rest);
        word.push(syllable((initial, vowel, last))?);
        keys = rest;
    }
    Some(word)
}

/// The longest final that leaves an initial to the syllable behind it.
fn last_of(keys: &str) -> (u32, &str) {
    let begins = |rest: &str| {
        rest.is_empty() || longest(&INITIALS, rest).is_some_and(|(_, rest)| longest(&VOWELS, rest).is_some())
    };
    let fits = |(at, last): (usize, &&str)| {
        let rest = keys.strip_prefix(*last)?;
        begins(rest).then_some((last.len(), u32::try_from(at).ok()?, rest))
    };
    let best = FINALS.iter().enumerate().filter_map(fits).max_by_key(|(length, _, _)| *length);
    best.map_or((0, keys), |(_, last, rest)| (last, rest))
}

/// Capitals matter only where they change the letter.
fn longest<'k>(all: &[&str], keys: &'k str) -> Option<(u32, &'k str)> {
    let fits = |(at, letter): (usize, &&str)| {
        let head = keys.get(..letter.len())?;
        let small = head.to_ascii_lowercase();
        let same = head == *letter || (!all.contains(&head) && small == *letter);
        same.then(|| Some((letter.len(), u32::try_from(at).ok()?, keys.get(letter.len()..)?))).flatten()
    };
    let best = all.iter().enumerate().filter_map(fits).max_by_key(|(length, _, _)| *length)?;
    Some((best.1, best.2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn latin_keys_become_the_word_that_was_meant() {
        assert_eq!(as_hangul("wnck").as_deref(), Some("주차"));
        assert_eq!(as_hangul("thdma qnfqjq").as_deref(), Some("소음 불법"));
        assert_eq!(as_hangul("Tmfprl").as_deref(), Some("쓰레기"));
        assert_eq!((as_hangul("parking"), as_hangul(""), as_hangul("12")), (None, None, None));
    }
}

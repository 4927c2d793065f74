//! What somebody typed into a search, read.

use std::fmt;

use crate::consonants;
use crate::letters::{Runs, composed, folded};
use crate::particle::without;

/// Longest search, in letters; what is longer is cut.
const LETTERS_MOST: usize = 100;
/// More words than this are not looked for.
const WORDS_MOST: usize = 8;

/// Words that must be there, and words that must not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    pub(crate) words: Vec<Word>,
    pub(crate) without: Vec<Word>,
    /// Of each word the particle that was taken off: texts that have it too are nearer to what was typed.
    pub(crate) endings: Vec<Vec<char>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Word {
    /// Somewhere in a word, spaced differently or not; a particle behind it is taken off.
    Plain(Vec<char>),
    /// Words in a row, to the letter.
    Phrase(Vec<Vec<char>>),
    /// ㅈㅊ: initial consonants, in title or place.
    Consonants(Vec<char>),
}

/// There is no letter to look for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unsearchable;

impl Query {
    /// `"in quotes"` is a phrase, `-word` must not be there.
    pub fn parse(typed: &str) -> Result<Query, Unsearchable> {
        let whole = composed(typed);
        let mut typed: String = whole.chars().take(LETTERS_MOST).collect();
        if typed.len() < whole.len() {
            // A word that was cut through is another word.
            typed.truncate(typed.rfind(char::is_whitespace).unwrap_or(typed.len()));
        }
        let mut query = Query { words: Vec::new(), without: Vec::new(), endings: Vec::new() };
        for (piece, quoted) in pieces(&typed) {
            let refused = piece.strip_prefix('-').filter(|rest| rest.starts_with(char::is_alphanumeric));
            let words = read(refused.unwrap_or(piece), quoted);
            for (word, ending) in words {
                let refused = refused.is_some() && !quoted;
                let list = if refused { &mut query.without } else { &mut query.words };
                if !list.contains(&word) && list.len() < WORDS_MOST {
                    list.push(word);
                    query.endings.extend((!refused).then_some(ending));
                }
            }
        }
        let nothing = query.words.is_empty() && query.without.is_empty();
        if nothing { Err(Unsearchable) } else { Ok(query) }
    }

    /// The words looked for, as they are compared.
    pub fn words(&self) -> Vec<String> {
        self.words.iter().map(Word::spelled).collect()
    }

    /// The same search with another word at this place.
    #[must_use]
    pub fn with(&self, place: usize, word: &str) -> Query {
        let mut query = self.clone();
        if let Some(old) = query.words.get_mut(place) {
            *old = Word::Plain(word.chars().map(folded).collect());
            query.endings = vec![Vec::new(); query.words.len()];
        }
        query
    }

    /// Where words of the kind that may be mistyped stand.
    pub fn places(&self) -> std::ops::Range<usize> {
        0..self.words.len()
    }

    /// Only the word at this place.
    #[must_use]
    pub fn only(&self, place: usize) -> Query {
        let words: Vec<Word> = self.words.get(place).cloned().into_iter().collect();
        Query { endings: vec![Vec::new(); words.len()], words, without: Vec::new() }
    }
}

/// As it could be typed again.
impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let spelled = |word: &Word| match word {
            Word::Phrase(_) => format!("\"{}\"", word.spelled()),
            Word::Plain(_) | Word::Consonants(_) => word.spelled(),
        };
        let wanted = self.words.iter().map(spelled);
        let refused = self.without.iter().map(|word| format!("-{}", word.spelled()));
        f.write_str(&wanted.chain(refused).collect::<Vec<_>>().join(" "))
    }
}

impl Word {
    fn spelled(&self) -> String {
        match self {
            Word::Plain(letters) | Word::Consonants(letters) => letters.iter().collect(),
            Word::Phrase(runs) => {
                runs.iter().map(|run| run.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
            }
        }
    }
}

/// What stands between spaces, and what stands between quotes.
fn pieces(typed: &str) -> Vec<(&str, bool)> {
    let quote = |letter: char| matches!(letter, '"' | '“' | '”' | '「' | '」');
    let parts: Vec<&str> = typed.split(quote).collect();
    // An opening quote without its end quotes nothing.
    let ended = parts.len() - usize::from(parts.len().is_multiple_of(2));
    let mut pieces = Vec::new();
    for (at, part) in parts.into_iter().enumerate() {
        if at % 2 == 1 && at < ended {
            pieces.push((part, true));
        } else {
            pieces.extend(part.split_whitespace().map(|word| (word, false)));
        }
    }
    pieces
}

/// The words of a piece, each with the particle that was behind it.
fn read(piece: &str, quoted: bool) -> Vec<(Word, Vec<char>)> {
    let found: Vec<Vec<char>> = Runs::of(piece).iter().map(|run| run.letters.to_vec()).collect();
    let numbers = || found.iter().all(|letters| letters.iter().all(char::is_ascii));
    match found.as_slice() {
        [] => Vec::new(),
        // 02-120, 2026-0001234: parts of one number.
        many if quoted || (many.len() > 1 && numbers()) => vec![(Word::Phrase(found), Vec::new())],
        _ => found.into_iter().map(plain).collect(),
    }
}

fn plain(mut letters: Vec<char>) -> (Word, Vec<char>) {
    if consonants::are_all(&letters) {
        return (Word::Consonants(letters), Vec::new());
    }
    let stem = without(&letters).len();
    // One letter alone says too little: 이를, 그가 stay as they are.
    let ending = if stem > 1 { letters.split_off(stem) } else { Vec::new() };
    (Word::Plain(letters), ending)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(typed: &str) -> Vec<String> {
        Query::parse(typed).unwrap().words()
    }

    #[test]
    fn words_phrases_refusals_and_numbers_are_told_apart() {
        assert_eq!(words("번역을 주차"), ["번역", "주차"]);
        assert_eq!(words("\"불법 주차를\" 신고"), ["불법 주차를", "신고"]);
        assert_eq!(words("2026-0001234"), ["2026 0001234"]);
        assert_eq!(words("소음/주차"), ["소음", "주차"]);
        let query = Query::parse("주차 -견인 ㅈㅊ").unwrap();
        assert_eq!(query.words, [Word::Plain("주차".chars().collect()), Word::Consonants(vec!['ㅈ', 'ㅊ'])]);
        assert_eq!(query.without, [Word::Plain("견인".chars().collect())]);
        assert_eq!(
            Query::parse("\"불법 주차\" 신고를 -견인").unwrap().to_string(),
            "\"불법 주차\" 신고 -견인"
        );
    }

    #[test]
    fn marks_alone_ask_for_nothing_and_an_open_quote_quotes_nothing() {
        assert_eq!(Query::parse("  -- \"\" !"), Err(Unsearchable));
        assert_eq!(words("소음 \"주차"), ["소음", "주차"]);
        assert_eq!(words(&"가나 ".repeat(60)), ["가나"]);
    }
}

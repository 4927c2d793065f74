//! Near misses: the words one wrong letter away.

use crate::letters::{parts, syllable};
use crate::query::{Query, Word};

/// Shorter words of ASCII are numbers or names that are right or wrong.
const ASCII_MIN: usize = 4;
/// Of longer words nobody can say which letter was wrong.
const LETTERS_MOST: usize = 8;

/// Every word that differs from this one of the search in one letter: in a syllable its initial, vowel or final.
pub fn neighbours(query: &Query, place: usize) -> Vec<String> {
    let Some(Word::Plain(letters)) = query.words.get(place) else { return Vec::new() };
    let short = letters.len() < 2 || letters.len() > LETTERS_MOST;
    if short || (letters.iter().all(char::is_ascii) && letters.len() < ASCII_MIN) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (at, letter) in letters.iter().enumerate() {
        for other in others(*letter) {
            let with = letters.iter().enumerate().map(|(i, old)| if i == at { other } else { *old });
            found.push(with.collect());
        }
    }
    found
}

fn others(letter: char) -> Vec<char> {
    if letter.is_ascii_alphabetic() {
        return ('a'..='z').filter(|other| *other != letter).collect();
    }
    let Some((initial, vowel, last)) = parts(letter) else { return Vec::new() };
    let initials = (0..19).map(|other| (other, vowel, last));
    let vowels = (0..21).map(|other| (initial, other, last));
    let finals = (0..28).map(|other| (initial, vowel, other));
    initials.chain(vowels).chain(finals).filter_map(syllable).filter(|other| *other != letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_wrong_letter_is_near() {
        let near = |typed: &str| neighbours(&Query::parse(typed).unwrap(), 0);
        assert!(near("주챠").contains(&"주차".to_owned()));
        assert!(near("쇼음").contains(&"소음".to_owned()));
        assert!(near("parkimg").contains(&"parking".to_owned()));
        assert_eq!((near("물").len(), near("123").len()), (0, 0));
    }
}

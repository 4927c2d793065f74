//! 초성: the initial consonants by which people abbreviate words, ㅈㅊ for 주차.

use crate::letters::parts;

const INITIALS: [char; 19] = [
    'ㄱ', 'ㄲ', 'ㄴ', 'ㄷ', 'ㄸ', 'ㄹ', 'ㅁ', 'ㅂ', 'ㅃ', 'ㅅ', 'ㅆ', 'ㅇ', 'ㅈ', 'ㅉ', 'ㅊ', 'ㅋ', 'ㅌ',
    'ㅍ', 'ㅎ',
];

/// The initial consonant of a syllable.
pub(crate) fn initial(letter: char) -> Option<char> {
    let (initial, _, _) = parts(letter)?;
    INITIALS.get(usize::try_from(initial).ok()?).copied()
}

/// Is this word nothing but initial consonants? One alone says too little.
pub(crate) fn are_all(letters: &[char]) -> bool {
    letters.len() > 1 && letters.iter().all(|letter| INITIALS.contains(letter))
}

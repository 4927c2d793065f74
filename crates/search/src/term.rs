//! What a posting list is kept under: a pair of letters and how they stand, packed into a number.

use std::hash::{BuildHasherDefault, Hasher};

/// A kind of look-up with up to three letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Term(u64);

/// Bits of one letter: enough for any.
const LETTER: u32 = 21;
/// Bits of a letter of ASCII, three of which make one term.
const SHORT: u32 = 7;

#[derive(Clone, Copy)]
enum Kind {
    Every = 1,
    Inside,
    Across,
    Title,
    Triple,
    Short,
    Lone,
    Consonants,
}

impl Term {
    /// Every document of a segment.
    pub const EVERY: Term = Term((Kind::Every as u64) << (2 * LETTER));

    fn of(kind: Kind, a: char, b: char) -> Term {
        Term((kind as u64) << (2 * LETTER) | u64::from(u32::from(a)) << LETTER | u64::from(u32::from(b)))
    }

    /// Two letters beside each other in one word, anywhere.
    pub(crate) fn inside(a: char, b: char) -> Term {
        Term::of(Kind::Inside, a, b)
    }

    /// The last letter of a word and the first of the next, with only a space between.
    pub(crate) fn across(a: char, b: char) -> Term {
        Term::of(Kind::Across, a, b)
    }

    /// Two letters beside each other in one word of the title.
    pub(crate) fn title(a: char, b: char) -> Term {
        Term::of(Kind::Title, a, b)
    }

    /// Three letters or digits of ASCII in a row: of these, pairs are too common to tell texts apart.
    pub(crate) fn triple(a: char, b: char, c: char) -> Term {
        let [a, b, c] = [a, b, c].map(|letter| u64::from(u32::from(letter)));
        Term((Kind::Triple as u64) << (2 * LETTER) | a << (2 * SHORT) | b << SHORT | c)
    }

    /// One or two letters or digits of ASCII that stand alone.
    pub(crate) fn short(a: char, b: Option<char>) -> Term {
        Term::of(Kind::Short, a, b.unwrap_or('\0'))
    }

    /// A word of one syllable, a particle behind it or not.
    pub(crate) fn lone(a: char) -> Term {
        Term::of(Kind::Lone, a, '\0')
    }

    /// Initial consonants of two syllables beside each other, in title or place.
    pub(crate) fn consonants(a: char, b: char) -> Term {
        Term::of(Kind::Consonants, a, b)
    }

    pub(crate) fn number(self) -> u64 {
        self.0
    }

    pub(crate) fn numbered(number: u64) -> Term {
        Term(number)
    }

    /// Spread evenly, whatever letters a language likes (the finaliser of MurmurHash3, public domain).
    pub(crate) fn spread(self) -> u64 {
        let mut x = self.0;
        x = (x ^ (x >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
        x = (x ^ (x >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
        x ^ (x >> 33)
    }
}

/// Terms are spread by themselves already: no second hash.
pub(crate) type Spread = BuildHasherDefault<Spreading>;

#[derive(Default)]
pub(crate) struct Spreading(u64);

impl Hasher for Spreading {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u64(u64::from(*byte)));
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = Term::numbered(self.0 ^ number).spread();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_of_different_kinds_never_meet() {
        let terms = [
            Term::EVERY,
            Term::inside('가', '나'),
            Term::across('가', '나'),
            Term::title('가', '나'),
            Term::inside('나', '가'),
            Term::triple('1', '2', '3'),
            Term::short('1', Some('2')),
            Term::short('1', None),
            Term::lone('물'),
            Term::consonants('ㄱ', 'ㄴ'),
        ];
        let apart: std::collections::BTreeSet<Term> = terms.into_iter().collect();
        assert_eq!(apart.len(), terms.len());
    }
}

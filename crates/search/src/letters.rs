//! Letters made comparable: width, case and composition do not matter. Runs of them are words.

use unicode_normalization::{UnicodeNormalization, is_nfc};

/// The letters and digits of a text in one row, and where its words begin and end.
#[derive(Debug, Default)]
pub(crate) struct Runs {
    pub(crate) letters: Vec<char>,
    /// Of each letter: its bytes in the (composed) text.
    bytes: Vec<(usize, usize)>,
    bounds: Vec<Bound>,
}

#[derive(Clone, Copy, Debug)]
struct Bound {
    from: usize,
    to: usize,
    joined: bool,
}

/// A word as it stands between spaces and marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Run<'a> {
    pub(crate) letters: &'a [char],
    /// The place of its first letter in the row.
    pub(crate) from: usize,
    /// Only white space stands between this word and the one before.
    pub(crate) joined: bool,
}

/// The text with every syllable in one piece (NFC): what is kept, indexed and shown.
pub(crate) fn composed(text: &str) -> std::borrow::Cow<'_, str> {
    if is_nfc(text) { text.into() } else { text.nfc().collect::<String>().into() }
}

/// One letter as it is compared: full width is plain width, capitals are small.
pub(crate) fn folded(letter: char) -> char {
    if is_syllable(letter) {
        return letter;
    }
    let plain = match u32::from(letter) {
        wide @ 0xff01..=0xff5e => char::from_u32(wide - 0xfee0).unwrap_or(letter),
        _ => letter,
    };
    if plain.is_ascii() {
        plain.to_ascii_lowercase()
    } else {
        let mut small = plain.to_lowercase();
        // What becomes two letters keeps its own form: one letter of the text stays one letter here.
        small.next().filter(|_| small.next().is_none()).unwrap_or(plain)
    }
}

impl Runs {
    /// Of a text that is composed.
    pub(crate) fn of(text: &str) -> Runs {
        let mut runs = Runs::default();
        let (mut open, mut joined) = (false, false);
        for (at, letter) in text.char_indices() {
            if is_syllable(letter) || letter.is_alphanumeric() {
                let from = runs.letters.len();
                if !open {
                    runs.bounds.push(Bound { from, to: from, joined });
                }
                runs.letters.push(folded(letter));
                runs.bytes.push((at, at + letter.len_utf8()));
                if let Some(bound) = runs.bounds.last_mut() {
                    bound.to = from + 1;
                }
                (open, joined) = (true, true);
            } else {
                open = false;
                joined &= letter.is_whitespace();
            }
        }
        runs
    }

    pub(crate) fn len(&self) -> usize {
        self.bounds.len()
    }

    pub(crate) fn get(&self, number: usize) -> Option<Run<'_>> {
        let Bound { from, to, joined } = *self.bounds.get(number)?;
        Some(Run { letters: self.letters.get(from..to)?, from, joined })
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = Run<'_>> {
        (0..self.bounds.len()).filter_map(|number| self.get(number))
    }

    /// The word this letter belongs to.
    pub(crate) fn number_at(&self, letter: usize) -> usize {
        self.bounds.partition_point(|bound| bound.to <= letter)
    }

    /// From the one letter to the other, in bytes of the text.
    pub(crate) fn span(&self, from: usize, to: usize) -> std::ops::Range<usize> {
        let start = self.bytes.get(from).map_or(0, |(start, _)| *start);
        start..self.bytes.get(to).map_or(start, |(_, end)| *end)
    }
}

pub(crate) fn is_syllable(letter: char) -> bool {
    ('가'..='힣').contains(&letter)
}

/// A whole syllable apart: which initial, vowel and final, each counted from nought.
pub(crate) fn parts(syllable: char) -> Option<(u32, u32, u32)> {
    let place = u32::from(syllable).checked_sub(u32::from('가'))?;
    is_syllable(syllable).then_some((place / 588, place % 588 / 28, place % 28))
}

pub(crate) fn syllable((initial, vowel, last): (u32, u32, u32)) -> Option<char> {
    let inside = initial < 19 && vowel < 21 && last < 28;
    inside.then(|| char::from_u32(u32::from('가') + initial * 588 + vowel * 28 + last)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        Runs::of(&composed(text)).iter().map(|run| run.letters.iter().collect()).collect()
    }

    #[test]
    fn width_case_and_composition_do_not_matter() {
        assert_eq!(words("ＡＢＣ１２ Abc"), ["abc12", "abc"]);
        assert_eq!(words("\u{1109}\u{1169}\u{110b}\u{1173}\u{11b7}"), ["소음"]);
        assert_eq!(words("12가3456, 번역을"), ["12가3456", "번역을"]);
    }

    #[test]
    fn a_run_knows_whether_only_a_space_lies_before_it_and_where_it_stands() {
        let joined: Vec<bool> = Runs::of("불법 주차. 신고").iter().map(|run| run.joined).collect();
        assert_eq!(joined, [false, true, false]);
        let runs = Runs::of("가 나다");
        assert_eq!((runs.span(1, 2), runs.number_at(0), runs.number_at(2)), (4..10, 0, 1));
    }

    #[test]
    fn syllables_come_apart_and_together() {
        assert_eq!(parts('음').and_then(syllable), Some('음'));
        assert_eq!((parts('a'), parts('ㄱ')), (None, None));
    }
}

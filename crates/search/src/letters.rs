//! Letters made comparable: width, case and composition do not matter. Runs of them are words.

use unicode_normalization::{UnicodeNormalization, is_nfc};

/// A run of letters and digits, as it stands between spaces and marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) letters: Vec<char>,
    /// Bytes from the beginning of the (composed) text, one for each letter; the last is where the run ends.
    pub(crate) at: Vec<usize>,
    /// Only white space stands between this run and the one before.
    pub(crate) joined: bool,
}

/// The text with every syllable in one piece (NFC): what is kept, indexed and shown.
pub(crate) fn composed(text: &str) -> std::borrow::Cow<'_, str> {
    if is_nfc(text) { text.into() } else { text.nfc().collect::<String>().into() }
}

/// One letter as it is compared: full width is plain width, capitals are small.
pub(crate) fn folded(letter: char) -> char {
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

/// The runs of a text that is composed.
pub(crate) fn runs(text: &str) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut open = false;
    let mut joined = false;
    for (at, letter) in text.char_indices() {
        let letter = folded(letter);
        if letter.is_alphanumeric() {
            if !open {
                runs.push(Run { letters: Vec::new(), at: Vec::new(), joined: joined && !runs.is_empty() });
            }
            if let Some(run) = runs.last_mut() {
                run.letters.push(letter);
                run.at.push(at);
            }
            (open, joined) = (true, true);
        } else {
            if open {
                close(&mut runs, at);
            }
            open = false;
            joined &= letter.is_whitespace();
        }
    }
    if open {
        close(&mut runs, text.len());
    }
    runs
}

fn close(runs: &mut [Run], end: usize) {
    if let Some(run) = runs.last_mut() {
        run.at.push(end);
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
        runs(&composed(text)).iter().map(|run| run.letters.iter().collect()).collect()
    }

    #[test]
    fn width_case_and_composition_do_not_matter() {
        assert_eq!(words("ＡＢＣ１２ Abc"), ["abc12", "abc"]);
        assert_eq!(words("\u{1109}\u{1169}\u{110b}\u{1173}\u{11b7}"), ["소음"]);
        assert_eq!(words("12가3456, 번역을"), ["12가3456", "번역을"]);
    }

    #[test]
    fn a_run_knows_whether_only_a_space_lies_before_it() {
        let joined: Vec<bool> = runs("불법 주차. 신고").iter().map(|run| run.joined).collect();
        assert_eq!(joined, [false, true, false]);
        let run = &runs("가 나다")[1];
        assert_eq!((run.at.as_slice(), run.letters.len()), ([4, 7, 10].as_slice(), 2));
    }

    #[test]
    fn syllables_come_apart_and_together() {
        assert_eq!(parts('음').and_then(syllable), Some('음'));
        assert_eq!((parts('a'), parts('ㄱ')), (None, None));
    }
}

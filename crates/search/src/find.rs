//! A search held against the text itself: is it there, where, and how well does it fit?

use std::ops::Range;

use crate::consonants::initial;
use crate::document::Text;
use crate::letters::{Run, composed, is_syllable, runs};
use crate::particle;
use crate::query::{Query, Word};

/// A field of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Where {
    Title,
    Place,
    Body,
}

/// Letters that are to be highlighted, in bytes of the composed (NFC) field.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    pub field: Where,
    pub start: usize,
    pub end: usize,
}

/// That a text is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// In the order of the text, none twice.
    pub spans: Vec<Span>,
    /// The higher, the nearer to what was asked; of texts for the same search only.
    pub score: u32,
}

/// Places of one word that are looked at in one field: more say nothing more.
const PLACES_MOST: usize = 50;
/// Points of a word by where it stands, and more where it stands as a word of its own.
const IN_TITLE: u32 = 60;
const IN_PLACE: u32 = 20;
const IN_BODY: u32 = 12;
const AS_A_WORD: u32 = 20;
/// Points of each further place in the body, up to five, for a text of [`USUAL`] letters.
const AGAIN: u32 = 4;
const USUAL: u32 = 300;
/// Words that stand close together belong together.
const TOGETHER: u32 = 25;
const CLOSE_BYTES: usize = 60;

impl Query {
    /// Where the words stand, if all of them do and none that must not.
    pub fn find(&self, text: &Text<'_>) -> Option<Found> {
        let fields = [
            (Where::Title, Flat::of(text.title)),
            (Where::Place, Flat::of(text.place.unwrap_or_default())),
            (Where::Body, Flat::of(text.body)),
        ];
        let refused = |word: &Word| fields.iter().any(|(field, flat)| !flat.places(word, *field).is_empty());
        if self.without.iter().any(refused) {
            return None;
        }
        let (mut spans, mut score) = (Vec::new(), 0);
        let mut firsts: Vec<usize> = Vec::new();
        for word in &self.words {
            let before = spans.len();
            for (field, flat) in &fields {
                let places = flat.places(word, *field);
                score += points(*field, &places, flat.letters.len());
                if *field == Where::Body {
                    firsts.extend(places.first().map(|place| place.bytes.start));
                }
                spans.extend(places.into_iter().map(|place| Span {
                    field: *field,
                    start: place.bytes.start,
                    end: place.bytes.end,
                }));
            }
            if spans.len() == before {
                return None;
            }
        }
        if firsts.len() > 1 && firsts.len() == self.words.len() {
            let spread =
                firsts.iter().max().zip(firsts.iter().min()).map_or(usize::MAX, |(last, first)| last - first);
            score += if spread <= CLOSE_BYTES { TOGETHER } else { 0 };
        }
        spans.sort();
        spans.dedup();
        Some(Found { spans, score })
    }
}

impl Query {
    /// Where any of the words stands in this one text, in bytes of its composed form: for showing it.
    pub fn marks(&self, text: &str) -> Vec<Range<usize>> {
        let flat = Flat::of(text);
        let mut marks: Vec<Range<usize>> = Vec::new();
        for word in &self.words {
            marks.extend(flat.places(word, Where::Title).into_iter().map(|place| place.bytes));
        }
        marks.sort_by_key(|mark| (mark.start, std::cmp::Reverse(mark.end)));
        let mut apart: Vec<Range<usize>> = Vec::new();
        for mark in marks {
            match apart.last_mut() {
                Some(last) if mark.start < last.end => last.end = last.end.max(mark.end),
                _ => apart.push(mark),
            }
        }
        apart
    }
}

fn points(field: Where, places: &[Place], letters: usize) -> u32 {
    if places.is_empty() {
        return 0;
    }
    let base = match field {
        Where::Title => IN_TITLE,
        Where::Place => IN_PLACE,
        Where::Body => {
            let more = u32::try_from(places.len() - 1).unwrap_or(u32::MAX).min(5);
            let length = u32::try_from(letters).unwrap_or(u32::MAX);
            IN_BODY + more * AGAIN * USUAL * 2 / USUAL.saturating_add(length)
        }
    };
    base + if places.iter().any(|place| place.whole) { AS_A_WORD } else { 0 }
}

struct Place {
    bytes: Range<usize>,
    /// It is a word of its own, a particle behind it or not.
    whole: bool,
}

/// A field as one row of letters that knows where words end.
struct Flat {
    runs: Vec<Run>,
    letters: Vec<char>,
    /// Of each letter: its run, and its place in it.
    of: Vec<(usize, usize)>,
}

impl Flat {
    fn of(text: &str) -> Flat {
        let runs = runs(&composed(text));
        let letters = runs.iter().flat_map(|run| run.letters.iter().copied()).collect();
        let of = runs.iter().enumerate().flat_map(|(at, run)| (0..run.letters.len()).map(move |i| (at, i)));
        let of = of.collect();
        Flat { runs, letters, of }
    }

    fn places(&self, word: &Word, field: Where) -> Vec<Place> {
        match word {
            Word::Plain(letters) => self.plain(letters),
            Word::Phrase(words) => self.phrase(words),
            // Of a whole body every pair of consonants would be found.
            Word::Consonants(letters) if field != Where::Body => self.consonants(letters),
            Word::Consonants(_) => Vec::new(),
        }
    }

    fn plain(&self, word: &[char]) -> Vec<Place> {
        let Some(first) = word.first() else { return Vec::new() };
        let starts = self.letters.iter().enumerate().filter(|(_, letter)| *letter == first);
        starts.filter_map(|(at, _)| self.stands(word, at)).take(PLACES_MOST).collect()
    }

    /// The word at this letter, in one run or over several.
    fn stands(&self, word: &[char], at: usize) -> Option<Place> {
        let end = at + word.len();
        if self.letters.get(at..end)? != word {
            return None;
        }
        let (&(first, from), &(last, to)) = (self.of.get(at)?, self.of.get(end - 1)?);
        let (head, tail) = (self.runs.get(first)?, self.runs.get(last)?);
        let rest = tail.letters.get(to + 1..).unwrap_or_default();
        let ends = rest.is_empty() || particle::is(rest, *word.last()?);
        if first == last {
            let fits = match word {
                [one] if !one.is_ascii() => from == 0 && particle::lone(&head.letters) == Some(*one),
                _ => whole_number(word, head, from),
            };
            let whole = from == 0 && ends;
            return fits.then(|| Place { bytes: span(head, from, tail, to), whole });
        }
        // Spaced differently: every gap between syllables, and neither end a mere splinter of another word.
        let gaps = self.runs.get(first + 1..=last)?;
        let spaced =
            word.len() > 2 && word.iter().all(|l| is_syllable(*l)) && gaps.iter().all(|run| run.joined);
        let begins = from == 0 || head.letters.len() - from > 1;
        let closes = ends || to > 0;
        (spaced && begins && closes)
            .then(|| Place { bytes: span(head, from, tail, to), whole: from == 0 && ends })
    }

    fn phrase(&self, words: &[Vec<char>]) -> Vec<Place> {
        let [first, .., last] = words else {
            return words.first().map(|word| self.unbroken(word)).unwrap_or_default();
        };
        let at = |from: usize| -> Option<Place> {
            let runs = self.runs.get(from..from + words.len())?;
            let (head, tail) = (runs.first()?, runs.last()?);
            let begins =
                head.letters.ends_with(first) && whole_number(first, head, head.letters.len() - first.len());
            let closes = tail.letters.starts_with(last) && whole_number(last, tail, 0);
            let inner = words.iter().zip(runs).skip(1).take(words.len() - 2);
            let same = inner.into_iter().all(|(word, run)| *word == run.letters);
            let numbers = words.iter().flatten().all(char::is_ascii);
            let near = numbers || runs.iter().skip(1).all(|run| run.joined);
            (begins && closes && same && near).then(|| Place {
                bytes: span(head, head.letters.len() - first.len(), tail, last.len() - 1),
                whole: head.letters.len() == first.len(),
            })
        };
        (0..self.runs.len()).filter_map(at).take(PLACES_MOST).collect()
    }

    /// One word in quotes: without a space in it.
    fn unbroken(&self, word: &[char]) -> Vec<Place> {
        let whole = |place: &Place| {
            let inside = |run: &&Run| {
                run.at.first() <= Some(&place.bytes.start) && run.at.last() >= Some(&place.bytes.end)
            };
            self.runs.iter().any(|run| inside(&run))
        };
        self.plain(word).into_iter().filter(whole).collect()
    }

    fn consonants(&self, wanted: &[char]) -> Vec<Place> {
        let of = |run: &Run| -> Vec<Place> {
            let row: Vec<Option<char>> = run.letters.iter().map(|letter| initial(*letter)).collect();
            let fits =
                |window: &[Option<char>]| window.iter().zip(wanted).all(|(has, wants)| *has == Some(*wants));
            let starts = row.windows(wanted.len()).enumerate().filter(|(_, window)| fits(window));
            starts
                .map(|(at, _)| Place { bytes: span(run, at, run, at + wanted.len() - 1), whole: at == 0 })
                .collect()
        };
        self.runs.iter().flat_map(of).take(PLACES_MOST).collect()
    }
}

/// One or two letters of ASCII are a number of their own: 12 is not a part of 123.
fn whole_number(word: &[char], run: &Run, from: usize) -> bool {
    if word.len() > 2 || !word.iter().all(char::is_ascii) {
        return true;
    }
    let ascii = |at: Option<usize>| at.and_then(|at| run.letters.get(at)).is_some_and(char::is_ascii);
    !ascii(from.checked_sub(1)) && !ascii(Some(from + word.len()))
}

fn span(head: &Run, from: usize, tail: &Run, to: usize) -> Range<usize> {
    let start = head.at.get(from).copied().unwrap_or_default();
    start..tail.at.get(to + 1).copied().unwrap_or(start)
}

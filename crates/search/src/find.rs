//! A search held against the text itself: is it there, where, and how well does it fit?

use std::ops::Range;

use crate::consonants::initial;
use crate::document::Text;
use crate::letters::{Run, Runs, composed, is_syllable};
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
/// The very particle that was typed stands behind it too: 건축과 is hardly 건축 and 과.
const AS_TYPED: u32 = 25;
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
            (Where::Title, Runs::of(&composed(text.title))),
            (Where::Place, Runs::of(&composed(text.place.unwrap_or_default()))),
            (Where::Body, Runs::of(&composed(text.body))),
        ];
        let refused = |word: &Word| fields.iter().any(|(field, runs)| !runs.places(word, *field).is_empty());
        if self.without.iter().any(refused) {
            return None;
        }
        let (mut spans, mut score) = (Vec::new(), 0);
        let mut firsts: Vec<usize> = Vec::new();
        for (word, ending) in self.words.iter().zip(&self.endings) {
            let before = spans.len();
            for (field, runs) in &fields {
                let places = runs.places(word, *field);
                score += points(*field, &places, runs.letters.len());
                let typed = |place: &Place| {
                    runs.letters.get(place.end..).is_some_and(|rest| rest.starts_with(ending))
                };
                score += if !ending.is_empty() && places.iter().any(typed) { AS_TYPED } else { 0 };
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
        let runs = Runs::of(&composed(text));
        let mut marks: Vec<Range<usize>> = Vec::new();
        for word in &self.words {
            marks.extend(runs.places(word, Where::Title).into_iter().map(|place| place.bytes));
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
    /// The place in the row behind its last letter.
    end: usize,
}

impl Runs {
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

    /// The word at this letter of the row, in one run or over several.
    fn stands(&self, word: &[char], from: usize) -> Option<Place> {
        let to = from + word.len() - 1;
        if self.letters.get(from..=to)? != word {
            return None;
        }
        let (first, last) = (self.number_at(from), self.number_at(to));
        let (head, tail) = (self.get(first)?, self.get(last)?);
        let rest = tail.letters.get(to + 1 - tail.from..).unwrap_or_default();
        let ends = rest.is_empty() || particle::is(rest, *word.last()?);
        let begins = head.from == from;
        let place = Place { bytes: self.span(from, to), whole: begins && ends, end: to + 1 };
        if first == last {
            let fits = match word {
                [one] if !one.is_ascii() => begins && particle::lone(head.letters) == Some(*one),
                _ => whole_number(word, &head, from - head.from),
            };
            return fits.then_some(place);
        }
        // Spaced differently: every gap between syllables, and neither end a mere splinter of another word.
        let joined = (first + 1..=last).all(|number| self.get(number).is_some_and(|run| run.joined));
        let spaced = word.len() > 2 && word.iter().all(|letter| is_syllable(*letter)) && joined;
        let begins = begins || head.from + head.letters.len() - from > 1;
        let closes = ends || to > tail.from;
        (spaced && begins && closes).then_some(place)
    }

    fn phrase(&self, words: &[Vec<char>]) -> Vec<Place> {
        match words {
            [] => Vec::new(),
            [word] => self.unbroken(word),
            [first, inner @ .., last] => {
                let at = |number| self.row(number, (first, inner, last));
                (0..self.len()).filter_map(at).take(PLACES_MOST).collect()
            }
        }
    }

    /// The phrase beginning in this run.
    fn row(&self, number: usize, (first, inner, last): (&[char], &[Vec<char>], &[char])) -> Option<Place> {
        let (head, tail) = (self.get(number)?, self.get(number + inner.len() + 1)?);
        let skipped = head.letters.len().checked_sub(first.len())?;
        let begins = head.letters.ends_with(first) && whole_number(first, &head, skipped);
        let closes = tail.letters.starts_with(last) && whole_number(last, &tail, 0);
        if !begins || !closes {
            return None;
        }
        let numbers =
            [first, last].into_iter().chain(inner.iter().map(Vec::as_slice)).flatten().all(char::is_ascii);
        let follows = |(word, at): (&Vec<char>, usize)| {
            self.get(at).is_some_and(|run| run.letters == word && (numbers || run.joined))
        };
        let same = inner.iter().zip(number + 1..).all(follows) && (numbers || tail.joined);
        same.then(|| Place {
            bytes: self.span(head.from + skipped, tail.from + last.len() - 1),
            whole: skipped == 0,
            end: tail.from + last.len(),
        })
    }

    /// One word in quotes: without a space in it.
    fn unbroken(&self, word: &[char]) -> Vec<Place> {
        let Some(first) = word.first() else { return Vec::new() };
        let starts = self.letters.iter().enumerate().filter(|(_, letter)| *letter == first).map(|(at, _)| at);
        let whole = starts.filter(|at| self.number_at(*at) == self.number_at(at + word.len() - 1));
        whole.filter_map(|at| self.stands(word, at)).take(PLACES_MOST).collect()
    }

    fn consonants(&self, wanted: &[char]) -> Vec<Place> {
        let of = |run: Run<'_>| -> Vec<Place> {
            let row: Vec<Option<char>> = run.letters.iter().map(|letter| initial(*letter)).collect();
            let fits =
                |window: &[Option<char>]| window.iter().zip(wanted).all(|(has, wants)| *has == Some(*wants));
            let starts = row.windows(wanted.len()).enumerate().filter(|(_, window)| fits(window));
            let place = |at: usize| {
                let from = run.from + at;
                Place {
                    bytes: self.span(from, from + wanted.len() - 1),
                    whole: at == 0,
                    end: from + wanted.len(),
                }
            };
            starts.map(|(at, _)| place(at)).collect()
        };
        self.iter().flat_map(of).take(PLACES_MOST).collect()
    }
}

/// One or two letters of ASCII are a number of their own: 12 is not a part of 123.
fn whole_number(word: &[char], run: &Run<'_>, from: usize) -> bool {
    if word.len() > 2 || !word.iter().all(char::is_ascii) {
        return true;
    }
    let ascii = |at: Option<usize>| at.and_then(|at| run.letters.get(at)).is_some_and(char::is_ascii);
    !ascii(from.checked_sub(1)) && !ascii(Some(from + word.len()))
}

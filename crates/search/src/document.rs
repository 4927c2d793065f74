//! A text and the terms it is found under.

use crate::consonants::initial;
use crate::letters::{Run, composed, is_syllable, runs};
use crate::particle::lone;
use crate::term::Term;

/// What is searched of one complaint.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Text<'a> {
    pub title: &'a str,
    pub body: &'a str,
    pub place: Option<&'a str>,
}

impl Text<'_> {
    /// Its terms, each once, in order.
    pub fn terms(&self) -> Vec<Term> {
        let mut terms = vec![Term::EVERY];
        let title = runs(&composed(self.title));
        for run in &title {
            terms.extend(pairs(&run.letters).map(|(a, b)| Term::title(a, b)));
        }
        let place = self.place.map(|place| runs(&composed(place))).unwrap_or_default();
        for run in title.iter().chain(&place) {
            abbreviated(&mut terms, run);
        }
        for part in [&title, &place, &runs(&composed(self.body))] {
            whole(&mut terms, part);
        }
        terms.sort_unstable();
        terms.dedup();
        terms
    }
}

fn abbreviated(terms: &mut Vec<Term>, run: &Run) {
    terms.extend(pairs(&run.letters).filter_map(|(a, b)| Some(Term::consonants(initial(a)?, initial(b)?))));
}

fn whole(terms: &mut Vec<Term>, runs: &[Run]) {
    let mut before: Option<char> = None;
    for run in runs {
        if let (true, Some(last), Some(first)) = (run.joined, before, run.letters.first().copied())
            && is_syllable(last)
            && is_syllable(first)
        {
            terms.push(Term::across(last, first));
        }
        within(&run.letters, |term| terms.push(term));
        before = run.letters.last().copied();
    }
}

/// The terms of one word as it stands.
pub(crate) fn within(letters: &[char], mut put: impl FnMut(Term)) {
    let ascii = |at: usize| letters.get(at).is_some_and(char::is_ascii);
    let mut at = 0;
    while at < letters.len() {
        let mut end = at;
        while ascii(end) {
            end += 1;
        }
        match letters.get(at..end).unwrap_or_default() {
            [] => {}
            [one] => put(Term::short(*one, None)),
            [one, two] => put(Term::short(*one, Some(*two))),
            many => many.windows(3).for_each(|w| put(Term::triple(w[0], w[1], w[2]))),
        }
        at = end.max(at + 1);
    }
    for (a, b) in pairs(letters).filter(|(a, b)| !(a.is_ascii() && b.is_ascii())) {
        put(Term::inside(a, b));
    }
    if let Some(alone) = lone(letters).filter(|letter| !letter.is_ascii()) {
        put(Term::lone(alone));
    }
}

fn pairs(letters: &[char]) -> impl Iterator<Item = (char, char)> {
    letters.windows(2).map(|pair| (pair[0], pair[1]))
}

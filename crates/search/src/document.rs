//! A text and the terms it is found under.

use crate::consonants::initial;
use crate::letters::{Runs, composed, is_syllable};
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
    /// Its terms, in any order, some of them more than once.
    pub fn terms(&self) -> Vec<Term> {
        let mut terms = Vec::with_capacity(self.title.len() + self.body.len() / 2);
        terms.push(Term::EVERY);
        let title = Runs::of(&composed(self.title));
        let place = self.place.map(|place| Runs::of(&composed(place))).unwrap_or_default();
        for run in title.iter() {
            terms.extend(pairs(run.letters).map(|(a, b)| Term::title(a, b)));
        }
        for run in title.iter().chain(place.iter()) {
            let initials = pairs(run.letters).filter_map(|(a, b)| Some((initial(a)?, initial(b)?)));
            terms.extend(initials.map(|(a, b)| Term::consonants(a, b)));
        }
        for part in [&title, &place, &Runs::of(&composed(self.body))] {
            whole(&mut terms, part);
        }
        terms
    }
}

fn whole(terms: &mut Vec<Term>, runs: &Runs) {
    let mut before: Option<char> = None;
    for run in runs.iter() {
        if let (true, Some(last), Some(first)) = (run.joined, before, run.letters.first().copied())
            && is_syllable(last)
            && is_syllable(first)
        {
            terms.push(Term::across(last, first));
        }
        within(run.letters, |term| terms.push(term));
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

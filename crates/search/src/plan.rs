//! What of a search the index can answer: a superset of the results, and the fewer the better.

use std::collections::BTreeSet;

use crate::letters::is_syllable;
use crate::postings::{bucket_of, read_into};
use crate::query::{Query, Word};
use crate::set::Set;
use crate::term::Term;

/// Documents that hold a term of every group, and none of the others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    groups: Vec<Vec<Term>>,
    without: Vec<Term>,
}

impl Query {
    /// Where all its words are, anywhere.
    pub fn plan(&self) -> Plan {
        let mut plan = Plan::default();
        self.words.iter().for_each(|word| plan.wants(word));
        self.without.iter().for_each(|word| plan.refuses(word));
        plan.groups.sort();
        plan.groups.dedup();
        plan
    }

    /// Where a word of two letters or more stands in the title: such results come first.
    pub fn title_plan(&self) -> Plan {
        let mut plan = self.plan();
        for word in &self.words {
            if let Word::Plain(letters) = word {
                plan.groups.extend(inner_pairs(letters).map(|(a, b)| vec![Term::title(a, b)]));
            }
        }
        plan
    }
}

impl Plan {
    fn wants(&mut self, word: &Word) {
        match word {
            Word::Plain(letters) => self.wants_letters(letters, letters.len() > 2),
            Word::Consonants(letters) => {
                self.groups.extend(letters.windows(2).map(|pair| vec![Term::consonants(pair[0], pair[1])]));
            }
            Word::Phrase(runs) => {
                // Of several words the first and the last may be parts: of one letter that says nothing.
                let says =
                    |letters: &&Vec<char>| runs.len() == 1 || letters.len() > 1 || letters[0].is_ascii();
                runs.iter().filter(says).for_each(|letters| self.wants_letters(letters, false));
                for pair in runs.windows(2) {
                    if let (Some(a), Some(b)) = (pair[0].last(), pair[1].first())
                        && is_syllable(*a)
                        && is_syllable(*b)
                    {
                        self.groups.push(vec![Term::across(*a, *b)]);
                    }
                }
            }
        }
    }

    /// `loose`: a space may stand between any two syllables.
    fn wants_letters(&mut self, letters: &[char], loose: bool) {
        match letters {
            [one] if one.is_ascii() => self.groups.push(vec![Term::short(*one, None)]),
            [one] => self.groups.push(vec![Term::lone(*one)]),
            [a, b] if a.is_ascii() && b.is_ascii() => self.groups.push(vec![Term::short(*a, Some(*b))]),
            _ => {
                let triples = letters.windows(3).filter(|w| w.iter().all(char::is_ascii));
                self.groups.extend(triples.map(|w| vec![Term::triple(w[0], w[1], w[2])]));
                for (a, b) in inner_pairs(letters) {
                    let mut any = vec![Term::inside(a, b)];
                    if loose && is_syllable(a) && is_syllable(b) {
                        any.push(Term::across(a, b));
                    }
                    self.groups.push(any);
                }
            }
        }
    }

    fn refuses(&mut self, word: &Word) {
        // Only of two syllables the index says for certain that they are a part of a word.
        if let Word::Plain(letters) = word
            && let [a, b] = letters.as_slice()
            && !(a.is_ascii() && b.is_ascii())
        {
            self.without.push(Term::inside(*a, *b));
        }
    }

    /// Which of a segment's buckets hold what is asked for.
    pub fn buckets(&self, buckets: u32) -> BTreeSet<u32> {
        let every = self.groups.is_empty().then_some(&Term::EVERY);
        let terms = self.groups.iter().flatten().chain(&self.without).chain(every);
        terms.map(|term| bucket_of(*term, buckets)).collect()
    }

    /// The documents of a segment that may be meant; `bucket` gives the bytes of one of its buckets.
    pub fn candidates<'a>(&self, buckets: u32, bucket: impl Fn(u32) -> Option<&'a [u8]>) -> Set {
        let of = |terms: &[Term]| {
            let mut set = Set::empty();
            for term in terms {
                if let Some(bytes) = bucket(bucket_of(*term, buckets)) {
                    read_into(&mut set, bytes, *term);
                }
            }
            set
        };
        let mut groups = self.groups.iter();
        let mut found = groups.next().map_or_else(|| of(&[Term::EVERY]), |first| of(first));
        for group in groups {
            if found.is_empty() {
                return found;
            }
            found.and(&of(group));
        }
        if !self.without.is_empty() {
            found.without(&of(&self.without));
        }
        found
    }
}

/// Pairs that are terms by themselves: not two letters of ASCII.
fn inner_pairs(letters: &[char]) -> impl Iterator<Item = (char, char)> {
    letters.windows(2).map(|pair| (pair[0], pair[1])).filter(|(a, b)| !(a.is_ascii() && b.is_ascii()))
}

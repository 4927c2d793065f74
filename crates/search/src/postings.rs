//! Posting lists as bytes: which documents of a chunk hold a term, many terms to a bucket.
//!
//! A bucket is a row of `term − term before`, `length of the list`, `list`, terms ascending, all numbers in
//! LEB128. A list is the gaps between places, or 8 KiB of bits where that is shorter.

use std::collections::HashMap;

use crate::set::Set;
use crate::term::{Spread, Term};

/// A bucket of about a page: one look-up reads no more than it needs.
const DOCUMENTS_A_BUCKET: u64 = 16;
const BUCKETS_MOST: u32 = 4_096;
/// Bytes of a list of bits.
const BITS: usize = 8_192;
/// A merge is done in so many slices, so that its memory is a fraction of the segment.
pub const MERGE_SLICES: u32 = 16;

/// Buckets of a segment of so many documents: a power of two, and no bucket lies in two slices of a merge.
pub fn buckets_for(documents: u64) -> u32 {
    let wanted = u32::try_from(documents / DOCUMENTS_A_BUCKET).unwrap_or(BUCKETS_MOST);
    wanted.clamp(MERGE_SLICES, BUCKETS_MOST).next_power_of_two()
}

/// The bucket a term lies in, of so many.
/// The upper bits say it, so that a slice of a segment is a range of buckets, whatever their number.
pub fn bucket_of(term: Term, buckets: u32) -> u32 {
    let bits = buckets.ilog2();
    if bits == 0 { 0 } else { u32::try_from(term.spread() >> (64 - bits)).unwrap_or(0) }
}

/// One row of a segment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bucket {
    pub number: u32,
    pub bytes: Vec<u8>,
}

/// Posting lists in the making: documents come in ascending order.
#[derive(Default)]
pub struct Accumulator {
    lists: HashMap<Term, List, Spread>,
    documents: u64,
}

#[derive(Default)]
struct List {
    /// The place behind the last one.
    next: u32,
    gaps: Vec<u8>,
}

impl Accumulator {
    /// A document at a place behind all before it; its terms in any order, some of them more than once.
    pub fn add(&mut self, place: u16, terms: &[Term]) {
        for term in terms {
            let list = self.lists.entry(*term).or_default();
            if list.next <= u32::from(place) {
                list.push(place);
            }
        }
        self.documents += 1;
    }

    pub fn documents(&self) -> u64 {
        self.documents
    }

    /// The segment's rows, in order; a bucket without terms has none.
    pub fn into_buckets(self) -> Vec<Bucket> {
        let buckets = buckets_for(self.documents);
        rows(buckets, self.lists)
    }
}

impl List {
    fn push(&mut self, place: u16) {
        let place = u32::from(place);
        put(&mut self.gaps, u64::from(place.saturating_sub(self.next)));
        self.next = place + 1;
    }
}

fn rows(buckets: u32, lists: impl IntoIterator<Item = (Term, List)>) -> Vec<Bucket> {
    let mut lists: Vec<(u32, Term, Vec<u8>)> =
        lists.into_iter().map(|(term, list)| (bucket_of(term, buckets), term, list.gaps)).collect();
    lists.sort_unstable_by_key(|(bucket, term, _)| (*bucket, *term));
    let mut rows: Vec<Bucket> = Vec::new();
    let mut before = 0;
    for (number, term, gaps) in lists {
        if rows.last().is_none_or(|row| row.number != number) {
            rows.push(Bucket { number, bytes: Vec::new() });
            before = 0;
        }
        let Some(row) = rows.last_mut() else { continue };
        put(&mut row.bytes, term.number() - before);
        before = term.number();
        let list = if gaps.len() >= BITS { bits(&gaps) } else { gaps };
        put(&mut row.bytes, u64::try_from(list.len()).unwrap_or(0));
        row.bytes.extend(list);
    }
    rows
}

fn bits(gaps: &[u8]) -> Vec<u8> {
    let set: Set = places(gaps).collect();
    set.words().iter().flat_map(|word| word.to_le_bytes()).collect()
}

/// The lists of a bucket, in order.
fn lists(bytes: &[u8]) -> impl Iterator<Item = (Term, &[u8])> {
    let mut left = bytes;
    let mut before = 0;
    std::iter::from_fn(move || {
        let term = take(&mut left)?.checked_add(before)?;
        before = term;
        let length = usize::try_from(take(&mut left)?).ok()?;
        let (list, rest) = left.split_at_checked(length)?;
        left = rest;
        Some((Term::numbered(term), list))
    })
}

/// The places of a list in ascending order.
fn places(list: &[u8]) -> impl Iterator<Item = u16> {
    let mut left = list;
    let mut next: u64 = 0;
    std::iter::from_fn(move || {
        let place = next.checked_add(take(&mut left)?)?;
        next = place + 1;
        u16::try_from(place).ok()
    })
}

/// Adds the documents of a term to a set, if the bucket has it.
pub(crate) fn read_into(set: &mut Set, bucket: &[u8], wanted: Term) {
    let found = lists(bucket).take_while(|(term, _)| *term <= wanted).find(|(term, _)| *term == wanted);
    if let Some((_, list)) = found {
        read_list(set, list);
    }
}

/// Many segments of one chunk become one: the rows of one slice of it, without some documents. `rows_of` are
/// all buckets of the segments that touch the slice.
pub fn merge<'a>(
    slice: u32,
    documents: u64,
    rows_of: impl IntoIterator<Item = &'a [u8]>,
    gone: &Set,
) -> Vec<Bucket> {
    let mut merged: HashMap<Term, Vec<u16>, Spread> = HashMap::default();
    for bucket in rows_of {
        for (term, list) in lists(bucket).filter(|(term, _)| bucket_of(*term, MERGE_SLICES) == slice) {
            let kept = merged.entry(term).or_default();
            if list.len() == BITS {
                let mut set = Set::empty();
                read_list(&mut set, list);
                kept.extend(set.ascending().filter(|place| !gone.contains(*place)));
            } else {
                kept.extend(places(list).filter(|place| !gone.contains(*place)));
            }
        }
    }
    let lists = merged.into_iter().filter(|(_, places)| !places.is_empty()).map(|(term, mut places)| {
        places.sort_unstable();
        places.dedup();
        let mut list = List::default();
        places.into_iter().for_each(|place| list.push(place));
        (term, list)
    });
    rows(buckets_for(documents), lists)
}

fn read_list(set: &mut Set, list: &[u8]) {
    if list.len() == BITS {
        for (mine, theirs) in set.words_mut().iter_mut().zip(list.as_chunks::<8>().0) {
            *mine |= u64::from_le_bytes(*theirs);
        }
    } else {
        places(list).for_each(|place| set.insert(place));
    }
}

fn put(bytes: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        bytes.push(u8::try_from(number & 0x7f).unwrap_or(0) | 0x80);
        number >>= 7;
    }
    bytes.push(u8::try_from(number).unwrap_or(0));
}

fn take(bytes: &mut &[u8]) -> Option<u64> {
    let (mut number, mut shift) = (0_u64, 0_u32);
    loop {
        let (first, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u64::from(first & 0x7f).checked_shl(shift)?;
        if first & 0x80 == 0 {
            return Some(number);
        }
        shift += 7;
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    type Documents = BTreeMap<u16, Vec<Term>>;

    fn kept(documents: &Documents) -> (u32, Vec<Bucket>) {
        let mut accumulator = Accumulator::default();
        documents.iter().for_each(|(place, terms)| accumulator.add(*place, terms));
        (buckets_for(accumulator.documents()), accumulator.into_buckets())
    }

    fn read((buckets, rows): &(u32, Vec<Bucket>), term: Term) -> Set {
        let mut set = Set::empty();
        let bucket = bucket_of(term, *buckets);
        rows.iter().filter(|row| row.number == bucket).for_each(|row| read_into(&mut set, &row.bytes, term));
        set
    }

    fn expected(documents: &Documents, term: Term) -> Set {
        documents.iter().filter(|(_, terms)| terms.contains(&term)).map(|(place, _)| *place).collect()
    }

    fn documents() -> impl Strategy<Value = Documents> {
        let term =
            (1..60_u32).prop_map(|n| Term::inside(char::from_u32(0xac00 + n * 97).unwrap_or('가'), '나'));
        let terms =
            proptest::collection::btree_set(term, 0..12).prop_map(|terms| terms.into_iter().collect());
        proptest::collection::btree_map(any::<u16>(), terms, 0..120)
    }

    proptest! {
        #[test]
        fn what_is_kept_is_read_again(documents in documents()) {
            let segment = kept(&documents);
            for term in documents.values().flatten() {
                prop_assert_eq!(read(&segment, *term), expected(&documents, *term));
            }
        }

        #[test]
        fn merged_segments_say_the_same_without_what_is_gone(
            (one, other) in (documents(), documents()), gone in proptest::collection::vec(any::<u16>(), 0..60)
        ) {
            let other: Documents = other.into_iter().filter(|(place, _)| !one.contains_key(place)).collect();
            let gone: Set = gone.into_iter().chain(one.keys().copied().step_by(3)).collect();
            let rows: Vec<Bucket> = [&one, &other].into_iter().flat_map(|part| kept(part).1).collect();
            let all: Documents = one.into_iter().chain(other).filter(|(place, _)| !gone.contains(*place)).collect();
            let size = all.len() as u64;
            let merged: Vec<Bucket> = (0..MERGE_SLICES)
                .flat_map(|slice| merge(slice, size, rows.iter().map(|row| row.bytes.as_slice()), &gone))
                .collect();
            let merged = (buckets_for(size), merged);
            for term in all.values().flatten() {
                prop_assert_eq!(read(&merged, *term), expected(&all, *term));
            }
        }

        #[test]
        fn bytes_that_are_no_bucket_give_nothing_and_no_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let mut set = Set::empty();
            read_into(&mut set, &bytes, Term::EVERY);
            merge(0, 10, [bytes.as_slice()], &Set::empty());
        }
    }

    #[test]
    fn a_term_of_most_documents_is_kept_as_bits() {
        let documents: Documents = (0..60_000).map(|place| (place, vec![Term::EVERY])).collect();
        let segment = kept(&documents);
        assert!(segment.1.iter().map(|row| row.bytes.len()).sum::<usize>() < BITS + 20);
        assert_eq!(read(&segment, Term::EVERY), expected(&documents, Term::EVERY));
    }
}

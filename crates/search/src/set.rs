//! Places in a chunk of documents, as a set of bits.

/// Documents of one chunk: a place within it fits in two bytes.
pub const CHUNK: i64 = 65_536;

const WORDS: usize = 1_024;

/// Some of the documents of one chunk.
#[derive(Clone, PartialEq, Eq)]
pub struct Set(Box<[u64; WORDS]>);

impl Set {
    pub fn empty() -> Set {
        Set(Box::new([0; WORDS]))
    }

    pub fn insert(&mut self, place: u16) {
        self.0[usize::from(place) / 64] |= 1 << (place % 64);
    }

    pub fn contains(&self, place: u16) -> bool {
        self.0[usize::from(place) / 64] & (1 << (place % 64)) != 0
    }

    pub fn and(&mut self, other: &Set) {
        self.0.iter_mut().zip(other.0.iter()).for_each(|(mine, theirs)| *mine &= theirs);
    }

    pub fn or(&mut self, other: &Set) {
        self.0.iter_mut().zip(other.0.iter()).for_each(|(mine, theirs)| *mine |= theirs);
    }

    pub fn without(&mut self, other: &Set) {
        self.0.iter_mut().zip(other.0.iter()).for_each(|(mine, theirs)| *mine &= !theirs);
    }

    pub fn len(&self) -> usize {
        self.0.iter().map(|word| usize::try_from(word.count_ones()).unwrap_or(0)).sum()
    }

    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }

    /// The newest first.
    pub fn descending(&self) -> impl Iterator<Item = u16> {
        self.0.iter().enumerate().rev().flat_map(|(at, word)| {
            let mut left = *word;
            std::iter::from_fn(move || {
                let bit = left.checked_ilog2()?;
                left &= !(1 << bit);
                u16::try_from(at * 64 + usize::try_from(bit).ok()?).ok()
            })
        })
    }

    pub fn ascending(&self) -> impl Iterator<Item = u16> {
        self.0.iter().enumerate().flat_map(|(at, word)| {
            let mut left = *word;
            std::iter::from_fn(move || {
                let bit = left.trailing_zeros();
                left &= left.checked_sub(1)?;
                u16::try_from(at * 64 + usize::try_from(bit).ok()?).ok()
            })
        })
    }

    pub(crate) fn words(&self) -> &[u64; WORDS] {
        &self.0
    }

    pub(crate) fn words_mut(&mut self) -> &mut [u64; WORDS] {
        &mut self.0
    }
}

impl FromIterator<u16> for Set {
    fn from_iter<I: IntoIterator<Item = u16>>(places: I) -> Set {
        let mut set = Set::empty();
        places.into_iter().for_each(|place| set.insert(place));
        set
    }
}

impl std::fmt::Debug for Set {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.ascending()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_come_out_in_either_order() {
        let set: Set = [0, 63, 64, 65_535, 7].into_iter().collect();
        assert_eq!(set.ascending().collect::<Vec<_>>(), [0, 7, 63, 64, 65_535]);
        assert_eq!(set.descending().collect::<Vec<_>>(), [65_535, 64, 63, 7, 0]);
        assert_eq!((set.len(), set.is_empty(), set.contains(64)), (5, false, true));
    }
}

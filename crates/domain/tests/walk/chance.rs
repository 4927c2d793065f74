//! Chance from a seed: the same seed walks the same way for ever (SplitMix64, Steele et al. 2014).

pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn new(seed: u64) -> Chance {
        Chance(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From 0 up to, not including, `below`.
    pub(crate) fn below(&mut self, below: u32) -> u32 {
        u32::try_from(self.next() % u64::from(below)).unwrap()
    }

    pub(crate) fn one_in(&mut self, n: u32) -> bool {
        self.below(n) == 0
    }

    pub(crate) fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[usize::try_from(self.below(u32::try_from(from.len()).unwrap())).unwrap()]
    }

    pub(crate) fn maybe<T>(&mut self, value: T) -> Option<T> {
        (!self.one_in(2)).then_some(value)
    }

    /// Time between two acts: mostly minutes or hours, at times days, rarely weeks.
    pub(crate) fn minutes(&mut self) -> i64 {
        let most = if self.one_in(40) { 30_000 } else { *self.pick(&[5, 5, 60, 60, 60, 600]) };
        i64::from(self.below(most))
    }
}

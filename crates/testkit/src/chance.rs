//! Chance from a seed: the same seed goes the same way for ever (SplitMix64, Steele et al. 2014).

pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Chance {
        Chance(seed)
    }

    /// From `EUNGDAPSO_SEED`, or the usual one.
    pub fn usual() -> Chance {
        let given = std::env::var("EUNGDAPSO_SEED").ok().and_then(|seed| seed.parse().ok());
        Chance::new(given.unwrap_or(20_260_310))
    }

    pub fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From 0 up to, not including, `below`.
    pub fn below(&mut self, below: u32) -> u32 {
        u32::try_from(self.number() % u64::from(below)).unwrap()
    }

    pub fn one_in(&mut self, n: u32) -> bool {
        self.below(n) == 0
    }

    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[usize::try_from(self.below(u32::try_from(from.len()).unwrap())).unwrap()]
    }
}

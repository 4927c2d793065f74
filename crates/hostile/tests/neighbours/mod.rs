//! Neighbours of kept bytes: a few bytes changed, cut, doubled, or put together with another's.

use testkit::chance::Chance;

/// Longest neighbour, in bytes.
const LONGEST: usize = 8_192;
/// What readers stumble over: ends, nests, marks, letters of several bytes, halves of them.
const ODD: [&[u8]; 20] = [
    b"\0",
    b"\n\n",
    b"\r\n",
    b"\"",
    b"\\",
    b"{",
    b"}",
    b"[",
    b"]",
    b"%00",
    b"%",
    b"=",
    b"..",
    b"-",
    b"\xff\xfe",
    b"\xea",
    "\u{feff}".as_bytes(),
    "각\u{11a8}".as_bytes(),
    b"9223372036854775808",
    b"\\ud800",
];

pub(crate) struct Neighbours<'a> {
    kept: &'a [Vec<u8>],
    chance: Chance,
}

impl<'a> Neighbours<'a> {
    pub(crate) fn of(kept: &'a [Vec<u8>]) -> Neighbours<'a> {
        Neighbours { kept, chance: Chance::usual() }
    }

    pub(crate) fn next(&mut self) -> Vec<u8> {
        let mut bytes = self.chance.pick(self.kept).clone();
        for _ in 0..=self.chance.below(4) {
            self.change(&mut bytes);
        }
        bytes.truncate(LONGEST);
        bytes
    }

    fn change(&mut self, bytes: &mut Vec<u8>) {
        let (at, until) = (self.place(bytes), self.place(bytes));
        let (from, to) = (at.min(until), at.max(until));
        match self.chance.below(6) {
            0 if at < bytes.len() => bytes[at] = self.chance.number().to_le_bytes()[0],
            1 => drop(bytes.drain(from..to)),
            2 => {
                let again = bytes[from..to].to_vec();
                bytes.splice(at..at, again);
            }
            3 => drop(bytes.splice(at..at, self.chance.pick(&ODD).iter().copied())),
            4 => {
                let other = self.chance.pick(self.kept);
                let rest = other.get(at..).unwrap_or_default();
                bytes.truncate(at);
                bytes.extend_from_slice(rest);
            }
            _ => bytes.truncate(to),
        }
    }

    /// Somewhere from the beginning to the end.
    fn place(&mut self, bytes: &[u8]) -> usize {
        let length = u32::try_from(bytes.len()).unwrap_or(u32::MAX - 1);
        usize::try_from(self.chance.below(length + 1)).unwrap_or_default()
    }
}

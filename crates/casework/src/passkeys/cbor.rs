//! The part of CBOR (RFC 8949) that authenticators speak: definite lengths, read without a copy and without recursion.

/// One item's beginning; what it holds follows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Item<'a> {
    Unsigned(u64),
    /// One less than the negative of this: `Negative(6)` is -7.
    Negative(u64),
    Bytes(&'a [u8]),
    Text(&'a str),
    /// So many items follow, for an array; so many pairs, for a map.
    Array(usize),
    Map(usize),
    /// The item follows that is so called.
    Tag,
    /// `true`, `null`, a number with a point: nothing we ask for.
    Other,
}

/// Reads from the front. Whatever is cut off, without an end or of another kind is `None`.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a>(pub(super) &'a [u8]);

impl<'a> Reader<'a> {
    pub(super) fn item(&mut self) -> Option<Item<'a>> {
        let (kind, number) = self.head()?;
        Some(match kind {
            0 => Item::Unsigned(number),
            1 => Item::Negative(number),
            2 => Item::Bytes(self.take(number)?),
            3 => Item::Text(std::str::from_utf8(self.take(number)?).ok()?),
            4 => Item::Array(self.count(number, 1)?),
            5 => Item::Map(self.count(number, 2)?),
            6 => Item::Tag,
            _ => Item::Other,
        })
    }

    pub(super) fn bytes(&mut self) -> Option<&'a [u8]> {
        match self.item()? {
            Item::Bytes(bytes) => Some(bytes),
            _ => None,
        }
    }

    /// Past one item and all that is in it. Each takes a byte at least, so this ends with the bytes.
    pub(super) fn skip(&mut self) -> Option<()> {
        let mut owed: usize = 1;
        while owed > 0 {
            owed -= 1;
            owed += match self.item()? {
                Item::Array(items) => items,
                Item::Map(pairs) => pairs * 2,
                Item::Tag => 1,
                Item::Unsigned(_) | Item::Negative(_) | Item::Bytes(_) | Item::Text(_) | Item::Other => 0,
            };
        }
        Some(())
    }

    /// What kind of item it is, and the number that goes with it.
    fn head(&mut self) -> Option<(u8, u64)> {
        let first = *self.take(1)?.first()?;
        let number = match first & 0x1f {
            small @ 0..=23 => u64::from(small),
            24 => u64::from(*self.take(1)?.first()?),
            25 => u64::from(u16::from_be_bytes(self.take(2)?.try_into().ok()?)),
            26 => u64::from(u32::from_be_bytes(self.take(4)?.try_into().ok()?)),
            27 => u64::from_be_bytes(self.take(8)?.try_into().ok()?),
            // Without a length: nobody who speaks to us may.
            _ => return None,
        };
        Some((first >> 5, number))
    }

    fn take(&mut self, length: u64) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(usize::try_from(length).ok()?)?;
        self.0 = rest;
        Some(taken)
    }

    /// No more than there are bytes for.
    fn count(&self, number: u64, each: usize) -> Option<usize> {
        let number = usize::try_from(number).ok()?;
        (number <= self.0.len() / each).then_some(number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_read_as_the_standard_writes_them() {
        for (bytes, item) in [
            (&[0x17][..], Item::Unsigned(23)),
            (&[0x18, 0x64], Item::Unsigned(100)),
            (&[0x1a, 0, 0x0f, 0x42, 0x40], Item::Unsigned(1_000_000)),
            (&[0x39, 0x03, 0xe7], Item::Negative(999)),
            (&[0x26], Item::Negative(6)),
            (&[0x44, 1, 2, 3, 4], Item::Bytes(&[1, 2, 3, 4])),
            (&[0x62, 0xc3, 0xbc], Item::Text("\u{fc}")),
            (&[0x82, 1, 2], Item::Array(2)),
            (&[0xa1, 1, 2], Item::Map(1)),
            (&[0xf5], Item::Other),
        ] {
            assert_eq!(Reader(bytes).item(), Some(item), "{bytes:x?}");
        }
    }

    #[test]
    fn what_is_cut_off_endless_or_larger_than_itself_is_nothing() {
        for bytes in [
            &[][..],
            &[0x18],
            &[0x44, 1, 2, 3],
            &[0x5b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1],
            &[0x9b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
            &[0xbb, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
            &[0x5f, 0x41, 1, 0xff],
            &[0x1c],
            &[0x61, 0xff],
            &[0xa1, 1],
        ] {
            assert_eq!(Reader(bytes).skip(), None, "{bytes:x?}");
        }
    }

    #[test]
    fn however_deep_it_is_it_is_passed_over() {
        let mut deep = vec![0x81; 100_000];
        deep.push(0);
        let mut reader = Reader(&deep);
        assert_eq!(reader.skip(), Some(()));
        assert!(reader.0.is_empty());
        let mut tagged = Reader(&[0xc0, 0xa1, 0x61, b'a', 0x82, 0xf6, 0xfb, 0, 0, 0, 0, 0, 0, 0, 0, 9]);
        assert_eq!(tagged.skip(), Some(()));
        assert_eq!(tagged.0, [9]);
    }
}

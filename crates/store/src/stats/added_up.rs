//! Changes added up by the lines that they belong to.

use std::collections::BTreeMap;

/// In the order of the lines; what comes to nothing is left out.
pub(super) fn added_up<K: Ord, const N: usize>(
    changes: impl Iterator<Item = (K, [i64; N])>,
) -> impl Iterator<Item = (K, [i64; N])> {
    let mut lines: BTreeMap<K, [i64; N]> = BTreeMap::new();
    for (line, numbers) in changes {
        let sums = lines.entry(line).or_insert([0; N]);
        for (sum, number) in sums.iter_mut().zip(numbers) {
            *sum += number;
        }
    }
    lines.into_iter().filter(|(_, numbers)| *numbers != [0; N])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_to_nothing_is_no_line() {
        let changes = [("b", [1, 2]), ("a", [1, 1]), ("b", [-1, -2]), ("a", [0, 3])];
        assert!(added_up(changes.into_iter()).eq([("a", [1, 4])]));
    }
}

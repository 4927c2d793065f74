//! A figure with two decimals, as the statistics show it: 68.18, 58.33, 50, 0.

use std::fmt;

/// Hundredths of a point or of a percent; rounded half up, exactly.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hundredths(u64);

impl Hundredths {
    /// `part` of `whole`; nothing of nothing is 0.
    pub fn of(part: u64, whole: u64) -> Hundredths {
        let (part, whole) = (u128::from(part), u128::from(whole));
        // Doubled, so that half of one becomes whole.
        let rounded = (part * 200 + whole).checked_div(whole * 2).unwrap_or_default();
        Hundredths(u64::try_from(rounded).unwrap_or(u64::MAX))
    }

    /// For whoever goes on reckoning with it.
    pub fn to_f64(self) -> f64 {
        let (whole, rest) = (self.0 / 100, self.0 % 100);
        let exact = |n: u64| u32::try_from(n).map_or(f64::MAX, f64::from);
        exact(whole) + exact(rest) / 100.0
    }
}

impl fmt::Display for Hundredths {
    /// Trailing zeros are dropped.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, rest) = (self.0 / 100, self.0 % 100);
        match rest {
            0 => write!(f, "{whole}"),
            _ if rest % 10 == 0 => write!(f, "{whole}.{}", rest / 10),
            _ => write!(f, "{whole}.{rest:02}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_decimals_half_up_and_no_trailing_zero() {
        for (part, whole, shown) in [
            (750, 11, "68.18"),
            (475, 6, "79.17"),
            (175, 3, "58.33"),
            (100, 2, "50"),
            (0, 0, "0"),
            (0, 7, "0"),
            (400, 4, "100"),
            (125, 2, "62.5"),
            (25, 8, "3.13"),
            (1, 800, "0"),
            (1, 200, "0.01"),
            (5, 100, "0.05"),
        ] {
            assert_eq!(Hundredths::of(part, whole).to_string(), shown, "{part}/{whole}");
        }
    }

    #[test]
    fn a_figure_reads_the_same_as_a_number() {
        for (part, whole) in [(750_u64, 11), (475, 6), (0, 0), (u64::from(u32::MAX), 1)] {
            let figure = Hundredths::of(part, whole);
            assert_eq!(figure.to_f64().to_string(), figure.to_string());
        }
    }
}

//! How long a complaint may take (처리기간), and which of the three ways of counting applies to it.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A handling period (처리기간) as the law or the handbook fixes it.
///
/// Written `immediate`, `5h`, `3d`, `7d`, `2w`, `1m`, `1y`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum Period {
    /// 즉시: three working hours (민원처리법 시행령 제19조).
    Immediate,
    /// Working hours (근무시간).
    Hours(u16),
    /// Days: working hours up to five, working days from six on (민원처리법 제19조).
    Days(u16),
    /// Weeks by the Civil Code.
    Weeks(u16),
    /// Months by the Civil Code.
    Months(u16),
    /// Years by the Civil Code.
    Years(u16),
}

/// The three ways of counting (민원처리법 제19조 제1항·제2항·제3항).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Regime {
    /// Working hours from the instant of receipt; eight make a day.
    WorkingHours,
    /// Working days, the first day counted.
    WorkingDays,
    /// Weeks, months and years by 민법 제159조~제161조, the first day counted.
    Civil,
}

/// Why a text is not a period.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum PeriodError {
    /// Neither `immediate` nor a number with a unit.
    #[error("`{given}` is not a period: write immediate, 5h, 3d, 7d, 2w, 1m or 1y")]
    Unreadable {
        /// What was written.
        given: String,
    },
    /// A period of nothing.
    #[error("a period is at least one")]
    Zero,
    /// Beyond what any law grants; the limits keep the arithmetic inside the calendar.
    #[error("`{given}` is too long: at most {most}")]
    TooLong {
        /// What was written.
        given: String,
        /// The longest period of that unit.
        most: Period,
    },
}

/// Longest period of each unit, ten years or the nearest sane thing.
const LONGEST: [Period; 5] =
    [Period::Hours(8_760), Period::Days(3_650), Period::Weeks(520), Period::Months(120), Period::Years(10)];

impl Period {
    /// Which of the three ways of counting applies.
    pub fn regime(self) -> Regime {
        match self {
            Self::Immediate | Self::Hours(_) | Self::Days(0..=5) => Regime::WorkingHours,
            Self::Days(_) => Regime::WorkingDays,
            Self::Weeks(_) | Self::Months(_) | Self::Years(_) => Regime::Civil,
        }
    }

    /// Working minutes of a period that is, or may be, counted in hours: eight hours a day.
    pub(crate) fn working_minutes(self) -> Option<u32> {
        match self {
            Self::Immediate => Some(3 * 60),
            Self::Hours(n) => Some(u32::from(n) * 60),
            Self::Days(n) => Some(u32::from(n) * 8 * 60),
            Self::Weeks(_) | Self::Months(_) | Self::Years(_) => None,
        }
    }

    fn amount(self) -> u16 {
        match self {
            Self::Immediate => 1,
            Self::Hours(n) | Self::Days(n) | Self::Weeks(n) | Self::Months(n) | Self::Years(n) => n,
        }
    }

    fn of(unit: char, amount: u16) -> Option<Self> {
        Some(match unit {
            'h' => Self::Hours(amount),
            'd' => Self::Days(amount),
            'w' => Self::Weeks(amount),
            'm' => Self::Months(amount),
            'y' => Self::Years(amount),
            _ => return None,
        })
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Immediate => f.write_str("immediate"),
            Self::Hours(n) => write!(f, "{n}h"),
            Self::Days(n) => write!(f, "{n}d"),
            Self::Weeks(n) => write!(f, "{n}w"),
            Self::Months(n) => write!(f, "{n}m"),
            Self::Years(n) => write!(f, "{n}y"),
        }
    }
}

impl FromStr for Period {
    type Err = PeriodError;

    fn from_str(text: &str) -> Result<Self, PeriodError> {
        let given = text.trim().to_ascii_lowercase();
        if given == "immediate" {
            return Ok(Self::Immediate);
        }
        let unreadable = || PeriodError::Unreadable { given: text.trim().chars().take(40).collect() };
        let unit = given.chars().last().ok_or_else(unreadable)?;
        let digits = given.strip_suffix(unit).unwrap_or_default();
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(unreadable());
        }
        // A number too long for the type is too long a period, whatever it says exactly.
        let amount = digits.parse().unwrap_or(u16::MAX);
        let period = Self::of(unit, amount).ok_or_else(unreadable)?;
        let most = LONGEST.into_iter().find(|most| most.unit() == period.unit()).unwrap_or(period);
        match amount {
            0 => Err(PeriodError::Zero),
            n if n > most.amount() => {
                Err(PeriodError::TooLong { given: given.chars().take(40).collect(), most })
            }
            _ => Ok(period),
        }
    }
}

impl Period {
    fn unit(self) -> std::mem::Discriminant<Self> {
        std::mem::discriminant(&self)
    }
}

impl From<Period> for String {
    fn from(period: Period) -> Self {
        period.to_string()
    }
}

impl TryFrom<String> for Period {
    type Error = PeriodError;

    fn try_from(text: String) -> Result<Self, PeriodError> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_is_written_as_it_is_read() {
        for text in ["immediate", "5h", "3d", "7d", "2w", "1m", "1y", "8760h", "3650d", "520w", "120m", "10y"]
        {
            assert_eq!(text.parse::<Period>().unwrap().to_string(), text);
        }
        assert_eq!(serde_json::to_string(&Period::Days(7)).unwrap(), "\"7d\"");
        assert_eq!(serde_json::from_str::<Period>("\"2w\"").unwrap(), Period::Weeks(2));
    }

    #[test]
    fn nothing_endless_and_nonsense_are_refused() {
        for text in ["0h", "0d", "000y"] {
            assert_eq!(text.parse::<Period>(), Err(PeriodError::Zero));
        }
        for text in ["8761h", "3651d", "521w", "121m", "11y", "99999999999999999999d"] {
            assert!(matches!(text.parse::<Period>(), Err(PeriodError::TooLong { .. })), "{text}");
        }
        for text in ["", " ", "d", "7", "-1d", "+7d", "1.5h", "7일", "1d2h", "즉시", "7 d"] {
            assert!(matches!(text.parse::<Period>(), Err(PeriodError::Unreadable { .. })), "{text}");
        }
    }

    #[test]
    fn five_days_are_hours_and_six_are_days() {
        assert_eq!(Period::Immediate.regime(), Regime::WorkingHours);
        assert_eq!(Period::Days(5).regime(), Regime::WorkingHours);
        assert_eq!(Period::Days(6).regime(), Regime::WorkingDays);
        assert_eq!(Period::Weeks(1).regime(), Regime::Civil);
    }
}

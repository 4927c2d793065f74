//! 접수번호 and 신청번호: `YYYYMMDD` and a running number of the day, at least six digits.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// 접수번호 `20260310000001`, or 신청번호 `F20260310000001`. More digits when a day overflows.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Number(String);

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a complaint number")]
pub struct BadNumber;

/// A day's running number never needs more digits than this.
const SERIAL_DIGITS_MAX: usize = 10;

impl Number {
    /// 접수번호: the `serial`-th receipt of the day, counted from 1.
    pub fn receipt(day: Date, serial: u64) -> Number {
        Number(format!("{}{serial:06}", day.strftime("%Y%m%d")))
    }

    /// 신청번호: the `serial`-th filing of the day, counted from 1.
    pub fn application(day: Date, serial: u64) -> Number {
        Number(format!("F{}{serial:06}", day.strftime("%Y%m%d")))
    }

    pub fn parse(typed: &str) -> Result<Number, BadNumber> {
        let typed = typed.trim();
        let digits = typed.strip_prefix('F').unwrap_or(typed);
        let long_enough = (14..=8 + SERIAL_DIGITS_MAX).contains(&digits.len());
        if long_enough && digits.bytes().all(|b| b.is_ascii_digit()) {
            Ok(Number(typed.to_owned()))
        } else {
            Err(BadNumber)
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The running number of its day.
    pub fn serial(&self) -> u64 {
        let digits = self.0.strip_prefix('F').unwrap_or(&self.0);
        // Ten digits at most, as they were read or written.
        digits.get(8..).and_then(|serial| serial.parse().ok()).unwrap_or_default()
    }

    pub fn is_application(&self) -> bool {
        self.0.starts_with('F')
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Number {
    type Error = BadNumber;
    fn try_from(text: String) -> Result<Number, BadNumber> {
        Number::parse(&text)
    }
}

impl From<Number> for String {
    fn from(number: Number) -> String {
        number.0
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_busy_day_overflows_into_more_digits_and_still_parses() {
        let busy = Number::receipt(date(2026, 3, 10), 1_000_001);
        assert_eq!(busy.as_str(), "202603101000001");
        assert_eq!(Number::parse(busy.as_str()), Ok(busy));
    }

    #[test]
    fn what_is_not_a_number_is_refused() {
        for wrong in ["", "1", "2026031000000", "F2026", "20260310OOOOO1", "20260310000001' or 1=1"] {
            assert_eq!(Number::parse(wrong), Err(BadNumber), "{wrong}");
        }
    }
}

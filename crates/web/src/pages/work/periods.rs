//! 처리기간 as it is chosen by hand, the same wherever a complaint is received; a task of the handbook brings its own.

use domain::period::Period;

const PERIODS: [Period; 13] = [
    Period::Immediate,
    Period::Hours(5),
    Period::Days(1),
    Period::Days(2),
    Period::Days(3),
    Period::Days(5),
    Period::Days(7),
    Period::Days(10),
    Period::Days(14),
    Period::Days(20),
    Period::Days(30),
    Period::Weeks(2),
    Period::Months(1),
];

/// Codes and labels; `unsaid` is what no choice means.
pub(crate) fn periods(unsaid: &str) -> Vec<(String, String)> {
    let unsaid = std::iter::once((String::new(), unsaid.to_owned()));
    unsaid.chain(PERIODS.map(|period| (period.to_string(), words::period::label(period)))).collect()
}

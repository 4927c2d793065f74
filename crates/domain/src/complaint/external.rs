//! 국민신문고 신청번호: `1AA-2603-0001234`, forgiven its case, spaces and hyphens when typed.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A number that 국민신문고 gave, in its own spelling.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EpeopleNumber(String);

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a number of 국민신문고")]
pub struct NotEpeopleNumber;

/// `1AA`, year and month, the running number of the month.
const PIECES: [usize; 3] = [3, 4, 7];

impl EpeopleNumber {
    pub fn parse(typed: &str) -> Result<EpeopleNumber, NotEpeopleNumber> {
        let passed_over = |c: char| c.is_whitespace() || matches!(c, '-' | '‐' | '–' | '—' | '－');
        let letters: Vec<char> = typed
            .chars()
            .filter(|c| !passed_over(*c))
            .map(|c| c.to_ascii_uppercase())
            // One more than allowed is enough to know that it is too long.
            .take(PIECES.iter().sum::<usize>() + 1)
            .collect();
        let [a, b, c, digits @ ..] = letters.as_slice() else { return Err(NotEpeopleNumber) };
        let head = a.is_ascii_digit() && b.is_ascii_uppercase() && c.is_ascii_uppercase();
        let tail = digits.len() == PIECES[1] + PIECES[2] && digits.iter().all(char::is_ascii_digit);
        if !head || !tail {
            return Err(NotEpeopleNumber);
        }
        let spelled = |from: usize, to: usize| letters[from..to].iter().collect::<String>();
        Ok(EpeopleNumber(format!("{}-{}-{}", spelled(0, 3), spelled(3, 7), spelled(7, 14))))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for EpeopleNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for EpeopleNumber {
    type Error = NotEpeopleNumber;
    fn try_from(text: String) -> Result<EpeopleNumber, NotEpeopleNumber> {
        EpeopleNumber::parse(&text)
    }
}

impl From<EpeopleNumber> for String {
    fn from(number: EpeopleNumber) -> String {
        number.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn however_it_is_typed_it_is_one_number() {
        for typed in ["1AA-2603-0001234", "1aa26030001234", " 1AA 2603 0001234 ", "1AA－2603－0001234"] {
            assert_eq!(EpeopleNumber::parse(typed).unwrap().as_str(), "1AA-2603-0001234", "{typed}");
        }
    }

    #[test]
    fn our_own_numbers_and_other_words_are_not_theirs() {
        for wrong in
            ["", "20260310000001", "F20260310000001", "1AA-2603-00012345", "AAA-2603-0001234", "가로등"]
        {
            assert_eq!(EpeopleNumber::parse(wrong), Err(NotEpeopleNumber), "{wrong}");
        }
    }
}

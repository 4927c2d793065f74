//! Text that people type, bounded and clean before any rule sees it.

use serde::{Deserialize, Serialize};

/// Longest title, in characters.
pub const TITLE_MAX: usize = 200;
/// Longest complaint body or answer, in characters: twenty pages of A4.
pub const BODY_MAX: usize = 20_000;
/// Longest memo, reason or opinion, in characters.
pub const MEMO_MAX: usize = 4_000;

/// A title: one line, 1–200 characters.
pub type Title = Text<TITLE_MAX>;
/// A body: 1–20,000 characters, line breaks kept.
pub type Body = Text<BODY_MAX>;
/// A memo, reason or opinion: 1–4,000 characters.
pub type Memo = Text<MEMO_MAX>;

/// Trimmed, non-empty, at most `MAX` characters, without control characters except line breaks and tabs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Text<const MAX: usize>(String);

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    #[error("empty")]
    Empty,
    #[error("{length} characters, at most {max}")]
    TooLong { length: usize, max: usize },
    #[error("control character U+{code:04X}")]
    ControlCharacter { code: u32 },
}

impl<const MAX: usize> Text<MAX> {
    /// Line ends become `\n`, outer white space goes; the rest is kept to the letter.
    pub fn new(typed: &str) -> Result<Self, TextError> {
        let clean = typed.replace("\r\n", "\n").replace('\r', "\n");
        let clean = clean.trim();
        if clean.is_empty() {
            return Err(TextError::Empty);
        }
        let length = clean.chars().count();
        if length > MAX {
            return Err(TextError::TooLong { length, max: MAX });
        }
        match clean.chars().find(|c| c.is_control() && *c != '\n' && *c != '\t') {
            Some(c) => Err(TextError::ControlCharacter { code: u32::from(c) }),
            None => Ok(Text(clean.to_owned())),
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<const MAX: usize> TryFrom<String> for Text<MAX> {
    type Error = TextError;
    fn try_from(typed: String) -> Result<Self, Self::Error> {
        Text::new(&typed)
    }
}

impl<const MAX: usize> From<Text<MAX>> for String {
    fn from(text: Text<MAX>) -> String {
        text.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_is_kept_but_for_line_ends_and_outer_space() {
        let text = Memo::new("  첫 줄\r\n둘째 줄\t끝 ").unwrap();
        assert_eq!(text.as_str(), "첫 줄\n둘째 줄\t끝");
    }

    #[test]
    fn empty_overlong_and_control_characters_are_refused_by_name() {
        assert_eq!(Memo::new(" \n "), Err(TextError::Empty));
        assert_eq!(Title::new(&"가".repeat(201)), Err(TextError::TooLong { length: 201, max: 200 }));
        assert_eq!(Memo::new("a\u{0}b"), Err(TextError::ControlCharacter { code: 0 }));
    }
}

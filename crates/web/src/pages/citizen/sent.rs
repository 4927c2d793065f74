//! What a petitioner's form sent, and what is wrong with it, said in their language.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use domain::text::{Text, TextError};
use maud::Markup;
use words::error::PageError;

use super::Tongue;
use crate::acts::{Problem, Trouble};
use crate::components::{FieldError, error_summary};
use crate::error::Fail;

/// The pairs of a form, in the order they came.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sent(pub(crate) Vec<(String, String)>);

impl<S: Send + Sync> FromRequest<S> for Sent {
    type Rejection = Fail;

    async fn from_request(request: Request, state: &S) -> Result<Self, Fail> {
        let body = Bytes::from_request(request, state).await;
        let body = body.map_err(|_| Fail::Page(PageError::TooLarge))?;
        if !is_utf8(&body) {
            return Err(Fail::Page(PageError::Unreadable));
        }
        let pairs = serde_html_form::from_bytes(&body);
        pairs.map(Sent).map_err(|_| Fail::Page(PageError::Unreadable))
    }
}

impl Sent {
    /// The last value under this name; empty when there is none.
    pub(crate) fn get(&self, name: &str) -> &str {
        self.0.iter().rev().find(|(n, _)| n == name).map_or("", |(_, value)| value)
    }
}

/// The form's decoder replaces what is no UTF-8 in silence; what somebody wrote must not be changed so.
fn is_utf8(body: &[u8]) -> bool {
    let mut plain = Vec::with_capacity(body.len());
    let mut rest = body;
    while let Some((first, after)) = rest.split_first() {
        let hex = after.get(..2).filter(|_| *first == b'%');
        let byte = hex.and_then(|hex| u8::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok());
        plain.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { &after[2..] } else { after };
    }
    std::str::from_utf8(&plain).is_ok()
}

/// A field that needs another look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Wrong {
    pub(crate) field: &'static str,
    pub(crate) message: String,
}

/// What is wrong with a text, if anything; `label` is what the petitioner sees beside the field.
pub(crate) fn text_error<const MAX: usize>(typed: &str, label: &str, tongue: Tongue) -> Option<String> {
    Text::<MAX>::new(typed).err().map(|error| words::error::text(label, error, tongue.0))
}

/// The same for what must stand on one line.
pub(crate) fn line_of_text<const MAX: usize>(typed: &str, label: &str, tongue: Tongue) -> Option<String> {
    let broken = typed.trim().chars().find(|c| c.is_control());
    text_error::<MAX>(typed, label, tongue).or_else(|| {
        let error = TextError::ControlCharacter { code: u32::from(broken?) };
        Some(words::error::text(label, error, tongue.0))
    })
}

/// The acts' problems as the petitioner reads them; `label` names a field.
pub(crate) fn problems(
    found: &[Problem],
    label: impl Fn(&str) -> &'static str,
    tongue: Tongue,
) -> Vec<(String, String)> {
    found
        .iter()
        .map(|problem| {
            let label = label(&problem.field);
            let message = match problem.kind {
                Trouble::Missing => words::error::text(label, TextError::Empty, tongue.0),
                Trouble::Text(error) => words::error::text(label, error, tongue.0),
                Trouble::Unreadable | Trouble::Unknown => words::error::choice(label, tongue.0),
            };
            (problem.field.clone(), message)
        })
        .collect()
}

/// The summary on top of a form.
pub(crate) fn summary(wrongs: &[Wrong], tongue: Tongue) -> Markup {
    let errors: Vec<FieldError> =
        wrongs.iter().map(|w| FieldError { field: Some(w.field), message: &w.message }).collect();
    error_summary(&errors, tongue.furniture())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_that_are_no_text_are_noticed_however_they_are_written() {
        assert!(is_utf8("title=가로등&x=%EA%B0%80+%".as_bytes()));
        assert!(!is_utf8(b"title=%FF") && !is_utf8(b"title=\xff") && !is_utf8(b"title=%EA%B0"));
    }

    #[test]
    fn a_name_stands_on_one_line() {
        let tongue = Tongue(words::Lang::En);
        assert_eq!(line_of_text::<10>("Kim Sol ", "Name", tongue), None);
        assert!(line_of_text::<10>("Kim\nSol", "Name", tongue).is_some());
    }
}

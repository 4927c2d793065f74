//! What a petitioner's form sent, and what is wrong with it, said in their language.

use axum::extract::{FromRequest, Request};
use domain::text::{Text, TextError};
use maud::Markup;

use super::Tongue;
use crate::acts::{Problem, Trouble};
use crate::components::{FieldError, error_summary};
use crate::error::Fail;
use crate::request::form;

/// The pairs of a form, in the order they came.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sent(pub(crate) Vec<(String, String)>);

impl<S: Send + Sync> FromRequest<S> for Sent {
    type Rejection = Fail;

    async fn from_request(request: Request, state: &S) -> Result<Self, Fail> {
        form(request, state).await.map(Sent)
    }
}

impl Sent {
    /// The last value under this name; empty when there is none.
    pub(crate) fn get(&self, name: &str) -> &str {
        self.0.iter().rev().find(|(n, _)| n == name).map_or("", |(_, value)| value)
    }
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
    fn a_name_stands_on_one_line() {
        let tongue = Tongue(words::Lang::En, None);
        assert_eq!(line_of_text::<10>("Kim Sol ", "Name", tongue), None);
        assert!(line_of_text::<10>("Kim\nSol", "Name", tongue).is_some());
    }
}

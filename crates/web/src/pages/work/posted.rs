//! A posted form: what was typed, name by name, and what was wrong with it.

use axum::extract::{FromRequest, Request};
use words::lang::Lang;

use crate::acts::{Problem, Problems, Trouble, is_chosen};
use crate::components::{self, Field, FieldError, error_summary};
use crate::error::Fail;
use crate::request::form;
use maud::Markup;

/// The fields of a form in the order they were sent.
#[derive(Clone, Debug, Default)]
pub(crate) struct Posted(pub(crate) Vec<(String, String)>);

impl<S: Send + Sync> FromRequest<S> for Posted {
    type Rejection = Fail;

    async fn from_request(request: Request, state: &S) -> Result<Self, Fail> {
        form(request, state).await.map(Posted)
    }
}

impl Posted {
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(typed, _)| typed == name);
        found.map(|(_, value)| value.as_str()).filter(|value| !value.trim().is_empty())
    }

    pub(crate) fn text(&self, name: &str) -> &str {
        self.get(name).unwrap_or_default()
    }

    pub(crate) fn all(&self, name: &str) -> Vec<&str> {
        self.0.iter().filter(|(typed, _)| typed == name).map(|(_, value)| value.as_str()).collect()
    }

    /// Without the names that belong to the page and not to the act.
    pub(crate) fn without(&self, names: &[&str]) -> Vec<(String, String)> {
        self.0.iter().filter(|(name, _)| !names.contains(&name.as_str())).cloned().collect()
    }
}

/// A form as it is drawn: empty at first, afterwards with what was typed and what was wrong.
#[derive(Clone, Debug, Default)]
pub(crate) struct Typed {
    posted: Posted,
    /// The name of a field, empty for the whole form, and what is said about it.
    wrong: Vec<(String, String)>,
}

impl Typed {
    pub(crate) fn of(posted: Posted) -> Typed {
        Typed { posted, wrong: Vec::new() }
    }

    /// The same messages over everything that was typed, when an act was given only its own fields.
    pub(crate) fn with(self, posted: Posted) -> Typed {
        Typed { posted, ..self }
    }

    /// The same messages at fields that bear the act's name before their own (`close-explanation`).
    pub(crate) fn under(mut self, act: &str) -> Typed {
        for (field, _) in self.wrong.iter_mut().filter(|(field, _)| !field.is_empty()) {
            *field = format!("{act}-{field}");
        }
        self
    }

    /// The same form with one field filled in that nobody typed.
    pub(crate) fn filled(mut self, name: &str, value: &str) -> Typed {
        self.posted.0.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Something was wrong with a field, or with the whole form when it has no name.
    pub(crate) fn wrong(&mut self, field: &str, message: impl Into<String>) {
        self.wrong.push((field.to_owned(), message.into()));
    }

    /// What an act's fields were refused for; `label` knows what each is called on this page.
    pub(crate) fn problems(&mut self, problems: &Problems, label: impl Fn(&str) -> &'static str) {
        for problem in problems {
            self.wrong(&problem.field, said(problem, label(&problem.field)));
        }
    }

    /// Something was typed, or was wrong, at a field whose name begins so.
    pub(crate) fn begins(&self, prefix: &str) -> bool {
        let typed = self.posted.0.iter().filter(|(_, value)| !value.trim().is_empty());
        typed.chain(&self.wrong).any(|(name, _)| name.starts_with(prefix))
    }

    pub(crate) fn is_wrong(&self) -> bool {
        !self.wrong.is_empty()
    }

    pub(crate) fn value(&self, name: &str) -> &str {
        self.posted.text(name)
    }

    pub(crate) fn all(&self, name: &str) -> Vec<&str> {
        self.posted.all(name)
    }

    /// What is said beside a field.
    pub(crate) fn message(&self, name: &str) -> Option<&str> {
        self.wrong.iter().find(|(wrong, _)| wrong == name).map(|(_, message)| message.as_str())
    }

    /// The field with its typed value and its message.
    pub(crate) fn field<'a>(&'a self, field: Field<'a>, name: &str) -> Field<'a> {
        let field = field.error(self.message(name));
        match self.posted.get(name) {
            Some(value) => field.value(value),
            None => field,
        }
    }

    pub(crate) fn summary(&self) -> Markup {
        let errors: Vec<FieldError> = self
            .wrong
            .iter()
            .map(|(field, message)| FieldError {
                field: (!field.is_empty()).then_some(field.as_str()),
                message,
            })
            .collect();
        error_summary(&errors, components::Lang::Ko)
    }
}

fn said(problem: &Problem, label: &str) -> String {
    use domain::text::TextError;
    match problem.kind {
        Trouble::Missing if is_chosen(&problem.field) => words::error::choice(label, Lang::Ko),
        Trouble::Missing => words::error::text(label, TextError::Empty, Lang::Ko),
        Trouble::Text(error) => words::error::text(label, error, Lang::Ko),
        Trouble::Unreadable | Trouble::Unknown => words::error::choice(label, Lang::Ko),
    }
}

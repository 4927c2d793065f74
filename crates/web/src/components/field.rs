//! Fields one types into: label, hint, error, required mark, counter.

use maud::{Markup, html};

use super::lang::Lang;

/// A field's name and everything said around it. Build it up: `Field::new("title", "제목").required()`.
#[derive(Clone, Copy, Debug, Default)]
pub struct Field<'a> {
    pub(super) name: &'a str,
    pub(super) label: &'a str,
    pub(super) value: &'a str,
    pub(super) id: Option<&'a str>,
    pub(super) hint: Option<&'a str>,
    pub(super) error: Option<&'a str>,
    pub(super) autocomplete: Option<&'a str>,
    pub(super) max_chars: Option<usize>,
    pub(super) form: Option<&'a str>,
    pub(super) list: Option<&'a str>,
    pub(super) required: bool,
    pub(super) lang: Lang,
}

impl<'a> Field<'a> {
    #[must_use]
    pub fn new(name: &'a str, label: &'a str) -> Self {
        Self { name, label, ..Self::default() }
    }

    /// What was typed or stored; given back after an error.
    #[must_use]
    pub fn value(self, value: &'a str) -> Self {
        Self { value, ..self }
    }

    /// The element's id when the name is not unique on the page (the name otherwise).
    #[must_use]
    pub fn id(self, id: &'a str) -> Self {
        Self { id: Some(id), ..self }
    }

    #[must_use]
    pub fn hint(self, hint: &'a str) -> Self {
        Self { hint: Some(hint), ..self }
    }

    /// The message beside the field, if it was refused.
    #[must_use]
    pub fn error(self, error: Option<&'a str>) -> Self {
        Self { error, ..self }
    }

    /// The WHATWG autofill word (`tel`, `email`, `current-password` …): no re-entry of known data.
    #[must_use]
    pub fn autocomplete(self, autofill: &'a str) -> Self {
        Self { autocomplete: Some(autofill), ..self }
    }

    /// At most this many characters; text areas show a counter.
    #[must_use]
    pub fn max_chars(self, max: usize) -> Self {
        Self { max_chars: Some(max), ..self }
    }

    /// The id of the form it belongs to, when it stands outside of it.
    #[must_use]
    pub fn form(self, form_id: &'a str) -> Self {
        Self { form: Some(form_id), ..self }
    }

    /// The id of a `datalist` it suggests from.
    #[must_use]
    pub fn list(self, list_id: &'a str) -> Self {
        Self { list: Some(list_id), ..self }
    }

    #[must_use]
    pub fn required(self) -> Self {
        Self { required: true, ..self }
    }

    #[must_use]
    pub fn lang(self, lang: Lang) -> Self {
        Self { lang, ..self }
    }

    /// The id of the control; what [`super::FieldError::field`] points at.
    #[must_use]
    pub fn control_id(&self) -> &'a str {
        self.id.unwrap_or(self.name)
    }

    pub(super) fn described_by(&self) -> Option<String> {
        let id = self.control_id();
        let error = self.error.map(|_| format!("{id}-error"));
        let hint = self.hint.map(|_| format!("{id}-hint"));
        let ids: Vec<_> = [error, hint].into_iter().flatten().collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    pub(super) fn invalid(&self) -> Option<&'static str> {
        self.error.map(|_| "true")
    }

    pub(super) fn class(&self) -> &'static str {
        if self.error.is_some() { "field field-wrong" } else { "field" }
    }

    pub(super) fn required_mark(&self) -> Markup {
        html! { @if self.required { span.required { (self.lang.pick("필수", "required")) } } }
    }

    pub(super) fn hint_and_error(&self) -> Markup {
        let id = self.control_id();
        html! {
            @if let Some(hint) = self.hint { p.hint id={ (id) "-hint" } { (hint) } }
            @if let Some(error) = self.error { p.error id={ (id) "-error" } { (error) } }
        }
    }

    pub(super) fn around(&self, control: &Markup) -> Markup {
        html! {
            div class=(self.class()) {
                label for=(self.control_id()) { (self.label) (self.required_mark()) }
                (self.hint_and_error())
                (control)
            }
        }
    }
}

/// What a one-line field takes; browsers bring the right keyboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InputKind {
    Text,
    Search,
    Email,
    Tel,
    Number,
    Date,
    DateTime,
    Password,
    /// One file; in an [`super::upload_form`].
    File,
}

impl InputKind {
    fn html(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Search => "search",
            Self::Email => "email",
            Self::Tel => "tel",
            Self::Number => "number",
            Self::Date => "date",
            Self::DateTime => "datetime-local",
            Self::Password => "password",
            Self::File => "file",
        }
    }
}

/// A one-line field. A password or a file is never given back.
#[must_use]
pub fn input(field: &Field, kind: InputKind) -> Markup {
    let value = match kind {
        InputKind::Password | InputKind::File => None,
        _ => Some(field.value),
    };
    field.around(&html! {
        input id=(field.control_id()) name=(field.name) type=(kind.html()) value=[value]
            maxlength=[field.max_chars] autocomplete=[field.autocomplete] form=[field.form] list=[field.list]
            required[field.required] aria-invalid=[field.invalid()] aria-describedby=[field.described_by()];
    })
}

/// A one-line text field.
#[must_use]
pub fn text(field: &Field) -> Markup {
    input(field, InputKind::Text)
}

/// A password: never given back, never kept as a draft.
#[must_use]
pub fn password(field: &Field) -> Markup {
    input(field, InputKind::Password)
}

/// A text of several lines, with a counter when it has a limit.
#[must_use]
pub fn textarea(field: &Field, rows: u8) -> Markup {
    let id = field.control_id();
    field.around(&html! {
        // A first newline would be eaten by the parser; one is always given so that none of the text is.
        textarea id=(id) name=(field.name) rows=(rows) data-max-chars=[field.max_chars] form=[field.form]
            autocomplete=[field.autocomplete] required[field.required]
            aria-invalid=[field.invalid()] aria-describedby=[field.described_by()] { "\n" (field.value) }
        @if let Some(max) = field.max_chars {
            p.counter data-counter-for=(id) {
                (field.lang.pick("최대 ", "At most ")) (max) (field.lang.pick("자", " characters"))
            }
        }
    })
}

/// Two dates that make a period.
#[must_use]
pub fn date_range(legend: &str, from: &Field, to: &Field) -> Markup {
    html! {
        fieldset.field.date-range {
            legend { (legend) }
            div.date-range-pair { (input(from, InputKind::Date)) (input(to, InputKind::Date)) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hint_and_error_are_tied_to_the_control() {
        let field = Field::new("reason", "사유").hint("왜인지").error(Some("사유를 적어 주세요.")).required();
        let markup = textarea(&field, 3).into_string();
        assert!(markup.contains(r#"aria-describedby="reason-error reason-hint""#), "{markup}");
        assert!(markup.contains(r#"<p class="error" id="reason-error">사유를 적어 주세요.</p>"#));
        assert!(markup.contains(r#"aria-invalid="true""#) && markup.contains("필수"));
    }

    #[test]
    fn a_password_is_never_given_back() {
        assert!(
            !password(&Field::new("password", "비밀번호").value("비밀")).into_string().contains("비밀\"")
        );
    }

    #[test]
    fn a_text_keeps_its_first_newline_and_is_escaped() {
        let markup = textarea(&Field::new("body", "내용").value("\n</textarea>"), 3).into_string();
        assert!(markup.contains(">\n\n&lt;/textarea&gt;</textarea>"), "{markup}");
    }

    #[test]
    fn a_limit_is_said_before_any_script_counts() {
        assert!(
            textarea(&Field::new("body", "내용").max_chars(5000), 3).into_string().contains("최대 5000자")
        );
    }
}

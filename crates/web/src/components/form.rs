//! Forms that change something: token, draft, and the guard against a second click.

use maud::{Markup, html};

/// Where a form goes and how it behaves.
#[derive(Clone, Copy, Debug)]
pub struct FormAttrs<'a> {
    action: &'a str,
    csrf: &'a str,
    id: Option<&'a str>,
    draft: Option<&'a str>,
}

impl<'a> FormAttrs<'a> {
    #[must_use]
    pub fn new(action: &'a str, csrf: &'a str) -> Self {
        Self { action, csrf, id: None, draft: None }
    }

    /// Needed when controls outside the form belong to it (`form="id"`, table selections).
    #[must_use]
    pub fn id(self, id: &'a str) -> Self {
        Self { id: Some(id), ..self }
    }

    /// Keeps what is typed in this tab until it is sent; one key a form and a complaint.
    #[must_use]
    pub fn draft(self, key: &'a str) -> Self {
        Self { draft: Some(key), ..self }
    }
}

/// A form that changes something.
#[must_use]
pub fn post_form(attrs: &FormAttrs, body: Markup) -> Markup {
    form(attrs, None, &body)
}

/// A form that carries files.
#[must_use]
pub fn upload_form(attrs: &FormAttrs, body: Markup) -> Markup {
    form(attrs, Some("multipart/form-data"), &body)
}

fn form(attrs: &FormAttrs, enctype: Option<&str>, body: &Markup) -> Markup {
    html! {
        // novalidate: our own messages, in Korean and beside the field, come from the server.
        form.form method="post" action=(attrs.action) id=[attrs.id] enctype=[enctype]
            data-draft-key=[attrs.draft] data-guard novalidate {
            (csrf_field(attrs.csrf))
            (body)
        }
    }
}

/// The hidden token of a form; nothing when there is no token to carry.
#[must_use]
pub fn csrf_field(token: &str) -> Markup {
    html! { @if !token.is_empty() { (hidden("csrf", token)) } }
}

/// A value the form carries unseen.
#[must_use]
pub fn hidden(name: &str, value: &str) -> Markup {
    html! { input type="hidden" name=(name) value=(value); }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_carries_its_token_draft_key_and_guard() {
        let attrs = FormAttrs::new("/complaints/1/answers", "t").draft("answer-1").id("answer");
        let markup = post_form(&attrs, html! { "…" }).into_string();
        for part in
            [r#"id="answer""#, r#"data-draft-key="answer-1""#, "data-guard", r#"name="csrf" value="t""#]
        {
            assert!(markup.contains(part), "{part} in {markup}");
        }
    }

    #[test]
    fn only_an_upload_is_multipart() {
        let attrs = FormAttrs::new("/files", "");
        assert!(upload_form(&attrs, html! {}).into_string().contains("multipart/form-data"));
        assert!(!post_form(&attrs, html! {}).into_string().contains("enctype"));
        assert!(!post_form(&attrs, html! {}).into_string().contains("csrf"));
    }
}

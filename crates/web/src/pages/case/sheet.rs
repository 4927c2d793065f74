//! One act's form on the page: its fields with what was typed, its hidden machinery, whether it stands open.

use domain::complaint::Act;
use maud::{Markup, html};

use super::view::View;
use crate::components::{ButtonKind, Field, FormAttrs, hidden, post_form, submit, upload_form};

/// The form of one act in one panel.
pub(super) struct Sheet<'a> {
    pub(super) view: &'a View,
    pub(super) act: Act,
    /// Also the prefix of every control's id.
    pub(super) panel: &'static str,
}

/// A field of a form with what it holds now; lends itself to a component.
pub(super) struct Slot {
    name: &'static str,
    id: String,
    value: String,
    error: Option<String>,
}

impl Slot {
    pub(super) fn field<'a>(&'a self, label: &'a str) -> Field<'a> {
        Field::new(self.name, label).id(&self.id).value(&self.value).error(self.error.as_deref())
    }

    pub(super) fn value(&self) -> &str {
        &self.value
    }

    pub(super) fn holding(mut self, value: String) -> Slot {
        self.value = value;
        self
    }
}

impl<'a> Sheet<'a> {
    pub(super) fn new(view: &'a View, act: Act) -> Sheet<'a> {
        Sheet { view, act, panel: act.as_str() }
    }

    pub(super) fn in_panel(view: &'a View, act: Act, panel: &'static str) -> Sheet<'a> {
        Sheet { view, act, panel }
    }

    fn typed(&self) -> Option<&'a super::typed::Typed> {
        self.view.typed.as_ref().filter(|typed| typed.panel == self.panel)
    }

    /// Its form came back.
    pub(super) fn came_back(&self) -> bool {
        self.typed().is_some()
    }

    pub(super) fn slot(&self, name: &'static str) -> Slot {
        self.slot_or(name, "")
    }

    /// A field with what it holds unless something was typed.
    pub(super) fn slot_or(&self, name: &'static str, otherwise: &str) -> Slot {
        let value = match self.typed() {
            Some(typed) => typed.value(name).unwrap_or_default(),
            None => otherwise,
        };
        let error = self.typed().and_then(|typed| typed.error(name)).map(str::to_owned);
        Slot { name, id: format!("{}-{name}", self.panel), value: value.to_owned(), error }
    }

    /// The `number`th field of a name that comes several times, from 1, with its own mistake.
    pub(super) fn numbered(&self, name: &'static str, number: usize) -> Slot {
        self.numbered_or(name, number, "")
    }

    /// The same with what it holds unless something was typed.
    pub(super) fn numbered_or(&self, name: &'static str, number: usize, otherwise: &str) -> Slot {
        let typed = self.all(name).into_iter().nth(number.saturating_sub(1));
        let untouched = self.typed().is_none().then(|| otherwise.to_owned());
        let value = typed.or(untouched).unwrap_or_default();
        let own = if number > 1 { format!("{name}-{number}") } else { name.to_owned() };
        let error = self.typed().and_then(|typed| typed.error(&own)).map(str::to_owned);
        Slot { name, id: format!("{}-{own}", self.panel), value, error }
    }

    /// All values of a name that comes several times.
    pub(super) fn all(&self, name: &str) -> Vec<String> {
        let pairs = self.typed().map(|typed| typed.pairs.as_slice()).unwrap_or_default();
        pairs.iter().filter(|(n, _)| n == name).map(|(_, value)| value.clone()).collect()
    }

    /// Everything that was wrong with a field.
    pub(super) fn errors(&self, name: &str) -> Vec<String> {
        let troubles = self.typed().map(|typed| typed.troubles.as_slice()).unwrap_or_default();
        let own = troubles.iter().filter(|trouble| trouble.field.as_deref() == Some(name));
        own.map(|trouble| trouble.message.clone()).collect()
    }

    pub(super) fn ticked(&self, name: &str) -> bool {
        self.typed().is_some_and(|typed| typed.has(name, "on"))
    }

    /// The form around the fields, with a button of its own.
    pub(super) fn form(&self, label: &str, kind: ButtonKind, fields: Markup) -> Markup {
        self.bare(html! {
            // What the Enter key presses is the act, not the button beside the files.
            @if super::files::part_of(self.act).is_some() { button type="submit" hidden {} }
            p.hint { (words::act::follows(self.act)) }
            (fields)
            (super::files::control(self))
            div.button-row { (submit(label, kind)) }
        })
    }

    /// The form without a button: what is inside brings its own.
    pub(super) fn bare(&self, inside: Markup) -> Markup {
        let number = self.view.number();
        let action = format!("/complaints/{number}/acts/{}", self.act.as_str());
        let id = format!("form-{}", self.panel);
        // What the server put into the form is not to be replaced by what was typed before it did.
        let prepared = if self.view.prepared && self.came_back() { "-prepared" } else { "" };
        let draft = format!("{}-{number}{prepared}", self.panel);
        let version =
            self.typed().and_then(|typed| typed.version).unwrap_or(self.view.case.complaint.version);
        let attrs = FormAttrs::new(&action, "").id(&id).draft(&draft);
        let part = super::files::part_of(self.act);
        let form = if part.is_some() { upload_form } else { post_form };
        let phrases = super::phrases::block(self.view, self.panel, &inside);
        form(
            &attrs,
            html! {
                (hidden("version", &version.to_string()))
                (hidden("panel", self.panel))
                (hidden("desk", self.view.asked.from.as_str()))
                (inside)
                (phrases)
            },
        )
    }
}

/// A one-line field that suggests from a list of the page.
pub(super) fn suggesting(slot: &Slot, label: &str, list: &str, hint: &str) -> Markup {
    let Slot { name, id, value, error } = slot;
    let described = if error.is_some() { format!("{id}-error {id}-hint") } else { format!("{id}-hint") };
    html! {
        div class=(if error.is_some() { "field field-wrong" } else { "field" }) {
            label for=(id) { (label) }
            p.hint id={ (id) "-hint" } { (hint) }
            @if let Some(error) = error { p.error id={ (id) "-error" } { (error) } }
            input id=(id) name=(name) type="text" list=(list) value=(value) autocomplete="off"
                aria-invalid=[error.as_ref().map(|_| "true")] aria-describedby=(described);
        }
    }
}

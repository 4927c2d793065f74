//! Fields one chooses in: select, radios, check boxes.

use maud::{Markup, html};

use super::field::Field;

/// One thing to choose.
#[derive(Clone, Copy, Debug, Default)]
pub struct Choice<'a> {
    pub value: &'a str,
    pub label: &'a str,
    /// Why one would choose it, or why one may not.
    pub hint: Option<&'a str>,
    pub refused: bool,
}

impl<'a> Choice<'a> {
    #[must_use]
    pub fn new(value: &'a str, label: &'a str) -> Self {
        Self { value, label, ..Self::default() }
    }

    #[must_use]
    pub fn hint(self, hint: &'a str) -> Self {
        Self { hint: Some(hint), ..self }
    }

    /// Shown, but not to be chosen; the reason is its hint.
    #[must_use]
    pub fn refused(self, reason: &'a str) -> Self {
        Self { hint: Some(reason), refused: true, ..self }
    }
}

/// A drop-down; the chosen one is the field's value. A field that is not required starts with an empty choice.
#[must_use]
pub fn select(field: &Field, choices: &[Choice]) -> Markup {
    let id = field.control_id();
    let known = choices.iter().any(|choice| choice.value == field.value);
    html! {
        div class=(field.class()) {
            label for=(id) { (field.label) (field.required_mark()) }
            (field.hint_and_error())
            select id=(id) name=(field.name) form=[field.form] autocomplete=[field.autocomplete] required[field.required]
                aria-invalid=[field.invalid()] aria-describedby=[field.described_by()] {
                @if !known || !field.required {
                    @if !choices.iter().any(|choice| choice.value.is_empty()) {
                        option value="" { (field.lang.pick("선택하세요", "Choose")) }
                    }
                }
                @for choice in choices {
                    option value=(choice.value) selected[choice.value == field.value] disabled[choice.refused] {
                        (choice.label)
                        @if let Some(hint) = choice.hint { " – " (hint) }
                    }
                }
            }
        }
    }
}

/// One of a few, all in sight; the chosen one is the field's value.
#[must_use]
pub fn radios(field: &Field, choices: &[Choice]) -> Markup {
    group(field, choices, "radio", &[field.value])
}

/// Any number of a few; every chosen one is sent under the same name.
#[must_use]
pub fn checkboxes(field: &Field, choices: &[Choice], chosen: &[&str]) -> Markup {
    group(field, choices, "checkbox", chosen)
}

/// One yes or no; sends `name=on` when ticked.
#[must_use]
pub fn checkbox(field: &Field, ticked: bool) -> Markup {
    let id = field.control_id();
    html! {
        div class=(field.class()) {
            div.choice {
                input id=(id) type="checkbox" name=(field.name) checked[ticked] form=[field.form] required[field.required]
                    aria-invalid=[field.invalid()] aria-describedby=[field.described_by()];
                label for=(id) { (field.label) (field.required_mark()) }
            }
            (field.hint_and_error())
        }
    }
}

fn group(field: &Field, choices: &[Choice], kind: &str, chosen: &[&str]) -> Markup {
    let id = field.control_id();
    html! {
        // The id lies on the group and it takes the focus, so that the error summary can lead here.
        fieldset class=(field.class()) #(id) tabindex="-1" aria-describedby=[field.described_by()] {
            legend { (field.label) (field.required_mark()) }
            (field.hint_and_error())
            div.choices {
                @for (index, choice) in choices.iter().enumerate() {
                    @let own = format!("{id}-{index}");
                    @let hint = choice.hint.map(|_| format!("{own}-hint"));
                    div.choice {
                        input id=(own) type=(kind) name=(field.name) value=(choice.value) form=[field.form]
                            checked[chosen.contains(&choice.value)] disabled[choice.refused] aria-describedby=[hint.as_deref()];
                        label for=(own) { (choice.label) }
                        @if let (Some(text), Some(hint)) = (choice.hint, &hint) { p.hint #(hint) { (text) } }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KINDS: [Choice; 2] = [
        Choice { value: "petition", label: "고충민원", hint: None, refused: false },
        Choice { value: "query", label: "일반 질의", hint: Some("답변 7일"), refused: false },
    ];

    #[test]
    fn the_fields_value_is_the_chosen_one() {
        let field = Field::new("kind", "민원종류").value("query").required();
        assert!(select(&field, &KINDS).into_string().contains(r#"<option value="query" selected>"#));
        assert!(!select(&field, &KINDS).into_string().contains("선택하세요"));
        assert!(radios(&field, &KINDS).into_string().contains(r#"value="query" checked"#));
    }

    #[test]
    fn a_group_has_a_legend_and_each_choice_its_label() {
        let markup = checkboxes(&Field::new("kind", "민원종류"), &KINDS, &["petition"]).into_string();
        assert!(markup.contains("<legend>민원종류</legend>"));
        assert!(markup.contains(r#"<label for="kind-1">일반 질의</label>"#));
        assert!(markup.contains(r#"aria-describedby="kind-1-hint""#));
    }

    #[test]
    fn a_refused_choice_cannot_be_taken_and_says_why() {
        let choices = [Choice::new("transfer", "타기관 이송").refused("본청·자치구로는 이송할 수 없습니다.")];
        let markup = radios(&Field::new("to", "보낼 곳"), &choices).into_string();
        assert!(markup.contains("disabled") && markup.contains("이송할 수 없습니다."));
    }
}

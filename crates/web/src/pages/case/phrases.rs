//! 자주 쓰는 문구 on the case page: put into any text of any form, with a script at the caret, without one at the end.

use casework::sessions::Who;
use maud::{Markup, html};
use store::{Phrase, PhraseOf, Read};

use super::labels;
use super::typed::Pairs;
use super::view::View;
use crate::components::{Choice, Field, select};
use crate::error::Fail;

/// The form's own fields for it: which phrase, and into which text.
const CHOSEN: &str = "phrase";
const INTO: &str = "phrase_into";

/// One's own first, then the department's.
pub(super) async fn of(tx: &mut Read, who: &Who) -> Result<Vec<Phrase>, Fail> {
    Ok(tx.phrases_for(who.officer.id, who.officer.department).await?)
}

/// Below a form that has texts: the phrases to put in.
pub(super) fn block(view: &View, panel: &str, inside: &Markup) -> Markup {
    let names = texts(&inside.0);
    if view.phrases.is_empty() || names.is_empty() {
        return html! {};
    }
    let labels: Vec<String> = view.phrases.iter().map(label).collect();
    let ids: Vec<String> = view.phrases.iter().map(|phrase| phrase.id.to_string()).collect();
    let choices: Vec<Choice> = ids.iter().zip(&labels).map(|(id, label)| Choice::new(id, label)).collect();
    let places: Vec<Choice> = names.iter().map(|name| Choice::new(name, labels::of(name))).collect();
    let (chosen, into) = (format!("{panel}-{CHOSEN}"), format!("{panel}-{INTO}"));
    let first = names.first().copied().unwrap_or_default();
    html! {
        details.expander.phrases data-phrases data-disclosure {
            summary { "자주 쓰는 문구" }
            div.expander-body {
                div.field-grid {
                    (select(&Field::new(CHOSEN, "문구").id(&chosen), &choices))
                    @if places.len() > 1 {
                        (select(&Field::new(INTO, "넣을 곳").id(&into).value(first), &places))
                    } @else {
                        input type="hidden" name=(INTO) value=(first);
                    }
                }
                @for phrase in &view.phrases {
                    template data-phrase=(phrase.id) { (phrase.text) }
                }
                div.button-row {
                    button.btn.btn-tertiary type="submit" formaction={ "/complaints/" (view.number()) "/prepare" }
                        name="put" value="phrase" { "문구 넣기" }
                    a href="/me/phrases" { "문구 관리" }
                }
            }
        }
    }
}

fn label(phrase: &Phrase) -> String {
    match phrase.of {
        PhraseOf::Officer(_) => phrase.title.clone(),
        PhraseOf::Department(_) => format!("{} (부서)", phrase.title),
    }
}

/// The names of the texts in a form that has been drawn; our own markup, so its shape is known.
fn texts(markup: &str) -> Vec<&str> {
    let areas = markup.split("<textarea ").skip(1);
    let names = areas.filter_map(|area| area.split_once("name=\"")?.1.split('"').next());
    let mut kept: Vec<&str> = Vec::new();
    for name in names {
        if !kept.contains(&name) {
            kept.push(name);
        }
    }
    kept
}

/// Takes the form's own fields out, and puts the chosen phrase at the end of the text; whether it did.
pub(super) fn insert(phrases: &[Phrase], pairs: &mut Pairs) -> bool {
    let value = |name: &str| pairs.iter().find(|(n, _)| n == name).map(|(_, value)| value.clone());
    let (asked, chosen, into) = (value("put").is_some(), value(CHOSEN), value(INTO));
    clear(pairs);
    let phrase = chosen.and_then(|id| phrases.iter().find(|phrase| phrase.id.to_string() == id));
    let (Some(phrase), Some(into), true) = (phrase, into, asked) else { return false };
    match pairs.iter_mut().find(|(name, _)| *name == into) {
        Some((_, text)) if !text.trim().is_empty() => {
            *text = format!("{}\n{}", text.trim_end(), phrase.text);
        }
        Some((_, text)) => *text = phrase.text.clone(),
        None => pairs.push((into, phrase.text.clone())),
    }
    true
}

/// An act knows nothing of them.
pub(super) fn clear(pairs: &mut Pairs) {
    pairs.retain(|(name, _)| ![CHOSEN, INTO, "put"].contains(&name.as_str()));
}

#[cfg(test)]
mod tests {
    use domain::id::OfficerId;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_phrase_goes_to_the_end_of_its_text_and_leaves_no_trace_in_the_form() {
        let id = Uuid::from_u128(7);
        let of = PhraseOf::Officer(OfficerId(Uuid::from_u128(1)));
        let phrases = [Phrase { id, of, title: "인사".into(), text: "감사합니다.".into() }];
        let pair = |n: &str, v: &str| (n.to_owned(), v.to_owned());
        let form = |text: &str| {
            vec![pair("memo", text), pair(CHOSEN, &id.to_string()), pair(INTO, "memo"), pair("put", "phrase")]
        };
        for (typed, wanted) in [("", "감사합니다."), ("확인했습니다.\n", "확인했습니다.\n감사합니다.")]
        {
            let mut pairs = form(typed);
            assert!(insert(&phrases, &mut pairs));
            assert_eq!(pairs, [pair("memo", wanted)]);
        }
        let mut unasked = form("그대로");
        unasked.pop();
        assert!(!insert(&phrases, &mut unasked));
        assert_eq!(unasked, [pair("memo", "그대로")]);
    }

    #[test]
    fn the_texts_of_a_form_are_found_once_each() {
        let markup = r#"<textarea id="a-memo" name="memo" rows="3"></textarea><input name="x"><textarea id="b" name="body">"#;
        assert_eq!(texts(markup), ["memo", "body"]);
    }
}

//! An act the petitioner asked for, and why it was not done: typed words kept, the reason beside them.

use axum::http::StatusCode;
use casework::{NotDone, Once};
use domain::complaint::Act;
use maud::{Markup, html};
use words::error::PageError;

use crate::acts::{Ask, Fields, ask};
use crate::components::{FieldError, error_summary};
use crate::error::Fail;
use crate::files::Told;
use crate::pages::citizen::{Sent, Tongue, problems, refused};
use crate::request::Citizen;
use crate::state::AppState;

/// What came back.
pub(super) struct Trial {
    pub(super) act: Act,
    pub(super) status: StatusCode,
    sent: Sent,
    /// Field and message.
    wrongs: Vec<(String, String)>,
    /// About the whole act.
    note: Option<String>,
}

pub(super) async fn perform(state: &AppState, own: &Citizen, act: Act, sent: &Sent) -> Result<(), Fail> {
    let mut fields = Fields::from_form(&sent.0);
    let version = fields.take("version").and_then(|version| version.parse().ok());
    // A second click finds it done under the same key, whatever the version is by then.
    for ours in ["go", "remove", "files"] {
        fields.take(ours);
    }
    let key = fields.take("once").map(|key| Once { key, request_hash: digest(act, sent) });
    let asked = Ask { by: &own.actor, number: &own.number, act, version, once: key };
    ask(state, asked, fields).await.map(drop)
}

fn digest(act: Act, sent: &Sent) -> String {
    let fields = sent.0.iter().filter(|(name, _)| name != "version");
    let fields = fields.flat_map(|(name, value)| [name.as_str(), value]);
    casework::digest::of_parts(std::iter::once(act.as_str()).chain(fields))
}

impl Trial {
    /// Nothing where the whole page cannot be shown: a fault, or nothing to be found.
    pub(super) fn of(act: Act, sent: Sent, fail: &Fail, tongue: Tongue) -> Option<Trial> {
        let stale = || words::error::page(PageError::Stale, tongue.0);
        let (wrongs, note) = match fail {
            Fail::Invalid(found) => (problems(found, |field| named(act, field, tongue), tongue), None),
            Fail::NotDone(NotDone::Refused(refusal)) => (Vec::new(), Some(refused(refusal, tongue))),
            Fail::NotDone(NotDone::Stale { .. } | NotDone::KeyReused) => {
                let words = stale();
                let office = tongue.pick("담당 부서에서", "The office");
                let said = tongue.pick(
                    format!("{}. {office} 그 사이 이 민원을 처리했습니다. {}", words.title, words.next),
                    format!("{}: {office} worked on it. {}", words.title, words.next),
                );
                (Vec::new(), Some(said))
            }
            _ => return None,
        };
        Some(Trial { act, status: fail.status(), sent, wrongs, note })
    }

    /// Files came, or went: the act waits until everything is as it should be.
    pub(super) fn of_files(act: Act, sent: Sent, told: Vec<Told>) -> Trial {
        let status = if told.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
        let wrongs = told.into_iter().map(|told| ("files".to_owned(), told.0)).collect();
        Trial { act, status, sent, wrongs, note: None }
    }

    /// What was not taken.
    pub(super) fn files_not_taken(&self) -> Vec<Told> {
        let own = self.wrongs.iter().filter(|(field, _)| field == "files");
        own.map(|(_, message)| Told(message.clone())).collect()
    }

    /// What was typed into a field of this act.
    pub(super) fn typed(&self, field: &str) -> &str {
        self.sent.get(field)
    }

    pub(super) fn error(&self, field: &str) -> Option<&str> {
        self.wrongs.iter().find(|(name, _)| name == field).map(|(_, message)| message.as_str())
    }

    pub(super) fn summary(&self, tongue: Tongue) -> Markup {
        let errors: Vec<FieldError> =
            self.wrongs.iter().map(|(field, message)| FieldError { field: Some(field), message }).collect();
        html! {
            (error_summary(&errors, tongue.furniture()))
            @if let Some(note) = &self.note {
                div.alert.tone-danger role="alert" { p { (note) } }
            }
        }
    }
}

/// What a field of a petitioner's act is called.
pub(super) fn label(act: Act, field: &str, tongue: Tongue) -> &'static str {
    let t = &tongue.strings().acts;
    match (act, field) {
        (Act::Supplement, "text") => t.supplement_text,
        (Act::Withdraw, "reason") => t.withdraw_reason,
        (Act::Rate, "score") => t.rate_question,
        (Act::Rate, "comment") => t.rate_comment,
        (Act::AskAgain, "question") => t.ask_again_text,
        (Act::Object, "grounds") => t.object_text,
        _ => tongue.pick("입력한 내용", "What was entered"),
    }
}

/// What it is called within a sentence: a question is no name.
fn named(act: Act, field: &str, tongue: Tongue) -> &'static str {
    match (act, field) {
        (Act::Rate, "score") => tongue.pick("만족도", "How satisfied you are"),
        _ => label(act, field, tongue),
    }
}

/// What is said when it was done.
pub(super) fn done(act: Act, tongue: Tongue) -> &'static str {
    let t = &tongue.strings().acts;
    match act {
        Act::Supplement => t.supplement_sent,
        Act::ConsentToExtend => t.consent_given,
        Act::Withdraw => t.withdrawn,
        Act::AskAgain => t.asked_again,
        Act::Object => t.objected,
        _ => t.rated,
    }
}

//! What is done with a call's complaint in the same go: received, and answered at once or distributed. Each is an
//! act of its own; when one is refused, the ones before it stand and the page says which.

use casework::sessions::Who;
use domain::complaint::{Act, AnswerResult, Complaint, Kind};
use domain::org::OrgChart;
use domain::text::{BODY_MAX, MEMO_MAX};
use maud::{Markup, html};

use crate::acts::{Ask, Fields, ask};
use crate::components::{Choice, Field, Tone, expander, panel, record_badge, select, text, textarea};
use crate::error::{self, Fail};
use crate::pages::case::{office_list, office_pair};
use crate::pages::work::{Posted, Typed};
use crate::state::AppState;

/// Names of this part's fields; the complaint's own form does not know them.
pub(super) const FIELDS: [&str; 6] = ["kind", "category", "to_name", "memo", "answer", "answer_result"];

/// The acts to do, in order, each with its fields; and what was wrong.
pub(super) struct Onwards {
    acts: Vec<(Act, Vec<(String, String)>)>,
    pub(super) wrong: Vec<(String, String)>,
}

pub(super) fn read(form: &Posted, chart: &OrgChart) -> Onwards {
    let mut read = Onwards { acts: Vec::new(), wrong: Vec::new() };
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let (to, answer) = (form.get("to_name"), form.get("answer"));
    let Some(kind) = form.get("kind").filter(|kind| Kind::parse(kind).is_some()) else {
        if to.or(answer).is_some() {
            read.wrong("kind", "바로 접수해서 보내거나 답변하려면 민원종류를 골라 주십시오.");
        }
        return read;
    };
    let category = form.get("category").map(|category| pair("category", category));
    read.acts.push((Act::Receive, std::iter::once(pair("kind", kind)).chain(category).collect()));
    match (to, answer) {
        (Some(_), Some(_)) => {
            read.wrong("to_name", "즉시답변과 분배는 함께 할 수 없습니다. 하나를 지워 주십시오.");
        }
        (Some(to), None) => match office_pair(chart, to) {
            Some(place) => {
                let memo = form.get("memo").map(|memo| pair("memo", memo));
                read.acts.push((Act::Distribute, std::iter::once(place).chain(memo).collect()));
            }
            None => read
                .wrong("to_name", "기관이나 부서를 찾을 수 없습니다. 목록에 있는 이름으로 입력해 주십시오."),
        },
        (None, Some(answer)) => {
            let result = form.get("answer_result").unwrap_or(AnswerResult::Explained.as_str());
            read.acts.push((Act::AnswerAtOnce, vec![pair("result", result), pair("body", answer)]));
        }
        (None, None) => {}
    }
    read
}

impl Onwards {
    fn wrong(&mut self, field: &str, message: &str) {
        self.wrong.push((field.to_owned(), message.to_owned()));
    }

    /// Does them, until one is refused.
    pub(super) async fn go(self, state: &AppState, who: &Who, filed: &Complaint) -> Result<Markup, Fail> {
        let (by, mut number) = (who.actor(), filed.spoken_number().clone());
        let mut lines: Vec<(Act, Result<String, String>)> = Vec::new();
        for (act, fields) in self.acts {
            let asked = Ask { by: &by, number: &number, act, version: None, once: None };
            match ask(state, asked, Fields::from_form(&fields)).await {
                Ok(after) => {
                    number = after.spoken_number().clone();
                    lines.push((act, Ok(format!("{number} '{}'", words::stage::label(after.stage.name())))));
                }
                Err(fail) => {
                    error::log(&fail);
                    let (_, happened, next) = error::said(&fail);
                    lines.push((act, Err(format!("{happened} {next}"))));
                    break;
                }
            }
        }
        Ok(html! {
            @if !lines.is_empty() {
                (panel("steps", "이어서 한 일", html! {
                    div role="status" {
                        @for (act, result) in &lines {
                            p {
                                (words::act::label(*act)) " "
                                @match result {
                                    Ok(text) => { (record_badge("처리", Tone::Success)) " " (text) },
                                    Err(why) => { (record_badge("처리하지 못함", Tone::Danger)) " " (why) },
                                }
                            }
                        }
                    }
                }))
            }
        })
    }
}

pub(super) fn fields(typed: &Typed, chart: &OrgChart) -> Markup {
    let field = |name: &'static str, label| typed.field(Field::new(name, label), name);
    let kinds: Vec<Choice> =
        Kind::ALL.iter().map(|k| Choice::new(k.as_str(), words::kind::label(*k))).collect();
    let results = AnswerResult::ALL.map(|r| Choice::new(r.as_str(), words::answer::result(r)));
    let open = FIELDS.iter().any(|name| !typed.value(name).is_empty());
    panel(
        "onwards",
        "바로 접수",
        expander(
            "접수하고 즉시답변하거나 보내기",
            open,
            html! {
                p.hint { "비워 두면 등록만 하고, 민원 접수 목록에서 이어서 처리합니다." }
                div.field-grid {
                    (select(&field("kind", "민원종류"), &kinds))
                    (text(&field("category", "분류").max_chars(60)))
                }
                (office_list("offices", chart, None, true))
                (text(&field("to_name", "보낼 기관·부서").hint("이름의 일부를 입력하면 목록에서 고를 수 있습니다.").list("offices")))
                (textarea(&field("memo", "요청내용").max_chars(MEMO_MAX), 2))
                (select(&field("answer_result", "즉시답변 결과"), &results))
                (textarea(&field("answer", "즉시답변").max_chars(BODY_MAX), 4))
            },
        ),
    )
}

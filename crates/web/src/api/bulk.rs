//! One act on a selection: one transaction a complaint, and a result line for each.

use std::collections::HashMap;

use axum::Json;
use axum::extract::{Path, State};
use casework::Once;
use domain::actor::Actor;
use domain::complaint::{Act, Number};
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;
use words::error::PageError;

use super::act;
use super::body::Sent;
use super::caller::Officer;
use super::conditions::Conditions;
use super::problem::{FieldError, Problem, Told};
use crate::acts::{self, Fields};
use crate::state::AppState;

/// Complaints of one request; more is a night's work, not a click.
pub(super) const NUMBERS_MAX: usize = 200;

/// Longest thing we take for a number, in characters; it comes back in its result line.
pub(super) const NUMBER_LENGTH_MAX: usize = 40;

/// What makes sense for many at once.
pub(super) const ACTS: [Act; 7] =
    [Act::Receive, Act::Distribute, Act::Assign, Act::Reassign, Act::Recall, Act::Accept, Act::Close];

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Results {
    pub(crate) done: usize,
    pub(crate) refused: usize,
    /// In the order of the numbers sent.
    pub(crate) results: Vec<ResultLine>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ResultLine {
    /// As it was sent.
    pub(crate) number: String,
    /// The status this act alone would have had.
    pub(crate) status: u16,
    /// `done`, or the code of the problem.
    pub(crate) code: String,
    pub(crate) detail: String,
    pub(crate) way_forward: Option<String>,
    pub(crate) stage: Option<String>,
    pub(crate) version: Option<u64>,
    pub(crate) errors: Vec<FieldError>,
}

pub(crate) async fn bulk(
    State(state): State<AppState>,
    Officer(who): Officer,
    Path(path): Path<HashMap<String, String>>,
    conditions: Conditions,
    sent: Sent,
) -> Result<Json<Results>, Problem> {
    let act = act::named(&path)?;
    if !ACTS.contains(&act) {
        let said = "이 처리는 한 건씩만 할 수 있습니다.";
        return Err(Problem::of(PageError::NotFound, "no-such-act", said));
    }
    if conditions.version.is_some() {
        let said = "여러 건을 한 번에 처리할 때에는 If-Match를 쓸 수 없습니다.";
        return Err(Problem::of(PageError::Unreadable, "bad-if-match", said));
    }
    let (key, digest) = (conditions.key, sent.digest.clone());
    let mut object = sent.object();
    let numbers = numbers(object.remove("numbers"))?;
    // The fields are everybody's: what is wrong with them is said once, before anything is done.
    acts::command(act, Fields::from_json(object.clone()), &state.office.desk())?;
    let work = Work { state: &state, actor: who.actor(), act, fields: object };
    let mut results = Vec::with_capacity(numbers.len());
    for number in numbers {
        // Each number is one act, done once under the key of all.
        let key = key.as_ref().map(|key| format!("{key}/{number}"));
        let once = key.map(|key| Once { key, request_hash: digest.clone() });
        results.push(work.one(number, once).await);
    }
    let done = results.iter().filter(|line| line.status == 200).count();
    Ok(Json(Results { done, refused: results.len() - done, results }))
}

struct Work<'a> {
    state: &'a AppState,
    actor: Actor,
    act: Act,
    fields: Map<String, Value>,
}

impl Work<'_> {
    async fn one(&self, typed: String, once: Option<Once>) -> ResultLine {
        let Ok(number) = Number::parse(&typed) else { return refused(typed, Problem::not_found()) };
        let fields = Fields::from_json(self.fields.clone());
        match act::one(self.state, &self.actor, (&number, self.act), once, fields).await {
            Err(problem) => refused(typed, problem),
            Ok(c) => ResultLine {
                number: typed,
                status: 200,
                code: "done".to_owned(),
                detail: words::act::done(self.act).to_owned(),
                way_forward: None,
                stage: Some(c.stage.name().as_str().to_owned()),
                version: Some(c.version),
                errors: Vec::new(),
            },
        }
    }
}

fn refused(number: String, problem: Problem) -> ResultLine {
    let Told { status, code, detail, way_forward, errors, version, .. } = problem.told();
    ResultLine { number, status, code, detail, way_forward, stage: None, version, errors }
}

fn numbers(sent: Option<Value>) -> Result<Vec<String>, Problem> {
    let wrong = |code: &str| {
        let said = format!("민원 번호를 1건부터 {NUMBERS_MAX}건까지 목록으로 보내 주십시오.");
        Problem::invalid(vec![FieldError::new("numbers", code, said)])
    };
    let list = match sent {
        Some(Value::Array(list)) => list,
        None | Some(Value::Null) => return Err(wrong("missing")),
        Some(_) => return Err(wrong("unreadable")),
    };
    if list.is_empty() || list.len() > NUMBERS_MAX {
        return Err(wrong("out-of-range"));
    }
    let short =
        |value: &Value| value.as_str().filter(|n| n.chars().count() <= NUMBER_LENGTH_MAX).map(str::to_owned);
    list.iter().map(short).collect::<Option<Vec<_>>>().ok_or_else(|| wrong("unreadable"))
}

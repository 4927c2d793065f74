//! POST `/complaints/{number}/acts/{act}`: does it, or gives the form back with the reason.

use std::collections::HashMap;

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::CookieJar;
use casework::NotDone;
use casework::sessions::Who;
use domain::access::Scope;
use domain::complaint::{Act, Complaint, Number, Refusal, Stage};
use store::StoreError;

use super::asked::Asked;
use super::sent::Sent;
use super::typed::{Pairs, Trouble, Typed};
use super::view::View;
use super::{draft, labels};
use crate::acts::{Ask, ask};
use crate::error::Fail;
use crate::files::Parcel;
use crate::pages::work::Handbook;
use crate::request::{CaseNumber, Desk, say};
use crate::state::AppState;

pub(crate) async fn act(
    State(state): State<AppState>,
    Desk { who, .. }: Desk,
    CaseNumber(number): CaseNumber,
    Path(path): Path<HashMap<String, String>>,
    jar: CookieJar,
    Parcel { pairs, files }: Parcel,
) -> Result<Response, Fail> {
    let act = path.get("act").and_then(|act| Act::parse(act)).ok_or_else(Fail::not_found)?;
    let sent = Sent::of(act, pairs.clone());
    // Chosen and not yet sent up: they belong to what is done now.
    let told = super::files::take(&state, &who, &number, (act, files)).await?;
    if !told.is_empty() {
        let troubles = told.into_iter().map(super::files::trouble).collect();
        return redrawn(&state, who, &number, sent_back(sent, troubles), (Fail::Invalid(Vec::new()), jar))
            .await;
    }
    if act == Act::Draft {
        return save(&state, who, &number, sent, jar).await;
    }
    match resolved(&state, &who, &number, act, pairs).await {
        Ok(done) => Ok(went_well(&who, act, &done, &sent, jar)),
        Err(Shut::Fail(fail)) => given_back(&state, who, &number, sent, (fail, jar)).await,
        Err(Shut::Troubles(troubles)) => {
            let fail = Fail::Invalid(Vec::new());
            redrawn(&state, who, &number, sent_back(sent, troubles), (fail, jar)).await
        }
    }
}

/// Why it stopped here: in the form's own words, or in the act's.
enum Shut {
    Troubles(Vec<Trouble>),
    Fail(Fail),
}

/// The act with the handbook's period in place of the task that was chosen from it.
async fn resolved(
    state: &AppState,
    who: &Who,
    number: &Number,
    act: Act,
    pairs: Pairs,
) -> Result<Complaint, Shut> {
    if !matches!(act, Act::Receive | Act::Reclassify) {
        return perform(state, who, number, act, &Sent::of(act, pairs)).await;
    }
    let handbook = Handbook::load(state).await.map_err(Shut::Fail)?;
    match handbook.resolve(&pairs) {
        Ok(pairs) => perform(state, who, number, act, &Sent::of(act, pairs)).await,
        Err((field, message)) => {
            // Who may not see the case hears nothing of what was wrong with the form.
            let mut tx = state.office.store().read().await.map_err(|e| Shut::Fail(e.into()))?;
            let seen = tx.complaint(&Scope::of(&who.actor()), number).await;
            seen.map_err(|e| Shut::Fail(e.into()))?;
            Err(Shut::Troubles(vec![Trouble { field: Some(field.to_owned()), message }]))
        }
    }
}

async fn perform(
    state: &AppState,
    who: &Who,
    number: &Number,
    act: Act,
    sent: &Sent,
) -> Result<Complaint, Shut> {
    let actor = who.actor();
    // Who may not see the case hears nothing of what was wrong with the form.
    let mut tx = state.office.store().read().await.map_err(|e| Shut::Fail(e.into()))?;
    let found = tx.complaint(&Scope::of(&actor), number).await.map_err(|e| Shut::Fail(e.into()))?;
    drop(tx);
    let desk = state.office.desk();
    let fields = || sent.fields(act, &desk.chart).map_err(Shut::Troubles);
    let mut version = sent.version;
    let deciding = matches!(act, Act::Approve | Act::Return);
    if deciding && matches!(found.complaint.stage, Stage::ApprovalSent(_)) {
        // One click opens and decides: what cannot be decided must not be opened either.
        crate::acts::command(act, fields()?, &desk).map_err(|why| Shut::Fail(Fail::Invalid(why)))?;
        let start = Ask { by: &actor, number, act: Act::ApprovalStarted, version, once: None };
        let started = ask(state, start, crate::acts::Fields::from_form(&[])).await.map_err(Shut::Fail)?;
        version = Some(started.version);
    }
    let asked = Ask { by: &actor, number, act, version, once: None };
    ask(state, asked, fields()?).await.map_err(Shut::Fail)
}

/// To the case again, or to the list where the case is no longer one's own to see.
fn went_well(who: &Who, act: Act, done: &Complaint, sent: &Sent, jar: CookieJar) -> Response {
    let jar = say(jar, true, labels::done(sent.panel(), act));
    let from = sent.asked.from;
    let to = match sent.back() {
        Some(back) => back.to_owned(),
        None if Scope::of(&who.actor()).opens(done) => {
            format!("/complaints/{}?from={}", done.spoken_number(), from.as_str())
        }
        None => from.href().to_owned(),
    };
    (jar, Redirect::to(&to)).into_response()
}

/// 임시 저장; what may not be saved comes back like any other form.
async fn save(
    state: &AppState,
    who: Who,
    number: &Number,
    sent: Sent,
    jar: CookieJar,
) -> Result<Response, Fail> {
    match draft::kept(state, who.clone(), number, sent.clone(), jar.clone()).await {
        Err(fail) => given_back(state, who, number, sent, (fail, jar)).await,
        done => done,
    }
}

async fn given_back(
    state: &AppState,
    who: Who,
    number: &Number,
    sent: Sent,
    (fail, jar): (Fail, CookieJar),
) -> Result<Response, Fail> {
    let (troubles, meanwhile) = match &fail {
        Fail::Invalid(problems) => {
            let told =
                |p| Trouble { field: Some(field_on_page(p)), message: labels::sentence(sent.act(), p) };
            (problems.iter().map(told).collect(), None)
        }
        Fail::NotDone(NotDone::Refused(refusal)) => {
            (vec![refused(labels::pressed(sent.panel(), sent.act()), refusal)], None)
        }
        Fail::NotDone(NotDone::Stale { since, current }) => (vec![stale()], Some((since.clone(), *current))),
        Fail::NotDone(NotDone::Fault(StoreError::Conflict(_))) => (vec![stale()], None),
        // The other complaint that was named; this one's own absence shows when it is read again.
        Fail::NotDone(NotDone::NotFound) => {
            let message = "그런 민원을 찾을 수 없습니다. 번호를 확인해 주십시오.".to_owned();
            (vec![Trouble { field: Some("into".to_owned()), message }], None)
        }
        _ => return Err(fail),
    };
    let mut typed = sent_back(sent, troubles);
    if let Some((since, current)) = meanwhile {
        typed.1.meanwhile = since;
        typed.1.version = Some(current);
    }
    let fail = match fail {
        Fail::NotDone(NotDone::NotFound) => Fail::Invalid(Vec::new()),
        other => other,
    };
    redrawn(state, who, number, typed, (fail, jar)).await
}

type Back = (Asked, Typed);

fn sent_back(sent: Sent, troubles: Vec<Trouble>) -> Back {
    (sent.asked.clone(), sent.returned(troubles))
}

async fn redrawn(
    state: &AppState,
    who: Who,
    number: &Number,
    (asked, typed): Back,
    (fail, jar): (Fail, CookieJar),
) -> Result<Response, Fail> {
    let mut view = View::load(state, who, number, asked).await?;
    view.typed = Some(typed);
    view.status = fail.status();
    Ok(view.render(state, jar))
}

/// The control a problem is shown at: names people type stand for ids they never see.
fn field_on_page(problem: &crate::acts::Problem) -> String {
    match problem.field.as_str() {
        "department" | "agency" => "to_name".to_owned(),
        "proposed" => "proposed_name".to_owned(),
        "cooperation_departments" => "cooperation_department_name".to_owned(),
        other => other.to_owned(),
    }
}

fn refused(pressed: &str, refusal: &Refusal) -> Trouble {
    let field = match refusal {
        Refusal::RemedyMissing => Some("remedy"),
        Refusal::ApprovalLineEmpty
        | Refusal::ApprovalLineTooLong
        | Refusal::ApprovalLineInvalid
        | Refusal::ApprovalLineElsewhere => Some("line"),
        Refusal::InsideTheCity { .. } => Some("body"),
        Refusal::GroundForbidden { .. } | Refusal::StatutoryNeverClosed { .. } => Some("ground"),
        Refusal::LongerThanOriginal { .. } => Some("by"),
        Refusal::PeriodMissing { .. } | Refusal::PeriodFixed { .. } => Some("period"),
        Refusal::SamenessMemoMissing => Some("sameness_judged"),
        Refusal::SupplementPeriodOutOfRange => Some("days"),
        Refusal::UnknownOfficer | Refusal::NotInDepartment => Some("handler"),
        Refusal::ReplyByNotLater => Some("reply_by"),
        Refusal::MergeTargetUnfit | Refusal::MergeWithItself | Refusal::TooFewToMerge { .. } => Some("into"),
        _ => None,
    };
    Trouble { field: field.map(str::to_owned), message: words::refusal::whole_of(pressed, refusal) }
}

fn stale() -> Trouble {
    let words = words::error::page(words::error::PageError::Stale, words::lang::Lang::Ko);
    Trouble { field: None, message: format!("{}. {} {}", words.title, words.happened, words.next) }
}

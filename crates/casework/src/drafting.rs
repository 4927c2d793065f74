//! The answer's draft, kept while it is written: of two windows the second is told, and nothing is lost.

use domain::access::Scope;
use domain::actor::Actor;
use domain::complaint::{Act, AnswerResult, Command, Number};
use jiff::Timestamp;
use store::Draft;

use crate::not_done::{NotDone, Result};
use crate::office::Office;

/// What was typed, and which draft the window had begun from: its [`mark`], if there was one.
#[derive(Clone, Debug)]
pub struct Writing {
    pub result: Option<AnswerResult>,
    pub body: String,
    pub remedy: String,
    pub begun_from: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kept {
    /// It lies on the file as it is here.
    Saved(Draft),
    /// Another window or officer has saved something else meanwhile; it was left as it is.
    Clash(Draft),
}

/// Saves the draft unless another one came between. It leaves no line in the history, so the file keeps its
/// version; what it may not be is asked of the act, as everywhere.
pub async fn keep(office: &Office, by: &Actor, number: &Number, writing: &Writing) -> Result<Kept> {
    let Some(officer) = by.officer() else { return Err(NotDone::NotFound) };
    let mut tx = office.store().write().await?;
    let before = tx.complaint_to_change(&Scope::of(by), number).await?.complaint;
    let desk = office.desk();
    domain::complaint::may(&before, by, Act::Draft, &desk)?;
    let there = tx.draft(before.id).await?;
    if let Some(there) = there.filter(|there| Some(mark(there)) != writing.begun_from) {
        if (&there.body, &there.remedy, there.result) == (&writing.body, &writing.remedy, writing.result) {
            return Ok(Kept::Saved(there));
        }
        return Ok(Kept::Clash(there));
    }
    let Writing { result, body, remedy, .. } = writing.clone();
    let draft = Draft { officer: officer.id, result, body, remedy, saved_at: desk.now };
    tx.put_draft(before.id, &draft).await?;
    tx.commit().await?;
    Ok(Kept::Saved(draft))
}

/// The draft that an act leaves: what was saved, or what was sent, for an answer that comes back returned is drafted on
/// from there and not from an older draft.
pub(crate) fn left_by(command: &Command, by: &Actor, at: Timestamp) -> Option<Draft> {
    let officer = by.officer()?.id;
    match command {
        Command::Draft { result, body, remedy } => {
            let (body, remedy) = (body.clone(), remedy.clone());
            Some(Draft { officer, result: *result, body, remedy, saved_at: at })
        }
        Command::SendForApproval { result, body, remedy, .. } => {
            let (body, remedy) = (body.as_str().to_owned(), remedy.clone().map(String::from));
            let remedy = remedy.unwrap_or_default();
            Some(Draft { officer, result: Some(*result), body, remedy, saved_at: at })
        }
        _ => None,
    }
}

/// Tells one draft from another, also where the clock stands still.
pub fn mark(draft: &Draft) -> String {
    let result = draft.result.map_or("", AnswerResult::as_str);
    let Draft { officer, body, remedy, saved_at, .. } = draft;
    let at = saved_at.as_microsecond();
    crate::digest::of(format!("{at}:{officer}:{result}:{}:{body}{remedy}", body.len()))
}

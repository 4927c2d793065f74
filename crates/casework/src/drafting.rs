//! The answer's draft, kept while it is written: of two windows the second is told, and nothing is lost.

use domain::access::Scope;
use domain::actor::Actor;
use domain::complaint::{Act, AnswerResult, Number};
use store::Draft;

use crate::not_done::{NotDone, Result};
use crate::office::Office;

/// What was typed, and which draft the window had begun from: its [`mark`], if there was one.
#[derive(Clone, Debug)]
pub struct Writing {
    pub result: Option<AnswerResult>,
    pub body: String,
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
        if there.body == writing.body && there.result == writing.result {
            return Ok(Kept::Saved(there));
        }
        return Ok(Kept::Clash(there));
    }
    let draft =
        Draft { officer: officer.id, result: writing.result, body: writing.body.clone(), saved_at: desk.now };
    tx.put_draft(before.id, &draft).await?;
    tx.commit().await?;
    Ok(Kept::Saved(draft))
}

/// Tells one draft from another, also where the clock stands still.
pub fn mark(draft: &Draft) -> String {
    let result = draft.result.map_or("", AnswerResult::as_str);
    let Draft { officer, body, saved_at, .. } = draft;
    crate::digest::of(format!("{}:{officer}:{result}:{body}", saved_at.as_microsecond()))
}

//! 접속기록 of what administrators do: a line in the same transaction as the change, or no change.

use domain::id::OfficerId;
use store::{Access, Write};

use crate::not_done::Result;
use crate::office::Office;
use crate::people::Asker;

/// Who did what to what, and from where. `subject` names a thing of the office, never a person's data.
pub async fn put(
    tx: &mut Write,
    office: &Office,
    asker: Asker<'_>,
    action: &str,
    subject: impl Into<String>,
) -> Result<()> {
    let access = Access {
        at: office.now(),
        account: Some(asker.who.officer.login.clone()),
        ip: Some(asker.ip.to_string()),
        action: action.to_owned(),
        subject: Some(subject.into()),
        outcome: "ok".to_owned(),
    };
    tx.log_access(&access).await?;
    Ok(())
}

/// The same of an officer known by id, and from where they ask as far as that is known; `subject` is the number of a case
/// that may stand in a list.
pub async fn officers(
    tx: &mut Write,
    office: &Office,
    (by, ip): (OfficerId, Option<&str>),
    action: &str,
    subject: Option<String>,
) -> Result<()> {
    let login = office.facts().chart.officer(by).map(|officer| officer.login.clone());
    let access = Access {
        at: office.now(),
        account: login,
        ip: ip.map(str::to_owned),
        action: action.to_owned(),
        subject,
        outcome: "ok".to_owned(),
    };
    tx.log_access(&access).await?;
    Ok(())
}

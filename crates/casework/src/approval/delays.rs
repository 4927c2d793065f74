//! 결재 지연: documents the outside system has not taken up in time; each is told to its handler once.

use domain::complaint::{Command, DocumentKey};

use super::file_of;
use crate::not_done::Result;
use crate::office::Office;
use crate::sweeps::{Tally, try_act};

/// Documents read at once.
const BATCH: u32 = 200;

/// Tells of every document that is late.
pub async fn tell_delays(office: &Office) -> Result<Tally> {
    let (mut tally, mut after) = (Tally::default(), None);
    loop {
        let page = office.store().read().await?.open_approval_documents(after.as_ref(), BATCH).await?;
        for document in &page {
            tally.count(document.key.complaint, tell(office, document.key).await)?;
        }
        match page.into_iter().last() {
            Some(last) => after = Some(last),
            None => return Ok(tally),
        }
    }
}

async fn tell(office: &Office, key: DocumentKey) -> Result<bool> {
    try_act(office, &file_of(office, key).await?, Command::TellApprovalDelay).await
}

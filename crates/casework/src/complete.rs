//! What a command says of the office's own records is looked up here, never believed.

use std::collections::BTreeSet;

use domain::access::Scope;
use domain::actor::Actor;
use domain::complaint::{AnswerResult, ClosingGround, Command, Complaint, Evidence, Number};
use domain::id::ComplaintId;
use domain::text::{Body, Memo};
use store::{StoreError, Write};

use crate::not_done::Result;

/// Complaints of the same purport that are looked up for one merge; five are enough for the law.
const NAMED_MAX: usize = 50;

/// The command with the office's facts in place of whatever the asker wrote there.
pub(crate) async fn complete(tx: &mut Write, by: &Actor, c: &Complaint, asked: &Command) -> Result<Command> {
    let mut command = asked.clone();
    match &mut command {
        Command::Close { ground: ClosingGround::Repeated, evidence, .. } => {
            let (filings, notified_results) = tx.filings_of(c.petitioner).await?;
            *evidence = Evidence { filings, notified_results, ..*evidence };
        }
        Command::Close { ground: ClosingGround::UndeliveredTwice, evidence, .. } => {
            evidence.undelivered = tx.undelivered_supplements(c.id).await?;
        }
        Command::Merge { into, into_is_live, same_petitioner, same_purport, together, .. } => {
            let found = merging(tx, by, c, *into).await?;
            (*into_is_live, *same_petitioner) = (found.live, found.same_petitioner);
            let mut alike = found.merged;
            alike.extend(named(tx, by, together).await?);
            alike.extend([c.id, *into]);
            *same_purport = u32::try_from(alike.len()).unwrap_or(u32::MAX);
        }
        Command::SendForApproval { result, body, remedy, digest, .. } => {
            *digest = digest_of(*result, body, remedy.as_ref());
        }
        _ => {}
    }
    Ok(command)
}

struct Merging {
    live: bool,
    same_petitioner: bool,
    /// Those that were merged into it before.
    merged: BTreeSet<ComplaintId>,
}

/// The leading file, as the asker may see it; one they may not see is as good as none.
async fn merging(tx: &mut Write, by: &Actor, c: &Complaint, into: ComplaintId) -> Result<Merging> {
    // Held until the commit: an answer on its way would leave without whoever joins now.
    let lead = tx.complaint_by_id_to_change(&Scope::of(by), into).await?.complaint;
    let same = tx.same_petitioner(c.petitioner).await?;
    let merged = tx.merged_into(into).await?;
    Ok(Merging {
        live: lead.stage.is_live(),
        same_petitioner: lead.petitioner == c.petitioner || same.contains(&lead.petitioner),
        merged: merged.into_iter().map(|(id, _)| id).collect(),
    })
}

/// Those of the same purport that are really there for the asker and still wait for an answer.
async fn named(tx: &mut Write, by: &Actor, together: &[Number]) -> Result<Vec<ComplaintId>> {
    let mut found = Vec::new();
    for number in together.iter().take(NAMED_MAX) {
        match tx.complaint(&Scope::of(by), number).await {
            Ok(other) if other.complaint.stage.is_live() => found.push(other.complaint.id),
            Ok(_) | Err(StoreError::NotFound(_)) => {}
            Err(fault) => return Err(fault.into()),
        }
    }
    Ok(found)
}

/// SHA-256 of result, text and remedy, as the approval line sees them.
pub fn digest_of(result: AnswerResult, body: &Body, remedy: Option<&Memo>) -> String {
    let answer = format!("{}\0{}", result.as_str(), body.as_str());
    crate::digest::of(remedy.map_or(answer.clone(), |remedy| format!("{answer}\0{}", remedy.as_str())))
}

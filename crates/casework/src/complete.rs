//! What a command says of the office's own records is looked up here, never believed.

use domain::access::Scope;
use domain::actor::Actor;
use domain::complaint::{AnswerResult, ClosingGround, Command, Complaint, Evidence};
use domain::id::ComplaintId;
use domain::text::{Body, Memo};
use store::Write;

use crate::not_done::Result;

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
        Command::Merge { into, into_is_live, same_petitioner, same_purport, .. } => {
            let found = merging(tx, by, c, *into).await?;
            (*into_is_live, *same_petitioner) = (found.live, found.same_petitioner);
            // Named as the same by the officer, merged before, this one and the leading one.
            *same_purport = same_purport.saturating_add(found.merged).saturating_add(2);
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
    merged: u32,
}

/// The leading file, as the asker may see it; one they may not see is as good as none.
async fn merging(tx: &mut Write, by: &Actor, c: &Complaint, into: ComplaintId) -> Result<Merging> {
    // Held until the commit: an answer on its way would leave without whoever joins now.
    let lead = tx.complaint_by_id_to_change(&Scope::of(by), into).await?.complaint;
    let same = tx.same_petitioner(c.petitioner).await?;
    let merged = tx.merged_into(into).await?.len();
    Ok(Merging {
        live: lead.stage.is_live(),
        same_petitioner: lead.petitioner == c.petitioner || same.contains(&lead.petitioner),
        merged: u32::try_from(merged).unwrap_or(u32::MAX),
    })
}

/// SHA-256 of result, text and remedy, as the approval line sees them.
pub fn digest_of(result: AnswerResult, body: &Body, remedy: Option<&Memo>) -> String {
    let answer = format!("{}\0{}", result.as_str(), body.as_str());
    crate::digest::of(remedy.map_or(answer.clone(), |remedy| format!("{answer}\0{}", remedy.as_str())))
}

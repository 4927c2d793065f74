//! What an act brings about on other files, in its own transaction.

use domain::access::Scope;
use domain::actor::{Actor, Machinery};
use domain::complaint::{Command, StageName};
use domain::desk::Desk;
use domain::text::Memo;
use store::Write;

use crate::neighbours;
use crate::not_done::Result;
use crate::notify::Alerts;
use crate::office::Office;
use crate::sealing;
use crate::step::{self, Step};
use crate::writing::write;

const OFFICE: Actor = Actor::System(Machinery::Sweep);

/// A file that others were merged into is withdrawn: theirs go on, each on its own. One that is sealed is told of by
/// nothing made before.
pub(crate) async fn follow(tx: &mut Write, office: &Office, step: &Step, desk: &Desk) -> Result<()> {
    sealing::follow(tx, step).await?;
    if step.before.stage.name() == step.after.stage.name() || step.after.stage.name() != StageName::Withdrawn
    {
        return Ok(());
    }
    for id in tx.merged_directly_into(step.after.id).await? {
        let found = tx.complaint_by_id_to_change(&Scope::of(&OFFICE), id).await?;
        let reason = Memo::new("함께 처리하던 민원이 취하되었습니다.").ok();
        let command = Command::Separate { reason };
        let step = step::take(&found.complaint, &OFFICE, &command, desk)?;
        write(tx, &step, &OFFICE, &command, desk).await?;
        Alerts::of(&step, &command, &found.words, desk).put(tx, None, &office.facts().texts).await?;
        neighbours::tell(tx, office.neighbours(), (&step, &found.words), desk).await?;
    }
    Ok(())
}

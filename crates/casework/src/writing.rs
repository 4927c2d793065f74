//! What one act leaves in the database: the file, its history, and what is kept beside it.

use domain::actor::Actor;
use domain::complaint::{Command, Complaint, Visibility};
use domain::desk::Desk;
use store::{Derived, Write};

use crate::not_done::Result;
use crate::step::Step;
use crate::{approval, attachments, drafting};

pub(crate) async fn write(
    tx: &mut Write,
    step: &Step,
    by: &Actor,
    command: &Command,
    desk: &Desk,
) -> Result<()> {
    if let Some(draft) = drafting::left_by(command, by, desk.now) {
        tx.put_draft(step.after.id, &draft).await?;
    }
    if step.happened.is_empty() {
        return Ok(());
    }
    tx.update_complaint(&step.before, &step.after, derived(&step.after, desk)).await?;
    tx.append_events(step.after.id, step.first_seq(), &step.happened).await?;
    tx.put_notes(step.after.id, step.first_seq(), &command.notes()).await?;
    tx.put_desk_items(Some(&step.before), &step.after).await?;
    tx.put_reminders(&step.reminders(desk)).await?;
    approval::register(tx, (Some(&step.before), &step.after), desk.now).await?;
    attachments::send(tx, &step.after, &step.happened).await?;
    // Whoever hands a sealed file on sees it no more, and their page cannot say that it leaves.
    if let (Some(officer), Visibility::Sealed) = (by.officer(), step.after.visibility) {
        tx.end_presence(step.after.id, officer.id).await?;
    }
    if step.before.stage.is_live() && !step.after.stage.is_live() {
        tx.clear_draft(step.after.id).await?;
        if let Some(outcome) = domain::measure::outcome(&step.after, desk) {
            tx.put_outcome(&step.after, &outcome).await?;
        }
    }
    if step.after.stage.is_live() && !step.before.stage.is_live() {
        tx.forget_outcome(step.after.id).await?;
    }
    Ok(())
}

/// What the columns keep of the rules' answer at this moment.
pub(crate) fn derived(c: &Complaint, desk: &Desk) -> Derived {
    Derived { due_at: c.due(desk).and_then(|due| due.at), calendar_version: desk.calendar.version().0 }
}

//! 기한 점검: who must answer today, who is late, and 독촉장 to the head of the department (시행령 제28조).

use domain::complaint::{Command, Complaint};
use domain::deadline::{seoul, working_minutes_between};
use domain::desk::{Desk, seoul_date};
use domain::id::ComplaintId;
use domain::notice::Template;
use jiff::civil::Time;
use jiff::{SignedDuration, Timestamp, ToSpan};
use store::{NewNotice, Sweep, Swept};

use super::letters::{Letters, Occasion};
use super::{Batches, Tally, act, works_today};
use crate::not_done::Result;
use crate::office::Office;

/// A working day in minutes: as late as a file must be before it is urged.
const WORKING_DAY: i64 = 8 * 60;
/// Hours between two reminders on one file.
const REMIND_EVERY: i64 = 7 * 24;
/// Staff hear of deadlines when they come in.
const MORNING: Time = Time::constant(9, 0, 0, 0);

/// How many heard what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Deadlines {
    /// Files of whose last day somebody was told.
    pub due_today: u32,
    /// Files that are late.
    pub overdue: u32,
    pub reminded: Tally,
}

/// Tells of every live file that is due today or late, and reminds where a working day has passed. On
/// days off it does nothing.
pub async fn tell_deadlines(office: &Office) -> Result<Deadlines> {
    let desk = office.desk();
    let mut told = Deadlines::default();
    if !works_today(&desk) {
        return Ok(told);
    }
    let midnight = seoul::instant(desk.today().saturating_add(1.day()).to_datetime(Time::midnight()));
    let today = Sweep::Due { from: desk.now, before: midnight };
    told.due_today = tell(office, today, due_today).await?;
    let late = Sweep::Due { from: Timestamp::MIN, before: desk.now };
    told.overdue = tell(office, late, overdue).await?;
    remind(office, late, &mut told.reminded).await?;
    Ok(told)
}

async fn tell(office: &Office, which: Sweep, occasion: fn(&Swept, &Desk) -> Option<Occasion>) -> Result<u32> {
    let desk = office.desk();
    let mut files_told = 0;
    let mut batches = Batches::of(which);
    while let Some(files) = batches.next(office).await? {
        let concerned: Vec<_> =
            files.iter().filter_map(|file| Some((file, occasion(file, &desk)?))).collect();
        if concerned.is_empty() {
            continue;
        }
        let mut tx = office.store().write().await?;
        // Whom a letter is for, and whether it may say the title, may have changed since they were read: those wait for the
        // next turn.
        let read = concerned.iter().map(|(file, _)| (file.complaint.id, file.complaint.version));
        let unchanged = tx.hold_unchanged(read).await?;
        let letters = Letters { desk: &desk, not_before: morning(&desk) };
        let mut notices: Vec<NewNotice> = Vec::new();
        for (file, occasion) in concerned.iter().filter(|(file, _)| unchanged.contains(&file.complaint.id)) {
            let found = letters.to_whoever_must_act(&mut tx, file, occasion).await?;
            files_told += u32::from(!found.is_empty());
            notices.extend(found);
        }
        tx.put_notices(&notices).await?;
        tx.commit().await?;
    }
    Ok(files_told)
}

fn due_today(file: &Swept, desk: &Desk) -> Option<Occasion> {
    let due_at = file.complaint.due(desk)?.at?;
    let still = due_at >= desk.now && seoul_date(due_at) == desk.today();
    still.then(|| Occasion { template: Template::DueToday, name: "due-today", day: desk.today(), due_at })
}

/// Once for each due date: whoever gets the file later, or gets more time and is late again, hears anew.
fn overdue(file: &Swept, desk: &Desk) -> Option<Occasion> {
    let due_at = file.complaint.due(desk)?.at?;
    let late = file.complaint.overdue(desk);
    late.then(|| Occasion { template: Template::Overdue, name: "overdue", day: seoul_date(due_at), due_at })
}

async fn remind(office: &Office, late: Sweep, tally: &mut Tally) -> Result<()> {
    let mut batches = Batches::of(late);
    while let Some(files) = batches.next(office).await? {
        let ids: Vec<ComplaintId> = files.iter().map(|file| file.complaint.id).collect();
        let last = office.store().read().await?.last_reminded(&ids).await?;
        let desk = office.desk();
        for file in &files {
            let c = &file.complaint;
            if to_be_reminded(c, last.get(&c.id).copied(), &desk) {
                act(office, file, Command::Remind { text: None }, tally).await?;
            }
        }
    }
    Ok(())
}

/// A working day late, at a department with a head to be urged, and not urged within the week.
fn to_be_reminded(c: &Complaint, last: Option<Timestamp>, desk: &Desk) -> bool {
    let late =
        c.due(desk).and_then(|due| due.at).map(|at| working_minutes_between(&desk.calendar, at, desk.now));
    let week = SignedDuration::from_hours(REMIND_EVERY);
    c.holder().department.is_some()
        && late.is_some_and(|minutes| minutes >= WORKING_DAY)
        && last.is_none_or(|at| desk.now.duration_since(at) >= week)
}

fn morning(desk: &Desk) -> Timestamp {
    desk.now.max(seoul::instant(desk.today().to_datetime(MORNING)))
}

//! Which due moments a change of days or outages would move, shown before anybody confirms it. The rules are
//! asked as the recomputation will ask them, so that what was shown is what happens.

use std::sync::Arc;

use domain::calendar::{CalendarVersion, Designation, WorkCalendar};
use domain::complaint::Visibility;
use domain::deadline::{Outage, seoul};
use domain::desk::{Desk, seoul_date};
use domain::id::{AgencyId, DepartmentId, OfficerId};
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use store::{Sweep, SweepCursor, Swept};

use super::Batches;
use super::letters::readers;
use crate::not_done::Result;
use crate::office::Office;
use crate::writing::derived;

/// Files on one page of a preview.
const PAGE: usize = 20;

/// The days and outages before a change and after it.
#[derive(Clone)]
pub struct Change {
    before: Desk,
    after: Desk,
    /// What was due earlier than this cannot move.
    from: Timestamp,
}

/// A file whose due moment moves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moving {
    pub number: String,
    pub agency: Option<AgencyId>,
    pub department: Option<DepartmentId>,
    pub before: Option<Timestamp>,
    pub after: Option<Timestamp>,
    /// Who hears of it; nobody when the day stays the same.
    pub told: Vec<OfficerId>,
}

/// What would happen.
#[derive(Clone, Debug, Default)]
pub struct Preview {
    /// Files that move, all of them; sealed ones are in no count.
    pub moving: u32,
    pub rows: Vec<Moving>,
    pub next: Option<SweepCursor>,
}

impl Change {
    /// Days are designated, or their designation withdrawn.
    pub fn of_days(desk: &Desk, added: &[Designation], removed: &[Date]) -> Change {
        let kept = desk.calendar.designations().iter().filter(|d| !removed.contains(&d.date)).cloned();
        let version = CalendarVersion(desk.calendar.version().0 + 1);
        let calendar = WorkCalendar::new(version, kept.chain(added.iter().cloned()).collect());
        let first = added.iter().map(|d| d.date).chain(removed.iter().copied()).min();
        let from = first.map_or(Timestamp::MAX, |day| seoul::instant(day.to_datetime(Time::midnight())));
        Change { before: desk.clone(), after: Desk { calendar, ..desk.clone() }, from }
    }

    /// An outage is over: its window was counted before, and is not afterwards.
    pub fn of_outage(desk: &Desk, outage: &Outage) -> Change {
        let others: Vec<Outage> = desk.outages.iter().filter(|o| o.from != outage.from).cloned().collect();
        let mut all = others.clone();
        all.push(outage.clone());
        all.sort_by_key(|o| o.from);
        let with = |outages: Vec<Outage>| Desk { outages: Arc::new(outages), ..desk.clone() };
        Change { before: with(others), after: with(all), from: outage.from }
    }

    /// The calendar as it would be.
    pub fn calendar(&self) -> &WorkCalendar {
        &self.after.calendar
    }

    fn of(&self, file: &Swept) -> Option<(Option<Timestamp>, Option<Timestamp>)> {
        let (before, after) =
            (derived(&file.complaint, &self.before).due_at, derived(&file.complaint, &self.after).due_at);
        (before != after).then_some((before, after))
    }
}

/// How many files the change moves, and a page of them, soonest due first, after `after`.
pub async fn preview(office: &Office, change: &Change, after: Option<&SweepCursor>) -> Result<Preview> {
    let mut found = Preview::default();
    let mut batches = Batches::of(Sweep::DueFrom(change.from));
    let mut more = false;
    while let Some(files) = batches.next(office).await? {
        for file in files.iter().filter(|file| file.complaint.visibility != Visibility::Sealed) {
            let Some((before, moved)) = change.of(file) else { continue };
            found.moving += 1;
            if after.is_some_and(|cursor| !cursor.is_before(file)) {
                continue;
            }
            if found.rows.len() == PAGE {
                more = true;
                continue;
            }
            found.rows.push(row(office, change, file, (before, moved)).await?);
            found.next = Some(SweepCursor::after(file));
        }
    }
    found.next = found.next.filter(|_| more);
    Ok(found)
}

async fn row(
    office: &Office,
    change: &Change,
    file: &Swept,
    (before, after): (Option<Timestamp>, Option<Timestamp>),
) -> Result<Moving> {
    let holder = file.complaint.holder();
    let another_day = before.map(seoul_date) != after.map(seoul_date);
    let told = match another_day {
        true => readers(&mut office.store().read().await?, &file.complaint, change.before.today()).await?,
        false => Vec::new(),
    };
    let number = file.complaint.spoken_number().to_string();
    Ok(Moving { number, agency: holder.agency, department: holder.department, before, after, told })
}

//! 지연민원 as somebody watches over it, the reminders sent, and the inspector's monthly check (법 제25조, 시행규칙 제7조).

use std::collections::BTreeMap;

use domain::access::Scope;
use domain::actor::{Actor, OnDuty};
use domain::complaint::Number;
use domain::id::{AgencyId, ComplaintId};
use domain::role::Role;
use domain::text::Memo;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use store::read::{DelayFilter, Delayed, LateBefore, Page, Slice};
use store::{MonthlyCheck, Reminder, ReminderRow};

use crate::not_done::{NotDone, Result};
use crate::office::Office;
use crate::reader::{self, Case};

/// 시행규칙 제7조: the day of the month by which the month before is checked.
pub const CHECKED_BY_DAY: i8 = 5;

/// Late files, and when each was last urged.
pub type Late = (Slice<Delayed>, BTreeMap<ComplaintId, Timestamp>);

pub async fn late(office: &Office, by: &Actor, filter: &DelayFilter, page: &Page) -> Result<Late> {
    let mut tx = office.store().read().await?;
    let slice = tx.delayed(&Scope::of(by), filter, page).await?;
    let files: Vec<ComplaintId> = slice.rows.iter().map(|row| row.complaint.id).collect();
    let last = tx.last_reminded(&files).await?;
    Ok((slice, last))
}

/// What is still late and came before the period; nothing, if only what was answered late is asked for.
pub async fn before(office: &Office, by: &Actor, filter: &DelayFilter) -> Result<LateBefore> {
    if filter.still == Some(false) {
        return Ok(LateBefore::default());
    }
    Ok(office.store().read().await?.late_before(&Scope::of(by), filter).await?)
}

/// 독촉장 발부 대장 of a period.
pub async fn reminders(
    office: &Office,
    by: &Actor,
    period: (Timestamp, Timestamp),
    page: &Page,
) -> Result<Slice<ReminderRow>> {
    Ok(office.store().read().await?.reminders(&Scope::of(by), period, page).await?)
}

/// One 독촉장 on a file that this person may open.
pub async fn reminder(office: &Office, by: &Actor, number: &Number, seq: u64) -> Result<(Case, Reminder)> {
    let case = reader::case(office, by, number).await?;
    let found = office.store().read().await?.reminder(case.complaint.id, seq).await?;
    Ok((case, found.ok_or(NotDone::NotFound)?))
}

/// Where an inspector checks: the whole city, or an agency. Nobody else does.
pub fn inspects(officer: &OnDuty) -> Option<Option<AgencyId>> {
    let duties = officer.all_duties().filter(|duty| duty.role == Role::Inspector);
    let mut places: Vec<Option<AgencyId>> = duties.map(|duty| duty.agency).collect();
    places.sort_unstable();
    places.into_iter().next()
}

/// The month to be checked now: the one before this.
pub fn month_to_check(today: Date) -> Date {
    today.first_of_month().saturating_sub(1.month())
}

/// `2026-10`, as a check is kept under.
pub fn month_name(month: Date) -> String {
    month.strftime("%Y-%m").to_string()
}

/// Until when a month is to be checked.
pub fn check_by(month: Date) -> Date {
    let next = month.first_of_month().saturating_add(1.month());
    next.with().day(CHECKED_BY_DAY).build().unwrap_or(next)
}

pub async fn checks(office: &Office, by: &Actor) -> Result<Vec<MonthlyCheck>> {
    let place = by.officer().and_then(inspects).ok_or(NotDone::NotFound)?;
    Ok(office.store().read().await?.monthly_checks(place).await?)
}

/// Marks a month that is over as checked. `false` when somebody had done so before.
pub async fn check(office: &Office, by: &Actor, month: Date, note: &Memo) -> Result<bool> {
    let officer = by.officer().ok_or(NotDone::NotFound)?;
    let place = inspects(officer).ok_or(NotDone::NotFound)?;
    if month > month_to_check(office.desk().today()) {
        return Err(NotDone::Invalid { field: "month", code: "not-over-yet" });
    }
    let (month, note) = (month_name(month), note.as_str().to_owned());
    let check = MonthlyCheck { month, by: officer.id, at: office.now(), note };
    let mut tx = office.store().write().await?;
    let first = tx.put_monthly_check(place, &check).await?;
    tx.commit().await?;
    Ok(first)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_month_is_checked_by_the_fifth_of_the_next() {
        let month = month_to_check(date(2026, 1, 31));
        assert_eq!((month, month_name(month)), (date(2025, 12, 1), "2025-12".to_owned()));
        assert_eq!(check_by(month), date(2026, 1, 5));
    }
}

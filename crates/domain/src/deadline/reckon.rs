//! Putting the clock together: which stretches do not count, where the period ends, what was added to it.

use jiff::civil::Date;

use super::gaps::{Gaps, Removal};
use super::hours::{self, Moment};
use super::{Clock, civil, days};
use crate::calendar::WorkCalendar;
use crate::period::{Period, Regime};

/// First and last year of receipt the calendar answers for.
const RECEIPTS: std::ops::RangeInclusive<i16> = 1990..=2150;

/// A clock worked out.
pub(super) struct Reckoning<'a> {
    pub(super) received: Moment,
    /// What was left out, in order of its beginning.
    pub(super) counted_out: Vec<Removal<'a>>,
    /// What began after the deadline had passed, and so moves nothing.
    pub(super) too_late: Vec<Removal<'a>>,
    /// What is still going on.
    pub(super) open: Option<Removal<'a>>,
    pub(super) gaps: Gaps,
    /// End of the period, then of each extension; empty outside the calendar.
    pub(super) ends: Vec<Moment>,
    /// Whether the clock can be answered for at all.
    pub(super) in_calendar: bool,
}

impl Reckoning<'_> {
    /// The due moment; None while something is open, or outside the calendar.
    pub(super) fn due(&self) -> Option<Moment> {
        if self.open.is_some() { None } else { self.end() }
    }

    /// The due moment but for what is still open.
    pub(super) fn end(&self) -> Option<Moment> {
        self.ends.last().copied().filter(|_| self.in_calendar)
    }
}

/// Works a clock out. Removals are taken in the order they began: one that began after the deadline had
/// passed revives nothing, and neither do those after it.
pub(super) fn reckon<'a>(clock: &'a Clock, cal: &WorkCalendar) -> Reckoning<'a> {
    let received = Moment::of(clock.received_at);
    let mut reckoning = Reckoning {
        received,
        counted_out: Vec::new(),
        too_late: Vec::new(),
        open: None,
        gaps: Gaps::default(),
        ends: Vec::new(),
        in_calendar: RECEIPTS.contains(&received.date.year()),
    };
    if !reckoning.in_calendar {
        return reckoning;
    }
    let mut removals = removals(clock).into_iter();
    reckoning.settle(clock, cal);
    for removal in removals.by_ref() {
        if reckoning.end().is_some_and(|end| removal.from() > end.instant()) {
            reckoning.too_late.push(removal);
            break;
        }
        let Some(until) = removal.until() else {
            reckoning.open = Some(removal);
            break;
        };
        reckoning.gaps.add(cal, received, &removal, until);
        reckoning.counted_out.push(removal);
        reckoning.settle(clock, cal);
    }
    if reckoning.open.is_none() {
        reckoning.too_late.extend(removals);
    }
    reckoning
}

impl Reckoning<'_> {
    fn settle(&mut self, clock: &Clock, cal: &WorkCalendar) {
        self.ends.clear();
        let mut next = end_of_period(clock, self.received, cal, &self.gaps);
        let mut extensions = clock.extensions.iter();
        while let Some(end) = next {
            self.ends.push(end);
            let Some(extension) = extensions.next() else { return };
            next = end_of_extension(clock.period, end, extension.by, cal, &self.gaps);
        }
        self.in_calendar = false;
    }
}

fn removals(clock: &Clock) -> Vec<Removal<'_>> {
    let suspensions = clock.suspensions.iter().map(Removal::Suspension);
    let outages = clock.outages.iter().map(Removal::Outage);
    let mut removals: Vec<Removal<'_>> =
        suspensions.chain(outages).filter(|removal| !removal.is_before(clock.received_at)).collect();
    removals.sort_by_key(Removal::from);
    removals
}

fn end_of_period(clock: &Clock, received: Moment, cal: &WorkCalendar, gaps: &Gaps) -> Option<Moment> {
    let by_hours = clock.period.regime() == Regime::WorkingHours;
    match clock.period {
        Period::Days(count) if !by_hours => last_day(cal, received.date, count, gaps),
        Period::Immediate | Period::Hours(_) | Period::Days(_) => {
            hours::advance(cal, received, clock.period.working_minutes()?, &gaps.moments)
        }
        Period::Weeks(_) | Period::Months(_) | Period::Years(_) => {
            civil_day(cal, received.date, clock.period, gaps)
        }
    }
}

/// An extension goes on from the end of what there was, by its own unit; days added to a period that is
/// counted in hours are eight hours each.
fn end_of_extension(
    period: Period,
    end: Moment,
    by: Period,
    cal: &WorkCalendar,
    gaps: &Gaps,
) -> Option<Moment> {
    let next_day = crate::calendar::plus(end.date, 1);
    match (by, period.regime()) {
        (Period::Days(0), _) => Some(end),
        (Period::Immediate | Period::Hours(_), _) | (Period::Days(_), Regime::WorkingHours) => {
            hours::advance(cal, end, by.working_minutes()?, &gaps.moments)
        }
        (Period::Days(count), Regime::WorkingDays | Regime::Civil) => last_day(cal, next_day, count, gaps),
        (Period::Weeks(_) | Period::Months(_) | Period::Years(_), _) => civil_day(cal, next_day, by, gaps),
    }
}

fn last_day(cal: &WorkCalendar, first: Date, count: u16, gaps: &Gaps) -> Option<Moment> {
    days::advance(cal, first, count, &gaps.working_days).map(Moment::closing)
}

fn civil_day(cal: &WorkCalendar, start: Date, period: Period, gaps: &Gaps) -> Option<Moment> {
    civil::run(cal, start, period, &gaps.days).map(|run| Moment::closing(run.last))
}

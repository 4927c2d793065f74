//! What does not count, laid out for each way of counting.

use jiff::Timestamp;
use jiff::civil::Date;

use super::hours::{self, Moment};
use super::{Outage, Suspension};
use crate::calendar::{WorkCalendar, plus};

/// Something that takes time out of the count.
#[derive(Clone, Copy, Debug)]
pub(super) enum Removal<'a> {
    Suspension(&'a Suspension),
    Outage(&'a Outage),
}

impl Removal<'_> {
    pub(super) fn from(&self) -> Timestamp {
        match self {
            Self::Suspension(suspension) => suspension.from,
            Self::Outage(outage) => outage.from,
        }
    }

    pub(super) fn until(&self) -> Option<Timestamp> {
        match self {
            Self::Suspension(suspension) => suspension.until,
            Self::Outage(outage) => outage.until,
        }
    }

    /// Whether it was over before the clock started.
    pub(super) fn is_before(&self, received_at: Timestamp) -> bool {
        match self {
            Self::Suspension(suspension) => {
                suspension.until.is_some_and(|until| Moment::of(until).date < Moment::of(received_at).date)
            }
            Self::Outage(outage) => outage.until.is_some_and(|until| until <= received_at),
        }
    }
}

/// The uncounted stretches; each list sorted and disjoint, ends not included. No day counts twice.
#[derive(Clone, Debug, Default)]
pub(super) struct Gaps {
    /// For working time.
    pub(super) moments: Vec<(Moment, Moment)>,
    /// For working days: a day touched by an outage is out as a whole.
    pub(super) working_days: Vec<(Date, Date)>,
    /// For civil periods: suspended days, and the working days an outage touched.
    pub(super) days: Vec<(Date, Date)>,
    /// Suspended days alone.
    pub(super) suspended: Vec<(Date, Date)>,
}

impl Gaps {
    /// Adds a removal that has an end.
    ///
    /// An outage matters only to what was already received (시행령 제20조 제2호): it is cut at `received`.
    pub(super) fn add(
        &mut self,
        cal: &WorkCalendar,
        received: Moment,
        removal: &Removal<'_>,
        until: Timestamp,
    ) {
        let (from, until) = (Moment::of(removal.from()), Moment::of(until.max(removal.from())));
        match removal {
            Removal::Suspension(_) => {
                let days = (from.date, plus(until.date, 1));
                self.moments.push((Moment::midnight(days.0), Moment::midnight(days.1)));
                self.working_days.push(days);
                self.days.push(days);
                self.suspended.push(days);
            }
            Removal::Outage(_) => {
                let from = from.max(received);
                self.moments.push((from, until));
                let touched = touched_days(cal, from, until);
                self.working_days.push(touched);
                self.days.extend(working_runs(cal, touched));
            }
        }
        merge(&mut self.moments);
        merge(&mut self.working_days);
        merge(&mut self.days);
        merge(&mut self.suspended);
    }
}

/// The days of which an outage took working time: its first and last day may be missed by it.
pub(super) fn touched_days(cal: &WorkCalendar, from: Moment, until: Moment) -> (Date, Date) {
    let after_first = Moment::midnight(plus(from.date, 1));
    let first_day = hours::between(cal, from, until.min(after_first)) > 0;
    let last_day = hours::between(cal, from.max(Moment::midnight(until.date)), until) > 0;
    let first = if first_day { from.date } else { plus(from.date, 1) };
    let end = if last_day { plus(until.date, 1) } else { until.date };
    (first, end.max(first))
}

/// The runs of consecutive working days within a stretch.
fn working_runs(cal: &WorkCalendar, (from, until): (Date, Date)) -> Vec<(Date, Date)> {
    let mut runs = Vec::new();
    let mut next = cal.nth_working_day(from, 0);
    while let Some(first) = next.filter(|first| *first < until) {
        let mut end = plus(first, 1);
        while end < until && cal.is_working_day(end) {
            end = plus(end, 1);
        }
        runs.push((first, end));
        next = cal.nth_working_day(end, 0);
    }
    runs
}

/// Sorts, drops what is empty, and joins what overlaps or touches.
fn merge<T: Copy + Ord>(stretches: &mut Vec<(T, T)>) {
    stretches.retain(|(from, until)| from < until);
    stretches.sort_unstable();
    stretches.dedup_by(|next, kept| {
        let joins = next.0 <= kept.1;
        if joins {
            kept.1 = kept.1.max(next.1);
        }
        joins
    });
}

//! Telling how a due date came about, in the order a person would reckon it.

use jiff::civil::Date;

use super::gaps::{Removal, touched_days};
use super::hours::{self, Moment, Office};
use super::line::{FirstDay, Line, Stop, WaitsFor};
use super::reckon::Reckoning;
use super::{Clock, civil, days};
use crate::calendar::{Holiday, WorkCalendar, is_weekend, plus};
use crate::period::{Period, Regime};

pub(super) fn lines(clock: &Clock, reckoning: &Reckoning<'_>, cal: &WorkCalendar) -> Vec<Line> {
    let teller = Teller { clock, reckoning, cal, regime: clock.period.regime() };
    let mut lines = Vec::with_capacity(12);
    lines.push(Line::Regime { period: clock.period, regime: teller.regime });
    if !reckoning.in_calendar {
        lines.push(Line::OutsideCalendar { received_at: clock.received_at });
        return lines;
    }
    lines.extend(teller.start());
    lines.extend(reckoning.counted_out.iter().filter_map(|removal| teller.counted_out(removal)));
    if let Some(open) = reckoning.open {
        lines.push(stopped(open));
        return lines;
    }
    teller.counting(&mut lines);
    teller.extensions(&mut lines);
    lines.extend(teller.tie());
    lines.extend(teller.too_late());
    lines.extend(reckoning.due().map(|due| Line::Result { at: due.instant() }));
    lines
}

fn stopped(open: Removal<'_>) -> Line {
    let by = match open {
        Removal::Suspension(suspension) => Stop::Suspension { ground: suspension.ground },
        Removal::Outage(outage) => Stop::Outage { source: outage.source.clone() },
    };
    Line::Stopped { since: open.from(), by }
}

struct Teller<'a> {
    clock: &'a Clock,
    reckoning: &'a Reckoning<'a>,
    cal: &'a WorkCalendar,
    regime: Regime,
}

impl Teller<'_> {
    fn holiday(&self, day: Date) -> Option<Holiday> {
        self.cal.holiday(day)
    }

    fn start(&self) -> Option<Line> {
        let received = self.reckoning.received;
        let received_at = self.clock.received_at;
        let days_line = |first, because| Some(Line::StartDays { received_at, first, because });
        match self.regime {
            Regime::WorkingHours => {
                let counted_from = match received.office(self.cal) {
                    Office::Working => received_at,
                    Office::NotOpenYet | Office::AtLunch | Office::Closed | Office::DayOff => {
                        received.next_working(self.cal)?.instant()
                    }
                };
                Some(Line::StartHours { received_at, counted_from, waits_for: self.waits_for() })
            }
            Regime::WorkingDays if self.cal.is_working_day(received.date) => {
                days_line(received.date, FirstDay::DayOfReceipt)
            }
            Regime::WorkingDays => {
                let holiday = self.holiday(received.date);
                days_line(self.cal.next_working_day(received.date), FirstDay::NextWorkingDay { holiday })
            }
            Regime::Civil => days_line(received.date, FirstDay::CivilDayOfReceipt),
        }
    }

    fn waits_for(&self) -> WaitsFor {
        match self.reckoning.received.office(self.cal) {
            Office::Working => WaitsFor::Nothing,
            Office::NotOpenYet => WaitsFor::Opening,
            Office::AtLunch => WaitsFor::LunchEnd,
            Office::Closed => WaitsFor::NextWorkingDay,
            Office::DayOff => WaitsFor::EndOfDaysOff { holiday: self.holiday(self.reckoning.received.date) },
        }
    }

    fn counted_out(&self, removal: &Removal<'_>) -> Option<Line> {
        let received = self.reckoning.received;
        let (from, until) = (removal.from(), removal.until()?.max(removal.from()));
        match removal {
            Removal::Suspension(suspension) => {
                let (first, last) = (Moment::of(from).date.max(received.date), Moment::of(until).date);
                let end = plus(last, 1);
                Some(Line::Suspended {
                    ground: suspension.ground,
                    from: first,
                    until: last,
                    days: first.duration_until(end).as_hours() / 24,
                    working_days: self.cal.working_days_in(first, end),
                })
            }
            Removal::Outage(outage) => {
                let (from, until) = (Moment::of(from).max(received), Moment::of(until));
                let minutes = hours::between(self.cal, from, until) / 60_000_000;
                let (first, end) = touched_days(self.cal, from, until);
                let touches_nothing = minutes == 0 && self.cal.working_days_in(first, end) == 0;
                (!touches_nothing).then(|| Line::Outage {
                    from: from.instant(),
                    until: until.instant(),
                    source: outage.source.clone(),
                    working_minutes: minutes,
                    working_days: self.cal.working_days_in(first, end),
                    regime: self.regime,
                })
            }
        }
    }

    fn counting(&self, lines: &mut Vec<Line>) {
        let Some(end) = self.reckoning.ends.first().copied() else { return };
        match self.regime {
            Regime::WorkingHours => {
                lines.extend(self.days_off(self.reckoning.received.date, end.date));
                self.counted_time(end, lines);
            }
            Regime::WorkingDays => {
                let first = self.reckoning.received.date;
                lines.extend(self.days_off(first, end.date));
                let gaps = &self.reckoning.gaps.working_days;
                let working_days = days::counted_between(self.cal, first, plus(end.date, 1), gaps);
                if let Some(from) = days::advance(self.cal, first, 1, gaps) {
                    lines.push(Line::CountedDays { from, until: end.date, working_days });
                }
            }
            Regime::Civil => self.civil(self.reckoning.received.date, self.clock.period, lines),
        }
    }

    /// The first day's part, the whole days between, the last day's part.
    fn counted_time(&self, end: Moment, lines: &mut Vec<Line>) {
        let gaps = &self.reckoning.gaps;
        let Some(start) = self.reckoning.received.next_working(self.cal) else { return };
        let stretches = match start.date < end.date {
            true => {
                let (second, last) = (plus(start.date, 1), end.date);
                let (morning, noon) = (Moment::midnight(second), Moment::midnight(last));
                vec![(start, morning), (morning, noon), (noon, end)]
            }
            false => vec![(start, end)],
        };
        for (from, until) in stretches {
            let seconds = hours::counted_between(self.cal, from, until, &gaps.moments) / 1_000_000;
            if seconds <= 0 {
                continue;
            }
            let last = if until == end { end.date } else { plus(until.date, -1) };
            let working_days =
                days::counted_between(self.cal, from.date, plus(last, 1), &gaps.suspended).max(1);
            lines.push(Line::CountedTime { from: from.date, until: last, working_days, seconds });
        }
    }

    fn civil(&self, start: Date, period: Period, lines: &mut Vec<Line>) {
        let Some(run) = civil::run(self.cal, start, period, &self.reckoning.gaps.days) else { return };
        lines.push(Line::CivilEnd { start: run.start, end: run.end, month_end: run.month_end });
        if run.shifted != run.end {
            let days = run.end.duration_until(run.shifted).as_hours() / 24;
            lines.push(Line::Shifted { from: run.end, to: run.shifted, days });
        }
        if run.last != run.shifted {
            let holiday = self.holiday(run.shifted);
            lines.push(Line::RolledOn { from: run.shifted, to: run.last, holiday });
        }
    }

    fn extensions(&self, lines: &mut Vec<Line>) {
        let ends = &self.reckoning.ends;
        for (extension, pair) in self.clock.extensions.iter().zip(ends.windows(2)) {
            let [from, to] = pair else { continue };
            lines.push(Line::Extended {
                by: extension.by,
                decided_at: extension.decided_at,
                from: from.instant(),
                to: to.instant(),
            });
            let next = plus(from.date, 1);
            match extension.by {
                Period::Weeks(_) | Period::Months(_) | Period::Years(_) => {
                    self.civil(next, extension.by, lines);
                }
                Period::Immediate | Period::Hours(_) | Period::Days(_) => {
                    lines.extend(self.days_off(next, to.date));
                }
            }
        }
    }

    /// The days off from `from` to `until`, both included, but for those suspended anyway.
    fn days_off(&self, from: Date, until: Date) -> Option<Line> {
        let end = plus(until, 1);
        let suspended = &self.reckoning.gaps.suspended;
        let is_out = |day: Date| suspended.iter().any(|&(start, end)| start <= day && day < end);
        let holidays: Vec<Holiday> = self
            .cal
            .holidays_in(from, end)
            .filter(|holiday| !is_weekend(holiday.date) && !is_out(holiday.date))
            .cloned()
            .collect();
        let lost: i64 =
            suspended.iter().map(|&(start, stop)| weekend_days(start.max(from), stop.min(end))).sum();
        let weekend_days = weekend_days(from, end) - lost;
        (weekend_days > 0 || !holidays.is_empty()).then_some(Line::DaysOff {
            from,
            until,
            weekend_days,
            holidays,
        })
    }

    fn tie(&self) -> Option<Line> {
        let due = self.reckoning.due()?;
        let by_hours = match self.clock.extensions.last().map(|extension| extension.by) {
            Some(Period::Immediate | Period::Hours(_)) => true,
            Some(Period::Weeks(_) | Period::Months(_) | Period::Years(_)) => false,
            Some(Period::Days(_)) | None => self.regime == Regime::WorkingHours,
        };
        if !by_hours || !due.is_tie() {
            return None;
        }
        Some(Line::Tie { at: due.instant(), not: due.next_working(self.cal)?.instant() })
    }

    fn too_late(&self) -> impl Iterator<Item = Line> {
        let due = self.reckoning.due();
        self.reckoning.too_late.iter().filter_map(move |removal| match removal {
            Removal::Suspension(suspension) => {
                Some(Line::TooLate { ground: suspension.ground, from: suspension.from, due: due?.instant() })
            }
            // Outages are the whole city's; one after the deadline concerns nobody here.
            Removal::Outage(_) => None,
        })
    }
}

/// Saturdays and Sundays from `from` up to, not including, `until`.
fn weekend_days(from: Date, until: Date) -> i64 {
    if until <= from {
        return 0;
    }
    let days = from.duration_until(until).as_hours() / 24;
    let rest = (0..days % 7).filter(|offset| is_weekend(plus(from, days / 7 * 7 + offset))).count();
    days / 7 * 2 + i64::try_from(rest).unwrap_or(0)
}

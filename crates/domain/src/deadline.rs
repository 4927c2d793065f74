//! The statutory clock (처리기한): a due date derived, never stored, and explained line by line.
//!
//! Nothing here knows what time it is. A due date follows from the receipt, the period, what the law
//! does not count, and an edition of the calendar; the same five always give the same instant.

mod civil;
mod days;
mod explain;
mod gaps;
mod hours;
mod line;
mod outage;
mod reckon;
pub mod seoul;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use self::hours::{working_minutes_after, working_minutes_between};
pub use self::line::{FirstDay, Line, Stop, WaitsFor};
pub use self::outage::{Outage, OutageRefusal, may_declare, may_end};
use crate::calendar::{CalendarVersion, WorkCalendar, plus};
use crate::period::Period;

/// What the due date of one complaint depends on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clock {
    /// 접수시각: the registration, not the filing.
    pub received_at: Timestamp,
    /// 처리기간.
    pub period: Period,
    /// Time the law does not count (시행령 제20조).
    pub suspensions: Vec<Suspension>,
    /// Extensions granted, in order (시행령 제21조).
    pub extensions: Vec<Extension>,
    /// System outages (시행령 제20조 제2호).
    pub outages: Vec<Outage>,
}

/// A stretch that does not count: every day from that of `from` to that of `until`, both included.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suspension {
    /// Why it does not count.
    pub ground: SuspensionGround,
    /// When it began: for a supplement, when the request was sent.
    pub from: Timestamp,
    /// When it ended: for a supplement, when it arrived. None while it lasts.
    pub until: Option<Timestamp>,
}

/// Why time does not count (민원처리법 시행령 제20조, and the articles named).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SuspensionGround {
    /// 보완.
    Supplement,
    /// Papers on their way between distant agencies.
    DocumentTravel,
    /// Choosing a representative.
    Representative,
    /// Hearing, publication, or review by experts.
    Hearing,
    /// Test, inspection, technical review, opinion of an outside body.
    Examination,
    /// A matter that must be settled first, abroad or elsewhere.
    PriorMatter,
    /// Issue of a certificate the applicant need not bring (제7조의2 제3항).
    Certificate,
    /// A complaint that must be settled first (제12조 제9항).
    PriorComplaint,
    /// On-site survey of a 고충민원 (제17조 제4항·제5항).
    FieldSurvey,
}

/// More time, from the end of what there was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extension {
    /// How much longer.
    pub by: Period,
    /// When it was granted.
    pub decided_at: Timestamp,
}

/// 처리기간 and what was used of it, in working minutes; suspensions and outages count for neither.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spent {
    pub allowed: u64,
    pub used: u64,
}

/// A due date with its reasons.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Due {
    /// The due instant. None while the clock is stopped, or outside the calendar.
    #[serde(with = "seoul::rfc3339_option")]
    pub at: Option<Timestamp>,
    /// How it came about, in the order a person would reckon it.
    pub lines: Vec<Line>,
    /// The edition of the calendar it was derived from.
    pub calendar: CalendarVersion,
}

impl Outage {
    /// Is the system down at this moment?
    pub fn lasts(&self, now: Timestamp) -> bool {
        self.from <= now && self.until.is_none_or(|until| now < until)
    }

    /// Was it down at this moment? Both ends count: what was taken in as it went down or came back.
    pub fn held(&self, at: Timestamp) -> bool {
        self.from <= at && self.until.is_none_or(|until| at <= until)
    }
}

impl Clock {
    /// A clock that has only just started.
    pub fn new(received_at: Timestamp, period: Period) -> Self {
        Self { received_at, period, suspensions: Vec::new(), extensions: Vec::new(), outages: Vec::new() }
    }

    /// The due date and its explanation.
    pub fn due(&self, cal: &WorkCalendar) -> Due {
        let reckoning = reckon::reckon(self, cal);
        let at = reckoning.due().map(hours::Moment::instant);
        Due { at, lines: explain::lines(self, &reckoning, cal), calendar: cal.version() }
    }

    /// What of the statutory period was used until `ended`, in working minutes; `None` outside the calendar.
    /// Extensions are left out: who took more time than the law gave has shortened nothing.
    pub fn spent(&self, cal: &WorkCalendar, ended: Timestamp) -> Option<Spent> {
        let reckoning = reckon::reckon(self, cal);
        let end = *reckoning.ends.first().filter(|_| reckoning.in_calendar)?;
        let minutes = |until| {
            hours::counted_minutes(cal, reckoning.received, until, &reckoning.gaps.moments).unsigned_abs()
        };
        Some(Spent { allowed: minutes(end), used: minutes(hours::Moment::of(ended).max(reckoning.received)) })
    }

    /// The due date alone, for work in bulk.
    pub fn due_at(&self, cal: &WorkCalendar) -> Option<Timestamp> {
        reckon::reckon(self, cal).due().map(hours::Moment::instant)
    }
}

/// The last day of a period that does not count its first day: those set for a supplement
/// (민원처리법 시행규칙 제9조, 민법 제157조·제161조). A day off as last day moves on.
pub fn civil_days_after(cal: &WorkCalendar, from: Date, days: u16) -> Date {
    let last = plus(from, i64::from(days));
    cal.nth_working_day(last, 0).unwrap_or(last)
}

/// Working days from `from` up to, not including, `until`; negative if the order is reversed.
pub fn working_days_between(cal: &WorkCalendar, from: Date, until: Date) -> i64 {
    if until < from { -cal.working_days_in(until, from) } else { cal.working_days_in(from, until) }
}

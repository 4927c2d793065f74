//! The lines of an explanation: facts and dates, put into Korean by `words::deadline`.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{SuspensionGround, seoul};
use crate::calendar::Holiday;
use crate::period::{Period, Regime};

/// One step of the reckoning, enough to check it by hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Line {
    /// Which way of counting applies (민원처리법 제19조).
    Regime { period: Period, regime: Regime },
    /// Where working time starts to run (제19조 제1항).
    StartHours {
        #[serde(with = "seoul::rfc3339")]
        received_at: Timestamp,
        #[serde(with = "seoul::rfc3339")]
        counted_from: Timestamp,
        waits_for: WaitsFor,
    },
    /// Which day is day one (제19조 제2항·제3항).
    StartDays {
        #[serde(with = "seoul::rfc3339")]
        received_at: Timestamp,
        first: Date,
        because: FirstDay,
    },
    /// Days that do not count, both ends out (시행령 제20조, 행정절차법 시행령 제11조).
    Suspended { ground: SuspensionGround, from: Date, until: Date, days: i64, working_days: i64 },
    /// A suspension that began after the deadline and moves nothing.
    TooLate {
        ground: SuspensionGround,
        #[serde(with = "seoul::rfc3339")]
        from: Timestamp,
        #[serde(with = "seoul::rfc3339")]
        due: Timestamp,
    },
    /// An outage (시행령 제20조 제2호): its working minutes, or the working days it touched.
    Outage {
        #[serde(with = "seoul::rfc3339")]
        from: Timestamp,
        #[serde(with = "seoul::rfc3339")]
        until: Timestamp,
        source: String,
        working_minutes: i64,
        working_days: i64,
        regime: Regime,
    },
    /// Weekends (as a number) and holidays on weekdays (by name) that are not counted, both days included.
    DaysOff { from: Date, until: Date, weekend_days: i64, holidays: Vec<Holiday> },
    /// Working time counted on one day or on several.
    CountedTime { from: Date, until: Date, working_days: i64, seconds: i64 },
    /// Working days counted, both days included.
    CountedDays { from: Date, until: Date, working_days: i64 },
    /// Where a civil period ends by the calendar (민법 제160조).
    CivilEnd { start: Date, end: Date, month_end: bool },
    /// A civil end moved by the days that do not count.
    Shifted { from: Date, to: Date, days: i64 },
    /// A last day that is a day off moves on (민법 제161조).
    RolledOn { from: Date, to: Date, holiday: Option<Holiday> },
    /// More time (시행령 제21조).
    Extended {
        by: Period,
        #[serde(with = "seoul::rfc3339")]
        decided_at: Timestamp,
        #[serde(with = "seoul::rfc3339")]
        from: Timestamp,
        #[serde(with = "seoul::rfc3339")]
        to: Timestamp,
    },
    /// The sum ends exactly where work pauses: the earlier instant is due.
    Tie {
        #[serde(with = "seoul::rfc3339")]
        at: Timestamp,
        #[serde(with = "seoul::rfc3339")]
        not: Timestamp,
    },
    /// The clock stands still.
    Stopped {
        #[serde(with = "seoul::rfc3339")]
        since: Timestamp,
        by: Stop,
    },
    /// Received, or due, outside the years the calendar knows.
    OutsideCalendar {
        #[serde(with = "seoul::rfc3339")]
        received_at: Timestamp,
    },
    /// The due instant.
    Result {
        #[serde(with = "seoul::rfc3339")]
        at: Timestamp,
    },
}

/// What stands between the receipt and the first working minute.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum WaitsFor {
    /// Nothing: received in working hours.
    Nothing,
    /// Received before nine.
    Opening,
    /// Received between twelve and one.
    LunchEnd,
    /// Received from 18:00 on.
    NextWorkingDay,
    /// Received on a day off.
    EndOfDaysOff {
        /// Its name, unless it is a plain Saturday or Sunday.
        holiday: Option<Holiday>,
    },
}

/// Why day one is the day it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum FirstDay {
    /// The day of receipt is a working day, whatever the hour.
    DayOfReceipt,
    /// The day of receipt is off.
    NextWorkingDay {
        /// Its name, unless it is a plain Saturday or Sunday.
        holiday: Option<Holiday>,
    },
    /// Civil periods count the day of receipt, working day or not.
    CivilDayOfReceipt,
}

/// What the clock waits for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Stop {
    /// An open suspension.
    Suspension { ground: SuspensionGround },
    /// An outage that goes on.
    Outage { source: String },
}

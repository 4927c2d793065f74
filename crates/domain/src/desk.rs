//! What lies on every desk while somebody decides: the moment, the calendar, outages, the organisation.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::calendar::WorkCalendar;
use crate::deadline::Outage;
use crate::org::OrgChart;

/// The facts a decision may depend on besides the file itself and who asks.
#[derive(Clone, Debug)]
pub struct Desk {
    pub now: Timestamp,
    pub calendar: WorkCalendar,
    /// System outages, whose windows do not count (시행령 제20조 제2호).
    pub outages: Arc<Vec<Outage>>,
    pub chart: Arc<OrgChart>,
}

impl Desk {
    /// Today in Seoul.
    pub fn today(&self) -> Date {
        seoul_date(self.now)
    }
}

/// Seoul has no summer time: always nine hours ahead of UTC.
pub fn seoul() -> TimeZone {
    TimeZone::fixed(jiff::tz::offset(9))
}

pub fn seoul_date(at: Timestamp) -> Date {
    at.to_zoned(seoul()).date()
}

//! What lies on every desk while somebody decides: the moment, the calendar, outages, the organisation.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::calendar::WorkCalendar;
use crate::complaint::ApprovalRoute;
use crate::deadline::Outage;
use crate::id::AgencyId;
use crate::org::OrgChart;

/// The facts a decision may depend on besides the file itself and who asks.
#[derive(Clone, Debug)]
pub struct Desk {
    pub now: Timestamp,
    pub calendar: WorkCalendar,
    /// System outages, whose windows do not count (시행령 제20조 제2호).
    pub outages: Arc<Vec<Outage>>,
    pub chart: Arc<OrgChart>,
    pub approval: ApprovalRoutes,
}

/// The agencies whose answers pass the outside approval system; all others have the built-in line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ApprovalRoutes(Arc<BTreeSet<AgencyId>>);

impl ApprovalRoutes {
    pub fn outside(agencies: impl IntoIterator<Item = AgencyId>) -> ApprovalRoutes {
        ApprovalRoutes(Arc::new(agencies.into_iter().collect()))
    }

    pub fn of(&self, agency: AgencyId) -> ApprovalRoute {
        if self.0.contains(&agency) { ApprovalRoute::Outside } else { ApprovalRoute::BuiltIn }
    }

    pub fn agencies(&self) -> impl Iterator<Item = AgencyId> + '_ {
        self.0.iter().copied()
    }
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

//! The facts every decision needs, kept at hand: organisation, calendar, outages.

use std::sync::Arc;

use domain::calendar::WorkCalendar;
use domain::complaint::ApprovalRoute;
use domain::deadline::Outage;
use domain::desk::{ApprovalRoutes, Desk};
use domain::org::OrgChart;
use jiff::Timestamp;
use store::{Read, StoreError};

/// Read once and shared; read again when somebody changes them.
#[derive(Clone)]
pub struct Facts {
    pub chart: Arc<OrgChart>,
    pub calendar: WorkCalendar,
    pub outages: Arc<Vec<Outage>>,
    pub approval: ApprovalRoutes,
}

impl Facts {
    pub(crate) async fn load(tx: &mut Read) -> Result<Facts, StoreError> {
        let outages = tx.outages().await?.into_iter();
        let outages = outages.map(|o| Outage { from: o.from, until: o.until, source: o.reason });
        let routes = tx.approval_routes().await?.into_iter();
        let outside = routes.filter(|(_, route)| *route == ApprovalRoute::Outside).map(|(agency, _)| agency);
        Ok(Facts {
            chart: Arc::new(tx.org_chart().await?),
            calendar: tx.calendar().await?,
            outages: Arc::new(outages.collect()),
            approval: ApprovalRoutes::outside(outside),
        })
    }

    pub fn desk(&self, now: Timestamp) -> Desk {
        Desk {
            now,
            calendar: self.calendar.clone(),
            outages: Arc::clone(&self.outages),
            chart: Arc::clone(&self.chart),
            approval: self.approval.clone(),
        }
    }
}

//! The facts every decision needs, kept at hand: organisation, calendar, outages.

use std::sync::Arc;

use domain::calendar::WorkCalendar;
use domain::deadline::Outage;
use domain::desk::Desk;
use domain::org::OrgChart;
use jiff::Timestamp;
use store::{Read, StoreError};

/// Read once and shared; read again when somebody changes them.
#[derive(Clone)]
pub struct Facts {
    pub chart: Arc<OrgChart>,
    pub calendar: WorkCalendar,
    pub outages: Arc<Vec<Outage>>,
    /// The edition these were read at; the database may have a newer one.
    pub(crate) version: i64,
}

impl Facts {
    pub(crate) async fn load(tx: &mut Read) -> Result<Facts, StoreError> {
        // Read first: what changes while the rest is read is read again next time.
        let version = tx.facts_version().await?;
        let outages = tx.outages().await?.into_iter();
        let outages = outages.map(|o| Outage { from: o.from, until: o.until, source: o.reason });
        Ok(Facts {
            chart: Arc::new(tx.org_chart().await?),
            calendar: tx.calendar().await?,
            outages: Arc::new(outages.collect()),
            version,
        })
    }

    /// The outage that lasts at this moment, if there is one.
    pub fn down(&self, now: Timestamp) -> Option<&Outage> {
        self.outages.iter().rev().find(|outage| outage.lasts(now))
    }

    pub fn desk(&self, now: Timestamp) -> Desk {
        Desk {
            now,
            calendar: self.calendar.clone(),
            outages: Arc::clone(&self.outages),
            chart: Arc::clone(&self.chart),
        }
    }
}

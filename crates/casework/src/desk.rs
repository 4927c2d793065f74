//! The facts every decision needs, kept at hand: organisation, calendar, outages, and the office's own wordings.

use std::sync::Arc;

use domain::calendar::WorkCalendar;
use domain::complaint::ApprovalRoute;
use domain::deadline::Outage;
use domain::desk::{ApprovalRoutes, Desk};
use domain::org::OrgChart;
use jiff::Timestamp;
use store::{KeptText, Read, StoreError};
use suggest::Adviser;

/// Read once and shared; read again when somebody changes them.
#[derive(Clone)]
pub struct Facts {
    pub chart: Arc<OrgChart>,
    /// Whose duties a complaint may be.
    pub(crate) adviser: Arc<Adviser>,
    pub calendar: WorkCalendar,
    pub outages: Arc<Vec<Outage>>,
    pub approval: ApprovalRoutes,
    /// 알림 문구 that stand in place of the program's own.
    pub(crate) texts: Arc<[KeptText]>,
    /// The edition these were read at; the database may have a newer one.
    pub(crate) version: i64,
}

impl Facts {
    pub(crate) async fn load(tx: &mut Read) -> Result<Facts, StoreError> {
        // Read first: what changes while the rest is read is read again next time.
        let version = tx.facts_version().await?;
        let outages = tx.outages().await?.into_iter();
        let outages = outages.map(|o| Outage { from: o.from, until: o.until, source: o.reason });
        let routes = tx.approval_routes().await?.into_iter();
        let outside = routes.filter(|(_, route)| *route == ApprovalRoute::Outside).map(|(agency, _)| agency);
        let chart = Arc::new(tx.org_chart().await?);
        Ok(Facts {
            adviser: Arc::new(Adviser::of(Arc::clone(&chart))),
            chart,
            calendar: tx.calendar().await?,
            outages: Arc::new(outages.collect()),
            approval: ApprovalRoutes::outside(outside),
            texts: tx.notice_texts().await?.into(),
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
            approval: self.approval.clone(),
        }
    }
}

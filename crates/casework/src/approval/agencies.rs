//! 결재 방식: which agencies have the outside approval system, and who changes that.

use domain::actor::OnDuty;
use domain::complaint::ApprovalRoute;
use domain::id::AgencyId;
use domain::role::Role;

use crate::not_done::{NotDone, Result};
use crate::office::Office;

/// An agency with the line its answers pass.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgencyRoute {
    pub id: AgencyId,
    pub name: String,
    pub route: ApprovalRoute,
}

/// Every agency, in the order of the organisation, as it is set; whether the system is connected at all is
/// another question.
pub async fn routes(office: &Office) -> Result<Vec<AgencyRoute>> {
    let set = office.store().read().await?.approval_routes().await?;
    let chart = office.facts().chart;
    let of = |id| set.iter().find(|(agency, _)| *agency == id).map_or_else(Default::default, |(_, r)| *r);
    Ok(chart
        .agencies()
        .iter()
        .map(|agency| AgencyRoute { id: agency.id, name: agency.name.clone(), route: of(agency.id) })
        .collect())
}

/// Sets an agency's line. What is already being approved goes the way it was sent.
pub async fn set_route(office: &Office, by: &OnDuty, agency: AgencyId, route: ApprovalRoute) -> Result<()> {
    if !by.has(Role::Administrator) || office.facts().chart.agency(agency).is_none() {
        return Err(NotDone::NotFound);
    }
    let mut tx = office.store().write().await?;
    tx.set_approval_route(agency, route, Some(by.id), office.now()).await?;
    tx.commit().await?;
    office.refresh().await
}

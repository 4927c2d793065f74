//! What a kind of agency is called.

use domain::org::AgencyKind;

pub fn label(kind: AgencyKind) -> &'static str {
    match kind {
        AgencyKind::Headquarters => "본청",
        AgencyKind::Office => "사업소",
        AgencyKind::District => "자치구",
        AgencyKind::Affiliate => "투자출연기관",
        AgencyKind::CallCentre => "120다산콜재단",
    }
}

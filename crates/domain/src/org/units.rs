//! Agencies and departments.

use serde::{Deserialize, Serialize};

use crate::id::{AgencyId, DepartmentId};

/// The kinds of agency inside the city; anything else is an outside body (타기관).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AgencyKind {
    /// 본청.
    Headquarters,
    /// 사업소.
    Office,
    /// 자치구.
    District,
    /// 투자출연기관.
    Affiliate,
    /// 120다산콜재단.
    CallCentre,
}

impl AgencyKind {
    pub const ALL: [AgencyKind; 5] = [
        AgencyKind::Headquarters,
        AgencyKind::Office,
        AgencyKind::District,
        AgencyKind::Affiliate,
        AgencyKind::CallCentre,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            AgencyKind::Headquarters => "headquarters",
            AgencyKind::Office => "office",
            AgencyKind::District => "district",
            AgencyKind::Affiliate => "affiliate",
            AgencyKind::CallCentre => "call-centre",
        }
    }

    pub fn parse(text: &str) -> Option<AgencyKind> {
        AgencyKind::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agency {
    pub id: AgencyId,
    /// Short stable code, unique in the city.
    pub code: String,
    pub name: String,
    pub kind: AgencyKind,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Department {
    pub id: DepartmentId,
    pub agency: AgencyId,
    pub code: String,
    /// 실국, as the statistics group it: 송파구 보건소.
    pub bureau: String,
    pub name: String,
    /// Words of its work, for routing: 약국, 의료기기.
    pub duties: Vec<String>,
}

//! Grounds for extending the period (시행령 제21조).

use serde::{Deserialize, Serialize};

/// The four legal grounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ExtensionGround {
    /// 다른 기관·부서의 협조가 필요한 경우.
    Cooperation,
    /// 사실관계 확인·현장 확인이 필요한 경우.
    FactFinding,
    /// 천재지변 등 불가항력.
    ForceMajeure,
    /// 그 밖에 이에 준하는 사유.
    Equivalent,
}

/// What somebody may ask for: the four, and the three the decree forbids by name (제2항).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GroundAsked {
    Cooperation,
    FactFinding,
    ForceMajeure,
    Equivalent,
    /// 단순한 업무량 과다.
    Workload,
    /// 처리자 지정 지연.
    LateAssignment,
    /// 처리자 부재.
    HandlerAbsent,
}

impl ExtensionGround {
    pub const ALL: [ExtensionGround; 4] = [
        ExtensionGround::Cooperation,
        ExtensionGround::FactFinding,
        ExtensionGround::ForceMajeure,
        ExtensionGround::Equivalent,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            ExtensionGround::Cooperation => "cooperation",
            ExtensionGround::FactFinding => "fact-finding",
            ExtensionGround::ForceMajeure => "force-majeure",
            ExtensionGround::Equivalent => "equivalent",
        }
    }
}

impl GroundAsked {
    pub const ALL: [GroundAsked; 7] = [
        GroundAsked::Cooperation,
        GroundAsked::FactFinding,
        GroundAsked::ForceMajeure,
        GroundAsked::Equivalent,
        GroundAsked::Workload,
        GroundAsked::LateAssignment,
        GroundAsked::HandlerAbsent,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            GroundAsked::Cooperation => "cooperation",
            GroundAsked::FactFinding => "fact-finding",
            GroundAsked::ForceMajeure => "force-majeure",
            GroundAsked::Equivalent => "equivalent",
            GroundAsked::Workload => "workload",
            GroundAsked::LateAssignment => "late-assignment",
            GroundAsked::HandlerAbsent => "handler-absent",
        }
    }

    pub fn parse(text: &str) -> Option<GroundAsked> {
        GroundAsked::ALL.into_iter().find(|ground| ground.as_str() == text)
    }

    /// The legal ground, or nothing for the three forbidden ones.
    pub fn legal(self) -> Option<ExtensionGround> {
        match self {
            GroundAsked::Cooperation => Some(ExtensionGround::Cooperation),
            GroundAsked::FactFinding => Some(ExtensionGround::FactFinding),
            GroundAsked::ForceMajeure => Some(ExtensionGround::ForceMajeure),
            GroundAsked::Equivalent => Some(ExtensionGround::Equivalent),
            GroundAsked::Workload | GroundAsked::LateAssignment | GroundAsked::HandlerAbsent => None,
        }
    }
}

//! What the grounds for extending the period are called (시행령 제21조), the three forbidden ones included.

use domain::complaint::{ExtensionGround, GroundAsked};

use crate::lang::Lang;

/// The ground on the file.
pub fn label(ground: ExtensionGround) -> &'static str {
    match ground {
        ExtensionGround::Cooperation => "다른 기관·부서의 협조가 필요한 경우",
        ExtensionGround::FactFinding => "사실관계 확인이나 현장 확인이 필요한 경우",
        ExtensionGround::ForceMajeure => "천재지변 등 불가항력적인 사유가 있는 경우",
        ExtensionGround::Equivalent => "그 밖에 이에 준하는 부득이한 사유가 있는 경우",
    }
}

/// The same as its petitioner reads it.
pub fn label_for(ground: ExtensionGround, lang: Lang) -> &'static str {
    match (lang, ground) {
        (Lang::Ko, _) => label(ground),
        (Lang::En, ExtensionGround::Cooperation) => "Other agencies or departments must be consulted",
        (Lang::En, ExtensionGround::FactFinding) => "Facts or the place must be looked into",
        (Lang::En, ExtensionGround::ForceMajeure) => "Natural disaster or another force majeure",
        (Lang::En, ExtensionGround::Equivalent) => "Another unavoidable reason of this kind",
    }
}

/// Every ground somebody may think of, for the form that refuses three of them by name.
pub fn asked(ground: GroundAsked) -> &'static str {
    match ground {
        GroundAsked::Cooperation => label(ExtensionGround::Cooperation),
        GroundAsked::FactFinding => label(ExtensionGround::FactFinding),
        GroundAsked::ForceMajeure => label(ExtensionGround::ForceMajeure),
        GroundAsked::Equivalent => label(ExtensionGround::Equivalent),
        GroundAsked::Workload => "단순한 업무량 과다",
        GroundAsked::LateAssignment => "처리자 지정 지연",
        GroundAsked::HandlerAbsent => "처리자 부재",
    }
}

/// The article that allows the ground, or the one that forbids it.
pub fn article(ground: GroundAsked) -> &'static str {
    match ground {
        GroundAsked::Cooperation
        | GroundAsked::FactFinding
        | GroundAsked::ForceMajeure
        | GroundAsked::Equivalent => "민원처리법 시행령 제21조제1항",
        GroundAsked::Workload | GroundAsked::LateAssignment | GroundAsked::HandlerAbsent => {
            "민원처리법 시행령 제21조제2항"
        }
    }
}

//! 결재: which line an answer passes, how each of its people signed, and what the outside system told.

use domain::complaint::{ApprovalRoute, Contradiction, LineEnd, Manner, Past};

pub fn route(route: ApprovalRoute) -> &'static str {
    match route {
        ApprovalRoute::BuiltIn => "응답소 결재선",
        ApprovalRoute::Outside => "업무관리시스템(전자결재)",
    }
}

pub fn line_end(end: LineEnd) -> &'static str {
    match end {
        LineEnd::Approver => "결재",
        LineEnd::Delegate => "전결",
    }
}

pub fn manner(manner: Manner) -> &'static str {
    match manner {
        Manner::Approved => "결재",
        Manner::Reviewed => "검토",
        Manner::Acting => "대결",
        Manner::Delegated => "전결",
        Manner::DelegatedActing => "전결·대결",
    }
}

/// One signature in a file's history; who signed stands beside it.
pub fn signed(manner: Manner, position: Option<&str>, document: Option<&str>) -> String {
    let position = position.map(str::trim).filter(|position| !position.is_empty());
    let what = match (manner, position) {
        (Manner::Approved, _) => "결재했습니다.".to_owned(),
        (Manner::Reviewed, _) => "검토했습니다.".to_owned(),
        (Manner::Acting, None) => "결재권자를 대신하여 대결했습니다.".to_owned(),
        (Manner::Acting, Some(position)) => format!("결재권자({position})를 대신하여 대결했습니다."),
        (Manner::Delegated, None) => "위임전결로 전결했습니다.".to_owned(),
        (Manner::Delegated, Some(position)) => format!("위임전결로 전결했습니다. ({position} 전결)"),
        (Manner::DelegatedActing, None) => "전결권자를 대신하여 대결했습니다. (전결)".to_owned(),
        (Manner::DelegatedActing, Some(position)) => {
            format!("전결권자({position})를 대신하여 대결했습니다. ({position} 전결)")
        }
    };
    match document {
        Some(document) => format!("{what} 생산등록번호: {document}"),
        None => what,
    }
}

/// Why a message of the approval system changed nothing.
pub fn past(past: Past) -> &'static str {
    match past {
        Past::Repeated => "이미 받은 내용과 같아 바뀐 것이 없습니다.",
        Past::Late => "결재가 이미 끝난 뒤에 도착하여 바뀐 것이 없습니다.",
        Past::Superseded => "다시 기안하기 전의 문서에 대한 내용이어서 바뀐 것이 없습니다.",
        Past::FileEnded => "민원이 취하·이송·병합 등으로 이미 끝나 바뀐 것이 없습니다.",
    }
}

/// Why a message of the approval system was refused, and what to look at.
pub fn contradiction(why: Contradiction) -> &'static str {
    match why {
        Contradiction::NoSuchRound => {
            "보낸 적이 없는 문서에 대한 내용이어서 반영하지 않았습니다. 업무관리시스템의 연계 설정을 확인해 주십시오."
        }
        Contradiction::NotHandedOver => {
            "응답소 결재선으로 결재하는 민원이어서 반영하지 않았습니다. 기관의 결재 방식을 확인해 주십시오."
        }
        Contradiction::OtherText => {
            "결재된 글이 응답소에서 확정한 글과 달라 반영하지 않았습니다. 업무관리시스템에서 반려한 뒤 다시 기안해 주십시오."
        }
        Contradiction::EndedOtherwise => {
            "이미 다르게 끝난 결재에 대한 내용이어서 반영하지 않았습니다. 업무관리시스템의 문서를 확인해 주십시오."
        }
    }
}

/// A message of the approval system, by the name under which it is kept.
pub fn news(name: &str) -> &'static str {
    match name {
        "started" => "결재 시작",
        "approved" => "결재 완료",
        "returned" => "반려",
        _ => "통보",
    }
}

/// What is wrong with a document, by the name under which it is kept.
pub fn trouble(name: &str) -> &'static str {
    let all = [
        Contradiction::NoSuchRound,
        Contradiction::NotHandedOver,
        Contradiction::OtherText,
        Contradiction::EndedOtherwise,
    ];
    all.into_iter().find(|why| why.as_str() == name).map_or("통보를 확인해 주십시오.", contradiction)
}

/// What the approval system answered: its codes are for programs.
pub fn answer(said: &str) -> &str {
    match said {
        "ACCEPTED" | "TAKEN_BACK" => "받음",
        "DUPLICATE" => "이미 받음",
        "UNKNOWN_KEY" => "받은 적 없음",
        "ENDED" => "이미 끝남",
        other => other,
    }
}

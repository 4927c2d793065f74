//! What the reasons, desks, rulings and outcomes of a request to reassign (재지정 요청) are called.

use domain::complaint::{ReassignmentDesk, ReassignmentOutcome, ReassignmentReason, Ruling};

pub fn reason(reason: ReassignmentReason) -> &'static str {
    match reason {
        ReassignmentReason::NotOurDuty => "소관 업무가 아님",
        ReassignmentReason::NotOurArea => "관할 구역이 아님",
        ReassignmentReason::OtherOwner => "시설·부지의 관리 주체가 다름",
        ReassignmentReason::DutyMoved => "업무 이관·조직 개편",
        ReassignmentReason::SharedDuty => "여러 부서 공동 소관으로 주관 부서 조정 필요",
    }
}

/// Who decides.
pub fn desk(desk: ReassignmentDesk) -> &'static str {
    match desk {
        ReassignmentDesk::AgencyManager { .. } => "기관 관리자",
        ReassignmentDesk::Receiver => "통합접수자",
        ReassignmentDesk::CallCentre => "120다산콜재단",
    }
}

pub fn outcome(outcome: ReassignmentOutcome) -> &'static str {
    match outcome {
        ReassignmentOutcome::Open => "결정 대기",
        ReassignmentOutcome::Granted => "승인",
        ReassignmentOutcome::Refused => "반려",
    }
}

pub fn ruling(ruling: Ruling) -> &'static str {
    match ruling {
        Ruling::Granted { .. } => "재지정 승인",
        Ruling::PassedUp => "통합접수자에게 올림",
        Ruling::Refused => "재지정 반려",
    }
}

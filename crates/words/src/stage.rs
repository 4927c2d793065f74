//! What a stage is called: by the office, in a tooltip, and by the citizen.

use domain::complaint::StageName;

use crate::lang::Lang;

/// The office's label.
pub fn label(stage: StageName) -> &'static str {
    match stage {
        StageName::Filed => "신청",
        StageName::Received => "접수",
        StageName::AtAgency => "기관 분배",
        StageName::AtDepartment => "부서 분배",
        StageName::Assigned => "처리자 분배",
        StageName::Accepted => "처리자 접수",
        StageName::ApprovalSent => "결재수신",
        StageName::ApprovalPending => "결재상신",
        StageName::Answered => "처리완료",
        StageName::Transferred => "타기관 이송",
        StageName::Closed => "종결",
        StageName::Withdrawn => "취하",
        StageName::Merged => "병합",
    }
}

/// What the label means. 결재수신 and 결재상신 mean the reverse of what the words suggest, so they need it most.
pub fn tooltip(stage: StageName) -> &'static str {
    match stage {
        StageName::Filed => "신청되어 접수를 기다리는 단계",
        StageName::Received => "접수번호가 부여되고 처리기간이 시작된 단계",
        StageName::AtAgency => "기관에 분배되어 기관 관리자의 부서 분배를 기다리는 단계",
        StageName::AtDepartment => {
            "부서에 분배되어 부서 관리자의 처리자 지정을 기다리는 단계 (회수된 민원 포함)"
        }
        StageName::Assigned => "처리자가 지정되어 처리자의 접수를 기다리는 단계",
        StageName::Accepted => "처리자가 접수하여 처리 중인 단계 (재지정하려면 먼저 회수 필요)",
        StageName::ApprovalSent => "결재시스템으로 전송한 단계",
        StageName::ApprovalPending => "결재 진행 중인 단계",
        StageName::Answered => "결재가 끝나고 답변이 발송된 단계",
        StageName::Transferred => "서울시 밖의 기관으로 이송된 단계",
        StageName::Closed => "법령이 정한 사유로 답변 없이 끝난 단계",
        StageName::Withdrawn => "신청인이 민원을 취하한 단계",
        StageName::Merged => "다른 민원과 함께 처리하도록 병합된 단계",
    }
}

/// What the citizen sees: fewer steps, everyday words.
pub fn citizen(stage: StageName, lang: Lang) -> &'static str {
    match lang {
        Lang::Ko => citizen_ko(stage),
        Lang::En => citizen_en(stage),
    }
}

fn citizen_ko(stage: StageName) -> &'static str {
    match stage {
        StageName::Filed => "신청됨",
        StageName::Received => "접수됨",
        StageName::AtAgency => "담당 기관 배정",
        StageName::AtDepartment => "담당 부서 배정",
        StageName::Assigned => "담당자 지정",
        StageName::Accepted => "처리 중",
        StageName::ApprovalSent => "답변 검토 중",
        StageName::ApprovalPending => "답변 결재 중",
        StageName::Answered => "답변 완료",
        StageName::Transferred => "다른 기관으로 이송됨",
        StageName::Closed => "종결됨",
        StageName::Withdrawn => "취하됨",
        StageName::Merged => "다른 민원과 함께 처리",
    }
}

fn citizen_en(stage: StageName) -> &'static str {
    match stage {
        StageName::Filed => "Submitted",
        StageName::Received => "Received",
        StageName::AtAgency => "Sent to the responsible agency",
        StageName::AtDepartment => "Sent to the responsible department",
        StageName::Assigned => "Officer assigned",
        StageName::Accepted => "Being handled",
        StageName::ApprovalSent => "Answer being reviewed",
        StageName::ApprovalPending => "Answer being approved",
        StageName::Answered => "Answered",
        StageName::Transferred => "Transferred to another body",
        StageName::Closed => "Closed",
        StageName::Withdrawn => "Withdrawn",
        StageName::Merged => "Handled together with another complaint",
    }
}

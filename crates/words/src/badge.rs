//! What the telling record on a file, and the work waiting on a desk, are called.

use domain::complaint::{Badge, DeskItemKind, SupplementState};

pub fn label(badge: Badge) -> &'static str {
    match badge {
        Badge::ReassignmentRequested => "재지정 요청",
        Badge::AwaitingSupplement => "보완 대기",
        Badge::Cooperating => "협조 중",
        Badge::FollowUpDue => "추가답변 대상",
        Badge::Objected => "이의신청",
        Badge::Extended => "연장",
        Badge::ApprovalReturned => "결재 반려",
    }
}

/// Work waiting on a desk, named after its screen.
pub fn desk_item(kind: DeskItemKind) -> &'static str {
    match kind {
        DeskItemKind::Cooperation => "협조 처리",
        DeskItemKind::Approval => "결재",
        DeskItemKind::Reassignment => "재지정 결정",
        DeskItemKind::FollowUp => "추가답변 처리",
        DeskItemKind::Objection => "이의신청 결정",
    }
}

pub fn supplement(state: SupplementState) -> &'static str {
    match state {
        SupplementState::Waiting => "보완 대기",
        SupplementState::Arrived { .. } => "보완 도착",
        SupplementState::Lapsed { .. } => "기한 내 미보완",
    }
}

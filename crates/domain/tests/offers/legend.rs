//! The letters and Korean names of the offers table.

use domain::complaint::{Act, StageName};

/// Every refusal that `may` can give, by its letter.
pub(crate) const LETTERS: [(&str, &str, &str); 27] = [
    ("wrong-stage", "-", "이 단계에서는 아무도 하지 않음"),
    ("not-your-part", "·", "이 사람의 몫이 아님"),
    ("accepted-already", "수", "처리자 접수 후: 먼저 회수"),
    ("in-approval", "결", "결재 중"),
    ("reassignment-open", "재", "재지정 요청이 먼저"),
    ("no-reassignment-open", "무", "재지정 요청이 없음"),
    ("decision-binds", "확", "접수자의 결정이 확정됨"),
    ("needs-consent", "동", "신청인의 동의 필요"),
    ("consent-not-asked", "미", "아직 동의받을 것이 없음"),
    ("consent-given-already", "기", "이미 동의함"),
    ("already-extended-twice", "두", "이미 두 번 연장"),
    ("deadline-passed", "경", "처리기한 경과"),
    ("clock-stands", "멈", "기간 진행이 멈춤"),
    ("supplement-open", "보", "보완 대기 중"),
    ("no-supplement-open", "없", "보완 요구가 없음"),
    ("supplement-rounds-spent", "회", "보완 요구 횟수 소진"),
    ("no-supplement-lapsed", "남", "보완 기한이 남음"),
    ("no-cooperation-open", "협", "협조 요청이 없음"),
    ("not-your-turn", "차", "아직 차례가 아님"),
    ("not-poorly-rated", "만", "불만족 평가가 없음"),
    ("follow-up-open", "추", "추가답변 대기 중"),
    ("no-follow-up-open", "답", "추가답변 대상이 아님"),
    ("not-objectable", "이", "이의신청 대상이 아님"),
    ("no-objection-open", "신", "이의신청이 없음"),
    ("not-overdue", "전", "기한이 지나지 않음"),
    ("progress-not-due", "통", "진행상황 통지 때가 아님"),
    ("approval-not-delayed", "시", "결재 지연이 아님"),
];

/// Refusals of rarer situations, printed by their code below the table.
pub(crate) const RARE: [(&str, &str, &str); 4] = [
    ("visit-only-for-grievance", "고", "고충민원만"),
    ("visits-spent", "현", "현장조사 횟수 소진"),
    ("objection-too-late", "늦", "60일 경과"),
    ("objection-open", "심", "이의신청 심사 중"),
];

pub(crate) const STAGES: [(StageName, &str); 13] = [
    (StageName::Filed, "신청"),
    (StageName::Received, "접수"),
    (StageName::AtAgency, "기관 분배"),
    (StageName::AtDepartment, "부서 분배"),
    (StageName::Assigned, "처리자 분배"),
    (StageName::Accepted, "처리자 접수"),
    (StageName::ApprovalSent, "결재수신"),
    (StageName::ApprovalPending, "결재상신"),
    (StageName::Answered, "처리완료"),
    (StageName::Transferred, "타기관 이송"),
    (StageName::Closed, "종결"),
    (StageName::Withdrawn, "취하"),
    (StageName::Merged, "병합"),
];

/// The act as the buttons call it.
pub(crate) fn label(act: Act) -> &'static str {
    match act {
        Act::Receive => "접수",
        Act::AnswerAtOnce => "즉시답변",
        Act::Distribute => "분배",
        Act::Assign => "처리부서 등록",
        Act::Reassign => "처리자재분배",
        Act::Recall => "민원 회수",
        Act::ProposeReassignment => "재지정 건의",
        Act::RequestReassignment => "재지정 요청",
        Act::DecideReassignment => "재지정 결정",
        Act::Accept => "처리자 접수",
        Act::Transfer => "타기관 이송",
        Act::Close => "종결 처리",
        Act::InterimAnswer => "중간 답변",
        Act::Cooperate => "협조 요청",
        Act::Opine => "협조 의견",
        Act::ExtendCooperation => "협조 연장",
        Act::RequestSupplement => "보완 요구",
        Act::Supplement => "보완",
        Act::LapseSupplement => "보완 기한 경과",
        Act::Extend => "기간 연장",
        Act::ConsentToExtend => "연장 동의",
        Act::Reclassify => "종류·기한 변경",
        Act::Draft => "답변 작성",
        Act::SendForApproval => "결재 올림",
        Act::ApprovalStarted => "결재 개시",
        Act::Approve => "승인",
        Act::Return => "반려",
        Act::Rate => "만족도 평가",
        Act::AskAgain => "추가 질문",
        Act::AnswerFollowUp => "추가답변",
        Act::Withdraw => "취하",
        Act::Object => "이의신청",
        Act::DecideObjection => "이의신청 결정",
        Act::Merge => "병합",
        Act::Separate => "병합 해제",
        Act::Remind => "독촉장",
        Act::TellApprovalDelay => "결재 지연 알림",
        Act::TellProgress => "진행상황 통지",
        Act::Visit => "현장조사",
        Act::HandOver => "인계",
    }
}

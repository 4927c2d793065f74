//! The words of each act: its button, what follows, what is said when it is done.

use super::ActWords;

pub(super) const RECEIVE: ActWords = ActWords {
    label: "접수",
    follows: "민원종류와 처리기간이 정해지고 접수번호가 부여되며, 처리기간이 시작되고 신청인에게 안내됩니다.",
    done: "민원을 접수했습니다. 처리기간이 시작되었습니다.",
};

pub(super) const ANSWER_AT_ONCE: ActWords = ActWords {
    label: "즉시답변",
    follows: "분배하지 않고 바로 답변하여 처리를 마칩니다.",
    done: "답변하고 처리를 마쳤습니다.",
};

pub(super) const DISTRIBUTE: ActWords = ActWords {
    label: "분배",
    follows: "기관 또는 부서로 민원을 보냅니다. 요청내용이 함께 전달됩니다.",
    done: "민원을 분배했습니다.",
};

pub(super) const ASSIGN: ActWords = ActWords {
    label: "처리부서 등록",
    follows: "처리 부서와 처리자를 지정합니다. 협조부서를 함께 등록할 수 있으며 신청인에게 담당자가 안내됩니다.",
    done: "처리부서와 처리자를 등록했습니다.",
};

pub(super) const REASSIGN: ActWords = ActWords {
    label: "처리자재분배",
    follows: "부서 안의 다른 처리자에게 다시 분배합니다. '처리자 접수' 전까지만 할 수 있습니다.",
    done: "처리자를 다시 분배했습니다.",
};

pub(super) const RECALL: ActWords = ActWords {
    label: "민원 회수",
    follows: "'부서 분배' 상태로 돌아오며 다시 분배해야 합니다. 처리자가 작성하던 답변은 보관됩니다.",
    done: "민원을 회수했습니다. '부서 분배' 상태로 변경되었으며 재분배가 필요합니다.",
};

pub(super) const PROPOSE_REASSIGNMENT: ActWords = ActWords {
    label: "재지정 건의",
    follows: "소관이 아니라는 의견을 부서 관리자에게 알립니다. 재지정 요청 여부는 부서 관리자가 정합니다.",
    done: "부서 관리자에게 재지정을 건의했습니다.",
};

pub(super) const REQUEST_REASSIGNMENT: ActWords = ActWords {
    label: "재지정 요청",
    follows: "해당 기관·부서의 민원이 아닌 경우 기관 관리자 또는 접수자에게 반송합니다. 120 민원은 다산콜재단으로 반송되며, 처리기간은 계속 진행됩니다.",
    done: "재지정을 요청했습니다. 결정될 때까지 처리기간은 계속 진행됩니다.",
};

pub(super) const DECIDE_REASSIGNMENT: ActWords = ActWords {
    label: "재지정 결정",
    follows: "다른 부서로 보내거나, 반려하거나, 통합접수자에게 올립니다. 2회 반송된 뒤 접수자의 결정은 확정됩니다.",
    done: "재지정 요청을 결정했습니다.",
};

pub(super) const ACCEPT: ActWords = ActWords {
    label: "처리자 접수",
    follows: "처리자가 민원을 맡아 처리를 시작합니다. 이후에는 회수해야만 재분배할 수 있습니다.",
    done: "민원을 접수했습니다. '처리자 접수' 상태로 변경되었습니다.",
};

pub(super) const TRANSFER: ActWords = ActWords {
    label: "타기관 이송",
    follows: "중앙부처 등 서울시 밖의 기관으로 보내고 신청인에게 알립니다. 서울시의 처리기간은 끝납니다.",
    done: "민원을 타기관으로 이송하고 신청인에게 알렸습니다.",
};

pub(super) const CLOSE: ActWords = ActWords {
    label: "종결 처리",
    follows: "정해진 사유에 따라 답변 없이 끝내고 그 사유를 신청인에게 알립니다.",
    done: "민원을 종결 처리하고 신청인에게 사유를 알렸습니다.",
};

pub(super) const INTERIM_ANSWER: ActWords = ActWords {
    label: "중간 답변",
    follows: "처리 전에 미리 안내할 내용을 신청인에게 보냅니다. 처리기간은 자동 연장되지 않습니다.",
    done: "중간 답변을 보냈습니다. 처리기한은 그대로입니다.",
};

pub(super) const COOPERATE: ActWords = ActWords {
    label: "협조 요청",
    follows: "다른 부서에 의견을 요청합니다. 회신기한은 처리기한 안에서 정하며 처리기간은 계속 진행됩니다.",
    done: "협조를 요청했습니다.",
};

pub(super) const OPINE: ActWords = ActWords {
    label: "의견 제출",
    follows: "협조 요청에 대한 부서의 의견을 처리자에게 보냅니다.",
    done: "의견을 제출했습니다.",
};

pub(super) const EXTEND_COOPERATION: ActWords = ActWords {
    label: "회신기한 연장",
    follows: "협조 회신기한을 한 번 늦춥니다. 회신기한이 지나기 전에만 할 수 있습니다.",
    done: "협조 회신기한을 연장했습니다.",
};

pub(super) const REQUEST_SUPPLEMENT: ActWords = ActWords {
    label: "보완 요구",
    follows: "신청인에게 보완할 사항과 기한을 알립니다. 보낸 날부터 보완된 날까지는 처리기간에 넣지 않습니다.",
    done: "보완을 요구했습니다. 보완될 때까지 처리기간이 멈춥니다.",
};

pub(super) const SUPPLEMENT: ActWords = ActWords {
    label: "보완하기",
    follows: "보완한 내용이 담당자에게 전달되고 처리기간이 다시 진행됩니다.",
    done: "보완한 내용을 제출했습니다.",
};

pub(super) const LAPSE_SUPPLEMENT: ActWords = ActWords {
    label: "보완기한 경과",
    follows: "보완 없이 기한이 지났음을 기록합니다. 처리기간이 다시 진행됩니다.",
    done: "보완기한이 지났음을 기록했습니다. 처리기간이 다시 진행됩니다.",
};

pub(super) const EXTEND: ActWords = ActWords {
    label: "기간 연장",
    follows: "법령이 정한 사유로 처리기간을 연장하고 사유와 처리예정일을 신청인에게 알립니다.",
    done: "처리기간을 연장하고 신청인에게 알렸습니다.",
};

pub(super) const ASK_CONSENT_TO_EXTEND: ActWords = ActWords {
    label: "연장 동의 요청",
    follows: "처리기간을 한 번 더 연장하는 데 동의해 달라고 신청인에게 사유와 함께 알립니다. 처리기한은 그대로입니다.",
    done: "신청인에게 연장 동의를 요청했습니다. 동의하면 알려 드립니다.",
};

pub(super) const CONSENT_TO_EXTEND: ActWords = ActWords {
    label: "연장 동의",
    follows: "처리기간을 한 번 더 연장하는 데 동의합니다.",
    done: "기간 연장에 동의했습니다.",
};

pub(super) const RECORD_CONSENT: ActWords = ActWords {
    label: "연장 동의 기록",
    follows: "신청인이 전화·방문·서면으로 동의한 것을 적어 둡니다. 신청인에게 알리며, 기간 연장을 한 번 더 할 수 있습니다.",
    done: "연장 동의를 기록하고 신청인에게 알렸습니다. 이제 기간을 한 번 더 연장할 수 있습니다.",
};

pub(super) const RECLASSIFY: ActWords = ActWords {
    label: "민원종류·처리기한 변경",
    follows: "민원종류·분류·처리기간·공개 여부를 바꿉니다. 처리기한은 접수한 때부터 다시 계산됩니다.",
    done: "민원종류와 처리기한을 변경했습니다.",
};

pub(super) const DRAFT: ActWords = ActWords {
    label: "임시 저장",
    follows: "작성하던 답변을 보관합니다. 신청인에게는 보이지 않습니다.",
    done: "작성하던 답변을 저장했습니다.",
};

pub(super) const SEND_FOR_APPROVAL: ActWords = ActWords {
    label: "결재 요청",
    follows: "답변을 확정하여 결재시스템으로 전송합니다. 결재가 끝나면 신청인에게 답변이 한 번 발송됩니다.",
    done: "결재를 요청했습니다. '결재수신' 상태로 변경되었습니다.",
};

pub(super) const TELL_APPROVAL_DELAY: ActWords = ActWords {
    label: "결재 지연 알림",
    follows: "업무관리시스템에서 결재가 시작되지 않았음을 처리자에게 알립니다.",
    done: "결재가 시작되지 않았음을 처리자에게 알렸습니다.",
};

pub(super) const APPROVAL_STARTED: ActWords = ActWords {
    label: "결재 시작",
    follows: "결재가 진행 중임을 기록합니다.",
    done: "결재가 시작되었습니다. '결재상신' 상태로 변경되었습니다.",
};

pub(super) const APPROVE: ActWords = ActWords {
    label: "결재",
    follows: "다음 결재자에게 올라가며, 마지막 결재이면 신청인에게 답변이 발송됩니다.",
    done: "결재했습니다.",
};

pub(super) const RETURN: ActWords = ActWords {
    label: "결재 반려",
    follows: "처리자에게 돌아가 답변을 다시 작성하게 됩니다.",
    done: "반려했습니다. '처리자 접수' 상태로 변경되었습니다.",
};

pub(super) const RATE: ActWords = ActWords {
    label: "만족도 평가",
    follows: "답변에 대한 만족도를 남깁니다. 마지막 평가가 반영됩니다.",
    done: "만족도를 평가했습니다. 참여해 주셔서 감사합니다.",
};

pub(super) const ASK_AGAIN: ActWords = ActWords {
    label: "추가답변 요청",
    follows: "답변이 충분하지 않을 때 다시 묻습니다. 별도의 기한 안에 추가답변을 받습니다.",
    done: "추가답변을 요청했습니다.",
};

pub(super) const ANSWER_FOLLOW_UP: ActWords = ActWords {
    label: "추가답변",
    follows: "신청인의 추가 질문에 답변합니다.",
    done: "추가답변을 마쳤습니다.",
};

pub(super) const WITHDRAW: ActWords = ActWords {
    label: "민원 취하",
    follows: "민원을 거두어들입니다. 처리가 끝나며 되돌릴 수 없습니다.",
    done: "민원을 취하했습니다.",
};

pub(super) const OBJECT: ActWords = ActWords {
    label: "이의신청",
    follows: "법정민원의 거부처분에 대하여 다시 판단해 줄 것을 요구합니다.",
    done: "이의신청을 제출했습니다.",
};

pub(super) const DECIDE_OBJECTION: ActWords = ActWords {
    label: "이의신청 결정",
    follows: "이의신청의 인용 여부를 정하고 이유와 불복 방법을 신청인에게 알립니다.",
    done: "이의신청을 결정하고 신청인에게 알렸습니다.",
};

pub(super) const MERGE: ActWords = ActWords {
    label: "병합·중복",
    follows: "다른 민원과 함께 처리합니다. 모든 신청인이 답변을 받습니다.",
    done: "민원을 병합했습니다.",
};

pub(super) const SEPARATE: ActWords = ActWords {
    label: "병합 해제",
    follows: "병합하기 전에 있던 곳으로 돌아가 따로 처리합니다. 처리기한은 처음 접수한 때부터 계산합니다.",
    done: "병합을 풀었습니다.",
};

pub(super) const REMIND: ActWords = ActWords {
    label: "독촉장 발부",
    follows: "기한이 지난 민원의 처리를 주무부서의 장에게 독촉합니다.",
    done: "독촉장을 발부했습니다.",
};

pub(super) const TELL_PROGRESS: ActWords = ActWords {
    label: "진행상황 통지",
    follows: "처리진행상황과 처리예정일을 신청인에게 알립니다.",
    done: "처리진행상황을 신청인에게 알렸습니다.",
};

pub(super) const VISIT: ActWords = ActWords {
    label: "현장조사",
    follows: "고충민원의 현장조사 기간을 등록합니다. 그 기간은 처리기간에 넣지 않습니다.",
    done: "현장조사를 등록했습니다. 조사 기간은 처리기간에 산입되지 않습니다.",
};

pub(super) const HAND_OVER: ActWords = ActWords {
    label: "인계",
    follows: "인사이동·퇴직한 직원이나 없어진 부서에 남은 민원을 이어받을 부서로 넘깁니다.",
    done: "민원을 이어받을 부서로 넘겼습니다.",
};

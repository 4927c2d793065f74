//! Refusals that need no particulars: the sentence, and the way forward (empty where there is none).

use super::Plain;

pub(super) const ACCEPTED_ALREADY: Plain =
    ("'처리자 접수' 상태인 민원은 재지정이 불가합니다.", "'민원 회수' 후 재분배해 주십시오.");

pub(super) const IN_APPROVAL: Plain = (
    "결재가 진행 중인 민원은 회수하거나 재분배할 수 없습니다.",
    "결재자에게 '결재 반려'를 요청한 뒤 다시 시도해 주십시오.",
);

pub(super) const REASSIGNMENT_OPEN: Plain =
    ("재지정 요청이 결정되지 않아 다른 처리를 할 수 없습니다.", "'재지정 결정'이 끝난 뒤 진행해 주십시오.");

pub(super) const NO_REASSIGNMENT_OPEN: Plain =
    ("결정할 재지정 요청이 없습니다.", "화면을 새로 고쳐 현재 상태를 확인해 주십시오.");

pub(super) const DECISION_BINDS: Plain = (
    "2회 반송된 뒤 통합접수자가 소관을 결정한 민원이므로 재지정을 요청할 수 없습니다.",
    "'처리부서 등록'으로 부서 안의 처리자를 지정하고, 다른 부서의 의견이 필요하면 '협조 요청'을 이용해 주십시오.",
);

pub(super) const OUTSIDE_YOUR_AGENCY: Plain = (
    "기관 관리자는 소속 기관 안의 부서로만 분배할 수 있습니다.",
    "다른 기관의 소관이면 '재지정 요청'을 이용해 주십시오.",
);

pub(super) const ALREADY_THERE: Plain =
    ("민원이 이미 그곳에 있습니다.", "다른 부서나 처리자를 선택해 주십시오.");

pub(super) const UNKNOWN_OFFICE: Plain =
    ("선택한 기관이나 부서를 찾을 수 없습니다.", "조직 목록에서 다시 선택해 주십시오.");

pub(super) const UNKNOWN_OFFICER: Plain =
    ("선택한 직원을 찾을 수 없습니다.", "'전체보기'에서 직원을 다시 선택해 주십시오.");

pub(super) const NOT_IN_DEPARTMENT: Plain = (
    "선택한 직원은 이 부서의 재직자가 아닙니다.",
    "부서의 직원 중에서 다시 선택해 주십시오. 보이지 않으면 '전체보기'를 이용해 주십시오.",
);

pub(super) const SAMENESS_MEMO_MISSING: Plain = (
    "반복 민원으로 종결하려면 민원의 성격, 내용의 유사성·관련성, 같은 답변을 할 수밖에 없는 사정을 종합한 판단을 적어야 합니다. (민원처리법 제23조제3항)",
    "동일성 판단 내용을 작성한 뒤 '종결 처리'를 다시 눌러 주십시오.",
);

pub(super) const COMMITTEE_FIRST: Plain = (
    "다수인관련민원을 반복 민원으로 종결하려면 민원조정위원회의 심의를 거쳐야 합니다. (민원처리법 시행령 제26조)",
    "위원회의 심의 결과를 등록한 뒤 '종결 처리'를 다시 눌러 주십시오.",
);

pub(super) const NO_SUPPLEMENT_LAPSED: Plain = (
    "기한까지 보완되지 않은 보완 요구가 없습니다. (민원처리법 시행령 제25조)",
    "보완기한이 지난 뒤 다시 시도하거나, 보완할 사항이 있으면 '보완 요구'를 이용해 주십시오.",
);

pub(super) const NOTHING_TO_CHANGE: Plain = ("바뀐 내용이 없습니다.", "바꿀 항목을 고른 뒤 저장해 주십시오.");

pub(super) const STAYS_SEALED: Plain = (
    "공익신고로 봉인된 민원은 공개 설정을 바꿀 수 없습니다. (공익신고자 보호법 제12조)",
    "봉인된 상태로 처리를 계속해 주십시오.",
);

pub(super) const NEEDS_CONSENT: Plain = (
    "처리기간을 다시 연장하려면 신청인의 동의가 필요합니다. (민원처리법 시행령 제21조제1항)",
    "'연장 동의 요청'으로 사유를 알리고 신청인이 동의하면, 또는 전화나 서면으로 받은 동의를 '연장 동의 기록'에 적은 뒤 '기간 연장'을 다시 눌러 주십시오.",
);

pub(super) const CONSENT_ASKED_ALREADY: Plain = (
    "이미 신청인에게 연장 동의를 요청했습니다.",
    "동의하면 알려 드립니다. 전화나 서면으로 동의했으면 '연장 동의 기록'에 적고, 동의하지 않으면 기한 안에 답변해 주십시오.",
);

pub(super) const CONSENT_NOT_ASKED: Plain = ("아직 동의가 필요한 기간 연장이 없습니다.", "");

pub(super) const CONSENT_GIVEN_ALREADY: Plain = ("이미 기간 연장에 동의했습니다.", "");

pub(super) const ALREADY_EXTENDED_TWICE: Plain = (
    "처리기간은 두 번까지만 연장할 수 있습니다. (민원처리법 시행령 제21조제1항)",
    "기한 안에 답변하여 주시고, 미리 알릴 내용이 있으면 '중간 답변'을 이용해 주십시오.",
);

pub(super) const CLOCK_STANDS: Plain = (
    "보완을 기다리는 동안에는 처리기간이 진행되지 않아 이 처리를 할 수 없습니다. (민원처리법 시행령 제20조)",
    "보완이 도착하거나 보완기한이 지난 뒤 다시 시도해 주십시오.",
);

pub(super) const SUPPLEMENT_OPEN: Plain =
    ("보완을 기다리는 민원입니다.", "보완이 도착하거나 보완기한이 지난 뒤 진행해 주십시오.");

pub(super) const NO_SUPPLEMENT_OPEN: Plain =
    ("보완을 기다리는 요구가 없습니다.", "민원 상세에서 현재 단계를 확인해 주십시오.");

pub(super) const SUPPLEMENT_ROUNDS_SPENT: Plain = (
    "보완 요구와 재요구에도 보완되지 않아 더 요구할 수 없습니다. (민원처리법 시행령 제24조)",
    "부서 관리자가 '종결 처리'에서 보완 미이행을 선택하거나, 제출된 내용만으로 답변해 주십시오.",
);

pub(super) const SUPPLEMENT_PERIOD_OUT_OF_RANGE: Plain =
    ("보완기간은 1일 이상 30일 이하로 정해야 합니다.", "기간을 고쳐 '보완 요구'를 다시 눌러 주십시오.");

pub(super) const TOO_MANY_COOPERATIONS: Plain =
    ("협조부서는 한 곳 이상, 한 민원에 열 곳까지 등록할 수 있습니다.", "협조부서의 수를 확인해 주십시오.");

pub(super) const COOPERATION_OPEN_THERE: Plain = (
    "이미 협조를 요청하여 의견을 기다리는 부서가 있습니다.",
    "그 부서의 의견을 기다리거나 다른 부서를 선택해 주십시오.",
);

pub(super) const COOPERATION_WITH_SELF: Plain =
    ("처리부서에는 협조를 요청할 수 없습니다.", "다른 부서를 선택해 주십시오.");

pub(super) const NO_COOPERATION_OPEN: Plain =
    ("의견을 기다리는 협조 요청이 없습니다.", "화면을 새로 고쳐 현재 상태를 확인해 주십시오.");

pub(super) const COOPERATION_EXTENDED_ALREADY: Plain = (
    "협조 회신기한은 한 번만 연장할 수 있습니다. (민원처리법 제20조)",
    "회신기한 안에 '의견 제출'을 해 주십시오.",
);

pub(super) const REPLY_BY_NOT_LATER: Plain =
    ("새 회신기한은 지금의 회신기한보다 늦어야 합니다.", "회신기한을 고쳐 다시 시도해 주십시오.");

pub(super) const APPROVAL_LINE_EMPTY: Plain =
    ("결재자가 지정되지 않았습니다.", "결재선에 결재자를 한 명 이상 지정한 뒤 '결재 요청'을 눌러 주십시오.");

pub(super) const APPROVAL_LINE_TOO_LONG: Plain =
    ("결재선에는 다섯 명까지 지정할 수 있습니다.", "결재자를 줄인 뒤 '결재 요청'을 다시 눌러 주십시오.");

pub(super) const APPROVAL_LINE_INVALID: Plain = (
    "작성자 본인이나 재직하지 않는 직원, 같은 사람을 두 번 결재선에 넣을 수 없습니다.",
    "결재선을 고친 뒤 '결재 요청'을 다시 눌러 주십시오.",
);

pub(super) const APPROVAL_LINE_ELSEWHERE: Plain = (
    "이 기관의 답변은 업무관리시스템에서 결재하므로 결재선을 여기에서 정하지 않습니다.",
    "결재선을 비우고 '결재 요청'을 다시 누른 뒤, 업무관리시스템에서 결재선을 지정해 주십시오.",
);

pub(super) const APPROVAL_NOT_DELAYED: Plain = (
    "업무관리시스템이 결재를 시작할 시간이 지나지 않았거나, 지연을 이미 알렸습니다.",
    "민원 상세의 '결재 연계'에서 현재 상태를 확인해 주십시오.",
);

pub(super) const NOT_YOUR_TURN: Plain =
    ("지금은 다른 결재자의 차례입니다.", "앞선 결재가 끝나면 알림을 받습니다.");

pub(super) const REMEDY_MISSING: Plain = (
    "받아들이지 않는 답변에는 그 이유와 구제절차를 함께 적어야 합니다. (민원처리법 제27조제2항)",
    "'구제 절차'를 작성한 뒤 다시 시도해 주십시오.",
);

pub(super) const RATINGS_SPENT: Plain = (
    "한 민원의 만족도는 50번까지 평가할 수 있으며, 마지막 평가가 반영되어 있습니다.",
    "새로운 내용은 새 민원으로 신청해 주십시오.",
);

pub(super) const NOT_POORLY_RATED: Plain = (
    "추가답변은 답변을 '불만' 또는 '매우불만'으로 평가한 경우에 요청할 수 있습니다.",
    "먼저 '만족도 평가'를 해 주십시오. 새로운 내용은 새 민원으로 신청해 주십시오.",
);

pub(super) const FOLLOW_UP_OPEN: Plain =
    ("이미 요청한 추가답변을 준비하고 있습니다.", "추가답변을 받은 뒤 다시 평가하고 요청할 수 있습니다.");

pub(super) const NO_FOLLOW_UP_OPEN: Plain =
    ("답변할 추가답변 요청이 없습니다.", "화면을 새로 고쳐 현재 상태를 확인해 주십시오.");

pub(super) const NOT_OBJECTABLE: Plain = (
    "이의신청은 법정민원에 대한 거부처분에만 할 수 있습니다. (민원처리법 제35조제1항)",
    "답변이 충분하지 않으면 '만족도 평가' 후 '추가답변 요청'을 이용해 주십시오.",
);

pub(super) const OBJECTION_OPEN: Plain =
    ("이미 제출한 이의신청을 심사하고 있습니다.", "결정 결과를 기다려 주십시오.");

pub(super) const NO_OBJECTION_OPEN: Plain =
    ("결정할 이의신청이 없습니다.", "화면을 새로 고쳐 현재 상태를 확인해 주십시오.");

pub(super) const NOT_OVERDUE: Plain = (
    "처리기한이 지나지 않은 민원에는 독촉장을 발부할 수 없습니다. (민원처리법 시행령 제28조)",
    "처리기한이 지난 뒤 '독촉장 발부'를 이용해 주십시오.",
);

pub(super) const PROGRESS_NOT_DUE: Plain = (
    "진행상황 통지는 접수 후 30일이 지난 때와 그 후 30일마다 합니다. (민원처리법 시행령 제23조)",
    "미리 알릴 내용이 있으면 '중간 답변'을 이용해 주십시오.",
);

pub(super) const MERGE_WITH_ITSELF: Plain =
    ("같은 민원끼리는 병합할 수 없습니다.", "다른 민원을 선택해 주십시오.");

pub(super) const MERGE_TARGET_UNFIT: Plain =
    ("이미 끝난 민원에는 병합할 수 없습니다.", "처리 중인 민원을 선택해 주십시오.");

pub(super) const VISIT_ONLY_FOR_GRIEVANCE: Plain = (
    "현장조사 기간은 고충민원에만 둘 수 있습니다. (민원처리법 시행령 제17조)",
    "현장 확인에 시간이 더 필요하면 '기간 연장'을 이용해 주십시오.",
);

pub(super) const VISITS_SPENT: Plain = (
    "현장조사는 한 번 실시하고 한 번만 연장할 수 있습니다. (민원처리법 시행령 제17조)",
    "조사한 내용으로 답변해 주십시오.",
);

pub(super) const NOTHING_TO_HAND_OVER: Plain =
    ("이 민원에는 자리를 떠난 직원이나 없어진 부서에 남은 일이 없습니다.", "");

pub(super) const DEPARTMENT_ENDED: Plain =
    ("조직 개편으로 없어진 부서입니다.", "업무를 이어받은 부서를 선택해 주십시오.");

//! The steps of the tour: chapters 1 to 6 of 부서 관리자, in the guide's own words.

/// A step: where, what is shown there, what one does.
pub(super) struct Step {
    pub(super) id: &'static str,
    pub(super) chapter: u8,
    /// 메뉴명: its group, and the entry by which the screen is found.
    pub(super) menu: &'static str,
    pub(super) screen: &'static str,
    /// What is to be used, as a selector of the page.
    pub(super) target: &'static str,
    pub(super) say: &'static str,
    pub(super) check: Check,
}

/// How a step is known to be done.
#[derive(Clone, Copy)]
pub(super) enum Check {
    /// Looked at or opened on the screen.
    Seen,
    /// In the history of a complaint, by this name, by this officer, since the tour began.
    Done(&'static str),
}

pub(super) const CHAPTERS: [(u8, &str); 6] = [
    (1, "민원분배"),
    (2, "민원회수 및 처리자 재분배"),
    (3, "민원조회"),
    (4, "사용자 및 권한 관리"),
    (5, "지연민원 관리"),
    (6, "국민신문고 만족도 조사"),
];

const WORK: (&str, &str) = ("민원 업무", "처리자 분배");
const SEARCH: (&str, &str) = ("민원 조회", "총괄 민원 조회");
const USERS: (&str, &str) = ("민원 운영", "사용자 관리");
const DELAYS: (&str, &str) = ("민원 조회", "지연민원 모니터링");
const SATISFACTION: (&str, &str) = ("민원 조회", "국민신문고 만족도 모니터링");

const fn step(
    chapter: u8,
    id: &'static str,
    (menu, screen): (&'static str, &'static str),
    target: &'static str,
    say: &'static str,
) -> Step {
    Step { id, chapter, menu, screen, target, say, check: Check::Seen }
}

impl Step {
    const fn done(self, event: &'static str) -> Step {
        Step { check: Check::Done(event), ..self }
    }
}

pub(super) const STEPS: [Step; 26] = [
    step(1, "list", WORK, "main .tabs a", "'목록' 탭에서 분배할 민원현황 조회"),
    step(1, "choose", WORK, "tbody .select-cell input", "분배 대상 민원 선택"),
    step(1, "detail", WORK, ".row-link", "'상세' 탭을 클릭하여 화면 이동 (민원의 제목을 눌러도 됩니다)"),
    step(1, "reassignment", WORK, "#act-request-reassignment summary", "1 재지정 요청: 해당 기관/부서의 민원이 아닌 경우 '재지정 요청' 버튼을 통해 기관 관리자/접수자에게 민원 반송 (120 민원의 경우 다산콜재단으로 반송)"),
    step(1, "cooperation", WORK, "#act-assign .expander summary", "2-1 협조부서 등록: 협조 부서의 의견이 필요한 경우 '등록' 체크 후 협조 부서 등록"),
    step(1, "transfer", WORK, "#act-transfer summary", "6 타기관 이송: 서울시(본청,사업소), 자치구, 산하투자출연기관 이외 중앙부처 등 타기관 이송 시 사용"),
    step(1, "close", WORK, "#act-close summary", "7 종결 처리: 욕설, 비방 등 시정과 무관한 민원을 종결 처리 할 때 사용"),
    step(1, "interim", WORK, "#act-interim-answer summary", "8 중간 답변: 민원 처리 전에 사전 안내가 필요한 경우 사용. 처리기간은 자동 연장 되지 않음"),
    step(1, "assign", WORK, "#act-assign", "2 처리부서 등록: 민원처리 부서/처리자 지정 및 요청내용 기입 후 '저장' 클릭").done("assigned"),
    step(2, "department", SEARCH, "form.filter", "부서의 민원 현황을 조회"),
    step(2, "reassign", SEARCH, "#act-reassign, #selected-acts", "해당 부서 내 처리자 재분배 필요 시 '처리자재분배' 버튼 클릭. 해당 담당자가 안보일 경우 ▶ 전체보기").done("reassigned"),
    step(2, "recall", SEARCH, "#act-recall, #selected-acts", "기 분배된 민원을 국민신문고 또는 서울시의 다른 기관으로 이송 시 '민원 회수' 버튼 클릭 (회수된 민원은 '부서 분배' 상태로 변경되며, 재분배 필요). '처리자 접수' 상태인 민원은 재지정이 불가하므로 부서관리자가 민원회수 후 재분배처리").done("recalled"),
    step(3, "period", SEARCH, ".date-range", "조회 조건에 해당 하는 목록 조회 (기본 조회 기간은 30일이며, 최대 95일까지 설정 가능)"),
    step(3, "more", SEARCH, ".filter-more summary", "'+' 버튼을 선택하여 추가 조회 조건 입력"),
    step(3, "open", SEARCH, ".row-link", "대상 민원을 선택하여 상세 내용 확인"),
    step(3, "progress", SEARCH, "#progress summary", "민원 진행 상황 확인: 버튼 클릭 시 진행단계별 상세 이력 확인"),
    step(3, "facts", SEARCH, "#facts", "민원 상세정보 확인"),
    step(3, "notices", SEARCH, "#notices", "진행단계별 알림현황 확인(시민/직원에게 발송한 이메일, 문자의 성공여부, 시간 등)"),
    step(4, "users", USERS, "main form", "사용자 수기등록, 사용자정보 수정, 비밀번호초기화 등을 관리하는 기능: 검색 조건 입력 후 조회"),
    step(4, "edit", USERS, "main .row-link, main table", "이메일, 전화번호, 담당업무 등 수정. 당직실 등 수기등록 사용자의 비밀번호 초기화"),
    step(4, "stand-in", USERS, "main .row-link, main table", "휴가 등 직원 부재 시 대직 설정"),
    step(5, "delays", DELAYS, "main form", "부서의 민원 지연현황을 모니터링 하는 기능: 조회 조건에 해당 하는 목록 조회 (기본 조회 기간은 30일 이며, 최대 95일까지 설정 가능)"),
    step(5, "delayed", DELAYS, ".row-link, main table", "해당 민원 클릭 시 상세 내용 확인 가능: 민원진행상황, 신청내용, 처리내용, 알림이력 등 상세민원 정보 확인"),
    step(6, "ratings", SATISFACTION, "main table", "국민신문고 만족도 평가 대상 목록 확인 (시민이 마지막으로 평가한 만족도 결과가 대상)"),
    step(6, "all-ratings", SATISFACTION, "main .row-link, main table", "선택한 민원에 대한 모든 만족도결과 조회, 만족도평가별 상세내용 확인"),
    step(6, "statistics", SATISFACTION, "main .tabs a", "국민신문고 이송민원에 대한 만족도평가 통계 기능: 기관별, 실국별, 부서별 만족도 평가 결과 확인"),
];

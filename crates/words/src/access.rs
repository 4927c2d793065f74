//! What the lines of the access log are called: actions and how they ended, named by the codes rows keep.

/// The codes of actions this room has words for.
pub const ACTIONS: [&str; 29] = [
    "log-in",
    "log-out",
    "second-factor",
    "second-factor-on",
    "second-factor-off",
    "second-factor-reset",
    "recovery-codes",
    "organisation",
    "designate-holiday",
    "withdraw-holiday",
    "category",
    "task-period",
    "answer-template",
    "notice-text",
    "preview-notice",
    "retry-notice",
    "declare-outage",
    "end-outage",
    "back-entry",
    "review-access",
    "verify-access",
    "export-access",
    "grant",
    "account",
    "stand-in",
    "connector",
    "export",
    "backup",
    "restore",
];

/// The codes of outcomes.
pub const OUTCOMES: [&str; 6] = ["ok", "wrong", "wrong-code", "locked", "refused", "broken"];

/// The action's word; the code itself where nobody gave it one.
pub fn action(code: &str) -> &str {
    match code {
        "log-in" => "로그인",
        "log-out" => "로그아웃",
        "second-factor" => "2단계 인증 확인",
        "second-factor-on" => "2단계 인증 시작",
        "second-factor-off" => "2단계 인증 해제",
        "second-factor-reset" => "2단계 인증 초기화",
        "recovery-codes" => "복구 코드 재발급",
        "organisation" => "조직 변경",
        "designate-holiday" => "공휴일 지정",
        "withdraw-holiday" => "공휴일 지정 취소",
        "category" => "민원분류 변경",
        "task-period" => "처리기간표 변경",
        "answer-template" => "답변 템플릿 변경",
        "notice-text" => "알림 문구 변경",
        "preview-notice" => "알림 문구 미리보기",
        "retry-notice" => "알림 재발송",
        "declare-outage" => "장애 선언",
        "end-outage" => "장애 종료",
        "back-entry" => "장애 중 접수분 등록",
        "review-access" => "접속기록 점검",
        "verify-access" => "접속기록 무결성 확인",
        "export-access" => "접속기록 내려받기",
        "grant" => "권한 변경",
        "account" => "계정 변경",
        "stand-in" => "대직 설정",
        "connector" => "연계 작업",
        "export" => "자료 내려받기",
        "backup" => "백업",
        "restore" => "백업에서 되돌림",
        other => other,
    }
}

pub fn outcome(code: &str) -> &str {
    match code {
        "ok" => "성공",
        "wrong" => "비밀번호 불일치",
        "wrong-code" => "인증 코드 불일치",
        "locked" => "잠김",
        "refused" => "거절",
        "broken" => "훼손 발견",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_a_word() {
        assert!(ACTIONS.iter().all(|code| action(code) != *code));
        assert!(OUTCOMES.iter().all(|code| outcome(code) != *code));
    }
}

//! What the lines of the access log are called: actions and how they ended, named by the codes rows keep.

use domain::account::AccountChange;
use domain::audit::Break;

use crate::notice::account;

/// The codes of actions this room has words for.
pub const ACTIONS: [&str; 47] = [
    "log-in",
    "log-out",
    "second-factor",
    "second-factor-on",
    "second-factor-off",
    "second-factor-reset",
    "recovery-codes",
    "recovery-codes-used",
    "passkey-added",
    "passkey-removed",
    "password-changed",
    "password-reset",
    "account-unlocked",
    "user-reinstated",
    "mail-changed",
    "organisation",
    "designate-holiday",
    "withdraw-holiday",
    "category",
    "task-period",
    "answer-template",
    "notice-text",
    "preview-notice",
    "retry-notice",
    "tell-notice",
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
    "download",
    "backup",
    "restore",
    "reveal",
    "evidence",
    "take-evidence",
    "anonymise",
    "extend",
    "hold",
    "put-hold",
    "lift-hold",
];

/// What became of the chain at this line, in a sentence.
pub fn broken(seq: u64, how: Break) -> String {
    match how {
        Break::Changed => {
            format!("{seq}번째 줄이 처음 적힌 것과 다릅니다. 그 줄이나 바로 앞 줄이 바뀌었습니다.")
        }
        Break::Missing => format!("{seq}번째 줄 앞에 있어야 할 줄이 없습니다."),
        Break::Moved { from } => {
            format!("{seq}번째 자리에 {from}번째로 적힌 줄이 있습니다. 줄의 순서가 바뀌었습니다.")
        }
        Break::CutOff => format!("{seq}번째 줄 뒤가 잘려 나갔습니다. 더 적힌 줄이 있었습니다."),
        Break::MadeAnew => format!("{seq}번째 줄이 그때 남긴 기준값과 다릅니다. 기록이 다시 만들어졌습니다."),
    }
}

/// The codes of outcomes.
pub const OUTCOMES: [&str; 8] =
    ["ok", "wrong", "wrong-code", "wrong-passkey", "passkey-count", "locked", "refused", "broken"];

/// The action's word; the code itself where nobody gave it one.
pub fn action(code: &str) -> &str {
    if let Some(change) = AccountChange::parse(code) {
        return account::label(change);
    }
    match code {
        "log-in" => "로그인",
        "log-out" => "로그아웃",
        "second-factor" => "2단계 인증 확인",
        "organisation" => "조직 변경",
        "designate-holiday" => "공휴일 지정",
        "withdraw-holiday" => "공휴일 지정 취소",
        "category" => "민원분류 변경",
        "task-period" => "처리기간표 변경",
        "answer-template" => "답변 템플릿 변경",
        "notice-text" => "알림 문구 변경",
        "preview-notice" => "알림 문구 미리보기",
        "retry-notice" => "알림 재발송",
        "tell-notice" => "직접 통지 기록",
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
        "download" => "첨부파일 내려받기",
        "backup" => "백업",
        "restore" => "백업에서 되돌림",
        "reveal" => "신청인 정보 열람",
        "evidence" => "증거 묶음 요청",
        "anonymise" => "보존기간 심의: 익명 처리",
        "extend" => "보존기간 심의: 연장",
        "hold" => "보존기간 심의: 처분 동결",
        "put-hold" => "처분 동결",
        "lift-hold" => "처분 동결 해제",
        "take-evidence" => "증거 묶음 내려받기",
        other => other,
    }
}

pub fn outcome(code: &str) -> &str {
    match code {
        "ok" => "성공",
        "wrong" => "비밀번호 불일치",
        "wrong-code" => "인증 코드 불일치",
        "wrong-passkey" => "패스키 확인 실패",
        "passkey-count" => "패스키 복제 의심",
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

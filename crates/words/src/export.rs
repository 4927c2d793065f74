//! 내려받기 파일: how far it is, why there is none, and what whoever comes too late reads.

use domain::export::{ExportFailure, ExportState, LINK_HOURS};

pub fn state(state: ExportState) -> &'static str {
    match state {
        ExportState::Waiting => "대기 중",
        ExportState::Running => "만드는 중",
        ExportState::Done => "완료",
        ExportState::Failed => "실패",
        ExportState::Cancelled => "취소됨",
        ExportState::Expired => "기간 만료",
    }
}

/// Why there is no file, and what would bring one.
pub fn failure(why: ExportFailure) -> &'static str {
    match why {
        ExportFailure::OwnerGone => {
            "요청한 직원이 더 이상 근무하지 않는 것으로 되어 있어 파일을 만들지 않았습니다."
        }
        ExportFailure::Storage => {
            "파일 보관함에 저장하지 못했습니다. 잠시 뒤 다시 만들고, 계속되면 시스템 관리자에게 알려 주십시오."
        }
        ExportFailure::Interrupted => {
            "만드는 중에 여러 번 중단되었습니다. 기간이나 조건을 나누어 다시 만들어 주십시오."
        }
    }
}

/// Why a file that is one's own cannot be taken: what happened, and a way on.
pub fn not_there(state: ExportState) -> (&'static str, String, &'static str) {
    let again = "목록에서 같은 조건으로 조회하여 파일을 다시 만들어 주십시오.";
    match state {
        ExportState::Waiting | ExportState::Running => (
            "아직 만드는 중입니다",
            "파일이 아직 다 만들어지지 않았습니다.".to_owned(),
            "내려받기 화면에서 진행을 확인하고 완료된 뒤 내려받아 주십시오.",
        ),
        ExportState::Cancelled => {
            ("취소한 파일입니다", "만들기를 취소하여 파일이 없습니다.".to_owned(), again)
        }
        ExportState::Failed => ("만들지 못한 파일입니다", "파일을 만들지 못했습니다.".to_owned(), again),
        ExportState::Done | ExportState::Expired => (
            "내려받을 수 있는 기간이 지났습니다",
            format!("파일은 만들어진 뒤 {LINK_HOURS}시간 동안만 내려받을 수 있고, 그 뒤에는 지워집니다."),
            again,
        ),
    }
}

/// Said in the file, and on the page, when there were more rows than one file holds.
pub fn cut(most: u64) -> String {
    let most = crate::figure::grouped(most);
    format!(
        "조건에 맞는 민원이 더 있습니다. 한 파일에는 {most}건까지만 담습니다. 기간이나 조건을 나누어 내려받아 주십시오."
    )
}

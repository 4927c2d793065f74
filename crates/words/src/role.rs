//! What a role is called, and what it is trusted with.

use domain::role::Role;

pub fn label(role: Role) -> &'static str {
    match role {
        Role::Receiver => "통합접수자",
        Role::CallCentre => "120다산콜재단",
        Role::AgencyManager => "기관 관리자",
        Role::DepartmentManager => "부서 관리자",
        Role::Handler => "처리자",
        Role::Cooperator => "협조자",
        Role::Approver => "결재자",
        Role::Inspector => "민원심사관",
        Role::Administrator => "시스템 관리자",
    }
}

/// What the role does, for the page that grants it.
pub fn describe(role: Role) -> &'static str {
    match role {
        Role::Receiver => "시 전체의 민원을 접수하고 기관·부서에 분배하며, 반송된 민원의 소관을 결정합니다.",
        Role::CallCentre => "전화로 들어온 민원을 등록하고, 부서가 반송한 120 민원을 다시 분배합니다.",
        Role::AgencyManager => {
            "기관의 민원을 부서에 분배하고 재지정 요청을 결정하며, 부서 관리자 권한을 부여합니다."
        }
        Role::DepartmentManager => "부서의 민원을 처리자에게 분배하고 회수·재분배·이송·종결합니다.",
        Role::Handler => "자신에게 분배된 민원을 접수하여 처리하고 답변합니다.",
        Role::Cooperator => "협조 요청을 받은 민원에 부서의 의견을 제출합니다.",
        Role::Approver => "자신에게 올라온 답변을 결재하거나 반려합니다.",
        Role::Inspector => {
            "지연 민원을 점검하고 독촉장을 발부합니다. 시 전체의 민원심사관은 접속기록도 확인합니다."
        }
        Role::Administrator => "조직·코드·공휴일·연계를 설정합니다. 민원 내용은 볼 수 없습니다.",
    }
}

//! 협조 처리: questions of other departments that wait for our opinion.

use axum::extract::State;
use axum::response::Response;
use axum_extra::extract::cookie::CookieJar;
use casework::sessions::Who;
use domain::complaint::DeskItemKind;
use domain::role::Role;
use store::read::WaitingAt;

use super::work::{Asked, Inbox, only};
use crate::error::Fail;
use crate::request::Desk;
use crate::state::AppState;

pub(crate) async fn page(
    State(state): State<AppState>,
    Desk { who, .. }: Desk,
    jar: CookieJar,
    asked: Asked,
) -> Result<Response, Fail> {
    only(who.on_duty.has(Role::Cooperator) || who.on_duty.has(Role::DepartmentManager))?;
    let inbox = Inbox {
        title: "협조 처리",
        path: "/cooperate",
        from: "cooperate",
        kind: DeskItemKind::Cooperation,
        at: desks(&who),
        about: "다른 부서가 의견을 요청한 민원입니다. 회신기한까지 의견을 제출해 주십시오. 회신기한은 한 번 연장할 수 있습니다.",
        until: "회신기한",
        empty: ("의견을 기다리는 협조 요청이 없습니다.", "요청이 오면 회신기한이 빠른 순서로 나타납니다."),
    };
    inbox.page(&state, &who, &asked, jar).await
}

/// The departments this officer answers for.
pub(crate) fn desks(who: &Who) -> Vec<WaitingAt> {
    let answers = |role| matches!(role, Role::Cooperator | Role::DepartmentManager);
    let mut departments: Vec<WaitingAt> = Vec::new();
    for duty in who.on_duty.all_duties().filter(|duty| answers(duty.role)) {
        let at = duty.department.map(WaitingAt::Department);
        departments.extend(at.filter(|at| !departments.contains(at)));
    }
    departments
}

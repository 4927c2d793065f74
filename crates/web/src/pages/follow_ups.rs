//! 추가답변 처리: answered complaints whose petitioner asked again.

use axum::extract::State;
use axum::response::Response;
use axum_extra::extract::cookie::CookieJar;
use casework::sessions::Who;
use domain::complaint::DeskItemKind;
use domain::role::Role;
use store::read::WaitingAt;

use super::work::{Asked, Inbox};
use crate::error::Fail;
use crate::request::Desk;
use crate::state::AppState;

pub(crate) async fn page(
    State(state): State<AppState>,
    Desk(who): Desk,
    jar: CookieJar,
    asked: Asked,
) -> Result<Response, Fail> {
    let inbox = Inbox {
        title: "추가답변 처리",
        path: "/follow-ups",
        from: "follow-ups",
        kind: DeskItemKind::FollowUp,
        at: desks(&who),
        about: "답변에 만족하지 못한 신청인이 다시 물은 민원입니다. 추가답변에는 별도의 기한이 있습니다.",
        until: "추가답변 기한",
        empty: ("추가답변 대상이 없습니다.", "신청인이 추가답변을 요청하면 기한이 빠른 순서로 나타납니다."),
    };
    inbox.page(&state, &who, &asked, jar).await
}

/// One's own desks, and the departments one manages.
pub(crate) fn desks(who: &Who) -> Vec<WaitingAt> {
    let managed = who.on_duty.all_duties().filter(|duty| duty.role == Role::DepartmentManager);
    let managed = managed.filter_map(|duty| duty.department).map(WaitingAt::Department);
    who.on_duty.desks().map(WaitingAt::Officer).chain(managed).collect()
}

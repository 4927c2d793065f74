//! 결재: answers that wait for this officer's turn in the approval line.

use axum::extract::State;
use axum::response::Response;
use axum_extra::extract::cookie::CookieJar;
use domain::complaint::DeskItemKind;
use store::read::WaitingAt;

use super::work::{Asked, Inbox};
use crate::error::Fail;
use crate::request::Desk;
use crate::state::AppState;

pub(crate) async fn page(
    State(state): State<AppState>,
    Desk { who, .. }: Desk,
    jar: CookieJar,
    asked: Asked,
) -> Result<Response, Fail> {
    let inbox = Inbox {
        title: "결재",
        path: "/approve",
        from: "approve",
        kind: DeskItemKind::Approval,
        at: who.on_duty.desks().map(WaitingAt::Officer).collect(),
        about: "결재를 기다리는 답변입니다. 마지막 결재가 끝나면 신청인에게 답변이 한 번 발송됩니다.",
        until: "",
        empty: ("결재를 기다리는 답변이 없습니다.", "처리자가 결재를 요청하면 여기에 나타납니다."),
    };
    inbox.page(&state, &who, &asked, jar).await
}

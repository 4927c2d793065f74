//! 추가답변 처리: answered complaints whose petitioner asked again, on the desk of whoever must answer.

use axum::extract::State;
use axum::response::Response;
use axum_extra::extract::cookie::CookieJar;
use casework::sessions::Who;
use domain::complaint::{DeskItemKind, Score};
use domain::role::Role;
use maud::{Markup, html};
use store::read::{WaitingAt, WaitingWork};
use words::Names;

use super::satisfaction::score_badge;
use super::work::{Asked, Inbox, Own};
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
        own: Own { columns: &["만족도", "처리자"], cells },
    };
    inbox.page(&state, &who, &asked, jar).await
}

/// How the answer was rated, and who gave it.
fn cells(work: &WaitingWork, desk: &domain::desk::Desk) -> Vec<Markup> {
    let c = &work.complaint;
    let score = c.rating.and_then(Score::from_points);
    let handler = c.handler.map(|id| Names::officer(desk.chart.as_ref(), id));
    vec![
        html! { @if let Some(score) = score { (score_badge(score)) } @else { "–" } },
        html! { (handler.unwrap_or_else(|| "즉시답변".to_owned())) },
    ]
}

/// One's own desks, and the departments one manages; what was answered at once comes back to whoever takes in.
pub(crate) fn desks(who: &Who) -> Vec<WaitingAt> {
    let own = who.on_duty.desks().map(WaitingAt::Officer);
    let trusted = who.on_duty.all_duties().filter_map(|duty| match (duty.role, duty.department) {
        (Role::DepartmentManager, Some(department)) => Some(WaitingAt::Department(department)),
        (Role::Receiver, _) => Some(WaitingAt::Receivers),
        (Role::CallCentre, _) => Some(WaitingAt::CallCentre),
        _ => None,
    });
    own.chain(trusted).collect()
}

//! What keeps the office running: neighbours, approval lines, people, codes and texts.

use axum::Router;
use axum::routing::{get, post};

use super::wrong_method;
use crate::state::AppState;

/// The systems beside ours.
pub(super) fn connectors() -> Router<AppState> {
    use crate::pages::connectors;
    Router::new()
        .route("/connectors", get(connectors::page))
        .route("/connectors/{system}/{day}", get(connectors::day))
        .route("/connectors/dispatches/{id}/retry", post(connectors::retry))
        .route("/connectors/inbound/retry", post(connectors::retry_inbound))
        .method_not_allowed_fallback(wrong_method)
}

/// 결재: which line an agency has, and what the outside approval system tells.
pub(super) fn approvals() -> Router<AppState> {
    use crate::pages::approval_routes;
    Router::new()
        .route("/approval-routes", get(approval_routes::page).post(approval_routes::set))
        .method_not_allowed_fallback(wrong_method)
        .route("/integration/approval/v1/callbacks", post(crate::integration::approval))
}

/// 사용자 관리, 권한, 대직, 인사 연계.
pub(super) fn people() -> Router<AppState> {
    use crate::pages::{grants, hand_back, staff_feed, users};
    Router::new()
        .route("/users", get(users::page))
        .route("/users/new", get(users::blank).post(users::send))
        .route("/users/{id}", get(users::show))
        .route("/users/{id}/contact", post(users::contact))
        .route("/users/{id}/record", post(users::record))
        .route("/users/{id}/password", post(users::reset))
        .route("/users/{id}/second-factor", post(users::reset_second_factor))
        .route("/users/{id}/unlock", post(users::unlock))
        .route("/users/{id}/notices/again", post(users::tell_again))
        .route("/users/{id}/retire", post(users::retire))
        .route("/users/{id}/reinstate", post(users::reinstate))
        .route("/users/{id}/stand-ins", post(users::set_stand_in))
        .route("/users/{id}/stand-ins/{stand_in}/end", post(users::end_stand_in))
        .route("/users/{id}/grants", post(users::grant))
        .route("/users/{id}/grants/{grant}/end", post(users::end_grant))
        .route("/grants", get(grants::page))
        .route("/grants/requests", post(grants::request))
        .route("/grants/requests/{id}/withdraw", post(grants::withdraw))
        .route("/grants/requests/{id}/decide", post(grants::decide))
        .route("/stand-ins/{id}", get(hand_back::page))
        .route("/staff-feed", get(staff_feed::page).post(staff_feed::upload))
        .route("/staff-feed/fetch", post(staff_feed::fetch))
        .route("/staff-feed/{id}", get(staff_feed::show))
        .route("/staff-feed/{id}/apply", post(staff_feed::apply))
        .route("/staff-feed/{id}/drop", post(staff_feed::drop_feed))
        .method_not_allowed_fallback(wrong_method)
}

/// 보존기간 심의, 처분 동결.
pub(super) fn keeping() -> Router<AppState> {
    use crate::pages::admin::retention;
    Router::new()
        .route("/retention", get(retention::page).post(retention::review))
        .route("/retention/holds", get(retention::holds).post(retention::put_hold))
        .route("/retention/holds/{id}/lift", post(retention::lift))
        .method_not_allowed_fallback(wrong_method)
}

/// 민원 운영: what administrators, agency managers and inspectors keep; entries from paper.
pub(super) fn administration() -> Router<AppState> {
    use crate::pages::admin::{
        access_log, access_review, codes, dispatches, holidays, notice_texts, organisation, outages,
        templates,
    };
    use crate::pages::receive::paper;
    Router::new()
        .route("/organisation", get(organisation::page))
        .route("/organisation/agencies", post(organisation::add_agency))
        .route("/organisation/agencies/{id}", post(organisation::rename_agency))
        .route("/organisation/agencies/{id}/departments", post(organisation::add_department))
        .route(
            "/organisation/departments/{id}",
            get(organisation::edit_department).post(organisation::change_department),
        )
        .route("/holidays", get(holidays::page).post(holidays::confirm))
        .route("/holidays/preview", get(holidays::look))
        .route("/codes", get(codes::page))
        .route("/codes/categories", post(codes::add_category))
        .route("/codes/categories/{id}", get(codes::edit_category).post(codes::change_category))
        .route("/codes/tasks", post(codes::add_task))
        .route("/codes/tasks/{id}", get(codes::edit_task).post(codes::change_task))
        .route("/templates", get(templates::page).post(templates::add))
        .route("/templates/new", get(templates::blank))
        .route("/templates/preview", post(templates::preview))
        .route("/templates/{id}", get(templates::edit).post(templates::change))
        .route("/templates/{id}/preview", post(templates::preview))
        .route("/templates/{id}/end", post(templates::end))
        .route("/notice-texts", get(notice_texts::page))
        .route(
            "/notice-texts/{template}/{reader}/{channel}",
            get(notice_texts::edit).post(notice_texts::save),
        )
        .route("/notice-texts/{template}/{reader}/{channel}/preview", post(notice_texts::preview))
        .route("/notice-texts/{template}/{reader}/{channel}/reset", post(notice_texts::reset))
        .route("/notices", get(dispatches::page))
        .route("/notices/again", post(dispatches::send_again))
        .route("/access-log", get(access_log::page))
        .route("/access-log/verify", post(access_log::verify))
        .route("/access-log/export", post(access_log::export))
        .route("/access-log/months", get(access_review::months))
        .route("/access-log/months/{month}", get(access_review::month).post(access_review::review))
        .route("/outages", get(outages::page).post(outages::declare))
        .route("/outages/{id}/end", get(outages::look).post(outages::end))
        .route("/receive/paper", get(paper::page).post(paper::send))
        .route("/receive/paper/check", post(paper::check))
        .route("/receive/paper/enter", post(paper::enter))
        .method_not_allowed_fallback(wrong_method)
}

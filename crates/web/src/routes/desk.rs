//! Where officials work all day: the desks, and what managers watch.

use axum::Router;
use axum::routing::{get, post};

use super::wrong_method;
use crate::state::AppState;

/// The desks: lists of work, inboxes, bulk acts.
pub(super) fn desks() -> Router<AppState> {
    use crate::pages::{
        approve, assign, cooperate, demo, distribute, follow_ups, handle, receive, timetable, unreached,
    };
    Router::new()
        .route("/receive", get(receive::page).post(receive::bulk))
        .route("/receive/call", get(receive::call).post(receive::send_call))
        .route("/distribute", get(distribute::page).post(distribute::bulk))
        .route("/assign", get(assign::page).post(assign::bulk))
        .route("/handle", get(handle::page))
        .route("/cooperate", get(cooperate::page))
        .route("/approve", get(approve::page))
        .route("/follow-ups", get(follow_ups::page))
        .route("/unreached", get(unreached::page))
        .route("/timetable", get(timetable::page))
        .route("/demo/mailbox", get(demo::mailbox))
        .route("/demo/clock", post(demo::clock))
        .method_not_allowed_fallback(wrong_method)
}

/// The everyday desk: what pages hear, what officers keep for themselves, practice.
pub(super) fn everyday() -> Router<AppState> {
    use crate::pages::{case, events, exports, field_applications, me, search, tour};
    Router::new()
        .route("/events", get(events::listen))
        .route("/complaints/{number}/presence", post(case::beat))
        .route("/complaints/{number}/draft", post(case::save_draft))
        .route("/complaints/view", get(search::view).post(search::change_view))
        .route("/exports", get(exports::page).post(exports::ask))
        .route("/exports/{id}", get(exports::take))
        .route("/exports/{id}/cancel", post(exports::cancel))
        .route("/me/keys", post(me::set_keys))
        .route("/me/phrases", get(me::phrases_page).post(me::change_phrase))
        .route("/field-applications", get(field_applications::page).post(field_applications::apply))
        .route("/field-applications/{id}", post(field_applications::decide))
        .route("/tour", get(tour::page).post(tour::go))
        .method_not_allowed_fallback(wrong_method)
}

/// Watching over others' work: delays, reminders, the monthly check, statistics.
pub(super) fn watching() -> Router<AppState> {
    use crate::pages::{dashboard, delays, monthly_check, reminders, statistics};
    Router::new()
        .route("/delays", get(delays::page).post(delays::bulk))
        .route("/reminders", get(reminders::page))
        .route("/complaints/{number}/reminders/{seq}", get(reminders::paper))
        .route("/monthly-check", get(monthly_check::page).post(monthly_check::check))
        .route("/statistics", get(statistics::page))
        .route("/dashboard", get(dashboard::page))
        .method_not_allowed_fallback(wrong_method)
}

/// 국민신문고 만족도 모니터링.
pub(super) fn satisfaction() -> Router<AppState> {
    use crate::pages::satisfaction;
    Router::new()
        .route("/satisfaction", get(satisfaction::list))
        .route("/satisfaction/list.xlsx", get(satisfaction::list_excel))
        .route("/satisfaction/statistics", get(satisfaction::statistics))
        .route("/satisfaction/statistics/{file}", get(satisfaction::statistics_excel))
        .method_not_allowed_fallback(wrong_method)
}

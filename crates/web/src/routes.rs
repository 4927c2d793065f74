//! Every address of the product, on one page.

use std::time::Duration;

use axum::Router;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::routing::{get, post};
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::CsrfLayer;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::set_header::SetResponseHeaderLayer;
use tower_http::timeout::TimeoutLayer;

use crate::assets;
use crate::error::Fail;
use crate::gallery;
use crate::pages::{apply, citizen, lookup, petition, public_answers};
use crate::state::AppState;

/// Largest request body: a form or a JSON document, not a film. Uploads have their own limit.
const BODY_BYTES_MAX: usize = 1_048_576;
/// What takes longer than this has failed.
const ANSWER_WITHIN: Duration = Duration::from_secs(30);
/// Ten photographs over a telephone's slow connection take minutes.
const UPLOADED_WITHIN: Duration = Duration::from_secs(900);

pub fn router(state: AppState) -> Router {
    let guard = ServiceBuilder::new()
        .layer(axum::middleware::from_fn(crate::api::problem::as_problem))
        .layer(CatchPanicLayer::new())
        .layer(CompressionLayer::new())
        .layer(header_layer(header::CONTENT_SECURITY_POLICY, CSP))
        .layer(header_layer(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(header_layer(header::REFERRER_POLICY, "same-origin"))
        .layer(header_layer(header::X_FRAME_OPTIONS, "DENY"))
        // Nearly everything here is about somebody: only assets say of themselves that they may be kept.
        .layer(header_layer(header::CACHE_CONTROL, "no-store"))
        .layer(CsrfLayer::new());
    let pages = ServiceBuilder::new()
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, ANSWER_WITHIN))
        .layer(RequestBodyLimitLayer::new(BODY_BYTES_MAX));
    let uploads = ServiceBuilder::new()
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, UPLOADED_WITHIN))
        .layer(RequestBodyLimitLayer::new(crate::files::REQUEST_BYTES_MAX));
    let small = Router::new()
        .merge(account())
        .merge(desks())
        .merge(cases())
        .merge(watching())
        .merge(satisfaction())
        .merge(connectors())
        .merge(administration())
        .merge(citizens())
        .merge(approvals())
        .merge(people())
        .merge(everyday())
        .nest("/api/v1", api())
        .route("/assets/{*path}", get(assets::serve))
        .route("/_components", get(|| async { gallery::gallery() }))
        .route("/healthz", get(|| async { "ok" }))
        .route("/readyz", get(crate::api::office::ready))
        .fallback(|| async { Fail::not_found() })
        .layer(pages);
    small.merge(files().layer(uploads)).with_state(state).layer(guard)
}

/// Getting in, the main page, and what belongs to oneself.
fn account() -> Router<AppState> {
    use crate::pages::{account, guide, main, me};
    Router::new()
        .route("/login", get(account::page).post(account::log_in))
        .route("/logout", post(account::log_out))
        .route("/session/extend", post(account::extend))
        .route("/", get(main::page))
        .route("/me", get(me::page))
        .route("/me/duty", post(me::duty))
        .route("/me/contact", post(me::contact))
        .route("/me/alerts", post(me::alerts))
        .route("/me/stand-ins", post(me::set_stand_in))
        .route("/me/stand-ins/{id}/end", post(me::end_stand_in))
        .route("/me/password", get(me::password_page).post(me::change_password))
        .route("/guide", get(guide::page))
        .route("/guide/field", get(guide::field))
        .method_not_allowed_fallback(crate::pages::wrong_method::page)
}

/// The desks: lists of work, inboxes, bulk acts.
fn desks() -> Router<AppState> {
    use crate::pages::{
        approve, assign, cooperate, demo, distribute, follow_ups, handle, receive, timetable,
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
        .route("/timetable", get(timetable::page))
        .route("/demo/mailbox", get(demo::mailbox))
        .route("/demo/clock", post(demo::clock))
        .method_not_allowed_fallback(crate::pages::wrong_method::page)
}

/// The everyday desk: what pages hear, what officers keep for themselves, practice.
fn everyday() -> Router<AppState> {
    use crate::pages::{case, events, field_applications, me, search, tour};
    Router::new()
        .route("/events", get(events::listen))
        .route("/complaints/{number}/presence", post(case::beat))
        .route("/complaints/{number}/draft", post(case::save_draft))
        .route("/complaints/view", get(search::view).post(search::change_view))
        .route("/me/keys", post(me::set_keys))
        .route("/me/phrases", get(me::phrases_page).post(me::change_phrase))
        .route("/field-applications", get(field_applications::page).post(field_applications::apply))
        .route("/field-applications/{id}", post(field_applications::decide))
        .route("/tour", get(tour::page).post(tour::go))
        .method_not_allowed_fallback(crate::pages::wrong_method::page)
}

/// One complaint, and what is done to it; the search over all of them.
fn cases() -> Router<AppState> {
    use crate::pages::{case, search};
    Router::new()
        .route("/search", get(search::find))
        .route("/complaints", get(search::page))
        .route("/complaints/selected/{act}", post(search::selected))
        .route("/complaints/export", post(search::export))
        .route("/complaints/{number}", get(case::show))
        .route("/complaints/{number}/prepare", post(case::prepare))
        .route("/complaints/{number}/reveal", post(case::reveal))
}

/// Watching over others' work: delays, reminders, the monthly check, statistics.
fn watching() -> Router<AppState> {
    use crate::pages::{dashboard, delays, monthly_check, reminders, statistics};
    Router::new()
        .route("/delays", get(delays::page).post(delays::bulk))
        .route("/reminders", get(reminders::page))
        .route("/complaints/{number}/reminders/{seq}", get(reminders::paper))
        .route("/monthly-check", get(monthly_check::page).post(monthly_check::check))
        .route("/statistics", get(statistics::page))
        .route("/dashboard", get(dashboard::page))
        .method_not_allowed_fallback(crate::pages::wrong_method::page)
}

/// 국민신문고 만족도 모니터링.
fn satisfaction() -> Router<AppState> {
    use crate::pages::satisfaction;
    Router::new()
        .route("/satisfaction", get(satisfaction::list))
        .route("/satisfaction/list.xlsx", get(satisfaction::list_excel))
        .route("/satisfaction/statistics", get(satisfaction::statistics))
        .route("/satisfaction/statistics/{file}", get(satisfaction::statistics_excel))
        .method_not_allowed_fallback(crate::pages::wrong_method::page)
}

/// The systems beside ours.
fn connectors() -> Router<AppState> {
    use crate::pages::connectors;
    Router::new()
        .route("/connectors", get(connectors::page))
        .route("/connectors/{system}/{day}", get(connectors::day))
        .route("/connectors/dispatches/{id}/retry", post(connectors::retry))
        .route("/connectors/inbound/retry", post(connectors::retry_inbound))
        .method_not_allowed_fallback(crate::pages::wrong_method::page)
}

/// 결재: which line an agency has, and what the outside approval system tells.
fn approvals() -> Router<AppState> {
    use crate::pages::approval_routes;
    Router::new()
        .route("/approval-routes", get(approval_routes::page).post(approval_routes::set))
        .method_not_allowed_fallback(crate::pages::wrong_method::page)
        .route("/integration/approval/v1/callbacks", post(crate::integration::approval))
}

/// 사용자 관리, 권한, 대직, 인사 연계.
fn people() -> Router<AppState> {
    use crate::pages::{grants, hand_back, staff_feed, users};
    Router::new()
        .route("/users", get(users::page))
        .route("/users/new", get(users::blank).post(users::send))
        .route("/users/{id}", get(users::show))
        .route("/users/{id}/contact", post(users::contact))
        .route("/users/{id}/record", post(users::record))
        .route("/users/{id}/password", post(users::reset))
        .route("/users/{id}/unlock", post(users::unlock))
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
        .method_not_allowed_fallback(crate::pages::wrong_method::page)
}

/// 민원 운영: what administrators, agency managers and inspectors keep; entries from paper.
fn administration() -> Router<AppState> {
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
        .method_not_allowed_fallback(crate::pages::wrong_method::page)
}

/// The petitioner's side.
fn citizens() -> Router<AppState> {
    Router::new()
        .route("/citizen", get(citizen::front))
        .route("/citizen/guide", get(citizen::guide))
        .route("/apply/done", get(apply::done))
        .route("/lookup", get(lookup::form).post(lookup::look_up))
        .route("/answers", get(public_answers::list))
        .route("/answers/{id}", get(public_answers::detail))
        .route("/petition", get(petition::see))
        .route("/petition/leave", get(petition::back).post(petition::leave))
}

/// What takes files, or gives them back.
fn files() -> Router<AppState> {
    use crate::api::attachments;
    use crate::pages::{case, receive};
    let api = Router::new()
        .route("/complaints/{number}/attachments", get(attachments::list).post(attachments::add))
        .route("/complaints/{number}/attachments/{id}", get(attachments::download));
    Router::new()
        .route("/apply", get(apply::blank).post(apply::step))
        .route("/apply/files/{id}/{manner}", get(apply::file))
        .route("/petition/{act}", get(petition::back).post(petition::act))
        .route("/petition/files/{id}", get(petition::file))
        .route("/petition/files/{id}/{manner}", get(petition::file))
        .route("/receive/new", get(receive::register).post(receive::send))
        .route("/receive/new/files/{id}/{manner}", get(receive::file))
        .route("/complaints/{number}/acts/{act}", post(case::act))
        .route("/complaints/{number}/attach", post(case::attach))
        .route("/complaints/{number}/files/{id}", get(case::file))
        .route("/complaints/{number}/files/{id}/{manner}", get(case::file))
        .nest("/api/v1", api)
}

/// The JSON interface.
fn api() -> Router<AppState> {
    use crate::api::{
        act, bulk, detail, events, filing, listing, me, office, openapi, overview, satisfaction, session,
        statistics,
    };
    Router::new()
        .route("/session", post(session::open).delete(session::close))
        .route("/me", get(me::me))
        .route("/me/counts", get(me::counts))
        .route("/me/menu", get(me::menu))
        .route("/events", get(events::listen))
        .route("/complaints", get(listing::list).post(filing::file))
        .route("/complaints.xlsx", get(listing::file))
        .route("/complaints/{number}", get(detail::whole))
        .route("/complaints/{number}/history", get(detail::history))
        .route("/complaints/{number}/notices", get(detail::notices))
        .route("/complaints/{number}/due", get(detail::due))
        .route("/complaints/{number}/similar", get(detail::similar))
        .route("/complaints/{number}/suggestions", get(detail::suggested))
        .route("/complaints/{number}/acts/{act}", post(act::act))
        .route("/complaints/bulk/{act}", post(bulk::bulk))
        .route("/org", get(office::org))
        .route("/org/departments/{id}/officers", get(office::officers))
        .route("/users", get(crate::api::users::users))
        .route("/calendar/{year}", get(office::calendar))
        .route("/statistics/overview", get(overview::overview))
        .route("/statistics/overview.xlsx", get(overview::file))
        .route("/statistics/delays", get(statistics::delays))
        .route("/statistics/delays.xlsx", get(statistics::delays_file))
        .route("/statistics/handling", get(statistics::handling))
        .route("/statistics/handling.xlsx", get(statistics::handling_file))
        .route("/statistics/satisfaction", get(satisfaction::satisfaction))
        .route("/statistics/satisfaction.xlsx", get(satisfaction::excel))
        .route("/demo/clock", post(office::move_clock))
        .route("/openapi.json", get(openapi::document))
}

/// No inline script or style anywhere, nothing from elsewhere, no frame around us.
const CSP: &str = "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; form-action 'self'; \
                   base-uri 'none'; object-src 'none'";

fn header_layer(name: HeaderName, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value))
}

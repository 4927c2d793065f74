//! Every address of the product, on one page.

mod desk;
mod office;

use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum_extra::extract::cookie::CookieJar;
use tower::ServiceBuilder;
use tower_http::CompressionLevel;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::CsrfLayer;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::set_header::SetResponseHeaderLayer;

use crate::assets;
use crate::error::Fail;
use crate::gallery;
use crate::last_words;
use crate::pages::in_time::in_time;
use crate::pages::unsent::carried;
use crate::pages::{apply, citizen, lookup, petition, public_answers};
use crate::request::{From, prefixed};
use crate::state::AppState;
use words::error::PageError;

/// Largest request body: a form or a JSON document, not a film. Uploads have their own limit.
const BODY_BYTES_MAX: usize = 1_048_576;

/// When a request is ended that nobody has answered.
#[derive(Clone, Copy)]
struct Ends {
    answered: Duration,
    uploaded: Duration,
}

/// What takes longer has failed; ten photographs over a telephone's slow connection take minutes.
const ENDS: Ends = Ends { answered: Duration::from_secs(30), uploaded: Duration::from_secs(900) };

pub fn router(state: AppState) -> Router {
    dressed(small(), files(), ENDS, state)
}

/// The addresses, those that take files apart, with what every answer passes on its way out.
fn dressed(small: Router<AppState>, files: Router<AppState>, ends: Ends, state: AppState) -> Router {
    let guard = ServiceBuilder::new()
        .option_layer(state.settings.secure_cookies.then(|| axum::middleware::from_fn(prefixed)))
        .map_response(IntoResponse::into_response)
        .layer(CompressionLayer::new().quality(CompressionLevel::Fastest))
        .layer(header_layer(header::CONTENT_SECURITY_POLICY, CSP))
        .layer(header_layer(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(header_layer(header::REFERRER_POLICY, "same-origin"))
        .layer(header_layer(header::X_FRAME_OPTIONS, "DENY"))
        // A browser that was here over TLS comes back over TLS, whatever it is told in between.
        .option_layer(
            state.settings.secure_cookies.then(|| header_layer(header::STRICT_TRANSPORT_SECURITY, HSTS)),
        )
        // Nearly everything here is about somebody: only assets say of themselves that they may be kept.
        .layer(header_layer(header::CACHE_CONTROL, "no-store"))
        .layer(SetResponseHeaderLayer::if_not_present(header::RETRY_AFTER, again_after))
        .layer(axum::middleware::from_fn(crate::api::bare::as_problem))
        .layer(CsrfLayer::new())
        .layer(CatchPanicLayer::custom(last_words::answer));
    let ended = |within| axum::middleware::from_fn(move |request, next| in_time(within, request, next));
    let framed = axum::middleware::from_fn_with_state(state.clone(), crate::pages::framed::framed);
    let carry_up_to = |most| {
        let carry = move |State(state): State<AppState>, from: From, jar: CookieJar, request, next| {
            carried((state, most), (from, jar), request, next)
        };
        axum::middleware::from_fn_with_state(state.clone(), carry)
    };
    let pages = ServiceBuilder::new()
        .layer(framed.clone())
        .layer(ended(ends.answered))
        .layer(CatchPanicLayer::custom(last_words::answer))
        .layer(axum::middleware::from_fn(crate::pages::too_large::in_words))
        .layer(carry_up_to(BODY_BYTES_MAX))
        .layer(RequestBodyLimitLayer::new(BODY_BYTES_MAX));
    let uploads = ServiceBuilder::new()
        .layer(framed)
        .layer(ended(ends.uploaded))
        .layer(CatchPanicLayer::custom(last_words::answer))
        .layer(axum::middleware::from_fn(crate::pages::too_large::in_words))
        .layer(carry_up_to(crate::files::REQUEST_BYTES_MAX))
        .layer(RequestBodyLimitLayer::new(crate::files::REQUEST_BYTES_MAX));
    small.layer(pages).merge(files.layer(uploads)).with_state(state).layer(guard)
}

/// Everything that takes no files.
fn small() -> Router<AppState> {
    Router::new()
        .merge(account())
        .merge(desk::desks())
        .merge(cases())
        .merge(desk::watching())
        .merge(desk::satisfaction())
        .merge(office::connectors())
        .merge(office::administration())
        .merge(office::keeping())
        .merge(citizens())
        .merge(office::approvals())
        .merge(office::people())
        .merge(desk::everyday())
        .nest("/api/v1", api())
        .route("/assets/{*path}", get(assets::serve))
        .route("/_components", get(gallery::page_of_the_demo))
        .route("/healthz", get(|| async { "ok" }))
        .route("/readyz", get(crate::api::office::ready))
        .fallback(|| async { Fail::not_found() })
}

/// An address of ours, asked in a way it does not answer.
async fn wrong_method() -> Fail {
    Fail::Page(PageError::WrongMethod)
}

/// Getting in, the main page, and what belongs to oneself.
fn account() -> Router<AppState> {
    use crate::pages::{account, code, guide, main, me, outside, passkey, portal, unsent};
    Router::new()
        .route("/login", get(account::page).post(account::log_in))
        .route("/login/again", post(unsent::again))
        .route("/login/code", get(code::page).post(code::send))
        .route("/login/code/challenge", post(passkey::ask_second))
        .route("/login/code/passkey", post(passkey::second))
        .route("/login/passkey/challenge", post(passkey::ask))
        .route("/login/passkey", post(passkey::enter))
        .route("/login/oidc", get(outside::set_out))
        .route("/login/oidc/return", get(outside::back))
        .route("/login/portal", get(portal::enter))
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
        .route("/me/second-factor", get(me::second_factor::page).post(me::second_factor::change))
        .route("/me/second-factor/begin", post(me::second_factor::begin))
        .route("/me/second-factor/passkeys", post(me::passkeys::add))
        .route("/me/second-factor/passkeys/challenge", post(me::passkeys::begin))
        .route("/me/second-factor/passkeys/codes", post(me::passkeys::renew_codes))
        .route("/me/second-factor/passkeys/{id}", get(me::passkeys::show))
        .route("/me/second-factor/passkeys/{id}/name", post(me::passkeys::rename))
        .route("/me/second-factor/passkeys/{id}/remove", post(me::passkeys::remove))
        .route("/guide", get(guide::page))
        .route("/guide/field", get(guide::field))
        .method_not_allowed_fallback(wrong_method)
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
        .route("/complaints/{number}/evidence", post(case::ask_evidence))
        .route("/complaints/{number}/notices/{notice}/paper", post(case::notice_paper))
        .route("/complaints/{number}/notices/{notice}/told", post(case::notice_told))
        .route("/complaints/{number}/notices/{notice}/returned", post(case::notice_returned))
        .method_not_allowed_fallback(wrong_method)
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
        .method_not_allowed_fallback(wrong_method)
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
        .method_not_allowed_fallback(wrong_method)
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

/// A year.
const HSTS: &str = "max-age=31536000";

/// When a program may ask again, in seconds: what is held up is counted by the minute, and of what is away nobody knows.
fn again_after<B>(answer: &Response<B>) -> Option<HeaderValue> {
    let seconds = match answer.status() {
        StatusCode::TOO_MANY_REQUESTS => "60",
        StatusCode::SERVICE_UNAVAILABLE => "10",
        _ => return None,
    };
    Some(HeaderValue::from_static(seconds))
}

fn header_layer(name: HeaderName, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value))
}

#[cfg(test)]
mod tests;

//! Every address of the product, on one page.

use std::time::Duration;

use axum::Router;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::routing::get;
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
use crate::state::AppState;

/// Largest request body: a form or a JSON document, not a film. Uploads have their own limit.
const BODY_BYTES_MAX: usize = 1_048_576;
/// What takes longer than this has failed.
const ANSWER_WITHIN: Duration = Duration::from_secs(30);

pub fn router(state: AppState) -> Router {
    let guard = ServiceBuilder::new()
        .layer(CatchPanicLayer::new())
        .layer(CompressionLayer::new())
        .layer(header_layer(header::CONTENT_SECURITY_POLICY, CSP))
        .layer(header_layer(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(header_layer(header::REFERRER_POLICY, "same-origin"))
        .layer(header_layer(header::X_FRAME_OPTIONS, "DENY"))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, ANSWER_WITHIN))
        .layer(CsrfLayer::new())
        .layer(RequestBodyLimitLayer::new(BODY_BYTES_MAX));
    Router::new()
        .merge(account())
        .merge(desks())
        .merge(cases())
        .merge(citizens())
        .nest("/api/v1", api())
        .route("/assets/{*path}", get(assets::serve))
        .route("/_components", get(|| async { gallery::gallery() }))
        .route("/healthz", get(|| async { "ok" }))
        .fallback(|| async { Fail::not_found() })
        .with_state(state)
        .layer(guard)
}

/// Getting in, the main page, and what belongs to oneself.
fn account() -> Router<AppState> {
    Router::new()
}

/// The desks: lists of work, inboxes, bulk acts.
fn desks() -> Router<AppState> {
    Router::new()
}

/// One complaint, and what is done to it; the search over all of them.
fn cases() -> Router<AppState> {
    Router::new()
}

/// The petitioner's side.
fn citizens() -> Router<AppState> {
    Router::new()
}

/// The JSON interface.
fn api() -> Router<AppState> {
    Router::new()
}

/// No inline script or style anywhere, nothing from elsewhere, no frame around us.
const CSP: &str = "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; form-action 'self'; \
                   base-uri 'none'; object-src 'none'";

fn header_layer(name: HeaderName, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value))
}

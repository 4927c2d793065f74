//! The stand-in's side of the protocol: documents are taken, and told of when asked.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};

use super::super::Signed;
use super::super::protocol::{
    CLOCK_SECONDS, DOCUMENT_BYTES, KEY_HEADER, NONCE_HEADER, PATH, SIGNATURE_HEADER, TIMESTAMP_HEADER, code,
};
use super::desk::{Said, no};
use super::{HandOverMischief, System, stopped};

pub(super) fn router(system: Arc<System>) -> Router {
    Router::new()
        .route(PATH, post(take))
        .route(&format!("{PATH}/{{key}}"), get(state))
        .route(&format!("{PATH}/{{key}}/take-back"), post(take_back))
        .layer(DefaultBodyLimit::max(DOCUMENT_BYTES))
        .with_state(system)
}

async fn take(State(system): State<Arc<System>>, uri: Uri, headers: HeaderMap, body: Bytes) -> Response {
    let misdeed = system.misdeeds.next();
    match misdeed {
        Some(HandOverMischief::Broken) => return json(no(500, code::FAULT, "고장입니다.")),
        Some(HandOverMischief::Garbage) => return "<html>점검 중</html>".into_response(),
        Some(HandOverMischief::LoseAnswer) | None => {}
    }
    let said = match admitted(&system, (&Method::POST, &uri), &headers, &body) {
        Ok(()) => {
            let now = system.now();
            system.book().take(&body, now)
        }
        Err(said) => said,
    };
    if misdeed == Some(HandOverMischief::LoseAnswer) {
        stopped(system.stopping.clone()).await;
    }
    json(said)
}

async fn state(
    State(system): State<Arc<System>>,
    Path(key): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    if let Err(said) = admitted(&system, (&Method::GET, &uri), &headers, &[]) {
        return json(said);
    }
    let state = system.book().state(&key);
    match state {
        Ok(state) => Json(state).into_response(),
        Err(said) => json(said),
    }
}

/// The complaint has ended otherwise; nobody here decides the document any more.
async fn take_back(
    State(system): State<Arc<System>>,
    Path(key): Path<String>,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    if let Err(said) = admitted(&system, (&Method::POST, &uri), &headers, &body) {
        return json(said);
    }
    let now = system.now();
    json(system.book().take_back(&key, now))
}

fn admitted(
    system: &System,
    (method, uri): (&Method, &Uri),
    headers: &HeaderMap,
    body: &[u8],
) -> Result<(), Said> {
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if header(KEY_HEADER) != system.key_id {
        return Err(no(401, code::BAD_KEY, "등록되지 않은 열쇠입니다."));
    }
    let (timestamp, nonce) = (header(TIMESTAMP_HEADER), header(NONCE_HEADER));
    let signed = Signed { timestamp, nonce, method: method.as_str(), path: uri.path(), body };
    if !signed.is_signed(system.secret.expose(), header(SIGNATURE_HEADER)) {
        return Err(no(401, code::BAD_SIGNATURE, "서명이 다릅니다."));
    }
    let signed_at: i64 = timestamp.parse().unwrap_or(i64::MIN);
    if signed_at.saturating_sub(system.now().as_second()).saturating_abs() > CLOCK_SECONDS {
        return Err(no(401, code::STALE, "서명한 시각이 너무 멉니다."));
    }
    Ok(())
}

fn json((http, answer): Said) -> Response {
    (StatusCode::from_u16(http).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR), Json(answer)).into_response()
}

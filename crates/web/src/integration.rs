//! What other systems tell us over HTTP: at the door each proves who it is, then the office weighs what it says.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{OriginalUri, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use casework::NotDone;
use casework::approval::{Heard, TakenIn, is_new, take_in};
use jiff::Timestamp;
use serde_json::json;

use crate::state::AppState;

/// A call as it arrives: what its headers claim, and its body.
#[derive(Clone, Copy, Debug)]
pub struct Call<'a> {
    pub key_id: &'a str,
    pub timestamp: &'a str,
    pub nonce: &'a str,
    pub signature: &'a str,
    pub method: &'a str,
    pub path: &'a str,
    pub body: &'a [u8],
}

/// Why nobody listened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deaf {
    pub http: u16,
    pub code: &'static str,
    pub reason: &'static str,
}

/// Checks who calls and reads what is said: the protocol is the connector's.
pub type ApprovalDoor = Arc<dyn Fn(&Call<'_>, Timestamp) -> Result<Heard, Deaf> + Send + Sync>;

/// POST `/integration/approval/v1/callbacks`: the approval system tells how a document goes.
pub(crate) async fn approval(
    State(state): State<AppState>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let Some(door) = &state.approval else {
        return answer(404, "UNKNOWN_KEY", "업무관리시스템과 연계하지 않습니다.");
    };
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let call = Call {
        key_id: header("x-eungdapso-key"),
        timestamp: header("x-eungdapso-timestamp"),
        nonce: header("x-eungdapso-nonce"),
        signature: header("x-eungdapso-signature"),
        method: "POST",
        path: uri.path(),
        body: &body,
    };
    let heard = match door(&call, state.office.now()) {
        Ok(heard) => heard,
        Err(Deaf { http, code, reason }) => {
            tracing::warn!(code, "a call-back was turned away");
            return answer(http, code, reason);
        }
    };
    match is_new(&state.office, call.nonce).await {
        Ok(true) => {}
        Ok(false) => return answer(409, "REPLAYED", "이미 받은 요청입니다. 새로 서명하여 보내십시오."),
        Err(fault) => return later(&fault),
    }
    match take_in(&state.office, &heard).await {
        Ok(became) => told(became),
        Err(fault) => later(&fault),
    }
}

fn told(became: TakenIn) -> Response {
    let code = became.as_str();
    match became {
        TakenIn::Done => answer(200, code, "반영했습니다."),
        TakenIn::Before => answer(200, code, "이미 받은 내용입니다."),
        TakenIn::Known(past) => answer(200, code, words::approval::past(past)),
        TakenIn::Contradicts(why) => answer(200, code, words::approval::contradiction(why)),
        TakenIn::Unknown => answer(404, code, "보낸 적이 없는 문서입니다."),
    }
}

/// Nobody is to blame but us: it is sent again.
fn later(fault: &NotDone) -> Response {
    tracing::error!(error = %fault, "a call-back could not be taken in");
    answer(503, "FAULT", "지금은 처리할 수 없습니다. 잠시 뒤에 다시 보내십시오.")
}

fn answer(http: u16, code: &str, reason: &str) -> Response {
    let status = if http == 200 { "accepted" } else { "rejected" };
    let http = StatusCode::from_u16(http).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (http, Json(json!({ "status": status, "code": code, "reason": reason }))).into_response()
}

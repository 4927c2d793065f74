//! `/events`: what changed in the caller's sight, as it happens (server-sent events).

use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use axum::response::Response;

use super::caller::Officer;
use super::problem::Problem;
use crate::live;
use crate::pages::events::since;
use crate::state::AppState;

pub(crate) async fn listen(
    State(state): State<AppState>,
    Officer(who): Officer,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let value = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let token = value.split_once(' ').map_or("", |(_, token)| token.trim());
    Ok(live::line(&state, &who, token, since(&headers, None))?)
}

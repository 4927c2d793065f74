//! A request that nobody has answered in time is ended, and whoever asked is told so in words.

use std::time::Duration;

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tokio::time::timeout;
use words::error::PageError;

use crate::error::Fail;

pub(crate) async fn in_time(within: Duration, request: Request, next: Next) -> Response {
    let late = |_| Fail::Ours(PageError::Unavailable, format!("no answer within {within:?}")).into_response();
    timeout(within, next.run(request)).await.unwrap_or_else(late)
}

//! 413: more was announced than we take at once; said before a byte of it is read.

use axum::extract::Request;
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use words::error::PageError;

use crate::error::Fail;

/// The layer that counts bytes says so in a line of English; whoever sent them is told as on any other page.
pub(crate) async fn in_words(request: Request, next: Next) -> Response {
    let response = next.run(request).await;
    let told = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/plain"));
    match response.status() == StatusCode::PAYLOAD_TOO_LARGE && told {
        true => Fail::Page(PageError::TooLarge).into_response(),
        false => response,
    }
}

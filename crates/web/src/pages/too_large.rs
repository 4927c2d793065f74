//! 413: more was announced than we take at once; said before a byte of it is read, in the reader's language.

use axum::extract::Request;
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use words::error::PageError;

use crate::error::Fail;
use crate::pages::citizen::{Tongue, mishap};

/// Where petitioners write.
const PETITIONERS: [&str; 3] = ["/apply", "/petition", "/lookup"];

/// The layer that counts bytes says so in a line of English; whoever sent them is told as on any other page.
pub(crate) async fn in_words(tongue: Tongue, request: Request, next: Next) -> Response {
    let path = PETITIONERS.into_iter().find(|path| request.uri().path().starts_with(path));
    let response = next.run(request).await;
    let told = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/plain"));
    if response.status() != StatusCode::PAYLOAD_TOO_LARGE || !told {
        return response;
    }
    let fail = Fail::Page(PageError::TooLarge);
    match path {
        Some(path) => mishap(&fail, tongue, path),
        None => fail.into_response(),
    }
}

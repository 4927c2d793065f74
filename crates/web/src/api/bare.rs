//! Under `/api/` every failure is a problem: also one of the server's own guards, and of a handler that fell over.

use axum::extract::Request;
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use words::error::PageError;

use super::problem::{MEDIA_TYPE, Problem};
use crate::error::{self, Told};

pub(crate) async fn as_problem(request: Request, next: Next) -> Response {
    let ours = request.uri().path().starts_with("/api/");
    let response = next.run(request).await;
    let failed = response.status().is_client_error() || response.status().is_server_error();
    let told = response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind == MEDIA_TYPE);
    if !ours || !failed || told {
        return response;
    }
    let allow = response.headers().get(header::ALLOW).cloned();
    let known = response.extensions().get::<Told>().and_then(Told::incident);
    let mut problem = bare(response.status(), known).into_response();
    if let Some(methods) = allow {
        problem.headers_mut().insert(header::ALLOW, methods);
    }
    problem
}

/// `known`: the number under which the log has it already.
fn bare(status: StatusCode, known: Option<String>) -> Problem {
    // What has no number nobody has told the log.
    let now = || status.is_server_error().then(|| error::logged(&format!("{status} without a word")));
    bare_kind(status).under(known.or_else(now))
}

fn bare_kind(status: StatusCode) -> Problem {
    match status.as_u16() {
        401 => Problem::signed_out(),
        403 => Problem::general(PageError::ForeignForm, "foreign-origin"),
        404 => Problem::not_found(),
        405 => Problem::of(PageError::Unreadable, "method-not-allowed", "이 주소에서 쓸 수 없는 방식입니다.")
            .with_status(status),
        413 => Problem::too_large(),
        422 => Problem::general(PageError::Invalid, "invalid"),
        429 => Problem::general(PageError::TooOften, "too-often"),
        503 => Problem::general(PageError::Unavailable, "unavailable"),
        500..=599 => Problem::general(PageError::Broken, "broken").with_status(status),
        _ => Problem::general(PageError::Unreadable, "unreadable").with_status(status),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_fell_over_without_a_word_has_a_number_too_and_a_refusal_has_none() {
        for status in [StatusCode::INTERNAL_SERVER_ERROR, StatusCode::SERVICE_UNAVAILABLE] {
            let told = bare(status, None).told();
            let number = told.incident.unwrap();
            assert!(told.detail.contains(&number), "{}", told.detail);
        }
        assert_eq!(bare(StatusCode::NOT_FOUND, None).told().incident, None);
        let fell = crate::last_words::answer(Box::new("it fell"));
        let number = fell.extensions().get::<Told>().and_then(Told::incident).unwrap();
        assert_eq!(bare(fell.status(), Some(number.clone())).told().incident, Some(number));
    }
}

//! The JSON body of a request: read strictly, and remembered by its digest.

use axum::body::{Bytes, HttpBody, to_bytes};
use axum::extract::{FromRequest, OriginalUri, Request};
use axum::http::{StatusCode, header};
use casework::digest;
use serde_json::{Map, Value};
use words::error::PageError;

use super::problem::Problem;
use crate::acts::Fields;

/// Largest body, in bytes; the router's own limit stands before it.
const BYTES_MAX: usize = 1_048_576;

/// An object, and the digest of the whole request: method, address, body.
pub(crate) struct Sent {
    object: Map<String, Value>,
    pub(crate) digest: String,
}

impl Sent {
    pub(super) fn fields(self) -> Fields {
        Fields::from_json(self.object)
    }

    pub(super) fn object(self) -> Map<String, Value> {
        self.object
    }
}

impl<S: Send + Sync> FromRequest<S> for Sent {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        let address = request.extensions().get::<OriginalUri>().map_or(request.uri(), |uri| &uri.0);
        let asked = format!("{} {}", request.method(), address.path());
        let json = is_json(&request);
        let bytes = read(request).await?;
        let digest = digest::of_parts([asked.as_bytes(), &bytes]);
        // An act that needs no words may come without any.
        if bytes.is_empty() {
            return Ok(Sent { object: Map::new(), digest });
        }
        if !json {
            let said = "요청 본문은 application/json이어야 합니다.";
            let problem = Problem::of(PageError::Unreadable, "unsupported-media-type", said);
            return Err(problem.with_status(StatusCode::UNSUPPORTED_MEDIA_TYPE));
        }
        Ok(Sent { object: object(&bytes)?, digest })
    }
}

fn is_json(request: &Request) -> bool {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let essence = kind.and_then(|kind| kind.split(';').next()).map(str::trim).unwrap_or_default();
    essence.eq_ignore_ascii_case("application/json") || essence.ends_with("+json")
}

async fn read(request: Request) -> Result<Bytes, Problem> {
    let body = request.into_body();
    let announced = body.size_hint().lower();
    if announced > u64::try_from(BYTES_MAX).unwrap_or(u64::MAX) {
        return Err(Problem::too_large());
    }
    to_bytes(body, BYTES_MAX).await.map_err(|error| {
        let mut cause: Option<&dyn std::error::Error> = Some(&error);
        while let Some(some) = cause {
            if some.is::<http_body_util::LengthLimitError>() {
                return Problem::too_large();
            }
            cause = some.source();
        }
        Problem::unreadable("요청 본문을 끝까지 받지 못했습니다.")
    })
}

fn object(bytes: &[u8]) -> Result<Map<String, Value>, Problem> {
    let text = std::str::from_utf8(bytes)
        .map_err(|_| Problem::unreadable("요청 본문이 올바른 UTF-8이 아닙니다."))?;
    match serde_json::from_str(text) {
        Ok(Value::Object(object)) => Ok(object),
        Ok(_) => Err(Problem::unreadable("요청 본문은 JSON 객체여야 합니다.")),
        Err(error) => Err(Problem::unreadable(&format!(
            "요청 본문이 올바른 JSON이 아닙니다({}행 {}열).",
            error.line(),
            error.column()
        ))),
    }
}

//! Sending a file back: as a stream, under headers that let it do nothing.

use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::Response;
use connect::vault::{Reading, VaultFault};
use domain::attachment::FileKind;
use futures_util::stream::{self, Stream};
use store::Attachment;
use uuid::Uuid;
use words::error::PageError;

use super::keep::{key, preview_key};
use super::parcel::away;
use crate::error::Fail;
use crate::state::AppState;

/// How it is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Manner {
    /// Saved on the reader's disk.
    Download,
    /// Shown by the browser itself, on a page of its own; what it cannot show is saved.
    Show,
    /// The small picture of a list.
    Glance,
}

/// Which file an address asks for, and how: `{id}`, or `{id}` and `{manner}`. What is neither leads nowhere.
pub(crate) fn asked(path: &[(String, String)]) -> Result<(Uuid, Manner), Fail> {
    let part = |name: &str| path.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str());
    let id = part("id").and_then(|id| id.parse().ok()).ok_or_else(Fail::not_found)?;
    match part("manner") {
        None => Ok((id, Manner::Download)),
        Some("view") => Ok((id, Manner::Show)),
        Some("preview") => Ok((id, Manner::Glance)),
        Some(_) => Err(Fail::not_found()),
    }
}

/// A file is nobody's page: no script, no form, no frame, nothing from elsewhere, an origin of its own.
const NOTHING_ALLOWED: &str = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; sandbox";
/// The same for what a browser shows in a viewer of its own, which it embeds. Chromium did not open it in a sandbox
/// once; 156 does, and so does a browser whose viewer is no page.
const PDF_ALLOWED: &str = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; \
                           frame-ancestors 'none'; base-uri 'none'; form-action 'none'; sandbox";

/// The bytes, on their way.
pub(crate) async fn respond(state: &AppState, file: &Attachment, manner: Manner) -> Result<Response, Fail> {
    let small = manner == Manner::Glance;
    if small && !file.preview {
        return Err(Fail::not_found());
    }
    let place = if small { preview_key(file.id) } else { key(file.id) };
    let reading = state.vault()?.open(&place).await.map_err(away)?;
    let Some(reading) = reading else {
        let cause = format!("the bytes of attachment {} are not in the vault", file.id);
        return Err(Fail::Ours(PageError::Unavailable, cause));
    };
    let bytes = reading.bytes;
    let mut response = Response::new(Body::from_stream(streamed(reading)));
    let shown = small || (manner == Manner::Show && file.kind.shows_itself());
    let media = if small { FileKind::Jpeg } else { file.kind }.media_type();
    let policy = if shown && file.kind == FileKind::Pdf { PDF_ALLOWED } else { NOTHING_ALLOWED };
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(media)),
        (header::CONTENT_LENGTH, HeaderValue::from(bytes)),
        (header::CONTENT_DISPOSITION, disposition(if shown { "inline" } else { "attachment" }, &file.name)),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy)),
        (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin")),
    ];
    response.headers_mut().extend(headers);
    Ok(response)
}

/// The bytes of the vault, piece by piece.
pub(crate) fn streamed(reading: Reading) -> impl Stream<Item = Result<Vec<u8>, VaultFault>> {
    stream::try_unfold(reading, |mut reading| async move {
        Ok(reading.next().await?.map(|chunk| (chunk, reading)))
    })
}

/// The name as it is, for browsers of this century (RFC 6266), and a plain one for the others.
fn disposition(manner: &str, name: &str) -> HeaderValue {
    let encoded: String = name
        .bytes()
        .map(|b| match b {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => char::from(b).to_string(),
            _ => format!("%{b:02X}"),
        })
        .collect();
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    let text = format!("{manner}; filename=\"attachment.{extension}\"; filename*=UTF-8''{encoded}");
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static("attachment"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_leave_its_header() {
        let value = disposition("attachment", "현장 \"사진\"\r\nSet-Cookie: a=b.jpg");
        let text = value.to_str().unwrap();
        assert!(
            text.starts_with("attachment; filename=\"attachment.jpg\"; filename*=UTF-8''%ED%98%84"),
            "{text}"
        );
        assert!(!text.contains('\n') && !text.contains("Set-Cookie: "), "{text}");
    }
}

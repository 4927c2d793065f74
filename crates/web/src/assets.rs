//! Style sheet, scripts and fonts, carried inside the binary and served under `/assets/`.

use std::{collections::HashMap, fmt::Write as _, sync::LazyLock};

use axum::{
    extract::{Path, RawQuery},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use rust_embed::{EmbeddedFile, RustEmbed};

#[derive(RustEmbed)]
#[folder = "$OUT_DIR/assets"]
struct Assets;

/// A year, the longest a cache may promise (RFC 9111 caches treat more as this).
const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
/// Asked for without its digest: may be kept, but must be checked each time.
const CHECK_EACH_TIME: HeaderValue = HeaderValue::from_static("no-cache");

/// Addresses by name, worked out once: the digest is compiled in and cannot change.
static URLS: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    Assets::iter()
        .filter_map(|name| {
            let file = Assets::get(&name)?;
            Some((name.to_string(), format!("/assets/{name}?v={}", digest(&file))))
        })
        .collect()
});

/// The address of an asset, with its digest: `url("app.css")` → `/assets/app.css?v=3fa9c1d2e4b5a697`.
#[must_use]
pub fn url(name: &str) -> String {
    URLS.get(name).cloned().unwrap_or_else(|| format!("/assets/{name}"))
}

/// `GET /assets/{*path}`. With the right `v=` it may be kept for ever; an old page's `v=` is checked.
pub async fn serve(Path(path): Path<String>, RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    let Some(file) = Assets::get(&path) else {
        return (StatusCode::NOT_FOUND, "없는 자산입니다.").into_response();
    };
    let digest = digest(&file);
    let etag = format!("\"{digest}\"");
    let caching = match query.as_deref().and_then(|q| q.strip_prefix("v=")) {
        Some(asked) if asked == digest => FOR_EVER,
        _ => CHECK_EACH_TIME,
    };
    let known = headers.get(header::IF_NONE_MATCH).and_then(|v| v.to_str().ok());
    let fixed = [(header::CACHE_CONTROL, caching), (header::CONTENT_TYPE, content_type(&path))];
    if known.is_some_and(|tags| tags.contains(&etag)) {
        return (StatusCode::NOT_MODIFIED, fixed, [(header::ETAG, etag)]).into_response();
    }
    (fixed, [(header::ETAG, etag)], file.data).into_response()
}

/// The first 8 bytes of the SHA-256, in hexadecimal: plenty to tell our few dozen files apart.
fn digest(file: &EmbeddedFile) -> String {
    file.metadata.sha256_hash()[..8].iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn content_type(path: &str) -> HeaderValue {
    HeaderValue::from_static(match path.rsplit_once('.').map(|(_, end)| end) {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("woff2") => "font/woff2",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("webmanifest") => "application/manifest+json",
        _ => "application/octet-stream",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn get(path: &str, query: Option<&str>, headers: HeaderMap) -> Response {
        serve(Path(path.to_owned()), RawQuery(query.map(str::to_owned)), headers).await
    }

    #[tokio::test]
    async fn an_asset_with_its_digest_may_be_kept_for_ever() {
        let url = url("app.css");
        let (_, query) = url.split_once('?').expect("the address carries a digest");
        let response = get("app.css", Some(query), HeaderMap::new()).await;
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.headers()[header::CACHE_CONTROL], FOR_EVER);
        assert_eq!(response.headers()[header::CONTENT_TYPE], "text/css; charset=utf-8");
    }

    #[tokio::test]
    async fn without_the_digest_it_is_checked_each_time_and_answered_304() {
        let first = get("app.js", None, HeaderMap::new()).await;
        assert_eq!(first.headers()[header::CACHE_CONTROL], CHECK_EACH_TIME);
        let mut headers = HeaderMap::new();
        headers.insert(header::IF_NONE_MATCH, first.headers()[header::ETAG].clone());
        assert_eq!(get("app.js", None, headers).await.status(), StatusCode::NOT_MODIFIED);
    }

    #[tokio::test]
    async fn what_is_not_there_is_404_and_nothing_outside_can_be_named() {
        for path in ["nothing.css", "../build.rs", "/etc/passwd", ""] {
            assert_eq!(get(path, None, HeaderMap::new()).await.status(), StatusCode::NOT_FOUND, "{path}");
        }
    }

    /// What two strokes or a stroke and a star begin is a comment, a regular expression apart: no script of ours has one
    /// with either in it, and no address of another machine.
    #[test]
    fn no_comment_is_left_in_what_a_browser_is_given() {
        let mut looked_at = 0;
        for name in Assets::iter() {
            let begins: &[&str] = match name.rsplit_once('.').map(|(_, end)| end) {
                Some("js") => &["//", "/*", "<!--"],
                Some("css") => &["/*", "<!--"],
                Some("svg") => &["<!--"],
                Some("woff2") => continue,
                _ => panic!("{name}: where would a comment stand in it?"),
            };
            let file = Assets::get(&name).unwrap();
            let text = str::from_utf8(&file.data).unwrap();
            for begin in begins {
                let line = text.lines().find(|line| line.contains(begin));
                assert!(line.is_none(), "{name}: {}", line.unwrap_or_default());
            }
            looked_at += 1;
        }
        assert!(looked_at >= 4, "only {looked_at} files");
    }

    #[test]
    fn the_fonts_of_the_kit_are_carried() {
        assert!(url("fonts/PretendardGOV-Regular.subset.woff2").contains("?v="));
    }
}

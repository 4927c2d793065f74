//! What every answer tells a browser not to do, whatever was asked.

use axum::body::Body;
use axum::http::Request;
use web::{AppState, Settings};

use super::office::TestOffice;

/// A page for everybody, one behind the log-in, JSON, an asset, and nothing at all.
const ASKED: [&str; 6] =
    ["/", "/login", "/complaints", "/api/v1/openapi.json", "/assets/none.js", "/nothing"];

#[tokio::test]
async fn no_answer_lets_a_page_run_or_frame_what_is_not_ours() {
    let office = TestOffice::new().await;
    for path in ASKED {
        let told = office.send(Request::get(path).body(Body::empty()).unwrap()).await;
        let header =
            |name: &str| told.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default();
        let policy: Vec<&str> = header("content-security-policy").split(';').map(str::trim).collect();
        for rule in ["default-src 'self'", "frame-ancestors 'none'", "base-uri 'none'", "object-src 'none'"] {
            assert!(policy.contains(&rule), "{path}: {rule} is not in {policy:?}");
        }
        assert!(
            !policy.iter().any(|rule| rule.contains("unsafe") || rule.contains('*')),
            "{path}: {policy:?}"
        );
        assert_eq!(header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(header("x-frame-options"), "DENY", "{path}");
        assert_eq!(header("referrer-policy"), "same-origin", "{path}");
        assert_eq!(header("strict-transport-security"), "", "{path}: there is no TLS here");
    }
    office.close().await;
}

#[tokio::test]
async fn behind_tls_a_browser_stays_behind_tls() {
    let mut office = TestOffice::new().await;
    let settings = Settings { demo: false, secure_cookies: true };
    office.router = web::router(AppState::new(office.office.clone(), settings));
    for path in ASKED {
        let told = office.send(Request::get(path).body(Body::empty()).unwrap()).await;
        assert_eq!(told.headers["strict-transport-security"], "max-age=31536000", "{path}");
    }
    office.close().await;
}

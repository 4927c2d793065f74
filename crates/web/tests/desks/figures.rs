//! `/metrics`: what waits, told to nobody who comes by the service's own door.

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use casework::Clock;
use domain::complaint::{Channel, Visibility};
use http_body_util::BodyExt;
use testkit::office::TestOffice;
use testkit::world;
use tower::ServiceExt;
use web::{AppState, Settings, metrics, router};

async fn asked(router: Router) -> (StatusCode, String) {
    let answer = router.oneshot(Request::get("/metrics").body(Body::empty()).unwrap()).await.unwrap();
    let status = answer.status();
    let bytes = answer.into_body().collect().await.unwrap().to_bytes();
    (status, String::from_utf8(bytes.to_vec()).unwrap())
}

/// The figure on this line.
fn figure(text: &str, line: &str) -> Option<f64> {
    text.lines().find_map(|told| told.strip_prefix(line)?.strip_prefix(' ')?.parse().ok())
}

testkit::both_databases! {
    async fn open_and_late_complaints_and_waiting_notices_are_told_and_sealed_ones_are_not(office: TestOffice) {
        office.accepted().await;
        office.file_as(Channel::Web, Visibility::Sealed).await;
        let (status, early) = asked(metrics(office.office.clone())).await;
        assert_eq!(status, StatusCode::OK);
        assert_eq!(figure(&early, "eungdapso_complaints_open{stage=\"accepted\"}"), Some(1.0), "{early}");
        assert_eq!(figure(&early, "eungdapso_complaints_open{stage=\"filed\"}"), Some(0.0), "the sealed one");
        assert_eq!(figure(&early, "eungdapso_complaints_overdue{stage=\"accepted\"}"), Some(0.0));
        assert!(figure(&early, "eungdapso_notices_waiting").unwrap() > 0.0, "{early}");
        office.clock.move_to(world::seoul_time("2026-03-23 10:00"));
        let (_, late) = asked(metrics(office.office.clone())).await;
        assert_eq!(figure(&late, "eungdapso_complaints_overdue{stage=\"accepted\"}"), Some(1.0), "{late}");
        assert!(figure(&late, "eungdapso_notices_oldest_seconds").unwrap() > 86_400.0, "nobody delivered them");
        let settings = Settings { demo: true, secure_cookies: false };
        let service = router(AppState::new(office.office.clone(), settings));
        assert_eq!(asked(service).await.0, StatusCode::NOT_FOUND);
    }
}

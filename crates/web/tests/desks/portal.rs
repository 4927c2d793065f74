//! 행정포털 before us: its word is taken, and nobody else's that looks like it.

use std::net::SocketAddr;

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode, header};
use axum::response::Response;
use connect::Secret;
use connect::portal::{Portal, PortalSettings};
use testkit::office::TestOffice;
use tower::ServiceExt;
use web::{AppState, Settings, router};

use crate::clerk::{Clerk, with_office};

const SECRET: &str = "a-secret-of-both-sides-with-32-letters";

fn state(office: &TestOffice) -> AppState {
    let settings = PortalSettings {
        user_header: "x-portal-user".into(),
        secret_header: "x-portal-secret".into(),
        secret: Secret::new(SECRET),
        addresses: vec!["10.0.0.5".parse().unwrap()],
    };
    let state = AppState::new(office.office.clone(), Settings { demo: false, secure_cookies: true });
    state.behind_portal(Portal::new(&settings).unwrap())
}

async fn ask(office: &TestOffice, path: &str, peer: &str, headers: &[(&str, &str)]) -> Response {
    let mut request = Request::get(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let mut request = request.body(Body::empty()).unwrap();
    let peer: SocketAddr = format!("{peer}:40000").parse().unwrap();
    request.extensions_mut().insert(ConnectInfo(peer));
    router(state(office)).oneshot(request).await.unwrap()
}

fn session(response: &Response) -> Option<String> {
    let cookies = response.headers().get_all(header::SET_COOKIE).iter();
    let mut pairs = cookies.filter_map(|cookie| cookie.to_str().unwrap().split(';').next()?.split_once('='));
    pairs.find(|(name, _)| *name == "__Host-session").map(|(_, value)| value.to_owned())
}

async fn newest(office: &TestOffice) -> (String, Option<String>) {
    let mut tx = office.store().read().await.unwrap();
    let line = tx.accesses(None, None, 1).await.unwrap().remove(0).access;
    (format!("{} {}", line.action, line.outcome), line.subject)
}

#[test]
fn whoever_the_portal_names_is_in() {
    with_office(|office| async move {
        let headers = [("x-portal-user", "kim"), ("x-portal-secret", SECRET)];
        let came = ask(&office, "/login/portal?next=%2Fhandle", "10.0.0.5", &headers).await;
        assert_eq!(came.headers()[header::LOCATION], "/handle");
        let mut kim = Clerk::stranger_at(state(&office));
        kim.cookies.insert("__Host-session".into(), session(&came).unwrap());
        kim.get("/handle").await.has("김도로");
        assert_eq!(newest(&office).await, ("log-in ok".to_owned(), Some("행정포털".to_owned())));
        for elsewhere in ["%2F%2Fevil.example", "https%3A%2F%2Fevil.example"] {
            let path = format!("/login/portal?next={elsewhere}");
            let came = ask(&office, &path, "10.0.0.5", &headers).await;
            assert_eq!(came.headers()[header::LOCATION], "/", "{elsewhere}");
        }
    });
}

#[test]
fn a_forged_word_is_passed_over_and_written_down() {
    with_office(|office| async move {
        for (peer, headers) in [
            ("203.0.113.9", &[("x-portal-user", "kim"), ("x-portal-secret", SECRET)][..]),
            (
                "203.0.113.9",
                &[("x-portal-user", "kim"), ("x-portal-secret", SECRET), ("x-forwarded-for", "10.0.0.5")],
            ),
            ("10.0.0.5", &[("x-portal-user", "kim"), ("x-portal-secret", "guessed")]),
            ("10.0.0.5", &[("x-portal-user", "kim")]),
        ] {
            for path in ["/login/portal", "/login"] {
                let came = ask(&office, path, peer, headers).await;
                assert!(session(&came).is_none(), "{peer} {headers:?}");
                assert_eq!(newest(&office).await, ("log-in refused".to_owned(), Some("행정포털".to_owned())));
            }
            // A desk reads no such header at all.
            let came = ask(&office, "/handle", peer, headers).await;
            assert_eq!(came.status(), StatusCode::SEE_OTHER);
        }
    });
}

#[test]
fn whom_nobody_knows_is_told_so_and_without_a_word_one_logs_in_as_ever() {
    with_office(|office| async move {
        let headers = [("x-portal-user", "nobody"), ("x-portal-secret", SECRET)];
        let came = ask(&office, "/login/portal", "10.0.0.5", &headers).await;
        assert_eq!((came.status(), session(&came)), (StatusCode::FORBIDDEN, None));
        let came = ask(&office, "/login/portal?next=/handle", "203.0.113.9", &[]).await;
        assert_eq!(came.headers()[header::LOCATION], "/login?next=/handle");
        let mut kim = Clerk::stranger(&office);
        assert_eq!(kim.get("/login/portal").await.status, StatusCode::NOT_FOUND, "no portal, no such way");
    });
}

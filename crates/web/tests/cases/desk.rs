//! Somebody at their desk: a router over the test office, and requests with a session.

use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response, StatusCode, header};
use casework::Clock;
use domain::complaint::{Act, Number};
use domain::id::{OfficerId, SessionId};
use http_body_util::BodyExt;
use jiff::SignedDuration;
use store::{Engine, Owner, Session};
use testkit::office::TestOffice;
use tower::ServiceExt;
use web::{AppState, Settings, router};

/// What came back.
#[derive(Debug)]
pub struct Page {
    pub status: StatusCode,
    pub location: Option<String>,
    pub cache: Option<String>,
    pub body: String,
}

impl Page {
    #[track_caller]
    pub fn says(&self, text: &str) -> &Page {
        assert!(self.body.contains(text), "{} should say {text}:\n{}", self.status, self.body);
        self
    }

    #[track_caller]
    pub fn does_not_say(&self, text: &str) -> &Page {
        assert!(!self.body.contains(text), "should not say {text}:\n{}", self.body);
        self
    }

    #[track_caller]
    pub fn is(&self, status: u16) -> &Page {
        assert_eq!(self.status.as_u16(), status, "{}", self.body);
        self
    }

    /// It was done and leads on.
    #[track_caller]
    pub fn leads_to(&self, address: &str) -> &Page {
        self.is(303);
        assert_eq!(self.location.as_deref(), Some(address));
        self
    }
}

pub struct Desk {
    router: Router,
    cookie: Option<String>,
}

/// The desk of an officer who is logged in.
pub async fn desk(office: &TestOffice, officer: OfficerId) -> Desk {
    let id = uuid::Uuid::new_v4();
    let token = format!("token-{id}");
    let hash = casework::digest::of(&token);
    let now = office.wall.now();
    let session = Session {
        id: SessionId(id),
        owner: Owner::Officer(officer),
        way: store::Way::Password,
        created_at: now,
        seen_at: now,
        expires_at: now + SignedDuration::from_hours(8),
    };
    let mut tx = office.store().write().await.unwrap();
    tx.put_session(&session, &hash).await.unwrap();
    tx.commit().await.unwrap();
    Desk { cookie: Some(format!("session={token}")), ..nobody(office) }
}

/// Somebody who is not logged in.
pub fn nobody(office: &TestOffice) -> Desk {
    let settings = Settings { demo: false, secure_cookies: false };
    Desk { router: router(AppState::new(office.office.clone(), settings)), cookie: None }
}

impl Desk {
    pub async fn get(&self, address: &str) -> Page {
        self.send(Request::get(address), Body::empty()).await
    }

    pub async fn case(&self, number: &Number, from: &str) -> Page {
        self.get(&format!("/complaints/{number}?from={from}")).await
    }

    pub async fn post(&self, address: &str, fields: &[(&str, &str)]) -> Page {
        let form = Request::post(address).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let body = serde_html_form::to_string(fields).unwrap();
        self.send(form.header("sec-fetch-site", "same-origin"), Body::from(body)).await
    }

    pub async fn act(&self, number: &Number, act: Act, fields: &[(&str, &str)]) -> Page {
        self.post(&format!("/complaints/{number}/acts/{}", act.as_str()), fields).await
    }

    async fn send(&self, request: axum::http::request::Builder, body: Body) -> Page {
        let request = match &self.cookie {
            Some(cookie) => request.header(header::COOKIE, cookie),
            None => request,
        };
        let response = self.router.clone().oneshot(request.body(body).unwrap()).await.unwrap();
        read(response).await
    }
}

async fn read(response: Response<Body>) -> Page {
    let header = |name| response.headers().get(name).map(|value| value.to_str().unwrap().to_owned());
    let (status, location, cache) =
        (response.status(), header(header::LOCATION), header(header::CACHE_CONTROL));
    let bytes = response.into_body().collect().await.unwrap().to_bytes();
    Page { status, location, cache, body: String::from_utf8(bytes.to_vec()).unwrap() }
}

/// Runs a test over an office of its own.
pub fn office<F: Future<Output = ()>>(test: impl FnOnce(TestOffice) -> F) {
    testkit::databases::run(Engine::Sqlite, test);
}

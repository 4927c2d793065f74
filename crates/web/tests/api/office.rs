//! The small city with its doors open: tokens for everybody, and a client that speaks JSON.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use casework::{MovableClock, Office};
use domain::id::{OfficerId, SessionId};
use http_body_util::BodyExt;
use jiff::SignedDuration;
use serde_json::{Value, json};
use store::{Owner, Session, Store};
use testkit::databases::TestDatabase;
use testkit::world::{self, *};
use tower::ServiceExt;
use uuid::Uuid;
use web::{AppState, Settings};

pub(super) struct TestOffice {
    pub(super) router: Router,
    pub(super) clock: Arc<MovableClock>,
    pub(super) office: Office,
    pub(super) db: Option<TestDatabase>,
}

/// What came back.
#[derive(Debug)]
pub(super) struct Told {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Value,
}

impl Told {
    #[track_caller]
    pub(super) fn ok(self) -> Value {
        assert!(self.status.is_success(), "{} {:#}", self.status, self.body);
        self.body
    }

    #[track_caller]
    pub(super) fn problem(self, status: u16, code: &str) -> Value {
        assert_eq!((self.status.as_u16(), &self.body["code"]), (status, &json!(code)), "{:#}", self.body);
        assert_eq!(self.headers["content-type"], "application/problem+json");
        assert_eq!(self.body["status"], status);
        assert!(self.body["detail"].as_str().is_some_and(|detail| !detail.is_empty()));
        let when = self.headers.get("retry-after").map(|seconds| seconds.to_str().unwrap());
        assert_eq!(when, [(429, "60"), (503, "10")].iter().find(|(of, _)| *of == status).map(|(_, s)| *s));
        self.body
    }
}

/// The token of an officer's session in every test office.
pub(super) fn token(officer: OfficerId) -> String {
    format!("token-{officer}")
}

pub(super) fn bearer(officer: OfficerId) -> (&'static str, String) {
    ("authorization", format!("Bearer {}", token(officer)))
}

impl TestOffice {
    /// On SQLite in a folder of its own.
    pub(super) async fn new() -> TestOffice {
        let db = TestDatabase::new(store::Engine::Sqlite).await;
        let mut office = TestOffice::over(db.open().await).await;
        office.db = Some(db);
        office
    }

    pub(super) async fn over(store: Store) -> TestOffice {
        world::settle(&store).await;
        let clock = Arc::new(MovableClock::new(world::morning()));
        open_sessions(&store).await;
        let office =
            Office::open(store, clock.clone(), Arc::new(MovableClock::new(world::morning()))).await.unwrap();
        let settings = Settings { demo: true, secure_cookies: false };
        let router = web::router(AppState::new(office.clone(), settings));
        TestOffice { router, clock, office, db: None }
    }

    pub(super) async fn close(self) {
        self.office.store().close().await;
        if let Some(db) = self.db {
            db.remove().await;
        }
    }

    pub(super) async fn send(&self, request: Request<Body>) -> Told {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        // What does not end by itself is not waited for.
        let endless = parts.headers.get("content-type").is_some_and(|kind| kind == "text/event-stream");
        let bytes = if endless { Default::default() } else { body.collect().await.unwrap().to_bytes() };
        let body = serde_json::from_slice(&bytes)
            .unwrap_or_else(|_| Value::String(String::from_utf8_lossy(&bytes).into_owned()));
        Told { status: parts.status, headers: parts.headers, body }
    }

    /// Any request; paths are written without `/api/v1`.
    pub(super) async fn ask(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, String)],
        body: Option<Value>,
    ) -> Told {
        let mut request = Request::builder().method(method).uri(format!("/api/v1{path}"));
        for (name, value) in headers {
            request = request.header(*name, value);
        }
        let body = match body {
            Some(body) => {
                request = request.header("content-type", "application/json");
                Body::from(body.to_string())
            }
            None => Body::empty(),
        };
        self.send(request.body(body).unwrap()).await
    }

    pub(super) async fn get(&self, officer: OfficerId, path: &str) -> Told {
        self.ask("GET", path, &[bearer(officer)], None).await
    }

    pub(super) async fn act(&self, officer: OfficerId, number: &str, act: &str, fields: Value) -> Told {
        let path = format!("/complaints/{number}/acts/{act}");
        self.ask("POST", &path, &[bearer(officer)], Some(fields)).await
    }

    /// A citizen files: application number and secret.
    pub(super) async fn file(&self) -> (String, String) {
        let filed = self.ask("POST", "/complaints", &[], Some(complaint())).await.ok();
        let text = |name: &str| filed[name].as_str().unwrap().to_owned();
        (text("application_number"), text("secret"))
    }

    /// Filed, received, sent to 도로과 and given to 김도로, as far as asked.
    pub(super) async fn at_stage(&self, stage: &str) -> String {
        let (filed, _) = self.file().await;
        if stage == "filed" {
            return filed;
        }
        let received = self.act(HAN, &filed, "receive", json!({"kind": "inquiry"})).await.ok();
        let number = received["number"].as_str().unwrap().to_owned();
        let steps = [
            ("received", None),
            ("at_department", Some((HAN, "distribute", json!({"department": ROADS.to_string()})))),
            ("assigned", Some((LEE, "assign", json!({"handler": KIM.to_string()})))),
            ("accepted", Some((KIM, "accept", json!({})))),
        ];
        for (reached, step) in steps {
            if let Some((officer, act, fields)) = step {
                self.act(officer, &number, act, fields).await.ok();
            }
            if reached == stage {
                return number;
            }
        }
        unreachable!("{stage} is not on this road")
    }
}

pub(super) fn complaint() -> Value {
    json!({
        "title": "보도블록이 깨졌습니다",
        "body": "송파구청 앞 보도블록이 깨져 위험합니다.\n고쳐 주십시오.",
        "place": "송파구청 정문 앞",
        "name": "홍길동",
        "phone": "010-1234-5678",
        "email": "hong@example.org",
    })
}

async fn open_sessions(store: &Store) {
    let now = world::morning();
    let mut tx = store.write().await.unwrap();
    for (id, ..) in OFFICERS {
        let session = Session {
            id: SessionId(Uuid::from_u128(id.0.as_u128() + 0x5000)),
            owner: Owner::Officer(id),
            way: store::Way::Password,
            created_at: now,
            seen_at: now,
            expires_at: now + SignedDuration::from_hours(10),
        };
        let hash = casework::digest::of(token(id));
        tx.put_session(&session, &hash).await.unwrap();
    }
    tx.commit().await.unwrap();
}

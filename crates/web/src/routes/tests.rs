//! What no page of ours does: a handler that falls over and one that never answers, behind the layers of all the others.

use std::fmt::Debug;
use std::future;
use std::hint::black_box;
use std::mem;
use std::sync::{Arc, Mutex};

use axum::body::{Body, Bytes};
use axum::http::{Request, StatusCode};
use axum::response::Response;
use futures_util::stream;
use http_body_util::BodyExt;
use store::Engine;
use testkit::databases::{OnDatabase, TestDatabase};
use testkit::office::TestOffice;
use tokio::sync::Notify;
use tower::ServiceExt;
use tracing::field::{Field, Visit};
use tracing::{Event, Subscriber};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};

use super::*;
use crate::state::Settings;

/// Hears what the log is told of faults: the number and the cause.
#[derive(Clone, Default)]
struct Ear(Arc<Mutex<Vec<(String, String)>>>);

impl<S: Subscriber> Layer<S> for Ear {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let mut told = Told::default();
        event.record(&mut told);
        if !told.0.is_empty() {
            self.0.lock().unwrap().push((told.0, told.1));
        }
    }
}

#[derive(Default)]
struct Told(String, String);

impl Visit for Told {
    fn record_str(&mut self, field: &Field, value: &str) {
        match field.name() {
            "incident" => self.0 = value.to_owned(),
            "error" => self.1 = value.to_owned(),
            _ => {}
        }
    }

    fn record_debug(&mut self, _: &Field, _: &dyn Debug) {}
}

impl Ear {
    /// The one fault since the last look.
    #[track_caller]
    fn one(&self, of: &str) -> (String, String) {
        let mut all = mem::take(&mut *self.0.lock().unwrap());
        assert_eq!(all.len(), 1, "{of}: {all:?}");
        all.remove(0)
    }
}

/// An office of one's own, and the pages over it with some of the test's beside them.
async fn served(small: Router<AppState>, files: Router<AppState>, ends: Ends) -> (Router, TestDatabase) {
    let db = TestDatabase::new(Engine::Sqlite).await;
    let office = TestOffice::on(&db).await.office;
    let state = AppState::new(office, Settings { demo: false, secure_cookies: true });
    (dressed(small, files, ends, state), db)
}

async fn ask(app: &Router, request: Request<Body>) -> (StatusCode, Response<()>, String) {
    let (head, body) = app.clone().oneshot(request).await.unwrap().into_parts();
    let text = String::from_utf8(body.collect().await.unwrap().to_bytes().to_vec()).unwrap();
    (head.status, Response::from_parts(head, ()), text)
}

fn get_of(path: &str) -> Request<Body> {
    Request::get(path).body(Body::empty()).unwrap()
}

/// Quotes a petitioner when it falls.
async fn falls() -> String {
    "박시민 010-1234-5678"[..black_box(1)].to_owned()
}

#[tokio::test]
async fn a_handler_that_panics_is_answered_in_words_and_the_others_go_on() {
    let (begun, gate) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let (begins, opens) = (begun.clone(), gate.clone());
    let waits = move || async move {
        begins.notify_one();
        opens.notified().await;
        "done"
    };
    let small = small()
        .route("/falls", get(falls))
        .route("/citizen/falls", get(falls))
        .route("/en/citizen/falls", get(falls))
        .route("/api/v1/falls", get(falls))
        .route("/waits", get(waits));
    let (app, db) = served(small, files().route("/apply/falls", get(falls)), ENDS).await;
    let ear = Ear::default();
    let _listening = tracing::subscriber::set_default(tracing_subscriber::registry().with(ear.clone()));
    let beside = async {
        begun.notified().await;
        for path in ["/falls", "/citizen/falls", "/en/citizen/falls", "/apply/falls", "/api/v1/falls"] {
            let (status, head, text) = ask(&app, get_of(path)).await;
            assert_eq!(status, StatusCode::INTERNAL_SERVER_ERROR, "{path}");
            let (number, cause) = ear.one(path);
            assert!(text.contains(&number) && cause.starts_with("a handler panicked: "), "{path}: {cause}");
            for inside in ["박시민", "010-1234", "panic", "boundary", "byte index", ".rs"] {
                assert!(!text.contains(inside), "{path}: {inside} in {text}");
            }
            assert!(!cause.contains("박시민") && !cause.contains("010-1234"), "{cause}");
            for name in ["content-security-policy", "x-content-type-options", "x-frame-options"] {
                assert!(head.headers().contains_key(name), "{path} has no {name}");
            }
            assert_eq!(head.headers()["cache-control"], "no-store", "{path}");
        }
        assert_eq!(ask(&app, get_of("/healthz")).await.0, StatusCode::OK);
        gate.notify_one();
    };
    let ((status, _, text), ()) = tokio::join!(ask(&app, get_of("/waits")), beside);
    assert_eq!((status, text.as_str()), (StatusCode::OK, "done"), "one that was under way");
    drop(app);
    db.remove().await;
}

/// Everything but the time is as it is for every page: it ends after as long as it takes to say so.
const AT_ONCE: Ends = Ends { answered: Duration::from_millis(1), uploaded: Duration::from_millis(1) };

#[tokio::test]
async fn a_request_that_nobody_answers_is_ended_and_lets_go_of_what_it_held() {
    let held = Arc::new(());
    let hanging = held.clone();
    let hangs = move || async move {
        let _held = hanging;
        future::pending::<StatusCode>().await
    };
    let holding = held.clone();
    let reads = move |body: Bytes| async move {
        drop(holding);
        body
    };
    let small = small()
        .route("/hangs", get(hangs.clone()).post(reads.clone()))
        .route("/citizen/hangs", get(hangs.clone()))
        .route("/api/v1/hangs", get(hangs.clone()));
    let files = files().route("/apply/hangs", get(hangs).post(reads));
    let (app, db) = served(small, files, AT_ONCE).await;
    let at_rest = Arc::strong_count(&held);
    let ear = Ear::default();
    let _listening = tracing::subscriber::set_default(tracing_subscriber::registry().with(ear.clone()));
    let endless = |path: &str| {
        let never = stream::pending::<Result<Bytes, std::io::Error>>();
        Request::post(path).header("sec-fetch-site", "same-origin").body(Body::from_stream(never)).unwrap()
    };
    for (path, request) in [
        ("/hangs", get_of("/hangs")),
        ("/citizen/hangs", get_of("/citizen/hangs")),
        ("/apply/hangs", get_of("/apply/hangs")),
        ("/api/v1/hangs", get_of("/api/v1/hangs")),
        ("/hangs with an endless form", endless("/hangs")),
        ("/apply/hangs with an endless file", endless("/apply/hangs")),
    ] {
        let (status, _, text) = ask(&app, request).await;
        assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE, "{path}");
        let (number, cause) = ear.one(path);
        assert!(text.contains(&number), "{path}: {number} is not in {text}");
        assert_eq!(cause, "no answer within 1ms", "{path}");
        assert_eq!(Arc::strong_count(&held), at_rest, "{path} still holds what it had");
    }
    drop(app);
    db.remove().await;
}

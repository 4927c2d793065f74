//! The stand-in message gateway: a real HTTP server on a free loopback port that speaks the protocol.

use std::collections::HashSet;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Json;
use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use jiff::Timestamp;
use tokio::net::TcpListener;
use tokio::sync::watch;

use super::GatewaySettings;
use super::desk::{Book, Claims, Desk, GatewayMischief, ReceivedText, Said, no};
use super::protocol::{BODY_BYTES, PATH, SIGNATURE_HEADER, Signed, TIMESTAMP_HEADER, code};
use crate::Secret;
use crate::script::Script;

/// Tells the gateway what time it is; in the demo the same moving clock as everybody's.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// The patience its settings ask for: everything is on this machine.
const TIMEOUT: Duration = Duration::from_secs(5);

/// A running stand-in; it ends when dropped.
pub struct GatewayFake {
    address: SocketAddr,
    counter: Arc<Counter>,
    stop: watch::Sender<bool>,
}

/// The desk, and the door to it.
struct Counter {
    desk: Desk,
    clock: Clock,
    stopping: watch::Receiver<bool>,
}

impl GatewayFake {
    /// Starts a gateway that reads the time from `clock`.
    ///
    /// # Errors
    /// When no loopback port can be had.
    pub async fn start(clock: Clock) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let (stop, stopping) = watch::channel(false);
        let desk = Desk {
            token: "standin-token-as-long-as-any-of-ours".to_owned(),
            signing_key: "standin-signing-key-as-long-as-any-of-ours".to_owned(),
            template: "EUNGDAPSO-NOTICE-1".to_owned(),
            script: Script::new(),
            unwanted: Mutex::new(HashSet::new()),
            book: Mutex::new(Book::default()),
        };
        let counter = Arc::new(Counter { desk, clock, stopping: stopping.clone() });
        let app = Router::new()
            .route(PATH, post(take))
            .route(&format!("{PATH}/{{key}}"), get(state))
            .layer(DefaultBodyLimit::max(BODY_BYTES))
            .with_state(Arc::clone(&counter));
        tokio::spawn(async move {
            let served = axum::serve(listener, app).with_graceful_shutdown(stopped(stopping)).await;
            if let Err(error) = served {
                tracing::debug!(%error, "The stand-in gateway broke off.");
            }
        });
        Ok(Self { address, counter, stop })
    }

    /// Where it listens, as the settings want it.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Settings that lead here.
    pub fn settings(&self) -> GatewaySettings {
        let desk = &self.counter.desk;
        GatewaySettings {
            url: self.url(),
            token: Secret::new(desk.token.clone()),
            signing_key: Secret::new(desk.signing_key.clone()),
            alimtalk_template: Some(desk.template.clone()),
            timeout: TIMEOUT,
        }
    }

    /// What it has taken, each key once, oldest first; the newest ten thousand.
    pub fn messages(&self) -> Vec<ReceivedText> {
        self.counter.desk.book.lock().unwrap_or_else(PoisonError::into_inner).accepted()
    }

    /// Does this to the next so many messages; then behaves again.
    pub fn misbehave(&self, mischief: GatewayMischief, times: usize) {
        self.counter.desk.script.add(mischief, times);
    }

    /// Rejects messages to this number (digits only) from now on.
    pub fn reject(&self, number: &str) {
        let mut unwanted = self.counter.desk.unwanted.lock().unwrap_or_else(PoisonError::into_inner);
        unwanted.insert(number.to_owned());
    }

    /// Hangs up on everybody and stops listening.
    pub fn stop(&self) {
        self.stop.send_replace(true);
    }
}

impl Drop for GatewayFake {
    fn drop(&mut self) {
        self.stop();
    }
}

async fn stopped(mut stopping: watch::Receiver<bool>) {
    // An error means that the handle is gone, which is also an end.
    drop(stopping.wait_for(|stop| *stop).await);
}

async fn take(State(counter): State<Arc<Counter>>, uri: Uri, headers: HeaderMap, body: Bytes) -> Response {
    let mischief = counter.desk.script.next();
    match mischief {
        Some(GatewayMischief::TooMany) => return json(no(429, code::TOO_MANY, "잠시 뒤에 보내십시오.")),
        Some(GatewayMischief::Broken) => return json(no(500, code::FAULT, "고장입니다.")),
        Some(GatewayMischief::Garbage) => return "<html>점검 중</html>".into_response(),
        Some(GatewayMischief::Endless) => return vec![b' '; 4 * BODY_BYTES].into_response(),
        Some(GatewayMischief::Hang) => {
            stopped(counter.stopping.clone()).await;
            return json(no(503, code::FAULT, "닫았습니다."));
        }
        Some(GatewayMischief::LoseAnswer) | None => {}
    }
    let said = match admitted(&counter, &Method::POST, &uri, &headers, &body) {
        Ok(()) => counter.desk.take(&body),
        Err(said) => said,
    };
    if mischief == Some(GatewayMischief::LoseAnswer) {
        stopped(counter.stopping.clone()).await;
    }
    json(said)
}

async fn state(
    State(counter): State<Arc<Counter>>,
    Path(key): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    json(match admitted(&counter, &Method::GET, &uri, &headers, &[]) {
        Ok(()) => counter.desk.state(&key),
        Err(said) => said,
    })
}

fn admitted(
    counter: &Counter,
    method: &Method,
    uri: &Uri,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<(), Said> {
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let timestamp = header(TIMESTAMP_HEADER);
    let claims = Claims {
        bearer: header(header::AUTHORIZATION.as_str()),
        signature: header(SIGNATURE_HEADER),
        signed: Signed { timestamp, method: method.as_str(), path: uri.path(), body },
    };
    counter.desk.admit(&claims, (counter.clock)().as_second())
}

fn json((http, answer): Said) -> Response {
    (StatusCode::from_u16(http).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR), Json(answer)).into_response()
}

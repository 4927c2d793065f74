//! The stand-in object store: a real HTTP server on a free loopback port that checks signatures and keeps
//! what it is given in memory.

use std::collections::HashMap;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use tokio::net::TcpListener;
use tokio::sync::watch;

use super::S3Settings;
use super::sigv4::Arrived;
use crate::Secret;
use crate::script::Script;

/// The patience its settings ask for.
const TIMEOUT: Duration = Duration::from_secs(5);
const BUCKET: &str = "attachments";
const ACCESS_KEY: &str = "standin-access";
const SECRET_KEY: &str = "standin-secret/+=-as-long-as-any-of-ours";

/// What the store can be told to do wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum S3Mischief {
    /// 503 for once.
    Busy,
    /// The answer never comes.
    Hang,
}

/// A running stand-in; it ends when dropped.
pub struct S3Fake {
    address: SocketAddr,
    shelf: Arc<Shelf>,
    stop: watch::Sender<bool>,
}

struct Shelf {
    objects: Mutex<HashMap<String, Bytes>>,
    script: Script<S3Mischief>,
    stopping: watch::Receiver<bool>,
}

impl S3Fake {
    /// Starts one.
    ///
    /// # Errors
    /// When no loopback port can be had.
    pub async fn start() -> io::Result<S3Fake> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let (stop, stopping) = watch::channel(false);
        let shelf =
            Arc::new(Shelf { objects: Mutex::default(), script: Script::new(), stopping: stopping.clone() });
        let app = Router::new()
            .fallback(serve)
            .layer(DefaultBodyLimit::max(64 * 1024 * 1024))
            .with_state(Arc::clone(&shelf));
        tokio::spawn(async move {
            let served = axum::serve(listener, app).with_graceful_shutdown(stopped(stopping)).await;
            if let Err(error) = served {
                tracing::debug!(%error, "The stand-in store broke off.");
            }
        });
        Ok(S3Fake { address, shelf, stop })
    }

    /// Settings that lead here.
    pub fn settings(&self) -> S3Settings {
        S3Settings {
            endpoint: format!("http://{}", self.address),
            bucket: BUCKET.to_owned(),
            region: "kr-standin".to_owned(),
            access_key: ACCESS_KEY.to_owned(),
            secret_key: Secret::new(SECRET_KEY),
            timeout: TIMEOUT,
        }
    }

    /// The keys it holds, in their order.
    pub fn keys(&self) -> Vec<String> {
        let mut keys: Vec<String> = self.shelf.held().keys().cloned().collect();
        keys.sort_unstable();
        keys
    }

    /// Does this to the next so many requests; then behaves again.
    pub fn misbehave(&self, mischief: S3Mischief, times: usize) {
        self.shelf.script.add(mischief, times);
    }
}

impl Drop for S3Fake {
    fn drop(&mut self) {
        self.stop.send_replace(true);
    }
}

impl Shelf {
    fn held(&self) -> std::sync::MutexGuard<'_, HashMap<String, Bytes>> {
        self.objects.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn stopped(mut stopping: watch::Receiver<bool>) {
    // An error means that the handle is gone, which is also an end.
    drop(stopping.wait_for(|stop| *stop).await);
}

async fn serve(
    State(shelf): State<Arc<Shelf>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    match shelf.script.next() {
        Some(S3Mischief::Busy) => return StatusCode::SERVICE_UNAVAILABLE.into_response(),
        Some(S3Mischief::Hang) => {
            stopped(shelf.stopping.clone()).await;
            return StatusCode::SERVICE_UNAVAILABLE.into_response();
        }
        None => {}
    }
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let query = uri.query().unwrap_or_default();
    let arrived = Arrived { method: method.as_str(), path: uri.path(), query, host };
    if !arrived.is_signed_by(ACCESS_KEY, SECRET_KEY) {
        return StatusCode::FORBIDDEN.into_response();
    }
    let path = uri.path().trim_start_matches('/').trim_end_matches('/');
    let (bucket, key) = path.split_once('/').unwrap_or((path, ""));
    if bucket != BUCKET {
        return StatusCode::NOT_FOUND.into_response();
    }
    match (method, key) {
        (Method::HEAD, "") => StatusCode::OK.into_response(),
        (Method::PUT, key) if !key.is_empty() => {
            // A real store refuses a body whose length it was not told.
            if !headers.contains_key(header::CONTENT_LENGTH) {
                return StatusCode::LENGTH_REQUIRED.into_response();
            }
            shelf.held().insert(key.to_owned(), body);
            StatusCode::OK.into_response()
        }
        (Method::GET, "") => listed(&shelf.held(), query).into_response(),
        (Method::GET, key) => match shelf.held().get(key).cloned() {
            Some(bytes) => bytes.into_response(),
            None => StatusCode::NOT_FOUND.into_response(),
        },
        (Method::DELETE, key) => {
            shelf.held().remove(key);
            StatusCode::NO_CONTENT.into_response()
        }
        _ => StatusCode::METHOD_NOT_ALLOWED.into_response(),
    }
}

/// As much of `ListObjectsV2` as we ask: names in their order, after one, so many.
fn listed(held: &HashMap<String, Bytes>, query: &str) -> String {
    let asked = |name: &str| {
        let found =
            query.split('&').filter_map(|pair| pair.split_once('=')).find(|(asked, _)| *asked == name);
        found.map(|(_, value)| value).unwrap_or_default()
    };
    let (after, most) = (asked("start-after"), asked("max-keys").parse().unwrap_or(1_000));
    let mut names: Vec<&String> = held.keys().filter(|name| name.as_str() > after).collect();
    names.sort_unstable();
    let objects: String =
        names.into_iter().take(most).map(|key| format!("<Contents><Key>{key}</Key></Contents>")).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><ListBucketResult \
         xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><MaxKeys>{most}</MaxKeys>{objects}</ListBucketResult>"
    )
}

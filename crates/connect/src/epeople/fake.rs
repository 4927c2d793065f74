//! The stand-in 국민신문고: a real HTTP server on a free loopback port that speaks the protocol.

use std::collections::HashMap;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Path, Query, State};
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use tokio::net::TcpListener;
use tokio::sync::watch;

use super::EpeopleSettings;
use super::book::{Answer, Book, EpeopleMischief, Taken, no, page};
use super::door::Door;
use super::protocol::{BODY_BYTES, Complaint, PAGE_ITEMS, Rating, Request, code, path};
use super::signature::{KEY_HEADER, NONCE_HEADER, SIGNATURE_HEADER, Signed, TIMESTAMP_HEADER};
use crate::Secret;
use crate::script::Script;

/// Tells it what time it is; in the demo the same moving clock as everybody's.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// The patience its settings ask for: everything is on this machine.
const TIMEOUT: Duration = Duration::from_secs(5);

/// A running stand-in; it ends when dropped.
pub struct EpeopleFake {
    address: SocketAddr,
    counter: Arc<Counter>,
    stop: watch::Sender<bool>,
}

struct Counter {
    door: Door,
    book: Mutex<Book>,
    script: Script<EpeopleMischief>,
    down: AtomicBool,
    clock: Clock,
    stopping: watch::Receiver<bool>,
}

impl EpeopleFake {
    /// Starts one that reads the time from `clock` and keeps its book in `kept_in`, if named.
    ///
    /// # Errors
    /// When no loopback port can be had.
    pub async fn start(clock: Clock, kept_in: Option<PathBuf>) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let (stop, stopping) = watch::channel(false);
        let counter = Arc::new(Counter {
            door: Door::new("standin-seoul", "standin-secret"),
            book: Mutex::new(Book::open(kept_in)),
            script: Script::new(),
            down: AtomicBool::new(false),
            clock,
            stopping: stopping.clone(),
        });
        let app = Router::new()
            .route(path::COMPLAINTS, get(complaints))
            .route(path::RATINGS, get(ratings))
            .route(path::REQUESTS, get(requests))
            .route(&format!("{}/{{day}}", path::DAYS), get(day))
            .route(path::PING, get(ping))
            .route(path::STAGES, post(take))
            .route(path::ANSWERS, post(take))
            .route(path::TRANSFERS, post(take))
            .layer(DefaultBodyLimit::max(BODY_BYTES))
            .with_state(Arc::clone(&counter));
        tokio::spawn(async move {
            let served = axum::serve(listener, app).with_graceful_shutdown(stopped(stopping)).await;
            if let Err(error) = served {
                tracing::debug!(%error, "The stand-in 국민신문고 broke off.");
            }
        });
        Ok(Self { address, counter, stop })
    }

    /// Settings that lead here.
    pub fn settings(&self) -> EpeopleSettings {
        let door = &self.counter.door;
        EpeopleSettings {
            url: format!("http://{}", self.address),
            key_id: door.key_id.clone(),
            secret: Secret::new(door.secret.clone()),
            timeout: TIMEOUT,
        }
    }

    /// A petitioner files over there; the number is given here.
    pub fn file(&self, mut complaint: Complaint) -> String {
        let now = (self.counter.clock)();
        let mut book = self.counter.book();
        complaint.number = book.next_number(now);
        complaint.sent_at = now;
        let number = complaint.number.clone();
        book.complaints.push(complaint);
        book.keep();
        number
    }

    /// A petitioner rates; `id` and moment are given here.
    pub fn rate(&self, mut rating: Rating) -> String {
        let mut book = self.counter.book();
        rating.id = format!("R-{:07}", book.ratings.len() + 1);
        rating.sent_at = (self.counter.clock)();
        let id = rating.id.clone();
        book.ratings.push(rating);
        book.keep();
        id
    }

    /// A petitioner supplements or withdraws; `id` and moment are given here.
    pub fn request(&self, mut request: Request) -> String {
        let mut book = self.counter.book();
        request.id = format!("Q-{:07}", book.requests.len() + 1);
        request.sent_at = (self.counter.clock)();
        let id = request.id.clone();
        book.requests.push(request);
        book.keep();
        id
    }

    /// Numbers that the city has known since before this stand-in was started.
    pub fn know(&self, numbers: impl IntoIterator<Item = String>) {
        let mut book = self.counter.book();
        for number in numbers {
            if !book.known.contains(&number) {
                book.known.push(number);
            }
        }
        book.keep();
    }

    /// What the city handed over, each key once, oldest first.
    pub fn taken(&self) -> Vec<Taken> {
        self.counter.book().taken.clone()
    }

    /// What it has for the city so far.
    pub fn filed(&self) -> Vec<Complaint> {
        self.counter.book().complaints.clone()
    }

    pub fn ratings(&self) -> Vec<Rating> {
        self.counter.book().ratings.clone()
    }

    /// Forgets that it ever took a message: what a neighbour's restored backup would do.
    pub fn forget(&self, key: &str) {
        let mut book = self.counter.book();
        book.taken.retain(|taken| taken.key != key);
        *book = std::mem::take(&mut *book).indexed();
    }

    /// Does this to the next so many requests; then behaves again.
    pub fn misbehave(&self, mischief: EpeopleMischief, times: usize) {
        self.counter.script.add(mischief, times);
    }

    /// Answers nobody until told otherwise.
    pub fn set_down(&self, down: bool) {
        self.counter.down.store(down, Ordering::Relaxed);
    }

    /// Hangs up on everybody and stops listening.
    pub fn stop(&self) {
        self.stop.send_replace(true);
    }
}

impl Drop for EpeopleFake {
    fn drop(&mut self) {
        self.stop();
    }
}

impl Counter {
    fn book(&self) -> MutexGuard<'_, Book> {
        self.book.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lets a request in and says what is to be done wrong with it, or answers it at once.
    async fn enter(
        &self,
        (method, uri, headers): (&Method, &Uri, &HeaderMap),
        body: &[u8],
    ) -> Result<Option<EpeopleMischief>, Response> {
        if self.down.load(Ordering::Relaxed) {
            return Err(said(no(503, code::FAULT, "점검 중입니다.")));
        }
        let mischief = self.script.next();
        match mischief {
            Some(EpeopleMischief::Broken) => return Err(said(no(500, code::FAULT, "고장입니다."))),
            Some(EpeopleMischief::Garbage) => return Err("<html>점검 중</html>".into_response()),
            Some(EpeopleMischief::Hang) => {
                stopped(self.stopping.clone()).await;
                return Err(said(no(503, code::FAULT, "닫았습니다.")));
            }
            Some(EpeopleMischief::LoseAnswer | EpeopleMischief::Duplicates | EpeopleMischief::Replay)
            | None => {}
        }
        let header = |name: &str| headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default();
        let target = uri.path_and_query().map_or(uri.path(), |target| target.as_str());
        let signed = Signed {
            timestamp: header(TIMESTAMP_HEADER),
            nonce: header(NONCE_HEADER),
            method: method.as_str(),
            target,
            body,
        };
        let now = (self.clock)().as_second();
        let admitted = self.door.admit(header(KEY_HEADER), header(SIGNATURE_HEADER), &signed, now);
        admitted.map(|()| mischief).map_err(said)
    }
}

async fn stopped(mut stopping: watch::Receiver<bool>) {
    // An error means that the handle is gone, which is also an end.
    drop(stopping.wait_for(|stop| *stop).await);
}

type Asked = Query<HashMap<String, String>>;

/// A page of one of the three feeds.
async fn feed<T: Clone + Serialize>(
    counter: &Counter,
    (uri, headers, asked): (&Uri, &HeaderMap, &Asked),
    items: impl Fn(&Book) -> Vec<T>,
) -> Response {
    let mischief = match counter.enter((&Method::GET, uri, headers), &[]).await {
        Ok(mischief) => mischief,
        Err(answer) => return answer,
    };
    let after = asked.get("after").map(String::as_str).unwrap_or_default();
    let limit = asked.get("limit").and_then(|limit| limit.parse().ok()).unwrap_or(PAGE_ITEMS);
    let items = items(&counter.book());
    Json(page(&items, after, limit, mischief)).into_response()
}

async fn complaints(
    State(counter): State<Arc<Counter>>,
    uri: Uri,
    headers: HeaderMap,
    asked: Asked,
) -> Response {
    feed(&counter, (&uri, &headers, &asked), |book| book.complaints.clone()).await
}

async fn ratings(
    State(counter): State<Arc<Counter>>,
    uri: Uri,
    headers: HeaderMap,
    asked: Asked,
) -> Response {
    feed(&counter, (&uri, &headers, &asked), |book| book.ratings.clone()).await
}

async fn requests(
    State(counter): State<Arc<Counter>>,
    uri: Uri,
    headers: HeaderMap,
    asked: Asked,
) -> Response {
    feed(&counter, (&uri, &headers, &asked), |book| book.requests.clone()).await
}

async fn day(
    State(counter): State<Arc<Counter>>,
    Path(day): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    if let Err(answer) = counter.enter((&Method::GET, &uri, &headers), &[]).await {
        return answer;
    }
    match day.parse::<Date>() {
        Ok(day) => Json(counter.book().day(day)).into_response(),
        Err(_) => said(no(400, code::BAD_REQUEST, "날짜가 아닙니다.")),
    }
}

async fn ping(State(counter): State<Arc<Counter>>, uri: Uri, headers: HeaderMap) -> Response {
    match counter.enter((&Method::GET, &uri, &headers), &[]).await {
        Ok(_) => Json(serde_json::json!({ "version": 1 })).into_response(),
        Err(answer) => answer,
    }
}

async fn take(State(counter): State<Arc<Counter>>, uri: Uri, headers: HeaderMap, body: Bytes) -> Response {
    let mischief = match counter.enter((&Method::POST, &uri, &headers), &body).await {
        Ok(mischief) => mischief,
        Err(answer) => return answer,
    };
    let answer = counter.book().take(uri.path(), &body, (counter.clock)());
    if mischief == Some(EpeopleMischief::LoseAnswer) {
        stopped(counter.stopping.clone()).await;
    }
    said(answer)
}

fn said((http, answer): Answer) -> Response {
    (StatusCode::from_u16(http).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR), Json(answer)).into_response()
}

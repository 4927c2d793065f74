//! The stand-in directory: a real HTTP server on a free loopback port that serves one feed.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use domain::org::Feed;
use tokio::net::TcpListener;
use tokio::sync::watch;

use super::{StaffSettings, mapping};
use crate::Secret;

/// Where the feed is served.
const PATH: &str = "/v1/staff";
/// What its settings carry.
const TOKEN: &str = "standin-staff-token";

/// A running stand-in; it ends when dropped.
pub struct StaffFake {
    address: SocketAddr,
    shelf: Arc<Shelf>,
    stop: watch::Sender<bool>,
}

/// What is answered next.
struct Shelf {
    answer: Mutex<(u16, String)>,
}

impl StaffFake {
    /// Starts a directory that tells this.
    ///
    /// # Errors
    /// When no loopback port can be had.
    pub async fn start(feed: &Feed) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let (stop, mut stopping) = watch::channel(false);
        let shelf = Arc::new(Shelf { answer: Mutex::new((200, mapping::to_json(feed))) });
        let app = Router::new().route(PATH, get(tell)).with_state(Arc::clone(&shelf));
        tokio::spawn(async move {
            let stopped = async move { drop(stopping.wait_for(|stop| *stop).await) };
            if let Err(error) = axum::serve(listener, app).with_graceful_shutdown(stopped).await {
                tracing::debug!(%error, "The stand-in directory broke off.");
            }
        });
        Ok(Self { address, shelf, stop })
    }

    /// Settings that lead here.
    pub fn settings(&self) -> StaffSettings {
        StaffSettings {
            url: format!("http://{}{PATH}", self.address),
            token: Secret::new(TOKEN.to_owned()),
            timeout: Duration::from_secs(5),
        }
    }

    /// Answers this from now on, whatever it is.
    pub fn answer(&self, status: u16, body: &str) {
        *self.shelf.answer.lock().unwrap_or_else(PoisonError::into_inner) = (status, body.to_owned());
    }

    /// Stops listening.
    pub fn stop(&self) {
        self.stop.send_replace(true);
    }
}

impl Drop for StaffFake {
    fn drop(&mut self) {
        self.stop();
    }
}

async fn tell(State(shelf): State<Arc<Shelf>>, headers: HeaderMap) -> Response {
    let bearer = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    if bearer != Some(&format!("Bearer {TOKEN}")) {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    let (status, body) = shelf.answer.lock().unwrap_or_else(PoisonError::into_inner).clone();
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, [(header::CONTENT_TYPE, "application/json")], body).into_response()
}

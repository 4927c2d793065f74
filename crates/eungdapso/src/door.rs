//! The door: who takes too long to say what they want is let go, and no more come in than there is room for.
//!
//! A request that arrived has limits of its own (`web`); here is what comes before it. Without a limit a head that
//! comes byte by byte keeps its connection for ever.

use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::ConnectInfo;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, mpsc, watch};

/// What the door allows.
#[derive(Clone, Copy)]
pub(crate) struct Limits {
    /// For a whole head, and between two requests on one connection.
    pub(crate) head: Duration,
    /// At once. Whoever comes after them waits outside until one goes.
    pub(crate) connections: usize,
}

/// Longer than the minute for which proxies keep a connection: it is for them to close it, or a request may fall into
/// the gap. Far fewer connections than the service may have files open.
pub(crate) const USUAL: Limits = Limits { head: Duration::from_secs(75), connections: 8_192 };
/// After a connection could not be taken, mostly for want of files.
const CALM: Duration = Duration::from_millis(100);

/// Serves until told to stop, then until those who are inside have their answers.
pub(crate) async fn serve(
    listener: TcpListener,
    routes: Router,
    limits: Limits,
    stopping: watch::Receiver<bool>,
) {
    let room = Arc::new(Semaphore::new(limits.connections));
    let (inside, mut all_gone) = mpsc::channel::<()>(1);
    loop {
        let coming = async {
            let place = Arc::clone(&room).acquire_owned().await;
            (listener.accept().await, place)
        };
        let (came, place) = tokio::select! {
            came = coming => came,
            () = stopped(stopping.clone()) => break,
        };
        let (stream, from) = match came {
            Ok(came) => came,
            Err(error) => {
                tracing::warn!(%error, "a connection could not be taken");
                tokio::time::sleep(CALM).await;
                continue;
            }
        };
        let (routes, inside, stopping) = (routes.clone(), inside.clone(), stopping.clone());
        tokio::spawn(async move {
            one((stream, from), routes, limits, stopping).await;
            drop((place, inside));
        });
    }
    // Whoever comes now is told at once that nobody is here, instead of waiting in the system's line.
    drop((listener, inside));
    all_gone.recv().await;
}

async fn one(
    (stream, from): (TcpStream, SocketAddr),
    routes: Router,
    limits: Limits,
    stopping: watch::Receiver<bool>,
) {
    // An answer in two pieces would wait for the other side's delayed acknowledgement.
    stream.set_nodelay(true).ok();
    let routes = routes.layer(axum::Extension(ConnectInfo(from)));
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(limits.head);
    let connection = http.serve_connection(TokioIo::new(stream), TowerToHyperService::new(routes));
    let mut connection = pin!(connection);
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        () = stopped(stopping) => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = ended {
        tracing::debug!(%error, "a connection ended early");
    }
}

/// Until somebody says stop.
pub(crate) async fn stopped(mut stopping: watch::Receiver<bool>) {
    // An error means that nobody is left who could say stop, which is also an end.
    drop(stopping.wait_for(|stop| *stop).await);
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use axum::routing::get;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    use super::*;

    const HASTY: Limits = Limits { head: Duration::from_millis(500), connections: 4 };

    async fn open() -> (SocketAddr, watch::Sender<bool>, tokio::task::JoinHandle<()>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopping) = watch::channel(false);
        let who = |ConnectInfo(from): ConnectInfo<SocketAddr>| async move { from.ip().to_string() };
        let slow = || async {
            tokio::time::sleep(Duration::from_millis(300)).await;
            "done"
        };
        let routes = Router::new().route("/who", get(who)).route("/slow", get(slow));
        let serving = tokio::spawn(serve(listener, routes, HASTY, stopping));
        (address, stop, serving)
    }

    async fn ask(address: SocketAddr, path: &str) -> String {
        let mut stream = TcpStream::connect(address).await.unwrap();
        let head = format!("GET {path} HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n");
        stream.write_all(head.as_bytes()).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        answer
    }

    /// Byte by byte, for as long as it is let.
    async fn drip(address: SocketAddr) -> Duration {
        let mut stream = TcpStream::connect(address).await.unwrap();
        let mut began = None;
        loop {
            let sent = stream.write_all(b"a").await;
            let began = *began.get_or_insert_with(Instant::now);
            let mut rest = [0; 512];
            let heard = tokio::time::timeout(Duration::from_millis(50), stream.read(&mut rest)).await;
            let ended = matches!(heard, Ok(Ok(0) | Err(_)));
            if sent.is_err() || ended {
                return began.elapsed();
            }
        }
    }

    #[tokio::test]
    async fn a_head_that_comes_byte_by_byte_is_not_waited_for_and_others_come_in() {
        let (address, stop, serving) = open().await;
        // Twice as many as there is room for.
        let dripping: Vec<_> = (0..2 * HASTY.connections).map(|_| tokio::spawn(drip(address))).collect();
        tokio::time::sleep(Duration::from_millis(100)).await;
        let began = Instant::now();
        let answer = ask(address, "/who").await;
        assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with("127.0.0.1"), "{answer}");
        assert!(began.elapsed() < Duration::from_secs(5), "kept out for {:?}", began.elapsed());
        for one in dripping {
            assert!(one.await.unwrap() < Duration::from_secs(5), "it was waited for");
        }
        stop.send_replace(true);
        serving.await.unwrap();
    }

    #[tokio::test]
    async fn whoever_is_inside_has_their_answer_when_it_stops_and_nobody_comes_in() {
        let (address, stop, serving) = open().await;
        let asking = tokio::spawn(async move { ask(address, "/slow").await });
        tokio::time::sleep(Duration::from_millis(100)).await;
        stop.send_replace(true);
        assert!(asking.await.unwrap().ends_with("done"));
        serving.await.unwrap();
        assert!(TcpStream::connect(address).await.is_err());
    }
}

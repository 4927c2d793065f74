//! A line that can be made bad: a proxy between the program and somebody beside it, which cuts, slows down, falls
//! silent, refuses, and goes on.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::{oneshot, watch};
use tokio::time::sleep;

/// What is passed on at once: small, so that a slow line has many pieces.
const PIECE: usize = 4_096;

/// How the line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weather {
    /// All passes.
    Fair,
    /// Each piece is held for so long.
    Slow(Duration),
    /// Connections stand and are taken, and nothing passes in either direction: half-open, as when the machine on the
    /// other side is gone. Whatever was said into the silence is never answered, not even when it is fair again.
    Silent,
    /// What is asked arrives; as soon as an answer comes the connection is cut, and the answer is lost.
    Cut,
    /// Nobody is at the door, and connections that stood are cut.
    Refusing,
}

/// A running proxy; it ends when dropped.
pub struct Proxy {
    address: SocketAddr,
    weather: watch::Sender<Weather>,
    cuts: Arc<AtomicUsize>,
    /// Where the listener is told to come and go; it answers when it has.
    door: tokio::sync::mpsc::UnboundedSender<(bool, oneshot::Sender<()>)>,
}

impl Proxy {
    /// In front of this address, on a free port of this machine.
    pub async fn before(behind: SocketAddr) -> Proxy {
        let listener = listen((Ipv4Addr::LOCALHOST, 0).into()).unwrap();
        let address = listener.local_addr().unwrap();
        let (weather, seen) = watch::channel(Weather::Fair);
        let (door, mut told) = tokio::sync::mpsc::unbounded_channel::<(bool, oneshot::Sender<()>)>();
        let cuts = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&cuts);
        tokio::spawn(async move {
            let mut listener = Some(listener);
            loop {
                tokio::select! {
                    order = told.recv() => {
                        let Some((open, done)) = order else { return };
                        listener = match (open, listener.take()) {
                            (false, _) => None,
                            (true, Some(standing)) => Some(standing),
                            (true, None) => Some(listen(address).unwrap()),
                        };
                        done.send(()).ok();
                    }
                    came = came(listener.as_ref()) => {
                        if let Ok(client) = came {
                            tokio::spawn(carry(client, behind, seen.clone(), Arc::clone(&counted)));
                        }
                    }
                }
            }
        });
        Proxy { address, weather, cuts, door }
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Connections cut so far.
    pub fn cuts(&self) -> usize {
        self.cuts.load(Ordering::SeqCst)
    }

    /// From when this returns.
    pub async fn set(&self, weather: Weather) {
        self.weather.send_replace(weather);
        let (done, is_done) = oneshot::channel();
        self.door.send((weather != Weather::Refusing, done)).unwrap();
        is_done.await.unwrap();
    }
}

/// With `SO_REUSEADDR`, so that the same port can be had again at once.
fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = TcpSocket::new_v4()?;
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(1_024)
}

async fn came(listener: Option<&TcpListener>) -> io::Result<TcpStream> {
    match listener {
        Some(listener) => listener.accept().await.map(|(client, _)| client),
        None => std::future::pending().await,
    }
}

/// Both directions until one ends or the line is cut.
async fn carry(
    client: TcpStream,
    behind: SocketAddr,
    mut seen: watch::Receiver<Weather>,
    cuts: Arc<AtomicUsize>,
) {
    // Who is silent does not even say hello to those behind.
    if seen.wait_for(|weather| *weather != Weather::Silent).await.is_err() {
        return;
    }
    let Ok(server) = TcpStream::connect(behind).await else { return };
    for stream in [&client, &server] {
        stream.set_nodelay(true).ok();
    }
    let (from_client, to_client) = client.into_split();
    let (from_server, to_server) = server.into_split();
    let mut there = (from_client, to_server);
    let mut back = (from_server, to_client);
    let cut = tokio::select! {
        cut = pass(&mut there, seen.clone(), false) => cut,
        cut = pass(&mut back, seen, true) => cut,
    };
    if cut {
        cuts.fetch_add(1, Ordering::SeqCst);
        // Hard: whoever uses it next hears so at once.
        for stream in [there.0.as_ref(), back.0.as_ref()] {
            stream.set_zero_linger().ok();
        }
    }
}

/// Passes on until an end, or until the weather cuts: then `true`.
async fn pass(
    (from, to): &mut (OwnedReadHalf, OwnedWriteHalf),
    mut seen: watch::Receiver<Weather>,
    answers: bool,
) -> bool {
    let mut piece = vec![0; PIECE];
    loop {
        let read = tokio::select! {
            read = from.read(&mut piece) => read.unwrap_or(0),
            refused = seen.wait_for(|weather| *weather == Weather::Refusing) => return refused.is_ok(),
        };
        let weather = *seen.borrow();
        match weather {
            Weather::Cut if answers => return true,
            Weather::Refusing => return true,
            Weather::Silent => {
                return seen.wait_for(|weather| *weather == Weather::Refusing).await.is_ok();
            }
            Weather::Slow(held) => sleep(held).await,
            Weather::Fair | Weather::Cut => {}
        }
        if read == 0 || to.write_all(&piece[..read]).await.is_err() {
            // What was passed on is read before the end is seen.
            to.shutdown().await.ok();
            if answers || read != 0 {
                return false;
            }
            // The asker is done asking; the answer may still come.
            std::future::pending::<()>().await;
        }
    }
}

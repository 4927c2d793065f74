//! The stand-in scanner: a real server on a free loopback port that speaks INSTREAM and knows one virus.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

use super::ScannerSettings;

/// The test pattern that every scanner knows and that harms nobody (EICAR, 68 bytes), in two pieces so that
/// no scanner finds it in our own source.
pub const EICAR: [&str; 2] = ["X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR", "-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"];
/// Most bytes of one file it takes, as clamd's StreamMaxLength.
const MOST: usize = 64 * 1024 * 1024;

/// A running stand-in; it ends when dropped.
pub struct ScannerFake {
    address: SocketAddr,
    away: Arc<AtomicBool>,
    stop: watch::Sender<bool>,
}

impl ScannerFake {
    /// Starts one.
    ///
    /// # Errors
    /// When no loopback port can be had.
    pub async fn start() -> io::Result<ScannerFake> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let (stop, mut stopping) = watch::channel(false);
        let away = Arc::new(AtomicBool::new(false));
        let is_away = Arc::clone(&away);
        tokio::spawn(async move {
            loop {
                let accepted = tokio::select! {
                    accepted = listener.accept() => accepted,
                    _ = stopping.wait_for(|stop| *stop) => return,
                };
                let Ok((stream, _)) = accepted else { continue };
                if !is_away.load(Ordering::Relaxed) {
                    tokio::spawn(async move { drop(converse(stream).await) });
                }
            }
        });
        Ok(ScannerFake { address, away, stop })
    }

    /// Settings that lead here.
    pub fn settings(&self) -> ScannerSettings {
        ScannerSettings {
            address: self.address.to_string(),
            elsewhere: false,
            timeout: Duration::from_secs(5),
        }
    }

    /// Hangs up on everybody, or answers again.
    pub fn go_away(&self, away: bool) {
        self.away.store(away, Ordering::Relaxed);
    }
}

impl Drop for ScannerFake {
    fn drop(&mut self) {
        self.stop.send_replace(true);
    }
}

async fn converse(mut stream: TcpStream) -> io::Result<()> {
    let mut command = Vec::new();
    while command.len() < 64 {
        match stream.read_u8().await? {
            0 => break,
            byte => command.push(byte),
        }
    }
    match command.as_slice() {
        b"zINSTREAM" => {
            let answer = look_at(&mut stream).await?;
            stream.write_all(answer.as_bytes()).await?;
        }
        b"zPING" => stream.write_all(b"PONG\0").await?,
        b"zVERSION" => stream.write_all(b"ClamAV stand-in\0").await?,
        _ => stream.write_all(b"UNKNOWN COMMAND\0").await?,
    }
    stream.shutdown().await
}

async fn look_at(stream: &mut TcpStream) -> io::Result<&'static str> {
    let mut seen = Vec::new();
    loop {
        let length = usize::try_from(stream.read_u32().await?).unwrap_or(usize::MAX);
        if length == 0 {
            break;
        }
        if seen.len().saturating_add(length) > MOST {
            return Ok("INSTREAM size limit exceeded. ERROR\0");
        }
        let from = seen.len();
        seen.resize(from + length, 0);
        stream.read_exact(&mut seen[from..]).await?;
    }
    let pattern = EICAR.concat();
    let found = seen.windows(pattern.len()).any(|window| window == pattern.as_bytes());
    Ok(if found { "stream: Eicar-Test-Signature FOUND\0" } else { "stream: OK\0" })
}

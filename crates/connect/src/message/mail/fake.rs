//! The stand-in mail relay: a real SMTP server on a free loopback port that keeps what it is given.

use std::collections::VecDeque;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::task::{JoinHandle, JoinSet};

use super::session::{self, MailMischief, ReceivedMail, Relay};
use super::{MailSettings, Security};
use crate::Secret;
use crate::script::Script;

/// Conversations at once; more are hung up on, as a busy relay would.
const CONVERSATIONS: usize = 64;
/// The biggest letter taken, in bytes, unless told otherwise.
const SIZE_LIMIT: usize = 4 * 1024 * 1024;
/// The patience its settings ask for: everything is on this machine.
const TIMEOUT: Duration = Duration::from_secs(5);

/// A running stand-in; it ends when dropped.
pub struct MailFake {
    address: SocketAddr,
    relay: Arc<Relay>,
    task: JoinHandle<()>,
}

impl MailFake {
    /// Starts a relay that takes letters from anybody.
    ///
    /// # Errors
    /// When no loopback port can be had.
    pub async fn start() -> io::Result<Self> {
        Self::start_with(SIZE_LIMIT, None).await
    }

    /// Starts a relay with a limit of its own, in bytes, and a login and password it insists on.
    ///
    /// # Errors
    /// When no loopback port can be had.
    pub async fn start_with(size_limit: usize, login: Option<(&str, &str)>) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let login = login.map(|(name, word)| (name.to_owned(), word.to_owned()));
        let mailbox = Mutex::new(VecDeque::new());
        let relay = Arc::new(Relay { size_limit, login, script: Script::new(), mailbox });
        let task = tokio::spawn(listen(listener, Arc::clone(&relay)));
        Ok(Self { address, relay, task })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Settings that lead here.
    pub fn settings(&self) -> MailSettings {
        let login = self.relay.login.as_ref();
        MailSettings {
            host: self.address.ip().to_string(),
            port: self.address.port(),
            security: Security::Plain,
            login: login.map(|(name, word)| (name.clone(), Secret::new(word.clone()))),
            from: "noreply@eungdapso.invalid".to_owned(),
            from_name: "서울시 응답소".to_owned(),
            timeout: TIMEOUT,
        }
    }

    /// What it has kept, oldest first; the newest thousand.
    pub fn letters(&self) -> Vec<ReceivedMail> {
        self.relay.mailbox.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }

    /// Does this to the next so many letters; then behaves again.
    pub fn misbehave(&self, mischief: MailMischief, times: usize) {
        self.relay.script.add(mischief, times);
    }

    /// Hangs up on everybody and stops listening.
    pub fn stop(&self) {
        self.task.abort();
    }
}

impl Drop for MailFake {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Ends, with every conversation in it, when its task is aborted.
async fn listen(listener: TcpListener, relay: Arc<Relay>) {
    let mut conversations = JoinSet::new();
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            // Out of file handles: give conversations time to end instead of spinning.
            tokio::time::sleep(Duration::from_millis(20)).await;
            continue;
        };
        while conversations.try_join_next().is_some() {}
        if conversations.len() >= CONVERSATIONS {
            continue;
        }
        let relay = Arc::clone(&relay);
        conversations.spawn(async move {
            if let Err(error) = session::serve(stream, &relay).await {
                tracing::debug!(%error, "A conversation with the stand-in relay broke off.");
            }
        });
    }
}

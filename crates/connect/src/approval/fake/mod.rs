//! The stand-in approval system: a real HTTP server on a free loopback port that takes documents, lets people
//! start, approve and return them on a small page, and calls back, well or badly.

mod desk;
mod pages;
mod post;
mod server;

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use jiff::{SignedDuration, Timestamp};
use tokio::net::TcpListener;
use tokio::sync::{mpsc, watch};

pub use desk::{Deed, TakenDocument};
pub use post::CallBackMischief;

use self::desk::Book;
use self::post::Post;
use super::ApprovalSettings;
use super::protocol::{Document, Message};
use crate::Secret;
use crate::script::Script;

/// Tells the system what time it is; in the demo the same moving clock as everybody's.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// The patience its settings ask for: everything is on this machine.
const TIMEOUT: Duration = Duration::from_secs(5);
/// Real time between two looks at what moves on by itself.
const LOOK: Duration = Duration::from_millis(500);
/// In the demo's time: a document is taken up after this, and decided after that.
const TAKEN_UP_AFTER: SignedDuration = SignedDuration::from_mins(20);
const DECIDED_AFTER: SignedDuration = SignedDuration::from_mins(180);

/// What a request for a document can be answered with instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HandOverMischief {
    /// 500.
    Broken,
    /// The document is kept, and nobody is told.
    LoseAnswer,
    /// 200 with a page of HTML.
    Garbage,
}

/// A running stand-in; it ends when dropped.
pub struct ApprovalFake {
    address: SocketAddr,
    system: Arc<System>,
    stop: watch::Sender<bool>,
}

/// The book, the clock, and the way to us.
pub(super) struct System {
    book: Mutex<Book>,
    clock: Clock,
    key_id: String,
    secret: Secret,
    misdeeds: Script<HandOverMischief>,
    post: Post,
    stopping: watch::Receiver<bool>,
}

impl ApprovalFake {
    /// Starts a system that reads the time from `clock`.
    ///
    /// # Errors
    /// When no loopback port can be had.
    pub async fn start(clock: Clock) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let (stop, stopping) = watch::channel(false);
        let (key_id, secret) = ("standin".to_owned(), Secret::new("standin-approval-secret"));
        let (queue, queued) = mpsc::unbounded_channel();
        let post = Post::new(queue, (key_id.clone(), secret.clone()), Arc::clone(&clock));
        let system = Arc::new(System {
            book: Mutex::new(Book::default()),
            clock,
            key_id,
            secret,
            misdeeds: Script::new(),
            post,
            stopping: stopping.clone(),
        });
        tokio::spawn(post::deliver(Arc::clone(&system), queued));
        let app = server::router(Arc::clone(&system)).merge(pages::router(Arc::clone(&system)));
        tokio::spawn(async move {
            let served = axum::serve(listener, app).with_graceful_shutdown(stopped(stopping)).await;
            if let Err(error) = served {
                tracing::debug!(%error, "The stand-in approval system broke off.");
            }
        });
        Ok(Self { address, system, stop })
    }

    /// Settings that lead here.
    pub fn settings(&self) -> ApprovalSettings {
        ApprovalSettings {
            url: format!("http://{}", self.address),
            key_id: self.system.key_id.clone(),
            secret: self.system.secret.clone(),
            timeout: TIMEOUT,
        }
    }

    /// Calls back to this address from now on, such as `http://127.0.0.1:8080`.
    pub fn call_back_to(&self, base: &str) {
        self.system.post.lead_to(base);
    }

    /// The page where people start, approve and return, to be shown by another server too.
    pub fn pages(&self) -> Router {
        pages::router(Arc::clone(&self.system))
    }

    /// Documents move on by themselves as the clock goes: taken up, then approved, now and then returned.
    pub fn live_by_itself(&self) {
        let system = Arc::clone(&self.system);
        tokio::spawn(async move {
            while !*system.stopping.borrow() {
                system.move_on();
                tokio::select! {
                    () = stopped(system.stopping.clone()) => return,
                    () = tokio::time::sleep(LOOK) => {}
                }
            }
        });
    }

    /// What it has taken, oldest first.
    pub fn documents(&self) -> Vec<TakenDocument> {
        self.system.book().taken()
    }

    /// Puts a document into the book as if it had been handed over at this moment.
    pub fn remember(&self, document: Document, at: Timestamp) {
        self.system.book().put(document, at);
    }

    /// Does something to a document and calls back.
    ///
    /// # Errors
    /// Why it cannot be done, in a sentence.
    pub fn act(&self, key: &str, deed: &Deed) -> Result<Message, &'static str> {
        self.system.act(key, deed)
    }

    /// Posts a message again, or one that was never true.
    pub fn call(&self, message: Message) {
        self.system.post.send(message);
    }

    /// Does this to the next call-backs; then behaves again.
    pub fn mishandle(&self, mischief: CallBackMischief, times: usize) {
        self.system.post.mishandle(mischief, times);
    }

    /// Does this to the next so many hand-overs; then behaves again.
    pub fn misbehave(&self, mischief: HandOverMischief, times: usize) {
        self.system.misdeeds.add(mischief, times);
    }

    /// Hangs up on everybody and stops listening.
    pub fn stop(&self) {
        self.stop.send_replace(true);
    }
}

impl Drop for ApprovalFake {
    fn drop(&mut self) {
        self.stop();
    }
}

impl System {
    fn book(&self) -> std::sync::MutexGuard<'_, Book> {
        self.book.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn now(&self) -> Timestamp {
        (self.clock)()
    }

    fn act(&self, key: &str, deed: &Deed) -> Result<Message, &'static str> {
        let message = self.book().act(key, deed, self.now())?;
        self.post.send(message.clone());
        Ok(message)
    }

    fn move_on(&self) {
        let messages = self.book().move_on(self.now(), TAKEN_UP_AFTER, DECIDED_AFTER);
        messages.into_iter().for_each(|message| self.post.send(message));
    }
}

async fn stopped(mut stopping: watch::Receiver<bool>) {
    // An error means that the handle is gone, which is also an end.
    drop(stopping.wait_for(|stop| *stop).await);
}

//! How the stand-in approval system calls back: once, and when told so twice, late, or not at all.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use reqwest::header;
use tokio::sync::mpsc;
use uuid::Uuid;

use super::super::Signed;
use super::super::protocol::{
    CALLBACK_PATH, KEY_HEADER, Message, NONCE_HEADER, SIGNATURE_HEADER, TIMESTAMP_HEADER,
};
use super::{Clock, System, TIMEOUT};
use crate::Secret;
use crate::script::Script;

/// Tries at one call-back, and the pause between them.
const TRIES: usize = 5;
const PAUSE: Duration = Duration::from_millis(300);

/// What the stand-in can be told to do to a call-back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CallBackMischief {
    /// It is told to nobody; only who asks will know.
    Lose,
    /// It is told twice.
    Twice,
    /// It is told after the next one.
    Hold,
    /// It is told with another digest.
    OtherText,
}

/// The way to us.
pub(super) struct Post {
    queue: mpsc::UnboundedSender<Message>,
    to: Mutex<Option<String>>,
    key: (String, Secret),
    clock: Clock,
    script: Script<CallBackMischief>,
}

impl Post {
    pub(super) fn new(queue: mpsc::UnboundedSender<Message>, key: (String, Secret), clock: Clock) -> Post {
        Post { queue, to: Mutex::new(None), key, clock, script: Script::new() }
    }

    pub(super) fn lead_to(&self, base: &str) {
        let to = format!("{}{CALLBACK_PATH}", base.trim_end_matches('/'));
        *self.to.lock().unwrap_or_else(PoisonError::into_inner) = Some(to);
    }

    pub(super) fn mishandle(&self, mischief: CallBackMischief, times: usize) {
        self.script.add(mischief, times);
    }

    pub(super) fn send(&self, message: Message) {
        // Nobody listens any more only when the system has ended.
        drop(self.queue.send(message));
    }

    fn address(&self) -> Option<String> {
        self.to.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Tells one message until it is heard, or nobody will hear it.
    async fn tell(&self, http: &reqwest::Client, message: &Message) {
        let (Some(to), Ok(body)) = (self.address(), serde_json::to_vec(message)) else { return };
        for _ in 0..TRIES {
            let (timestamp, nonce) =
                ((self.clock)().as_second().to_string(), Uuid::new_v4().simple().to_string());
            let (method, path) = ("POST", CALLBACK_PATH);
            let signed = Signed { timestamp: &timestamp, nonce: &nonce, method, path, body: &body };
            let request = http
                .post(&to)
                .header(header::CONTENT_TYPE, "application/json")
                .header(KEY_HEADER, &self.key.0)
                .header(SIGNATURE_HEADER, signed.sign(self.key.1.expose()))
                .header(TIMESTAMP_HEADER, &timestamp)
                .header(NONCE_HEADER, &nonce)
                .body(body.clone());
            match request.send().await {
                Ok(answer) if answer.status().is_success() => return,
                Ok(answer) => tracing::debug!(status = %answer.status(), "a call-back was not taken"),
                Err(error) => tracing::debug!(%error, "a call-back reached nobody"),
            }
            tokio::time::sleep(PAUSE).await;
        }
    }
}

/// Tells what is queued, in order but for mischief, until the system ends.
pub(super) async fn deliver(system: Arc<System>, mut queued: mpsc::UnboundedReceiver<Message>) {
    crate::install_crypto();
    let Ok(http) = reqwest::Client::builder().timeout(TIMEOUT).no_proxy().build() else { return };
    let stopping = system.stopping.clone();
    let mut held: Vec<Message> = Vec::new();
    loop {
        let message = tokio::select! {
            () = super::stopped(stopping.clone()) => return,
            message = queued.recv() => message,
        };
        let Some(message) = message else { return };
        match system.post.script.next() {
            Some(CallBackMischief::Lose) => continue,
            Some(CallBackMischief::Hold) => {
                held.push(message);
                continue;
            }
            Some(CallBackMischief::Twice) => system.post.tell(&http, &message).await,
            Some(CallBackMischief::OtherText) => {
                let other = Message { digest: "0".repeat(64), ..message.clone() };
                system.post.tell(&http, &other).await;
                continue;
            }
            None => {}
        }
        system.post.tell(&http, &message).await;
        for late in held.drain(..) {
            system.post.tell(&http, &late).await;
        }
    }
}

//! What every request has at hand.

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::Arc;

use casework::Office;
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

/// Log-in and look-up tries a minute from one address: generous for an office behind one gateway,
/// hopeless for guessing.
const TRIES_A_MINUTE: NonZeroU32 = NonZeroU32::new(60).unwrap();

/// What is chosen at installation.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// The demo: its clock may be moved, its mailbox read.
    pub demo: bool,
    /// Cookies only over TLS; off on a plain loopback address.
    pub secure_cookies: bool,
}

#[derive(Clone)]
pub struct AppState {
    pub office: Office,
    pub settings: Settings,
    tries: Arc<DefaultKeyedRateLimiter<IpAddr>>,
}

impl AppState {
    pub fn new(office: Office, settings: Settings) -> AppState {
        AppState { office, settings, tries: Arc::new(RateLimiter::keyed(Quota::per_minute(TRIES_A_MINUTE))) }
    }

    /// Another try at a password or a secret from this address; `false` when there were too many.
    pub fn may_try(&self, from: IpAddr) -> bool {
        self.tries.check_key(&from).is_ok()
    }
}

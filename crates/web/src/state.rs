//! What every request has at hand.

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crate::error::Fail;
use crate::files::{Door, Inside};
use crate::integration::ApprovalDoor;
use crate::live::Live;
use crate::request::Proxies;
use casework::Office;
use casework::pulse::{self, Pulses};
use casework::sessions::network;
use connect::oidc::OidcClient;
use connect::portal::Portal;
use connect::vault::Vault;
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

/// Log-in and look-up tries a minute from one address: generous for an office behind one gateway,
/// hopeless for guessing.
const TRIES_A_MINUTE: NonZeroU32 = NonZeroU32::new(60).unwrap();
/// Complaints a minute that one address may file without logging in: generous for a library or a campaign,
/// hopeless for filling the city's desks.
const FILINGS_A_MINUTE: NonZeroU32 = NonZeroU32::new(120).unwrap();
/// Files a minute that one address may attach without logging in: ten complaints with ten each.
const UPLOADS_A_MINUTE: NonZeroU32 = NonZeroU32::new(100).unwrap();
/// Searches a minute over the public answers from one address: each may read tens of thousands of texts over the same
/// connections that officers wait for.
const SEARCHES_A_MINUTE: NonZeroU32 = NonZeroU32::new(30).unwrap();
/// Addresses remembered before those that have gone quiet are let go.
const ADDRESSES_KEPT: usize = 10_000;

/// What is chosen at installation.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// The demo: its clock may be moved, its mailbox read, and loads are measured on it.
    pub demo: bool,
    /// Cookies only over TLS; off on a plain loopback address.
    pub secure_cookies: bool,
}

#[derive(Clone)]
pub struct AppState {
    pub office: Office,
    pub settings: Settings,
    pub(crate) proxies: Proxies,
    /// Who may tell how approvals go; none when no such system is connected.
    pub(crate) approval: Option<ApprovalDoor>,
    pub(crate) live: Arc<Live>,
    /// Where one practises: an office of its own, apart from this one.
    pub(crate) practice: Option<Arc<str>>,
    tries: Arc<DefaultKeyedRateLimiter<IpAddr>>,
    filings: Arc<DefaultKeyedRateLimiter<IpAddr>>,
    uploads: Arc<DefaultKeyedRateLimiter<IpAddr>>,
    searches: Arc<DefaultKeyedRateLimiter<IpAddr>>,
    door: Door,
    vault: Option<Arc<Vault>>,
    rows_at_once: usize,
    leaving: Arc<AtomicBool>,
    identity_provider: Option<Arc<OidcClient>>,
    portal: Option<Arc<Portal>>,
}

impl AppState {
    pub fn new(office: Office, settings: Settings) -> AppState {
        let limited = |quota| Arc::new(RateLimiter::keyed(Quota::per_minute(quota)));
        let (tries, filings) = (limited(TRIES_A_MINUTE), limited(FILINGS_A_MINUTE));
        let (proxies, uploads) = (Proxies::default(), limited(UPLOADS_A_MINUTE));
        let searches = limited(SEARCHES_A_MINUTE);
        let live = Arc::new(listening(&office, pulse::BEAT));
        let (approval, vault, practice) = (None, None, None);
        let rows_at_once = casework::export::ROWS_MAX;
        AppState {
            office,
            settings,
            proxies,
            approval,
            live,
            practice,
            tries,
            filings,
            uploads,
            searches,
            door: Door::default(),
            vault,
            rows_at_once,
            leaving: Arc::default(),
            identity_provider: None,
            portal: None,
        }
    }

    /// A list longer than this is not made into a file while somebody waits; [`casework::export::ROWS_MAX`]
    /// unless said otherwise.
    #[must_use]
    pub fn giving_at_once(self, rows: usize) -> AppState {
        AppState { rows_at_once: rows, ..self }
    }

    pub(crate) fn rows_at_once(&self) -> usize {
        self.rows_at_once
    }

    /// Whether a worker has somewhere to put a file.
    pub(crate) fn makes_files(&self) -> bool {
        self.vault.is_some()
    }

    /// With a vault for attachments; without one files are refused as an outage.
    #[must_use]
    pub fn keeping(self, vault: Arc<Vault>) -> AppState {
        AppState { vault: Some(vault), ..self }
    }

    pub(crate) fn vault(&self) -> Result<&Vault, Fail> {
        self.vault.as_deref().ok_or(Fail::Page(words::error::PageError::Unavailable))
    }

    /// Looks this often at what has changed; once a second unless said otherwise.
    #[must_use]
    pub fn listening_every(self, beat: Duration) -> AppState {
        AppState { live: Arc::new(listening(&self.office, beat)), ..self }
    }

    /// This provider may say who somebody is.
    #[must_use]
    pub fn believing(self, provider: Arc<OidcClient>) -> AppState {
        AppState { identity_provider: Some(provider), ..self }
    }

    /// Behind this portal, which may say who somebody is.
    #[must_use]
    pub fn behind_portal(self, portal: Portal) -> AppState {
        AppState { portal: Some(Arc::new(portal)), ..self }
    }

    pub(crate) fn portal(&self) -> Option<&Portal> {
        self.portal.as_deref()
    }

    pub(crate) fn identity_provider(&self) -> Option<&OidcClient> {
        self.identity_provider.as_deref()
    }

    /// The practice office is at this address.
    #[must_use]
    pub fn practising_at(self, address: Option<&str>) -> AppState {
        AppState { practice: address.map(Arc::from), ..self }
    }

    /// The server will stop in a moment: all is answered as before, but nobody should send more.
    pub fn leave(&self) {
        self.leaving.store(true, Ordering::Relaxed);
    }

    pub(crate) fn is_leaving(&self) -> bool {
        self.leaving.load(Ordering::Relaxed)
    }

    /// The server stops: pages that listen are let go.
    pub fn close(&self) {
        self.live.close();
    }

    /// Behind these proxies, which tell whom they heard.
    #[must_use]
    pub fn behind(self, proxies: &[IpAddr]) -> AppState {
        AppState { proxies: Proxies::new(proxies), ..self }
    }

    /// With a door for the approval system's call-backs.
    #[must_use]
    pub fn heard_through(self, door: ApprovalDoor) -> AppState {
        AppState { approval: Some(door), ..self }
    }

    /// Another try at a password or a secret from this address; `false` when there were too many.
    pub fn may_try(&self, from: IpAddr) -> bool {
        once_more(&self.tries, from)
    }

    /// Another search of the public answers from this address; `false` when there were too many.
    pub fn may_search(&self, from: IpAddr) -> bool {
        self.settings.demo || once_more(&self.searches, from)
    }

    /// Another complaint from this address by somebody nobody knows; `false` when there were too many.
    pub fn may_file(&self, from: IpAddr) -> bool {
        self.settings.demo || once_more(&self.filings, from)
    }
}

impl AppState {
    /// A turn for somebody at this address to send a form with files; waited for.
    pub(crate) async fn enter_with_files(&self, from: IpAddr) -> Result<Inside, Fail> {
        self.door.enter(network(from)).await
    }

    /// So many more files from this address by somebody nobody knows; `false` when there were too many.
    pub(crate) fn may_upload(&self, from: IpAddr, files: usize) -> bool {
        self.settings.demo || (0..files).all(|_| once_more(&self.uploads, from))
    }
}

fn listening(office: &Office, beat: Duration) -> Live {
    Live::new(Pulses::new(office.clone(), beat), beat)
}

fn once_more(limiter: &DefaultKeyedRateLimiter<IpAddr>, from: IpAddr) -> bool {
    if limiter.len() > ADDRESSES_KEPT {
        limiter.retain_recent();
    }
    limiter.check_key(&network(from)).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn haproxy_before_several_nodes_lets_as_many_through_as_one_node_would() {
        let settings = include_str!("../../../packaging/haproxy/limits.cfg");
        for (counter, limit) in [("gpc0", FILINGS_A_MINUTE), ("gpc1", TRIES_A_MINUTE)] {
            let line = format!("sc0_{counter}_rate ge {limit}\n");
            assert!(settings.contains(&line), "packaging/haproxy/limits.cfg has no {line}");
            assert!(
                settings.contains(&format!("{counter}_rate(1m)")),
                "{counter} is not counted by the minute"
            );
        }
    }
}

//! The address a request comes from, also where a proxy stands between.

use std::convert::Infallible;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;

use axum::extract::{ConnectInfo, FromRef, FromRequestParts};
use axum::http::HeaderMap;
use axum::http::request::Parts;

use crate::state::AppState;

/// Whom each proxy heard, ours last.
const FORWARDED: &str = "x-forwarded-for";

/// The other end of the connection itself, whatever headers say; loopback where the server does not tell.
pub struct Peer(pub IpAddr);

impl<S: Sync> FromRequestParts<S> for Peer {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        Ok(Peer(peer.unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST))))
    }
}

/// The asker's address; loopback where the server does not tell (tests without a socket).
pub struct From(pub IpAddr);

impl<S> FromRequestParts<S> for From
where
    S: Send + Sync,
    AppState: FromRef<S>,
{
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        let Ok(Peer(peer)) = Peer::from_request_parts(parts, state).await;
        Ok(From(AppState::from_ref(state).proxies.asker(peer, &parts.headers)))
    }
}

/// Our own proxies: what they say of the asker's address is believed, what anybody else says is not.
#[derive(Clone, Debug, Default)]
pub struct Proxies(Arc<[IpAddr]>);

impl Proxies {
    pub fn new(addresses: &[IpAddr]) -> Proxies {
        Proxies(addresses.iter().map(IpAddr::to_canonical).collect())
    }

    /// From our end on, past our own proxies; what stands before that anybody may have written.
    fn asker(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let peer = peer.to_canonical();
        if !self.0.contains(&peer) {
            return peer;
        }
        let lines = headers.get_all(FORWARDED).iter().filter_map(|line| line.to_str().ok());
        let heard: Vec<Option<IpAddr>> = lines.flat_map(|line| line.split(',')).map(address).collect();
        let mut readable = heard.into_iter().rev().map_while(|address| address);
        readable.find(|address| !self.0.contains(address)).unwrap_or(peer)
    }
}

fn address(typed: &str) -> Option<IpAddr> {
    typed.trim().parse().ok().map(|address: IpAddr| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asker(peer: &str, lines: &[&'static str]) -> String {
        let proxies = Proxies::new(&["127.0.0.1".parse().unwrap(), "10.0.0.2".parse().unwrap()]);
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(FORWARDED, line.parse().unwrap());
        }
        proxies.asker(peer.parse().unwrap(), &headers).to_string()
    }

    #[test]
    fn our_proxies_are_believed_as_far_as_they_heard_themselves() {
        assert_eq!(asker("127.0.0.1", &["203.0.113.9"]), "203.0.113.9");
        assert_eq!(asker("::ffff:127.0.0.1", &["203.0.113.9, 10.0.0.2"]), "203.0.113.9");
        assert_eq!(
            asker("127.0.0.1", &["198.51.100.1, 203.0.113.9"]),
            "203.0.113.9",
            "the first was made up"
        );
        assert_eq!(asker("127.0.0.1", &["198.51.100.1", "203.0.113.9"]), "203.0.113.9");
    }

    #[test]
    fn nobody_else_is_believed() {
        assert_eq!(asker("203.0.113.9", &["198.51.100.1"]), "203.0.113.9");
        for unreadable in [&[][..], &["unknown"], &["198.51.100.1, x"]] {
            assert_eq!(asker("127.0.0.1", unreadable), "127.0.0.1");
        }
    }
}

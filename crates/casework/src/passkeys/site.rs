//! Where passkeys belong to: our own address as browsers know it. It is settled at the installation and never taken
//! from a request, for whoever could choose it could ask for somebody's signature elsewhere.

use std::net::IpAddr;
use std::sync::Arc;

use crate::office::Office;

/// The relying party (WebAuthn 4): the name keys are bound to, and the origin they are asked for from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    /// The host, which the device keeps with the key.
    pub id: String,
    /// Scheme, host and port, letter for letter as browsers say it.
    pub origin: String,
}

/// A browser makes no keys for a bare IP address, nor without TLS but on this very machine.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("not https://host, nor http://localhost")]
pub struct NoSite;

impl Site {
    /// # Errors
    /// [`NoSite`] where browsers would make no key for it.
    pub fn of(address: &str) -> Result<Site, NoSite> {
        let lower = address.trim_end_matches('/').to_ascii_lowercase();
        let (scheme, place) = lower.split_once("://").ok_or(NoSite)?;
        let (host, port) = match place.split_once(':') {
            Some((host, port)) => (host, Some(port.parse::<u16>().map_err(|_| NoSite)?)),
            None => (place, None),
        };
        let here = host == "localhost" || host.ends_with(".localhost");
        let named = !host.is_empty()
            && host.bytes().all(|b| b.is_ascii_alphanumeric() || b"-.".contains(&b))
            && host.parse::<IpAddr>().is_err();
        let usual = match scheme {
            "https" => 443,
            "http" if here => 80,
            _ => return Err(NoSite),
        };
        if !named {
            return Err(NoSite);
        }
        let origin = match port.filter(|port| *port != usual) {
            Some(port) => format!("{scheme}://{host}:{port}"),
            None => format!("{scheme}://{host}"),
        };
        Ok(Site { id: host.to_owned(), origin })
    }
}

impl Office {
    /// Under this address as browsers know it; without one there are no passkeys.
    #[must_use]
    pub fn known_as(mut self, site: Option<Site>) -> Office {
        self.second_factors.site = site.map(Arc::new);
        self
    }

    pub fn site(&self) -> Option<&Site> {
        self.second_factors.site.as_deref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_as_browsers_say_it() {
        for (address, id, origin) in [
            (
                "https://Eungdapso.Seoul.example/",
                "eungdapso.seoul.example",
                "https://eungdapso.seoul.example",
            ),
            ("https://a.example:443", "a.example", "https://a.example"),
            ("https://a.example:8443", "a.example", "https://a.example:8443"),
            ("http://localhost:8080", "localhost", "http://localhost:8080"),
        ] {
            assert_eq!(Site::of(address), Ok(Site { id: id.into(), origin: origin.into() }));
        }
    }

    #[test]
    fn where_no_browser_makes_a_key_there_is_no_site() {
        for address in [
            "",
            "a.example",
            "http://a.example",
            "https://",
            "https://127.0.0.1",
            "http://127.0.0.1:8080",
            "https://[::1]",
            "https://a.example/desk",
            "https://user@a.example",
            "https://a.example:port",
            "ftp://a.example",
        ] {
            assert_eq!(Site::of(address), Err(NoSite), "{address}");
        }
    }
}

//! 행정포털 before us: it has asked who somebody is, and says so in a header of every request it passes on.
//!
//! Anybody can write a header. It is believed only from the portal's own addresses, and only beside a secret that both
//! sides know; a portal that is passed by, or one that passes on what it was sent, lets nobody in.

use std::net::IpAddr;

use axum::http::{HeaderMap, HeaderName};
use subtle::ConstantTimeEq;

use crate::Secret;
use crate::message::BadSetting;

/// Shorter secrets are words.
const SECRET_MIN: usize = 32;
/// Longest 아이디, in characters.
const NAME_MAX: usize = 100;

/// Which portal is believed, and by what.
#[derive(Clone, Debug)]
pub struct PortalSettings {
    /// The header with the 아이디(사번).
    pub user_header: String,
    /// The header with the secret.
    pub secret_header: String,
    pub secret: Secret,
    /// The portal's own addresses, as our socket sees them.
    pub addresses: Vec<IpAddr>,
}

/// A portal that is believed.
#[derive(Clone, Debug)]
pub struct Portal {
    user_header: HeaderName,
    secret_header: HeaderName,
    secret: Secret,
    addresses: Vec<IpAddr>,
}

/// What a request says of somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Word {
    /// Nothing: it did not come through the portal.
    Nothing,
    /// It looks like the portal's word and is not.
    Forged,
    /// The 아이디 of somebody.
    Of(String),
}

impl Portal {
    /// # Errors
    /// [`BadSetting`] when a header cannot be, the secret is short, or no address is named.
    pub fn new(settings: &PortalSettings) -> Result<Portal, BadSetting> {
        let header = |setting, name: &str| {
            name.parse::<HeaderName>().map_err(|_| BadSetting::new(setting, "is no name of a header"))
        };
        if settings.secret.expose().len() < SECRET_MIN {
            return Err(BadSetting::new("portal.secret", "must have 32 letters or more"));
        }
        if settings.addresses.is_empty() {
            return Err(BadSetting::new("portal.addresses", "names no address: nobody would be believed"));
        }
        Ok(Portal {
            user_header: header("portal.user_header", &settings.user_header)?,
            secret_header: header("portal.secret_header", &settings.secret_header)?,
            secret: settings.secret.clone(),
            addresses: settings.addresses.iter().map(IpAddr::to_canonical).collect(),
        })
    }

    /// What the request says that came over a connection from `peer`: the address of the connection itself, not one
    /// that a header tells.
    pub fn says(&self, peer: IpAddr, headers: &HeaderMap) -> Word {
        if !headers.contains_key(&self.user_header) && !headers.contains_key(&self.secret_header) {
            return Word::Nothing;
        }
        let given = only(headers, &self.secret_header).unwrap_or_default();
        let knows: bool = given.as_bytes().ct_eq(self.secret.expose().as_bytes()).into();
        let is_portal = self.addresses.contains(&peer.to_canonical());
        let name = only(headers, &self.user_header).filter(|name| is_name(name));
        match name {
            Some(name) if knows && is_portal => Word::Of(name.to_owned()),
            _ => Word::Forged,
        }
    }
}

/// The header's value, if it is there once: of two, one was there before the portal wrote its own.
fn only<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    let mut values = headers.get_all(name).iter();
    let first = values.next()?;
    if values.next().is_some() { None } else { first.to_str().ok() }
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.len() <= NAME_MAX && name.chars().all(|c| c.is_ascii_graphic() && c != ',')
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "a-secret-of-both-sides-with-32-letters";

    fn settings() -> PortalSettings {
        PortalSettings {
            user_header: "x-portal-user".into(),
            secret_header: "x-portal-secret".into(),
            secret: Secret::new(SECRET),
            addresses: vec!["10.0.0.5".parse().unwrap()],
        }
    }

    fn says(peer: &str, headers: &[(&'static str, &str)]) -> Word {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(*name, value.parse().unwrap());
        }
        Portal::new(&settings()).unwrap().says(peer.parse().unwrap(), &map)
    }

    #[test]
    fn the_portal_is_believed_from_its_own_address_with_its_secret() {
        let kim = Word::Of("kim".into());
        let headers = [("x-portal-user", "kim"), ("x-portal-secret", SECRET)];
        assert_eq!(says("10.0.0.5", &headers), kim);
        assert_eq!(says("::ffff:10.0.0.5", &headers), kim);
        assert_eq!(says("10.0.0.5", &[]), Word::Nothing);
    }

    #[test]
    fn nothing_else_is() {
        let (user, secret) = (("x-portal-user", "kim"), ("x-portal-secret", SECRET));
        for (peer, headers) in [
            ("10.0.0.6", &[user, secret][..]),
            ("10.0.0.6", &[user, secret, ("x-forwarded-for", "10.0.0.5")]),
            ("10.0.0.5", &[user]),
            ("10.0.0.5", &[secret]),
            ("10.0.0.5", &[user, ("x-portal-secret", "")]),
            ("10.0.0.5", &[user, ("x-portal-secret", &SECRET[1..])]),
            ("10.0.0.5", &[user, secret, ("x-portal-user", "lee")]),
            ("10.0.0.5", &[user, secret, secret]),
            ("10.0.0.5", &[("x-portal-user", ""), secret]),
            ("10.0.0.5", &[("x-portal-user", "kim,lee"), secret]),
            ("10.0.0.5", &[("x-portal-user", "kim lee"), secret]),
        ] {
            assert_eq!(says(peer, headers), Word::Forged, "{peer} {headers:?}");
        }
    }

    #[test]
    fn settings_that_would_believe_too_much_or_nobody_are_refused() {
        let short = PortalSettings { secret: Secret::new("short"), ..settings() };
        let nowhere = PortalSettings { addresses: Vec::new(), ..settings() };
        let odd = PortalSettings { user_header: "x portal".into(), ..settings() };
        for bad in [short, nowhere, odd] {
            assert!(Portal::new(&bad).is_err(), "{bad:?}");
        }
        assert!(!format!("{:?}", Portal::new(&settings()).unwrap()).contains(SECRET));
    }
}

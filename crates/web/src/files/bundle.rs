//! The bundle of a browser: files that wait for a complaint which is still being written. A cookie of this
//! browser session, for one form's address only; the files go after some hours, sent or not.

use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

const COOKIE: &str = "files";

/// A browser's own token, and the name its files wait under.
#[derive(Clone, Debug)]
pub(crate) struct Bundle {
    token: String,
    /// What the files are found by: a digest of the token.
    pub(crate) name: String,
}

impl Bundle {
    /// The one this browser has.
    pub(crate) fn of(jar: &CookieJar) -> Option<Bundle> {
        let token = jar.get(COOKIE)?.value();
        (token.len() == 32).then(|| Bundle::named(token.to_owned()))
    }

    /// The one this browser has, or a new one.
    pub(crate) fn of_or_new(jar: &CookieJar) -> Bundle {
        // 192 bits: nobody meets another's by guessing.
        let fresh = || Bundle::named(URL_SAFE_NO_PAD.encode(rand::random::<[u8; 24]>()));
        Bundle::of(jar).unwrap_or_else(fresh)
    }

    fn named(token: String) -> Bundle {
        let name = casework::attachments::bundle_of(&token);
        Bundle { token, name }
    }

    /// Given to this browser, for this address.
    pub(crate) fn given(&self, jar: CookieJar, path: &'static str, secure: bool) -> CookieJar {
        let cookie = Cookie::build((COOKIE, self.token.clone())).path(path).http_only(true);
        jar.add(cookie.same_site(SameSite::Strict).secure(secure))
    }

    /// Its files are on a complaint: the next one begins with none.
    pub(crate) fn done(jar: CookieJar, path: &'static str) -> CookieJar {
        jar.remove(Cookie::build(COOKIE).path(path))
    }
}

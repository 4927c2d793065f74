//! Who knocks at the door, and what the browser of somebody who came in keeps.

use std::net::IpAddr;

use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use casework::sessions::{Entered, Knock};

use super::SESSION_COOKIE;
use crate::state::AppState;

/// By which this browser is known. It opens nothing: it is only not held up for what others tried.
const BROWSER_COOKIE: &str = "browser";

pub fn knock(ip: IpAddr, jar: &CookieJar) -> Knock {
    Knock { ip, browser: jar.get(BROWSER_COOKIE).map(|cookie| cookie.value().to_owned()) }
}

/// The session for as long as the browser is open, and the browser's own token for as long as it keeps it.
pub fn let_in(state: &AppState, jar: CookieJar, entered: Entered) -> CookieJar {
    let secure = state.settings.secure_cookies;
    let mut browser = cookie(BROWSER_COOKIE, entered.browser, secure);
    browser.make_permanent();
    jar.add(cookie(SESSION_COOKIE, entered.token, secure)).add(browser)
}

/// Between password and code, for this one page.
const HALF_COOKIE: &str = "log-in";
const HALF_PATH: &str = "/login/code";

/// The password was right; who this is waits in the browser for the code.
pub fn ask_code(state: &AppState, jar: CookieJar, half: String) -> CookieJar {
    let mut waiting = cookie(HALF_COOKIE, half, state.settings.secure_cookies);
    waiting.set_path(HALF_PATH);
    waiting.set_same_site(SameSite::Strict);
    jar.add(waiting)
}

pub fn half(jar: &CookieJar) -> Option<String> {
    jar.get(HALF_COOKIE).map(|cookie| cookie.value().to_owned())
}

pub fn forget_half(jar: CookieJar) -> CookieJar {
    jar.remove(Cookie::build(HALF_COOKIE).path(HALF_PATH))
}

/// Between the challenge and the key that signed it, for this one page.
const PASSKEY_COOKIE: &str = "passkey";
const PASSKEY_PATH: &str = "/login/passkey";

/// Nobody is known yet; to whom the challenge was given waits in the browser.
pub fn ask_passkey(state: &AppState, jar: CookieJar, browser: String) -> CookieJar {
    let mut waiting = cookie(PASSKEY_COOKIE, browser, state.settings.secure_cookies);
    waiting.set_path(PASSKEY_PATH);
    waiting.set_same_site(SameSite::Strict);
    jar.add(waiting)
}

pub fn asked_passkey(jar: &CookieJar) -> Option<String> {
    jar.get(PASSKEY_COOKIE).map(|cookie| cookie.value().to_owned())
}

pub fn forget_passkey(jar: CookieJar) -> CookieJar {
    jar.remove(Cookie::build(PASSKEY_COOKIE).path(PASSKEY_PATH))
}

/// Lax, so that a link in a notice mail opens the case.
fn cookie(name: &'static str, value: String, secure: bool) -> Cookie<'static> {
    let cookie = Cookie::build((name, value)).path("/").http_only(true);
    cookie.same_site(SameSite::Lax).secure(secure).build()
}

//! One message carried over a redirect, in a cookie that is read once.

use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

const COOKIE: &str = "said";
/// Longer messages belong on a page.
const BYTES_MAX: usize = 1_500;

/// What was done, or not, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    pub good: bool,
    pub text: String,
}

/// Says it on the next page.
pub fn say(jar: CookieJar, good: bool, text: &str) -> CookieJar {
    let cut = text.char_indices().take_while(|(at, c)| at + c.len_utf8() <= BYTES_MAX).map(|(_, c)| c);
    let value = format!("{}{}", if good { "+" } else { "-" }, cut.collect::<String>());
    let cookie = Cookie::build((COOKIE, URL_SAFE_NO_PAD.encode(value)));
    jar.add(cookie.path("/").http_only(true).same_site(SameSite::Strict))
}

/// What the last page said; it is said once.
pub fn said(jar: CookieJar) -> (CookieJar, Option<Said>) {
    let Some(cookie) = jar.get(COOKIE) else { return (jar, None) };
    let text = URL_SAFE_NO_PAD.decode(cookie.value()).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    let said = text.and_then(|text| {
        let (sign, text) = text.split_at_checked(1)?;
        Some(Said { good: sign == "+", text: text.to_owned() })
    });
    (jar.remove(Cookie::build(COOKIE).path("/")), said)
}

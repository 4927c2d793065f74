//! Names of cookies behind TLS: `__Host-` and `__Secure-`, which a browser takes from nobody but this very host over
//! TLS. So no neighbour under the same domain, and nobody on the line before TLS began, plants a session here
//! (RFC 6265bis 4.1.3). Everything inside knows the plain names only; this is the one place that turns them.

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

/// For the whole host: no domain, and the path `/`.
const HOST: &str = "__Host-";
/// For one address of it.
const SECURE: &str = "__Secure-";

/// A layer for behind TLS alone.
pub(crate) async fn prefixed(mut request: Request, next: Next) -> Response {
    inward(request.headers_mut());
    let mut response = next.run(request).await;
    outward(response.headers_mut());
    response
}

/// What came under our names goes on under the plain ones, and what came under plain names is not ours.
fn inward(headers: &mut HeaderMap) {
    let pairs: Vec<&str> = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().strip_prefix(HOST).or_else(|| pair.trim().strip_prefix(SECURE)))
        .collect();
    let ours = HeaderValue::from_str(&pairs.join("; "));
    headers.remove(header::COOKIE);
    if let Ok(ours) = ours.map_err(drop).and_then(|ours| if ours.is_empty() { Err(()) } else { Ok(ours) }) {
        headers.insert(header::COOKIE, ours);
    }
}

fn outward(headers: &mut HeaderMap) {
    let set: Vec<HeaderValue> = headers.get_all(header::SET_COOKIE).iter().filter_map(renamed).collect();
    headers.remove(header::SET_COOKIE);
    for cookie in set {
        headers.append(header::SET_COOKIE, cookie);
    }
}

fn renamed(cookie: &HeaderValue) -> Option<HeaderValue> {
    let told = cookie.to_str().ok()?;
    let has = |wanted: &str| told.split(';').skip(1).any(|part| part.trim().eq_ignore_ascii_case(wanted));
    let prefix = if has("path=/") { HOST } else { SECURE };
    let secure = if has("secure") { "" } else { "; Secure" };
    HeaderValue::from_str(&format!("{prefix}{told}{secure}")).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_came_under_our_names_goes_on() {
        let mut headers = HeaderMap::new();
        let (first, second) = ("session=planted; __Host-session=ours", "__Secure-files=f; theme=dark");
        for line in [first, second] {
            headers.append(header::COOKIE, HeaderValue::from_static(line));
        }
        inward(&mut headers);
        assert_eq!(headers.get_all(header::COOKIE).iter().collect::<Vec<_>>(), ["session=ours; files=f"]);
        let mut planted =
            HeaderMap::from_iter([(header::COOKIE, HeaderValue::from_static("session=planted"))]);
        inward(&mut planted);
        assert!(planted.is_empty());
    }

    #[test]
    fn what_is_set_is_secure_and_says_for_what_it_is() {
        for (told, renamed) in [
            (
                "session=t; HttpOnly; SameSite=Lax; Secure; Path=/",
                "__Host-session=t; HttpOnly; SameSite=Lax; Secure; Path=/",
            ),
            ("said=x; Path=/", "__Host-said=x; Path=/; Secure"),
            ("files=f; Path=/apply; Secure", "__Secure-files=f; Path=/apply; Secure"),
            ("said=; Path=/; Max-Age=0", "__Host-said=; Path=/; Max-Age=0; Secure"),
        ] {
            let mut headers = HeaderMap::from_iter([(header::SET_COOKIE, HeaderValue::from_static(told))]);
            outward(&mut headers);
            assert_eq!(headers[header::SET_COOKIE], renamed);
        }
    }
}

//! What an identity provider says while somebody logs in: the first byte chooses whether the others are its description of
//! itself, its keys, or its answer to a code; the other two are as they should be.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::extract::Path;
use axum::http::HeaderMap;
use connect::Secret;
use connect::oidc::{Attempt, OidcClient, OidcSettings};
use jiff::Timestamp;
use serde_json::json;

const DESCRIPTION: usize = 0;
const KEYS: usize = 1;
const ANSWER: usize = 2;
/// A token of a key that the provider names, signed by nobody.
const UNSIGNED: &str = "eyJhbGciOiJFUzI1NiIsImtpZCI6ImsxIn0.eyJpc3MiOiJpIiwic3ViIjoicyJ9.AAAA";

struct Provider {
    issuer: String,
    /// What it says now: which of the three, and the bytes.
    said: Arc<Mutex<(usize, Vec<u8>)>>,
}

pub(crate) fn read(bytes: &[u8]) {
    let Some((which, content)) = crate::chosen(bytes, 3) else { return };
    let provider = provider();
    // Descriptions that were kept name a provider at no port.
    let issuer = provider.issuer.as_bytes();
    let content = replaced(content, b"http://provider", issuer);
    *provider.said.lock().unwrap_or_else(PoisonError::into_inner) = (which, content);
    let settings = OidcSettings {
        issuer: provider.issuer.clone(),
        client_id: "eungdapso".into(),
        client_secret: Secret::new("secret"),
        redirect_uri: "http://127.0.0.1/login/oidc/back".into(),
        scope: "openid".into(),
        claim: "employee_number".into(),
        timeout: Duration::from_secs(5),
    };
    let client = OidcClient::new(settings).unwrap();
    let attempt = Attempt::of("a secret of one browser");
    let now = Timestamp::from_second(1_773_104_400).unwrap();
    crate::wait(async {
        drop(client.address(&attempt, now).await);
        let told = client.who("code", &attempt, now).await;
        assert!(told.is_err(), "nobody signed that this is {told:?}");
    });
}

fn provider() -> &'static Provider {
    static PROVIDER: OnceLock<Provider> = OnceLock::new();
    PROVIDER.get_or_init(|| {
        let said = Arc::new(Mutex::new((DESCRIPTION, Vec::new())));
        let now = Arc::clone(&said);
        let routes = Router::new().route(
            "/{*path}",
            axum::routing::any(move |headers: HeaderMap, Path(path): Path<String>| {
                let (which, content) = now.lock().unwrap_or_else(PoisonError::into_inner).clone();
                let host = headers.get("host").and_then(|host| host.to_str().ok());
                let issuer = format!("http://{}", host.unwrap_or_default());
                async move {
                    match path.as_str() {
                        "jwks" if which == KEYS => content,
                        "jwks" => json!({ "keys": [] }).to_string().into_bytes(),
                        "token" if which == ANSWER => content,
                        "token" => json!({ "id_token": UNSIGNED }).to_string().into_bytes(),
                        _ if which == DESCRIPTION => content,
                        _ => description(&issuer).into_bytes(),
                    }
                }
            }),
        );
        let issuer = format!("http://{}", crate::neighbour::listening(routes));
        Provider { issuer, said }
    })
}

fn description(issuer: &str) -> String {
    let at = |path: &str| format!("{issuer}{path}");
    json!({
        "issuer": issuer,
        "authorization_endpoint": at("/authorise"),
        "token_endpoint": at("/token"),
        "jwks_uri": at("/jwks"),
    })
    .to_string()
}

fn replaced(bytes: &[u8], old: &[u8], new: &[u8]) -> Vec<u8> {
    let mut left = bytes;
    let mut made = Vec::with_capacity(bytes.len());
    while let Some(at) = left.windows(old.len()).position(|there| there == old) {
        made.extend_from_slice(&left[..at]);
        made.extend_from_slice(new);
        left = &left[at + old.len()..];
    }
    made.extend_from_slice(left);
    made
}

//! The stand-in provider: a real HTTP server on a free loopback port that signs tokens, and can be told to sign wrong ones.

use std::collections::HashMap;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::extract::{RawForm, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD as BASE64};
use jiff::Timestamp;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::watch;
use url::{Url, form_urlencoded};

use super::OidcSettings;
use super::attempt::challenge;
use crate::Secret;

const CLIENT: &str = "eungdapso";
const SECRET: &str = "standin-oidc-secret";
/// Where people come back to, at our own address.
const BACK: &str = "http://127.0.0.1/login/oidc/return";

/// Changes header and claims before they are signed.
pub type Mischief = Arc<dyn Fn(&mut Value, &mut Value) + Send + Sync>;

/// A running stand-in; it ends when dropped.
pub struct OidcFake {
    address: SocketAddr,
    inside: Arc<Inside>,
    stop: watch::Sender<bool>,
}

struct Inside {
    issuer: String,
    clock: Arc<dyn Fn() -> Timestamp + Send + Sync>,
    codes: Mutex<HashMap<String, Asked>>,
    key: Mutex<(String, Arc<EcdsaKeyPair>)>,
    mischief: Mutex<Option<Mischief>>,
    keys_told: AtomicUsize,
    /// The claim is told apart from the token.
    apart: Mutex<Option<Value>>,
}

/// One log-in: what the token endpoint holds the code against.
struct Asked {
    nonce: String,
    challenge: String,
    name: String,
}

impl OidcFake {
    /// Starts a provider with a clock.
    ///
    /// # Errors
    /// When no loopback port can be had, or no key be made.
    pub async fn start(clock: Arc<dyn Fn() -> Timestamp + Send + Sync>) -> io::Result<OidcFake> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let (stop, mut stopping) = watch::channel(false);
        let inside = Arc::new(Inside {
            issuer: format!("http://{address}"),
            clock,
            codes: Mutex::default(),
            key: Mutex::new(("key-1".to_owned(), Arc::new(new_key()?))),
            mischief: Mutex::default(),
            keys_told: AtomicUsize::new(0),
            apart: Mutex::default(),
        });
        let app = Router::new()
            .route("/.well-known/openid-configuration", get(about))
            .route("/jwks", get(jwks))
            .route("/token", post(token))
            .route("/userinfo", get(userinfo))
            .with_state(Arc::clone(&inside));
        tokio::spawn(async move {
            let stopped = async move { drop(stopping.wait_for(|stop| *stop).await) };
            if let Err(error) = axum::serve(listener, app).with_graceful_shutdown(stopped).await {
                tracing::debug!(%error, "The stand-in provider broke off.");
            }
        });
        Ok(OidcFake { address, inside, stop })
    }

    /// Settings that lead here.
    pub fn settings(&self) -> OidcSettings {
        OidcSettings {
            issuer: self.inside.issuer.clone(),
            client_id: CLIENT.to_owned(),
            client_secret: Secret::new(SECRET),
            redirect_uri: BACK.to_owned(),
            scope: "openid profile".to_owned(),
            claim: "employee_number".to_owned(),
            timeout: Duration::from_secs(5),
        }
    }

    /// Somebody sent to this address logs in there as this officer; the query they are sent back with.
    ///
    /// # Errors
    /// What is missing in the address.
    pub fn authorise(&self, address: &str, name: &str) -> Result<String, &'static str> {
        let url = Url::parse(address).map_err(|_| "no address")?;
        let asked: HashMap<String, String> = url.query_pairs().into_owned().collect();
        let part = |name: &'static str| asked.get(name).cloned().ok_or(name);
        let ours = url.port() == Some(self.address.port())
            && part("response_type")? == "code"
            && part("client_id")? == CLIENT
            && part("redirect_uri")? == BACK
            && part("code_challenge_method")? == "S256";
        if !ours {
            return Err("not for us");
        }
        let (nonce, challenge) = (part("nonce")?, part("code_challenge")?);
        let code = uuid::Uuid::new_v4().to_string();
        lock(&self.inside.codes).insert(code.clone(), Asked { nonce, challenge, name: name.to_owned() });
        let query = form_urlencoded::Serializer::new(String::new())
            .append_pair("code", &code)
            .append_pair("state", &part("state")?)
            .append_pair("iss", &self.inside.issuer)
            .finish();
        Ok(query)
    }

    /// Every token from now on is changed like this before it is signed.
    pub fn mischief(&self, change: impl Fn(&mut Value, &mut Value) + Send + Sync + 'static) {
        *lock(&self.inside.mischief) = Some(Arc::new(change));
    }

    /// The claims that are told apart from the token, if any are.
    pub fn tell_apart(&self, claims: Value) {
        *lock(&self.inside.apart) = Some(claims);
    }

    /// Signs with another key from now on, and publishes that one alone.
    ///
    /// # Errors
    /// When no key can be made.
    pub fn rotate(&self, id: &str) -> io::Result<()> {
        *lock(&self.inside.key) = (id.to_owned(), Arc::new(new_key()?));
        Ok(())
    }

    /// How often the keys were asked for.
    pub fn keys_told(&self) -> usize {
        self.inside.keys_told.load(Ordering::SeqCst)
    }

    /// Stops listening.
    pub fn stop(&self) {
        self.stop.send_replace(true);
    }
}

impl Drop for OidcFake {
    fn drop(&mut self) {
        self.stop();
    }
}

fn new_key() -> io::Result<EcdsaKeyPair> {
    let (algorithm, random) = (&ECDSA_P256_SHA256_FIXED_SIGNING, SystemRandom::new());
    let document = EcdsaKeyPair::generate_pkcs8(algorithm, &random)
        .map_err(|_| io::Error::other("no key can be made"))?;
    EcdsaKeyPair::from_pkcs8(algorithm, document.as_ref(), &random)
        .map_err(|_| io::Error::other("no key can be made"))
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn about(State(inside): State<Arc<Inside>>) -> Json<Value> {
    let at = |path: &str| format!("{}{path}", inside.issuer);
    Json(json!({
        "issuer": inside.issuer,
        "authorization_endpoint": at("/authorise"),
        "token_endpoint": at("/token"),
        "jwks_uri": at("/jwks"),
        "userinfo_endpoint": at("/userinfo"),
    }))
}

async fn jwks(State(inside): State<Arc<Inside>>) -> Json<Value> {
    inside.keys_told.fetch_add(1, Ordering::SeqCst);
    let (id, key) = lock(&inside.key).clone();
    let point = key.public_key().as_ref();
    // Uncompressed: a byte that says so, x and y.
    let (x, y) = (BASE64.encode(&point[1..33]), BASE64.encode(&point[33..]));
    Json(json!({ "keys": [
        { "kty": "oct", "kid": "a-kind-nobody-asked-for", "k": "c2VjcmV0" },
        { "kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": id, "x": x, "y": y },
    ] }))
}

async fn token(State(inside): State<Arc<Inside>>, headers: HeaderMap, RawForm(form): RawForm) -> Response {
    let wanted = format!("Basic {}", STANDARD.encode(format!("{CLIENT}:{SECRET}")));
    let known = headers.get(header::AUTHORIZATION).is_some_and(|said| said.as_bytes() == wanted.as_bytes());
    let told: HashMap<String, String> = form_urlencoded::parse(&form).into_owned().collect();
    let part = |name: &str| told.get(name).map(String::as_str).unwrap_or_default();
    // A code is good for once, also when the rest is wrong.
    let asked = lock(&inside.codes).remove(part("code"));
    let Some(asked) = asked.filter(|asked| asked.challenge == challenge(part("code_verifier"))) else {
        return (StatusCode::BAD_REQUEST, Json(json!({ "error": "invalid_grant" }))).into_response();
    };
    if !known || part("redirect_uri") != BACK || part("grant_type") != "authorization_code" {
        return (StatusCode::UNAUTHORIZED, Json(json!({ "error": "invalid_client" }))).into_response();
    }
    match signed(&inside, &asked) {
        Some(id_token) => {
            let answer = json!({ "id_token": id_token, "access_token": "of-no-use", "token_type": "Bearer" });
            Json(answer).into_response()
        }
        None => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

fn signed(inside: &Inside, asked: &Asked) -> Option<String> {
    let (id, key) = lock(&inside.key).clone();
    let now = (inside.clock)().as_second();
    let mut header = json!({ "alg": "ES256", "kid": id });
    let mut claims = json!({
        "iss": inside.issuer, "sub": format!("subject of {}", asked.name), "aud": CLIENT,
        "iat": now, "exp": now + 300, "nonce": asked.nonce,
    });
    if lock(&inside.apart).is_none() {
        claims["employee_number"] = json!(asked.name);
    }
    let mischief = lock(&inside.mischief).clone();
    if let Some(change) = mischief {
        change(&mut header, &mut claims);
    }
    let signed = format!("{}.{}", BASE64.encode(header.to_string()), BASE64.encode(claims.to_string()));
    let signature = match header["alg"].as_str() {
        Some("none") => Vec::new(),
        // The attack of old: the public key, which everybody has, taken for a secret.
        Some("HS256") => {
            let key = ring::hmac::Key::new(ring::hmac::HMAC_SHA256, key.public_key().as_ref());
            ring::hmac::sign(&key, signed.as_bytes()).as_ref().to_vec()
        }
        _ => key.sign(&SystemRandom::new(), signed.as_bytes()).ok()?.as_ref().to_vec(),
    };
    Some(format!("{signed}.{}", BASE64.encode(signature)))
}

async fn userinfo(State(inside): State<Arc<Inside>>) -> Response {
    match lock(&inside.apart).clone() {
        Some(claims) => Json(claims).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

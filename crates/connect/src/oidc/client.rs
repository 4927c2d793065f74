//! Sending people to the identity provider, and asking it who came back.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::{SignedDuration, Timestamp};
use reqwest::{Method, Url, header};
use serde::Deserialize;
use tokio::sync::Mutex;
use url::form_urlencoded;

use super::attempt::Attempt;
use super::keys::Keys;
use super::token::{Claims, Expected, Parts, TOKEN_BYTES, Unbelievable, name};
use super::{NotTold, OidcSettings};
use crate::line::{Line, Silence, in_secret};
use crate::message::BadSetting;

const SILENCE: Silence = Silence {
    late: "통합인증 시스템이 제때 답하지 않았습니다.",
    unreachable: "통합인증 시스템에 연결하지 못했습니다.",
    broken: "통합인증 시스템과 연결이 끊겼습니다.",
    too_long: "통합인증 시스템의 답이 너무 깁니다.",
};
const NONSENSE: &str = "통합인증 시스템의 답을 읽을 수 없습니다.";
/// Longest answer, in bytes.
const ANSWER_BYTES: usize = 256 * 1024;
/// What the provider said of itself, and its keys, are asked for again after this long: a key it took back falls.
const KEPT: SignedDuration = SignedDuration::from_hours(1);
/// For a key nobody knows the keys are asked for again, but not at everybody's wish.
const ASKED_AGAIN_AFTER: SignedDuration = SignedDuration::from_secs(60);

/// One identity provider. Nothing is asked of it before somebody logs in, so that we start while it is away.
pub struct OidcClient {
    line: Line,
    settings: OidcSettings,
    known: Mutex<Option<Provider>>,
}

#[derive(Clone)]
struct Provider {
    about: About,
    keys: Keys,
    asked_at: Timestamp,
}

/// Of its own description (OpenID Connect Discovery 1.0).
#[derive(Clone, Deserialize)]
struct About {
    issuer: String,
    authorization_endpoint: Place,
    token_endpoint: Place,
    jwks_uri: Place,
    userinfo_endpoint: Option<Place>,
}

/// An address of the provider's, where nobody on the way reads what is said.
#[derive(Clone, Deserialize)]
#[serde(try_from = "String")]
struct Place(Url);

#[derive(Deserialize)]
struct Answer {
    id_token: String,
    access_token: Option<String>,
}

impl TryFrom<String> for Place {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Place, &'static str> {
        let url: Url = text.parse().map_err(|_| "no address")?;
        if in_secret(&url) { Ok(Place(url)) } else { Err("not in secret") }
    }
}

impl OidcClient {
    /// Checks the settings; connects to nobody.
    ///
    /// # Errors
    /// [`BadSetting`] when an address, the scope or the claim cannot be.
    pub fn new(settings: OidcSettings) -> Result<OidcClient, BadSetting> {
        let line = Line::new("oidc.issuer", &settings.issuer, settings.timeout, &SILENCE)?;
        let back: Url = settings.redirect_uri.parse().map_err(|e| BadSetting::new("oidc.address", e))?;
        if !in_secret(&back) {
            return Err(BadSetting::in_the_clear("oidc.address"));
        }
        if !settings.scope.split(' ').any(|scope| scope == "openid") {
            return Err(BadSetting::new("oidc.scope", "must contain openid"));
        }
        if settings.claim.trim().is_empty() || settings.client_id.trim().is_empty() {
            return Err(BadSetting::new("oidc.claim", "claim and client_id must not be empty"));
        }
        Ok(OidcClient { line, settings, known: Mutex::new(None) })
    }

    /// Where the browser goes now.
    ///
    /// # Errors
    /// [`NotTold::Away`] when the provider cannot be used.
    pub async fn address(&self, attempt: &Attempt, now: Timestamp) -> Result<String, NotTold> {
        let Provider { about, .. } = self.provider(now).await?;
        let Place(mut url) = about.authorization_endpoint;
        url.query_pairs_mut()
            .append_pair("response_type", "code")
            .append_pair("client_id", &self.settings.client_id)
            .append_pair("redirect_uri", &self.settings.redirect_uri)
            .append_pair("scope", &self.settings.scope)
            .append_pair("state", attempt.state())
            .append_pair("nonce", attempt.nonce())
            .append_pair("code_challenge", &attempt.challenge())
            .append_pair("code_challenge_method", "S256");
        Ok(url.into())
    }

    /// Whether this provider answered: one that names itself (RFC 9207) must be ours.
    pub fn is_from(&self, issuer: Option<&str>) -> bool {
        issuer.is_none_or(|issuer| issuer == self.settings.issuer)
    }

    /// The 아이디 of whoever came back with this code.
    ///
    /// # Errors
    /// [`NotTold`] says why nobody is named.
    pub async fn who(&self, code: &str, attempt: &Attempt, now: Timestamp) -> Result<String, NotTold> {
        let provider = self.provider(now).await?;
        let answer = self.exchange(&provider.about, code, attempt).await?;
        if answer.id_token.len() > TOKEN_BYTES {
            return Err(Unbelievable::Malformed.into());
        }
        let parts = Parts::of(&answer.id_token)?;
        let keys = match provider.keys.has(parts.key.as_deref()) {
            true => provider.keys,
            false => self.keys_again(provider, now).await?,
        };
        let OidcSettings { issuer, client_id, .. } = &self.settings;
        let claims = parts.believed(&keys, &Expected { issuer, client_id, nonce: attempt.nonce(), now })?;
        self.name(claims, answer.access_token).await
    }

    /// In the token, or told apart from it.
    async fn name(&self, claims: Claims, access_token: Option<String>) -> Result<String, NotTold> {
        if let Some(name) = name(&claims.all, &self.settings.claim) {
            return Ok(name);
        }
        let about = self.known.lock().await.as_ref().and_then(|known| known.about.userinfo_endpoint.clone());
        let (Some(Place(endpoint)), Some(token)) = (about, access_token) else {
            return Err(Unbelievable::NoName.into());
        };
        let request = self.line.request(Method::GET, endpoint).bearer_auth(token);
        let told: serde_json::Value = self.told(request).await?;
        if told.get("sub").and_then(serde_json::Value::as_str) != Some(&claims.subject) {
            return Err(Unbelievable::Subject.into());
        }
        name(&told, &self.settings.claim).ok_or(Unbelievable::NoName.into())
    }

    async fn exchange(&self, about: &About, code: &str, attempt: &Attempt) -> Result<Answer, NotTold> {
        let body = form_urlencoded::Serializer::new(String::new())
            .append_pair("grant_type", "authorization_code")
            .append_pair("code", code)
            .append_pair("redirect_uri", &self.settings.redirect_uri)
            .append_pair("code_verifier", attempt.verifier())
            .finish();
        let escaped = |text: &str| form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
        let OidcSettings { client_id, client_secret, .. } = &self.settings;
        let we = STANDARD.encode(format!("{}:{}", escaped(client_id), escaped(client_secret.expose())));
        let request = self
            .line
            .request(Method::POST, about.token_endpoint.0.clone())
            .header(header::AUTHORIZATION, format!("Basic {we}"))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(body);
        self.told(request).await
    }

    /// What is known of the provider; asked for when it is not, or no longer.
    async fn provider(&self, now: Timestamp) -> Result<Provider, NotTold> {
        let mut known = self.known.lock().await;
        let fresh = |provider: &&Provider| now.duration_since(provider.asked_at).abs() < KEPT;
        if let Some(provider) = known.as_ref().filter(fresh) {
            return Ok(provider.clone());
        }
        let address =
            format!("{}/.well-known/openid-configuration", self.settings.issuer.trim_end_matches('/'));
        let address: Url = address.parse().map_err(|_| nonsense())?;
        let about: About = self.told(self.line.request(Method::GET, address)).await?;
        if about.issuer != self.settings.issuer {
            return Err(nonsense());
        }
        let keys = self.keys(&about).await?;
        Ok(known.insert(Provider { about, keys, asked_at: now }).clone())
    }

    /// The provider signs with a new key: it has published it.
    async fn keys_again(&self, provider: Provider, now: Timestamp) -> Result<Keys, NotTold> {
        let mut known = self.known.lock().await;
        let last = known.as_ref().map_or(provider.asked_at, |known| known.asked_at);
        if last > provider.asked_at || now.duration_since(last).abs() < ASKED_AGAIN_AFTER {
            return Ok(known.as_ref().map_or(provider.keys, |known| known.keys.clone()));
        }
        let keys = self.keys(&provider.about).await?;
        *known = Some(Provider { keys: keys.clone(), asked_at: now, ..provider });
        Ok(keys)
    }

    async fn keys(&self, about: &About) -> Result<Keys, NotTold> {
        let request = self.line.request(Method::GET, about.jwks_uri.0.clone());
        let (status, body) = self.line.exchange(request, ANSWER_BYTES).await.map_err(NotTold::Away)?;
        if status != 200 {
            return Err(nonsense());
        }
        Keys::read(&body).ok_or_else(nonsense)
    }

    async fn told<T: serde::de::DeserializeOwned>(
        &self,
        request: reqwest::RequestBuilder,
    ) -> Result<T, NotTold> {
        let (status, body) = self.line.exchange(request, ANSWER_BYTES).await.map_err(NotTold::Away)?;
        match status {
            200 => serde_json::from_slice(&body).map_err(|_| nonsense()),
            400..500 => Err(NotTold::Refused(status)),
            _ => Err(nonsense()),
        }
    }
}

fn nonsense() -> NotTold {
    NotTold::Away(NONSENSE.to_owned())
}

//! Handing a letter to the message gateway.

use jiff::Timestamp;
use reqwest::{Method, Url, header, redirect};

use super::GatewaySettings;
use super::mapping;
use super::protocol::{Answer, BODY_BYTES, SIGNATURE_HEADER, Signed, TIMESTAMP_HEADER};
use crate::Secret;
use crate::message::{BadSetting, Letter, Outcome, is_loopback};

/// The key asked after to see whether the gateway would listen; no letter is ever sent under it.
const CHECK_KEY: &str = "check";

/// One gateway.
#[derive(Debug)]
pub struct TextClient {
    http: reqwest::Client,
    url: Url,
    token: header::HeaderValue,
    signing_key: Secret,
    template: Option<String>,
}

impl TextClient {
    /// Checks the settings; connects to nobody.
    ///
    /// # Errors
    /// [`BadSetting`] when the address, the token or the key cannot be.
    pub fn new(settings: &GatewaySettings) -> Result<Self, BadSetting> {
        crate::install_crypto();
        let url: Url = settings.url.parse().map_err(|e| BadSetting::new("gateway.url", e))?;
        let safe = match url.scheme() {
            "https" => true,
            "http" => url.host_str().is_some_and(is_loopback),
            _ => false,
        };
        if !safe {
            return Err(BadSetting::new("gateway.url", "must be https (http only on this machine)"));
        }
        if settings.token.expose().is_empty() || settings.signing_key.expose().is_empty() {
            return Err(BadSetting::new("gateway.token", "token and signing key must not be empty"));
        }
        let mut token = header::HeaderValue::from_str(&format!("Bearer {}", settings.token.expose()))
            .map_err(|_| BadSetting::new("gateway.token", "contains characters no header can carry"))?;
        token.set_sensitive(true);
        let http = reqwest::Client::builder()
            .timeout(settings.timeout)
            .connect_timeout(settings.timeout)
            // A redirect would carry the token and the number somewhere nobody configured.
            .redirect(redirect::Policy::none())
            // One setting says where letters go; the environment has no say.
            .no_proxy()
            .build()
            .map_err(|e| BadSetting::new("gateway.url", e))?;
        let template = settings.alimtalk_template.clone();
        Ok(Self { http, url, token, signing_key: settings.signing_key.clone(), template })
    }

    /// Makes one attempt.
    pub async fn send(&self, letter: &Letter, now: Timestamp) -> Outcome {
        let message = match mapping::message(letter, self.template.as_deref()) {
            Ok(message) => message,
            Err(why) => return Outcome::refused(why),
        };
        let Ok(body) = serde_json::to_vec(&message) else {
            return Outcome::refused("문자로 옮길 수 없는 글자가 있습니다.");
        };
        match self.call(Method::POST, None, body, now).await {
            Ok((http, answer)) => mapping::outcome(http, &answer, letter),
            Err(why) => Outcome::retry(why),
        }
    }

    /// What the gateway remembers of a key: for telling, after silence, whether a letter left.
    ///
    /// # Errors
    /// Why it could not be asked, in a sentence.
    pub async fn state(&self, key: &str, now: Timestamp) -> Result<Option<Answer>, String> {
        let (http, answer) = self.call(Method::GET, Some(key), Vec::new(), now).await?;
        mapping::state(http, &answer)
    }

    /// Asks after a key nobody uses, which takes the same token and signature as a letter.
    ///
    /// # Errors
    /// Why letters would not be taken, in a sentence.
    pub async fn check(&self, now: Timestamp) -> Result<(), String> {
        self.state(CHECK_KEY, now).await.map(drop)
    }

    async fn call(
        &self,
        method: Method,
        key: Option<&str>,
        body: Vec<u8>,
        now: Timestamp,
    ) -> Result<(u16, Vec<u8>), String> {
        let mut url = self.url.clone();
        url.path_segments_mut()
            .map_err(|()| "문자 게이트웨이의 주소가 올바르지 않습니다.".to_owned())?
            .pop_if_empty()
            .extend(["v1", "messages"].into_iter().chain(key));
        let timestamp = now.as_second().to_string();
        let signed = Signed { timestamp: &timestamp, method: method.as_str(), path: url.path(), body: &body };
        let signature = signed.sign(self.signing_key.expose());
        let request = self
            .http
            .request(method, url)
            .header(header::AUTHORIZATION, self.token.clone())
            .header(header::CONTENT_TYPE, "application/json")
            .header(TIMESTAMP_HEADER, timestamp)
            .header(SIGNATURE_HEADER, signature)
            .body(body);
        let mut response = request.send().await.map_err(|error| unanswered(&error))?;
        let mut answer = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(|error| unanswered(&error))? {
            if answer.len() + chunk.len() > BODY_BYTES {
                return Err("문자 게이트웨이의 답이 너무 깁니다.".to_owned());
            }
            answer.extend_from_slice(&chunk);
        }
        Ok((response.status().as_u16(), answer))
    }
}

/// The error's own text carries the address with the key in it, and says less.
fn unanswered(error: &reqwest::Error) -> String {
    let why = if error.is_timeout() {
        "문자 게이트웨이가 제때 답하지 않았습니다."
    } else if error.is_connect() {
        "문자 게이트웨이에 연결하지 못했습니다."
    } else {
        "문자 게이트웨이와 연결이 끊겼습니다."
    };
    why.to_owned()
}

//! Handing a letter to the message gateway.

use jiff::Timestamp;
use reqwest::{Method, header};

use super::GatewaySettings;
use super::mapping;
use super::protocol::{Answer, BODY_BYTES, SIGNATURE_HEADER, Signed, TIMESTAMP_HEADER};
use crate::Secret;
use crate::line::{Line, Silence};
use crate::message::{BadSetting, Letter, Outcome};

/// The key asked after to see whether the gateway would listen; no letter is ever sent under it.
const CHECK_KEY: &str = "check";

const SILENCE: Silence = Silence {
    late: "문자 게이트웨이가 제때 답하지 않았습니다.",
    unreachable: "문자 게이트웨이에 연결하지 못했습니다.",
    broken: "문자 게이트웨이와 연결이 끊겼습니다.",
    too_long: "문자 게이트웨이의 답이 너무 깁니다.",
};

/// One gateway.
#[derive(Debug)]
pub struct TextClient {
    line: Line,
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
        let line = Line::new("gateway.url", &settings.url, settings.timeout, &SILENCE)?;
        if settings.token.expose().is_empty() || settings.signing_key.expose().is_empty() {
            return Err(BadSetting::new("gateway.token", "token and signing key must not be empty"));
        }
        let mut token = header::HeaderValue::from_str(&format!("Bearer {}", settings.token.expose()))
            .map_err(|_| BadSetting::new("gateway.token", "contains characters no header can carry"))?;
        token.set_sensitive(true);
        let template = settings.alimtalk_template.clone();
        Ok(Self { line, token, signing_key: settings.signing_key.clone(), template })
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
        let mut url = self.line.url();
        url.path_segments_mut()
            .map_err(|()| "문자 게이트웨이의 주소가 올바르지 않습니다.".to_owned())?
            .pop_if_empty()
            .extend(["v1", "messages"].into_iter().chain(key));
        let timestamp = now.as_second().to_string();
        let signed = Signed { timestamp: &timestamp, method: method.as_str(), path: url.path(), body: &body };
        let signature = signed.sign(self.signing_key.expose());
        let request = self
            .line
            .request(method, url)
            .header(header::AUTHORIZATION, self.token.clone())
            .header(header::CONTENT_TYPE, "application/json")
            .header(TIMESTAMP_HEADER, timestamp)
            .header(SIGNATURE_HEADER, signature)
            .body(body);
        self.line.exchange(request, BODY_BYTES).await
    }
}

//! Handing documents to the approval system, and asking what became of them.

use jiff::Timestamp;
use reqwest::{Method, Url, header, redirect};
use uuid::Uuid;

use super::mapping;
use super::protocol::{DOCUMENT_BYTES, KEY_HEADER, NONCE_HEADER, SIGNATURE_HEADER, TIMESTAMP_HEADER};
use super::{ApprovalSettings, HandedOver, Held, Paper, Signed};
use crate::Secret;
use crate::message::{BadSetting, is_loopback};
use domain::complaint::DocumentKey;
use domain::id::ComplaintId;

/// One approval system.
#[derive(Clone, Debug)]
pub struct ApprovalClient {
    http: reqwest::Client,
    url: Url,
    key_id: header::HeaderValue,
    secret: Secret,
}

impl ApprovalClient {
    /// Checks the settings; connects to nobody.
    ///
    /// # Errors
    /// [`BadSetting`] when the address, the key's name or the secret cannot be.
    pub fn new(settings: &ApprovalSettings) -> Result<Self, BadSetting> {
        crate::install_crypto();
        let url: Url = settings.url.parse().map_err(|e| BadSetting::new("approval.url", e))?;
        let safe = match url.scheme() {
            "https" => true,
            "http" => url.host_str().is_some_and(is_loopback),
            _ => false,
        };
        if !safe {
            return Err(BadSetting::new("approval.url", "must be https (http only on this machine)"));
        }
        if settings.key_id.is_empty() || settings.secret.expose().is_empty() {
            return Err(BadSetting::new("approval.key_id", "key id and secret must not be empty"));
        }
        let key_id = header::HeaderValue::from_str(&settings.key_id)
            .map_err(|_| BadSetting::new("approval.key_id", "contains characters no header can carry"))?;
        let http = reqwest::Client::builder()
            .timeout(settings.timeout)
            .connect_timeout(settings.timeout)
            // A redirect would carry the answer somewhere nobody configured.
            .redirect(redirect::Policy::none())
            // One setting says where documents go; the environment has no say.
            .no_proxy()
            .build()
            .map_err(|e| BadSetting::new("approval.url", e))?;
        Ok(Self { http, url, key_id, secret: settings.secret.clone() })
    }

    /// Hands a document over. The same again is answered as before.
    pub async fn hand_over(&self, paper: &Paper, now: Timestamp) -> HandedOver {
        let Ok(body) = serde_json::to_vec(&mapping::document(paper)) else {
            return HandedOver::Refused {
                why: "문서로 옮길 수 없는 글자가 있습니다.".to_owned()
            };
        };
        if body.len() > DOCUMENT_BYTES {
            return HandedOver::Refused {
                why: "답변과 민원 내용이 연계 규격의 한도를 넘습니다.".to_owned()
            };
        }
        match self.call(Method::POST, &[], body, now).await {
            Ok((http, answer)) => mapping::handed_over(http, &answer),
            Err(why) => HandedOver::Retry { why },
        }
    }

    /// Nobody need approve it any more: the complaint has ended otherwise.
    ///
    /// # Errors
    /// Why it must be said again, in a sentence.
    pub async fn take_back(&self, key: DocumentKey, now: Timestamp) -> Result<String, String> {
        let key = key.to_string();
        let (http, answer) = self.call(Method::POST, &[key.as_str(), "take-back"], Vec::new(), now).await?;
        mapping::taken_back(http, &answer)
    }

    /// What the system holds of a document.
    ///
    /// # Errors
    /// Why it could not be asked or its answer not read, in a sentence.
    pub async fn ask(&self, key: DocumentKey, now: Timestamp) -> Result<Held, String> {
        let (http, answer) = self.call(Method::GET, &[key.to_string().as_str()], Vec::new(), now).await?;
        mapping::held(http, &answer)
    }

    /// Asks after a document nobody made, which takes the same key and signature as any other.
    ///
    /// # Errors
    /// Why documents would not be taken, in a sentence.
    pub async fn check(&self, now: Timestamp) -> Result<(), String> {
        let nobodys = DocumentKey { complaint: ComplaintId(Uuid::nil()), round: 0 };
        self.ask(nobodys, now).await.map(drop)
    }

    async fn call(
        &self,
        method: Method,
        rest: &[&str],
        body: Vec<u8>,
        now: Timestamp,
    ) -> Result<(u16, Vec<u8>), String> {
        let mut url = self.url.clone();
        url.path_segments_mut()
            .map_err(|()| "업무관리시스템의 주소가 올바르지 않습니다.".to_owned())?
            .pop_if_empty()
            .extend(["v1", "documents"].iter().chain(rest));
        let (timestamp, nonce) = (now.as_second().to_string(), Uuid::new_v4().simple().to_string());
        let (verb, path) = (method.as_str(), url.path());
        let signed = Signed { timestamp: &timestamp, nonce: &nonce, method: verb, path, body: &body };
        let signature = signed.sign(self.secret.expose());
        let request = self
            .http
            .request(method, url)
            .header(header::CONTENT_TYPE, "application/json")
            .header(KEY_HEADER, self.key_id.clone())
            .header(TIMESTAMP_HEADER, timestamp)
            .header(NONCE_HEADER, nonce)
            .header(SIGNATURE_HEADER, signature)
            .body(body);
        let mut response = request.send().await.map_err(|error| unanswered(&error))?;
        let mut answer = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(|error| unanswered(&error))? {
            if answer.len() + chunk.len() > DOCUMENT_BYTES {
                return Err("업무관리시스템의 답이 너무 깁니다.".to_owned());
            }
            answer.extend_from_slice(&chunk);
        }
        Ok((response.status().as_u16(), answer))
    }
}

/// The error's own text carries the address with the key in it, and says less.
fn unanswered(error: &reqwest::Error) -> String {
    let why = if error.is_timeout() {
        "업무관리시스템이 제때 답하지 않았습니다."
    } else if error.is_connect() {
        "업무관리시스템에 연결하지 못했습니다."
    } else {
        "업무관리시스템과 연결이 끊겼습니다."
    };
    why.to_owned()
}

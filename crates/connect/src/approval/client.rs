//! Handing documents to the approval system, and asking what became of them.

use jiff::Timestamp;
use reqwest::{Method, header};
use uuid::Uuid;

use super::mapping;
use super::protocol::{DOCUMENT_BYTES, KEY_HEADER, NONCE_HEADER, SIGNATURE_HEADER, TIMESTAMP_HEADER};
use super::{ApprovalSettings, HandedOver, Held, Paper, Signed};
use crate::Secret;
use crate::line::{Line, Silence};
use crate::message::BadSetting;
use domain::complaint::DocumentKey;
use domain::id::ComplaintId;

const SILENCE: Silence = Silence {
    late: "업무관리시스템이 제때 답하지 않았습니다.",
    unreachable: "업무관리시스템에 연결하지 못했습니다.",
    broken: "업무관리시스템과 연결이 끊겼습니다.",
    too_long: "업무관리시스템의 답이 너무 깁니다.",
};

/// One approval system.
#[derive(Clone, Debug)]
pub struct ApprovalClient {
    line: Line,
    key_id: header::HeaderValue,
    secret: Secret,
}

impl ApprovalClient {
    /// Checks the settings; connects to nobody.
    ///
    /// # Errors
    /// [`BadSetting`] when the address, the key's name or the secret cannot be.
    pub fn new(settings: &ApprovalSettings) -> Result<Self, BadSetting> {
        let line = Line::new("approval.url", &settings.url, settings.timeout, &SILENCE)?;
        if settings.key_id.is_empty() || settings.secret.expose().is_empty() {
            return Err(BadSetting::new("approval.key_id", "key id and secret must not be empty"));
        }
        let key_id = header::HeaderValue::from_str(&settings.key_id)
            .map_err(|_| BadSetting::new("approval.key_id", "contains characters no header can carry"))?;
        Ok(Self { line, key_id, secret: settings.secret.clone() })
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
        let mut url = self.line.url();
        url.path_segments_mut()
            .map_err(|()| "업무관리시스템의 주소가 올바르지 않습니다.".to_owned())?
            .pop_if_empty()
            .extend(["v1", "documents"].iter().chain(rest));
        let (timestamp, nonce) = (now.as_second().to_string(), Uuid::new_v4().simple().to_string());
        let (verb, path) = (method.as_str(), url.path());
        let signed = Signed { timestamp: &timestamp, nonce: &nonce, method: verb, path, body: &body };
        let signature = signed.sign(self.secret.expose());
        let request = self
            .line
            .request(method, url)
            .header(header::CONTENT_TYPE, "application/json")
            .header(KEY_HEADER, self.key_id.clone())
            .header(TIMESTAMP_HEADER, timestamp)
            .header(NONCE_HEADER, nonce)
            .header(SIGNATURE_HEADER, signature)
            .body(body);
        self.line.exchange(request, DOCUMENT_BYTES).await
    }
}

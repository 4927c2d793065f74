//! Speaking with 국민신문고: every request signed, bounded, and tried once; trying again is the caller's business.

use jiff::Timestamp;
use jiff::civil::Date;
use reqwest::{Method, Url, header};
use serde::de::DeserializeOwned;

use super::EpeopleSettings;
use super::mapping::{self, Outgoing, Told};
use super::protocol::{BODY_BYTES, Complaint, Day, PAGE_ITEMS, Page, Rating, Request, path};
use super::signature::{KEY_HEADER, NONCE_HEADER, SIGNATURE_HEADER, Signed, TIMESTAMP_HEADER};
use crate::Secret;
use crate::line::{Line, Silence};
use crate::message::BadSetting;

const SILENCE: Silence = Silence {
    late: "국민신문고가 제때 답하지 않았습니다.",
    unreachable: "국민신문고에 연결하지 못했습니다.",
    broken: "국민신문고와 연결이 끊겼습니다.",
    too_long: "국민신문고의 답이 너무 깁니다.",
};

/// One 국민신문고.
#[derive(Debug)]
pub struct EpeopleClient {
    line: Line,
    key_id: header::HeaderValue,
    secret: Secret,
}

/// Why there was no answer, in a sentence without personal data.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Unreached(pub String);

/// Random and never used before: told to the client, which has no chance of its own.
pub type Nonce = [u8; 16];

impl EpeopleClient {
    /// Checks the settings; connects to nobody.
    ///
    /// # Errors
    /// [`BadSetting`] when the address or the key cannot be.
    pub fn new(settings: &EpeopleSettings) -> Result<Self, BadSetting> {
        let line = Line::new("epeople.url", &settings.url, settings.timeout, &SILENCE)?;
        if settings.key_id.is_empty() || settings.secret.expose().is_empty() {
            return Err(BadSetting::new("epeople.key_id", "key id and secret must not be empty"));
        }
        let key_id = header::HeaderValue::from_str(&settings.key_id)
            .map_err(|_| BadSetting::new("epeople.key_id", "contains characters no header can carry"))?;
        Ok(Self { line, key_id, secret: settings.secret.clone() })
    }

    /// The complaints behind a cursor; an empty one asks from the beginning.
    pub async fn complaints(&self, after: &str, now: Moment) -> Result<Page<Complaint>, Unreached> {
        self.page(path::COMPLAINTS, after, now).await
    }

    pub async fn ratings(&self, after: &str, now: Moment) -> Result<Page<Rating>, Unreached> {
        self.page(path::RATINGS, after, now).await
    }

    pub async fn requests(&self, after: &str, now: Moment) -> Result<Page<Request>, Unreached> {
        self.page(path::REQUESTS, after, now).await
    }

    /// Their books of a day.
    pub async fn day(&self, day: Date, now: Moment) -> Result<Day, Unreached> {
        let target = self.target(path::DAYS)?;
        let target = target.join(&format!("days/{day}")).map_err(|_| bad_address())?;
        self.read(target, now).await
    }

    /// Whether it would listen to us.
    pub async fn check(&self, now: Moment) -> Result<(), Unreached> {
        let target = self.target(path::PING)?;
        self.read::<serde_json::Value>(target, now).await.map(drop)
    }

    /// Makes one attempt to hand over a message.
    pub async fn push(&self, message: &Outgoing, now: Moment) -> Told {
        let target = match self.target(message.path) {
            Ok(target) => target,
            Err(Unreached(why)) => return Told::Later { why },
        };
        match self.call(Method::POST, target, message.body.clone(), now).await {
            Ok((http, answer)) => mapping::told(http, &answer),
            Err(Unreached(why)) => Told::Away { why },
        }
    }

    async fn page<T: DeserializeOwned>(
        &self,
        path: &str,
        after: &str,
        now: Moment,
    ) -> Result<Page<T>, Unreached> {
        let mut target = self.target(path)?;
        target.query_pairs_mut().append_pair("after", after).append_pair("limit", &PAGE_ITEMS.to_string());
        self.read(target, now).await
    }

    async fn read<T: DeserializeOwned>(&self, target: Url, now: Moment) -> Result<T, Unreached> {
        let (http, answer) = self.call(Method::GET, target, Vec::new(), now).await?;
        mapping::read(http, &answer).map_err(Unreached)
    }

    fn target(&self, path: &str) -> Result<Url, Unreached> {
        let mut url = self.line.url();
        let pieces = path.split('/').filter(|piece| !piece.is_empty());
        url.path_segments_mut().map_err(|()| bad_address())?.pop_if_empty().extend(pieces);
        Ok(url)
    }

    async fn call(
        &self,
        method: Method,
        target: Url,
        body: Vec<u8>,
        now: Moment,
    ) -> Result<(u16, Vec<u8>), Unreached> {
        let asked = match target.query() {
            Some(query) => format!("{}?{query}", target.path()),
            None => target.path().to_owned(),
        };
        let timestamp = now.at.as_second().to_string();
        let nonce: String = now.nonce.iter().map(|byte| format!("{byte:02x}")).collect();
        let signed = Signed {
            timestamp: &timestamp,
            nonce: &nonce,
            method: method.as_str(),
            target: &asked,
            body: &body,
        };
        let signature = signed.sign(self.secret.expose());
        let request = self
            .line
            .request(method, target)
            .header(KEY_HEADER, self.key_id.clone())
            .header(header::CONTENT_TYPE, "application/json")
            .header(TIMESTAMP_HEADER, timestamp)
            .header(NONCE_HEADER, nonce)
            .header(SIGNATURE_HEADER, signature)
            .body(body);
        self.line.exchange(request, BODY_BYTES).await.map_err(Unreached)
    }
}

/// When a request is signed and the number it counts under once.
#[derive(Clone, Copy, Debug)]
pub struct Moment {
    pub at: Timestamp,
    pub nonce: Nonce,
}

fn bad_address() -> Unreached {
    Unreached("국민신문고의 주소가 올바르지 않습니다.".to_owned())
}

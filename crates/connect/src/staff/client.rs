//! Asking the directory for the staff of today.

use domain::org::Feed;
use reqwest::{Method, header};

use super::protocol::FEED_BYTES;
use super::{StaffSettings, mapping};
use crate::line::{Line, Silence};
use crate::message::BadSetting;

const SILENCE: Silence = Silence {
    late: "인사 연계 시스템이 제때 답하지 않았습니다.",
    unreachable: "인사 연계 시스템에 연결하지 못했습니다.",
    broken: "인사 연계 시스템과 연결이 끊겼습니다.",
    too_long: "인사 연계 자료가 너무 큽니다.",
};

/// One directory.
#[derive(Debug)]
pub struct StaffClient {
    line: Line,
    token: header::HeaderValue,
}

impl StaffClient {
    /// Checks the settings; connects to nobody.
    ///
    /// # Errors
    /// [`BadSetting`] when the address or the token cannot be.
    pub fn new(settings: &StaffSettings) -> Result<Self, BadSetting> {
        let line = Line::new("staff.url", &settings.url, settings.timeout, &SILENCE)?;
        let mut token = header::HeaderValue::from_str(&format!("Bearer {}", settings.token.expose()))
            .map_err(|_| BadSetting::new("staff.token", "contains characters no header can carry"))?;
        token.set_sensitive(true);
        Ok(Self { line, token })
    }

    /// The whole feed.
    ///
    /// # Errors
    /// Why there is none, in a sentence for people.
    pub async fn fetch(&self) -> Result<Feed, String> {
        let request =
            self.line.request(Method::GET, self.line.url()).header(header::AUTHORIZATION, self.token.clone());
        let response = self.line.send(request).await?;
        if !response.status().is_success() {
            return Err(format!("인사 연계 시스템이 거절했습니다(HTTP {}).", response.status().as_u16()));
        }
        let told = self.line.whole(response, FEED_BYTES).await?;
        mapping::read(&told)
    }
}

//! Asking the directory for the staff of today.

use domain::org::Feed;
use reqwest::{Url, header, redirect};

use super::protocol::FEED_BYTES;
use super::{StaffSettings, mapping};
use crate::message::{BadSetting, is_loopback};

/// One directory.
#[derive(Debug)]
pub struct StaffClient {
    http: reqwest::Client,
    url: Url,
    token: header::HeaderValue,
}

impl StaffClient {
    /// Checks the settings; connects to nobody.
    ///
    /// # Errors
    /// [`BadSetting`] when the address or the token cannot be.
    pub fn new(settings: &StaffSettings) -> Result<Self, BadSetting> {
        crate::install_crypto();
        let url: Url = settings.url.parse().map_err(|e| BadSetting::new("staff.url", e))?;
        let safe = match url.scheme() {
            "https" => true,
            "http" => url.host_str().is_some_and(is_loopback),
            _ => false,
        };
        if !safe {
            return Err(BadSetting::new("staff.url", "must be https (http only on this machine)"));
        }
        let mut token = header::HeaderValue::from_str(&format!("Bearer {}", settings.token.expose()))
            .map_err(|_| BadSetting::new("staff.token", "contains characters no header can carry"))?;
        token.set_sensitive(true);
        let http = reqwest::Client::builder()
            .timeout(settings.timeout)
            // A redirect would carry the token somewhere nobody configured.
            .redirect(redirect::Policy::none())
            .no_proxy()
            .build()
            .map_err(|e| BadSetting::new("staff.url", e))?;
        Ok(Self { http, url, token })
    }

    /// The whole feed.
    ///
    /// # Errors
    /// Why there is none, in a sentence for people.
    pub async fn fetch(&self) -> Result<Feed, String> {
        let request = self.http.get(self.url.clone()).header(header::AUTHORIZATION, self.token.clone());
        let mut response = request.send().await.map_err(|error| unanswered(&error))?;
        if !response.status().is_success() {
            return Err(format!("인사 연계 시스템이 거절했습니다(HTTP {}).", response.status().as_u16()));
        }
        let mut told = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(|error| unanswered(&error))? {
            if told.len() + chunk.len() > FEED_BYTES {
                return Err("인사 연계 자료가 너무 큽니다.".to_owned());
            }
            told.extend_from_slice(&chunk);
        }
        mapping::read(&told)
    }
}

fn unanswered(error: &reqwest::Error) -> String {
    let why = if error.is_timeout() {
        "인사 연계 시스템이 제때 답하지 않았습니다."
    } else if error.is_connect() {
        "인사 연계 시스템에 연결하지 못했습니다."
    } else {
        "인사 연계 시스템과 연결이 끊겼습니다."
    };
    why.to_owned()
}

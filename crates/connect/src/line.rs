//! The line to one system over HTTP: only in secret, only where it was configured, bounded in time and size.

use std::time::Duration;

use reqwest::{Client, ClientBuilder, Method, RequestBuilder, Response, Url, redirect};

use crate::message::{BadSetting, LOCALHOST, THIS_MACHINE, is_loopback};

/// What is told of a system that did not answer, in sentences for people. The error's own text carries the
/// address, with what stands in it, and says less.
#[derive(Debug)]
pub(crate) struct Silence {
    pub(crate) late: &'static str,
    pub(crate) unreachable: &'static str,
    pub(crate) broken: &'static str,
    pub(crate) too_long: &'static str,
}

/// Whether nobody on the way reads what is said there.
pub(crate) fn in_secret(url: &Url) -> bool {
    match url.scheme() {
        "https" => true,
        "http" => url.host_str().is_some_and(is_loopback),
        _ => false,
    }
}

/// Who goes where a setting says and nowhere else; without limits of time yet.
pub(crate) fn client() -> ClientBuilder {
    crate::install_crypto();
    Client::builder()
        // A redirect would carry secrets and people's words somewhere nobody configured.
        .redirect(redirect::Policy::none())
        .resolve(LOCALHOST, (THIS_MACHINE, 0).into())
        // One setting says where they go; the environment has no say.
        .no_proxy()
}

#[derive(Clone, Debug)]
pub(crate) struct Line {
    http: Client,
    url: Url,
    silence: &'static Silence,
}

impl Line {
    /// Checks the address of this setting; connects to nobody.
    ///
    /// # Errors
    /// [`BadSetting`] when the address cannot be, or would carry what is said in the clear.
    pub(crate) fn new(
        setting: &'static str,
        url: &str,
        timeout: Duration,
        silence: &'static Silence,
    ) -> Result<Line, BadSetting> {
        let url: Url = url.parse().map_err(|e| BadSetting::new(setting, e))?;
        if !in_secret(&url) {
            return Err(BadSetting::in_the_clear(setting));
        }
        let http = client().timeout(timeout).connect_timeout(timeout).build();
        let http = http.map_err(|e| BadSetting::new(setting, e))?;
        Ok(Line { http, url, silence })
    }

    pub(crate) fn url(&self) -> Url {
        self.url.clone()
    }

    pub(crate) fn request(&self, method: Method, url: Url) -> RequestBuilder {
        self.http.request(method, url)
    }

    /// # Errors
    /// Why there was no answer, in a sentence.
    pub(crate) async fn send(&self, request: RequestBuilder) -> Result<Response, String> {
        request.send().await.map_err(|error| self.unanswered(&error))
    }

    /// The answer's body, up to so many bytes.
    ///
    /// # Errors
    /// Why there was no whole one, in a sentence.
    pub(crate) async fn whole(&self, mut response: Response, most: usize) -> Result<Vec<u8>, String> {
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(|error| self.unanswered(&error))? {
            if body.len() + chunk.len() > most {
                return Err(self.silence.too_long.to_owned());
            }
            body.extend_from_slice(&chunk);
        }
        Ok(body)
    }

    /// Status and body of the answer.
    ///
    /// # Errors
    /// As [`Line::send`] and [`Line::whole`].
    pub(crate) async fn exchange(
        &self,
        request: RequestBuilder,
        most: usize,
    ) -> Result<(u16, Vec<u8>), String> {
        let response = self.send(request).await?;
        let status = response.status().as_u16();
        Ok((status, self.whole(response, most).await?))
    }

    fn unanswered(&self, error: &reqwest::Error) -> String {
        let Silence { late, unreachable, broken, .. } = self.silence;
        let why = if error.is_timeout() {
            late
        } else if error.is_connect() {
            unreachable
        } else {
            broken
        };
        (*why).to_owned()
    }
}

//! The few requests around a measurement: log-in, the numbers to ask for. One connection each, no pool.

use std::{
    io::{Read, Write},
    net::TcpStream,
    time::Duration,
};

use anyhow::{Context, Result, bail};
use serde_json::Value;

const WITHIN: Duration = Duration::from_secs(60);
/// Longest part of an unexpected answer that is told, in characters.
const SHOWN: usize = 400;

/// A server on this machine, and as whom we speak to it.
#[derive(Clone)]
pub(crate) struct Client {
    /// `127.0.0.1:port`.
    host: String,
    token: Option<String>,
}

impl Client {
    /// `url` as the program told it.
    pub(crate) fn new(url: &str) -> Self {
        let host = url.trim_start_matches("http://").trim_end_matches('/').to_owned();
        Self { host, token: None }
    }

    pub(crate) fn with_token(&self, token: String) -> Self {
        Self { host: self.host.clone(), token: Some(token) }
    }

    pub(crate) fn get(&self, path: &str) -> Result<Value> {
        self.json("GET", path, None)
    }

    pub(crate) fn post(&self, path: &str, body: &Value) -> Result<Value> {
        self.json("POST", path, Some(body.to_string()))
    }

    /// The status alone; an error while nobody listens.
    pub(crate) fn status(&self, path: &str) -> Result<u16> {
        Ok(self.ask("GET", path, None)?.0)
    }

    fn json(&self, method: &str, path: &str, body: Option<String>) -> Result<Value> {
        let (status, text) = self.ask(method, path, body)?;
        if !(200..300).contains(&status) {
            bail!("{method} {path} was answered {status}: {}", shortened(&text));
        }
        serde_json::from_str(&text).with_context(|| format!("{method} {path}: {}", shortened(&text)))
    }

    /// HTTP/1.0, so that the answer comes in one piece and ends with the connection.
    fn ask(&self, method: &str, path: &str, body: Option<String>) -> Result<(u16, String)> {
        let mut stream = TcpStream::connect(&self.host).with_context(|| self.host.clone())?;
        stream.set_read_timeout(Some(WITHIN))?;
        let mut request = format!("{method} {path} HTTP/1.0\r\nHost: {}\r\n", self.host);
        if let Some(token) = &self.token {
            request += &format!("Authorization: Bearer {token}\r\n");
        }
        if let Some(body) = &body {
            request += &format!("Content-Type: application/json\r\nContent-Length: {}\r\n", body.len());
        }
        request += "\r\n";
        request += body.as_deref().unwrap_or_default();
        stream.write_all(request.as_bytes())?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        parted(&String::from_utf8_lossy(&answer)).with_context(|| format!("{method} {path}: no HTTP answer"))
    }
}

/// Status and body of an answer.
fn parted(answer: &str) -> Option<(u16, String)> {
    let (head, body) = answer.split_once("\r\n\r\n")?;
    let status = head.split_whitespace().nth(1)?.parse().ok()?;
    Some((status, body.to_owned()))
}

fn shortened(text: &str) -> String {
    text.chars().take(SHOWN).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_has_a_status_and_a_body() {
        let answer = "HTTP/1.0 200 OK\r\ncontent-length: 4\r\n\r\n{\r\n}";
        assert_eq!(parted(answer), Some((200, "{\r\n}".to_owned())));
        assert_eq!(parted("garbage"), None);
    }
}

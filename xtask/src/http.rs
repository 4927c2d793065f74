//! Requests of a chore, as around a measurement: log-in, the numbers to ask for. One connection each, no pool.

use std::{
    fmt::Write as _,
    io::{self, Read, Write},
    net::{Ipv4Addr, SocketAddr, SocketAddrV4, TcpStream},
    time::Duration,
};

use anyhow::{Context, Result, bail};
use serde_json::Value;
use socket2::{Domain, Socket, Type};

const WITHIN: Duration = Duration::from_secs(60);
/// Longest part of an unexpected answer that is told, in characters.
const SHOWN: usize = 400;
/// How a form without files is sent.
pub(crate) const FORM: &str = "application/x-www-form-urlencoded";

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
        Ok(self.ask(&Question::of("GET", path))?.0)
    }

    fn json(&self, method: &str, path: &str, body: Option<String>) -> Result<Value> {
        let (status, text) = self.ask(&Question { body, ..Question::of(method, path) })?;
        if !(200..300).contains(&status) {
            bail!("{method} {path} was answered {status}: {}", shortened(&text));
        }
        serde_json::from_str(&text).with_context(|| format!("{method} {path}: {}", shortened(&text)))
    }

    /// Status and body, whatever they are; an error where no whole answer came.
    pub(crate) fn ask(&self, question: &Question<'_>) -> Result<(u16, String)> {
        let Answer { status, body, .. } = self.answer(question)?;
        Ok((status, body))
    }

    /// The same with its head.
    pub(crate) fn answer(&self, question: &Question<'_>) -> Result<Answer> {
        let Question { method, path, .. } = question;
        let mut stream = self.begin(question)?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        parted(&String::from_utf8_lossy(&answer)).with_context(|| format!("{method} {path}: no HTTP answer"))
    }

    /// The line on which the answer comes. HTTP/1.0, so that it comes in one piece and ends with the connection.
    pub(crate) fn begin(&self, question: &Question<'_>) -> Result<TcpStream> {
        let Question { method, path, .. } = question;
        let address = self.host.parse().with_context(|| self.host.clone())?;
        let line = match question.from {
            Some(from) => line_from(from, &address, question.within),
            None => TcpStream::connect_timeout(&address, question.within),
        };
        let mut stream = line.with_context(|| self.host.clone())?;
        stream.set_read_timeout(Some(question.within))?;
        let mut request = format!("{method} {path} HTTP/1.0\r\nHost: {}\r\n", self.host);
        if let Some(token) = &self.token {
            request += &format!("Authorization: Bearer {token}\r\n");
        }
        for (name, value) in &question.headers {
            request += &format!("{name}: {value}\r\n");
        }
        if let Some(body) = &question.body {
            request += &format!("Content-Type: {}\r\nContent-Length: {}\r\n", question.kind, body.len());
        }
        request += "\r\n";
        request += question.body.as_deref().unwrap_or_default();
        stream.write_all(request.as_bytes())?;
        Ok(stream)
    }
}

/// One request.
pub(crate) struct Question<'a> {
    pub(crate) method: &'a str,
    pub(crate) path: &'a str,
    pub(crate) headers: Vec<(&'a str, String)>,
    pub(crate) body: Option<String>,
    /// The body's media type.
    pub(crate) kind: &'a str,
    /// How long silence is put up with.
    pub(crate) within: Duration,
    /// Which of this machine's own addresses it comes from; the system's choice unless said. All of 127/8 are its own.
    pub(crate) from: Option<Ipv4Addr>,
}

impl<'a> Question<'a> {
    /// Without headers or a body.
    pub(crate) fn of(method: &'a str, path: &'a str) -> Self {
        Self {
            method,
            path,
            headers: Vec::new(),
            body: None,
            kind: "application/json",
            within: WITHIN,
            from: None,
        }
    }
}

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: u16,
    head: String,
    pub(crate) body: String,
}

impl Answer {
    /// Everything that is said under this name.
    pub(crate) fn said(&self, name: &str) -> impl Iterator<Item = &str> {
        let lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.filter(move |(said, _)| said.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }
}

/// What was typed, as a form sends it.
pub(crate) fn form(typed: &[(&str, &str)]) -> String {
    let mut sent = String::new();
    for (name, value) in typed {
        sent += if sent.is_empty() { "" } else { "&" };
        sent += name;
        sent.push('=');
        for byte in value.bytes() {
            let _ = write!(sent, "%{byte:02X}");
        }
    }
    sent
}

fn line_from(from: Ipv4Addr, to: &SocketAddr, within: Duration) -> io::Result<TcpStream> {
    let socket = Socket::new(Domain::IPV4, Type::STREAM, None)?;
    socket.bind(&SocketAddrV4::new(from, 0).into())?;
    socket.connect_timeout(&(*to).into(), within)?;
    Ok(socket.into())
}

fn parted(answer: &str) -> Option<Answer> {
    let (head, body) = answer.split_once("\r\n\r\n")?;
    let status = head.split_whitespace().nth(1)?.parse().ok()?;
    Some(Answer { status, head: head.to_owned(), body: body.to_owned() })
}

fn shortened(text: &str) -> String {
    text.chars().take(SHOWN).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_has_a_status_a_head_and_a_body() {
        let answer = "HTTP/1.0 200 OK\r\ncontent-length: 4\r\nset-cookie: a\r\nSet-Cookie: b\r\n\r\n{\r\n}";
        let answer = parted(answer).unwrap();
        assert_eq!((answer.status, answer.body.as_str()), (200, "{\r\n}"));
        assert_eq!(answer.said("Set-Cookie").collect::<Vec<_>>(), ["a", "b"]);
        assert!(parted("garbage").is_none());
    }

    #[test]
    fn a_form_is_sent_so_that_no_sign_is_taken_for_another() {
        assert_eq!(form(&[("a", "1&b"), ("c", "가")]), "a=%31%26%62&c=%EA%B0%80");
    }

    #[test]
    fn a_request_comes_from_the_address_it_is_told_to() {
        let house = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let client = Client::new(&format!("http://{}", house.local_addr().unwrap()));
        let from = Ipv4Addr::new(127, 0, 0, 77);
        let _line = client.begin(&Question { from: Some(from), ..Question::of("GET", "/") }).unwrap();
        assert_eq!(house.accept().unwrap().1.ip(), from);
    }
}

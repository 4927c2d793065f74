//! One SMTP conversation of the stand-in relay (RFC 5321, 1870 SIZE, 6152 8BITMIME, 6531 SMTPUTF8).

use std::collections::VecDeque;
use std::io;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use tokio::io::{
    AsyncBufRead, AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader,
};
use tokio::time::timeout;

use super::read;
use crate::script::Script;

/// The longest command line, in bytes, with room for SMTPUTF8 addresses.
const LINE_BYTES: u64 = 2_048;
/// How many letters are kept; the oldest goes first.
const KEPT: usize = 1_000;
/// Recipients of one letter (RFC 5321 §4.5.3.1.8 asks for 100 at least).
const RECIPIENTS: usize = 100;
/// How long a client may say nothing.
const SILENCE: Duration = Duration::from_secs(60);

/// What the stand-in relay can be told to do to one letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailMischief {
    /// 451 to the recipient.
    NotNow,
    /// 550 to the recipient, quoting the address.
    Never,
    /// No answer to MAIL FROM, ever.
    Hang,
    /// The connection ends at MAIL FROM.
    Drop,
    /// The letter is kept, and the connection ends before anybody is told.
    LoseAnswer,
    /// The letter is kept and acknowledged, and QUIT is never answered.
    HangAtQuit,
}

/// A letter as the relay kept it and as a reader would see it.
#[derive(Clone, Debug)]
pub struct ReceivedMail {
    pub from: String,
    pub to: Vec<String>,
    pub message_id: String,
    pub subject: String,
    pub text: String,
    /// Everything between DATA and the dot, dots unstuffed.
    pub raw: String,
}

/// What all conversations of one relay share.
pub(super) struct Relay {
    pub(super) size_limit: usize,
    pub(super) login: Option<(String, String)>,
    pub(super) script: Script<MailMischief>,
    pub(super) mailbox: Mutex<VecDeque<ReceivedMail>>,
}

impl Relay {
    fn keep(&self, talk: &Talk, raw: &[u8]) {
        let raw = String::from_utf8_lossy(raw).into_owned();
        let read::Opened { message_id, subject, text } = read::open(&raw);
        let (from, to) = (talk.from.clone().unwrap_or_default(), talk.to.clone());
        let mut mailbox = self.mailbox.lock().unwrap_or_else(PoisonError::into_inner);
        if mailbox.len() >= KEPT {
            mailbox.pop_front();
        }
        mailbox.push_back(ReceivedMail { from, to, message_id, subject, text, raw });
    }
}

/// What has been said so far.
#[derive(Default)]
struct Talk {
    trusted: bool,
    from: Option<String>,
    to: Vec<String>,
    mischief: Option<MailMischief>,
}

enum Reply {
    Say(String),
    Data,
    Bye,
    Hang,
    Drop,
}

/// Leads the conversation until somebody ends it.
pub(super) async fn serve<S: AsyncRead + AsyncWrite + Unpin>(stream: S, relay: &Relay) -> io::Result<()> {
    let mut wire = BufReader::new(stream);
    let mut talk = Talk { trusted: relay.login.is_none(), ..Talk::default() };
    say(&mut wire, "220 standin.invalid ESMTP").await?;
    while let Some(line) = command(&mut wire).await? {
        match talk.hear(&line, relay) {
            Reply::Say(answer) => say(&mut wire, &answer).await?,
            Reply::Data => {
                say(&mut wire, "354 End with a dot on a line of its own").await?;
                match letter(&mut wire, relay.size_limit).await? {
                    Some(raw) => relay.keep(&talk, &raw),
                    None => {
                        say(&mut wire, "552 5.3.4 Message too big").await?;
                        talk.reset();
                        continue;
                    }
                }
                if talk.mischief == Some(MailMischief::LoseAnswer) {
                    return Ok(());
                }
                say(&mut wire, "250 2.0.0 Kept").await?;
                talk.from = None;
                talk.to.clear();
            }
            Reply::Bye => return say(&mut wire, "221 2.0.0 Bye").await,
            Reply::Hang => std::future::pending().await,
            Reply::Drop => return Ok(()),
        }
    }
    Ok(())
}

impl Talk {
    fn reset(&mut self) {
        *self = Self { trusted: self.trusted, ..Self::default() };
    }

    fn hear(&mut self, line: &str, relay: &Relay) -> Reply {
        let verb = line.split([' ', ':']).next().unwrap_or_default().to_ascii_uppercase();
        let said = match verb.as_str() {
            "EHLO" => {
                self.reset();
                let auth = if relay.login.is_some() { "250-AUTH PLAIN\r\n" } else { "" };
                let size = relay.size_limit;
                return Reply::Say(format!(
                    "250-standin.invalid\r\n{auth}250-SIZE {size}\r\n250-8BITMIME\r\n250 SMTPUTF8"
                ));
            }
            "HELO" | "RSET" => {
                self.reset();
                "250 2.0.0 Ok"
            }
            "NOOP" => "250 2.0.0 Ok",
            "QUIT" if self.mischief == Some(MailMischief::HangAtQuit) => return Reply::Hang,
            "QUIT" => return Reply::Bye,
            "AUTH" => return Reply::Say(self.log_in(line, relay).to_owned()),
            "MAIL" => return self.mail(line, relay),
            "RCPT" => return Reply::Say(self.recipient(line)),
            "DATA" if self.to.is_empty() => "503 5.5.1 No recipient yet",
            "DATA" => return Reply::Data,
            _ => "502 5.5.1 Not known here",
        };
        Reply::Say(said.to_owned())
    }

    fn log_in(&mut self, line: &str, relay: &Relay) -> &'static str {
        let coded = line.rsplit(' ').next().unwrap_or_default();
        let given = STANDARD.decode(coded).unwrap_or_default();
        self.trusted = relay
            .login
            .as_ref()
            .is_some_and(|(login, word)| given == format!("\0{login}\0{word}").into_bytes());
        if self.trusted { "235 2.7.0 Welcome" } else { "535 5.7.8 Wrong login or password" }
    }

    fn mail(&mut self, line: &str, relay: &Relay) -> Reply {
        self.mischief = relay.script.next();
        match self.mischief {
            Some(MailMischief::Hang) => return Reply::Hang,
            Some(MailMischief::Drop) => return Reply::Drop,
            _ => {}
        }
        let size = line.to_ascii_uppercase();
        let size = size.split("SIZE=").nth(1).and_then(|rest| rest.split(' ').next()?.parse::<usize>().ok());
        let said = match path(line) {
            _ if !self.trusted => "530 5.7.0 Log in first",
            _ if self.from.is_some() => "503 5.5.1 One letter at a time",
            _ if size.is_some_and(|size| size > relay.size_limit) => "552 5.3.4 Message too big",
            None => "501 5.5.4 MAIL FROM:<address>",
            Some(from) => {
                self.from = Some(from);
                "250 2.1.0 Ok"
            }
        };
        Reply::Say(said.to_owned())
    }

    fn recipient(&mut self, line: &str) -> String {
        let said = match (path(line), self.mischief) {
            _ if self.from.is_none() => "503 5.5.1 MAIL first",
            (Some(_), Some(MailMischief::NotNow)) => "451 4.7.1 Try again later",
            (Some(to), Some(MailMischief::Never)) => return format!("550 5.1.1 <{to}>: no such user here"),
            (Some(_), _) if self.to.len() >= RECIPIENTS => "452 4.5.3 Too many recipients",
            (Some(to), _) if to.contains('@') => {
                self.to.push(to);
                "250 2.1.5 Ok"
            }
            _ => "501 5.1.3 RCPT TO:<address>",
        };
        said.to_owned()
    }
}

/// The address between angle brackets; empty for bounces.
fn path(line: &str) -> Option<String> {
    let (_, rest) = line.split_once(":<")?;
    Some(rest.split_once('>')?.0.to_owned())
}

async fn say<S: AsyncRead + AsyncWrite + Unpin>(wire: &mut BufReader<S>, line: &str) -> io::Result<()> {
    wire.write_all(format!("{line}\r\n").as_bytes()).await?;
    wire.flush().await
}

/// The next command; none at the end, after too long a silence, or after a line no client has a right to.
async fn command<R: AsyncBufRead + Unpin>(wire: &mut R) -> io::Result<Option<String>> {
    let mut line = Vec::new();
    let mut bounded = wire.take(LINE_BYTES);
    let Ok(heard) = timeout(SILENCE, bounded.read_until(b'\n', &mut line)).await else { return Ok(None) };
    let whole = heard? > 0 && line.ends_with(b"\r\n");
    Ok(whole.then(|| String::from_utf8_lossy(&line).trim_end().to_owned()))
}

/// The letter up to the dot, dots unstuffed; none when it is bigger than the limit (and read to its end).
///
/// Only CR LF `.` CR LF ends it: accepting a bare LF there is how letters are smuggled.
async fn letter<R: AsyncBufRead + Unpin>(wire: &mut R, limit: usize) -> io::Result<Option<Vec<u8>>> {
    let (mut raw, mut fits) = (Vec::new(), true);
    let (mut at_start, mut after_cr) = (true, false);
    loop {
        let mut line = Vec::new();
        let mut bounded = (&mut *wire).take(LINE_BYTES);
        let Ok(heard) = timeout(SILENCE, bounded.read_until(b'\n', &mut line)).await else {
            return Err(io::ErrorKind::TimedOut.into());
        };
        if heard? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        if at_start && line == b".\r\n" {
            return Ok(fits.then_some(raw));
        }
        let kept = if at_start && line.starts_with(b".") { &line[1..] } else { &line[..] };
        fits &= raw.len() + kept.len() <= limit;
        if fits {
            raw.extend_from_slice(kept);
        }
        // A line longer than the buffer comes in pieces, and may be cut between CR and LF.
        at_start = line.ends_with(b"\r\n") || (after_cr && line == b"\n");
        after_cr = line.ends_with(b"\r");
    }
}

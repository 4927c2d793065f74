//! Handing a letter to the mail relay.
//!
//! The conversation is led step by step instead of through lettre's transport, because that one waits for the
//! answer to QUIT: a relay that took the letter and then fell silent would look like a failure, and the
//! petitioner would get the letter twice.

use std::time::Duration;

use jiff::Timestamp;
use lettre::Address;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use tokio::time::timeout;

use super::{MailSettings, Security, mapping};
use crate::message::{BadSetting, Letter, Outcome, by_address, is_loopback};

/// How long a good-bye may take. The letter's fate is known by then.
const GOODBYE: Duration = Duration::from_millis(500);

/// One relay. A connection lives for one letter: at a city's half a notice a second a pool would guard nothing.
pub struct MailClient {
    settings: MailSettings,
    sender: mapping::Sender,
    tls: Option<TlsParameters>,
    hello: ClientId,
}

impl MailClient {
    /// Checks the settings; connects to nobody.
    ///
    /// # Errors
    /// [`BadSetting`] when the sender's address, the TLS set-up or an unprotected password cannot be.
    pub fn new(settings: &MailSettings) -> Result<Self, BadSetting> {
        crate::install_crypto();
        let from: Address = settings.from.parse().map_err(|e| BadSetting::new("mail.from", e))?;
        if settings.from_name.chars().any(char::is_control) {
            return Err(BadSetting::new("mail.from_name", "contains control characters"));
        }
        may_be_read(settings)?;
        let tls = match settings.security {
            Security::Plain | Security::PlainElsewhere => None,
            Security::StartTls | Security::Tls => {
                let made = TlsParameters::new(settings.host.clone());
                Some(made.map_err(|e| BadSetting::new("mail.security", e))?)
            }
        };
        let hello = ClientId::Domain(from.domain().to_owned());
        let sender = mapping::Sender { name: settings.from_name.clone(), address: from };
        Ok(Self { settings: settings.clone(), sender, tls, hello })
    }

    /// Makes one attempt.
    pub async fn send(&self, letter: &Letter, now: Timestamp) -> Outcome {
        let message = match mapping::message(&self.sender, letter, now) {
            Ok(message) => message,
            Err(why) => return Outcome::refused(why),
        };
        let mut relay = match self.connect().await {
            Ok(relay) => relay,
            Err(why) => return Outcome::retry(why),
        };
        let written = message.formatted();
        let sending = relay.send(message.envelope(), &written);
        match timeout(self.settings.timeout, sending).await {
            Ok(Ok(answer)) => {
                drop(timeout(GOODBYE.min(self.settings.timeout), relay.abort()).await);
                mapping::delivered(&answer, letter, &self.sender)
            }
            Ok(Err(error)) => mapping::failed(&error, letter),
            Err(_) => Outcome::retry("메일 서버가 제때 답하지 않았습니다."),
        }
    }

    /// Connects, logs in and says good-bye.
    ///
    /// # Errors
    /// Why it could not, in a sentence.
    pub async fn check(&self) -> Result<(), String> {
        let mut relay = self.connect().await?;
        let alive = timeout(self.settings.timeout, relay.test_connected()).await.unwrap_or(false);
        drop(timeout(GOODBYE.min(self.settings.timeout), relay.abort()).await);
        if alive { Ok(()) } else { Err("메일 서버가 연결 뒤에 답하지 않습니다.".to_owned()) }
    }

    /// Nothing before the letter is about the letter, so every failure here is worth another try.
    async fn connect(&self) -> Result<AsyncSmtpConnection, String> {
        match timeout(self.settings.timeout, self.greet()).await {
            Ok(Ok(relay)) => Ok(relay),
            Ok(Err(error)) => Err(mapping::unreachable(&error)),
            Err(_) => Err("메일 서버에 제때 연결하지 못했습니다.".to_owned()),
        }
    }

    async fn greet(&self) -> Result<AsyncSmtpConnection, lettre::transport::smtp::Error> {
        let host = by_address(&self.settings.host);
        let server = (host.as_ref(), self.settings.port);
        let first_byte = self.tls.clone().filter(|_| self.settings.security == Security::Tls);
        let patience = Some(self.settings.timeout);
        let mut relay =
            AsyncSmtpConnection::connect_tokio1(server, patience, &self.hello, first_byte, None).await?;
        if let (Security::StartTls, Some(tls)) = (self.settings.security, &self.tls) {
            relay.starttls(tls.clone(), &self.hello).await?;
        }
        if let Some((login, password)) = &self.settings.login {
            let credentials = Credentials::new(login.clone(), password.expose().to_owned());
            relay.auth(DEFAULT_MECHANISMS, &credentials).await?;
        }
        Ok(relay)
    }
}

/// Letters and passwords that anybody on the way could read.
fn may_be_read(settings: &MailSettings) -> Result<(), BadSetting> {
    let why = match settings.security {
        Security::StartTls | Security::Tls => return Ok(()),
        Security::Plain | Security::PlainElsewhere if is_loopback(&settings.host) => return Ok(()),
        Security::PlainElsewhere if settings.login.is_none() => return Ok(()),
        Security::PlainElsewhere => {
            "비밀번호는 암호화 없이 보내지 않습니다. starttls나 tls로 바꾸십시오 (a password needs tls or starttls)"
        }
        Security::Plain => {
            "다른 컴퓨터의 메일 서버와는 starttls나 tls로 이야기합니다. 암호화를 모르는 내부망 서버라면 plain-elsewhere로 그렇게 \
             정했음을 밝히십시오 (plain only to this machine)"
        }
    };
    Err(BadSetting::new("mail.security", why))
}

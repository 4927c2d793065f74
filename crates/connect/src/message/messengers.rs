//! The one face of all channels.

use jiff::Timestamp;

use super::mail::{MailClient, MailSettings};
use super::text::{GatewaySettings, TextClient};
use super::{BadSetting, Channel, KEY_BYTES, Letter, Outcome};

/// Which channels exist here. An office may have neither: its notices then stay on the case.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    pub mail: Option<MailSettings>,
    pub gateway: Option<GatewaySettings>,
}

/// The clients of the channels that are set. Cheap to share, made once at start.
pub struct Messengers {
    mail: Option<MailClient>,
    text: Option<TextClient>,
}

impl Messengers {
    /// Makes the clients; connects to nobody yet.
    ///
    /// # Errors
    /// [`BadSetting`] names the setting that cannot work.
    pub fn new(settings: &Settings) -> Result<Self, BadSetting> {
        Ok(Self {
            mail: settings.mail.as_ref().map(MailClient::new).transpose()?,
            text: settings.gateway.as_ref().map(TextClient::new).transpose()?,
        })
    }

    /// Makes one attempt. `now` dates the mail and the gateway's signature.
    pub async fn send(&self, letter: &Letter, now: Timestamp) -> Outcome {
        let outcome = self.attempt(letter, now).await;
        tracing::debug!(
            key = letter.key,
            channel = letter.channel.name(),
            outcome = outcome.name(),
            "A message was attempted."
        );
        outcome
    }

    /// Asks every channel that is set whether it would take a message. Sends none.
    pub async fn check(&self, now: Timestamp) -> Vec<(&'static str, Result<(), String>)> {
        let mut found = Vec::new();
        if let Some(mail) = &self.mail {
            found.push(("mail", mail.check().await));
        }
        if let Some(text) = &self.text {
            found.push(("message gateway", text.check(now).await));
        }
        found
    }

    async fn attempt(&self, letter: &Letter, now: Timestamp) -> Outcome {
        if letter.key.is_empty() || letter.key.len() > KEY_BYTES || letter.key.chars().any(char::is_control) {
            return Outcome::refused("발송 열쇠가 올바르지 않습니다.");
        }
        match (letter.channel, &self.mail, &self.text) {
            (Channel::Mail, Some(mail), _) => mail.send(letter, now).await,
            (Channel::Sms | Channel::Alimtalk, _, Some(text)) => text.send(letter, now).await,
            (Channel::Mail, None, _) => Outcome::refused("설정되지 않은 채널입니다(이메일)."),
            (Channel::Sms, _, None) => Outcome::refused("설정되지 않은 채널입니다(문자)."),
            (Channel::Alimtalk, _, None) => Outcome::refused("설정되지 않은 채널입니다(알림톡)."),
        }
    }
}

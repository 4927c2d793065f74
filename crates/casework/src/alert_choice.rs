//! 민원접수알림 설정: by which way an officer wants to hear of work, as each chose it.

use domain::id::OfficerId;
use jiff::Timestamp;
use store::{Read, Write};

use crate::not_done::Result;

/// The way tried first; mail always follows, because every officer has one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AlertChoice {
    #[default]
    Mail,
    TextFirst,
}

impl AlertChoice {
    pub const ALL: [AlertChoice; 2] = [AlertChoice::Mail, AlertChoice::TextFirst];

    pub fn as_str(self) -> &'static str {
        match self {
            AlertChoice::Mail => "mail",
            AlertChoice::TextFirst => "sms",
        }
    }

    pub fn parse(text: &str) -> Option<AlertChoice> {
        AlertChoice::ALL.into_iter().find(|choice| choice.as_str() == text)
    }

    /// Channels in the order to be tried.
    pub fn channels(self) -> Vec<String> {
        let ways: &[&str] = match self {
            AlertChoice::Mail => &["mail"],
            AlertChoice::TextFirst => &["sms", "mail"],
        };
        ways.iter().map(|way| (*way).to_owned()).collect()
    }
}

/// What the officer chose; mail when nothing was.
pub async fn of(tx: &mut Read, officer: OfficerId) -> Result<AlertChoice> {
    let kept = tx.setting(&key(officer)).await?;
    Ok(kept.as_deref().and_then(AlertChoice::parse).unwrap_or_default())
}

pub async fn put(tx: &mut Write, officer: OfficerId, choice: AlertChoice, at: Timestamp) -> Result<()> {
    Ok(tx.put_setting(&key(officer), choice.as_str(), Some(officer), at).await?)
}

fn key(officer: OfficerId) -> String {
    format!("alerts:{officer}")
}

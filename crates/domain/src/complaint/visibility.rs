//! Who may know of a complaint at all.

use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Visibility {
    /// 공개: question and answer may be published, without the person.
    Open,
    /// 비공개: for the petitioner and the offices that handle it.
    Private,
    /// 공익신고: outside every list, search, statistic and export (공익신고자 보호법 제12조).
    Sealed,
}

impl Visibility {
    pub const ALL: [Visibility; 3] = [Visibility::Open, Visibility::Private, Visibility::Sealed];

    pub fn as_str(self) -> &'static str {
        match self {
            Visibility::Open => "open",
            Visibility::Private => "private",
            Visibility::Sealed => "sealed",
        }
    }

    pub fn parse(text: &str) -> Option<Visibility> {
        Visibility::ALL.into_iter().find(|v| v.as_str() == text)
    }
}

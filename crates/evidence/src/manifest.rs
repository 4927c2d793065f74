//! The list of what is in the packet, and the lines of the access log as they lie in it.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The edition of this list; a reader that knows only older ones says so.
pub(crate) const FORMAT: u32 = 1;

/// Whose case it is, who asked for it, what for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    pub number: String,
    pub made_at: String,
    pub made_by: String,
    pub purpose: String,
    /// Line and hash of the access log's end when it was made: the log can be held against it later.
    pub anchor: Option<String>,
}

/// One file of the packet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    pub name: String,
    /// What it is, in words.
    pub what: String,
    pub bytes: u64,
    pub sha256: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    pub format: u32,
    pub head: Head,
    pub parts: Vec<Part>,
}

/// One line of the access log with its place in the chain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogLine {
    pub seq: u64,
    /// Microseconds since 1970, as the hash has it.
    pub at: i64,
    pub account: Option<String>,
    pub ip: Option<String>,
    pub action: String,
    pub subject: Option<String>,
    pub outcome: String,
    pub prev_hash: String,
    pub hash: String,
}

/// The lines about the case, and the anchors between which they stand.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogLines {
    pub anchors: Vec<String>,
    pub lines: Vec<LogLine>,
}

pub(crate) fn sha256(bytes: &[u8]) -> String {
    written(&Sha256::digest(bytes))
}

pub(crate) fn written(digest: &[u8]) -> String {
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

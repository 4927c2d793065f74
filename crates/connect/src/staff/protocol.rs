//! Version 1 of our staff-feed protocol, as JSON carries it.

use serde::{Deserialize, Serialize};

/// The version this program reads.
pub const VERSION: u32 = 1;
/// The biggest feed, in bytes: 45,000 officers of some 250 bytes, with room.
pub const FEED_BYTES: usize = 32 * 1024 * 1024;

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Feed {
    pub version: u32,
    /// The day it tells of, `2026-11-20`.
    pub made_on: String,
    /// Codes of the agencies it tells of; all of the city when absent or empty.
    #[serde(default)]
    pub covers: Vec<String>,
    #[serde(default)]
    pub agencies: Vec<Agency>,
    pub departments: Vec<Department>,
    #[serde(default)]
    pub ended: Vec<Ended>,
    pub staff: Vec<Officer>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agency {
    pub code: String,
    pub name: String,
    /// `headquarters`, `office`, `district`, `affiliate` or `call-centre`.
    pub kind: String,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    pub agency: String,
    pub department: String,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Department {
    pub agency: String,
    pub code: String,
    #[serde(default)]
    pub bureau: String,
    pub name: String,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ended {
    pub agency: String,
    pub code: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub successor: Option<Place>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Officer {
    pub login: String,
    pub name: String,
    #[serde(default)]
    pub title: String,
    pub agency: String,
    pub department: String,
    #[serde(default)]
    pub email: String,
    #[serde(default)]
    pub phone: String,
    #[serde(default)]
    pub duty: String,
}

//! 증거 묶음: everything about one case in one zip archive that any computer opens, with a list of digests that only
//! this office can have signed; and what was altered in one.

mod cover;
mod manifest;
mod reading;
mod writing;

pub use cover::{Cover, CoverTable};
pub use manifest::{Head, LogLine, LogLines, Manifest, Part};
pub use reading::{Examined, Seal, Trouble, examine};
pub use writing::{Packet, Unsigned};

/// Names of the parts that are always there.
pub mod names {
    pub const COVER: &str = "cover.html";
    pub const CASE: &str = "case.json";
    pub const HISTORY: &str = "history.json";
    pub const NOTICES: &str = "notices.json";
    pub const OPENINGS: &str = "openings.json";
    pub const ACCESS_LOG: &str = "access-log.json";
    pub const ATTACHMENTS: &str = "attachments.json";
    /// The list of all others, and the signature of the list.
    pub const MANIFEST: &str = "manifest.json";
    pub const SIGNATURE: &str = "manifest.sig";
}

/// What the archive could not be written or read for.
#[derive(Debug, thiserror::Error)]
pub enum EvidenceFault {
    #[error(transparent)]
    Disk(#[from] std::io::Error),
    #[error(transparent)]
    Archive(#[from] zip::result::ZipError),
    #[error(transparent)]
    Json(#[from] serde_json::Error),
}

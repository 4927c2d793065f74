//! The seat somebody left behind: what of a file was waiting for them there.

use serde::{Deserialize, Serialize};

/// Whose part of the work it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Seat {
    /// 처리자.
    Handler,
    /// 결재선의 한 사람: now, or once the others had approved.
    Approver,
}

//! Why something was not done: a refusal for people, or a fault for the log.

use domain::complaint::Refusal;
use store::{Line, StoreError};

#[derive(Debug, thiserror::Error)]
pub enum NotDone {
    /// It does not exist, or not for this person.
    #[error("not found")]
    NotFound,
    /// The law or the state of the file says no.
    #[error("refused: {0}")]
    Refused(#[from] Refusal),
    /// Somebody acted meanwhile: what happened since the version the asker had read.
    #[error("stale: the file is at version {current}")]
    Stale { current: u64, since: Vec<Line> },
    /// What was asked cannot be read as a request: a field and the reason.
    #[error("invalid {field}: {code}")]
    Invalid { field: &'static str, code: &'static str },
    /// The idempotency key was used for another request.
    #[error("idempotency key reused")]
    KeyReused,
    /// Too much is asked for at once; a moment later it will do.
    #[error("too much at once")]
    Busy,
    #[error(transparent)]
    Fault(StoreError),
}

pub type Result<T, E = NotDone> = std::result::Result<T, E>;

impl From<StoreError> for NotDone {
    fn from(error: StoreError) -> NotDone {
        match error {
            StoreError::NotFound(_) => NotDone::NotFound,
            other => NotDone::Fault(other),
        }
    }
}

//! The machine's clock: the only place that asks what time it is.

use std::sync::LazyLock;
use std::time::Instant;

use jiff::{SignedDuration, Timestamp};

/// Some moment of this process.
static BEGINNING: LazyLock<Instant> = LazyLock::new(Instant::now);

pub(crate) struct SystemClock;

impl casework::Clock for SystemClock {
    fn now(&self) -> Timestamp {
        now()
    }

    fn passed(&self) -> SignedDuration {
        SignedDuration::try_from(BEGINNING.elapsed()).unwrap_or(SignedDuration::MAX)
    }
}

#[expect(clippy::disallowed_methods, reason = "everybody else is told the time; somebody must ask for it")]
pub(crate) fn now() -> Timestamp {
    Timestamp::now()
}

//! The machine's clock: the only place that asks what time it is.

use jiff::Timestamp;

pub(crate) struct SystemClock;

impl casework::Clock for SystemClock {
    fn now(&self) -> Timestamp {
        now()
    }
}

#[expect(clippy::disallowed_methods, reason = "everybody else is told the time; somebody must ask for it")]
pub(crate) fn now() -> Timestamp {
    Timestamp::now()
}

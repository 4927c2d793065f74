//! What time it is, as an argument: the binary brings the real clock, the demo and tests one that moves.

use std::sync::RwLock;

use jiff::Timestamp;

/// Tells the time. Only the binary may ask the machine.
pub trait Clock: Send + Sync + 'static {
    fn now(&self) -> Timestamp;

    /// Moves it, where that is possible: only in the demo and in tests.
    fn move_to(&self, _now: Timestamp) -> bool {
        false
    }
}

/// A clock that stands until somebody moves it.
pub struct MovableClock(RwLock<Timestamp>);

impl MovableClock {
    pub fn new(now: Timestamp) -> MovableClock {
        MovableClock(RwLock::new(now))
    }
}

impl Clock for MovableClock {
    fn now(&self) -> Timestamp {
        *self.0.read().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    fn move_to(&self, now: Timestamp) -> bool {
        *self.0.write().unwrap_or_else(std::sync::PoisonError::into_inner) = now;
        true
    }
}

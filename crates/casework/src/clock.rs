//! What time it is, as an argument: the binary brings the real clock, the demo and tests one that moves.

use std::sync::{PoisonError, RwLock};

use jiff::{SignedDuration, Timestamp};

/// Tells the time. Only the binary may ask the machine.
pub trait Clock: Send + Sync + 'static {
    fn now(&self) -> Timestamp;

    /// Time that passes evenly from some beginning, whatever the clock is set to.
    fn passed(&self) -> SignedDuration;

    /// Moves it, where that is possible: only in the demo and in tests.
    fn move_to(&self, _now: Timestamp) -> bool {
        false
    }
}

/// A clock that stands until somebody moves it.
pub struct MovableClock(RwLock<Hands>);

#[derive(Clone, Copy)]
struct Hands {
    now: Timestamp,
    passed: SignedDuration,
}

impl MovableClock {
    pub fn new(now: Timestamp) -> MovableClock {
        MovableClock(RwLock::new(Hands { now, passed: SignedDuration::ZERO }))
    }

    fn hands(&self) -> Hands {
        *self.0.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Somebody sets the machine's clock: no time passes.
    pub fn set(&self, now: Timestamp) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).now = now;
    }
}

impl Clock for MovableClock {
    fn now(&self) -> Timestamp {
        self.hands().now
    }

    fn passed(&self) -> SignedDuration {
        self.hands().passed
    }

    /// Forward, so much time passes; back, none does.
    fn move_to(&self, now: Timestamp) -> bool {
        let mut hands = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let passed = now.duration_since(hands.now).max(SignedDuration::ZERO);
        *hands = Hands { now, passed: hands.passed + passed };
        true
    }
}

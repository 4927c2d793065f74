//! The machine's clock is set while we run: what was counted by it is put right, so that nothing leaves twice because a
//! claim seems to have run out, and nothing waits for the difference.

use std::collections::VecDeque;
use std::sync::PoisonError;

use casework::Office;
use jiff::{SignedDuration, Timestamp};
use store::ClockSet;
use tokio::sync::Mutex;

use crate::fault::Fault;

/// Less than this is a machine that was busy between two looks, and far less than any claim.
const NOTICED: SignedDuration = SignedDuration::from_secs(10);
/// The longest claim of any queue: a document for the approval system.
const LONGEST_CLAIM: SignedDuration = SignedDuration::from_mins(10);
/// For so long after it was set forward nothing counts as left behind that was not before: whoever was writing then
/// has sent by now, or has gone.
const SPARED: SignedDuration = SignedDuration::from_hours(24);

/// What one worker knows of its machine's clock.
pub(crate) struct Steps {
    office: Office,
    seen: Mutex<Option<Look>>,
    /// By how much it was set, and when by the time that passes.
    lately: std::sync::Mutex<VecDeque<(SignedDuration, SignedDuration)>>,
}

#[derive(Clone, Copy)]
struct Look {
    now: Timestamp,
    passed: SignedDuration,
}

impl Steps {
    pub(crate) fn new(office: Office) -> Steps {
        Steps { office, seen: Mutex::new(None), lately: std::sync::Mutex::default() }
    }

    /// Holds the clock against the time that passed since the last look. Before anything is claimed by it.
    pub(crate) async fn heed(&self) -> Result<(), Fault> {
        let mut seen = self.seen.lock().await;
        let look = Look { now: self.office.now(), passed: self.office.clock().passed() };
        if let Some(last) = *seen {
            let by = look.now.duration_since(last.now) - (look.passed - last.passed);
            if by.abs() >= NOTICED {
                tracing::warn!(seconds = by.as_secs(), "the machine's clock was set");
                let mut tx = self.office.store().write().await?;
                tx.clock_was_set(ClockSet { from: look.now - by, to: look.now }, LONGEST_CLAIM).await?;
                tx.commit().await?;
                self.lately.lock().unwrap_or_else(PoisonError::into_inner).push_back((by, look.passed));
            }
        }
        *seen = Some(look);
        Ok(())
    }

    /// By how much the clock may be ahead of those who began something before it was set.
    pub(crate) fn ahead(&self) -> SignedDuration {
        let since = self.office.clock().passed() - SPARED;
        let mut lately = self.lately.lock().unwrap_or_else(PoisonError::into_inner);
        lately.retain(|(_, at)| *at > since);
        lately
            .iter()
            .map(|(by, _)| *by)
            .fold(SignedDuration::ZERO, |sum, by| sum + by)
            .max(SignedDuration::ZERO)
    }
}

//! Names that nobody has, tried at the door: they are locked like anybody's, so that a lock tells nobody which
//! names there are. Each server remembers its own; an account's tries lie in the database.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};

use crate::digest;
use crate::sessions::{FAILURES_UNTIL_LOCKED, LOCKED_MINUTES};

/// By the digest of the name: what is typed there may be somebody's password.
#[derive(Default)]
pub(crate) struct Strangers(Mutex<HashMap<String, Tries>>);

#[derive(Clone, Copy)]
struct Tries {
    failed: u32,
    last: Timestamp,
    locked_until: Option<Timestamp>,
}

/// More names than this: those whose last try is longest ago are forgotten by the half.
const MOST: usize = 10_000;

impl Strangers {
    pub(crate) fn locked_until(&self, login: &str, now: Timestamp) -> Option<Timestamp> {
        let tries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        tries.get(&digest::of(login)).and_then(|tries| tries.locked_until).filter(|until| *until > now)
    }

    /// One more wrong try; until when the name is locked, if it is.
    pub(crate) fn failed(&self, login: &str, now: Timestamp) -> Option<Timestamp> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= MOST {
            forget_half(&mut all);
        }
        let new = Tries { failed: 0, last: now, locked_until: None };
        let tries = all.entry(digest::of(login)).or_insert(new);
        if tries.locked_until.is_some_and(|until| until <= now) {
            *tries = new;
        }
        (tries.failed, tries.last) = (tries.failed + 1, now);
        if tries.failed >= FAILURES_UNTIL_LOCKED {
            tries.locked_until = Some(now + SignedDuration::from_mins(LOCKED_MINUTES));
        }
        tries.locked_until
    }
}

fn forget_half(all: &mut HashMap<String, Tries>) {
    let mut last: Vec<Timestamp> = all.values().map(|tries| tries.last).collect();
    last.sort_unstable();
    let middle = last.get(last.len() / 2).copied().unwrap_or(Timestamp::MAX);
    all.retain(|_, tries| tries.last > middle);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_tried_last_are_remembered_and_never_too_many() {
        let strangers = Strangers::default();
        let at = |n: usize| Timestamp::UNIX_EPOCH + SignedDuration::from_millis(i64::try_from(n).unwrap());
        for n in 0..MOST * 2 {
            strangers.failed(&format!("name{n}"), at(n));
            assert!(strangers.0.lock().unwrap().len() <= MOST);
        }
        let now = at(MOST * 2);
        for _ in 1..FAILURES_UNTIL_LOCKED {
            assert!(strangers.locked_until(&format!("name{}", MOST * 2 - 1), now).is_none());
            strangers.failed(&format!("name{}", MOST * 2 - 1), now);
        }
        assert!(strangers.locked_until(&format!("name{}", MOST * 2 - 1), now).is_some());
    }
}

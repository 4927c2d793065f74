//! What a stand-in has been told to do wrong, in order.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

/// A list of misdeeds; each conversation takes the next, and when the list is empty the stand-in behaves.
#[derive(Debug)]
pub(crate) struct Script<T>(Mutex<VecDeque<(T, usize)>>);

impl<T: Copy> Script<T> {
    pub(crate) fn new() -> Self {
        Self(Mutex::new(VecDeque::new()))
    }

    pub(crate) fn add(&self, misdeed: T, times: usize) {
        if times > 0 {
            self.0.lock().unwrap_or_else(PoisonError::into_inner).push_back((misdeed, times));
        }
    }

    pub(crate) fn next(&self) -> Option<T> {
        let mut script = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (misdeed, left) = script.front_mut()?;
        let misdeed = *misdeed;
        *left -= 1;
        if *left == 0 {
            script.pop_front();
        }
        Some(misdeed)
    }
}

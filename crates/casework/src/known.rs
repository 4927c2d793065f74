//! Who is behind a session, remembered between requests: eight questions to the database become one.
//!
//! Only for as long as the edition of people stands, which every change of a person, a duty, a stand-in or a
//! preference raises (by trigger), and for one day, for duties begin and end with days. Whether the session
//! itself still lives is asked every time.

use std::collections::HashMap;
use std::sync::{PoisonError, RwLock};

use jiff::civil::Date;

use crate::sessions::Who;

/// What was true of people then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Edition {
    pub(crate) people: i64,
    pub(crate) day: Date,
}

/// By the hash of the session's token.
#[derive(Default)]
pub(crate) struct Known(RwLock<HashMap<String, (Edition, Who)>>);

/// More sessions than this at one server: all are asked for anew.
const MOST: usize = 5_000;

impl Known {
    pub(crate) fn who(&self, token_hash: &str, edition: Edition) -> Option<Who> {
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        known.get(token_hash).filter(|(then, _)| *then == edition).map(|(_, who)| who.clone())
    }

    pub(crate) fn remember(&self, token_hash: String, edition: Edition, who: Who) {
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= MOST {
            known.clear();
        }
        known.insert(token_hash, (edition, who));
    }
}

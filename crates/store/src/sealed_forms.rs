//! A form that travels with its page: sealed for one officer, who alone gets it open again. It lies in no table.

use domain::id::OfficerId;

use crate::crypto::Place;
use crate::error::Result;
use crate::open::Store;

impl Store {
    /// Sealed under the current key, and bound to this officer.
    ///
    /// # Errors
    /// When the key ring seals nothing.
    pub fn seal_form(&self, officer: OfficerId, clear: &str) -> Result<String> {
        Ok(self.keys().seal(place(&officer.to_string()), clear)?)
    }

    /// What was sealed for this officer.
    ///
    /// # Errors
    /// When it was sealed for somebody else, altered, or under a key that is gone.
    pub fn open_form(&self, officer: OfficerId, sealed: &str) -> Result<String> {
        Ok(self.keys().open(place(&officer.to_string()), sealed)?)
    }
}

fn place(officer: &str) -> Place<'_> {
    Place { table: "forms", column: "unsent", row: officer }
}

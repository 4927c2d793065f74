//! Forms that lie with a browser: sealed for one officer, who alone gets them open again. They lie in no table.

use domain::id::OfficerId;

use crate::codec::hex;
use crate::crypto::Place;
use crate::error::Result;
use crate::open::Store;

impl Store {
    /// What this officer's browser seals with what they are typing, 32 bytes in hex. It outlives a change of the sealing
    /// key, and is of use to nobody who has not their pages.
    #[must_use]
    pub fn browser_key(&self, officer: OfficerId) -> String {
        hex(self.keys().key_for(&format!("drafts of {officer}")).as_slice())
    }

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

//! The whole office in one sealed file, and back out of it: database, attachments, and proof that nothing is missing.
//!
//! [`take`] writes the file while everybody works on, [`verify`] reads it without bringing anything back, [`restore`]
//! brings it back into an empty place and then checks what stands there. The key ring is in none of it.

mod archive;
mod checks;
mod draft;
mod fault;
mod lock;
mod manifest;
mod restore;
mod take;

pub use archive::{Verified, verify};
pub use checks::{Audit, Found, Lacking};
pub use fault::BackupFault;
pub use lock::{Key, Lock};
pub use manifest::{Contents, Manifest};
pub use restore::{Place, Restored, restore};
pub use take::{Source, Taken, take};

/// What is under way, for whoever watches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Taking a copy of the database.
    Snapshot,
    Database,
    /// Attachments done, of so many.
    Attachments {
        done: u64,
        of: u64,
    },
    Verifying,
    Checking,
}

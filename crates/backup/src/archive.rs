//! The file itself: a tar sealed by age, so that any machine with those two can open it, with or without us.
//!
//! In it stand `manifest.json`, the database, the attachments by their keys, and `contents.json`. A part larger than a
//! piece lies in several, `name.00000` and on (`cat` puts them together), because tar wants to know a length
//! beforehand and `pg_dump` does not know it. Behind each part stands its digest as `sha256sum` writes it.

mod reading;
mod writing;

use std::path::Path;

pub(crate) use reading::{Next, Taker, read};
pub(crate) use writing::Writing;

use crate::fault::BackupFault;
use crate::lock::Key;
use crate::manifest::{Contents, Manifest};

/// Bytes of a piece: what is held in memory, twice.
const PIECE_BYTES: usize = 4 * 1024 * 1024;
const MANIFEST: &str = "manifest.json";
const CONTENTS: &str = "contents.json";
/// Follows the name of a part for its digest.
const DIGEST: &str = ".sha256";
/// Before the key of an attachment.
const ATTACHMENTS: &str = "attachments/";

/// The part of an attachment.
pub(crate) fn attachment(key: &connect::vault::Key) -> String {
    format!("{ATTACHMENTS}{}", key.as_str())
}

/// The key of an attachment's part.
pub(crate) fn attachment_key(name: &str) -> Option<connect::vault::Key> {
    connect::vault::Key::parse(name.strip_prefix(ATTACHMENTS)?)
}

/// A backup that was read to its end.
#[derive(Clone, Debug)]
pub struct Verified {
    pub manifest: Manifest,
    pub contents: Contents,
    /// Bytes of the file.
    pub size: u64,
}

/// Reads all of it and checks every digest; nothing is brought back. Blocks while it reads.
pub fn verify(file: &Path, key: &Key) -> Result<Verified, BackupFault> {
    struct Nothing;
    impl Taker for Nothing {
        fn bytes(&mut self, _: &str, _: &[u8]) -> Result<(), BackupFault> {
            Ok(())
        }
        fn whole(&mut self, _: &str) -> Result<Next, BackupFault> {
            Ok(Next::GoOn)
        }
    }
    let read = read(file, key, &mut Nothing)?;
    read.ok_or_else(|| BackupFault::damaged("끝까지 읽지 못했습니다"))
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::lock::Lock;
    use crate::manifest::FORMAT;

    /// A backup with one part, sealed to its end; what becomes of its list is the test's.
    fn made(contents: impl FnOnce(&Writing) -> Contents) -> Result<Verified, BackupFault> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("backup");
        let (text, recipient) = Key::generate();
        let lock = Lock::recipients(&[recipient]).unwrap();
        let manifest = Manifest {
            format: FORMAT,
            program: "0.0.0".into(),
            engine: "sqlite".into(),
            schema: 1,
            moment: Timestamp::UNIX_EPOCH,
            keys: Vec::new(),
            counts: store::Census::default(),
            audit: None,
        };
        let file = std::fs::File::create(&path).unwrap();
        let mut writing = Writing::begin(file, &lock, &manifest).unwrap();
        writing.add("database.sqlite.gz", &b"bytes"[..]).unwrap();
        writing.add("empty", &b""[..]).unwrap();
        let contents = contents(&writing);
        writing.finish(&contents).unwrap();
        verify(&path, &Key::identities(&text).unwrap())
    }

    #[test]
    fn a_list_that_does_not_say_what_is_there_is_no_list() {
        assert_eq!(made(Writing::contents).unwrap().contents.parts, 3);
        for wrong in [
            |made: &Writing| Contents { parts: 2, ..made.contents() },
            |made: &Writing| Contents { bytes: 5, ..made.contents() },
            |made: &Writing| Contents { digest: "00".into(), ..made.contents() },
        ] {
            assert!(matches!(made(wrong), Err(BackupFault::Damaged(_))));
        }
    }
}

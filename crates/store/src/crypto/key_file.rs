//! The key ring's file: readable by its owner only, never overwritten in place.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;

use zeroize::Zeroizing;

use super::{CryptoError, KeyRing};

impl KeyRing {
    pub fn from_file(path: &Path) -> Result<KeyRing, CryptoError> {
        let text = fs::read_to_string(path).map(Zeroizing::new).map_err(|error| unusable(path, &error))?;
        KeyRing::parse(&text)
    }

    /// Writes a new file; one that is already there is not touched. Whoever loses it loses every sealed
    /// field, so it belongs into the backup, apart from the database.
    pub fn write_new_file(&self, path: &Path) -> Result<(), CryptoError> {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let write = || {
            let mut file = options.open(path)?;
            file.write_all(self.to_text().as_bytes())?;
            file.sync_all()?;
            keep_name(path)
        };
        write().map_err(|error| unusable(path, &error))
    }

    /// Puts this ring in the place of the one in the file, whole or not at all.
    pub fn replace_file(&self, path: &Path) -> Result<(), CryptoError> {
        let new = path.with_extension("new");
        self.write_new_file(&new)?;
        fs::rename(&new, path).and_then(|()| keep_name(path)).map_err(|error| unusable(path, &error))
    }
}

/// A file's name lies in its folder, and the folder on the disk only once it is told to: rows are sealed with the
/// newest key a moment later.
fn keep_name(path: &Path) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    #[cfg(unix)]
    fs::File::open(folder)?.sync_all()?;
    Ok(())
}

fn unusable(path: &Path, error: &io::Error) -> CryptoError {
    CryptoError::KeyRing(format!("{}: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ring_is_read_back_from_its_file_and_the_file_is_never_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys");
        let ring = KeyRing::generate();
        ring.write_new_file(&path).unwrap();
        assert_eq!(*KeyRing::from_file(&path).unwrap().to_text(), *ring.to_text());
        let refused = KeyRing::generate().write_new_file(&path).unwrap_err().to_string();
        assert!(refused.contains("keys"), "{refused}");
        ring.with_new_key().replace_file(&path).unwrap();
        assert_eq!(KeyRing::from_file(&path).unwrap().current_id(), "k2");
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_may_read_it() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys");
        KeyRing::generate().write_new_file(&path).unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn a_file_that_is_not_there_is_named() {
        let error = KeyRing::from_file(Path::new("/nowhere/keys")).unwrap_err().to_string();
        assert!(error.contains("/nowhere/keys"), "{error}");
    }
}

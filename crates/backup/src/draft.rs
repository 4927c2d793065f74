//! A backup in the making: under a name of its own until it is whole and on the disk.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::Timestamp;
use tempfile::{NamedTempFile, TempPath};

use crate::fault::BackupFault;

const BEGINS: &str = ".eungdapso-";
const ENDS: &str = ".part";
/// Written to all the time; one that was not for so long was left by a program that was killed.
const LEFT: Duration = Duration::from_secs(24 * 3600);

/// The file's place and its name until then. Dropped, it is gone.
pub(crate) struct Draft {
    pub(crate) path: PathBuf,
    name: TempPath,
}

impl Draft {
    /// Into a file of this name, or into a folder under a name of the moment. Only its owner may read it.
    pub(crate) fn begin(into: &Path, moment: Timestamp) -> Result<(Draft, File), BackupFault> {
        let path = if into.is_dir() { into.join(name_of(moment)) } else { into.to_owned() };
        let folder = folder_of(&path);
        sweep(folder).map_err(BackupFault::at(folder))?;
        if path.exists() {
            return Err(BackupFault::There(path));
        }
        let mut builder = tempfile::Builder::new();
        let made: io::Result<NamedTempFile> = builder.prefix(BEGINS).suffix(ENDS).tempfile_in(folder);
        let (file, name) = made.map_err(BackupFault::at(folder))?.into_parts();
        Ok((Draft { path, name }, file))
    }

    /// On the disk first, then under its name, then the name on the disk: never half of it.
    pub(crate) fn finish(self, file: &File) -> Result<PathBuf, BackupFault> {
        let Draft { path, name } = self;
        file.sync_all().map_err(BackupFault::at(&path))?;
        name.persist_noclobber(&path).map_err(|error| match error.error.kind() {
            io::ErrorKind::AlreadyExists => BackupFault::There(path.clone()),
            _ => BackupFault::Disk(path.clone(), error.error),
        })?;
        let folder = folder_of(&path);
        File::open(folder).and_then(|folder| folder.sync_all()).map_err(BackupFault::at(folder))?;
        Ok(path)
    }

    /// A file without a name in the same folder, for what need not last.
    pub(crate) fn aside(&self) -> Result<File, BackupFault> {
        let folder = folder_of(&self.path);
        tempfile::tempfile_in(folder).map_err(BackupFault::at(folder))
    }
}

/// `eungdapso-20261126-153000.tar.age`, in Seoul's time.
fn name_of(moment: Timestamp) -> String {
    format!("eungdapso-{}.tar.age", domain::deadline::seoul::civil(moment).strftime("%Y%m%d-%H%M%S"))
}

fn folder_of(file: &Path) -> &Path {
    file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn sweep(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let ours =
            entry.file_name().to_str().is_some_and(|name| name.starts_with(BEGINS) && name.ends_with(ENDS));
        let written = entry.metadata().and_then(|about| about.modified());
        if ours && written.is_ok_and(|at| at.elapsed().is_ok_and(|age| age > LEFT)) {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

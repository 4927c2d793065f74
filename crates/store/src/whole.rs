//! The database as a whole: copied as it was at one moment while everybody works on, and brought back elsewhere.

mod bringing_back;
mod census;
mod histories;
mod taking;
mod tools;

use std::path::Path;
use std::time::Duration;
use std::{fs, io};

pub use bringing_back::{BringingBack, is_vacant};
pub use census::{Census, KeptBytes};
pub use histories::Histories;
pub use taking::{Copied, Snapshot};

use crate::error::StoreError;

/// Why the database could not be copied or brought back.
#[derive(Debug, thiserror::Error)]
pub enum WholeFault {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Disk(#[from] io::Error),
    /// PostgreSQL's own program is not installed here.
    #[error("{0} is not installed")]
    NoProgram(&'static str),
    /// It was started, and said this.
    #[error("{program}: {said}")]
    Failed { program: &'static str, said: String },
}

impl From<sqlx::Error> for WholeFault {
    fn from(error: sqlx::Error) -> WholeFault {
        WholeFault::Store(error.into())
    }
}

/// A file in the making is written to all the time; one that was not for so long was left by a program that was killed.
const LEFT: Duration = Duration::from_secs(24 * 3600);

fn folder_of(file: &Path) -> &Path {
    file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Removes what killed programs left in the folder under names that begin so.
fn sweep(folder: &Path, prefix: &str) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let ours = entry.file_name().to_str().is_some_and(|name| name.starts_with(prefix));
        let written = entry.metadata().and_then(|about| about.modified());
        if ours && written.is_ok_and(|at| at.elapsed().is_ok_and(|age| age > LEFT)) {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

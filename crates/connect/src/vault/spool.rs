//! Bytes that are coming in: a temporary file with its length and digest, gone when it is dropped.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use tokio::fs::{File, OpenOptions};
use tokio::io::AsyncWriteExt;

use super::running::Running;

/// A file in the making.
#[derive(Debug)]
pub struct Spool {
    path: PathBuf,
    file: File,
    bytes: u64,
    digest: Running,
    /// Somebody else's now: renamed into its place.
    pub(super) taken: bool,
}

/// Names differ within this process; a process's own number tells it from others on the same folder.
static NEXT: AtomicU64 = AtomicU64::new(0);

impl Spool {
    pub(super) async fn begin(folder: &Path) -> io::Result<Spool> {
        loop {
            let number = NEXT.fetch_add(1, Ordering::Relaxed);
            let path = folder.join(format!("{}-{number}.part", std::process::id()));
            let mut options = OpenOptions::new();
            options.write(true).read(true).create_new(true);
            #[cfg(unix)]
            options.mode(0o600);
            match options.open(&path).await {
                Ok(file) => {
                    return Ok(Spool { path, file, bytes: 0, digest: Running::begin(), taken: false });
                }
                // Left by a process of the same number that was killed.
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// Adds a piece.
    ///
    /// # Errors
    /// A full disk, mostly.
    pub async fn write(&mut self, chunk: &[u8]) -> io::Result<()> {
        self.file.write_all(chunk).await?;
        self.digest.update(chunk);
        self.bytes += u64::try_from(chunk.len()).unwrap_or(u64::MAX);
        Ok(())
    }

    /// What was written lies in the file, for whoever reads it by its path.
    ///
    /// # Errors
    /// A full disk, mostly.
    pub async fn flush(&mut self) -> io::Result<()> {
        self.file.flush().await
    }

    /// It lies on the disk, a power cut or not.
    pub(super) async fn finish(&mut self) -> io::Result<()> {
        self.file.flush().await?;
        self.file.sync_all().await
    }

    /// Somebody wrote the file by its path: length and digest are those of what lies there now.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn measure(&mut self) -> io::Result<()> {
        use tokio::io::AsyncReadExt;
        let mut file = File::open(&self.path).await?;
        (self.bytes, self.digest) = (0, Running::begin());
        let mut chunk = vec![0; super::CHUNK_BYTES];
        loop {
            let read = file.read(&mut chunk).await?;
            if read == 0 {
                return Ok(());
            }
            self.digest.update(&chunk[..read]);
            self.bytes += u64::try_from(read).unwrap_or(u64::MAX);
        }
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// So far.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Nothing is added any more: the digest of all that was written is told.
    #[must_use]
    pub fn digested(mut self) -> Digested {
        let digest = std::mem::replace(&mut self.digest, Running::begin()).end();
        Digested { spool: self, digest }
    }
}

/// A file that has been written to its end.
#[derive(Debug)]
pub struct Digested {
    spool: Spool,
    digest: String,
}

impl Digested {
    pub fn bytes(&self) -> u64 {
        self.spool.bytes()
    }

    /// SHA-256 of all that was written, in hexadecimal.
    pub fn digest(&self) -> &str {
        &self.digest
    }
}

/// What is put into the vault, whether or not somebody asked for its digest.
#[derive(Debug)]
pub struct Whole(pub(super) Spool);

impl From<Spool> for Whole {
    fn from(spool: Spool) -> Whole {
        Whole(spool)
    }
}

impl From<Digested> for Whole {
    fn from(digested: Digested) -> Whole {
        Whole(digested.spool)
    }
}

impl Drop for Spool {
    fn drop(&mut self) {
        if !self.taken {
            // What cannot be removed now is swept at the next start.
            drop(std::fs::remove_file(&self.path));
        }
    }
}

/// A folder only we can read, and what earlier processes left in it swept out.
pub(super) fn make_folder(folder: &Path) -> io::Result<()> {
    super::folder::make_private(folder)?;
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let own = format!("{}-", std::process::id());
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        // Ours may be in the making: two vaults of one process share a folder in tests.
        if name.ends_with(".part") && !name.starts_with(&own) && is_old(&path) {
            drop(std::fs::remove_file(&path));
        }
    }
    Ok(())
}

/// Another server on the same folder may still be writing a young one.
fn is_old(path: &Path) -> bool {
    const OLD: std::time::Duration = std::time::Duration::from_secs(24 * 3600);
    let written = std::fs::metadata(path).and_then(|about| about.modified());
    written.is_ok_and(|at| at.elapsed().is_ok_and(|age| age > OLD))
}

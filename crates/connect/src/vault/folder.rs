//! The vault in a folder of this machine: one file a key, in two hundred and fifty-six drawers.

use std::io;
use std::path::{Path, PathBuf};

use super::reading::{Lying, Source};
use super::{Key, Spool};

/// Two figures of hexadecimal name one.
const DRAWERS: u16 = 256;

/// A folder nobody else reads.
#[derive(Debug)]
pub struct Folder {
    root: PathBuf,
}

impl Folder {
    pub(super) fn new(root: &Path) -> io::Result<Folder> {
        make_private(root)?;
        Ok(Folder { root: root.to_owned() })
    }

    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    /// The last two figures of the id: ids begin with the time, so their first are long the same.
    fn drawer(&self, key: &Key) -> PathBuf {
        self.root.join(key.as_str().get(30..32).unwrap_or("00"))
    }

    fn place(&self, key: &Key) -> PathBuf {
        self.drawer(key).join(key.as_str())
    }

    /// Renamed into its place, and the drawer made sure of: after a power cut it is there whole or not at all.
    pub(super) async fn put(&self, key: &Key, mut spool: Spool) -> io::Result<()> {
        let (drawer, place) = (self.drawer(key), self.place(key));
        let from = spool.path().to_owned();
        tokio::task::spawn_blocking(move || {
            let fresh = !drawer.exists();
            make_private(&drawer)?;
            std::fs::rename(&from, &place)?;
            make_sure(&drawer)?;
            match drawer.parent() {
                Some(root) if fresh => make_sure(root),
                _ => Ok(()),
            }
        })
        .await
        .map_err(io::Error::other)??;
        spool.taken = true;
        Ok(())
    }

    pub(super) async fn open(&self, key: &Key) -> io::Result<Option<Lying>> {
        match tokio::fs::File::open(self.place(key)).await {
            Ok(file) => {
                let bytes = file.metadata().await?.len();
                Ok(Some(Lying { bytes, source: Source::File(file) }))
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    pub(super) async fn path_of(&self, key: &Key) -> io::Result<Option<PathBuf>> {
        let place = self.place(key);
        Ok(tokio::fs::try_exists(&place).await?.then_some(place))
    }

    /// No file in any drawer; what is still coming in does not count.
    pub(super) async fn is_empty(&self, incoming: &Path) -> io::Result<bool> {
        let mut drawers = tokio::fs::read_dir(&self.root).await?;
        while let Some(drawer) = drawers.next_entry().await? {
            let path = drawer.path();
            if path == incoming {
                continue;
            }
            if !drawer.file_type().await?.is_dir()
                || tokio::fs::read_dir(&path).await?.next_entry().await?.is_some()
            {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// What lies in the first drawer after this one that is there.
    pub(super) async fn names_after(&self, drawer: &str) -> io::Result<Option<(Vec<Key>, String)>> {
        let first = match drawer {
            "" => 0,
            drawer => u16::from_str_radix(drawer, 16).map_or(DRAWERS, |number| number + 1),
        };
        for name in (first..DRAWERS).map(|number| format!("{number:02x}")) {
            let mut entries = match tokio::fs::read_dir(self.root.join(&name)).await {
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                entries => entries?,
            };
            let mut keys = Vec::new();
            while let Some(entry) = entries.next_entry().await? {
                keys.extend(entry.file_name().to_str().and_then(Key::parse));
            }
            keys.sort_unstable_by(|a, b| a.as_str().cmp(b.as_str()));
            return Ok(Some((keys, name)));
        }
        Ok(None)
    }

    pub(super) async fn remove(&self, key: &Key) -> io::Result<()> {
        match tokio::fs::remove_file(self.place(key)).await {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }
}

/// A folder of ours alone.
pub(super) fn make_private(folder: &Path) -> io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// The folder's own entries lie on the disk.
#[cfg(unix)]
fn make_sure(folder: &Path) -> io::Result<()> {
    std::fs::File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn make_sure(_: &Path) -> io::Result<()> {
    // Windows keeps a directory's entries by itself.
    Ok(())
}

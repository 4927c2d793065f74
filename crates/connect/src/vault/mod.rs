//! The vault: where the bytes of attachments lie, in a folder of this machine or in an S3-compatible store.
//!
//! Written whole or not at all: bytes first lie in a [`Spool`], and come under their key in one step. Keys are
//! ours, never a name that somebody typed; nothing here is ever served by its path. With a [`VaultKey`] what is put
//! there is sealed, and what was there before is read as it lies.

mod fake;
mod folder;
mod keys;
mod reading;
mod resealing;
mod running;
mod s3;
mod sealing;
mod sigv4;
mod spool;

use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

pub use fake::{S3Fake, S3Mischief};
pub use folder::Folder;
pub use keys::{VaultKey, VaultKeys};
pub use reading::Reading;
pub use resealing::{Lies, Resealed};
pub use s3::{S3Settings, S3Store};
pub use spool::{Digested, Spool, Whole};

use crate::BadSetting;

/// One piece of bytes on its way: 64 KiB.
pub const CHUNK_BYTES: usize = 65_536;

/// Ends the key of a small picture.
const PREVIEW: &str = "-preview";

/// Which place is used.
#[derive(Clone, Debug)]
pub enum Settings {
    /// A folder of this machine.
    Folder(PathBuf),
    /// A store that speaks S3; what comes in is put together in the folder first.
    S3 { store: S3Settings, incoming: PathBuf },
}

/// The vault. Cheap to share, made once at start.
#[derive(Debug)]
pub struct Vault {
    place: Place,
    incoming: PathBuf,
    keys: RwLock<Arc<VaultKeys>>,
}

#[derive(Debug)]
enum Place {
    Folder(Folder),
    S3(Box<S3Store>),
}

/// A name in the vault, made of an id and never of what somebody typed: no key is a path.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Key(String);

/// Why the vault did not do it.
#[derive(Debug, thiserror::Error)]
pub enum VaultFault {
    #[error("the folder of the vault: {0}")]
    Disk(#[from] std::io::Error),
    /// Nobody answered, or not in time.
    #[error("the store did not answer: {0}")]
    Away(String),
    /// It answered, and said no.
    #[error("the store refused with {0}")]
    Refused(u16),
    /// It answered, and not as such a store does.
    #[error("the store's answer is not that of an S3-compatible store")]
    Unreadable,
    /// Altered, cut off, moved to another name, or sealed with another key of that name.
    #[error("what lies there does not open: it was altered, moved, or sealed with another key")]
    Unopened,
    /// Sealed with a key of this name, which we lack.
    #[error("it is sealed with the key {0}, which is not in the key ring")]
    KeyGone(String),
}

impl Key {
    /// Where the file of this id lies (its 128 bits).
    pub fn of(id: u128) -> Key {
        Key(format!("{id:032x}"))
    }

    /// Where its small picture lies.
    pub fn preview(id: u128) -> Key {
        Key(format!("{id:032x}{PREVIEW}"))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The id whose file, or whose small picture, lies there.
    pub fn id(&self) -> u128 {
        let id = self.0.strip_suffix(PREVIEW).unwrap_or(&self.0);
        u128::from_str_radix(id, 16).unwrap_or_default()
    }

    pub fn is_preview(&self) -> bool {
        self.0.ends_with(PREVIEW)
    }

    /// A key as it was written down.
    pub fn parse(text: &str) -> Option<Key> {
        let id = text.strip_suffix(PREVIEW).unwrap_or(text);
        let figures = id.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
        (id.len() == 32 && figures).then(|| Key(text.to_owned()))
    }
}

impl Vault {
    /// Checks the settings; makes the folders, connects to nobody.
    ///
    /// # Errors
    /// [`BadSetting`] names the setting that cannot work.
    pub fn new(settings: &Settings) -> Result<Vault, BadSetting> {
        let (place, incoming) = match settings {
            Settings::Folder(root) => {
                let folder = Folder::new(root).map_err(|e| BadSetting::new("files.folder", e))?;
                (Place::Folder(folder), root.join("incoming"))
            }
            Settings::S3 { store, incoming } => (Place::S3(Box::new(S3Store::new(store)?)), incoming.clone()),
        };
        spool::make_folder(&incoming).map_err(|e| BadSetting::new("files.folder", e))?;
        Ok(Vault { place, incoming, keys: RwLock::default() })
    }

    /// What is put there from now on lies sealed.
    #[must_use]
    pub fn sealed_with(self, keys: impl Into<VaultKeys>) -> Vault {
        self.use_keys(keys.into());
        self
    }

    /// From now on these open what lies there, and the last one seals what is put there.
    pub fn use_keys(&self, keys: VaultKeys) {
        *self.keys.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(keys);
    }

    fn keys(&self) -> Arc<VaultKeys> {
        Arc::clone(&self.keys.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// A place where bytes that come in are put together; it goes when it is dropped.
    ///
    /// # Errors
    /// When the folder cannot be written to.
    pub async fn spool(&self) -> Result<Spool, VaultFault> {
        Ok(Spool::begin(&self.incoming).await?)
    }

    /// Puts what was put together under a key. It is safe on disk, or taken by the store, when this returns.
    ///
    /// # Errors
    /// Nothing lies under the key then.
    pub async fn put(&self, key: &Key, whole: impl Into<Whole>) -> Result<(), VaultFault> {
        let Whole(mut spool) = whole.into();
        if let Some(secret) = self.keys().current() {
            spool.flush().await?;
            spool = sealing::seal(secret, key, &spool, self.spool().await?).await?;
        }
        self.lay(key, spool).await
    }

    /// Lays bytes there as they are.
    async fn lay(&self, key: &Key, mut spool: Spool) -> Result<(), VaultFault> {
        spool.finish().await?;
        match &self.place {
            Place::Folder(folder) => Ok(folder.put(key, spool).await?),
            Place::S3(store) => store.put(key, &spool).await,
        }
    }

    /// What lies under a key; nothing when nothing does.
    ///
    /// # Errors
    /// When it cannot be told.
    pub async fn open(&self, key: &Key) -> Result<Option<Reading>, VaultFault> {
        match self.lying(key).await? {
            Some(lying) => Ok(Some(Reading::begin(lying, (key, &self.keys())).await?)),
            None => Ok(None),
        }
    }

    /// The same as it lies there.
    async fn lying(&self, key: &Key) -> Result<Option<reading::Lying>, VaultFault> {
        match &self.place {
            Place::Folder(folder) => Ok(folder.open(key).await?),
            Place::S3(store) => store.open(key).await,
        }
    }

    /// What lies under a key, as a file of this machine while it is looked at.
    ///
    /// # Errors
    /// When it cannot be had.
    pub async fn at_hand(&self, key: &Key) -> Result<Option<AtHand>, VaultFault> {
        if let (Place::Folder(folder), None) = (&self.place, self.keys().current()) {
            return Ok(folder.path_of(key).await?.map(|path| AtHand { path, _copy: None }));
        }
        let Some(mut reading) = self.open(key).await? else { return Ok(None) };
        let mut copy = self.spool().await?;
        while let Some(chunk) = reading.next().await? {
            copy.write(&chunk).await?;
        }
        copy.flush().await?;
        Ok(Some(AtHand { path: copy.path().to_owned(), _copy: Some(copy) }))
    }

    /// Nothing lies under the key afterwards; nothing may have lain there before.
    ///
    /// # Errors
    /// When it cannot be told.
    pub async fn remove(&self, key: &Key) -> Result<(), VaultFault> {
        match &self.place {
            Place::Folder(folder) => Ok(folder.remove(key).await?),
            Place::S3(store) => store.remove(key).await,
        }
    }

    /// Neither a file's small picture nor its bytes lie there afterwards.
    ///
    /// # Errors
    /// When it cannot be told; it may be done again.
    pub async fn remove_file(&self, id: u128) -> Result<(), VaultFault> {
        self.remove(&Key::preview(id)).await?;
        self.remove(&Key::of(id)).await
    }

    /// Nothing lies in it, under whatever key.
    ///
    /// # Errors
    /// When it cannot be told.
    pub async fn is_empty(&self) -> Result<bool, VaultFault> {
        match &self.place {
            Place::Folder(folder) => Ok(folder.is_empty(&self.incoming).await?),
            Place::S3(store) => store.is_empty().await,
        }
    }

    /// Whether it would take a file now.
    ///
    /// # Errors
    /// Why not, in a sentence.
    pub async fn check(&self) -> Result<String, String> {
        let mut spool = self.spool().await.map_err(|e| format!("임시 폴더에 쓸 수 없습니다: {e}"))?;
        spool.write(b"ok").await.map_err(|e| format!("임시 폴더에 쓸 수 없습니다: {e}"))?;
        match &self.place {
            Place::Folder(folder) => Ok(format!("폴더 {}", folder.root().display())),
            Place::S3(store) => store.check().await.map(|()| format!("객체 저장소 {}", store.name())),
        }
    }
}

/// A file of this machine, and the copy it is if it is one.
pub struct AtHand {
    path: PathBuf,
    _copy: Option<Spool>,
}

impl AtHand {
    pub fn path(&self) -> &Path {
        &self.path
    }
}

//! Going through the vault: what lies there, sealed by which key; and sealing it with the one that seals now.

use super::running::Running;
use super::sealing::Sealing;
use super::{Key, Place, Reading, Spool, Vault, VaultFault};

/// How a file lies there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lies {
    Clear,
    /// Sealed by the key of this name.
    Sealed(String),
}

/// A file sealed anew that has not taken its own place yet.
pub struct Resealed {
    spool: Spool,
    /// SHA-256 of what it says, in hexadecimal.
    pub digest: String,
}

impl Vault {
    /// The name of the key that seals what is put there; `None`: nothing does.
    pub fn sealed_by(&self) -> Option<String> {
        self.keys().current().map(|key| key.name().to_owned())
    }

    /// How the file lies there; `None`: there is none.
    ///
    /// # Errors
    /// When it cannot be told.
    pub async fn how_it_lies(&self, key: &Key) -> Result<Option<Lies>, VaultFault> {
        match self.lying(key).await? {
            Some(lying) => Ok(Some(Reading::how(lying).await?)),
            None => Ok(None),
        }
    }

    /// Seals a file with the key that seals now, beside the one that lies there. `None`: there is none.
    ///
    /// # Errors
    /// When it does not open, or cannot be written. What lies there stays as it is.
    pub async fn reseal(&self, key: &Key) -> Result<Option<Resealed>, VaultFault> {
        let keys = self.keys();
        let secret = keys.current().ok_or(VaultFault::Unopened)?;
        let Some(mut reading) = self.open(key).await? else { return Ok(None) };
        let mut sealing = Sealing::begin(secret, key, self.spool().await?).await?;
        let (mut digest, mut bytes) = (Running::begin(), 0);
        while let Some(chunk) = reading.next().await? {
            digest.update(&chunk);
            bytes += u64::try_from(chunk.len()).unwrap_or_default();
            sealing.write(&chunk).await?;
        }
        if bytes != reading.bytes {
            return Err(VaultFault::Unopened);
        }
        let mut spool = sealing.finish().await?;
        // Safe on the disk by now: whoever holds a lock while it takes its place holds it for a moment only.
        spool.finish().await?;
        Ok(Some(Resealed { spool, digest: digest.end() }))
    }

    /// It takes the place of what lies there, in one step.
    ///
    /// # Errors
    /// One of the two lies there then, whole.
    pub async fn replace(&self, key: &Key, resealed: Resealed) -> Result<(), VaultFault> {
        self.lay(key, resealed.spool).await
    }

    /// Some of the names under which something lies, and where to go on; none from there on at `None`. Begins at `""`.
    ///
    /// # Errors
    /// When it cannot be told.
    pub async fn names_after(&self, after: &str) -> Result<Option<(Vec<Key>, String)>, VaultFault> {
        match &self.place {
            Place::Folder(folder) => Ok(folder.names_after(after).await?),
            Place::S3(store) => store.names_after(after).await,
        }
    }
}

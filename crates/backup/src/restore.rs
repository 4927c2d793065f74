//! Bringing an office back into an empty place.
//!
//! Everything is read and verified before anything is brought back. Then the attachments come first and the database
//! last, in one step: a restore that is cut off leaves no office that looks whole and is not.

mod parts;

use std::path::Path;
use std::sync::Arc;

use connect::vault::Vault;
use jiff::Timestamp;
use store::{Engine, KeyRing, Store};

use crate::Step;
use crate::archive::{Next, Taker, Verified, read, verify};
use crate::checks::{Found, check};
use crate::fault::BackupFault;
use crate::lock::Key;
use crate::manifest::{Manifest, SIGNED, called};
use crate::take::{access, blocking};

/// Where it is brought back to.
pub struct Place {
    pub url: String,
    pub engine: Engine,
    pub keys: KeyRing,
    pub vault: Arc<Vault>,
    /// The vault still has its files: those that are right are left as they are.
    pub keep_files: bool,
}

/// An office that is back.
#[derive(Debug)]
pub struct Restored {
    pub verified: Verified,
    pub found: Found,
}

/// Brings it back and checks what stands there then. `now` is for the access log.
pub async fn restore(
    place: Place,
    file: &Path,
    key: Key,
    now: Timestamp,
    told: &mut (dyn FnMut(Step) + Send),
) -> Result<Restored, BackupFault> {
    let key = Arc::new(key);
    let manifest = manifest(file, &key).await?;
    admit(&place, &manifest).await?;
    told(Step::Verifying);
    let (path, with) = (file.to_owned(), Arc::clone(&key));
    let verified = blocking(move || verify(&path, &with)).await?;
    let signature = place.keys.keyed_digest(SIGNED, &verified.contents.digest);
    if signature.as_ref() != Some(&verified.contents.signature) {
        return Err(BackupFault::NotOurs);
    }
    told(Step::Attachments { done: 0, of: verified.manifest.counts.attachments });
    let mut files = parts::Files::into(&place);
    let (path, with) = (file.to_owned(), Arc::clone(&key));
    blocking(move || read(&path, &with, &mut files)).await?;
    told(Step::Database);
    let mut database = parts::Database::into(&place);
    let (path, with) = (file.to_owned(), key);
    blocking(move || read(&path, &with, &mut database)).await?;
    let store = Store::open(&place.url, place.keys.clone()).await.map_err(BackupFault::Unopened)?.unhurried();
    store.know_itself().await?;
    let found = check(&store, &place.vault, &verified.manifest, told).await?;
    let mut tx = store.write().await?;
    tx.log_access(&access("restore", now, Some(verified.manifest.moment.to_string()))).await?;
    tx.commit().await?;
    store.close().await;
    Ok(Restored { verified, found })
}

/// The first part alone, for refusing at once what cannot be brought back.
async fn manifest(file: &Path, key: &Arc<Key>) -> Result<Manifest, BackupFault> {
    #[derive(Default)]
    struct Head(Option<Manifest>);
    impl Taker for Head {
        fn manifest(&mut self, manifest: &Manifest) -> Result<Next, BackupFault> {
            self.0 = Some(manifest.clone());
            Ok(Next::Enough)
        }
        fn bytes(&mut self, _: &str, _: &[u8]) -> Result<(), BackupFault> {
            Ok(())
        }
        fn whole(&mut self, _: &str) -> Result<Next, BackupFault> {
            Ok(Next::Enough)
        }
    }
    let (path, with) = (file.to_owned(), Arc::clone(key));
    let head = blocking(move || {
        let mut head = Head::default();
        read(&path, &with, &mut head)?;
        Ok(head.0)
    });
    head.await?.ok_or_else(|| BackupFault::damaged("머리 부분이 없습니다"))
}

/// The program, the engine, the keys, and an empty place.
async fn admit(place: &Place, manifest: &Manifest) -> Result<(), BackupFault> {
    if manifest.schema > store::newest() {
        return Err(BackupFault::Newer(manifest.program.clone()));
    }
    if manifest.engine() != Some(place.engine) {
        let of = manifest.engine().ok_or_else(|| BackupFault::Newer(manifest.program.clone()))?;
        return Err(BackupFault::OtherEngine { of: called(of), into: called(place.engine) });
    }
    let lacking = place.keys.lacking(&manifest.keys);
    if !lacking.is_empty() {
        let names: Vec<&str> = lacking.iter().map(|mark| mark.id.as_str()).collect();
        return Err(BackupFault::KeysLacking(names.join(", ")));
    }
    if !store::is_vacant(&place.url).await? {
        return Err(BackupFault::NotVacant);
    }
    if place.engine == Engine::Postgres {
        // Its encoding and collation are looked at before anything is written.
        let store = Store::connect(&place.url, place.keys.clone()).await.map_err(BackupFault::Unopened)?;
        store.close().await;
    }
    if !place.keep_files && !place.vault.is_empty().await? {
        return Err(BackupFault::FilesThere);
    }
    Ok(())
}

#[cfg(test)]
mod tests;

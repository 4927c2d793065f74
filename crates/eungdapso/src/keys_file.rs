//! The key file while the program runs: a key that is added to it is known a moment later, without a new start.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use connect::vault::Vault;
use store::{KeyRing, Store};

/// How often the file is looked at.
const LOOK: Duration = Duration::from_secs(1);
/// After this every program that has the file has read what was just written to it.
pub(crate) const READ_BY_ALL: Duration = Duration::from_secs(5);

/// Follows the file for as long as it is waited for.
pub(crate) async fn follow(path: PathBuf, store: Store, vault: Option<Arc<Vault>>) {
    let mut seen = written(&path);
    loop {
        tokio::time::sleep(LOOK).await;
        let now = written(&path);
        if now == seen {
            continue;
        }
        // A file that is away, or half-way into its place, is looked at again.
        match KeyRing::from_file(&path).map_err(|error| error.to_string()).and_then(|ring| {
            let (current, keys) = (ring.current_id().to_owned(), crate::vault::keys(&ring));
            store.use_keys(ring).map(|()| (current, keys)).map_err(|error| error.to_string())
        }) {
            Ok((current, keys)) => {
                if let Some(vault) = &vault {
                    vault.use_keys(keys);
                }
                tracing::info!(current, "the key ring was read again");
            }
            Err(error) => {
                tracing::error!(error, "the key ring was changed and cannot be used: the old one stays")
            }
        }
        seen = now;
    }
}

fn written(path: &Path) -> Option<(SystemTime, u64)> {
    let meta = fs::metadata(path).ok()?;
    Some((meta.modified().ok()?, meta.len()))
}

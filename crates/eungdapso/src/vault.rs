//! The vault of this installation: everything put there lies sealed with a key of the office's own ring.

use anyhow::{Context, Result};
use connect::vault::{Settings, Vault, VaultKey, VaultKeys};
use store::KeyRing;

/// What the first key is made for; another word would be another key.
const PURPOSE: &str = "vault";

pub(crate) fn open(settings: &Settings, ring: &KeyRing) -> Result<Vault> {
    let vault = Vault::new(settings).context("첨부파일 보관함 설정")?;
    Ok(vault.sealed_with(keys(ring)))
}

/// The one that is made of the ring's `index`, then the vault's own.
pub(crate) fn keys(ring: &KeyRing) -> VaultKeys {
    let own = ring.vault_keys().filter_map(|(name, secret)| VaultKey::named(name, secret.clone()));
    [VaultKey::new(ring.key_for(PURPOSE))].into_iter().chain(own).collect()
}

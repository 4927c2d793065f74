//! The vault of this installation: everything put there lies sealed with a key made of the office's own ring.

use anyhow::{Context, Result};
use connect::vault::{Settings, Vault, VaultKey};
use store::KeyRing;

/// What the key is made for; another word would be another key.
const PURPOSE: &str = "vault";

pub(crate) fn open(settings: &Settings, keys: &KeyRing) -> Result<Vault> {
    let vault = Vault::new(settings).context("첨부파일 보관함 설정")?;
    Ok(vault.sealed_with(VaultKey::new(keys.key_for(PURPOSE))))
}

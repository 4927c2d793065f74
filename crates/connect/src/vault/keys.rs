//! The keys of the vault: each by a name that stands at the head of what it sealed, the last one seals.

use zeroize::Zeroizing;

/// The name of the first key, whose files began before keys had names.
const FIRST: &str = "index";
/// Longest name, in bytes.
pub(super) const NAME: usize = 16;

/// A key that files' keys are made of. Gone from memory with its last holder.
pub struct VaultKey {
    name: String,
    secret: Zeroizing<[u8; 32]>,
}

/// Shows nothing of the key.
impl std::fmt::Debug for VaultKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("VaultKey").field(&self.name).finish()
    }
}

impl VaultKey {
    /// The first one.
    pub fn new(secret: Zeroizing<[u8; 32]>) -> VaultKey {
        VaultKey { name: FIRST.to_owned(), secret }
    }

    /// A later one; its name has one to sixteen letters.
    pub fn named(name: &str, secret: Zeroizing<[u8; 32]>) -> Option<VaultKey> {
        let fits = (1..=NAME).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_graphic());
        (fits && name != FIRST).then(|| VaultKey { name: name.to_owned(), secret })
    }

    pub(super) fn is_first(&self) -> bool {
        self.name == FIRST
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    pub(super) fn secret(&self) -> &[u8; 32] {
        &self.secret
    }
}

/// Those that open what lies there; the last one seals. None: what is put there lies in the clear.
#[derive(Debug, Default)]
pub struct VaultKeys(Vec<VaultKey>);

impl From<VaultKey> for VaultKeys {
    fn from(key: VaultKey) -> VaultKeys {
        VaultKeys(vec![key])
    }
}

impl FromIterator<VaultKey> for VaultKeys {
    fn from_iter<I: IntoIterator<Item = VaultKey>>(keys: I) -> VaultKeys {
        VaultKeys(keys.into_iter().collect())
    }
}

impl VaultKeys {
    pub(super) fn current(&self) -> Option<&VaultKey> {
        self.0.last()
    }

    /// The key of this name; that of the first where there is none.
    pub(super) fn of(&self, name: Option<&str>) -> Option<&VaultKey> {
        self.0.iter().find(|key| key.name == name.unwrap_or(FIRST))
    }
}

/// How a key of this name, or the first, is called.
pub(super) fn called(name: Option<&str>) -> &str {
    name.unwrap_or(FIRST)
}

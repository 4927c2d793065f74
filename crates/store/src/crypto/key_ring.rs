//! The keys: several for sealing, of which the last is current, one for blind indexes, and those of the vault.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD as BASE64;
use zeroize::{Zeroize, Zeroizing};

use super::CryptoError;

pub(super) type Secret = Zeroizing<[u8; 32]>;

/// The name under which the blind-index key stands in the file.
pub(super) const INDEX: &str = "index";
/// Begins the names of the vault's own keys.
const VAULT: &str = "vault-";
/// Longest name of one, in bytes: it stands at the head of every file.
const VAULT_NAME_MAX: usize = 16;

/// Keys by id. Old ones stay to open what they sealed; the last one seals.
///
/// As text, in a file or in `EUNGDAPSO_KEYS`: `index:<base64>`, `k1:<base64>`, `k2:<base64>` …, each
/// 32 bytes, parted by line ends or commas; lines beginning with `#` are remarks. `vault-1:<base64>` … are keys of the
/// vault, of which the last one seals; without any it is sealed with a key made of `index`.
#[derive(Clone)]
pub struct KeyRing {
    pub(super) index: Secret,
    keys: Vec<(String, Secret)>,
    vault: Vec<(String, Secret)>,
}

impl KeyRing {
    /// A new ring with one key, `k1`.
    pub fn generate() -> KeyRing {
        KeyRing { index: random(), keys: vec![("k1".into(), random())], vault: Vec::new() }
    }

    /// The same ring with a new current key; then `Write::rotate_keys` re-seals what lies there.
    pub fn with_new_key(mut self) -> KeyRing {
        let id = free("k", &self.keys);
        self.keys.push((id, random()));
        self
    }

    /// The same ring with a new key of the vault; what lies there is sealed with it by `eungdapso vault`.
    pub fn with_new_vault_key(mut self) -> KeyRing {
        let id = free(VAULT, &self.vault);
        self.vault.push((id, random()));
        self
    }

    /// The vault's own keys by name, the one that seals last.
    pub fn vault_keys(&self) -> impl Iterator<Item = (&str, &Zeroizing<[u8; 32]>)> {
        self.vault.iter().map(|(id, secret)| (id.as_str(), secret))
    }

    pub fn parse(text: &str) -> Result<KeyRing, CryptoError> {
        let mut index = None;
        let (mut keys, mut vault): (Vec<(String, Secret)>, _) = (Vec::new(), Vec::new());
        let lines = text.lines().filter(|line| !line.trim_start().starts_with('#'));
        for item in lines.flat_map(|line| line.split(',')).map(str::trim).filter(|item| !item.is_empty()) {
            let (id, secret) = entry(item)?;
            let twice = |known: &[(String, Secret)]| known.iter().any(|(known, _)| known == id);
            if twice(&keys) || twice(&vault) {
                return Err(CryptoError::KeyRing(format!("key {id:?} is there twice")));
            }
            match id {
                INDEX => index = Some(secret),
                id if id.starts_with(VAULT) => vault.push((id.to_owned(), secret)),
                id => keys.push((id.to_owned(), secret)),
            }
        }
        let index = index.ok_or_else(|| CryptoError::KeyRing("the entry \"index\" is missing".into()))?;
        if keys.is_empty() {
            return Err(CryptoError::KeyRing("there is no key to seal with".into()));
        }
        Ok(KeyRing { index, keys, vault })
    }

    /// The text [`KeyRing::parse`] reads: for a key file, never for a log.
    pub fn to_text(&self) -> Zeroizing<String> {
        let line = |id: &str, secret: &Secret| format!("{id}:{}\n", BASE64.encode(secret.as_slice()));
        let mut text = line(INDEX, &self.index);
        // The vault's first: the last one of the others is current, also for a program that knows of none of the vault.
        for (id, secret) in self.vault.iter().chain(&self.keys) {
            text.push_str(&line(id, secret));
        }
        Zeroizing::new(text)
    }

    /// The id of the key that seals now.
    pub fn current_id(&self) -> &str {
        self.keys.last().map_or("", |(id, _)| id)
    }

    /// Can it take the place of this one while rows are read and written? It may know more, and seal with another key.
    pub(crate) fn succeeds(&self, before: &KeyRing) -> bool {
        let has = |here: &[(String, Secret)], before: &[(String, Secret)]| {
            before.iter().all(|known| here.contains(known))
        };
        self.index == before.index && has(&self.keys, &before.keys) && has(&self.vault, &before.vault)
    }

    pub(super) fn current(&self) -> Result<(&str, &Secret), CryptoError> {
        let (id, secret) = self.keys.last().ok_or_else(|| CryptoError::UnknownKey(String::new()))?;
        Ok((id, secret))
    }

    pub(super) fn key(&self, id: &str) -> Result<&Secret, CryptoError> {
        let found = self.keys.iter().find(|(known, _)| known == id);
        found.map(|(_, secret)| secret).ok_or_else(|| CryptoError::UnknownKey(id.to_owned()))
    }
}

/// Ids only: a key never reaches a log.
impl fmt::Debug for KeyRing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.vault.iter().chain(&self.keys).map(|(id, _)| id)).finish()
    }
}

/// The first name with a number that nobody has.
fn free(prefix: &str, taken: &[(String, Secret)]) -> String {
    let id = (1..).map(|n| format!("{prefix}{n}")).find(|id| taken.iter().all(|(known, _)| known != id));
    id.unwrap_or_default()
}

fn entry(item: &str) -> Result<(&str, Secret), CryptoError> {
    let unreadable = |why: &str| CryptoError::KeyRing(why.to_owned());
    let (id, encoded) = item.split_once(':').ok_or_else(|| unreadable("an entry is not id:base64"))?;
    let plain = !id.is_empty() && id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    if !plain {
        return Err(unreadable("a key's id is letters, digits and '-' only"));
    }
    if id.starts_with(VAULT) && id.len() > VAULT_NAME_MAX {
        return Err(unreadable("the name of a key of the vault has at most 16 letters"));
    }
    let mut bytes = BASE64
        .decode(encoded.trim().trim_end_matches('='))
        .map_err(|_| CryptoError::KeyRing(format!("key {id:?} is not base64")))?;
    let secret = <[u8; 32]>::try_from(bytes.as_slice());
    bytes.zeroize();
    let secret = secret.map_err(|_| CryptoError::KeyRing(format!("key {id:?} is not 32 bytes long")))?;
    Ok((id, Zeroizing::new(secret)))
}

fn random() -> Secret {
    Zeroizing::new(rand::random())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ring_takes_anothers_place_only_if_it_opens_and_finds_what_that_one_did() {
        let first = KeyRing::generate();
        let second = first.clone().with_new_key();
        assert!(second.succeeds(&first) && second.succeeds(&second));
        assert!(!first.succeeds(&second), "k2 is missing");
        assert!(!KeyRing::generate().succeeds(&first), "the same names, other keys");
        let other_index = second.to_text().replace(&*BASE64.encode(*second.index), &BASE64.encode([7; 32]));
        assert!(!KeyRing::parse(&other_index).unwrap().succeeds(&first), "digests would differ");
    }

    #[test]
    fn a_ring_survives_its_text_and_the_last_key_is_current() {
        let ring = KeyRing::generate().with_new_key();
        let again = KeyRing::parse(&ring.to_text()).unwrap();
        assert_eq!(again.current_id(), "k2");
        assert_eq!(*again.to_text(), *ring.to_text());
        let commas = format!("# ours\n{}", ring.to_text().replace('\n', ","));
        assert_eq!(*KeyRing::parse(&commas).unwrap().to_text(), *ring.to_text());
    }

    #[test]
    fn keys_of_the_vault_stand_apart_and_seal_no_row() {
        let before = KeyRing::generate();
        let ring = before.clone().with_new_vault_key().with_new_vault_key();
        assert_eq!(ring.vault_keys().map(|(id, _)| id).collect::<Vec<_>>(), ["vault-1", "vault-2"]);
        let again = KeyRing::parse(&ring.to_text()).unwrap();
        assert_eq!((again.current_id(), &*again.to_text()), ("k1", &*ring.to_text()));
        assert!(ring.to_text().trim_end().lines().last().is_some_and(|line| line.starts_with("k1:")));
        assert!(ring.succeeds(&before) && !before.succeeds(&ring), "a key of the vault is missing");
    }

    #[test]
    fn a_bad_ring_is_refused_by_name_and_without_its_contents() {
        let key = BASE64.encode([7; 32]);
        for (text, why) in [
            (format!("k1:{key}"), "\"index\" is missing"),
            (format!("index:{key}"), "no key to seal with"),
            (format!("index:{key},k1:{key},k1:{key}"), "twice"),
            (format!("index:{key},k1:AAAA"), "not 32 bytes"),
            (format!("index:{key},k.1:{key}"), "letters, digits"),
            (format!("index:{key},{key}"), "id:base64"),
            (format!("index:{key},vault-1:{key}"), "no key to seal with"),
            (format!("index:{key},k1:{key},vault-1:{key},vault-1:{key}"), "twice"),
            (format!("index:{key},k1:{key},vault-of-somewhere:{key}"), "at most 16"),
        ] {
            let error = KeyRing::parse(&text).unwrap_err().to_string();
            assert!(error.contains(why), "{error}");
            assert!(!error.contains(&key), "{error}");
        }
    }

    #[test]
    fn debug_shows_ids_only() {
        assert_eq!(format!("{:?}", KeyRing::generate()), r#"["k1"]"#);
    }
}

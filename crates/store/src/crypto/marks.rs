//! Marks of keys: told beside what a key sealed, so that a ring can be known as the right one before anything is read.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::key_ring::{INDEX, KeyRing, Secret};
use crate::codec::hex;

/// Kept apart from every other digest that is made of a key.
const PURPOSE: &[u8] = b"eungdapso key mark\0";
/// Bytes of the digest that are told: enough to tell keys apart. A key is 256 bits of chance, so nothing is given away.
const TOLD: usize = 8;

/// A key by its name and a digest of itself.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct KeyMark {
    pub id: String,
    pub mark: String,
}

impl KeyRing {
    /// A digest that only this ring can make; the same for the same value, always.
    pub fn keyed_digest(&self, purpose: &str, value: &str) -> Option<String> {
        self.blind(purpose, value)
    }

    /// The marks of the keys of these names that the ring has, and of the key of the blind indexes.
    pub fn marks(&self, ids: &[String]) -> Vec<KeyMark> {
        let mut marks = vec![mark(INDEX, &self.index)];
        marks.extend(ids.iter().filter_map(|id| self.key(id).ok().map(|secret| mark(id, secret))));
        marks
    }

    /// Which of these keys the ring lacks: not there, or another key under the same name.
    pub fn lacking<'a>(&self, needed: &'a [KeyMark]) -> Vec<&'a KeyMark> {
        let has = |wanted: &KeyMark| {
            let secret = if wanted.id == INDEX { Some(&self.index) } else { self.key(&wanted.id).ok() };
            secret.is_some_and(|secret| mark(&wanted.id, secret) == *wanted)
        };
        needed.iter().filter(|wanted| !has(wanted)).collect()
    }
}

fn mark(id: &str, secret: &Secret) -> KeyMark {
    let digest = Sha256::new().chain_update(PURPOSE).chain_update(secret.as_slice()).finalize();
    KeyMark { id: id.to_owned(), mark: hex(&digest[..TOLD]) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ring_knows_its_own_keys_and_no_others_of_the_same_name() {
        let ring = KeyRing::generate().with_new_key();
        let needed = ring.marks(&["k1".into(), "k2".into(), "k9".into()]);
        assert_eq!(needed.iter().map(|mark| mark.id.as_str()).collect::<Vec<_>>(), ["index", "k1", "k2"]);
        assert!(ring.lacking(&needed).is_empty());
        assert_eq!(KeyRing::generate().lacking(&needed).len(), 3, "the same names, other keys");
    }
}

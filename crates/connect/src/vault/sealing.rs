//! Bytes at rest in the vault: sealed piece by piece under a key of each file's own (docs/decisions/0030).
//!
//! What lies there: eight bytes that name the format, the file's salt, then pieces of [`CHUNK_BYTES`] each sealed with
//! XChaCha20-Poly1305. A piece's nonce is its number and whether it is the last one, so that pieces cannot change
//! places and a file that was cut off does not open. The file's key is made of the vault's key, the salt and the name
//! the file lies under: it opens under no other name.

use chacha20poly1305::aead::Aead;
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use hmac::{Hmac, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

use super::{CHUNK_BYTES, Key, Spool, VaultFault};

/// Begins a sealed file. What begins otherwise was put there before the vault was sealed, and is read as it lies.
const FORMAT: &[u8; 8] = b"eungv01\n";
const SALT: usize = 32;
pub(super) const HEAD: usize = FORMAT.len() + SALT;
/// What sealing adds to a piece.
const TAG: usize = 16;
pub(super) const PIECE: usize = CHUNK_BYTES + TAG;

/// The key that all files' keys are made of. Gone from memory with its last holder.
pub struct VaultKey(Zeroizing<[u8; 32]>);

/// Shows nothing of the key.
impl std::fmt::Debug for VaultKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("VaultKey")
    }
}

impl VaultKey {
    pub fn new(secret: Zeroizing<[u8; 32]>) -> VaultKey {
        VaultKey(secret)
    }

    fn pieces(&self, place: &Key, salt: &[u8; SALT]) -> Pieces {
        let mut block = hmac::digest::Key::<Hmac<Sha256>>::default();
        block[..self.0.len()].copy_from_slice(self.0.as_slice());
        let mut mac = <Hmac<Sha256> as KeyInit>::new(&block);
        mac.update(salt);
        mac.update(place.as_str().as_bytes());
        let own = Zeroizing::new(<[u8; 32]>::from(mac.finalize().into_bytes()));
        Pieces { cipher: XChaCha20Poly1305::new(&(*own).into()), next: 0 }
    }

    /// What was put together, sealed for this place, in a spool of its own.
    pub(super) async fn seal(
        &self,
        place: &Key,
        clear: &Spool,
        mut sealed: Spool,
    ) -> Result<Spool, VaultFault> {
        let salt: [u8; SALT] = rand::random();
        let mut pieces = self.pieces(place, &salt);
        sealed.write(FORMAT).await?;
        sealed.write(&salt).await?;
        let mut file = tokio::fs::File::open(clear.path()).await?;
        let mut left = clear.bytes();
        loop {
            let mut piece =
                Zeroizing::new(vec![0; usize::try_from(left).map_or(CHUNK_BYTES, |l| l.min(CHUNK_BYTES))]);
            tokio::io::AsyncReadExt::read_exact(&mut file, &mut piece).await?;
            left -= u64::try_from(piece.len()).unwrap_or(left);
            sealed.write(&pieces.seal(&piece, left == 0)?).await?;
            if left == 0 {
                return Ok(sealed);
            }
        }
    }

    /// Opens what lies in this place, if it begins as a sealed file does.
    pub(super) fn opening(&self, place: &Key, head: &[u8]) -> Option<Pieces> {
        let salt = head.strip_prefix(FORMAT)?.first_chunk::<SALT>()?;
        Some(self.pieces(place, salt))
    }
}

/// Whether bytes begin as a sealed file does.
pub(super) fn is_sealed(head: &[u8]) -> bool {
    head.len() == HEAD && head.starts_with(FORMAT)
}

/// How many bytes come out of so many sealed ones.
pub(super) fn clear_bytes(sealed: u64) -> u64 {
    let (head, piece, tag) = (HEAD as u64, PIECE as u64, TAG as u64);
    let body = sealed.saturating_sub(head);
    body.saturating_sub(body.div_ceil(piece) * tag)
}

/// The pieces of one file, in their order.
pub(super) struct Pieces {
    cipher: XChaCha20Poly1305,
    next: u64,
}

impl Pieces {
    fn nonce(&mut self, last: bool) -> XNonce {
        let mut nonce = [0; 24];
        nonce[..8].copy_from_slice(&self.next.to_be_bytes());
        nonce[8] = u8::from(last);
        self.next += 1;
        XNonce::from(nonce)
    }

    fn seal(&mut self, piece: &[u8], last: bool) -> Result<Vec<u8>, VaultFault> {
        let nonce = self.nonce(last);
        self.cipher.encrypt(&nonce, piece).map_err(|_| VaultFault::Unopened)
    }

    pub(super) fn open(&mut self, piece: &[u8], last: bool) -> Result<Vec<u8>, VaultFault> {
        let nonce = self.nonce(last);
        self.cipher.decrypt(&nonce, piece).map_err(|_| VaultFault::Unopened)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn so_many_sealed_bytes_are_so_many_clear_ones() {
        for clear in [0_u64, 1, 65_535, 65_536, 65_537, 200_000] {
            let pieces = clear.div_ceil(65_536).max(1);
            assert_eq!(clear_bytes(40 + clear + 16 * pieces), clear);
        }
    }

    #[test]
    fn a_piece_opens_in_its_turn_and_in_its_place_only() {
        let key = VaultKey::new(Zeroizing::new([7; 32]));
        let here = || key.pieces(&Key::of(1), &[1; SALT]);
        let (first, second) = {
            let mut pieces = here();
            (pieces.seal(b"first", false).unwrap(), pieces.seal(b"second", true).unwrap())
        };
        let mut in_order = here();
        assert_eq!(in_order.open(&first, false).unwrap(), b"first");
        assert_eq!(in_order.open(&second, true).unwrap(), b"second");
        assert!(here().open(&second, true).is_err(), "out of its turn");
        assert!(here().open(&first, true).is_err(), "cut off behind it");
        assert!(key.pieces(&Key::preview(1), &[1; SALT]).open(&first, false).is_err(), "under another name");
        assert!(key.pieces(&Key::of(1), &[2; SALT]).open(&first, false).is_err(), "another file");
    }
}

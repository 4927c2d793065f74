//! Bytes at rest in the vault: sealed piece by piece under a key of each file's own (docs/decisions/0030).
//!
//! What lies there: its [`Head`], then pieces of [`CHUNK_BYTES`] each sealed with XChaCha20-Poly1305. A piece's nonce is
//! its number and whether it is the last one, so that pieces cannot change places and a file that was cut off does not
//! open. The file's key is made of a key of the vault, the salt and the name the file lies under: it opens under no other
//! name.

use chacha20poly1305::aead::Aead;
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use hmac::{Hmac, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

use super::keys::{NAME, VaultKey};
use super::{CHUNK_BYTES, Key, Spool, VaultFault};

/// Begins a file sealed with the first key. What begins otherwise was put there before the vault was sealed, and is read
/// as it lies.
const FIRST: &[u8; 8] = b"eungv01\n";
/// Begins a file sealed with a later key, whose name follows, filled with zeros.
const NAMED: &[u8; 8] = b"eungv02\n";
const SALT: usize = 32;
/// So many bytes tell how a file begins.
pub(super) const HEAD_MOST: usize = NAMED.len() + NAME + SALT;
/// What sealing adds to a piece.
const TAG: usize = 16;
pub(super) const PIECE: usize = CHUNK_BYTES + TAG;

/// How a sealed file begins: its format, the key's name, the file's salt.
pub(super) struct Head {
    /// `None`: the first one.
    pub(super) key: Option<String>,
    salt: [u8; SALT],
}

impl Head {
    /// `None`: it lies there in the clear.
    pub(super) fn read(begins: &[u8]) -> Option<Head> {
        let (key, rest) = match begins.strip_prefix(FIRST) {
            Some(rest) => (None, rest),
            None => {
                let (name, rest) = begins.strip_prefix(NAMED)?.split_at_checked(NAME)?;
                (Some(String::from_utf8_lossy(name).trim_end_matches('\0').to_owned()), rest)
            }
        };
        Some(Head { key, salt: *rest.first_chunk::<SALT>()? })
    }

    fn of(key: &VaultKey) -> Head {
        Head { key: (!key.is_first()).then(|| key.name().to_owned()), salt: rand::random() }
    }

    fn written(&self) -> Vec<u8> {
        let named = self.key.iter().flat_map(|name| {
            let name = name.bytes().chain(std::iter::repeat(0)).take(NAME);
            NAMED.iter().copied().chain(name)
        });
        let first = self.key.is_none().then_some(FIRST).into_iter().flatten().copied();
        first.chain(named).chain(self.salt).collect()
    }

    /// In bytes.
    pub(super) fn length(&self) -> usize {
        FIRST.len() + self.key.as_ref().map_or(0, |_| NAME) + SALT
    }

    /// The pieces of the file that begins so and lies in this place.
    pub(super) fn pieces(&self, key: &VaultKey, place: &Key) -> Pieces {
        let mut block = Zeroizing::new(hmac::digest::Key::<Hmac<Sha256>>::default().into());
        let block: &mut [u8; 64] = &mut block;
        block[..key.secret().len()].copy_from_slice(key.secret());
        let mut mac = <Hmac<Sha256> as KeyInit>::new((&*block).into());
        mac.update(&self.salt);
        mac.update(place.as_str().as_bytes());
        let own = Zeroizing::new(<[u8; 32]>::from(mac.finalize().into_bytes()));
        Pieces { cipher: XChaCha20Poly1305::new(&(*own).into()), next: 0 }
    }
}

/// How many bytes come out of so many sealed ones without their head.
pub(super) fn clear_bytes(sealed: u64) -> u64 {
    let (piece, tag) = (PIECE as u64, TAG as u64);
    sealed.saturating_sub(sealed.div_ceil(piece) * tag)
}

/// Bytes on their way into a sealed file.
pub(super) struct Sealing {
    pieces: Pieces,
    into: Spool,
    /// Not sealed yet: it may be the last piece.
    held: Zeroizing<Vec<u8>>,
}

impl Sealing {
    /// For this place, into an empty spool.
    pub(super) async fn begin(key: &VaultKey, place: &Key, mut into: Spool) -> Result<Sealing, VaultFault> {
        let head = Head::of(key);
        into.write(&head.written()).await?;
        // Never longer than a piece and what comes at once: it does not grow, and leaves nothing behind by growing.
        let held = Zeroizing::new(Vec::with_capacity(3 * CHUNK_BYTES));
        Ok(Sealing { pieces: head.pieces(key, place), into, held })
    }

    pub(super) async fn write(&mut self, clear: &[u8]) -> Result<(), VaultFault> {
        for some in clear.chunks(CHUNK_BYTES) {
            self.held.extend_from_slice(some);
            if self.held.len() > CHUNK_BYTES {
                let sealed = self.pieces.seal(&self.held[..CHUNK_BYTES], false)?;
                self.into.write(&sealed).await?;
                self.held.drain(..CHUNK_BYTES);
            }
        }
        Ok(())
    }

    /// An empty file is one empty piece.
    pub(super) async fn finish(mut self) -> Result<Spool, VaultFault> {
        let sealed = self.pieces.seal(&self.held, true)?;
        self.into.write(&sealed).await?;
        Ok(self.into)
    }
}

/// What was put together, sealed for this place, in a spool of its own.
pub(super) async fn seal(
    key: &VaultKey,
    place: &Key,
    clear: &Spool,
    into: Spool,
) -> Result<Spool, VaultFault> {
    let mut sealing = Sealing::begin(key, place, into).await?;
    let mut file = tokio::fs::File::open(clear.path()).await?;
    let mut chunk = Zeroizing::new(vec![0; CHUNK_BYTES]);
    loop {
        match tokio::io::AsyncReadExt::read(&mut file, &mut chunk).await? {
            0 => return sealing.finish().await,
            read => sealing.write(&chunk[..read]).await?,
        }
    }
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
            assert_eq!(clear_bytes(clear + 16 * pieces), clear);
        }
    }

    #[test]
    fn a_piece_opens_in_its_turn_and_in_its_place_only() {
        let key = VaultKey::new(Zeroizing::new([7; 32]));
        let head = Head { key: None, salt: [1; SALT] };
        let here = || head.pieces(&key, &Key::of(1));
        let (first, second) = {
            let mut pieces = here();
            (pieces.seal(b"first", false).unwrap(), pieces.seal(b"second", true).unwrap())
        };
        let mut in_order = here();
        assert_eq!(in_order.open(&first, false).unwrap(), b"first");
        assert_eq!(in_order.open(&second, true).unwrap(), b"second");
        assert!(here().open(&second, true).is_err(), "out of its turn");
        assert!(here().open(&first, true).is_err(), "cut off behind it");
        assert!(head.pieces(&key, &Key::preview(1)).open(&first, false).is_err(), "under another name");
        let another = Head { key: None, salt: [2; SALT] };
        assert!(another.pieces(&key, &Key::of(1)).open(&first, false).is_err(), "another file");
    }

    #[test]
    fn a_head_is_read_as_it_was_written_and_nothing_else_is_one() {
        let secret = || Zeroizing::new([7; 32]);
        for key in [VaultKey::new(secret()), VaultKey::named("vault-1", secret()).unwrap()] {
            let head = Head::of(&key);
            let written = head.written();
            assert_eq!((written.len(), &written[written.len() - SALT..]), (head.length(), &head.salt[..]));
            let read = Head::read(&[&written[..], b"more"].concat()).unwrap();
            assert_eq!((&read.key, read.salt), (&head.key, head.salt));
            assert!(Head::read(&written[..written.len() - 1]).is_none());
        }
        assert!(Head::read(b"%PDF-1.7 and what else a paper may begin with, in the clear").is_none());
        assert!(VaultKey::named("index", secret()).is_none() && VaultKey::named("", secret()).is_none());
        assert!(VaultKey::named("a-name-of-seventee", secret()).is_none());
    }
}

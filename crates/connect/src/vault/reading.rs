//! Bytes coming out of the vault, opened on their way if they lie there sealed.

use super::keys::{VaultKeys, called};
use super::sealing::{HEAD_MOST, Head, PIECE, Pieces, clear_bytes};
use super::{CHUNK_BYTES, Key, Lies, VaultFault, s3};

/// Bytes coming out of the vault, a piece at a time.
pub struct Reading {
    /// How many there are in all.
    pub bytes: u64,
    source: Source,
    /// Came from the source and not gone on yet.
    held: Vec<u8>,
    opening: Option<Opening>,
}

/// A sealed file on its way out.
struct Opening {
    pieces: Pieces,
    /// Sealed bytes that have not been opened yet.
    left: u64,
}

/// As they lie there.
pub(super) struct Lying {
    pub(super) bytes: u64,
    pub(super) source: Source,
}

pub(super) enum Source {
    File(tokio::fs::File),
    Answer(Box<reqwest::Response>),
}

impl Source {
    async fn next(&mut self) -> Result<Option<Vec<u8>>, VaultFault> {
        match self {
            Source::File(file) => {
                use tokio::io::AsyncReadExt;
                let mut chunk = vec![0; CHUNK_BYTES];
                let read = file.read(&mut chunk).await?;
                chunk.truncate(read);
                Ok((read > 0).then_some(chunk))
            }
            Source::Answer(answer) => {
                let chunk = answer.chunk().await.map_err(|e| VaultFault::Away(s3::unanswered(&e)))?;
                Ok(chunk.map(|bytes| bytes.to_vec()))
            }
        }
    }
}

impl Reading {
    /// Looks at the beginning: is it sealed, and do we have its key?
    pub(super) async fn begin(
        lying: Lying,
        (place, keys): (&Key, &VaultKeys),
    ) -> Result<Reading, VaultFault> {
        let Lying { bytes, source } = lying;
        let mut reading = Reading { bytes, source, held: Vec::new(), opening: None };
        reading.hold(HEAD_MOST).await?;
        if let Some(head) = Head::read(&reading.held) {
            let name = head.key.as_deref();
            let key = keys.of(name).ok_or_else(|| VaultFault::KeyGone(called(name).to_owned()))?;
            let left = bytes.saturating_sub(u64::try_from(head.length()).unwrap_or_default());
            if left == 0 {
                return Err(VaultFault::Unopened);
            }
            reading.held.drain(..head.length());
            reading.bytes = clear_bytes(left);
            reading.opening = Some(Opening { pieces: head.pieces(key, place), left });
        }
        Ok(reading)
    }

    /// How it lies there, by its beginning.
    pub(super) async fn how(lying: Lying) -> Result<Lies, VaultFault> {
        let Lying { bytes, source } = lying;
        let mut reading = Reading { bytes, source, held: Vec::new(), opening: None };
        reading.hold(HEAD_MOST).await?;
        Ok(match Head::read(&reading.held) {
            Some(head) => Lies::Sealed(called(head.key.as_deref()).to_owned()),
            None => Lies::Clear,
        })
    }

    /// At least so many bytes are held, unless it ends before.
    async fn hold(&mut self, wanted: usize) -> Result<(), VaultFault> {
        while self.held.len() < wanted {
            match self.source.next().await? {
                Some(chunk) => self.held.extend(chunk),
                None => return Ok(()),
            }
        }
        Ok(())
    }

    /// The next piece; nothing at the end.
    ///
    /// # Errors
    /// When it broke off, or what lies there was altered: what came before it is good.
    pub async fn next(&mut self) -> Result<Option<Vec<u8>>, VaultFault> {
        if self.opening.is_some() {
            return self.opened().await;
        }
        match self.held.is_empty() {
            true => self.source.next().await,
            false => Ok(Some(std::mem::take(&mut self.held))),
        }
    }

    async fn opened(&mut self) -> Result<Option<Vec<u8>>, VaultFault> {
        self.hold(PIECE).await?;
        let Some(Opening { pieces, left }) = &mut self.opening else { return Ok(None) };
        if *left == 0 {
            return Ok(None);
        }
        let piece = usize::try_from(*left).map_or(PIECE, |left| left.min(PIECE));
        let sealed = self.held.get(..piece).ok_or(VaultFault::Unopened)?;
        *left -= u64::try_from(piece).unwrap_or(*left);
        let clear = pieces.open(sealed, *left == 0)?;
        self.held.drain(..piece);
        // An empty file is one empty piece.
        Ok(if clear.is_empty() { None } else { Some(clear) })
    }
}

//! Writing a backup: part after part, each with its digest, and at the end the list of all.

use std::fs::File;
use std::io::{self, BufWriter, Read, Write};

use age::stream::StreamWriter;
use jiff::Timestamp;
use sha2::{Digest, Sha256};

use super::{CONTENTS, DIGEST, MANIFEST, PIECE_BYTES};
use crate::lock::Lock;
use crate::manifest::{Contents, Manifest};

/// Bytes on their way to the disk.
const BUFFER_BYTES: usize = 1024 * 1024;

type Sealed = StreamWriter<BufWriter<File>>;

/// A backup in the making.
pub(crate) struct Writing {
    tar: tar::Builder<Sealed>,
    /// Seconds since 1970, for tar.
    at: u64,
    lines: Sha256,
    parts: u64,
    bytes: u64,
}

impl Writing {
    pub(crate) fn begin(file: File, lock: &Lock, manifest: &Manifest) -> io::Result<Writing> {
        let sealed = lock.seal(BufWriter::with_capacity(BUFFER_BYTES, file))?;
        let at = u64::try_from(seconds(manifest.moment)).unwrap_or(0);
        let mut writing =
            Writing { tar: tar::Builder::new(sealed), at, lines: Sha256::new(), parts: 0, bytes: 0 };
        writing.add(MANIFEST, serde_json::to_vec_pretty(manifest)?.as_slice())?;
        Ok(writing)
    }

    /// Everything the reader gives, as a part of this name; its SHA-256 in hexadecimal.
    pub(crate) fn add(&mut self, name: &str, mut from: impl Read) -> io::Result<String> {
        let (mut digest, mut bytes, mut number) = (Sha256::new(), 0_u64, 0_u32);
        let mut piece = next_piece(&mut from)?;
        loop {
            let following = next_piece(&mut from)?;
            digest.update(&piece);
            bytes += u64::try_from(piece.len()).map_err(io::Error::other)?;
            let alone = number == 0 && following.is_empty();
            let entry = if alone { name.to_owned() } else { format!("{name}.{number:05}") };
            self.entry(&entry, &piece)?;
            if following.is_empty() {
                break;
            }
            (piece, number) = (following, number + 1);
        }
        let digest = hex(&digest.finalize());
        let line = format!("{digest}  {name}\n");
        self.entry(&format!("{name}{DIGEST}"), line.as_bytes())?;
        self.lines.update(line);
        self.parts += 1;
        self.bytes += bytes;
        Ok(digest)
    }

    /// What all parts are, so far.
    pub(crate) fn contents(&self) -> Contents {
        let digest = hex(&self.lines.clone().finalize());
        Contents { parts: self.parts, bytes: self.bytes, digest, ..Contents::default() }
    }

    /// The list, the end of the tar, the end of the seal. The file is given back to be kept.
    pub(crate) fn finish(mut self, contents: &Contents) -> io::Result<File> {
        self.entry(CONTENTS, &serde_json::to_vec_pretty(contents)?)?;
        let mut buffer = self.tar.into_inner()?.finish()?;
        buffer.flush()?;
        buffer.into_inner().map_err(io::IntoInnerError::into_error)
    }

    fn entry(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let mut header = tar::Header::new_gnu();
        header.set_size(u64::try_from(bytes.len()).map_err(io::Error::other)?);
        header.set_mode(0o600);
        header.set_mtime(self.at);
        self.tar.append_data(&mut header, name, bytes)
    }
}

fn next_piece(from: &mut impl Read) -> io::Result<Vec<u8>> {
    let most = u64::try_from(PIECE_BYTES).map_err(io::Error::other)?;
    let mut piece = Vec::new();
    from.take(most).read_to_end(&mut piece)?;
    Ok(piece)
}

fn seconds(moment: Timestamp) -> i64 {
    moment.as_second()
}

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

//! Reading a backup: every part held against its digest, all of them against the list at the end.

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;

use sha2::{Digest, Sha256};

use super::writing::hex;
use super::{CONTENTS, DIGEST, MANIFEST, PIECE_BYTES, Verified};
use crate::fault::BackupFault;
use crate::lock::{Key, to_the_end};
use crate::manifest::{Contents, FORMAT, Manifest};

/// Bytes handed on at once.
const CHUNK_BYTES: usize = 65_536;
/// What describes a backup is small, in bytes; more of it is not read.
const DESCRIPTION_MOST: u64 = 16 * 1024 * 1024;

/// Whether anything more of the backup is wanted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Next {
    GoOn,
    Enough,
}

/// Takes what is read.
pub(crate) trait Taker {
    /// The manifest stands first.
    fn manifest(&mut self, _: &Manifest) -> Result<Next, BackupFault> {
        Ok(Next::GoOn)
    }
    /// A piece of a part.
    fn bytes(&mut self, name: &str, bytes: &[u8]) -> Result<(), BackupFault>;
    /// The part has ended, and its digest is right.
    fn whole(&mut self, name: &str) -> Result<Next, BackupFault>;
}

/// Reads it; nothing where the taker had enough before the end.
pub(crate) fn read(path: &Path, key: &Key, taker: &mut impl Taker) -> Result<Option<Verified>, BackupFault> {
    let file = File::open(path).map_err(BackupFault::at(path))?;
    let size = file.metadata().map_err(BackupFault::at(path))?.len();
    let mut tar = tar::Archive::new(key.open(BufReader::with_capacity(PIECE_BYTES / 4, file))?);
    let mut reading = Reading::default();
    for entry in tar.entries().map_err(cut)? {
        let mut entry = entry.map_err(cut)?;
        let name = std::str::from_utf8(&entry.path_bytes()).map(str::to_owned);
        let name = name.map_err(|_| BackupFault::damaged("이름을 읽을 수 없습니다"))?;
        if reading.entry(&name, &mut entry, taker)? == Next::Enough {
            return Ok(None);
        }
    }
    to_the_end(tar.into_inner()).map_err(cut)?;
    reading.end(size).map(Some)
}

/// The seal does not open any further: cut off, or altered.
fn cut(error: io::Error) -> BackupFault {
    BackupFault::damaged(error.to_string())
}

#[derive(Default)]
struct Reading {
    part: Option<Part>,
    manifest: Option<Manifest>,
    contents: Option<Contents>,
    lines: Sha256,
    parts: u64,
    bytes: u64,
}

/// A part of which pieces were read.
struct Part {
    name: String,
    pieces: u32,
    bytes: u64,
    digest: Sha256,
}

impl Reading {
    fn entry(
        &mut self,
        name: &str,
        from: &mut impl Read,
        taker: &mut impl Taker,
    ) -> Result<Next, BackupFault> {
        if self.contents.is_some() {
            return Err(BackupFault::damaged(format!("목록 뒤에 {name}")));
        }
        if name == CONTENTS && self.part.is_none() {
            self.contents = Some(described(&description(from)?)?);
            return Ok(Next::GoOn);
        }
        if let Some(name) = name.strip_suffix(DIGEST) {
            return self.digest(name, from, taker);
        }
        if self.manifest.is_none() {
            return self.first(name, from);
        }
        let part = self.piece_of(name)?;
        let mut chunk = vec![0; CHUNK_BYTES];
        loop {
            let read = from.read(&mut chunk).map_err(cut)?;
            if read == 0 {
                return Ok(Next::GoOn);
            }
            part.digest.update(&chunk[..read]);
            part.bytes += u64::try_from(read).unwrap_or(0);
            taker.bytes(&part.name, &chunk[..read])?;
        }
    }

    /// The manifest, before anything else.
    fn first(&mut self, name: &str, from: &mut impl Read) -> Result<Next, BackupFault> {
        if name != MANIFEST {
            return Err(BackupFault::damaged("응답소 백업이 아닙니다"));
        }
        let bytes = description(from)?;
        let manifest: Manifest = described(&bytes)?;
        if manifest.format != FORMAT {
            return Err(BackupFault::Newer(manifest.program));
        }
        self.manifest = Some(manifest);
        let digest = Sha256::new().chain_update(&bytes);
        let bytes = u64::try_from(bytes.len()).unwrap_or(0);
        self.part = Some(Part { name: name.to_owned(), pieces: 0, bytes, digest });
        Ok(Next::GoOn)
    }

    /// The part this entry is a piece of: the one under way, or a new one.
    fn piece_of(&mut self, entry: &str) -> Result<&mut Part, BackupFault> {
        let (name, number) = numbered(entry);
        let follows = match &self.part {
            Some(part) => number == Some(part.pieces) && part.name == name,
            None => matches!(number, None | Some(0)),
        };
        if !follows {
            return Err(BackupFault::damaged(format!("{entry} 앞이 빠졌습니다")));
        }
        let fresh = || Part { name: name.to_owned(), pieces: 0, bytes: 0, digest: Sha256::new() };
        let part = self.part.get_or_insert_with(fresh);
        part.pieces += 1;
        Ok(part)
    }

    /// A part has ended.
    fn digest(
        &mut self,
        name: &str,
        from: &mut impl Read,
        taker: &mut impl Taker,
    ) -> Result<Next, BackupFault> {
        let part = self.part.take().filter(|part| part.name == name);
        let part = part.ok_or_else(|| BackupFault::damaged(format!("{name}이 없습니다")))?;
        let line = format!("{}  {name}\n", hex(&part.digest.finalize()));
        if description(from)? != line.as_bytes() {
            return Err(BackupFault::damaged(format!("{name}의 내용이 다릅니다")));
        }
        self.lines.update(&line);
        self.parts += 1;
        self.bytes += part.bytes;
        match &self.manifest {
            Some(manifest) if name == MANIFEST => taker.manifest(manifest),
            _ => taker.whole(name),
        }
    }

    fn end(self, size: u64) -> Result<Verified, BackupFault> {
        let (Some(manifest), Some(contents)) = (self.manifest, self.contents) else {
            return Err(BackupFault::damaged("끝이 없습니다"));
        };
        let digest = hex(&self.lines.finalize());
        if (self.parts, self.bytes, &digest) != (contents.parts, contents.bytes, &contents.digest) {
            return Err(BackupFault::damaged("목록과 내용이 다릅니다"));
        }
        Ok(Verified { manifest, contents, size })
    }
}

/// A name without the number of its piece, and that number.
fn numbered(entry: &str) -> (&str, Option<u32>) {
    match entry.rsplit_once('.') {
        Some((name, number)) if number.len() == 5 => match number.parse() {
            Ok(number) => (name, Some(number)),
            Err(_) => (entry, None),
        },
        _ => (entry, None),
    }
}

fn description(from: &mut impl Read) -> Result<Vec<u8>, BackupFault> {
    let mut bytes = Vec::new();
    from.take(DESCRIPTION_MOST).read_to_end(&mut bytes).map_err(cut)?;
    Ok(bytes)
}

fn described<T: serde::de::DeserializeOwned>(bytes: &[u8]) -> Result<T, BackupFault> {
    serde_json::from_slice(bytes).map_err(|error| BackupFault::damaged(error.to_string()))
}

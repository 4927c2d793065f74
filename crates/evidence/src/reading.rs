//! Looking through a packet that somebody brought: what of it is not what the office put in.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

use sha2::{Digest, Sha256};
use zip::ZipArchive;

use crate::manifest::{FORMAT, LogLine, LogLines, Manifest, sha256, written};
use crate::{EvidenceFault, names};

/// Longest list, and longest extract of the log, read into memory, in bytes.
const TEXT_MOST: u64 = 64 * 1024 * 1024;

/// Whoever holds the keys of the office.
pub trait Seal {
    /// The signature of a list with this digest.
    fn sign(&self, digest: &str) -> Option<String>;
    /// Whether the hash of a line is the one this office makes of it.
    fn is_as_written(&self, line: &LogLine) -> bool;
}

/// One thing that was altered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// It has no list that could be read, or one of a newer edition.
    NoList,
    /// The list is not the one that was signed, or was signed elsewhere.
    ListAltered,
    Missing(String),
    Altered(String),
    /// It was not there when the list was made.
    Added(String),
    /// A line of the access log is not what was written.
    LineAltered(u64),
    /// One name is there twice, or bytes stand before or behind the archive: readers would differ about what is in it.
    Ambiguous,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Examined {
    pub manifest: Option<Manifest>,
    pub troubles: Vec<Trouble>,
}

/// Reads the whole archive.
///
/// # Errors
/// When the file cannot be read, or is no archive.
pub fn examine(path: &Path, seal: &impl Seal) -> Result<Examined, EvidenceFault> {
    let mut archive = ZipArchive::new(File::open(path)?)?;
    let Some(listed) = text(&mut archive, names::MANIFEST) else {
        return Ok(Examined { manifest: None, troubles: vec![Trouble::NoList] });
    };
    let mut troubles = Vec::new();
    let signature = text(&mut archive, names::SIGNATURE).unwrap_or_default();
    if seal.sign(&sha256(&listed)).map(String::into_bytes) != Some(signature) {
        troubles.push(Trouble::ListAltered);
    }
    let manifest = serde_json::from_slice::<Manifest>(&listed).ok().filter(|list| list.format == FORMAT);
    let Some(manifest) = manifest else {
        troubles.push(Trouble::NoList);
        return Ok(Examined { manifest: None, troubles });
    };
    if !is_plain(&archive, path)? {
        troubles.push(Trouble::Ambiguous);
    }
    parts(&mut archive, &manifest, &mut troubles);
    lines(&mut archive, seal, &mut troubles);
    Ok(Examined { manifest: Some(manifest), troubles })
}

/// Bytes of the record that ends an archive without a remark, what it begins with, and where it counts the entries.
const END: usize = 22;
const END_BEGINS: &[u8] = b"PK\x05\x06";
const COUNT_AT: usize = 10;

/// Whether every reader finds the same in it: as many entries as names, and nothing around them. A library keeps one of
/// two entries of one name, and which one is its own choice.
fn is_plain(archive: &ZipArchive<File>, path: &Path) -> io::Result<bool> {
    let mut file = File::open(path)?;
    let end = file.metadata()?.len().saturating_sub(END as u64);
    file.seek(SeekFrom::Start(end))?;
    let mut last = [0; END];
    file.read_exact(&mut last)?;
    let counted = last.get(COUNT_AT..).and_then(|count| count.first_chunk()).copied().map(u16::from_le_bytes);
    Ok(archive.offset() == 0
        && last.starts_with(END_BEGINS)
        && counted.map(usize::from) == Some(archive.len()))
}

fn parts(archive: &mut ZipArchive<File>, manifest: &Manifest, troubles: &mut Vec<Trouble>) {
    let listed: BTreeSet<&str> = manifest.parts.iter().map(|part| part.name.as_str()).collect();
    let there: BTreeSet<String> =
        archive.file_names().filter_map(|name| Some(name.ok()?.into_owned())).collect();
    let ours = [names::MANIFEST, names::SIGNATURE];
    for name in there.iter().filter(|name| !listed.contains(name.as_str()) && !ours.contains(&name.as_str()))
    {
        troubles.push(Trouble::Added(name.clone()));
    }
    for part in &manifest.parts {
        if !there.contains(&part.name) {
            troubles.push(Trouble::Missing(part.name.clone()));
        } else if digest(archive, &part.name).ok().as_ref() != Some(&(part.bytes, part.sha256.clone())) {
            troubles.push(Trouble::Altered(part.name.clone()));
        }
    }
}

fn lines(archive: &mut ZipArchive<File>, seal: &impl Seal, troubles: &mut Vec<Trouble>) {
    let Some(text) = text(archive, names::ACCESS_LOG) else { return };
    let Ok(log) = serde_json::from_slice::<LogLines>(&text) else { return };
    let altered = log.lines.iter().filter(|line| !seal.is_as_written(line));
    troubles.extend(altered.map(|line| Trouble::LineAltered(line.seq)));
}

/// Size and digest of a part; an error where its bytes do not come out whole.
fn digest(archive: &mut ZipArchive<File>, name: &str) -> io::Result<(u64, String)> {
    let mut part = archive.by_name(name)?;
    let mut digest = Sha256::new();
    let bytes = io::copy(&mut part, &mut Digesting(&mut digest))?;
    Ok((bytes, written(&digest.finalize())))
}

struct Digesting<'a>(&'a mut Sha256);

impl io::Write for Digesting<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A part that is text; nothing where there is none, or its bytes do not come out whole.
fn text(archive: &mut ZipArchive<File>, name: &str) -> Option<Vec<u8>> {
    let part = archive.by_name(name).ok()?;
    let mut text = Vec::new();
    part.take(TEXT_MOST).read_to_end(&mut text).ok()?;
    Some(text)
}

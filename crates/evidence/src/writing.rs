//! A packet in the making: part after part with its digest, then the list, then the signature of the list.

use std::fs::File;
use std::io::{Read, Write};

use sha2::{Digest, Sha256};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::manifest::{FORMAT, Head, Manifest, Part, sha256, written};
use crate::{EvidenceFault, names};

/// Bytes copied at once.
const CHUNK: usize = 65_536;

/// Parts go in; nobody reads it before it is signed.
pub struct Packet {
    zip: ZipWriter<File>,
    parts: Vec<Part>,
}

/// All parts and their list are in.
pub struct Unsigned {
    zip: ZipWriter<File>,
    digest: String,
    parts: usize,
}

impl Packet {
    pub fn begin(file: File) -> Packet {
        Packet { zip: ZipWriter::new(file), parts: Vec::new() }
    }

    /// One file more, under a name of ours.
    pub fn add(&mut self, name: &str, what: &str, mut bytes: impl Read) -> Result<(), EvidenceFault> {
        self.zip.start_file(name, options())?;
        let (mut digest, mut size, mut chunk) = (Sha256::new(), 0_u64, vec![0; CHUNK]);
        loop {
            let read = bytes.read(&mut chunk)?;
            let Some(piece) = chunk.get(..read).filter(|piece| !piece.is_empty()) else { break };
            digest.update(piece);
            self.zip.write_all(piece)?;
            size += u64::try_from(read).unwrap_or_default();
        }
        let (name, what) = (name.to_owned(), what.to_owned());
        self.parts.push(Part { name, what, bytes: size, sha256: written(&digest.finalize()) });
        Ok(())
    }

    /// The list of them all.
    pub fn list(mut self, head: Head) -> Result<Unsigned, EvidenceFault> {
        let parts = self.parts.len();
        let manifest = serde_json::to_vec_pretty(&Manifest { format: FORMAT, head, parts: self.parts })?;
        self.zip.start_file(names::MANIFEST, options())?;
        self.zip.write_all(&manifest)?;
        Ok(Unsigned { zip: self.zip, digest: sha256(&manifest), parts })
    }
}

impl Unsigned {
    /// What is to be signed: the digest of the list.
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// How many files it holds, list and signature left out.
    pub fn parts(&self) -> usize {
        self.parts
    }

    /// The packet is whole, and safe on disk.
    pub fn sign(mut self, signature: &str) -> Result<(), EvidenceFault> {
        self.zip.start_file(names::SIGNATURE, options())?;
        self.zip.write_all(signature.as_bytes())?;
        self.zip.finish()?.sync_all()?;
        Ok(())
    }
}

fn options() -> SimpleFileOptions {
    SimpleFileOptions::default().compression_method(CompressionMethod::Deflated)
}

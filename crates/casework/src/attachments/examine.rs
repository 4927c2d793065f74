//! Looking into a file: is it what its name says, and can it be kept as it is.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use domain::attachment::{FileKind, FileName, FileRefusal};
use tokio::sync::Semaphore;

use super::{picture, zip};

/// Pictures unpacked at once: each may take some 200 MB for a moment.
static PICTURES: Semaphore = Semaphore::const_new(2);

/// A file as it will be kept.
pub struct Examined {
    pub kind: FileKind,
    pub content: Content,
    /// A small picture of it, as JPEG.
    pub preview: Option<Vec<u8>>,
}

/// Which bytes are kept.
pub enum Content {
    AsSent,
    /// A picture drawn anew: without EXIF, places, or anything hidden behind it. The original is not kept.
    Redrawn(Vec<u8>),
}

/// What stands in the way.
#[derive(Debug, thiserror::Error)]
pub enum NotExamined {
    #[error(transparent)]
    Refused(#[from] FileRefusal),
    #[error("the file could not be read: {0}")]
    Disk(#[from] io::Error),
}

/// Looks into the file at this path, on a thread of its own.
///
/// # Errors
/// A refusal, or a fault of our own disk.
pub async fn examine(path: PathBuf, name: FileName) -> Result<Examined, NotExamined> {
    let claimed = name.kind();
    let turn = match claimed.is_picture() {
        true => Some(PICTURES.acquire().await.map_err(io::Error::other)?),
        false => None,
    };
    // The turn goes with the thread: somebody who hangs up does not end the work.
    let looked = tokio::task::spawn_blocking(move || {
        let looked = look(&path, claimed);
        drop(turn);
        looked
    })
    .await;
    // A decoder that panics has met a picture that is none.
    looked.unwrap_or(Err(FileRefusal::Damaged.into()))
}

fn look(path: &Path, claimed: FileKind) -> Result<Examined, NotExamined> {
    let mut file = File::open(path)?;
    if file.metadata()?.len() == 0 {
        return Err(FileRefusal::Empty.into());
    }
    if !is(&mut file, claimed)? {
        return Err(FileRefusal::ContentDiffers { named: claimed }.into());
    }
    if claimed.is_picture() {
        return picture::redraw(path, claimed);
    }
    Ok(Examined { kind: claimed, content: Content::AsSent, preview: None })
}

/// Bytes looked at for the marks at a file's beginning.
const HEAD_BYTES: u64 = 4096;

/// Whether the content is of this kind.
fn is(file: &mut File, kind: FileKind) -> io::Result<bool> {
    let mut head = Vec::new();
    file.by_ref().take(HEAD_BYTES).read_to_end(&mut head)?;
    let found = infer::get(&head).map(|found| found.mime_type());
    Ok(match kind {
        FileKind::Jpeg => found == Some("image/jpeg"),
        FileKind::Png => found == Some("image/png"),
        FileKind::Gif => found == Some("image/gif"),
        FileKind::Webp => found == Some("image/webp"),
        FileKind::Pdf => head.starts_with(b"%PDF-"),
        FileKind::Hwp => head.starts_with(&OLE) && holds(file, b"HWP Document File")?,
        FileKind::Hwpx => zip::holds(file, &["mimetype", "Contents/content.hpf"])?,
        FileKind::Docx => zip::holds(file, &["[Content_Types].xml", "word/document.xml"])?,
        FileKind::Xlsx => zip::holds(file, &["[Content_Types].xml", "xl/workbook.xml"])?,
        FileKind::Pptx => zip::holds(file, &["[Content_Types].xml", "ppt/presentation.xml"])?,
        FileKind::Text => found.is_none() && is_text(file)?,
    })
}

/// The first bytes of a compound document, which hwp files are.
const OLE: [u8; 8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
const PIECE: usize = 65_536;

fn holds(file: &mut File, words: &[u8]) -> io::Result<bool> {
    file.seek(SeekFrom::Start(0))?;
    let mut window = Vec::new();
    let mut piece = vec![0; PIECE];
    loop {
        let read = file.read(&mut piece)?;
        if read == 0 {
            return Ok(false);
        }
        window.extend_from_slice(&piece[..read]);
        if window.windows(words.len()).any(|part| part == words) {
            return Ok(true);
        }
        // What may be the beginning of the words stays.
        window.drain(..window.len().saturating_sub(words.len()));
    }
}

/// No control characters but those of writing. The encoding may be an old one: it is only ever downloaded.
fn is_text(file: &mut File) -> io::Result<bool> {
    file.seek(SeekFrom::Start(0))?;
    let mut piece = vec![0; PIECE];
    loop {
        let read = file.read(&mut piece)?;
        if read == 0 {
            return Ok(true);
        }
        let control = |b: &u8| (*b < 0x20 && !matches!(*b, b'\t' | b'\n' | b'\r' | 0x0c)) || *b == 0x7f;
        if piece[..read].iter().any(control) {
            return Ok(false);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn looked(kind: FileKind, bytes: &[u8]) -> Result<FileKind, String> {
        let path =
            std::env::temp_dir().join(format!("examine-{}-{kind:?}-{}", std::process::id(), bytes.len()));
        File::create(&path).unwrap().write_all(bytes).unwrap();
        let looked = look(&path, kind);
        std::fs::remove_file(&path).unwrap();
        looked.map(|examined| examined.kind).map_err(|why| why.to_string())
    }

    #[test]
    fn content_that_is_not_what_the_name_says_is_refused() {
        let pdf = b"%PDF-1.7\n%%EOF";
        assert_eq!(looked(FileKind::Pdf, pdf), Ok(FileKind::Pdf));
        for kind in FileKind::ALL.into_iter().filter(|kind| !matches!(kind, FileKind::Pdf)) {
            assert!(looked(kind, pdf).is_err(), "{kind:?}");
        }
        assert_eq!(looked(FileKind::Text, b""), Err("file-empty".to_owned()));
        assert!(
            looked(FileKind::Text, b"MZ\x90\0\x03").is_err() && looked(FileKind::Pdf, b"<html>").is_err()
        );
        assert_eq!(looked(FileKind::Text, "첫 줄\r\n둘째 줄".as_bytes()), Ok(FileKind::Text));
        assert_eq!(looked(FileKind::Text, b"\xb0\xa1\xb3\xaa\r\n"), Ok(FileKind::Text), "an old encoding");
    }

    #[test]
    fn a_hangul_document_is_told_from_other_compound_documents() {
        let compound = |inside: &[u8]| {
            let mut bytes = OLE.to_vec();
            bytes.resize(PIECE + 500, 0);
            bytes.extend_from_slice(inside);
            bytes
        };
        assert_eq!(looked(FileKind::Hwp, &compound(b"HWP Document File")), Ok(FileKind::Hwp));
        assert!(looked(FileKind::Hwp, &compound(b"WordDocument macros")).is_err());
    }
}

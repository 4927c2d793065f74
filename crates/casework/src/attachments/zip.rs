//! The list of contents of a zip archive, which hwpx and Office documents are. Nothing is unpacked.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

/// Entries looked at; a document of a thousand pages has fewer.
const ENTRIES_MAX: u16 = 20_000;
/// The end of the list lies within this many bytes of the archive's end: its own 22 and the longest comment.
const END_BYTES: u64 = 22 + 65_535;
/// Longest list read, in bytes.
const LIST_BYTES_MAX: u32 = 4 * 1024 * 1024;
/// Programs inside a document: such a file calls itself docm or xlsm, and is not taken under another name.
const PROGRAM: &str = "vbaProject.bin";

/// Whether it is an archive that holds all of these, each outside of any encryption, and no programs.
pub(super) fn holds(file: &mut File, wanted: &[&str]) -> io::Result<bool> {
    let Some(names) = names(file)? else { return Ok(false) };
    let program = names.iter().any(|name| name.ends_with(PROGRAM));
    Ok(!program && wanted.iter().all(|wanted| names.iter().any(|name| name == wanted)))
}

/// The names in the archive's own list; nothing when it has no readable one.
fn names(file: &mut File) -> io::Result<Option<Vec<String>>> {
    let length = file.metadata()?.len();
    let from = length.saturating_sub(END_BYTES);
    let mut end = Vec::new();
    file.seek(SeekFrom::Start(from))?;
    file.by_ref().take(END_BYTES).read_to_end(&mut end)?;
    let Some(at) = end.windows(4).rposition(|mark| mark == b"PK\x05\x06") else { return Ok(None) };
    let (Some(count), Some(size), Some(start)) =
        (u16_at(&end, at + 10), u32_at(&end, at + 12), u32_at(&end, at + 16))
    else {
        return Ok(None);
    };
    if count > ENTRIES_MAX || size > LIST_BYTES_MAX || u64::from(start) + u64::from(size) > length {
        return Ok(None);
    }
    let mut list = Vec::new();
    file.seek(SeekFrom::Start(start.into()))?;
    file.by_ref().take(size.into()).read_to_end(&mut list)?;
    Ok(listed(&list, count))
}

fn listed(list: &[u8], count: u16) -> Option<Vec<String>> {
    let (mut names, mut at) = (Vec::new(), 0);
    for _ in 0..count {
        let encrypted = u16_at(list, at + 8)? & 1 == 1;
        if list.get(at..at + 4)? != b"PK\x01\x02" || encrypted {
            return None;
        }
        let [name, extra, comment] = [28, 30, 32].map(|offset| u16_at(list, at + offset));
        let name_length = usize::from(name?);
        let bytes = list.get(at + 46..at + 46 + name_length)?;
        names.push(String::from_utf8_lossy(bytes).into_owned());
        at += 46 + name_length + usize::from(extra?) + usize::from(comment?);
    }
    Some(names)
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    /// An archive of empty entries with these names.
    fn archive(names: &[&str], flags: u16) -> Vec<u8> {
        let mut list = Vec::new();
        for name in names {
            let mut entry = vec![0; 46];
            entry[..4].copy_from_slice(b"PK\x01\x02");
            entry[8..10].copy_from_slice(&flags.to_le_bytes());
            entry[28..30].copy_from_slice(&u16::try_from(name.len()).unwrap().to_le_bytes());
            entry.extend(name.bytes());
            list.extend(entry);
        }
        let mut bytes = b"PK\x03\x04".to_vec();
        let start = u32::try_from(bytes.len()).unwrap();
        bytes.extend(&list);
        let mut end = vec![0; 22];
        end[..4].copy_from_slice(b"PK\x05\x06");
        end[10..12].copy_from_slice(&u16::try_from(names.len()).unwrap().to_le_bytes());
        end[12..16].copy_from_slice(&u32::try_from(list.len()).unwrap().to_le_bytes());
        end[16..20].copy_from_slice(&start.to_le_bytes());
        bytes.extend(end);
        bytes
    }

    fn asked(bytes: &[u8]) -> bool {
        let path = std::env::temp_dir().join(format!("zip-{}-{}", std::process::id(), rand::random::<u64>()));
        File::create(&path).unwrap().write_all(bytes).unwrap();
        let held = holds(&mut File::open(&path).unwrap(), &["a.xml", "word/b.xml"]).unwrap();
        std::fs::remove_file(&path).unwrap();
        held
    }

    #[test]
    fn a_document_is_known_by_its_parts_and_a_program_in_it_is_refused() {
        let whole = archive(&["a.xml", "word/b.xml", "c"], 0);
        assert!(asked(&whole));
        assert!(!asked(&archive(&["a.xml"], 0)));
        assert!(!asked(&archive(&["a.xml", "word/b.xml", "word/vbaProject.bin"], 0)));
        assert!(!asked(&archive(&["a.xml", "word/b.xml"], 1)), "encrypted");
    }

    #[test]
    fn a_broken_list_is_no_document_and_no_fault() {
        let whole = archive(&["a.xml", "word/b.xml"], 0);
        for cut in 0..whole.len() {
            asked(&whole[..cut]);
            let mut spoilt = whole.clone();
            spoilt[cut] ^= 0xff;
            asked(&spoilt);
        }
        assert!(!asked(&whole[..whole.len() - 30]));
    }
}

//! A packet is whole as it was made, and whatever is done to it is named.
#![expect(clippy::unwrap_used, reason = "a fault here is a failed test")]

use std::fs::File;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use evidence::{Cover, Head, LogLine, LogLines, Packet, Seal, Trouble, examine, names};
use tempfile::TempDir;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// An office whose key is a word.
struct Office(&'static str);

impl Seal for Office {
    fn sign(&self, digest: &str) -> Option<String> {
        Some(format!("{}:{digest}", self.0))
    }

    fn is_as_written(&self, line: &LogLine) -> bool {
        line.hash == hash(line)
    }
}

fn hash(line: &LogLine) -> String {
    format!("{}/{}/{}", line.seq, line.action, line.prev_hash)
}

fn line(seq: u64) -> LogLine {
    let mut line = LogLine {
        seq,
        at: 7,
        account: Some("kim".into()),
        ip: None,
        action: "download".into(),
        subject: None,
        outcome: "ok".into(),
        prev_hash: format!("h{}", seq - 1),
        hash: String::new(),
    };
    line.hash = hash(&line);
    line
}

fn head() -> Head {
    Head {
        number: "20260310000001".into(),
        made_at: "2026. 3. 10. 09:30".into(),
        made_by: "민심사".into(),
        purpose: "행정심판 답변서 제출".into(),
        anchor: Some("9:ff".into()),
    }
}

fn make(folder: &TempDir) -> PathBuf {
    let path = folder.path().join("packet.zip");
    let mut packet = Packet::begin(File::create(&path).unwrap());
    let cover = Cover { title: "<증거> & 묶음".into(), facts: vec![], tables: vec![], notes: vec![] };
    packet.add(names::COVER, "표지", cover.html().as_bytes()).unwrap();
    packet.add(names::CASE, "민원", &b"{\"title\":\"streetlight\"}"[..]).unwrap();
    let log = LogLines { anchors: vec!["9:ff".into()], lines: vec![line(3), line(7)] };
    packet.add(names::ACCESS_LOG, "접속기록", serde_json::to_vec(&log).unwrap().as_slice()).unwrap();
    packet.add("attachments/1.jpg", "첨부파일", &[0xff_u8; 200_000][..]).unwrap();
    let unsigned = packet.list(head()).unwrap();
    let signature = Office("ours").sign(unsigned.digest()).unwrap();
    unsigned.sign(&signature).unwrap();
    path
}

/// The same archive with each part as this makes it: kept, changed, or left out.
fn again(from: &Path, change: impl Fn(&str, Vec<u8>) -> Option<Vec<u8>>, more: &[(&str, &[u8])]) -> PathBuf {
    let to = from.with_extension("altered.zip");
    let mut archive = ZipArchive::new(File::open(from).unwrap()).unwrap();
    let mut zip = ZipWriter::new(File::create(&to).unwrap());
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).unwrap();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        let name = part.name().unwrap().into_owned();
        if let Some(bytes) = change(&name, bytes) {
            zip.start_file(name, SimpleFileOptions::default()).unwrap();
            zip.write_all(&bytes).unwrap();
        }
    }
    for (name, bytes) in more {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap();
    to
}

fn troubles(path: &Path) -> Vec<Trouble> {
    examine(path, &Office("ours")).unwrap().troubles
}

#[test]
fn a_packet_is_whole_as_it_was_made() {
    let folder = TempDir::new().unwrap();
    let path = make(&folder);
    let examined = examine(&path, &Office("ours")).unwrap();
    assert_eq!(examined.troubles, []);
    let manifest = examined.manifest.unwrap();
    assert_eq!((manifest.head, manifest.parts.len()), (head(), 4));
    assert_eq!(troubles(&again(&path, |_, bytes| Some(bytes), &[])), [], "packed anew it is the same");
}

#[test]
fn each_part_that_is_altered_or_left_out_is_named() {
    let folder = TempDir::new().unwrap();
    let path = make(&folder);
    for name in [names::COVER, names::CASE, names::ACCESS_LOG, "attachments/1.jpg"] {
        let altered = again(
            &path,
            |part, mut bytes| {
                if part == name {
                    bytes.push(b' ');
                }
                Some(bytes)
            },
            &[],
        );
        assert_eq!(troubles(&altered), [Trouble::Altered(name.into())]);
        let left_out = again(&path, |part, bytes| (part != name).then_some(bytes), &[]);
        assert_eq!(troubles(&left_out), [Trouble::Missing(name.into())]);
    }
    let added = again(&path, |_, bytes| Some(bytes), &[("attachments/2.jpg", b"x")]);
    assert_eq!(troubles(&added), [Trouble::Added("attachments/2.jpg".into())]);
}

#[test]
fn a_list_that_fits_altered_parts_is_not_the_one_that_was_signed() {
    let folder = TempDir::new().unwrap();
    let path = make(&folder);
    let other = |part: &str, bytes: Vec<u8>| {
        let text = String::from_utf8_lossy(&bytes).replace("행정심판", "다른 목적");
        Some(if part == names::MANIFEST { text.into_bytes() } else { bytes })
    };
    assert_eq!(troubles(&again(&path, other, &[])), [Trouble::ListAltered]);
    let unsigned = again(&path, |part, bytes| (part != names::SIGNATURE).then_some(bytes), &[]);
    assert_eq!(troubles(&unsigned), [Trouble::ListAltered]);
    assert_eq!(
        examine(&path, &Office("theirs")).unwrap().troubles,
        [Trouble::ListAltered],
        "another office's"
    );
    let listless = again(&path, |part, bytes| (part != names::MANIFEST).then_some(bytes), &[]);
    assert_eq!(troubles(&listless), [Trouble::NoList]);
}

#[test]
fn a_line_of_the_log_with_other_words_is_named_by_its_number() {
    let folder = TempDir::new().unwrap();
    let path = make(&folder);
    let altered = again(
        &path,
        |part, bytes| {
            let text = String::from_utf8_lossy(&bytes).replacen("download", "log-in", 1);
            Some(if part == names::ACCESS_LOG { text.into_bytes() } else { bytes })
        },
        &[],
    );
    let expected = [Trouble::Altered(names::ACCESS_LOG.into()), Trouble::LineAltered(3)];
    assert_eq!(troubles(&altered), expected);
}

#[test]
fn bytes_broken_on_the_way_and_what_is_no_archive_are_told() {
    let folder = TempDir::new().unwrap();
    let path = make(&folder);
    let mut bytes = std::fs::read(&path).unwrap();
    bytes[60] ^= 0x55;
    std::fs::write(&path, &bytes).unwrap();
    assert_eq!(troubles(&path), [Trouble::Altered(names::COVER.into())]);
    std::fs::write(&path, b"no archive").unwrap();
    assert!(examine(&path, &Office("ours")).is_err());
}

#[test]
fn words_on_the_cover_are_no_markup() {
    let folder = TempDir::new().unwrap();
    let mut archive = ZipArchive::new(File::open(make(&folder)).unwrap()).unwrap();
    let mut page = String::new();
    archive.by_name(names::COVER).unwrap().read_to_string(&mut page).unwrap();
    assert!(page.contains("<h1>&lt;증거&gt; &amp; 묶음</h1>"), "{page}");
}

/// A second entry under the name of another of the same length: the archive's library writes no name twice.
#[test]
fn what_readers_would_differ_about_is_told() {
    let folder = TempDir::new().unwrap();
    let path = make(&folder);
    let doubled = again(&path, |_, bytes| Some(bytes), &[("case.jsoX", b"{\"title\":\"no streetlight\"}")]);
    let mut bytes = std::fs::read(&doubled).unwrap();
    while let Some(at) = bytes.windows(9).position(|there| there == b"case.jsoX") {
        bytes[at..at + 9].copy_from_slice(b"case.json");
    }
    std::fs::write(&doubled, bytes).unwrap();
    assert!(troubles(&doubled).contains(&Trouble::Ambiguous), "one name twice");
    let whole = std::fs::read(&path).unwrap();
    for (before, behind) in [(&b"PK"[..], &b""[..]), (b"", b"PK")] {
        std::fs::write(&doubled, [before, &whole, behind].concat()).unwrap();
        assert_eq!(
            troubles(&doubled),
            [Trouble::Ambiguous],
            "{} before, {} behind",
            before.len(),
            behind.len()
        );
    }
}

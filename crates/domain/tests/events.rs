//! What was written years ago is still read: one recorded sample of every event, kept as it was written.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

#[expect(
    dead_code,
    clippy::unwrap_used,
    reason = "shared by tests, which use their own part and stop where they fail"
)]
mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use domain::complaint::{Event, Happened};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/events")
}

/// The samples by event; with `EUNGDAPSO_BLESS=1`, events without one get theirs, and no sample is ever rewritten.
fn samples() -> BTreeMap<String, String> {
    if std::env::var_os("EUNGDAPSO_BLESS").is_some_and(|v| v == "1") {
        for (happened, _) in common::stories::everything() {
            let path = folder().join(format!("{}.json", happened.event.name()));
            if !path.exists() {
                std::fs::write(path, serde_json::to_string_pretty(&happened).unwrap() + "\n").unwrap();
            }
        }
    }
    let name = |path: &PathBuf| path.file_stem().unwrap().to_string_lossy().into_owned();
    let files = std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    files.map(|path| (name(&path), std::fs::read_to_string(&path).unwrap())).collect()
}

/// Every name the events have, from the mouth of whoever reads them.
fn every_event() -> BTreeSet<String> {
    let error = serde_json::from_str::<Event>(r#"{"event":"no such event"}"#).unwrap_err().to_string();
    error.split('`').skip(3).step_by(2).map(str::to_owned).collect()
}

#[test]
fn every_event_has_a_recorded_sample_and_no_sample_is_of_no_event() {
    let recorded: BTreeSet<String> = samples().into_keys().collect();
    assert_eq!(recorded, every_event(), "run with EUNGDAPSO_BLESS=1 to record what is new");
}

#[test]
fn every_recorded_event_is_still_read_and_written_as_it_was() {
    for (name, text) in samples() {
        let happened: Happened = serde_json::from_str(&text).unwrap_or_else(|e| panic!("{name}.json: {e}"));
        assert_eq!(happened.event.name(), name, "the name beside the event is the name inside it");
        let written = serde_json::to_value(&happened).unwrap();
        let recorded: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(written, recorded, "{name} is written differently now");
    }
}

/// Free text and personal data have rows of their own, which can be erased.
#[test]
fn no_event_carries_a_free_text() {
    for (name, text) in samples() {
        for word in
            ["안내드립니다", "공원 안의 길", "종결 사유", "확인하고", "사진", "의견", "보수하였", "언제 고치"]
        {
            assert!(!text.contains(word), "{name}.json says {word}");
        }
    }
}

//! The kept bytes of every target, and neighbours of them thought of by chance from a seed: the same on every run.
#![expect(clippy::unwrap_used, reason = "a fault here is a failed test")]

mod neighbours;

use std::fs;
use std::path::{Path, PathBuf};

use hostile::{TARGETS, Target};
use neighbours::Neighbours;

/// The kept bytes of a target, by name.
fn corpus(target: Target) -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(target.name);
    let mut paths: Vec<PathBuf> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.into_iter().map(|path| (path.display().to_string(), fs::read(&path).unwrap())).collect()
}

/// What was asked last stands above the panic that follows.
fn ask(target: Target, what: &str, bytes: &[u8]) {
    let outcome = std::panic::catch_unwind(|| (target.read)(bytes));
    assert!(outcome.is_ok(), "{}, {what}: {:?}", target.name, String::from_utf8_lossy(bytes));
}

fn short(name: &str) {
    let target = *TARGETS.iter().find(|target| target.name == name).unwrap();
    let kept = corpus(target);
    assert!(!kept.is_empty(), "{name} has no corpus");
    for (path, bytes) in &kept {
        ask(target, path, bytes);
    }
    let kept: Vec<Vec<u8>> = kept.into_iter().map(|(_, bytes)| bytes).collect();
    let mut neighbours = Neighbours::of(&kept);
    for number in 0..target.short {
        ask(target, &format!("neighbour {number}"), &neighbours.next());
    }
}

#[test]
fn searches() {
    short("query");
}

#[test]
fn numbers_and_names() {
    short("numbers");
}

#[test]
fn texts_and_placeholders() {
    short("texts");
}

#[test]
fn staff_feeds() {
    short("staff");
}

#[test]
fn lists_of_complaints() {
    short("lists");
}

#[test]
fn messages_of_epeople() {
    short("epeople");
}

#[test]
fn call_backs_of_the_approval_system() {
    short("approval");
}

#[test]
fn attached_files() {
    short("papers");
}

#[test]
fn passkeys() {
    short("passkeys");
}

#[test]
fn backups() {
    short("archive");
}

#[test]
fn evidence_packets() {
    short("packets");
}

#[test]
fn what_an_identity_provider_says() {
    short("provider");
}

#[test]
fn answers_of_neighbours() {
    short("answers");
}

#[test]
fn requests() {
    short("doors");
}

#[test]
fn every_target_has_its_program_in_fuzz_and_its_corpus() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let names = |folder: PathBuf| {
        let mut names: Vec<String> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path().file_stem().unwrap().to_str().unwrap().to_owned())
            .collect();
        names.sort();
        names
    };
    let mut targets = TARGETS.map(|target| target.name);
    targets.sort_unstable();
    assert_eq!(names(root.join("fuzz/fuzz_targets")), targets);
    assert_eq!(names(root.join("crates/hostile/corpus")), targets);
}

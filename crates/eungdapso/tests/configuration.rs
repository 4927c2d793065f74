//! The page of settings is what the program reads by, and nothing in the house listens to a variable that is not on it.
#![expect(clippy::unwrap_used, reason = "a fault here is a failed test")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What only tests and their helpers listen to.
const OF_TESTS: [&str; 11] = [
    "EUNGDAPSO_BLESS",
    "EUNGDAPSO_CHROMIUM",
    "EUNGDAPSO_DEMO_DATABASE",
    "EUNGDAPSO_KILLS",
    "EUNGDAPSO_PYTHON",
    "EUNGDAPSO_SCREENSHOTS",
    "EUNGDAPSO_SEED",
    "EUNGDAPSO_TEST_KILL_DATABASE",
    "EUNGDAPSO_TEST_POSTGRES",
    "EUNGDAPSO_URL",
    "EUNGDAPSO_WRITE",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// With EUNGDAPSO_BLESS=1 the page is written instead of compared.
#[test]
fn the_page_of_settings_is_what_the_program_reads_by() {
    let told = Command::new(env!("CARGO_BIN_EXE_eungdapso")).args(["config", "reference"]).output().unwrap();
    let told = String::from_utf8(told.stdout).unwrap();
    let path = root().join("docs/operate/configuration.md");
    if std::env::var_os("EUNGDAPSO_BLESS").is_some() {
        fs::write(&path, &told).unwrap();
    }
    assert_eq!(fs::read_to_string(&path).unwrap(), told, "EUNGDAPSO_BLESS=1 writes it anew");
}

#[test]
fn every_variable_that_is_named_anywhere_is_on_the_page() {
    let page = fs::read_to_string(root().join("docs/operate/configuration.md")).unwrap();
    let known = variables(&page);
    let mut unknown = BTreeSet::new();
    for folder in ["crates", "packaging", "docs", "xtask"] {
        visit(&root().join(folder), &mut |path| {
            let read = ["rs", "md", "service", "timer", "yml"]
                .iter()
                .any(|end| path.extension().is_some_and(|e| e == *end));
            if !read {
                return;
            }
            let named = variables(&fs::read_to_string(path).unwrap());
            unknown.extend(named.difference(&known).map(|name| format!("{name} in {}", path.display())));
        });
    }
    unknown.retain(|name| !OF_TESTS.iter().any(|of_tests| name.starts_with(&format!("{of_tests} "))));
    assert!(unknown.is_empty(), "{unknown:#?}");
}

/// Whole names: what ends in a mark of a pattern, as `EUNGDAPSO_S3_…`, is none.
fn variables(text: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for (at, _) in text.match_indices("EUNGDAPSO_") {
        let letters = |c: &char| c.is_ascii_uppercase() || c.is_ascii_digit() || *c == '_';
        let name: String = text[at..].chars().take_while(letters).collect();
        if !name.ends_with('_') {
            names.insert(name);
        }
    }
    names
}

fn visit(folder: &Path, each: &mut impl FnMut(&Path)) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.ends_with("node_modules") {
            visit(&path, each);
        } else if path.is_file() {
            each(&path);
        }
    }
}

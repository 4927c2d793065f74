//! Every path that our prose names is really there.
//!
//! A path is a link's target, or a word between backticks that has a slash or the ending of a file we
//! write. Addresses on the web, routes such as `/login`, and what is made at run time are not paths.
#![expect(clippy::unwrap_used, reason = "a fault here is a failed test")]

use std::{
    collections::BTreeSet,
    fs,
    path::{Component, Path, PathBuf},
};

/// Endings that make a bare name a file's name.
const ENDINGS: [&str; 12] =
    [".rs", ".md", ".toml", ".mjs", ".js", ".css", ".sql", ".txt", ".lock", ".sh", ".svg", ".snap"];

/// Folders that are made, not kept.
const MADE: [&str; 4] = ["target", "data", "node_modules", ".git"];

/// Everything in the repository, and the files of prose among it; paths from the root.
struct Repository {
    files: BTreeSet<PathBuf>,
    folders: BTreeSet<PathBuf>,
}

#[test]
fn every_path_in_the_prose_exists() {
    let repository = Repository::read();
    let mut faults = Vec::new();
    for page in repository.files.iter().filter(|path| path.extension().is_some_and(|it| it == "md")) {
        let text = fs::read_to_string(root().join(page)).unwrap();
        for named in named_paths(&text, &repository) {
            if !repository.knows(&named, page) {
                faults.push(format!("{}: {}", page.display(), named.path));
            }
        }
    }
    assert!(faults.is_empty(), "not there:\n{}", faults.join("\n"));
}

#[test]
fn paths_are_told_from_other_words() {
    let repository = Repository::read();
    let text = "See [the map](ARCHITECTURE.md#rooms), `crates/domain/src/lib.rs`, `nowhere.rs`, `a/b`, `domain`,\n\
                `GET /login`, `bash .ci/run`, `cargo run -- crates/gone`, [web](https://example.org/x.md), `x.due_at`,\n\
                `crates/<room>/src`, `text/html`, `target/venv`, `/api/v1/me`.\n```\ndocs/missing.md  is there\n```\n";
    let named: Vec<String> = named_paths(text, &repository).into_iter().map(|named| named.path).collect();
    assert_eq!(
        named,
        [
            "ARCHITECTURE.md",
            "crates/domain/src/lib.rs",
            "nowhere.rs",
            ".ci/run",
            "crates/gone",
            "crates/<room>/src",
            "docs/missing.md"
        ]
    );
    let unknown: Vec<String> = named_paths(text, &repository)
        .into_iter()
        .filter(|named| !repository.knows(named, Path::new("README.md")))
        .map(|named| named.path)
        .collect();
    assert_eq!(unknown, ["nowhere.rs", "crates/gone", "docs/missing.md"]);
}

/// A path as the prose has it, and whether it was a link.
struct Named {
    path: String,
    linked: bool,
}

fn named_paths(text: &str, repository: &Repository) -> Vec<Named> {
    let mut named = Vec::new();
    let mut fenced = false;
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        } else if fenced {
            named.extend(line.split_whitespace().filter_map(|word| repository.path_in(word, false)));
        } else {
            named.extend(links(line));
            for span in line.split('`').skip(1).step_by(2) {
                let alone = !span.trim().contains(char::is_whitespace);
                named.extend(span.split_whitespace().filter_map(|word| repository.path_in(word, alone)));
            }
        }
    }
    named
}

fn links(line: &str) -> Vec<Named> {
    let targets = line.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    let inside = targets.filter(|target| !target.contains(':') && !target.starts_with('#'));
    inside
        .map(|target| Named { path: target.split('#').next().unwrap_or_default().to_owned(), linked: true })
        .collect()
}

impl Repository {
    fn read() -> Self {
        let mut repository = Self { files: BTreeSet::new(), folders: BTreeSet::new() };
        repository.visit(Path::new(""));
        repository
    }

    fn visit(&mut self, folder: &Path) {
        for entry in fs::read_dir(root().join(folder)).unwrap() {
            let entry = entry.unwrap();
            let path = folder.join(entry.file_name());
            // Not the demo's source folder nor a crate called `data`: only what is made at these places.
            let made = MADE.iter().any(|name| entry.file_name() == *name);
            if entry.path().is_dir() && !made {
                self.folders.insert(path.clone());
                self.visit(&path);
            } else if !made {
                self.files.insert(path);
            }
        }
    }

    /// The path in a word, if it is one. Words of a longer command count only when they start in a folder
    /// of ours; a word alone also when it ends like a file.
    fn path_in(&self, word: &str, alone: bool) -> Option<Named> {
        let word = word.trim_end_matches([',', '.', ';', ':', ')']).trim_start_matches(['(', '"']);
        let word = word.trim_end_matches('"').trim_start_matches("./");
        let first = word.split('/').next().unwrap_or_default();
        let plain = !word.is_empty() && !word.contains([':', '=', '|', '$', '(']);
        if !plain || word.starts_with('/') || MADE.contains(&first) {
            return None;
        }
        let in_a_folder = word.contains('/') && self.starts_a_path(first);
        let like_a_file = alone && ENDINGS.iter().any(|ending| word.ends_with(ending) && word != *ending);
        (in_a_folder || like_a_file).then(|| Named { path: word.to_owned(), linked: false })
    }

    /// A folder at the root, or a room.
    fn starts_a_path(&self, first: &str) -> bool {
        self.folders.contains(Path::new(first)) || self.folders.contains(&Path::new("crates").join(first))
    }

    /// Looks from the root, from the page and, for words between backticks, from the rooms; a bare name may
    /// be anywhere.
    fn knows(&self, named: &Named, page: &Path) -> bool {
        let path = before_placeholder(&named.path);
        let here = page.parent().unwrap_or(Path::new(""));
        let mut places = vec![here.join(&path)];
        if !named.linked {
            places.push(path.clone());
            places.push(Path::new("crates").join(&path));
            if path.components().count() == 1 && self.files.iter().any(|file| file.ends_with(&path)) {
                return true;
            }
        }
        places.iter().map(|place| tidy(place)).any(|place| {
            place.as_os_str().is_empty() || self.files.contains(&place) || self.folders.contains(&place)
        })
    }
}

/// The part of a path that can be looked up: up to the first `*`, `<name>`, `{a,b}` or `…`.
fn before_placeholder(path: &str) -> PathBuf {
    let certain = |part: &&str| !part.contains(['*', '<', '{', '…']);
    path.split('/').take_while(certain).collect()
}

/// Resolves `..` without asking the disk.
fn tidy(path: &Path) -> PathBuf {
    let mut tidy = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => {
                tidy.pop();
            }
            Component::CurDir => {}
            other => tidy.push(other),
        }
    }
    tidy
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

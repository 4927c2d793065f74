//! Every crate that we build with has a licence that `deny.toml` allows.
#![expect(clippy::unwrap_used, reason = "a fault here is a failed test")]

use std::{collections::BTreeSet, fs, path::Path};

use cargo_metadata::MetadataCommand;

/// What `deny.toml` says about licences.
struct Allowed {
    everywhere: BTreeSet<String>,
    /// Crate and licence.
    exceptions: BTreeSet<(String, String)>,
}

#[test]
fn every_licence_is_allowed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let allowed = Allowed::read(&fs::read_to_string(root.join("deny.toml")).unwrap());
    let metadata = MetadataCommand::new()
        .manifest_path(root.join("Cargo.toml"))
        .other_options(["--filter-platform".to_owned(), "x86_64-unknown-linux-gnu".to_owned()])
        .exec()
        .unwrap();
    let outside = metadata.packages.iter().filter(|package| package.source.is_some());
    let refused: Vec<String> = outside
        .filter(|package| {
            let licence = package.license.as_deref().unwrap_or("none");
            !satisfied(licence, &|name| allowed.has(&package.name, name))
        })
        .map(|package| format!("{} {}: {:?}", package.name, package.version, package.license))
        .collect();
    assert!(refused.is_empty(), "not in deny.toml:\n{}", refused.join("\n"));
}

#[test]
fn licence_expressions_are_understood() {
    let mit_and_isc = |name: &str| ["MIT", "ISC"].contains(&name);
    for (expression, expected) in [
        ("MIT", true),
        ("GPL-3.0", false),
        ("GPL-3.0 OR MIT", true),
        ("GPL-3.0/MIT", true),
        ("MIT AND ISC", true),
        ("MIT AND GPL-3.0", false),
        ("(GPL-3.0 OR MIT) AND ISC", true),
        ("ISC AND (GPL-3.0 OR BSD-2-Clause)", false),
        ("MIT WITH exception", false),
    ] {
        assert_eq!(satisfied(expression, &mit_and_isc), expected, "{expression}");
    }
}

impl Allowed {
    fn read(text: &str) -> Self {
        let file: toml::Table = text.parse().unwrap();
        let licences = &file["licenses"];
        let exceptions = licences["exceptions"].as_array().unwrap().iter().flat_map(|exception| {
            let name = exception["crate"].as_str().unwrap();
            strings(&exception["allow"]).into_iter().map(move |licence| (name.to_owned(), licence))
        });
        Self {
            everywhere: strings(&licences["allow"]).into_iter().collect(),
            exceptions: exceptions.collect(),
        }
    }

    fn has(&self, package: &str, licence: &str) -> bool {
        self.everywhere.contains(licence)
            || self.exceptions.contains(&(package.to_owned(), licence.to_owned()))
    }
}

fn strings(list: &toml::Value) -> Vec<String> {
    list.as_array().unwrap().iter().map(|one| one.as_str().unwrap().to_owned()).collect()
}

/// Whether an SPDX expression can be met: AND binds closer than OR, the old `/` means OR.
fn satisfied(expression: &str, has: &dyn Fn(&str) -> bool) -> bool {
    let expression = expression.replace('/', " OR ");
    split_outside(&expression, " OR ").iter().any(|either| {
        split_outside(either, " AND ").iter().all(|part| {
            let part = part.trim();
            match part.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
                Some(inner) => satisfied(inner, has),
                None => has(part),
            }
        })
    })
}

/// Splits at a word, but not within parentheses.
fn split_outside<'a>(text: &'a str, word: &str) -> Vec<&'a str> {
    let (mut parts, mut start, mut depth) = (Vec::new(), 0, 0);
    for (at, letter) in text.char_indices() {
        match letter {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ if depth == 0 && at >= start && text[at..].starts_with(word) => {
                parts.push(&text[start..at]);
                start = at + word.len();
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts
}

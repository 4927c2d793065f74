//! The rules of the house that the compiler does not know: who may use whom, and how long a file may be.
#![expect(clippy::unwrap_used, reason = "a fault here is a failed test")]

use std::{
    collections::{BTreeMap, BTreeSet},
    env,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand, Package};

/// Outside crates that only some rooms may use.
const WATCHED: [&str; 6] = ["sqlx", "axum", "maud", "reqwest", "lettre", "tokio"];

/// Each room, what it uses of ours, and what it uses of the watched. This is the rule; the manifests obey.
const ARROWS: [(&str, &[&str], &[&str]); 17] = [
    ("domain", &[], &[]),
    ("words", &["domain"], &[]),
    ("suggest", &["domain"], &[]),
    ("search", &[], &[]),
    ("workbook", &["domain", "words"], &[]),
    ("evidence", &[], &[]),
    ("store", &["domain", "search"], &["sqlx", "tokio"]),
    ("connect", &["domain"], &["axum", "reqwest", "lettre", "tokio"]),
    ("backup", &["domain", "store", "connect"], &["tokio"]),
    ("casework", &["domain", "words", "suggest", "search", "workbook", "evidence", "store"], &["tokio"]),
    ("web", &["domain", "words", "workbook", "casework", "store", "connect"], &["axum", "maud", "tokio"]),
    ("worker", &["domain", "words", "casework", "evidence", "store", "connect"], &["tokio"]),
    ("demo", &["domain", "casework", "store"], &["tokio"]),
    (
        "eungdapso",
        &["domain", "words", "store", "backup", "casework", "evidence", "connect", "web", "worker", "demo"],
        &["axum", "tokio"],
    ),
    ("testkit", &["domain", "store", "casework"], &["sqlx", "tokio"]),
    (
        "hostile",
        &[
            "domain", "words", "search", "store", "casework", "connect", "backup", "evidence", "web",
            "testkit",
        ],
        &["axum", "tokio"],
    ),
    ("xtask", &[], &[]),
];

/// All that the rules of civil complaints need from outside.
const PURE: [&str; 5] = ["jiff", "serde", "thiserror", "icu_calendar", "uuid"];

const LONGEST_FILE: usize = 300;

const BEGIN: &str = "<!-- arrows: written by crates/testkit/tests/house.rs -->";
const END: &str = "<!-- end of arrows -->";

type Uses = BTreeMap<String, BTreeSet<String>>;

#[test]
fn rooms_use_only_whom_they_may() {
    let allowed =
        |ours: &[&str], outside: &[&str]| ours.iter().chain(outside).map(ToString::to_string).collect();
    let expected: Uses =
        ARROWS.iter().map(|(room, ours, outside)| (room.to_string(), allowed(ours, outside))).collect();
    let real = real_arrows();
    let mut faults = Vec::new();
    for (room, uses) in &real {
        let allowed = expected.get(room).cloned().unwrap_or_default();
        faults.extend(uses.difference(&allowed).map(|other| format!("{room} uses {other} and may not")));
        faults.extend(allowed.difference(uses).map(|other| {
            format!("{room} no longer uses {other}: take the arrow out of the table in this file")
        }));
    }
    for room in expected.keys().filter(|room| !real.contains_key(*room)) {
        faults.push(format!("the table names {room}, which is not there"));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_domain_is_pure() {
    let metadata = metadata();
    let domain = metadata.packages.iter().find(|package| package.name == "domain").unwrap();
    for dependency in domain.dependencies.iter().filter(|it| it.kind == DependencyKind::Normal) {
        assert!(PURE.contains(&dependency.name.as_str()), "domain may not use {}", dependency.name);
    }
}

/// With EUNGDAPSO_WRITE=1 the table is written instead of compared.
#[test]
fn the_arrows_are_printed_in_architecture() {
    let path = root().join("ARCHITECTURE.md");
    let text = fs::read_to_string(&path).unwrap();
    let (before, rest) = text.split_once(BEGIN).expect("ARCHITECTURE.md has no table of arrows");
    let (printed, after) = rest.split_once(END).expect("the table of arrows has no end");
    let table = arrows_table();
    if env::var_os("EUNGDAPSO_WRITE").is_some() {
        fs::write(&path, format!("{before}{BEGIN}\n{table}{END}{after}")).unwrap();
        return;
    }
    let advice = "write it anew: EUNGDAPSO_WRITE=1 cargo test -p testkit --test house";
    assert_eq!(printed.trim(), table.trim(), "{advice}");
}

#[test]
fn every_file_is_short_and_says_what_it_is() {
    let mut faults = Vec::new();
    visit_sources(&mut |path, text| {
        let lines = text.lines().count();
        if lines > LONGEST_FILE {
            faults.push(format!("{}: {lines} lines, {LONGEST_FILE} are allowed", path.display()));
        }
        if !text.starts_with("//! ") {
            faults.push(format!("{}: the first line does not say what it is", path.display()));
        }
    });
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn no_test_is_put_off() {
    let mark = concat!("#[", "ignore");
    visit_sources(&mut |path, text| {
        assert!(!text.contains(mark), "{} puts a test off", path.display());
    });
}

fn arrows_table() -> String {
    let mut table = String::from("| room | uses of ours | and of the outside |\n| --- | --- | --- |\n");
    for (room, ours, outside) in ARROWS {
        let listed = |names: &[&str]| if names.is_empty() { "–".to_owned() } else { names.join(", ") };
        writeln!(table, "| {room} | {} | {} |", listed(ours), listed(outside)).unwrap();
    }
    table
}

/// Every dependency of a room on a room or on something watched, as the manifests say; not those of tests.
fn real_arrows() -> Uses {
    let metadata = metadata();
    let rooms: BTreeSet<&str> = metadata.packages.iter().map(|package| package.name.as_str()).collect();
    let arrows_of = |package: &Package| {
        let used = package.dependencies.iter().filter(|it| it.kind != DependencyKind::Development);
        used.map(|it| it.name.clone())
            .filter(|name| rooms.contains(name.as_str()) || WATCHED.contains(&name.as_str()))
            .collect()
    };
    metadata.packages.iter().map(|package| (package.name.to_string(), arrows_of(package))).collect()
}

fn metadata() -> Metadata {
    MetadataCommand::new().manifest_path(root().join("Cargo.toml")).no_deps().exec().unwrap()
}

fn visit_sources(each: &mut impl FnMut(&Path, &str)) {
    for folder in ["crates", "xtask"] {
        visit(&root().join(folder), each);
    }
}

fn visit(folder: &Path, each: &mut impl FnMut(&Path, &str)) {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() && !path.ends_with("node_modules") {
            visit(&path, each);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            each(path.strip_prefix(root()).unwrap(), &fs::read_to_string(&path).unwrap());
        }
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

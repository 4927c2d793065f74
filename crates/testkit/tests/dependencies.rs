//! Bans and sources of `deny.toml`, where cargo-deny is not installed: nothing banned, nothing from a branch somewhere.
#![expect(clippy::unwrap_used, reason = "a fault here is a failed test")]

use std::{collections::BTreeSet, fs, path::Path};

use cargo_metadata::{Metadata, MetadataCommand};

/// Where cargo keeps crates.io, whatever mirror a machine fetches it from.
const CRATES_IO: &str = "registry+https://github.com/rust-lang/crates.io-index";

fn rules() -> toml::Table {
    fs::read_to_string(root().join("deny.toml")).unwrap().parse().unwrap()
}

fn root() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn metadata() -> Metadata {
    MetadataCommand::new()
        .manifest_path(root().join("Cargo.toml"))
        .other_options(["--filter-platform".to_owned(), "x86_64-unknown-linux-gnu".to_owned()])
        .exec()
        .unwrap()
}

#[test]
fn nothing_that_is_banned_is_used_but_by_whom_it_is_granted() {
    let (metadata, rules) = (metadata(), rules());
    let nodes = &metadata.resolve.as_ref().unwrap().nodes;
    let name = |id| metadata.packages.iter().find(|package| &package.id == id).unwrap().name.to_string();
    for ban in rules["bans"]["deny"].as_array().unwrap() {
        let banned = ban["crate"].as_str().unwrap();
        let granted: BTreeSet<&str> = ban
            .get("wrappers")
            .and_then(|w| w.as_array())
            .into_iter()
            .flatten()
            .map(|w| w.as_str().unwrap())
            .collect();
        for node in nodes {
            for dependency in node.deps.iter().filter(|dependency| name(&dependency.pkg) == banned) {
                let who = name(&node.id);
                assert!(granted.contains(who.as_str()), "{who} uses {banned}: {}", ban["reason"]);
                assert_eq!(name(&dependency.pkg), banned);
            }
        }
    }
}

#[test]
fn everything_comes_from_the_registry_or_from_here() {
    assert_eq!(rules()["sources"]["unknown-registry"].as_str(), Some("deny"));
    for package in &metadata().packages {
        let from = package.source.as_ref().map(|source| source.repr.as_str());
        assert!(from.is_none_or(|source| source == CRATES_IO), "{} comes from {from:?}", package.name);
    }
}

#[test]
fn no_version_is_left_open() {
    let metadata = metadata();
    for package in metadata.packages.iter().filter(|package| package.source.is_none()) {
        for dependency in package.dependencies.iter().filter(|dependency| dependency.path.is_none()) {
            assert_ne!(dependency.req.to_string(), "*", "{} takes any {}", package.name, dependency.name);
        }
    }
}

/// A crate of the same name that is in no lock file would not be the one that was reviewed.
#[test]
fn every_crate_that_is_fetched_is_locked_with_its_hash() {
    let lock: toml::Table = fs::read_to_string(root().join("Cargo.lock")).unwrap().parse().unwrap();
    let packages = lock["package"].as_array().unwrap();
    let fetched = packages.iter().filter(|package| package.get("source").is_some());
    let without: Vec<_> = fetched.filter(|package| package.get("checksum").is_none()).collect();
    assert!(without.is_empty(), "{without:?}");
}

/// npm holds what it fetches against these; `npm ci` takes nothing that is not in the file.
#[test]
fn every_package_of_npm_is_locked_with_its_hash() {
    let build = fs::read_to_string(root().join("crates/web/build.rs")).unwrap();
    assert!(build.contains("\"npm\", &[\"ci\""), "the kit is fetched by the lock file");
    for folder in ["frontend", "e2e"] {
        let text = fs::read_to_string(root().join(folder).join("package-lock.json")).unwrap();
        let lock: serde_json::Value = serde_json::from_str(&text).unwrap();
        let packages = lock["packages"].as_object().unwrap();
        let fetched: Vec<_> = packages.iter().filter(|(name, _)| name.contains("node_modules/")).collect();
        assert!(!fetched.is_empty(), "{folder} fetches nothing");
        for (name, package) in fetched {
            let hash = package["integrity"].as_str().unwrap_or_default();
            assert!(hash.starts_with("sha512-"), "{folder}: {name} has no hash");
        }
    }
}

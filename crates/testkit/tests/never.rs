//! What our source never contains, so that whole kinds of weakness cannot begin: see docs/security/weaknesses.md.
#![expect(clippy::unwrap_used, reason = "a fault here is a failed test")]

use std::{
    fs,
    path::{Path, PathBuf},
};

/// Of what a program is made that parses XML, speaks LDAP, or brings a cryptography of yesterday; parts of names.
const FOREIGN: [&str; 9] =
    ["xml", "ldap", "openssl", "native-tls", "md-5", "md5", "sha-1", "sha1", "rust-crypto"];

/// Ways to be content with any certificate.
const CREDULOUS: [&str; 4] = ["danger_accept_invalid", "dangerous_accept", "tls_danger", "dangerous()"];

#[test]
fn nobody_writes_unsafe_code() {
    assert!(read("Cargo.toml").contains("unsafe_code = \"deny\""));
    for (path, text) in files("crates", "Cargo.toml").into_iter().chain(files("xtask", "Cargo.toml")) {
        assert!(text.contains("[lints]\nworkspace = true"), "{path} does not keep our lints");
    }
    let ways = ["allow(unsafe_code", "expect(unsafe_code", "warn(unsafe_code"].map(str::to_owned);
    refuse(&sources(), &ways, "unsafe code is let in");
}

/// PostgreSQL's own tools for a backup, by fixed names, with arguments as a list; and what starts servers for tests.
const MAY_START: [&str; 3] = [
    "crates/store/src/whole/tools.rs",
    "crates/testkit/src/databases/cluster.rs",
    "crates/testkit/src/disk.rs",
];

#[test]
fn the_program_starts_no_other_program_but_the_databases_own() {
    let ways = [concat!("process::", "Command"), concat!("Command::", "new(")].map(str::to_owned);
    let mut all = sources();
    all.retain(|(path, _)| !MAY_START.contains(&path.as_str()));
    refuse(&all, &ways, "another program is started");
    // No shell anywhere: what is an argument stays one.
    for (path, text) in sources().iter().filter(|(path, _)| !path.starts_with("crates/testkit/")) {
        for shell in ["\"sh\"", "\"bash\"", "/bin/sh", "cmd.exe"] {
            assert!(!text.contains(shell), "{path}: a shell is started");
        }
    }
}

#[test]
fn no_markup_is_taken_on_trust() {
    refuse(&sources(), &[concat!("Pre", "Escaped").to_owned()], "markup is not escaped");
    for (path, text) in files("crates/web/assets/js", ".js") {
        for line in text.lines() {
            let written = line.split_once("innerHTML").is_none_or(|(_, rest)| rest.starts_with(" = '"));
            assert!(written && !(line.contains("innerHTML") && line.contains("${")), "{path}: {line}");
            for way in ["outerHTML =", "insertAdjacentHTML", "document.write", "eval(", "new Function"] {
                assert!(!line.contains(way), "{path}: {line}");
            }
        }
    }
}

#[test]
fn nobody_parses_xml_speaks_ldap_or_uses_broken_cryptography() {
    for (path, text) in
        files("crates", "Cargo.toml").into_iter().chain([("Cargo.toml".into(), read("Cargo.toml"))])
    {
        let named = text.lines().filter_map(|line| line.split(['=', '.']).next()).map(str::trim);
        for name in named.filter(|name| !name.starts_with('#')) {
            for foreign in FOREIGN {
                assert!(!name.contains(foreign), "{path} names {name}");
            }
        }
    }
}

#[test]
fn nobody_is_content_with_any_certificate() {
    refuse(&sources(), &CREDULOUS.map(str::to_owned), "any certificate will do");
}

fn refuse(texts: &[(String, String)], ways: &[String], why: &str) {
    assert!(texts.len() > 500, "only {} files were looked at", texts.len());
    for (path, text) in texts {
        for way in ways {
            let line = text.lines().position(|line| line.contains(way.as_str()));
            assert!(line.is_none(), "{path}:{}: {why}", line.unwrap_or_default() + 1);
        }
    }
}

/// What the program is built of: tests and build scripts are not.
fn sources() -> Vec<(String, String)> {
    files("crates", ".rs").into_iter().filter(|(path, _)| path.contains("/src/")).collect()
}

fn files(folder: &str, ending: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    visit(&root().join(folder), &mut |path| {
        if path.to_string_lossy().ends_with(ending) {
            let name = path.strip_prefix(root()).unwrap().display().to_string();
            found.push((name, fs::read_to_string(path).unwrap()));
        }
    });
    assert!(!found.is_empty(), "nothing ends with {ending} in {folder}");
    found
}

fn visit(folder: &Path, each: &mut impl FnMut(&Path)) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.ends_with("node_modules") {
            visit(&path, each);
        } else {
            each(&path);
        }
    }
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

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

/// Where names of hosts are reached. Stand-ins for other systems call only whom a test told them of.
#[test]
fn no_resolver_says_who_this_machine_is() {
    let made = |text: &str| text.matches("Client::builder()").count() + text.matches("Client::new()").count();
    let sources = sources();
    let makers: Vec<&(String, String)> =
        sources.iter().filter(|(path, text)| !path.contains("/fake") && made(text) > 0).collect();
    let [(path, text)] = makers[..] else {
        panic!("one maker of clients for all: {:?}", makers.iter().map(|(path, _)| path).collect::<Vec<_>>())
    };
    let told = text.matches(".resolve(LOCALHOST, (THIS_MACHINE, 0).into())").count();
    assert_eq!(
        (made(text), told),
        (1, 1),
        "{path}: localhost counts as this machine, so it is reached by its address"
    );
}

/// Where a number becomes one of another kind by `as`, which cuts off what does not fit instead of saying so. Each was
/// looked at: it grows, or was made by us and is small.
const CAST: [(&str, &str); 16] = [
    // Limits of ours, of 32 bits, to a count in memory.
    ("crates/casework/src/titles.rs", "MOST as usize"),
    ("crates/casework/src/intake/confirmations.rs", "most as usize"),
    ("crates/store/src/outbox/list.rs", "limit as usize"),
    ("crates/eungdapso/src/commands/restore.rs", "COUNTED_MOST as usize"),
    // Counts in memory, to 64 bits.
    ("crates/connect/src/vault/sealing.rs", "PIECE as u64"),
    ("crates/connect/src/vault/sealing.rs", "TAG as u64"),
    ("crates/evidence/src/reading.rs", "END as u64"),
    ("crates/eungdapso/src/commands/demo/progress.rs", "back as u64"),
    ("crates/eungdapso/src/commands/demo/progress.rs", "of as u64"),
    ("crates/eungdapso/src/commands/import/progress.rs", "lines as u64"),
    ("crates/demo/src/lives/planned.rs", "recipes.len()) as u64"),
    ("crates/demo/src/lives/years.rs", "heart as u64"),
    // Days, below sixty.
    ("crates/demo/src/lives/plan.rs", "floor() as i64"),
    // Which of a few kinds it is.
    ("crates/search/src/term.rs", "Kind::"),
    ("crates/search/src/term.rs", "(kind as u64)"),
    ("crates/web/src/pages/apply.rs", "step as usize"),
];

/// Widths that a number may be cut to. A length in memory fits into 64 bits, and a figure that is drawn may lose its
/// last digits.
const WIDTHS: [&str; 12] =
    ["u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "i128", "isize"];

#[test]
fn no_number_is_cut_to_another_width_but_where_it_was_looked_at() {
    let mut seen = [false; CAST.len()];
    let sources = sources();
    for (path, text) in &sources {
        for line in text.lines().filter(|line| !line.trim_start().starts_with("//")) {
            for (at, _) in line.match_indices(" as ") {
                let to = line[at + 4..].split(|letter: char| !letter.is_ascii_alphanumeric()).next().unwrap();
                if !WIDTHS.contains(&to) || (to == "u64" && line[..at].ends_with(".len()")) {
                    continue;
                }
                let known: Vec<usize> = (0..CAST.len())
                    .filter(|cast| path == CAST[*cast].0 && line.contains(CAST[*cast].1))
                    .collect();
                assert!(
                    !known.is_empty(),
                    "{path}: `try_from` says what does not fit, this does not: {line}"
                );
                known.iter().for_each(|cast| seen[*cast] = true);
            }
        }
    }
    for ((path, cast), seen) in CAST.iter().zip(seen) {
        assert!(seen, "{path} has no `{cast}` any more");
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

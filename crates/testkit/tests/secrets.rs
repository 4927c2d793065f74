//! The hook before a commit lets no secret in, and asked for the whole tree finds none in any file that is tracked.
#![expect(clippy::unwrap_used, reason = "a fault here is a failed test")]

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

const HOOK: &str = ".githooks/pre-commit";

/// The patterns stand in the hook alone.
#[test]
fn no_file_that_is_tracked_holds_a_key_or_a_path_of_one_machine() {
    let looked = at(&root(), "bash", &[HOOK, "tree"]);
    assert!(looked.status.success(), "{}", said(&looked));
}

#[test]
fn a_secret_is_refused_where_it_is_added_and_found_where_it_lies() {
    let letters = "A1".repeat(40);
    let planted = [
        ("a secret key", format!("-----BEGIN {}PRIVATE KEY-----", "EC ")),
        ("a secret key", format!("id = \"{}{}\"", "AKIA", &letters[..16])),
        ("a secret key", format!("token: {}_{}", "ghp", &letters[..36])),
        ("a secret key", format!("{}-{}", "xoxb", &letters[..24])),
        ("a secret key", format!("{}-1{}", "AGE-SECRET-KEY", &letters[..58])),
        ("a path of one machine", format!("see {}/somebody/notes.md", "/home")),
        ("a registry's address", format!("    {}: \"https://r.example/x.tgz\",", "\"resolved\"")),
    ];
    for (why, line) in planted {
        let folder = tempfile::tempdir().unwrap();
        let run = |program: &str, arguments: &[&str]| at(folder.path(), program, arguments);
        assert!(run("git", &["init", "--quiet"]).status.success());
        fs::create_dir(folder.path().join(".githooks")).unwrap();
        fs::copy(root().join(HOOK), folder.path().join(HOOK)).unwrap();
        fs::write(folder.path().join("plain.txt"), "home/x, AKIA and so on\n").unwrap();
        assert!(run("git", &["add", "."]).status.success());
        let clean = run("bash", &[HOOK, "tree"]);
        assert!(clean.status.success(), "{}", said(&clean));
        fs::write(folder.path().join("notes.txt"), format!("a line before\n{line}\n")).unwrap();
        assert!(run("git", &["add", "."]).status.success());
        for asked in [&[HOOK, "tree"][..], &[HOOK]] {
            let refused = run("bash", asked);
            assert_eq!(refused.status.code(), Some(1), "{line} passes {asked:?}: {}", said(&refused));
            assert!(said(&refused).contains(&format!("refused: {why}")), "{}", said(&refused));
        }
    }
}

#[test]
fn a_tree_that_cannot_be_looked_at_is_not_taken_for_a_clean_one() {
    let folder = tempfile::tempdir().unwrap();
    let hook = root().join(HOOK);
    let looked = at(folder.path(), "bash", &[hook.to_str().unwrap(), "tree"]);
    assert!(!looked.status.success());
}

/// As from a shell: what git tells its own hooks of another tree is not told here.
fn at(folder: &Path, program: &str, arguments: &[&str]) -> Output {
    let mut command = Command::new(program);
    for (name, _) in env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("GIT_")) {
        command.env_remove(name);
    }
    command.current_dir(folder).args(arguments).output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&[&output.stdout[..], &output.stderr[..]].concat()).into_owned()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

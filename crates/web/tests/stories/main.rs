//! Complaints told as stories (`scenarios/*.txt`): what somebody does, and what follows, to be read and
//! disputed by an official. Every story is lived on both databases and must come out the same.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a fault here is a failed test")]

mod script;
mod teller;
mod told;

use std::fs;
use std::path::{Path, PathBuf};

use store::Engine;
use teller::Teller;
use testkit::databases;
use testkit::office::TestOffice;

/// With `EUNGDAPSO_BLESS=1` the stories are written as they come out now; read the change before committing.
fn live_all(engine: Engine) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scenarios");
    let stories = stories(&folder);
    assert!(!stories.is_empty(), "no stories in {}", folder.display());
    let mut faults = String::new();
    for path in stories {
        let agreed = fs::read_to_string(&path).unwrap();
        let lived = live(engine, &agreed);
        if std::env::var_os("EUNGDAPSO_BLESS").is_some_and(|v| v == "1") {
            fs::write(&path, lived).unwrap();
        } else if lived != agreed {
            faults.push_str(&format!("\n{}:\n{}", path.display(), difference(&agreed, &lived)));
        }
    }
    assert!(faults.is_empty(), "stories no longer come out as agreed (- agreed, + now):{faults}");
}

fn stories(folder: &Path) -> Vec<PathBuf> {
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut stories: Vec<PathBuf> =
        files.filter(|path| path.extension().is_some_and(|e| e == "txt")).collect();
    stories.sort();
    stories
}

fn live(engine: Engine, text: &str) -> String {
    let (send, told) = std::sync::mpsc::channel();
    let text = text.to_owned();
    databases::run(engine, |office: TestOffice| async move {
        send.send(Teller::new(office).tell(&text).await).unwrap();
    });
    told.recv().unwrap()
}

fn difference(agreed: &str, lived: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (agreed.lines().collect(), lived.lines().collect());
    let same = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let before = old[..same].iter().rev().take(3).rev().map(|line| format!("  {line}"));
    let agreed = old[same..].iter().take(4).map(|line| format!("- {line}"));
    let now = new[same..].iter().take(4).map(|line| format!("+ {line}"));
    before.chain(agreed).chain(now).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_story_comes_out_as_it_is_written_sqlite() {
    live_all(Engine::Sqlite);
}

#[test]
fn every_story_comes_out_as_it_is_written_postgres() {
    live_all(Engine::Postgres);
}

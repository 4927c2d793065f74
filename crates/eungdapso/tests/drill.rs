//! The restore drill, as an operator does it: a city that serves is backed up, brought back elsewhere, and checked; on
//! either database. What it prints is the recovery point and the recovery time.
#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a fault here is a failed test")]

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::Instant;

use store::Engine;
use tempfile::TempDir;
use testkit::databases::TestDatabase;

const PASSPHRASE: &str = "네 낱말로 된 긴 백업 암호입니다\n";

mod a_city_that_serves_is_backed_up_and_brought_back_elsewhere {
    use store::Engine;

    #[test]
    fn sqlite() {
        super::drill(Engine::Sqlite);
    }

    #[test]
    fn postgres() {
        super::drill(Engine::Postgres);
    }
}

/// A demo at work; ended when it is dropped.
struct City(Child);

impl City {
    fn open(folder: &Path, url: &str) -> City {
        let mut command = program(folder);
        command.args(["demo", "--listen", "127.0.0.1:0", "--data", "city", "--complaints", "60"]);
        let mut child = command.env("DATABASE_URL", url).stdout(Stdio::piped()).spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let serves = lines.map(Result::unwrap).any(|line| line.contains("Ctrl-C"));
        assert!(serves, "the city did not open");
        City(child)
    }
}

impl Drop for City {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

fn program(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_eungdapso"));
    command.current_dir(folder);
    for (name, _) in std::env::vars() {
        if name.starts_with("EUNGDAPSO_") || name == "DATABASE_URL" || name == "RUST_LOG" {
            command.env_remove(name);
        }
    }
    command
}

/// The office of this database, this key ring and these files.
fn office(folder: &Path, url: &str, files: &str, args: &[&str]) -> Output {
    let mut command = program(folder);
    command.env("DATABASE_URL", url).env("EUNGDAPSO_KEYS_FILE", "city/keys").env("EUNGDAPSO_FILES", files);
    command.env("EUNGDAPSO_BACKUP_PASSPHRASE_FILE", "passphrase").args(args).output().unwrap()
}

fn said(output: &Output) -> String {
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}{complaint}", String::from_utf8_lossy(&output.stdout));
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// What is told behind a word.
fn told<'a>(text: &'a str, word: &str) -> &'a str {
    text.lines()
        .find_map(|line| line.strip_prefix(word))
        .unwrap_or_else(|| panic!("no {word} in {text}"))
        .trim()
}

fn drill(engine: Engine) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let databases =
        runtime.block_on(async { (TestDatabase::vacant(engine).await, TestDatabase::vacant(engine).await) });
    let folder = TempDir::new().unwrap();
    let (here, root) = ((databases.0.url(), databases.1.url()), folder.path());
    fs::write(root.join("passphrase"), PASSPHRASE).unwrap();
    fs::create_dir(root.join("backups")).unwrap();
    let city = City::open(root, here.0);

    let began = Instant::now();
    let backed_up = said(&office(root, here.0, "city/files", &["backup", "--into", "backups"]));
    let backing_up = began.elapsed();
    drop(city);
    let file = only_file(&root.join("backups"));
    let name = file.to_str().unwrap();
    let size = fs::metadata(&file).unwrap().len();
    let verified = said(&office(root, here.0, "city/files", &["backup", "verify", name]));
    assert_eq!(told(&verified, "복구 시점"), told(&backed_up, "복구 시점"));
    assert_eq!(told(&verified, "접속기록의 끝"), told(&backed_up, "접속기록의 끝"));

    let began = Instant::now();
    let restored = said(&office(root, here.1, "restored", &["restore", name]));
    let restoring = began.elapsed();
    assert!(restored.lines().filter(|line| line.starts_with("정상")).count() >= 6, "{restored}");
    assert!(restored.contains("정상  통계 합계"), "{restored}");
    assert!(!restored.contains("이상"), "{restored}");
    // Whoever was taken out after the recovery point is back: it is said, and how many files wait for a decision.
    assert!(restored.contains("\n주의  복구 시점 뒤에 익명 처리하거나"), "{restored}");
    assert!(restored.contains("보존기간이 지나 심의를 기다리는 민원: 0건"), "{restored}");
    assert!(restored.contains(told(&backed_up, "들어 있는 것")), "{restored}");
    let anchor = told(&backed_up, "접속기록의 끝");
    said(&office(root, here.1, "restored", &["audit", "verify", "--anchor", anchor]));
    said(&office(root, here.1, "restored", &["search", "check"]));
    // The tests' own PostgreSQL does not wait for the disk, which is the one thing the doctor may find.
    let doctor = office(root, here.1, "restored", &["doctor"]);
    let doctor = String::from_utf8_lossy(&doctor.stdout).into_owned();
    let ill = doctor.lines().filter(|line| line.starts_with("이상") && !line.contains("fsync"));
    assert_eq!(ill.count(), 0, "{doctor}");
    assert!(doctor.lines().filter(|line| line.starts_with("정상")).count() >= 5, "{doctor}");
    let twice = office(root, here.1, "restored", &["restore", name]);
    let refusal = String::from_utf8_lossy(&twice.stderr);
    assert!(!twice.status.success() && refusal.contains("비어 있지 않습니다"), "{refusal}");

    println!(
        "drill on {}: recovery point {}, recovery time {:.1} s, backup {:.1} s, {} KB, {}",
        engine.as_str(),
        told(&restored, "복구 시점"),
        restoring.as_secs_f64(),
        backing_up.as_secs_f64(),
        size / 1_000,
        told(&backed_up, "들어 있는 것"),
    );
    runtime.block_on(async { tokio::join!(databases.0.remove(), databases.1.remove()) });
}

fn only_file(folder: &Path) -> PathBuf {
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(files.len(), 1, "{files:?}");
    files.pop().unwrap()
}

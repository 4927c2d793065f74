//! The program as people start it: answers, exit codes, files.
#![expect(clippy::unwrap_used, reason = "a fault here is a failed test")]

mod audit;
mod import;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

/// The program in an empty folder, with nothing of the tester's own environment that it listens to.
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

fn run(folder: &Path, args: &[&str]) -> Output {
    program(folder).args(args).output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn complained(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn due_explains_itself_in_text_and_json() {
    let folder = TempDir::new().unwrap();
    let text = run(folder.path(), &["due", "7d", "2026-09-23T17:30"]);
    assert!(text.status.success());
    assert!(said(&text).starts_with("처리기한 2026. 10. 6.(화) 18:00\n"), "{}", said(&text));
    let json = run(folder.path(), &["due", "immediate", "2026-09-23T08:30:00Z", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&said(&json)).unwrap();
    assert_eq!(json["due_at"], "2026-09-28T11:30:00+09:00");
    assert!(fs::read_dir(folder.path()).unwrap().next().is_none(), "nothing is written");
}

#[test]
fn due_says_in_korean_what_it_cannot_read() {
    let folder = TempDir::new().unwrap();
    let output = run(folder.path(), &["due", "7", "2026-09-23T17:30"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(complained(&output).contains("처리기간"), "{}", complained(&output));
}

#[test]
fn a_new_installation_migrates_makes_an_administrator_and_is_well() {
    let folder = TempDir::new().unwrap();
    let migrated = run(folder.path(), &["migrate"]);
    assert!(migrated.status.success(), "{}", complained(&migrated));
    assert!(said(&run(folder.path(), &["migrate"])).contains("이미 최신"));
    let created = run(folder.path(), &["admin", "create", "chief", "--name", "최고관리"]);
    assert!(created.status.success() && said(&created).contains("chief의 임시 비밀번호"));
    let twice = run(folder.path(), &["admin", "create", "chief"]);
    assert!(!twice.status.success() && complained(&twice).contains("이미 있는 아이디"));
    assert!(run(folder.path(), &["admin", "password", "chief"]).status.success());
    assert!(!run(folder.path(), &["admin", "password", "nobody"]).status.success());
    let doctor = run(folder.path(), &["doctor"]);
    assert!(doctor.status.success(), "{}", said(&doctor));
    assert!(!said(&doctor).contains("이상"), "{}", said(&doctor));
    assert!(
        said(&doctor).contains("발송 대기 알림 1건"),
        "whose password was given anew is told: {}",
        said(&doctor)
    );
}

#[test]
fn the_access_log_is_followed_and_held_against_what_was_written_down() {
    let folder = TempDir::new().unwrap();
    assert!(run(folder.path(), &["migrate"]).status.success());
    assert!(run(folder.path(), &["admin", "create", "chief"]).status.success());
    assert!(run(folder.path(), &["admin", "password", "chief"]).status.success());
    let verify = |anchor: Option<&str>| {
        let mut args = vec!["audit", "verify"];
        args.extend(anchor.into_iter().flat_map(|anchor| ["--anchor", anchor]));
        run(folder.path(), &args)
    };
    let first = verify(None);
    assert!(first.status.success(), "{}{}", said(&first), complained(&first));
    let told = said(&first);
    let anchor = told.split("지금의 기준값 ").nth(1).and_then(|rest| rest.lines().next()).unwrap().to_owned();
    assert!(run(folder.path(), &["admin", "password", "chief"]).status.success());
    let later = verify(Some(&anchor));
    assert!(later.status.success() && said(&later).contains("기준값 1개와 같습니다"), "{}", said(&later));
    let other = format!("{}:{}", anchor.split(':').next().unwrap(), "00ff");
    assert!(!verify(Some(&other)).status.success(), "another log's anchor");
    assert_eq!(verify(Some("어제")).status.code(), Some(2));
    assert!(run(folder.path(), &["audit", "anchors"]).status.success());
}

#[test]
fn the_doctor_says_what_to_do() {
    let folder = TempDir::new().unwrap();
    let output = program(folder.path())
        .arg("doctor")
        .env("DATABASE_URL", "postgres://nobody:hush@127.0.0.1:9/none")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("eungdapso keys generate"), "{}", said(&output));
    assert!(run(folder.path(), &["keys", "generate"]).status.success());
    let output = program(folder.path())
        .arg("doctor")
        .env("DATABASE_URL", "postgres://nobody:hush@127.0.0.1:9/none")
        .output()
        .unwrap();
    assert!(said(&output).contains("이상  데이터베이스"), "{}", said(&output));
    assert!(!said(&output).contains("hush"), "a password is told: {}", said(&output));
}

#[test]
fn keys_are_private_made_once_and_rotated() {
    let folder = TempDir::new().unwrap();
    assert!(run(folder.path(), &["keys", "generate"]).status.success());
    let keys = folder.path().join("data/keys");
    let before = fs::read_to_string(&keys).unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(&keys).unwrap().permissions().mode() & 0o777, 0o600);
    }
    assert!(!run(folder.path(), &["keys", "generate"]).status.success());
    assert!(run(folder.path(), &["keys", "rotate"]).status.success());
    let after = fs::read_to_string(&keys).unwrap();
    assert!(after.starts_with(&before) && after.contains("k2:"));
    fs::remove_file(&keys).unwrap();
    let lost = run(folder.path(), &["migrate"]);
    assert!(!lost.status.success() && complained(&lost).contains("열쇠 파일"), "a lost ring is not replaced");
}

#[test]
fn a_misspelt_setting_is_refused_by_name() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("eungdapso.toml"), "lisen = \"0.0.0.0:9000\"\n").unwrap();
    let output = run(folder.path(), &["migrate"]);
    assert!(!output.status.success() && complained(&output).contains("lisen"), "{}", complained(&output));
}

#[test]
fn a_backup_is_never_in_the_clear_and_never_of_nothing() {
    let folder = TempDir::new().unwrap();
    assert!(run(folder.path(), &["keys", "generate"]).status.success());
    let open = run(folder.path(), &["backup", "--into", "."]);
    assert!(!open.status.success() && complained(&open).contains("언제나 암호화"), "{}", complained(&open));
    let key = run(folder.path(), &["backup", "key", "backup.key"]);
    let told = said(&key);
    let recipient = told.lines().find_map(|line| line.strip_prefix("받는 열쇠: ")).unwrap();
    assert!(!run(folder.path(), &["backup", "key", "backup.key"]).status.success(), "a key is overwritten");
    let nothing = run(folder.path(), &["backup", "--into", ".", "--recipient", recipient]);
    assert!(complained(&nothing).contains("백업할 데이터베이스가 없습니다"), "{}", complained(&nothing));
    assert!(!folder.path().join("data/eungdapso.db").exists(), "one was made");
    assert!(run(folder.path(), &["migrate"]).status.success());
    let made = run(folder.path(), &["backup", "--into", "office.age", "--recipient", recipient]);
    assert!(made.status.success() && said(&made).contains("복구 시점"), "{}", complained(&made));
    let verified = run(folder.path(), &["backup", "verify", "office.age", "--identity", "backup.key"]);
    assert!(verified.status.success(), "{}", complained(&verified));
    fs::rename(folder.path().join("data"), folder.path().join("lost")).unwrap();
    let keyless = run(folder.path(), &["restore", "office.age", "--identity", "backup.key"]);
    assert!(complained(&keyless).contains("따로 보관한 열쇠 파일"), "{}", complained(&keyless));
    assert!(!folder.path().join("data/keys").exists(), "a new ring could read nothing");
}

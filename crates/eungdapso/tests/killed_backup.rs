//! A backup that is killed half-way: nothing lies there that could be taken for one, and the next one is whole.
#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a fault here is a failed test")]

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use connect::vault::{Key, S3Fake, S3Mischief, Settings, Vault};
use domain::attachment::{FileKind, Part, Scan};
use store::Attachment;
use testkit::databases::{TestDatabase, keys};
use testkit::office::TestOffice;
use testkit::world;
use uuid::Uuid;

mod nothing_passes_for_a_backup_after_a_kill {
    use store::Engine;

    #[test]
    fn sqlite() {
        super::run(Engine::Sqlite);
    }

    #[test]
    fn postgres() {
        super::run(Engine::Postgres);
    }
}

fn run(engine: store::Engine) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(killed(engine));
}

async fn killed(engine: store::Engine) {
    let (database, fake) = (TestDatabase::new(engine).await, S3Fake::start().await.unwrap());
    let folder = tempfile::tempdir().unwrap();
    let backups = folder.path().join("backups");
    fs::create_dir(&backups).unwrap();
    fs::write(folder.path().join("keys"), keys().to_text().as_bytes()).unwrap();
    fs::write(folder.path().join("passphrase"), "네 낱말로 된 긴 백업 암호입니다").unwrap();
    with_an_attachment(&database, &fake, folder.path()).await;

    // The store never answers: the backup stands half-way until it is killed.
    fake.misbehave(S3Mischief::Hang, 1);
    let mut backup = program(folder.path(), database.url(), &fake);
    let mut child = backup.args(["backup", "--into", "backups"]).stderr(Stdio::piped()).spawn().unwrap();
    let lines = BufReader::new(child.stderr.take().unwrap()).lines();
    assert!(lines.map(Result::unwrap).any(|line| line.contains("첨부파일 1개")), "it ended by itself");
    child.kill().unwrap();
    child.wait().unwrap();
    let left = names(&backups);
    assert!(left.iter().all(|name| name.ends_with(".part")), "{left:?}");
    for name in &left {
        let part = backups.join(name);
        let verified = program(folder.path(), database.url(), &fake)
            .args(["backup", "verify", part.to_str().unwrap()])
            .output()
            .unwrap();
        let said = String::from_utf8(verified.stderr).unwrap();
        assert!(!verified.status.success() && said.contains("온전하지 않습니다"), "{said}");
    }

    // Another store with the same bytes: whether the first still hangs depends on when the blow fell.
    let healthy = S3Fake::start().await.unwrap();
    put(&healthy, folder.path()).await;
    let again =
        program(folder.path(), database.url(), &healthy).args(["backup", "--into", "backups"]).output();
    let again = again.unwrap();
    assert!(again.status.success(), "{}", String::from_utf8_lossy(&again.stderr));
    assert_eq!(names(&backups).iter().filter(|name| name.ends_with(".tar.age")).count(), 1);
    database.remove().await;
}

async fn with_an_attachment(database: &TestDatabase, fake: &S3Fake, folder: &Path) {
    let store = database.open().await;
    world::settle(&store).await;
    let office = TestOffice::over(store).await;
    let number = office.accepted().await;
    let (size, digest) = put(fake, folder).await;
    let row = Attachment {
        id: Uuid::from_u128(7),
        complaint: Some(office.stored(&number).await.id),
        bundle: None,
        part: Part::Application,
        by: None,
        name: "사진.jpg".into(),
        kind: FileKind::Jpeg,
        size,
        digest,
        preview: false,
        scan: Scan::Waiting,
        finding: None,
        at: office.office.now(),
    };
    let mut tx = office.store().write().await.unwrap();
    tx.reserve_attachment(&row).await.unwrap();
    tx.attachment_arrived(row.id, row.at).await.unwrap();
    tx.commit().await.unwrap();
    office.store().close().await;
}

/// The picture's bytes; their number and digest.
async fn put(fake: &S3Fake, folder: &Path) -> (u64, String) {
    let settings = Settings::S3 { store: fake.settings(), incoming: folder.join("incoming") };
    let vault = Vault::new(&settings).unwrap();
    let mut spool = vault.spool().await.unwrap();
    spool.write(b"a picture").await.unwrap();
    let spool = spool.digested();
    let told = (spool.bytes(), spool.digest().to_owned());
    vault.put(&Key::of(7), spool).await.unwrap();
    told
}

fn program(folder: &Path, url: &str, fake: &S3Fake) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_eungdapso"));
    for (name, _) in std::env::vars() {
        if name.starts_with("EUNGDAPSO_") || name == "DATABASE_URL" || name == "RUST_LOG" {
            command.env_remove(name);
        }
    }
    let store = fake.settings();
    command.current_dir(folder).stdout(Stdio::null()).env("DATABASE_URL", url);
    command.env("EUNGDAPSO_KEYS_FILE", "keys").env("EUNGDAPSO_FILES", "files");
    command.env("EUNGDAPSO_BACKUP_PASSPHRASE_FILE", "passphrase");
    command.env("EUNGDAPSO_S3_ENDPOINT", store.endpoint).env("EUNGDAPSO_S3_BUCKET", store.bucket);
    command.env("EUNGDAPSO_S3_REGION", store.region).env("EUNGDAPSO_S3_ACCESS_KEY", store.access_key);
    command.env("EUNGDAPSO_S3_SECRET_KEY", store.secret_key.expose());
    command
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

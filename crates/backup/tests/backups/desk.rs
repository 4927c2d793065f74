//! An office with a vault beside it, and a place to bring it back to.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use backup::{BackupFault, Key, Lock, Place, Restored, Source, Step, Taken};
use connect::vault::{Key as VaultKey, Settings, Vault};
use domain::attachment::{FileKind, Part, Scan};
use domain::complaint::Number;
use store::{Attachment, Engine};
use testkit::databases::{TestDatabase, keys};
use testkit::office::TestOffice;
use testkit::world;
use uuid::Uuid;

pub const PASSPHRASE: &str = "네 낱말로 된 긴 백업 암호입니다";

/// An office at work, its vault, and a folder for backups.
pub struct Desk {
    pub database: TestDatabase,
    pub office: TestOffice,
    pub vault: Vault,
    pub folder: tempfile::TempDir,
}

impl Desk {
    pub async fn open(engine: Engine) -> Desk {
        let folder = tempfile::tempdir().unwrap();
        let vault = Settings::Folder(folder.path().join("files"));
        Desk::with(engine, folder, &vault).await
    }

    pub async fn with(engine: Engine, folder: tempfile::TempDir, vault: &Settings) -> Desk {
        let database = TestDatabase::new(engine).await;
        let store = database.open().await;
        world::settle(&store).await;
        std::fs::create_dir(folder.path().join("backups")).unwrap();
        Desk { office: TestOffice::over(store).await, vault: Vault::new(vault).unwrap(), database, folder }
    }

    pub fn backups(&self) -> PathBuf {
        self.folder.path().join("backups")
    }

    pub async fn back_up(&self, lock: &Lock) -> Result<Taken, BackupFault> {
        self.back_up_telling(lock, &mut |_| {}).await
    }

    pub async fn back_up_telling(
        &self,
        lock: &Lock,
        told: &mut (dyn FnMut(Step) + Send),
    ) -> Result<Taken, BackupFault> {
        let (store, vault) = (self.office.store(), &self.vault);
        let source = Source { url: self.database.url(), store, vault, program: "0.0.0" };
        backup::take(source, &self.backups(), lock, self.office.office.now(), told).await
    }

    /// An attachment that lies on the file of this number, with a small picture.
    pub async fn attach(&self, number: &Number, bytes: &[u8]) -> Uuid {
        let complaint = self.office.stored(number).await.id;
        let mut spool = self.vault.spool().await.unwrap();
        spool.write(bytes).await.unwrap();
        let spool = spool.digested();
        let id = Uuid::now_v7();
        let row = Attachment {
            id,
            complaint: Some(complaint),
            bundle: None,
            part: Part::Application,
            by: None,
            name: "사진.jpg".into(),
            kind: FileKind::Jpeg,
            size: spool.bytes(),
            digest: spool.digest().to_owned(),
            preview: true,
            scan: Scan::Waiting,
            finding: None,
            at: self.office.office.now(),
        };
        self.change(async |tx| tx.reserve_attachment(&row).await.unwrap()).await;
        self.vault.put(&VaultKey::of(id.as_u128()), spool).await.unwrap();
        let mut small = self.vault.spool().await.unwrap();
        small.write(b"small").await.unwrap();
        self.vault.put(&VaultKey::preview(id.as_u128()), small).await.unwrap();
        self.change(async |tx| tx.attachment_arrived(id, row.at).await.unwrap()).await;
        id
    }

    pub async fn change(&self, how: impl AsyncFnOnce(&mut store::Write)) {
        let mut tx = self.office.store().write().await.unwrap();
        how(&mut tx).await;
        tx.commit().await.unwrap();
    }

    pub async fn close(self) {
        self.office.store().close().await;
        self.database.remove().await;
    }
}

/// A place where nothing is.
pub struct Elsewhere {
    pub database: TestDatabase,
    pub vault: Arc<Vault>,
    folder: tempfile::TempDir,
}

impl Elsewhere {
    pub async fn vacant(engine: Engine) -> Elsewhere {
        let folder = tempfile::tempdir().unwrap();
        let vault = Vault::new(&Settings::Folder(folder.path().join("files"))).unwrap();
        Elsewhere { database: TestDatabase::vacant(engine).await, vault: Arc::new(vault), folder }
    }

    pub fn place(&self, engine: Engine) -> Place {
        let (url, vault) = (self.database.url().to_owned(), Arc::clone(&self.vault));
        Place { url, engine, keys: keys(), vault, keep_files: false }
    }

    pub async fn close(self) {
        self.database.remove().await;
        self.folder.close().unwrap();
    }
}

pub async fn bring_back(place: Place, file: &Path, key: Key) -> Result<Restored, BackupFault> {
    backup::restore(place, file, key, world::morning(), &mut |_| {}).await
}

pub fn lock() -> Lock {
    Lock::passphrase(PASSPHRASE).unwrap()
}

pub fn key() -> Key {
    Key::passphrase(PASSPHRASE)
}

/// Files in a folder.
pub fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

/// Both databases, each in a runtime of its own.
pub fn on(engine: Engine, test: impl AsyncFnOnce(Engine)) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(test(engine));
}

/// Makes the twins `sqlite` and `postgres` of a test that is told its engine.
#[macro_export]
macro_rules! twins {
    ($($name:ident),*) => {$(
        mod $name {
            #[test]
            fn sqlite() {
                $crate::desk::on(::store::Engine::Sqlite, super::$name);
            }

            #[test]
            fn postgres() {
                $crate::desk::on(::store::Engine::Postgres, super::$name);
            }
        }
    )*};
}

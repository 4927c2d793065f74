//! Attachments in a backup: from either kind of vault, and what is missing is named.

use backup::{BackupFault, Lock};
use connect::vault::{Key as VaultKey, S3Fake, S3Mischief, Settings, Vault};
use store::Engine;

use crate::desk::{Desk, Elsewhere, bring_back, key, lock, names};
use crate::twins;

twins!(what_the_vault_has_lost_is_named_when_backing_up_and_when_bringing_back);

async fn what_the_vault_has_lost_is_named_when_backing_up_and_when_bringing_back(engine: Engine) {
    let desk = Desk::open(engine).await;
    let number = desk.office.accepted().await;
    let (kept, lost) = (desk.attach(&number, b"kept").await, desk.attach(&number, b"lost").await);
    let (kept, lost) = (VaultKey::of(kept.as_u128()), VaultKey::of(lost.as_u128()));
    desk.vault.remove(&lost).await.unwrap();
    let mut other = desk.vault.spool().await.unwrap();
    other.write(b"other").await.unwrap();
    desk.vault.put(&kept, other).await.unwrap();
    let taken = desk.back_up(&lock()).await.unwrap();
    assert_eq!((taken.contents.files, taken.contents.gone, taken.contents.faulty), (3, 0, 2));
    let mut named = [kept.as_str().to_owned(), lost.as_str().to_owned()];
    named.sort();
    assert_eq!(taken.contents.named, named);

    let elsewhere = Elsewhere::vacant(engine).await;
    let restored = bring_back(elsewhere.place(engine), &taken.path, key()).await.unwrap();
    assert!(!restored.found.is_sound());
    assert_eq!(restored.found.attachments.named, named);
    assert_eq!(restored.found.histories.differing, 0, "the rest is well");
    elsewhere.close().await;
    desk.close().await;
}

#[test]
fn what_was_taken_back_meanwhile_is_no_fault() {
    crate::desk::on(Engine::Sqlite, async |engine| {
        let desk = Desk::open(engine).await;
        let number = desk.office.accepted().await;
        let id = desk.attach(&number, b"taken back").await;
        let files = desk.folder.path().join("files");
        let url = desk.database.url().to_owned();
        // After the copy of the database, before its turn: bytes and row go, as when a petitioner takes a file back.
        let mut told = |step| {
            if let backup::Step::Database = step {
                for key in [VaultKey::of(id.as_u128()), VaultKey::preview(id.as_u128())] {
                    std::fs::remove_file(files.join(&key.as_str()[30..32]).join(key.as_str())).unwrap();
                }
                let url = url.clone();
                let forget = async move {
                    let store = store::Store::connect(&url, testkit::databases::keys()).await.unwrap();
                    let mut tx = store.write().await.unwrap();
                    tx.drop_attachment(id).await.unwrap();
                    tx.commit().await.unwrap();
                    store.close().await;
                };
                tokio::task::block_in_place(|| tokio::runtime::Handle::current().block_on(forget));
            }
        };
        let taken = desk.back_up_telling(&lock(), &mut told).await.unwrap();
        assert_eq!((taken.contents.files, taken.contents.gone, taken.contents.faulty), (0, 2, 0));
        desk.close().await;
    });
}

#[test]
fn attachments_come_out_of_one_store_and_go_into_another() {
    crate::desk::on(Engine::Sqlite, async |engine| {
        let fake = S3Fake::start().await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let settings = Settings::S3 { store: fake.settings(), incoming: folder.path().join("incoming") };
        let desk = Desk::with(engine, folder, &settings).await;
        let number = desk.office.accepted().await;
        desk.attach(&number, b"in the store").await;
        let (text, recipient) = backup::Key::generate();
        let taken = desk.back_up(&Lock::recipients(&[recipient]).unwrap()).await.unwrap();
        let identity = || backup::Key::identities(&text).unwrap();

        let mut elsewhere = Elsewhere::vacant(engine).await;
        let other = S3Fake::start().await.unwrap();
        let incoming = desk.folder.path().join("other");
        let vault = Vault::new(&Settings::S3 { store: other.settings(), incoming }).unwrap();
        elsewhere.vault = std::sync::Arc::new(vault);
        let restored = bring_back(elsewhere.place(engine), &taken.path, identity()).await.unwrap();
        assert!(restored.found.is_sound(), "{:?}", restored.found);
        assert_eq!(other.keys(), fake.keys());
        elsewhere.close().await;

        // The store is still there and only the database is lost.
        let mut again = Elsewhere::vacant(engine).await;
        again.vault = std::sync::Arc::new(Vault::new(&settings).unwrap());
        let refused = bring_back(again.place(engine), &taken.path, identity()).await.unwrap_err();
        assert!(matches!(refused, BackupFault::FilesThere), "{refused}");
        let place = backup::Place { keep_files: true, ..again.place(engine) };
        let restored = bring_back(place, &taken.path, identity()).await.unwrap();
        assert!(restored.found.is_sound(), "{:?}", restored.found);
        again.close().await;
        desk.close().await;
    });
}

#[test]
fn a_vault_that_fails_half_way_leaves_no_backup_behind() {
    crate::desk::on(Engine::Sqlite, async |engine| {
        let fake = S3Fake::start().await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let settings = Settings::S3 { store: fake.settings(), incoming: folder.path().join("incoming") };
        let desk = Desk::with(engine, folder, &settings).await;
        let number = desk.office.accepted().await;
        desk.attach(&number, b"first").await;
        fake.misbehave(S3Mischief::Busy, 1);
        let failed = desk.back_up(&lock()).await.unwrap_err();
        assert!(matches!(failed, BackupFault::Vault(_)), "{failed}");
        assert_eq!(names(&desk.backups()), [""; 0], "half of one lies there");
        desk.close().await;
    });
}

//! What is not brought back, and that nothing is changed then.

use std::path::Path;

use backup::{BackupFault, Key, Lock, Place};
use store::{Engine, KeyRing};

use crate::desk::{Desk, Elsewhere, bring_back, key, lock};
use crate::twins;

twins!(nothing_is_brought_back_into_a_place_that_is_not_empty);

async fn nothing_is_brought_back_into_a_place_that_is_not_empty(engine: Engine) {
    let desk = Desk::open(engine).await;
    let number = desk.office.accepted().await;
    desk.attach(&number, b"a file").await;
    let taken = desk.back_up(&lock()).await.unwrap();
    let elsewhere = Elsewhere::vacant(engine).await;
    let over = Place { url: desk.database.url().to_owned(), ..elsewhere.place(engine) };
    let refused = bring_back(over, &taken.path, key()).await.unwrap_err();
    assert!(matches!(refused, BackupFault::NotVacant), "{refused}");
    let mut spool = elsewhere.vault.spool().await.unwrap();
    spool.write(b"somebody's").await.unwrap();
    elsewhere.vault.put(&connect::vault::Key::of(7), spool).await.unwrap();
    let refused = bring_back(elsewhere.place(engine), &taken.path, key()).await.unwrap_err();
    assert!(matches!(refused, BackupFault::FilesThere), "{refused}");
    assert!(store::is_vacant(elsewhere.database.url()).await.unwrap(), "something was written");
    elsewhere.close().await;
    desk.close().await;
}

#[test]
fn a_backup_is_brought_back_only_with_its_keys_and_on_its_own_engine() {
    crate::desk::on(Engine::Sqlite, async |engine| {
        let desk = Desk::open(engine).await;
        desk.office.accepted().await;
        let taken = desk.back_up(&lock()).await.unwrap();
        let elsewhere = Elsewhere::vacant(engine).await;
        let stranger = Place { keys: KeyRing::generate(), ..elsewhere.place(engine) };
        let refused = bring_back(stranger, &taken.path, key()).await.unwrap_err();
        assert!(matches!(&refused, BackupFault::KeysLacking(names) if names == "index, k1"), "{refused}");
        let other = Place { engine: Engine::Postgres, ..elsewhere.place(engine) };
        let refused = bring_back(other, &taken.path, key()).await.unwrap_err();
        assert!(matches!(refused, BackupFault::OtherEngine { .. }), "{refused}");
        assert!(refused.to_string().contains("DATABASE_URL"), "{refused}");
        let wrong = Key::passphrase("아무도 쓰지 않은 다른 긴 암호");
        let refused = bring_back(elsewhere.place(engine), &taken.path, wrong).await.unwrap_err();
        assert!(matches!(refused, BackupFault::WrongKey), "{refused}");
        let (text, _) = Key::generate();
        let pair = Key::identities(&text).unwrap();
        let refused = bring_back(elsewhere.place(engine), &taken.path, pair).await.unwrap_err();
        assert!(matches!(refused, BackupFault::NeedsPassphrase), "{refused}");
        assert!(store::is_vacant(elsewhere.database.url()).await.unwrap());
        elsewhere.close().await;
        desk.close().await;
    });
}

#[test]
fn a_backup_that_was_cut_off_or_altered_anywhere_is_not_taken_for_one() {
    crate::desk::on(Engine::Sqlite, async |engine| {
        let desk = Desk::open(engine).await;
        desk.office.accepted().await;
        let (text, recipient) = Key::generate();
        let taken = desk.back_up(&Lock::recipients(&[recipient]).unwrap()).await.unwrap();
        let key = Key::identities(&text).unwrap();
        let bytes = std::fs::read(&taken.path).unwrap();
        let damaged = desk.folder.path().join("damaged");
        let refused = |bytes: &[u8], what: &str| refused(&damaged, bytes, &key, what);
        for left in [0, 20, 100, 300, bytes.len() / 2, bytes.len() - 20_000, bytes.len() - 1] {
            refused(&bytes[..left], &format!("cut off at {left}"));
        }
        for at in [0, 30, 150, 400, bytes.len() / 3, bytes.len() - 10] {
            let mut altered = bytes.clone();
            altered[at] ^= 1;
            refused(&altered, &format!("altered at {at}"));
        }
        refused(&[&bytes[..], b"more"].concat(), "something was added");
        std::fs::write(&damaged, &bytes).unwrap();
        assert!(backup::verify(&damaged, &key).is_ok());
        desk.close().await;
    });
}

fn refused(file: &Path, bytes: &[u8], key: &Key, what: &str) {
    std::fs::write(file, bytes).unwrap();
    let fault = backup::verify(file, key).err();
    let known = matches!(fault, Some(BackupFault::Damaged(_) | BackupFault::WrongKey));
    assert!(known, "{what}: {fault:?}");
}

#[test]
fn a_backup_is_never_written_over_another_file_and_never_in_the_clear() {
    crate::desk::on(Engine::Sqlite, async |engine| {
        let desk = Desk::open(engine).await;
        let taken = desk.back_up(&lock()).await.unwrap();
        let refused = desk.back_up(&lock()).await.unwrap_err();
        assert!(matches!(&refused, BackupFault::There(path) if *path == taken.path), "{refused}");
        assert!(matches!(Lock::passphrase("짧은 암호"), Err(BackupFault::ShortPassphrase(16))));
        assert!(matches!(Lock::recipients(&[]), Err(BackupFault::NoRecipient(_))));
        assert!(matches!(Lock::recipients(&["age1nobody".into()]), Err(BackupFault::NoRecipient(_))));
        desk.close().await;
    });
}

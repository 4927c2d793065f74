//! What could only be made by somebody who is not this office.

use connect::vault::Settings;
use domain::deadline::seoul;
use store::Census;

use super::*;
use crate::archive::Writing;
use crate::lock::Lock;
use crate::manifest::{Contents, FORMAT};

/// Restores a backup whose every part is right, signed by this ring.
async fn signed_by(signing: &KeyRing, ours: &KeyRing) -> BackupFault {
    let folder = tempfile::tempdir().unwrap();
    let (path, files) = (folder.path().join("backup"), Settings::Folder(folder.path().join("files")));
    let now = seoul::parse("2026-11-26T15:30").unwrap();
    let (text, recipient) = Key::generate();
    let manifest = Manifest {
        format: FORMAT,
        program: "0.0.0".into(),
        engine: "sqlite".into(),
        schema: store::newest(),
        moment: now,
        keys: ours.marks(&["k1".into()]),
        counts: Census::default(),
        audit: None,
    };
    let lock = Lock::recipients(&[recipient]).unwrap();
    let mut writing = Writing::begin(std::fs::File::create(&path).unwrap(), &lock, &manifest).unwrap();
    writing.add(Manifest::database(Engine::Sqlite), &b"no database"[..]).unwrap();
    let contents = writing.contents();
    let signature = signing.keyed_digest(SIGNED, &contents.digest).unwrap();
    writing.finish(&Contents { signature, ..contents }).unwrap();
    let url = format!("sqlite://{}/office.db", folder.path().display());
    let vault = Arc::new(Vault::new(&files).unwrap());
    let place =
        Place { url: url.clone(), engine: Engine::Sqlite, keys: ours.clone(), vault, keep_files: false };
    let fault = restore(place, &path, Key::identities(&text).unwrap(), now, &mut |_| {}).await.unwrap_err();
    assert!(store::is_vacant(&url).await.unwrap(), "something was written");
    fault
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_has_a_recipient_cannot_make_a_backup_of_this_office() {
    let ours = KeyRing::generate();
    let fault = signed_by(&KeyRing::generate(), &ours).await;
    assert!(matches!(fault, BackupFault::NotOurs), "{fault}");
    let fault = signed_by(&ours, &ours).await;
    assert!(!matches!(fault, BackupFault::NotOurs), "{fault}");
}

//! Both vaults keep the same promises: whole or not at all, found again, gone when removed.

#![expect(clippy::unwrap_used, reason = "helpers of tests may panic like tests")]

use std::path::Path;

use connect::Secret;
use connect::vault::{
    CHUNK_BYTES, Key, Lies, S3Fake, S3Mischief, S3Settings, Settings, Vault, VaultFault, VaultKey, VaultKeys,
};

fn key(n: u32) -> Key {
    Key::of(0x0198_b3f0_1111_7abc_8def_0000_0000_0000 + u128::from(n))
}

fn folder(root: &Path) -> Vault {
    Vault::new(&Settings::Folder(root.to_owned())).unwrap()
}

fn store(store: S3Settings, incoming: &Path) -> Vault {
    Vault::new(&Settings::S3 { store, incoming: incoming.to_owned() }).unwrap()
}

fn sealing(vault: Vault) -> Vault {
    vault.sealed_with(VaultKey::new([7; 32].into()))
}

async fn put(vault: &Vault, key: &Key, bytes: &[u8]) -> Result<(), VaultFault> {
    let mut spool = vault.spool().await?;
    for chunk in bytes.chunks(10_000) {
        spool.write(chunk).await?;
    }
    vault.put(key, spool).await
}

async fn got(vault: &Vault, key: &Key) -> Option<Vec<u8>> {
    let mut reading = vault.open(key).await.unwrap()?;
    let mut bytes = Vec::new();
    while let Some(chunk) = reading.next().await.unwrap() {
        bytes.extend(chunk);
    }
    assert_eq!(u64::try_from(bytes.len()).unwrap(), reading.bytes);
    Some(bytes)
}

/// Every file below a folder.
fn files(root: &Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

async fn keeps_its_promises(vault: &Vault) {
    let large: Vec<u8> = (0..3_000_000_u32).map(|n| (n % 251) as u8).collect();
    assert_eq!(got(vault, &key(1)).await, None);
    assert!(vault.is_empty().await.unwrap());
    put(vault, &key(1), &large).await.unwrap();
    put(vault, &key(2), b"x").await.unwrap();
    assert_eq!(got(vault, &key(1)).await.unwrap(), large);
    let at_hand = vault.at_hand(&key(1)).await.unwrap().unwrap();
    assert_eq!(std::fs::read(at_hand.path()).unwrap(), large);
    put(vault, &key(2), b"yy").await.unwrap();
    assert_eq!(got(vault, &key(2)).await.unwrap(), b"yy", "the same key again is the same file");
    assert!(!vault.is_empty().await.unwrap());
    vault.remove(&key(1)).await.unwrap();
    vault.remove(&key(1)).await.unwrap();
    assert_eq!(got(vault, &key(1)).await, None);
    assert!(vault.at_hand(&key(1)).await.unwrap().is_none());
    assert!(vault.check().await.is_ok());
}

#[tokio::test]
async fn a_folder_keeps_its_promises_and_leaves_no_pieces() {
    let home = tempfile::tempdir().unwrap();
    let vault = folder(home.path());
    keeps_its_promises(&vault).await;
    let mut given_up = vault.spool().await.unwrap();
    given_up.write(b"half").await.unwrap();
    drop(given_up);
    assert_eq!(files(home.path()).len(), 1, "{:?}", files(home.path()));
    #[cfg(unix)]
    for file in files(home.path()) {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(std::fs::metadata(file).unwrap().permissions().mode() & 0o077, 0);
    }
}

#[tokio::test]
async fn a_store_keeps_its_promises_and_leaves_no_pieces() {
    let (fake, home) = (S3Fake::start().await.unwrap(), tempfile::tempdir().unwrap());
    keeps_its_promises(&store(fake.settings(), home.path())).await;
    assert_eq!(fake.keys(), [key(2).as_str()]);
    assert!(files(home.path()).is_empty());
}

#[tokio::test]
async fn sealed_both_keep_the_same_promises_and_nothing_lies_there_in_the_clear() {
    let (fake, home, incoming) =
        (S3Fake::start().await.unwrap(), tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    keeps_its_promises(&sealing(store(fake.settings(), incoming.path()))).await;
    assert!(files(incoming.path()).is_empty());
    let vault = sealing(folder(home.path()));
    keeps_its_promises(&vault).await;
    for length in [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES] {
        let bytes: Vec<u8> = b"marker".iter().copied().cycle().take(length).collect();
        put(&vault, &key(9), &bytes).await.unwrap();
        assert_eq!(got(&vault, &key(9)).await.unwrap(), bytes, "{length}");
    }
    for file in files(home.path()) {
        let lies = std::fs::read(&file).unwrap();
        assert!(!lies.windows(6).any(|there| there == b"marker"), "{}", file.display());
    }
}

#[tokio::test]
async fn what_lies_in_the_clear_or_sealed_by_an_older_key_is_sealed_anew_and_says_the_same() {
    let (fake, home, incoming) =
        (S3Fake::start().await.unwrap(), tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    is_sealed_anew(store(fake.settings(), incoming.path())).await;
    is_sealed_anew(folder(home.path())).await;
    assert!(files(&home.path().join("incoming")).is_empty() && files(incoming.path()).is_empty());
}

fn keys(names: &[&str]) -> VaultKeys {
    let key = |name: &str| match name {
        "index" => VaultKey::new([7; 32].into()),
        name => VaultKey::named(name, [name.as_bytes()[6]; 32].into()).unwrap(),
    };
    names.iter().map(|name| key(name)).collect()
}

async fn is_sealed_anew(vault: Vault) {
    let lengths = [0, 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES, 3 * CHUNK_BYTES + 9];
    let bytes = |length: usize| (0..length).map(|n| (n % 249) as u8).collect::<Vec<u8>>();
    let mut all = Vec::new();
    for (n, names) in (0..).zip([&[][..], &["index"], &["index", "vault-1"]]) {
        vault.use_keys(keys(names));
        for (m, length) in (0..).zip(lengths) {
            let (key, lies) = (key(n * 10 + m), names.last().map(|name| Lies::Sealed((*name).to_owned())));
            put(&vault, &key, &bytes(length)).await.unwrap();
            assert_eq!(vault.how_it_lies(&key).await.unwrap(), lies.or(Some(Lies::Clear)));
            all.push((key, length));
        }
    }
    vault.use_keys(keys(&["index", "vault-1", "vault-2"]));
    let (mut after, mut found) = (String::new(), Vec::new());
    while let Some((some, next)) = vault.names_after(&after).await.unwrap() {
        found.extend(some);
        after = next;
    }
    assert_eq!(found.len(), all.len(), "each is found once");
    for (key, length) in &all {
        assert!(found.contains(key));
        assert_eq!(got(&vault, key).await.unwrap(), bytes(*length), "before");
        let resealed = vault.reseal(key).await.unwrap().unwrap();
        assert_eq!(got(&vault, key).await.unwrap(), bytes(*length), "beside what lies there");
        vault.replace(key, resealed).await.unwrap();
        assert_eq!(vault.how_it_lies(key).await.unwrap(), Some(Lies::Sealed("vault-2".to_owned())));
    }
    vault.use_keys(keys(&["vault-2"]));
    for (key, length) in &all {
        assert_eq!(got(&vault, key).await.unwrap(), bytes(*length), "the older keys may go");
    }
    assert!(vault.reseal(&key(99)).await.unwrap().is_none(), "nothing lies there");
    vault.use_keys(keys(&["index", "vault-1"]));
    let gone = vault.open(&key(1)).await.err();
    assert!(matches!(&gone, Some(VaultFault::KeyGone(name)) if name == "vault-2"), "{gone:?}");
}

#[tokio::test]
async fn what_was_altered_cut_off_moved_or_sealed_with_another_key_does_not_open() {
    async fn whole(vault: &Vault, key: &Key) -> Result<usize, VaultFault> {
        let (mut reading, mut bytes) = (vault.open(key).await?.unwrap(), 0);
        while let Some(chunk) = reading.next().await? {
            bytes += chunk.len();
        }
        Ok(bytes)
    }
    let home = tempfile::tempdir().unwrap();
    let vault = sealing(folder(home.path()));
    let large = vec![1; 2 * CHUNK_BYTES + 7];
    put(&vault, &key(1), &large).await.unwrap();
    let path = files(home.path()).remove(0);
    let lies = std::fs::read(&path).unwrap();
    let (mut altered, mut swapped) = (lies.clone(), lies.clone());
    altered[CHUNK_BYTES] ^= 1;
    let piece = CHUNK_BYTES + 16;
    let (first, second) = (40..40 + piece, 40 + piece..40 + 2 * piece);
    swapped[first.clone()].copy_from_slice(&lies[second.clone()]);
    swapped[second].copy_from_slice(&lies[first]);
    for broken in [&altered, &swapped, &lies[..lies.len() - 1], &lies[..40 + piece], &lies[..40]] {
        std::fs::write(&path, broken).unwrap();
        let read = whole(&vault, &key(1)).await;
        assert!(matches!(read, Err(VaultFault::Unopened)), "{} of {}: {read:?}", broken.len(), lies.len());
    }
    let other = home.path().join("02");
    std::fs::create_dir(&other).unwrap();
    std::fs::write(other.join(key(2).as_str()), &lies).unwrap();
    assert!(matches!(whole(&vault, &key(2)).await, Err(VaultFault::Unopened)), "under another name");
    std::fs::write(&path, &lies).unwrap();
    assert_eq!(whole(&vault, &key(1)).await.unwrap(), large.len());
    let anothers = folder(home.path()).sealed_with(VaultKey::new([8; 32].into()));
    assert!(matches!(whole(&anothers, &key(1)).await, Err(VaultFault::Unopened)), "another key");
    assert!(matches!(whole(&folder(home.path()), &key(1)).await, Err(VaultFault::KeyGone(_))), "no key");
}

#[tokio::test]
async fn what_lay_there_before_it_was_sealed_is_read_as_it_lies() {
    let home = tempfile::tempdir().unwrap();
    put(&folder(home.path()), &key(1), b"from before").await.unwrap();
    put(&folder(home.path()), &key(2), b"").await.unwrap();
    let vault = sealing(folder(home.path()));
    assert_eq!(got(&vault, &key(1)).await.unwrap(), b"from before");
    assert_eq!(got(&vault, &key(2)).await.unwrap(), b"");
}

#[tokio::test]
async fn a_store_takes_nothing_under_a_wrong_signature() {
    let (fake, home) = (S3Fake::start().await.unwrap(), tempfile::tempdir().unwrap());
    let wrong = S3Settings { secret_key: Secret::new("guessed"), ..fake.settings() };
    let vault = store(wrong, home.path());
    assert!(matches!(put(&vault, &key(1), b"x").await, Err(VaultFault::Refused(403))));
    assert!(fake.keys().is_empty());
    assert!(vault.check().await.unwrap_err().contains("403"));
}

#[tokio::test]
async fn a_store_that_is_busy_or_silent_has_taken_nothing() {
    let (fake, home) = (S3Fake::start().await.unwrap(), tempfile::tempdir().unwrap());
    let hasty = S3Settings { timeout: std::time::Duration::from_millis(300), ..fake.settings() };
    let vault = store(hasty, home.path());
    fake.misbehave(S3Mischief::Busy, 1);
    assert!(matches!(put(&vault, &key(1), b"x").await, Err(VaultFault::Refused(503))));
    fake.misbehave(S3Mischief::Hang, 1);
    assert!(matches!(put(&vault, &key(1), b"x").await, Err(VaultFault::Away(_))));
    put(&vault, &key(1), b"x").await.unwrap();
    assert_eq!(got(&vault, &key(1)).await.unwrap(), b"x");
}

#[tokio::test]
async fn only_https_leaves_this_machine() {
    let (fake, home) = (S3Fake::start().await.unwrap(), tempfile::tempdir().unwrap());
    let plain = S3Settings { endpoint: "http://objects.example.kr".into(), ..fake.settings() };
    let refused = Vault::new(&Settings::S3 { store: plain, incoming: home.path().to_owned() });
    assert_eq!(refused.unwrap_err().setting, "files.s3_endpoint");
}

#[test]
fn a_key_is_read_as_it_was_written_and_no_path_is_one() {
    for key in [key(7), Key::preview(7)] {
        assert_eq!(Key::parse(key.as_str()), Some(key));
    }
    for text in ["", "7", "../../etc/passwd", "0198B3F011117ABC8DEF000000000007", "-preview"] {
        assert_eq!(Key::parse(text), None, "{text:?}");
    }
}

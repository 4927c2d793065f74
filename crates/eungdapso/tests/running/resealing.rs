//! Keys of the vault change while the office serves: killed half-way and run again, every paper says what it said, and an
//! older key may be taken away.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};
use std::time::{Duration, Instant};

use connect::vault::{Key, Settings, Vault, VaultKey, VaultKeys};
use domain::access::Scope;
use domain::attachment::{FileKind, Part, Scan};
use domain::complaint::Number;
use store::{Attachment, Engine, KeyRing, Store};
use testkit::world;
use uuid::Uuid;

use crate::crowd::{Book, Place, Sent, attach, file, is_there, now};
use crate::people::settle;
use crate::program::Running;

/// Papers that lie there before: every other one in the clear, as before the vault was sealed.
const BEFORE: u128 = 300;
/// So many are sealed anew when the blow falls.
const KILLED_AFTER: usize = 40;
const WITHIN: Duration = Duration::from_secs(60);
/// How a file begins that is sealed by a key with a name.
const NAMED: &[u8] = b"eungv02\n";
const KEY: &str = "key-00000001";

/// What each paper says: most are small, some are longer than a piece.
fn words(n: u128) -> Vec<u8> {
    format!("paper {n} ").into_bytes().repeat(if n.is_multiple_of(50) { 20_000 } else { 3 })
}

/// The keys as the program has them.
fn keys(ring: &KeyRing) -> VaultKeys {
    let own = ring.vault_keys().map(|(name, secret)| VaultKey::named(name, secret.clone()).unwrap());
    [VaultKey::new(ring.key_for("vault"))].into_iter().chain(own).collect()
}

fn folder(place: &Place) -> PathBuf {
    place.folder.path().join("data/files")
}

fn vault(place: &Place) -> Vault {
    Vault::new(&Settings::Folder(folder(place))).unwrap()
}

async fn put(vault: &Vault, n: u128) -> (u64, String) {
    let mut spool = vault.spool().await.unwrap();
    spool.write(&words(n)).await.unwrap();
    let spool = spool.digested();
    let told = (spool.bytes(), spool.digest().to_owned());
    vault.put(&Key::of(n), spool).await.unwrap();
    told
}

/// Papers on this complaint; their digests.
async fn papers(place: &Place, number: &str) -> BTreeMap<u128, String> {
    let store = Store::open(place.database.url(), place.ring()).await.unwrap();
    let (clear, sealed) = (vault(place), vault(place).sealed_with(keys(&place.ring())));
    let mut tx = store.write().await.unwrap();
    let scope = Scope::of(&world::sweep());
    let complaint = tx.complaint(&scope, &Number::parse(number).unwrap()).await.unwrap().complaint.id;
    let mut digests = BTreeMap::new();
    for n in 1..=BEFORE {
        let (size, digest) = put(if n.is_multiple_of(2) { &clear } else { &sealed }, n).await;
        let row = Attachment {
            id: Uuid::from_u128(n),
            complaint: Some(complaint),
            bundle: None,
            part: Part::Application,
            by: None,
            name: format!("{n}.txt"),
            kind: FileKind::Text,
            size,
            digest: digest.clone(),
            preview: false,
            scan: Scan::Unscanned,
            finding: None,
            at: now(0),
        };
        tx.reserve_attachment(&row).await.unwrap();
        tx.attachment_arrived(row.id, row.at).await.unwrap();
        digests.insert(n, digest);
    }
    tx.commit().await.unwrap();
    store.close().await;
    digests
}

/// Every paper is read with these keys, and has its digest.
async fn all_say_the_same(place: &Place, ring: &KeyRing, digests: &BTreeMap<u128, String>) {
    let vault = vault(place).sealed_with(keys(ring));
    for (n, digest) in digests {
        let mut reading = vault.open(&Key::of(*n)).await.unwrap().unwrap_or_else(|| panic!("{n} is gone"));
        let mut copy = vault.spool().await.unwrap();
        while let Some(chunk) = reading.next().await.unwrap() {
            copy.write(&chunk).await.unwrap();
        }
        assert_eq!(copy.digested().digest(), digest, "{n}");
    }
}

fn files(root: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path());
    let kept = entries.filter(|path| !path.ends_with("incoming"));
    kept.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

/// How many files are sealed by a key of this name.
fn sealed_by(place: &Place, name: &str) -> usize {
    let begins = [NAMED, name.as_bytes(), b"\0"].concat();
    files(&folder(place)).iter().filter(|path| fs::read(path).is_ok_and(|it| it.starts_with(&begins))).count()
}

fn run(place: &Place, asked: &str) -> Output {
    place.command().args(["vault", asked]).output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8([&output.stdout[..], &output.stderr].concat()).unwrap()
}

/// A new key is added and half of the work done when the program is killed.
fn killed_half_way(place: &Place) {
    let mut command = place.command();
    let mut child = command.args(["vault", "rotate"]).stdout(Stdio::null()).spawn().unwrap();
    let began = Instant::now();
    while sealed_by(place, "vault-1") < KILLED_AFTER {
        assert!(began.elapsed() < WITHIN && child.try_wait().unwrap().is_none(), "it ended by itself");
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let done = sealed_by(place, "vault-1");
    assert!(done < usize::try_from(BEFORE).unwrap(), "it was done already");
}

/// As the petitioner reads them.
fn served(running: &Running, book: &Book, n: u128) -> String {
    let (number, secret) = book.lock().unwrap()[KEY].acknowledged.clone().unwrap();
    let path = format!("/api/v1/complaints/{number}/attachments/{}", Uuid::from_u128(n));
    running.ask("GET", &path, &[&format!("X-Complaint-Secret: {secret}")], "")
}

fn are_served(running: &Running, book: &Book) {
    for n in [1, 2, 50, BEFORE] {
        let answer = served(running, book, n);
        assert!(answer.starts_with("HTTP/1.1 200"), "{n}: {answer}");
        assert!(answer.ends_with(&String::from_utf8(words(n)).unwrap()), "{n} says something else");
    }
    is_there(running, book);
}

/// A key leaves the file, as somebody takes it out by hand.
fn without(ring: &KeyRing, name: &str) -> KeyRing {
    let text = ring.to_text();
    let lines: Vec<&str> = text.lines().filter(|line| !line.starts_with(name)).collect();
    KeyRing::parse(&lines.join("\n")).unwrap()
}

fn keys_change(engine: Engine) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let place = runtime.block_on(Place::new(engine));
    runtime.block_on(settle(&place));
    let (running, book) = (place.serve(), Book::default());
    book.lock()
        .unwrap()
        .insert(KEY.to_owned(), Sent { phone: "010-0000-0001".to_owned(), ..Sent::default() });
    assert!(file(&running.address(), KEY, &book) && attach(&running.address(), KEY, &book));
    let number = book.lock().unwrap()[KEY].acknowledged.clone().unwrap().0;
    let digests = runtime.block_on(papers(&place, &number));
    let before = said(&run(&place, "check"));
    assert!(
        before.contains("암호화되지 않은 파일: 150개")
            && before.contains("열쇠 index로 암호화된 파일: 151개")
    );

    killed_half_way(&place);
    runtime.block_on(all_say_the_same(&place, &place.ring(), &digests));
    are_served(&running, &book);
    let (again, twice) = (run(&place, "reseal"), run(&place, "reseal"));
    assert!(again.status.success() && said(&again).contains("정상"), "{}", said(&again));
    assert!(twice.status.success() && said(&twice).contains("다시 암호화한 파일 0개"), "{}", said(&twice));
    assert!(run(&place, "check").status.success());
    runtime.block_on(all_say_the_same(&place, &place.ring(), &digests));
    are_served(&running, &book);
    assert!(attach(&running.address(), KEY, &book));
    assert_eq!(
        sealed_by(&place, "vault-1"),
        files(&folder(&place)).len(),
        "what comes in has the new key by now"
    );

    // One more, and the one before is taken away while a file of it still lies there, brought back from somewhere.
    let left = folder(&place).join("07").join(Key::of(7).as_str());
    let older = fs::read(&left).unwrap();
    let rotated = run(&place, "rotate");
    assert!(rotated.status.success() && said(&rotated).contains("vault-2"), "{}", said(&rotated));
    running.stop();
    let (whole, path) = (place.ring(), place.folder.path().join("keys"));
    fs::write(&left, older).unwrap();
    without(&whole, "vault-1").replace_file(&path).unwrap();
    let running = place.serve();
    are_served(&running, &book);
    assert!(served(&running, &book, 7).starts_with("HTTP/1.1 503"), "{}", served(&running, &book, 7));
    for asked in ["check", "reseal"] {
        let output = run(&place, asked);
        let told = said(&output);
        assert_eq!(output.status.code(), Some(1), "{told}");
        assert!(told.contains("vault-1") && told.contains(Key::of(7).as_str()), "{told}");
    }
    // With the key it is sealed anew, and then the key may go.
    running.stop();
    whole.replace_file(&path).unwrap();
    assert!(run(&place, "reseal").status.success());
    without(&whole, "vault-1").replace_file(&path).unwrap();
    assert!(run(&place, "check").status.success());
    runtime.block_on(all_say_the_same(&place, &place.ring(), &digests));
    runtime.block_on(place.database.remove());
}

#[test]
fn sqlite() {
    keys_change(Engine::Sqlite);
}

#[test]
fn postgres() {
    keys_change(Engine::Postgres);
}

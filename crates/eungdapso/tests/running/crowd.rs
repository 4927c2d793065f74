//! People who file and attach, what was said to them, and whether it is so.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};

use casework::{MovableClock, Office};
use connect::message::Messengers;
use connect::message::standin::{self, StandIn};
use domain::access::Scope;
use domain::complaint::{Number, fold};
use jiff::{SignedDuration, Timestamp};
use store::{Chain, Engine, KeyRing, Store};
use tempfile::TempDir;
use testkit::databases::TestDatabase;
use testkit::world;
use worker::Worker;

use crate::officers::Step;
use crate::program::{Running, program, text, try_ask};

const HOUR: i64 = 3_600;

/// What somebody sent, under its key, and what was said of it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sent {
    pub(crate) phone: String,
    /// In words, besides what everybody says.
    pub(crate) said: String,
    pub(crate) acknowledged: Option<(String, String)>,
    pub(crate) attached: BTreeSet<String>,
    /// What officers asked to do with it, and what they were told is done.
    pub(crate) asked: BTreeSet<Step>,
    pub(crate) done: BTreeSet<Step>,
}

/// By idempotency key.
pub(crate) type Book = Arc<Mutex<BTreeMap<String, Sent>>>;

pub(crate) struct Place {
    pub(crate) folder: TempDir,
    pub(crate) database: TestDatabase,
    pub(crate) standin: StandIn,
    /// The program's own way to the database, when it is not the test's.
    pub(crate) way: Option<String>,
    /// Seconds by which the gateway's clock goes before.
    later: Arc<AtomicI64>,
}

impl Place {
    pub(crate) async fn new(engine: Engine) -> Place {
        Place::over(TestDatabase::new(engine).await).await
    }

    pub(crate) async fn over(database: TestDatabase) -> Place {
        let later = Arc::new(AtomicI64::new(0));
        let ahead = Arc::clone(&later);
        let standin = standin::start(Arc::new(move || now(ahead.load(Ordering::SeqCst)))).await.unwrap();
        let folder = TempDir::new().unwrap();
        KeyRing::generate().write_new_file(&folder.path().join("keys")).unwrap();
        Place { folder, database, standin, way: None, later }
    }

    /// The service's own command, as systemd would give it again.
    pub(crate) fn command(&self) -> Command {
        let mut command = program(self.folder.path());
        let gateway = self.standin.settings.gateway.as_ref().unwrap();
        let mail = self.standin.mail_address;
        command
            .env("EUNGDAPSO_LISTEN", "127.0.0.1:0")
            .env("DATABASE_URL", self.way.as_deref().unwrap_or(self.database.url()));
        command.env("EUNGDAPSO_GATEWAY_URL", &gateway.url).env("RUST_LOG", "error");
        command.env("EUNGDAPSO_GATEWAY_TOKEN", gateway.token.expose());
        command.env("EUNGDAPSO_GATEWAY_SIGNING_KEY", gateway.signing_key.expose());
        command.envs(
            gateway.alimtalk_template.as_ref().map(|template| ("EUNGDAPSO_ALIMTALK_TEMPLATE", template)),
        );
        command
            .env("EUNGDAPSO_MAIL_HOST", mail.ip().to_string())
            .env("EUNGDAPSO_MAIL_PORT", mail.port().to_string());
        // As the worker of [`drained`] does: what either has begun to send, the other sends again under the same id.
        let from = &self.standin.settings.mail.as_ref().unwrap().from;
        command.env("EUNGDAPSO_MAIL_SECURITY", "plain").env("EUNGDAPSO_MAIL_FROM", from);
        // Everybody files from an address of their own.
        command.env("EUNGDAPSO_TRUSTED_PROXIES", "127.0.0.1");
        command.env("EUNGDAPSO_KEYS_FILE", self.folder.path().join("keys"));
        command
    }

    pub(crate) fn serve(&self) -> Running {
        Running::until(self.command().arg("serve"), "listening on")
    }

    /// The gateway's clock goes before by so many seconds.
    pub(crate) fn goes_before(&self, seconds: i64) {
        self.later.store(seconds, Ordering::SeqCst);
    }

    pub(crate) fn ring(&self) -> KeyRing {
        KeyRing::from_file(&self.folder.path().join("keys")).unwrap()
    }
}

/// The header by which our own proxy would say who asks.
fn from(key: &str) -> String {
    let n: u32 = key.trim_start_matches("key-").parse().unwrap();
    format!("X-Forwarded-For: {}", std::net::Ipv4Addr::from(0x0a00_0000 + n))
}

/// Files under a key of its own; `false` when nobody answered.
pub(crate) fn file(address: &str, key: &str, book: &Book) -> bool {
    let Sent { phone, said, .. } = book.lock().unwrap()[key].clone();
    let body = format!(
        r#"{{"title": "보도블록 {key}", "body": "깨졌습니다. {said}", "name": "박시민", "phone": "{phone}"}}"#
    );
    let headers = ["Content-Type: application/json", &format!("Idempotency-Key: {key}"), &from(key)];
    let Ok(answer) = try_ask(address, "POST", "/api/v1/complaints", &headers, body.as_bytes()) else {
        return false;
    };
    let (number, secret) = (text(&answer, "application_number"), text(&answer, "secret"));
    let Some(acknowledged) = number.zip(secret) else { return false };
    book.lock().unwrap().get_mut(key).unwrap().acknowledged = Some(acknowledged);
    true
}

/// Attaches a paper to a complaint of one's own; `false` when nobody answered.
pub(crate) fn attach(address: &str, key: &str, book: &Book) -> bool {
    let Some((number, secret)) = book.lock().unwrap()[key].acknowledged.clone() else { return true };
    let name = format!("{key}.txt");
    let body = format!(
        "--x\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\n\r\n{key}\r\n--x--\r\n"
    );
    let headers = [
        "Content-Type: multipart/form-data; boundary=x",
        &format!("X-Complaint-Secret: {secret}"),
        &from(key),
    ];
    let path = format!("/api/v1/complaints/{number}/attachments");
    let Ok(answer) = try_ask(address, "POST", &path, &headers, body.as_bytes()) else { return false };
    if answer.starts_with("HTTP/1.1 201") {
        book.lock().unwrap().get_mut(key).unwrap().attached.insert(name);
    }
    !answer.is_empty()
}

/// The machine's clock, with so many seconds more.
pub(crate) fn now(later: i64) -> Timestamp {
    #[expect(clippy::disallowed_methods, reason = "the program itself goes by the machine's clock")]
    let now = Timestamp::now();
    now + SignedDuration::from_secs(later)
}

/// What killed workers had in hand is taken up once their claims have run out: an hour later all has left.
pub(crate) async fn drained(place: &Place) {
    place.goes_before(HOUR);
    let store = Store::open(place.database.url(), place.ring()).await.unwrap();
    let clock = Arc::new(MovableClock::new(now(HOUR)));
    let office = Office::open(store.clone(), clock.clone(), clock).await.unwrap();
    let worker = Worker::new(office, Arc::new(Messengers::new(&place.standin.settings).unwrap()));
    let report = worker.run_once().await;
    assert!(report.broke_off.is_none(), "{report:?}");
    store.close().await;
}

/// Everything that was acknowledged is read by its own secret, papers and all.
pub(crate) fn is_there(running: &Running, book: &Book) {
    for (key, sent) in book.lock().unwrap().iter() {
        let Some((number, secret)) = &sent.acknowledged else { continue };
        let secret = format!("X-Complaint-Secret: {secret}");
        let path = format!("/api/v1/complaints/{number}");
        let answer = running.ask("GET", &path, &[&secret], "");
        assert!(answer.starts_with("HTTP/1.1 200") && answer.contains(key), "{key} {number}: {answer}");
        assert!(answer.contains(&sent.said), "{key} {number}: not what was said");
        let papers = running.ask("GET", &format!("{path}/attachments"), &[&secret], "");
        for name in &sent.attached {
            assert!(papers.contains(name.as_str()), "{key} {number}: {name} is not in {papers}");
        }
    }
}

/// Every file is what its history makes it; index, sums and access log agree with the files.
pub(crate) async fn agrees(place: &Place, acknowledged: &BTreeSet<String>) {
    let store = Store::open(place.database.url(), place.ring()).await.unwrap();
    let everything = Scope::of(&world::sweep());
    let mut tx = store.read().await.unwrap();
    for number in acknowledged {
        let file = tx.complaint(&everything, &Number::parse(number).unwrap()).await.unwrap().complaint;
        let history = tx.history(file.id).await.unwrap();
        let happened: Vec<_> = history.into_iter().map(|line| line.happened).collect();
        assert_eq!(fold(&happened).as_ref(), Some(&file), "{number} is not what its history makes it");
    }
    assert!(matches!(tx.verify_accesses().await.unwrap(), Chain::Whole { .. }));
    drop(tx);
    assert!(store.check_sums().await.unwrap().is_sound());
    assert!(store.check_search().await.unwrap().is_sound());
    store.close().await;
}

//! Fault: the server is killed in the middle of a burst of acts. What it had acknowledged is there
//! afterwards, and every file is what its history makes it.
//!
//! The test runs itself as the child: with [`CHILD`] set it acts and tells, until it is killed by its pid.
#![expect(clippy::unwrap_used, reason = "a fault here is a failed test")]

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command as Process, Stdio};
use std::time::Duration;

use domain::access::Scope;
use domain::complaint::{Number, fold};
use store::{Engine, Store};
use testkit::databases::{TestDatabase, keys};
use testkit::office::TestOffice;
use testkit::{say, world};
use world::{KIM, PARK};

/// The child's database; only the child has it.
const CHILD: &str = "EUNGDAPSO_TEST_KILL_DATABASE";
/// Kills of one run: each at another moment of the burst.
const KILLS: u64 = 4;
/// Files acted on side by side.
const FILES: usize = 6;

#[test]
fn sqlite() {
    survives(Engine::Sqlite);
}

#[test]
fn postgres() {
    survives(Engine::Postgres);
}

/// Not a test by itself: the burst, when this program is the child.
#[test]
fn child() {
    let Ok(url) = std::env::var(CHILD) else { return };
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let store = Store::open(&url, keys()).await.unwrap();
        let office = TestOffice::over(store).await;
        let tasks: Vec<_> = (0..FILES).map(|n| tokio::spawn(burst(office.clone(), n))).collect();
        for task in tasks {
            task.await.unwrap();
        }
    });
}

/// Files, brings the file to a desk, and then acts on it for as long as it lives.
async fn burst(office: TestOffice, n: usize) {
    let number = office.accepted().await;
    // Every other file stays on one desk; the others go to and fro.
    let stays = n.is_multiple_of(2);
    let handler = world::officer(KIM);
    let manager = world::officer(world::LEE);
    loop {
        let after = match office.stored(&number).await.holder().handler {
            Some(KIM) if stays => office.act(&handler, &number, say::interim()).await,
            Some(_) => office.act(&manager, &number, say::recall()).await,
            None => office.act(&manager, &number, say::assign(PARK)).await,
        };
        tell(&number, after.version);
        if after.holder().handler.is_some() && after.version.is_multiple_of(7) {
            let filed = office.anybody_files().await.complaint;
            tell(&filed.application_number, filed.version);
        }
    }
}

/// The acknowledgement: out of the process before anything else is done.
fn tell(number: &Number, version: u64) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "\nacknowledged {number} {version}").unwrap();
    out.flush().unwrap();
}

fn survives(engine: Engine) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let db = runtime.block_on(async {
        let db = TestDatabase::new(engine).await;
        let store = db.open().await;
        world::settle(&store).await;
        store.close().await;
        db
    });
    let mut acknowledged = BTreeMap::new();
    for kill in 1..=KILLS {
        let heard = killed_in_a_burst(db.url(), usize::try_from(kill * 37).unwrap());
        for (number, version) in heard {
            let newest = acknowledged.entry(number).or_insert(0);
            *newest = version.max(*newest);
        }
        runtime.block_on(nothing_is_lost(&db, &acknowledged));
    }
    assert!(acknowledged.len() > FILES, "too little was acknowledged: {acknowledged:?}");
    runtime.block_on(db.remove());
}

/// Runs the child, kills it after so many acknowledgements, and gives all that it acknowledged.
fn killed_in_a_burst(url: &str, after: usize) -> Vec<(String, u64)> {
    let mut child = start(url);
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut heard = Vec::new();
    while heard.len() < after {
        let Some(line) = lines.next() else { panic!("the child ended by itself: {:?}", child.wait()) };
        heard.extend(acknowledgement(&line.unwrap()));
    }
    // SIGKILL, to the one process we started.
    child.kill().unwrap();
    child.wait().unwrap();
    // What was told before the blow still lies in the pipe; the last line may be cut off.
    heard.extend(lines.map_while(Result::ok).filter_map(|line| acknowledgement(&line)));
    heard
}

fn start(url: &str) -> Child {
    Process::new(std::env::current_exe().unwrap())
        .args(["child", "--exact", "--nocapture", "--test-threads=1"])
        .env(CHILD, url)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

fn acknowledgement(line: &str) -> Option<(String, u64)> {
    let mut words = line.strip_prefix("acknowledged ")?.split(' ');
    let (number, version) = (words.next()?, words.next()?);
    Some((number.to_owned(), version.parse().ok()?))
}

async fn nothing_is_lost(db: &TestDatabase, acknowledged: &BTreeMap<String, u64>) {
    // PostgreSQL may need a moment to notice that its client is gone.
    tokio::time::sleep(Duration::from_millis(200)).await;
    let store = db.open().await;
    let mut tx = store.read().await.unwrap();
    let everything = Scope::of(&world::sweep());
    for (number, version) in acknowledged {
        let file = tx.complaint(&everything, &Number::parse(number).unwrap()).await.unwrap().complaint;
        assert!(file.version >= *version, "{number} was at {version} and is at {}", file.version);
        let history = tx.history(file.id).await.unwrap();
        assert_eq!(u64::try_from(history.len()).unwrap(), file.version, "{number}: a line is missing");
        let happened: Vec<_> = history.into_iter().map(|line| line.happened).collect();
        assert_eq!(fold(&happened).as_ref(), Some(&file), "{number} is not what its history makes it");
        assert!(!tx.notices_of(file.id, None, 1).await.unwrap().is_empty(), "{number} told nobody");
    }
    drop(tx);
    let sums = store.check_sums().await.unwrap();
    assert!(sums.is_sound(), "{sums:?}");
    store.close().await;
}

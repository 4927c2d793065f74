//! PostgreSQL brought back to a moment, as `docs/how-to/point-in-time.md` says: what was done before the moment is
//! there, what was done after it is not, the access log is whole, and nothing anybody wrote lies in the archive in the
//! clear.
#![expect(clippy::unwrap_used, reason = "a fault here is a failed test")]

use std::fs;
use std::path::Path;
use std::time::Instant;

use backup::Key;
use domain::access::Scope;
use domain::complaint::{Channel, Visibility};
use store::{Access, Chain, Store};
use testkit::databases::cluster::Home;
use testkit::databases::keys;
use testkit::office::{TestOffice, submission};
use testkit::world;

/// As the document has it: sealed to the key that opens our backups, whose other half is not on this machine.
fn archiving(recipient: &str) -> String {
    let part = "../wal/%f.age.part";
    format!(
        "archive_command=test ! -f ../wal/%f.age && age -r {recipient} -o {part} %p && mv {part} ../wal/%f.age"
    )
}

mod a_server_goes_back_to_a_moment_and_keeps_what_was_before_it {
    #[test]
    fn postgres() {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
        runtime.unwrap().block_on(super::drive());
    }
}

async fn drive() {
    let home = Home::make();
    let (key, recipient) = Key::generate();
    home.shell("mkdir wal; mkdir -m 700 base");
    let server = home.start("data", &["archive_mode=on", &archiving(&recipient), "archive_timeout=60s"]);
    let store = Store::open(&server.url, keys()).await.unwrap();
    world::settle(&store).await;
    let office = TestOffice::over(store).await;
    let in_the_base = office.accepted().await;
    office.file_as(Channel::Web, Visibility::Sealed).await;
    let url = &server.url;
    let base = format!("pg_basebackup -Ft -X fetch --checkpoint=fast --dbname {url} -D -");
    home.shell(&format!("{base} | age -r {recipient} -o base.tar.age"));

    let before = office.accepted().await;
    note(&office, "before").await;
    let anchor = office.store().read().await.unwrap().access_anchor().await.unwrap();
    let counted = office.store().read().await.unwrap().census().await.unwrap();
    let moment = server.asked("select clock_timestamp()::text").await;
    let after = office.accepted().await;
    note(&office, "after").await;

    // The segment that the disaster finds in the archive; without it what is in it would be lost.
    let segment = server.asked("select pg_walfile_name(pg_switch_wal())").await;
    server
        .until_yes(&format!("select coalesce(last_archived_wal >= '{segment}', false) from pg_stat_archiver"))
        .await;
    server.cut();
    let written = office_words();
    assert!(stands(&written, &home.path("data")), "the words are not what lies in a database");
    assert!(!stands(&written, &home.path("wal")), "the archive's log shows what was written");
    assert!(!stands(&written, &home.path("base.tar.age")), "the base shows what was written");

    let began = Instant::now();
    fs::write(home.path("key"), &key).unwrap();
    home.shell("age -d -i key base.tar.age | tar -x -C base && touch base/recovery.signal");
    let target = format!("recovery_target_time={moment}");
    let restoring = "restore_command=age -d -i ../key -o %p ../wal/%f.age";
    let server = home.start("base", &[restoring, &target, "recovery_target_action=promote"]);
    server.until_yes("select not pg_is_in_recovery()").await;
    let took = began.elapsed();
    println!(
        "drill on PostgreSQL, point in time: recovery point {moment}, recovery time {:.1} s",
        took.as_secs_f64()
    );

    let store = Store::open(&server.url, keys()).await.unwrap();
    let everything = Scope::of(&world::sweep());
    let mut tx = store.read().await.unwrap();
    for number in [&in_the_base, &before] {
        assert!(tx.complaint(&everything, number).await.is_ok(), "{number} is gone");
    }
    assert!(tx.complaint(&everything, &after).await.is_err(), "{after} came after the moment");
    assert_eq!(tx.census().await.unwrap(), counted);
    assert!(matches!(tx.verify_accesses().await.unwrap(), Chain::Whole { lines: 1 }));
    assert_eq!(tx.access_anchor().await.unwrap(), anchor);
    drop(tx);
    let histories = store.check_histories(|_| {}).await.unwrap();
    assert_eq!((histories.files, histories.differing), (3, 0), "{histories:?}");
    assert!(store.check_search().await.unwrap().is_sound());
    let again = TestOffice::over(store).await;
    assert_eq!(again.accepted().await, after, "work goes on, and numbers that were lost are given again");
    again.store().close().await;
}

/// What somebody wrote in a complaint, as it lies in a database.
fn office_words() -> String {
    submission().title.as_str().to_owned()
}

/// Whether these words stand in the clear in a file, or in any file of a folder.
fn stands(words: &str, at: &Path) -> bool {
    if at.is_dir() {
        return fs::read_dir(at).unwrap().any(|entry| stands(words, &entry.unwrap().path()));
    }
    fs::read(at).unwrap().windows(words.len()).any(|there| there == words.as_bytes())
}

async fn note(office: &TestOffice, what: &str) {
    let access = Access {
        at: world::morning(),
        account: None,
        ip: None,
        action: what.to_owned(),
        subject: None,
        outcome: "ok".to_owned(),
    };
    let mut tx = office.store().write().await.unwrap();
    tx.log_access(&access).await.unwrap();
    tx.commit().await.unwrap();
}

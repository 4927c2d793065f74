//! `eungdapso doctor` at a real PostgreSQL: a right that was taken away, and what lies at the standby's address.

use testkit::databases::TestDatabase;
use testkit::databases::cluster::{Home, Server};

use crate::crowd::{Book, Place, Sent, file};
use crate::people::settle;

/// A finding of the doctor's, by what was looked at: `정상` or `이상` and why.
fn found(place: &Place, what: &str, settings: &[(&str, &str)]) -> String {
    let mut doctor = place.command();
    let output = doctor.arg("doctor").envs(settings.iter().copied()).output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    let line = said.lines().find(|line| line.contains(&format!("{what}: ")));
    line.unwrap_or_else(|| panic!("nothing of {what}:\n{said}")).to_owned()
}

async fn place(server: &Server) -> Place {
    let place = Place::over(TestDatabase::at(server.url.clone())).await;
    assert!(place.command().arg("migrate").status().unwrap().success());
    place
}

mod what_lies_at_the_standbys_address_is_told {
    /// The stand-ins that it asks are on another thread than whoever waits for it.
    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn postgres() {
        super::standby().await;
    }
}

async fn standby() {
    let home = Home::make();
    let leader = home.start("data", &[]);
    let standby = home.follow(&leader, "standby");
    let place = place(&leader).await;
    let at = |url: &str| found(&place, "대기 서버", &[("EUNGDAPSO_STANDBY_URL", url)]);
    standby.until_yes("select to_regclass('settings') is not null").await;
    let well = at(&standby.url);
    assert!(well.starts_with("정상  대기 서버: 주 서버를 따라가고"), "{well}");
    let itself = at(&leader.url);
    assert!(itself.starts_with("이상") && itself.contains("EUNGDAPSO_STANDBY_URL"), "{itself}");
    assert_eq!(standby.asked("select 'asked' from pg_wal_replay_pause()").await, "asked");
    standby.until_yes("select pg_get_wal_replay_pause_state() = 'paused'").await;
    leader.asked("select txid_current()::text from pg_switch_wal()").await;
    standby.until_yes("select clock_timestamp() - pg_last_xact_replay_timestamp() > interval '1 s'").await;
    let most = [("EUNGDAPSO_STANDBY_URL", standby.url.as_str()), ("EUNGDAPSO_STANDBY_BEHIND_SECONDS", "1")];
    let late = found(&place, "대기 서버", &most);
    assert!(late.starts_with("이상") && late.contains("뒤처져 있어 묻지 않습니다"), "{late}");
    let gone = standby.url.clone();
    standby.kill();
    let away = at(&gone);
    assert!(away.starts_with("이상") && away.contains("응답하지 않습니다"), "{away}");
}

mod a_right_that_was_taken_away_is_named_with_what_to_grant {
    /// The stand-ins that it asks are on another thread than whoever waits for it.
    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn postgres() {
        super::right().await;
    }
}

/// The doctor's words are given to the server as they are: then all is well.
async fn right() {
    let home = Home::make();
    let server = home.start("data", &[]);
    server.told("create role office login; grant create on schema public to office").await;
    server.told("revoke execute on function pg_logical_emit_message(boolean, text, text) from public").await;
    let place = Place::over(TestDatabase::at(server.url.replace("eungdapso@", "office@"))).await;
    settle(&place).await;
    let wrong = found(&place, "데이터베이스", &[]);
    assert!(wrong.starts_with("이상"), "{wrong}");

    let (running, key) = (place.serve(), "key-00000001");
    let book = Book::default();
    book.lock()
        .unwrap()
        .insert(key.to_owned(), Sent { phone: "010-2345-6789".to_owned(), ..Sent::default() });
    assert!(
        file(&running.address(), key, &book) && file(&running.address(), key, &book),
        "and again under its key"
    );
    running.stop();

    server.told(wrong.split('`').nth(1).unwrap()).await;
    let after = found(&place, "데이터베이스", &[]);
    assert!(!after.contains("pg_logical_emit_message"), "{after}");
}

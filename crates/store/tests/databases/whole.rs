//! The database as a whole: one moment of it, brought back as it was; and files held against their histories.

use std::io::{Read as _, Write as _};

use domain::actor::Actor;
use domain::complaint::{Channel, Event, Filing, Happened, Number, Visibility, fold};
use store::{BringingBack, Engine, Store, StoreError, WholeFault, is_vacant};
use testkit::databases::{Address, TestDatabase, keys};

use super::fixture::{CASE, PARK, at, loosen, peek, settle_with_case, tamper};

/// The first line of the fixture's history.
fn filed() -> Happened {
    let filing = Filing {
        id: CASE,
        number: Number::application(jiff::civil::date(2026, 3, 10), 1),
        petitioner: PARK,
        channel: Channel::Web,
        joint: false,
        visibility: Visibility::Open,
    };
    domain::complaint::file(filing, at(0), &Actor::Petitioner(PARK)).1
}

testkit::both_databases! {
    async fn a_snapshot_is_of_its_moment_and_comes_back_as_it_was(address: Address) {
        let store = Store::open(&address.0, keys()).await.unwrap();
        settle_with_case(&store).await;
        let mut snapshot = store.snapshot(&address.0).await.unwrap();
        // Somebody changes everything meanwhile.
        tamper(&address.0, "update complaints set title = 'later'").await;
        assert_eq!(snapshot.view().census().await.unwrap().complaints, 1);
        let mut copied = snapshot.copy().unwrap();
        let copied = tokio::task::spawn_blocking(move || {
            let mut bytes = Vec::new();
            copied.read_to_end(&mut bytes).unwrap();
            copied.finish().unwrap();
            bytes
        });
        let bytes = copied.await.unwrap();
        let engine = store.engine();
        let elsewhere = TestDatabase::vacant(engine).await;
        assert!(is_vacant(elsewhere.url()).await.unwrap() && !is_vacant(&address.0).await.unwrap());
        let mut back = BringingBack::begin(elsewhere.url()).unwrap();
        back.write_all(&bytes).unwrap();
        back.finish().unwrap();
        let again = elsewhere.open().await;
        again.know_itself().await.unwrap();
        let mut tx = again.read().await.unwrap();
        assert_eq!(tx.schema().await.unwrap(), Some(store::newest()));
        assert_eq!(tx.census().await.unwrap(), snapshot.view().census().await.unwrap());
        let titles = peek(elsewhere.url(), "select title from complaints").await;
        assert_eq!(titles, ["가로등"], "of its moment");
        drop(tx);
        again.close().await;
        elsewhere.remove().await;
        drop(snapshot);
        store.close().await;
    }

    async fn a_database_that_is_not_brought_back_to_its_end_is_not_there(address: Address) {
        let engine = Store::connect(&address.0, keys()).await.unwrap().engine();
        let elsewhere = TestDatabase::vacant(engine).await;
        let mut back = BringingBack::begin(elsewhere.url()).unwrap();
        back.write_all(b"half of").unwrap();
        drop(back);
        assert!(is_vacant(elsewhere.url()).await.unwrap());
        if engine == Engine::Postgres {
            let mut back = BringingBack::begin(elsewhere.url()).unwrap();
            // It may have ended before it heard all.
            back.write_all(b"this is no dump of anything").ok();
            let said = back.finish().unwrap_err();
            assert!(matches!(said, WholeFault::Failed { program: "pg_restore", .. }), "{said}");
            assert!(is_vacant(elsewhere.url()).await.unwrap());
        }
        elsewhere.remove().await;
    }

    async fn a_file_that_is_not_what_its_history_makes_it_is_named(address: Address) {
        let store = Store::open(&address.0, keys()).await.unwrap();
        settle_with_case(&store).await;
        let found = store.check_histories(|_| {}).await.unwrap();
        assert_eq!((found.files, found.differing), (1, 1), "a file without a history");
        let mut tx = store.write().await.unwrap();
        tx.append_events(CASE, 1, &[filed()]).await.unwrap();
        tx.commit().await.unwrap();
        let found = store.check_histories(|_| {}).await.unwrap();
        assert_eq!((found.files, found.differing), (1, 0));
        tamper(&address.0, "update complaints set file = replace(file, '\"hops\":0', '\"hops\":7')").await;
        let found = store.check_histories(|_| {}).await.unwrap();
        assert_eq!((found.differing, found.named.len()), (1, 1), "{found:?}");
        store.close().await;
    }

    /// As a program from before 2026-11-28 left a file that was separated: told, and no fault.
    async fn what_an_older_program_kept_is_told_apart_from_what_was_altered(address: Address) {
        let store = Store::open(&address.0, keys()).await.unwrap();
        settle_with_case(&store).await;
        let acts = [
            Event::Merged { into: domain::id::ComplaintId(uuid::Uuid::from_u128(0xc2)) },
            Event::Separated,
            Event::Reminded,
        ];
        let mut history = vec![filed()];
        history.extend(acts.into_iter().zip(1..).map(|(event, n)| Happened { at: at(60 * n), event, ..filed() }));
        let mut tx = store.write().await.unwrap();
        tx.append_events(CASE, 1, &history).await.unwrap();
        tx.commit().await.unwrap();
        let mut file = fold(&history).unwrap();
        for (since, differing, older) in [(at(120), 0, 0), (at(60), 0, 1), (at(61), 1, 0)] {
            file.stage_since = since;
            let json = serde_json::to_string(&file).unwrap();
            tamper(&address.0, &format!("update complaints set file = '{json}'")).await;
            let found = store.check_histories(|_| {}).await.unwrap();
            assert_eq!((found.files, found.differing, found.older), (1, differing, older), "{since}");
            let named = found.named.iter().chain(&found.older_named).count();
            assert_eq!(named, usize::from(differing + older > 0), "{found:?}");
        }
        store.close().await;
    }

    async fn a_history_that_cannot_be_read_is_named_and_hides_no_other(address: Address) {
        let store = Store::open(&address.0, keys()).await.unwrap();
        settle_with_case(&store).await;
        let mut tx = store.write().await.unwrap();
        tx.append_events(CASE, 1, &[filed()]).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(store.check_histories(|_| {}).await.unwrap().differing, 0);
        loosen(&address.0, "events").await;
        tamper(&address.0, "update events set data = '{'").await;
        let found = store.check_histories(|_| {}).await.unwrap();
        assert_eq!((found.files, found.differing, found.named.len()), (1, 1, 1), "{found:?}");
        store.close().await;
    }

    async fn a_copy_says_which_keys_it_needs_and_a_ring_without_them_is_known(address: Address) {
        let store = Store::open(&address.0, keys()).await.unwrap();
        settle_with_case(&store).await;
        let needed = store.read().await.unwrap().keys_needed().await.unwrap();
        assert!(keys().lacking(&needed).is_empty());
        assert_eq!(store::KeyRing::generate().lacking(&needed).len(), 2);
        let stranger = Store::connect(&address.0, keys()).await.unwrap();
        tamper(&address.0, "update petitioners set key_id = 'k7'").await;
        let fault = stranger.read().await.unwrap().keys_needed().await.unwrap_err();
        assert!(matches!(fault, StoreError::Crypto(_)), "{fault}");
        store.close().await;
    }
}

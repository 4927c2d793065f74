//! Accounts count failures and lock; sessions end.

use domain::id::SessionId;
use store::{Account, Owner, Session, Store, StoreError, Tries, Way};
use uuid::Uuid;

use crate::fixture::{KIM, LEE, PARK, at, petitioner, settle};

fn account(login: &str, owner: Owner) -> Account {
    Account {
        login: login.into(),
        owner,
        password_hash: "$argon2id$first".into(),
        must_change: true,
        changed_at: at(0),
    }
}

fn session(id: u128, owner: Owner, expires: i64) -> Session {
    let id = SessionId(Uuid::from_u128(id));
    Session { id, owner, way: Way::Password, created_at: at(0), seen_at: at(0), expires_at: at(expires) }
}

testkit::both_databases! {
    async fn an_account_is_found_by_login_and_by_owner(store: Store) {
        settle(&store).await;
        let mut tx = store.write().await.unwrap();
        tx.put_petitioners(&[petitioner(PARK, "박시민")]).await.unwrap();
        let (kim, park) = (account("kim", Owner::Officer(KIM)), account("park", Owner::Petitioner(PARK)));
        tx.put_accounts(&[kim.clone(), park.clone()]).await.unwrap();
        assert_eq!(tx.account("kim").await.unwrap(), Some(kim.clone()));
        assert_eq!(tx.account_of(Owner::Petitioner(PARK)).await.unwrap(), Some(park));
        assert_eq!(tx.account("nobody").await.unwrap(), None);
        assert!(!format!("{kim:?}").contains("argon2"));
        assert!(tx.put_accounts(&[account("kim", Owner::Officer(LEE))]).await.unwrap_err().is_conflict());
    }

    async fn tries_are_counted_and_locked_each_place_for_itself_and_forgotten(store: Store) {
        settle(&store).await;
        let mut tx = store.write().await.unwrap();
        assert_eq!(tx.count_wrong_try("kim", "here", at(0)).await.unwrap().wrong, 1);
        let tries = tx.count_wrong_try("kim", "here", at(60)).await.unwrap();
        let wanted = Tries { wrong: 2, pauses: 0, since: at(0), last_at: at(0), locked_until: None };
        assert_eq!(tries, wanted, "the last is written by whoever judges it");
        assert_eq!(tx.count_wrong_try("kim", "there", at(60)).await.unwrap().wrong, 1);
        let locked = Tries { wrong: 0, pauses: 1, last_at: at(60), locked_until: Some(at(600)), ..tries };
        tx.put_tries("kim", "here", &locked).await.unwrap();
        let until = async |tx: &mut store::Write, places, now| tx.locked_until("kim", places, now).await.unwrap();
        assert_eq!(until(&mut tx, ("here", "strangers"), at(599)).await, Some(at(600)));
        assert_eq!(until(&mut tx, ("here", "strangers"), at(600)).await, None);
        assert_eq!(until(&mut tx, ("there", "strangers"), at(60)).await, None);
        tx.put_tries("kim", "there", &locked).await.unwrap();
        tx.forget_tries_from("kim", "here").await.unwrap();
        assert_eq!(until(&mut tx, ("here", "here"), at(60)).await, None);
        assert_eq!(until(&mut tx, ("here", "there"), at(60)).await, Some(at(600)));
        assert_eq!(tx.prune_tries(at(599)).await.unwrap(), 0, "somebody waits for it");
        assert_eq!(tx.prune_tries(at(600)).await.unwrap(), 1);
    }

    async fn a_browser_is_known_under_its_newest_name_and_the_oldest_is_forgotten(store: Store) {
        settle(&store).await;
        let mut tx = store.write().await.unwrap();
        tx.remember_browser("one", KIM, at(0), 2).await.unwrap();
        tx.remember_browser("one", LEE, at(0), 2).await.unwrap();
        tx.rename_browser("one", "uno").await.unwrap();
        assert!(!tx.knows_browser("one", KIM, at(-1)).await.unwrap());
        assert!(tx.knows_browser("uno", KIM, at(-1)).await.unwrap() && tx.knows_browser("uno", LEE, at(-1)).await.unwrap());
        assert!(!tx.knows_browser("uno", KIM, at(0)).await.unwrap(), "too long ago");
        for (n, browser) in ["two", "three"].into_iter().enumerate() {
            tx.remember_browser(browser, KIM, at(60 + n as i64), 2).await.unwrap();
        }
        assert!(!tx.knows_browser("uno", KIM, at(-1)).await.unwrap() && tx.knows_browser("two", KIM, at(-1)).await.unwrap());
        tx.forget_browsers_of(KIM).await.unwrap();
        assert!(!tx.knows_browser("three", KIM, at(-1)).await.unwrap() && tx.knows_browser("uno", LEE, at(-1)).await.unwrap());
        assert_eq!(tx.prune_browsers(at(0)).await.unwrap(), 1);
    }

    async fn a_new_password_replaces_the_old_one(store: Store) {
        settle(&store).await;
        let mut tx = store.write().await.unwrap();
        tx.put_accounts(&[account("kim", Owner::Officer(KIM))]).await.unwrap();
        let tries = tx.count_wrong_try("kim", "here", at(0)).await.unwrap();
        tx.put_tries("kim", "here", &Tries { locked_until: Some(at(600)), ..tries }).await.unwrap();
        tx.remember_browser("one", KIM, at(0), 2).await.unwrap();
        tx.set_password("kim", "$argon2id$second", false, at(60)).await.unwrap();
        let mut wanted = account("kim", Owner::Officer(KIM));
        (wanted.password_hash, wanted.must_change, wanted.changed_at) = ("$argon2id$second".into(), false, at(60));
        assert_eq!(tx.account("kim").await.unwrap(), Some(wanted));
        assert_eq!(tx.locked_until("kim", ("here", "here"), at(60)).await.unwrap(), None);
        assert!(!tx.knows_browser("one", KIM, at(-1)).await.unwrap());
        assert!(matches!(tx.set_password("nobody", "", false, at(0)).await, Err(StoreError::NotFound(_))));
    }

    async fn a_session_lives_until_it_expires_or_ends(store: Store) {
        settle(&store).await;
        let mut tx = store.write().await.unwrap();
        let kims = session(1, Owner::Officer(KIM), 600);
        tx.put_session(&kims, "hash-1").await.unwrap();
        assert_eq!(tx.session("hash-1", at(599)).await.unwrap(), Some(kims.clone()));
        assert_eq!(tx.session("hash-1", at(600)).await.unwrap(), None);
        assert_eq!(tx.session("other", at(0)).await.unwrap(), None);
        tx.extend_session(kims.id, at(300), at(900)).await.unwrap();
        let longer = Session { seen_at: at(300), expires_at: at(900), ..kims.clone() };
        assert_eq!(tx.session("hash-1", at(600)).await.unwrap(), Some(longer));
        tx.end_session(kims.id).await.unwrap();
        assert_eq!(tx.session("hash-1", at(0)).await.unwrap(), None);
    }

    async fn whose_a_session_was_is_known_only_of_one_that_ended_by_itself_and_not_long_ago(store: Store) {
        settle(&store).await;
        let mut tx = store.write().await.unwrap();
        tx.put_session(&session(1, Owner::Officer(KIM), 600), "hash-1").await.unwrap();
        tx.put_session(&session(2, Owner::Officer(LEE), 600), "hash-2").await.unwrap();
        tx.end_session(session(2, Owner::Officer(LEE), 600).id).await.unwrap();
        for (hash, from, to, owner) in [
            ("hash-1", 0, 599, None),
            ("hash-1", 0, 600, Some(Owner::Officer(KIM))),
            ("hash-1", 599, 900, Some(Owner::Officer(KIM))),
            ("hash-1", 600, 900, None),
            ("hash-2", 0, 900, None),
        ] {
            let found = tx.ended_session_owner(hash, (at(from), at(to))).await.unwrap();
            assert_eq!(found, owner, "{hash} {from} {to}");
        }
    }

    async fn a_form_sealed_for_one_officer_opens_for_nobody_else(store: Store) {
        let sealed = store.seal_form(KIM, "현장을 확인하겠습니다.").unwrap();
        assert!(!sealed.contains("현장"));
        assert_eq!(store.open_form(KIM, &sealed).unwrap(), "현장을 확인하겠습니다.");
        assert!(store.open_form(LEE, &sealed).is_err());
        assert_ne!(store.seal_form(KIM, "현장을 확인하겠습니다.").unwrap(), sealed);
    }

    async fn an_owners_sessions_end_together_and_old_ones_are_swept(store: Store) {
        settle(&store).await;
        let mut tx = store.write().await.unwrap();
        for (id, owner, expires) in [(1, KIM, 600), (2, KIM, 600), (3, LEE, 600), (4, LEE, 60)] {
            tx.put_session(&session(id, Owner::Officer(owner), expires), &format!("hash-{id}")).await.unwrap();
        }
        assert_eq!(tx.end_sessions_of(Owner::Officer(KIM)).await.unwrap(), 2);
        assert_eq!(tx.prune_sessions(at(60)).await.unwrap(), 1);
        assert!(tx.session("hash-3", at(60)).await.unwrap().is_some());
    }
}

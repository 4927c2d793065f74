//! Getting in and staying in: passwords, lock-out, idle time, the longest session.

use casework::Clock;
use casework::sessions::{self, FIRST_PAUSE_MINUTES, Knock, NotIn, TRIES};
use jiff::SignedDuration;
use store::{Account, Owner};
use testkit::office::TestOffice;
use testkit::world::{self, KANG, KIM, LEE};

pub(crate) const RIGHT: &str = "올바른-비밀번호-1";

pub(crate) async fn with_accounts(office: &TestOffice) {
    let password_hash = sessions::hash_password(RIGHT.into()).await.unwrap();
    let account = |login: &str, officer| Account {
        login: login.into(),
        owner: Owner::Officer(officer),
        password_hash: password_hash.clone(),
        must_change: login == "lee",
        changed_at: world::morning(),
    };
    let mut tx = office.store().write().await.unwrap();
    tx.put_accounts(&[account("kim", KIM), account("lee", LEE), account("kang", KANG)]).await.unwrap();
    tx.commit().await.unwrap();
}

async fn log_in(office: &TestOffice, login: &str, password: &str) -> Result<String, NotIn> {
    let entry = sessions::log_in(&office.office, login, password, &Knock::from([127, 0, 0, 1])).await?;
    Ok(entry.inside().unwrap().token)
}

async fn is_in(office: &TestOffice, token: &str) -> bool {
    sessions::who(&office.office, token).await.unwrap().is_some()
}

pub(crate) fn minutes(office: &TestOffice, minutes: i64) {
    office.wall.move_to(office.wall.now() + SignedDuration::from_mins(minutes));
}

testkit::both_databases! {
    async fn the_log_has_the_offices_time_and_a_session_the_machines(office: TestOffice) {
        with_accounts(&office).await;
        office.clock.move_to(world::seoul_time("2026-06-01 10:00"));
        let token = log_in(&office, "kim", RIGHT).await.unwrap();
        assert!(is_in(&office, &token).await, "a moved clock ends no session");
        // Moved back: the line is written after the other, with an earlier moment, and the chain holds.
        office.clock.move_to(world::seoul_time("2026-02-02 09:30"));
        log_in(&office, "kim", "wrong").await.unwrap_err();
        let mut tx = office.store().read().await.unwrap();
        let lines = tx.accesses(Some("kim"), None, 10).await.unwrap();
        let at: Vec<_> = lines.iter().map(|line| line.access.at).collect();
        assert_eq!(at, [world::seoul_time("2026-02-02 09:30"), world::seoul_time("2026-06-01 10:00")]);
        assert!(matches!(tx.verify_accesses().await.unwrap(), store::Chain::Whole { .. }));
        drop(tx);
        for _ in 1..TRIES {
            log_in(&office, "kim", "wrong").await.unwrap_err();
        }
        let told = world::seoul_time("2026-02-02 09:30") + SignedDuration::from_mins(FIRST_PAUSE_MINUTES);
        assert!(matches!(log_in(&office, "kim", RIGHT).await, Err(NotIn::Locked { until }) if until == told));
    }

    async fn a_name_that_nobody_has_is_locked_like_anybodys(office: TestOffice) {
        with_accounts(&office).await;
        let mut told = Vec::new();
        for login in ["kim", "nobody"] {
            for _ in 0..TRIES + 2 {
                told.push(log_in(&office, login, "wrong").await.unwrap_err().to_string());
            }
        }
        let (known, unknown) = told.split_at(told.len() / 2);
        assert_eq!(known, unknown);
        assert!(known.last().unwrap().starts_with("locked"), "{known:?}");
        minutes(&office, FIRST_PAUSE_MINUTES + 1);
        for login in ["kim", "nobody"] {
            assert!(matches!(log_in(&office, login, "wrong").await, Err(NotIn::Wrong)), "{login}");
        }
    }

    async fn the_right_password_lets_in_with_todays_duties(office: TestOffice) {
        with_accounts(&office).await;
        let token = log_in(&office, "lee", RIGHT).await.unwrap();
        let who = sessions::who(&office.office, &token).await.unwrap().unwrap();
        assert_eq!((who.officer.name.as_str(), who.must_change_password), ("이분배", true));
        assert_eq!(who.actor(), world::officer(LEE));
        assert_ne!(log_in(&office, "lee", RIGHT).await.unwrap(), token, "two desks, two sessions");
        sessions::log_out(&office.office, who.session, "lee", "127.0.0.1").await.unwrap();
        assert!(!is_in(&office, &token).await);
    }

    async fn what_changes_of_a_person_holds_at_the_very_next_request(office: TestOffice) {
        with_accounts(&office).await;
        let token = log_in(&office, "lee", RIGHT).await.unwrap();
        let who = async || sessions::who(&office.office, &token).await.unwrap();
        let before = who().await.unwrap();
        assert_eq!(who().await.unwrap().on_duty, before.on_duty, "remembered");
        let grants = office.store().read().await.unwrap().grants_of(LEE).await.unwrap();
        let mut tx = office.store().write().await.unwrap();
        let yesterday = domain::desk::seoul_date(office.office.now()).yesterday().unwrap();
        for grant in &grants {
            tx.end_grant(grant.id, yesterday, KIM, office.office.now()).await.unwrap();
        }
        tx.put_preference(LEE, ("keys", "off"), office.office.now()).await.unwrap();
        tx.commit().await.unwrap();
        let after = who().await.unwrap();
        assert!(after.on_duty.duties.len() < before.on_duty.duties.len(), "{:?}", after.on_duty.duties);
        assert_eq!(after.preferences.get("keys").map(String::as_str), Some("off"));
        let mut tx = office.store().write().await.unwrap();
        let today = yesterday.tomorrow().unwrap();
        let stand_in = domain::org::StandIn { absent: KIM, stand_in: LEE, from: today, until: today };
        tx.put_stand_in(uuid::Uuid::new_v4(), &stand_in, None, office.office.now()).await.unwrap();
        tx.set_password("lee", &sessions::hash_password("another-1".into()).await.unwrap(), false, office.wall.now()).await.unwrap();
        tx.commit().await.unwrap();
        let standing_in = who().await.unwrap();
        assert_eq!((standing_in.on_duty.stands_in_for.len(), standing_in.must_change_password), (1, false));
        // Another server has its own memory, and the same database.
        let other = casework::Office::open(office.store().clone(), office.clock.clone(), office.wall.clone()).await.unwrap();
        assert_eq!(sessions::who(&other, &token).await.unwrap().unwrap().on_duty, standing_in.on_duty);
        sessions::log_out(&other, standing_in.session, "lee", "127.0.0.1").await.unwrap();
        assert!(who().await.is_none(), "ended there, ended here");
    }

    async fn wrong_name_and_wrong_password_are_one_answer(office: TestOffice) {
        with_accounts(&office).await;
        for (login, password) in [("kim", "wrong"), ("nobody", RIGHT), ("", ""), ("KIM", RIGHT), ("kim", "")] {
            let out = log_in(&office, login, password).await;
            assert!(matches!(out, Err(NotIn::Wrong)), "{login}: {out:?}");
        }
        for token in ["", "abc", "' or 1=1 --"] {
            assert!(!is_in(&office, token).await);
        }
    }

    async fn five_wrong_passwords_lock_the_place_they_come_from_for_ten_minutes(office: TestOffice) {
        with_accounts(&office).await;
        for n in 1..TRIES {
            assert!(matches!(log_in(&office, "kim", "wrong").await, Err(NotIn::Wrong)), "attempt {n}");
        }
        assert!(matches!(log_in(&office, "kim", "wrong").await, Err(NotIn::Locked { .. })));
        assert!(matches!(log_in(&office, "kim", RIGHT).await, Err(NotIn::Locked { .. })), "the right one too");
        log_in(&office, "lee", RIGHT).await.unwrap();
        minutes(&office, FIRST_PAUSE_MINUTES - 1);
        assert!(matches!(log_in(&office, "kim", RIGHT).await, Err(NotIn::Locked { .. })));
        minutes(&office, 1);
        log_in(&office, "kim", RIGHT).await.unwrap();
        for _ in 1..TRIES {
            assert!(matches!(log_in(&office, "kim", "wrong").await, Err(NotIn::Wrong)), "counted from one again");
        }
    }

    /// Time wavers; what takes the time does not. The two hashes' costs are compared in `passwords.rs`.
    async fn whoever_exists_a_try_costs_one_hash_and_a_locked_one_none(office: TestOffice) {
        with_accounts(&office).await;
        let cost = async |login: &str, password: &str| {
            let before = office.office.passwords_tried();
            let _ = log_in(&office, login, password).await;
            office.office.passwords_tried() - before
        };
        for (login, password) in [("kim", RIGHT), ("kim", "wrong"), ("nobody", "wrong"), ("", ""), ("kang", RIGHT)] {
            assert_eq!(cost(login, password).await, 1, "{login} {password}");
        }
        for login in ["lee", "somebody"] {
            for _ in 0..TRIES {
                log_in(&office, login, "wrong").await.unwrap_err();
            }
            assert_eq!((cost(login, "wrong").await, cost(login, RIGHT).await), (0, 0), "{login}");
        }
    }

    async fn a_burst_of_guesses_gets_no_more_than_a_row_of_them(office: TestOffice) {
        with_accounts(&office).await;
        let tasks: Vec<_> = (0..8).map(|_| {
            let office = office.clone();
            tokio::spawn(async move { log_in(&office, "kim", "wrong").await })
        }).collect();
        for task in tasks {
            assert!(task.await.unwrap().is_err());
        }
        assert!(matches!(log_in(&office, "kim", RIGHT).await, Err(NotIn::Locked { .. })));
    }

    async fn an_idle_session_ends_and_a_used_one_lasts_half_a_day_at_most(office: TestOffice) {
        with_accounts(&office).await;
        let idle = log_in(&office, "kim", RIGHT).await.unwrap();
        let used = log_in(&office, "kim", RIGHT).await.unwrap();
        minutes(&office, 29);
        assert!(is_in(&office, &used).await);
        minutes(&office, 1);
        assert!(!is_in(&office, &idle).await, "half an hour without a request");
        for n in 1..=35 {
            minutes(&office, 20);
            assert!(n > 34 || is_in(&office, &used).await, "after {} minutes", 30 + 20 * n);
        }
        assert!(!is_in(&office, &used).await, "twelve hours and no longer");
    }

    async fn moving_the_offices_clock_logs_nobody_out(office: TestOffice) {
        with_accounts(&office).await;
        let token = log_in(&office, "kim", RIGHT).await.unwrap();
        office.clock.move_to(office.clock.now() + SignedDuration::from_hours(24 * 30));
        assert!(is_in(&office, &token).await);
    }

    async fn who_has_left_is_not_in(office: TestOffice) {
        with_accounts(&office).await;
        match log_in(&office, "kang", RIGHT).await {
            Ok(token) => assert!(!is_in(&office, &token).await),
            Err(refused) => assert!(matches!(refused, NotIn::Wrong)),
        }
    }

    async fn every_attempt_is_in_the_access_log(office: TestOffice) {
        with_accounts(&office).await;
        let _ = log_in(&office, "kim", "wrong").await;
        let _ = log_in(&office, "nobody", "wrong").await;
        log_in(&office, "kim", RIGHT).await.unwrap();
        let mut tx = office.store().read().await.unwrap();
        let lines = tx.accesses(None, None, 10).await.unwrap();
        let said: Vec<_> = lines.iter().map(|line| (line.access.account.clone().unwrap(), line.access.outcome.clone())).collect();
        let wanted = [("kim", "ok"), ("nobody", "wrong"), ("kim", "wrong")].map(|(a, b)| (a.to_owned(), b.to_owned()));
        assert_eq!(said, wanted);
    }
}

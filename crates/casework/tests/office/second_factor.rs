//! 2단계 인증: set up, asked for, used up, lost and reset; and what it does not give away.

use casework::Clock;
use casework::people::{Asker, accounts};
use casework::second_factor::{self, NotRight, RECOVERY_CODES, Stage};
use casework::sessions::{self, Entry, Knock, NotIn, TRIES, Who};
use casework::totp::code_at;
use domain::role::Role;
use jiff::SignedDuration;
use store::{Account, Owner};
use testkit::office::TestOffice;
use testkit::world::{self, KIM};

const RIGHT: &str = "올바른-비밀번호-1";

async fn with_account(office: &TestOffice) {
    let account = Account {
        login: "kim".into(),
        owner: Owner::Officer(KIM),
        password_hash: sessions::hash_password(RIGHT.into()).await.unwrap(),
        must_change: false,
        changed_at: world::morning(),
    };
    let mut tx = office.store().write().await.unwrap();
    tx.put_accounts(&[account]).await.unwrap();
    tx.commit().await.unwrap();
}

fn desk() -> Knock {
    Knock::from([198, 51, 100, 7])
}

async fn entry(office: &TestOffice) -> Result<Entry, NotIn> {
    sessions::log_in(&office.office, "kim", RIGHT, &desk()).await
}

/// The password was right, and a code is asked for.
pub(crate) async fn half(office: &TestOffice) -> String {
    match entry(office).await.unwrap() {
        Entry::CodeAsked { half } => half,
        Entry::Inside(_) => panic!("no code was asked for"),
    }
}

pub(crate) async fn finish(office: &TestOffice, half: &str, code: &str) -> Result<String, NotIn> {
    Ok(casework::second_step::finish(&office.office, half, code, &desk()).await?.token)
}

async fn who(office: &TestOffice, token: &str) -> Option<Who> {
    sessions::who(&office.office, token).await.unwrap()
}

/// 김도로 with a telephone: who he is, its secret, and his spare codes.
pub(crate) async fn set_up(office: &TestOffice) -> (Who, String, Vec<String>) {
    with_account(office).await;
    let token = entry(office).await.unwrap().inside().unwrap().token;
    let kim = who(office, &token).await.unwrap();
    second_factor::begin(&office.office, &kim).await.unwrap();
    let Stage::Begun { secret } = second_factor::stage(&office.office, KIM).await.unwrap() else { panic!() };
    let code = code(office, &secret);
    let codes = second_factor::confirm(&office.office, &kim, &code, &desk()).await.unwrap();
    (kim, secret, codes)
}

/// What the telephone shows now.
pub(crate) fn code(office: &TestOffice, secret: &str) -> String {
    code_at(secret, office.office.wall_now()).unwrap()
}

pub(crate) fn pass(office: &TestOffice, seconds: i64) {
    office.wall.move_to(office.wall.now() + SignedDuration::from_secs(seconds));
}

testkit::both_databases! {
    async fn a_code_is_asked_for_once_the_telephone_has_shown_one_and_each_is_good_for_once(office: TestOffice) {
        let (_, secret, _) = set_up(&office).await;
        let waiting = half(&office).await;
        assert!(who(&office, &waiting).await.is_none(), "half a log-in is none");
        let used = code(&office, &secret);
        assert!(matches!(finish(&office, &waiting, &used).await, Err(NotIn::Wrong)), "it had confirmed with it");
        pass(&office, 30);
        let new = code(&office, &secret);
        assert!(matches!(finish(&office, "made-up", &new).await, Err(NotIn::Late)));
        let token = finish(&office, &waiting, &new).await.unwrap();
        assert!(who(&office, &token).await.is_some());
        assert!(matches!(finish(&office, &waiting, &new).await, Err(NotIn::Late)), "a whole one is no half one");
        let again = half(&office).await;
        assert!(matches!(finish(&office, &again, &new).await, Err(NotIn::Wrong)), "read over the shoulder");
        assert!(matches!(finish(&office, &again, &used).await, Err(NotIn::Wrong)), "an older one either");
    }

    async fn what_is_begun_and_not_confirmed_asks_for_nothing(office: TestOffice) {
        with_account(&office).await;
        let token = entry(&office).await.unwrap().inside().unwrap().token;
        let kim = who(&office, &token).await.unwrap();
        second_factor::begin(&office.office, &kim).await.unwrap();
        let wrong = second_factor::confirm(&office.office, &kim, "000000", &desk()).await;
        assert!(matches!(wrong, Err(NotRight::Wrong)));
        assert!(entry(&office).await.unwrap().inside().is_some());
    }

    async fn a_known_password_makes_no_codes_guessable(office: TestOffice) {
        let (_, secret, _) = set_up(&office).await;
        pass(&office, 30);
        let mut heard = 0;
        for _ in 0..TRIES * 2 {
            // The right password each time anew: it forgives nothing before the code is right too.
            match entry(&office).await {
                Ok(Entry::CodeAsked { half }) => match finish(&office, &half, "12345").await {
                    Err(NotIn::Wrong) => heard += 1,
                    Err(NotIn::Locked { .. }) => {}
                    other => panic!("{other:?}"),
                },
                Err(NotIn::Locked { .. }) => {}
                _ => panic!("let in"),
            }
        }
        assert_eq!(heard, TRIES - 1);
        pass(&office, 600);
        let waiting = half(&office).await;
        finish(&office, &waiting, &code(&office, &secret)).await.unwrap();
    }

    async fn five_minutes_after_the_password_it_is_too_late(office: TestOffice) {
        let (_, secret, _) = set_up(&office).await;
        let waiting = half(&office).await;
        pass(&office, 300);
        assert!(matches!(finish(&office, &waiting, &code(&office, &secret)).await, Err(NotIn::Late)));
    }

    async fn a_spare_code_opens_once_however_it_is_typed(office: TestOffice) {
        let (kim, secret, codes) = set_up(&office).await;
        assert_eq!(codes.len(), RECOVERY_CODES);
        let waiting = half(&office).await;
        finish(&office, &waiting, &codes[0].to_uppercase().replace('-', " ")).await.unwrap();
        let waiting = half(&office).await;
        assert!(matches!(finish(&office, &waiting, &codes[0]).await, Err(NotIn::Wrong)));
        let left = second_factor::stage(&office.office, KIM).await.unwrap();
        assert!(left == Stage::On { codes_left: 9 });
        pass(&office, 30);
        let new = second_factor::renew(&office.office, &kim, &code(&office, &secret), &desk()).await.unwrap();
        assert!(matches!(finish(&office, &waiting, &codes[1]).await, Err(NotIn::Wrong)), "the old ones are gone");
        finish(&office, &waiting, &new[1]).await.unwrap();
    }

    async fn it_is_turned_off_with_a_code_and_not_at_all_where_a_role_needs_it(office: TestOffice) {
        let (kim, secret, _) = set_up(&office).await;
        pass(&office, 30);
        let strict = office.office.clone().with_second_factor_for(&[Role::Handler]);
        let now = code(&office, &secret);
        let kept = second_factor::end(&strict, &kim, &now, &desk()).await;
        assert!(kim.on_duty.has(Role::Handler) && matches!(kept, Err(NotRight::Required)));
        assert!(matches!(second_factor::end(&office.office, &kim, "000000", &desk()).await, Err(NotRight::Wrong)));
        second_factor::end(&office.office, &kim, &now, &desk()).await.unwrap();
        assert!(entry(&office).await.unwrap().inside().is_some());
        let mut tx = office.store().read().await.unwrap();
        let done: Vec<_> = tx.accesses(Some("kim"), None, 10).await.unwrap().into_iter().map(|line| line.access.action).collect();
        assert!(done.contains(&"second-factor-on".to_owned()) && done.contains(&"second-factor-off".to_owned()), "{done:?}");
    }

    async fn whoever_must_have_one_owes_it_until_it_is_there(office: TestOffice) {
        with_account(&office).await;
        let token = entry(&office).await.unwrap().inside().unwrap().token;
        let strict = office.office.clone().with_second_factor_for(&[Role::Handler]);
        let other = casework::Office::open(office.store().clone(), office.clock.clone(), office.wall.clone()).await.unwrap();
        let strict_elsewhere = other.with_second_factor_for(&[Role::Handler]);
        let kim = sessions::who(&strict_elsewhere, &token).await.unwrap().unwrap();
        assert!(kim.owes_second_factor);
        second_factor::begin(&strict, &kim).await.unwrap();
        let Stage::Begun { secret } = second_factor::stage(&strict, KIM).await.unwrap() else { panic!() };
        second_factor::confirm(&strict, &kim, &code(&office, &secret), &desk()).await.unwrap();
        let kim = sessions::who(&strict_elsewhere, &token).await.unwrap().unwrap();
        assert!(!kim.owes_second_factor, "at the very next request, on every server");
    }

    async fn the_administrator_resets_it_which_is_written_down_and_ends_every_session(office: TestOffice) {
        let (_, _, codes) = set_up(&office).await;
        let waiting = half(&office).await;
        let token = finish(&office, &waiting, &codes[0]).await.unwrap();
        let waiting = half(&office).await;
        let admin = crate::people::who(&office, world::SI).await;
        accounts::reset_second_factor(&office.office, Asker { who: &admin, ip: "10.0.0.1".parse().unwrap() }, KIM).await.unwrap();
        assert!(who(&office, &token).await.is_none());
        assert!(matches!(finish(&office, &waiting, &codes[1]).await, Err(NotIn::Late)), "who waited begins again");
        assert!(entry(&office).await.unwrap().inside().is_some());
        let mut tx = office.store().read().await.unwrap();
        let line = tx.accesses(None, None, 2).await.unwrap().remove(1).access;
        assert_eq!((line.action.as_str(), line.subject.as_deref()), ("second-factor-reset", Some("kim")));
        drop(tx);
        let again = accounts::reset_second_factor(&office.office, Asker { who: &admin, ip: "10.0.0.1".parse().unwrap() }, KIM).await;
        assert!(again.is_err(), "there is nothing to reset");
    }
}

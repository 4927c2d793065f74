//! 계정 변경 알림: every change of a way in is told to its owner, with the change, and to nobody else.

use casework::Office;
use casework::oneself;
use casework::passkeys::{self, NotKept};
use casework::people::{NotChanged, accounts};
use casework::second_factor::{self, NotRight, Stage};
use casework::sessions::{self, Knock, NotIn, Who};
use casework::totp::code_at;
use domain::account::AccountChange::{self, *};
use domain::id::OfficerId;
use domain::org::{Officer, Origin};
use domain::role::Role;
use store::{About, Notice, NoticeWithAttempts, Owner, Store};
use testkit::authenticator::Authenticator;
use testkit::databases::{Address, keys};
use testkit::office::TestOffice;
use testkit::rows::tamper;
use testkit::world::{self, HAN, KIM, LEE, SI};

use crate::passkeys::{RIGHT, add, desk, inside, opened};
use crate::people::{from, who};
use crate::second_factor::{code, finish, half, pass, set_up};

const NEW: &str = "가을하늘-2026-맑음";

async fn letters(office: &Office, to: OfficerId) -> Vec<NoticeWithAttempts> {
    office.store().read().await.unwrap().account_notices_of(to, 50).await.unwrap()
}

/// The one about this.
async fn the_letter(office: &Office, about: AccountChange) -> Notice {
    let mut letters = letters(office, KIM).await;
    letters.retain(|letter| matches!(letter.notice.about, About::Account { change, .. } if change == about));
    assert_eq!(letters.len(), 1, "{about:?}");
    letters.remove(0).notice
}

/// What they were told of, in any order.
async fn told(office: &Office, to: OfficerId) -> Vec<AccountChange> {
    let of = |letter: NoticeWithAttempts| match letter.notice.about {
        About::Account { change, .. } => change,
        About::Case { .. } => panic!("about a case"),
    };
    letters(office, to).await.into_iter().map(of).collect()
}

/// How often they were told of it, and of how much altogether.
async fn times(office: &Office, change: AccountChange) -> (usize, usize) {
    let told = told(office, KIM).await;
    (told.iter().filter(|one| **one == change).count(), told.len())
}

async fn alter(office: &TestOffice, change: impl FnOnce(Officer) -> Officer) {
    let mut tx = office.store().write().await.unwrap();
    let kim = tx.officer(KIM).await.unwrap().unwrap();
    tx.put_officers(&[change(kim)]).await.unwrap();
    tx.commit().await.unwrap();
    office.office.refresh().await.unwrap();
}

/// What the telephone shows now of what was begun.
async fn first_code(office: &Office) -> (String, String) {
    let Stage::Begun { secret } = second_factor::stage(office, KIM).await.unwrap() else { panic!() };
    let code = code_at(&secret, office.wall_now()).unwrap();
    (secret, code)
}

async fn nobody_else_was_told(office: &Office) {
    for other in [LEE, SI, HAN] {
        assert!(told(office, other).await.is_empty());
    }
    let written = office.store().read().await.unwrap().newest_notices(99).await.unwrap();
    assert!(
        written.iter().all(|with| with.notice.to == Owner::Officer(KIM)),
        "nothing of a complaint, no petitioner"
    );
}

testkit::both_databases! {
    async fn what_one_changes_oneself_is_told_once(test: TestOffice) {
        let office = opened(&test).await;
        let kim = inside(&office, "kim").await;
        let device = Authenticator::of(KIM);
        add(&office, &kim, &device).await.unwrap();
        assert_eq!(times(&office, PasskeyAdded).await, (1, 1));
        let key = passkeys::of(&office, KIM).await.unwrap()[0].id;
        passkeys::rename(&office, &kim, key, "집 열쇠").await.unwrap();
        let codes = passkeys::renew_codes(&office, &kim, RIGHT, &desk()).await.unwrap();
        assert_eq!(times(&office, CodesRenewed).await, (1, 2));
        let letter = the_letter(&office, CodesRenewed).await;
        assert!(codes.iter().all(|code| !letter.body.contains(code.as_str())), "no code leaves by mail");
        second_factor::begin(&office, &kim).await.unwrap();
        let (secret, code) = first_code(&office).await;
        assert_eq!(told(&office, KIM).await.len(), 2, "nothing has changed yet");
        second_factor::confirm(&office, &kim, &code, &desk()).await.unwrap();
        assert_eq!(times(&office, TelephoneAdded).await, (1, 3));
        pass(&test, 30);
        let code = code_at(&secret, office.wall_now()).unwrap();
        second_factor::renew(&office, &kim, &code, &desk()).await.unwrap();
        assert_eq!(times(&office, CodesRenewed).await, (2, 4));
        pass(&test, 30);
        let code = code_at(&secret, office.wall_now()).unwrap();
        second_factor::end(&office, &kim, &code, &desk()).await.unwrap();
        assert_eq!(times(&office, TelephoneRemoved).await, (1, 5));
        passkeys::remove(&office, &kim, key, RIGHT, &desk()).await.unwrap();
        assert_eq!(times(&office, PasskeyRemoved).await, (1, 6));
        let same = (kim.officer.email.clone(), "02-0000-0001".to_owned());
        oneself::contact(&office, &kim, same, &desk()).await.unwrap();
        let other = ("other@seoul.example".to_owned(), "02-0000-0001".to_owned());
        oneself::contact(&office, &kim, other, &desk()).await.unwrap();
        assert_eq!(times(&office, MailChanged).await, (1, 7));
        oneself::password(&office, &kim, NEW.to_owned(), &desk()).await.unwrap();
        assert_eq!(times(&office, PasswordChanged).await, (1, 8));
        for letter in letters(&office, KIM).await {
            let body = letter.notice.body;
            assert!(body.contains("198.51.100.7") && body.contains("https://eungdapso.example/me/"), "{body}");
            assert!(!body.contains(&secret) && !body.contains(RIGHT) && !body.contains(NEW));
        }
        nobody_else_was_told(&office).await;
    }

    async fn what_others_change_is_told_with_who_it_was(test: TestOffice) {
        let office = opened(&test).await;
        alter(&test, |kim| Officer { origin: Origin::ByHand, ..kim }).await;
        office.refresh().await.unwrap();
        let kim = inside(&office, "kim").await;
        add(&office, &kim, &Authenticator::of(KIM)).await.unwrap();
        let (lee, si) = (who(&test, LEE).await, who(&test, SI).await);
        accounts::unlock(&office, from(&lee), KIM).await.unwrap();
        assert_eq!(times(&office, Unlocked).await, (0, 1), "there was no lock");
        let wrong = sessions::log_in(&office, "kim", "wrong", &Knock::from([203, 0, 113, 9])).await;
        assert!(matches!(wrong, Err(NotIn::Wrong)));
        for _ in 0..2 {
            accounts::unlock(&office, from(&lee), KIM).await.unwrap();
            assert_eq!(times(&office, Unlocked).await, (1, 2), "once, however often it is pressed");
        }
        accounts::reset_second_factor(&office, from(&si), KIM).await.unwrap();
        assert_eq!(times(&office, SecondFactorReset).await, (1, 3));
        let password = accounts::reset_password(&office, from(&lee), KIM).await.unwrap();
        assert_eq!(times(&office, PasswordReset).await, (1, 4));
        let letter = the_letter(&office, PasswordReset).await;
        assert!(letter.body.contains("이분배") && letter.body.contains("도로과"), "{}", letter.body);
        assert!(!letter.body.contains(&password) && !letter.body.contains("127.0.0.1"));
        accounts::retire(&office, from(&lee), KIM).await.unwrap();
        accounts::reinstate(&office, from(&lee), KIM).await.unwrap();
        assert_eq!(times(&office, Reinstated).await, (1, 5));
        let before = test.store().read().await.unwrap().officer(KIM).await.unwrap().unwrap();
        let contact = accounts::Contact { email: "new@seoul.example".into(), phone: "02-1".into(), duty: "가로등".into() };
        accounts::edit(&office, from(&lee), KIM, &accounts::stamp(&before), contact).await.unwrap();
        assert_eq!(times(&office, MailChanged).await, (1, 6));
        let kept = the_letter(&office, MailChanged).await.about;
        assert!(matches!(kept, About::Account { address: Some(address), .. } if address == before.email), "the old one");
        nobody_else_was_told(&office).await;
    }

    async fn the_last_recovery_code_is_told_and_no_other(office: TestOffice) {
        let (_, _, codes) = set_up(&office).await;
        let (last, others) = codes.split_last().unwrap();
        for code in others {
            let waiting = half(&office).await;
            finish(&office, &waiting, code).await.unwrap();
        }
        assert_eq!(told(&office.office, KIM).await, [TelephoneAdded]);
        let waiting = half(&office).await;
        finish(&office, &waiting, last).await.unwrap();
        assert_eq!(times(&office.office, CodesUsedUp).await, (1, 2));
    }

    async fn what_is_refused_is_told_to_nobody(test: TestOffice) {
        let office = opened(&test).await;
        let kim = inside(&office, "kim").await;
        let wrong = passkeys::begin(&office, &kim, "틀린-비밀번호", &desk()).await;
        assert!(matches!(wrong, Err(NotKept::NotIn(NotIn::Wrong))));
        let lee = who(&test, LEE).await;
        let linked = accounts::reset_password(&office, from(&lee), KIM).await;
        assert!(matches!(linked, Err(NotChanged::Refused(_))));
        assert!(accounts::reset_second_factor(&office, from(&lee), KIM).await.is_err(), "there is none");
        second_factor::begin(&office, &kim).await.unwrap();
        let wrong = second_factor::confirm(&office, &kim, "000000", &desk()).await;
        assert!(matches!(wrong, Err(NotRight::Wrong)));
        assert!(told(&office, KIM).await.is_empty());
        let (_, code) = first_code(&office).await;
        second_factor::confirm(&office, &kim, &code, &desk()).await.unwrap();
        let strict = office.clone().with_second_factor_for(&[Role::Handler]);
        pass(&test, 30);
        let Some(secret) = test.store().read().await.unwrap().second_factor(KIM).await.unwrap() else { panic!() };
        let required = second_factor::end(&strict, &kim, &self::code(&test, &secret.secret), &desk()).await;
        assert!(matches!(required, Err(NotRight::Required)));
        assert_eq!(told(&office, KIM).await, [TelephoneAdded]);
    }

    /// The letter cannot be written, so the change is not made.
    async fn change_and_letter_stand_or_fall_together(address: Address) {
        let store = Store::open(&address.0, keys()).await.unwrap();
        world::settle(&store).await;
        let test = TestOffice::over(store).await;
        let office = opened(&test).await;
        let kim = inside(&office, "kim").await;
        second_factor::begin(&office, &kim).await.unwrap();
        let (_, code) = first_code(&office).await;
        tamper(&address.0, "alter table account_notices rename to elsewhere").await;
        let lines = logged(&office).await;
        assert!(oneself::password(&office, &kim, NEW.to_owned(), &desk()).await.is_err());
        assert!(second_factor::confirm(&office, &kim, &code, &desk()).await.is_err());
        assert!(add(&office, &kim, &Authenticator::of(KIM)).await.is_err());
        assert_eq!(logged(&office).await, lines, "and nothing is said to have been done");
        tamper(&address.0, "alter table elsewhere rename to account_notices").await;
        assert!(told(&office, KIM).await.is_empty());
        assert!(passkeys::of(&office, KIM).await.unwrap().is_empty());
        assert!(matches!(second_factor::stage(&office, KIM).await.unwrap(), Stage::Begun { .. }));
        let again: Who = inside(&office, "kim").await;
        assert_eq!(again.officer.id, KIM, "by the password that it was");
        second_factor::confirm(&office, &kim, &code, &desk()).await.unwrap();
        assert_eq!(told(&office, KIM).await, [TelephoneAdded]);
    }

    async fn whoever_has_no_address_or_no_password_is_told_all_the_same(test: TestOffice) {
        let office = test.office.clone();
        let kim = Who { way: store::Way::Oidc, ..who(&test, KIM).await };
        oneself::contact(&office, &kim, (String::new(), "02-1".to_owned()), &desk()).await.unwrap();
        oneself::contact(&office, &kim, ("back@seoul.example".to_owned(), "02-1".to_owned()), &desk()).await.unwrap();
        let letters = letters(&office, KIM).await;
        let mut ways: Vec<_> = letters.iter().map(|letter| letter.notice.channels[0].as_str()).collect();
        ways.sort_unstable();
        assert_eq!(ways, ["mail", "screen"]);
        assert!(letters.iter().all(|letter| letter.notice.body.contains("통합인증(행정포털) 비밀번호를 바꾸고")));
        assert!(letters.iter().all(|letter| !letter.notice.body.contains("/me/")), "no address of ours, no link");
    }
}

/// How many lines the access log has of him that say that something was changed.
async fn logged(office: &Office) -> usize {
    let lines = office.store().read().await.unwrap().accesses(Some("kim"), None, 50).await.unwrap();
    lines.into_iter().filter(|line| AccountChange::parse(&line.access.action).is_some()).count()
}

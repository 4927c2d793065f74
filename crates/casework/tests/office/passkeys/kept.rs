//! 패스키: added after the password, named, taken away, and beside a telephone; on both databases.

use casework::Clock;
use casework::NotDone;
use casework::passkeys::told::ATTESTATION_MAX;
use casework::passkeys::{self, NotKept, Unbelievable};
use casework::second_factor::{self, NotRight};
use casework::second_step;
use casework::sessions::{self, NotIn, Who};
use casework::totp::code_at;
use domain::role::Role;
use jiff::SignedDuration;
use testkit::authenticator::{Authenticator, Says};
use testkit::office::TestOffice;
use testkit::world::{self, KIM};

use super::{RIGHT, add, desk, entry, half, inside, log, opened, second, set_up, site};

testkit::both_databases! {
    async fn a_new_key_is_believed_for_its_challenge_here_and_now_and_after_the_password(office: TestOffice) {
        let test = office;
        let office = opened(&test).await;
        let kim = inside(&office, "kim").await;
        let wrong = passkeys::begin(&office, &kim, "틀린-비밀번호", &desk()).await;
        assert!(matches!(wrong, Err(NotKept::NotIn(NotIn::Wrong))), "a passer-by at an open desk");
        let device = Authenticator::of(KIM);
        let asked = passkeys::begin(&office, &kim, RIGHT, &desk()).await.unwrap();
        let says = Says::made(&site(), &asked.challenge);
        let other_desk = inside(&office, "kim").await;
        let lies: [(&str, &Who, Says, Unbelievable); 8] = [
            ("another challenge", &kim, Says { challenge: "B".repeat(43), ..says.clone() }, Unbelievable::Challenge),
            ("another desk", &other_desk, says.clone(), Unbelievable::Challenge),
            ("another origin", &kim, Says { origin: "https://evil.example".into(), ..says.clone() }, Unbelievable::Origin),
            ("another site", &kim, Says { site: "evil.example".into(), ..says.clone() }, Unbelievable::Site),
            ("a key in use", &kim, Says { purpose: "webauthn.get", ..says.clone() }, Unbelievable::Purpose),
            ("nobody known", &kim, Says { flags: 0x01, ..says.clone() }, Unbelievable::NotVerified),
            ("something behind it", &kim, Says { tail: vec![0xa0], ..says.clone() }, Unbelievable::Unreadable),
            ("too much of it", &kim, Says { tail: vec![0; ATTESTATION_MAX], ..says.clone() }, Unbelievable::TooLong),
        ];
        for (what, who, says, wanted) in lies {
            match passkeys::add(&office, who, "열쇠", device.make(&says).new_key(), &desk()).await {
                Err(NotKept::Unbelievable(why)) => assert_eq!(why, wanted, "{what}"),
                other => panic!("{what}: {other:?}"),
            }
        }
        let made = device.make(&says);
        passkeys::add(&office, &kim, "열쇠", made.new_key(), &desk()).await.unwrap();
        let again = passkeys::add(&office, &kim, "열쇠", made.new_key(), &desk()).await;
        assert!(matches!(again, Err(NotKept::Unbelievable(Unbelievable::Challenge))), "once");
        assert!(matches!(add(&office, &kim, &device).await, Err(NotKept::Known)));
        let asked = passkeys::begin(&office, &kim, RIGHT, &desk()).await.unwrap();
        test.advance(passkeys::SIGNED_WITHIN);
        let late = Authenticator::of(KIM).make(&Says::made(&site(), &asked.challenge));
        let late = passkeys::add(&office, &kim, "열쇠", late.new_key(), &desk()).await;
        assert!(matches!(late, Err(NotKept::Unbelievable(Unbelievable::Challenge))), "too late");
    }

    async fn ten_keys_are_enough_and_one_of_another_kind_opens_too(office: TestOffice) {
        let office = opened(&office).await;
        let (kim, _, _) = set_up(&office).await;
        let edwards = Authenticator::edwards(KIM);
        assert!(add(&office, &kim, &edwards).await.unwrap().is_none(), "spare codes come once");
        // One that does not count stays at zero.
        for _ in 0..2 {
            second(&office, &edwards, 0, |_| {}).await.unwrap();
        }
        for _ in 2..passkeys::MOST {
            add(&office, &kim, &Authenticator::of(KIM)).await.unwrap();
        }
        assert!(matches!(add(&office, &kim, &Authenticator::of(KIM)).await, Err(NotKept::TooMany)));
    }

    async fn one_is_taken_away_after_the_password_and_the_last_not_where_a_role_needs_it(office: TestOffice) {
        let test = office;
        let office = opened(&test).await;
        let (kim, device, codes) = set_up(&office).await;
        let id = passkeys::of(&office, KIM).await.unwrap()[0].id;
        let strict = office.clone().with_second_factor_for(&[Role::Handler]);
        let owing = sessions::who(&strict, &second(&office, &device, 1, |_| {}).await.unwrap().token).await.unwrap();
        assert!(owing.is_some_and(|kim| !kim.owes_second_factor), "a passkey is a second factor");
        let kept = passkeys::remove(&strict, &kim, id, RIGHT, &desk()).await;
        assert!(matches!(kept, Err(NotKept::Required)));
        let kept = passkeys::remove(&office, &kim, id, "틀린-비밀번호", &desk()).await;
        assert!(matches!(kept, Err(NotKept::NotIn(NotIn::Wrong))));
        let lee = inside(&office, "lee").await;
        let others = passkeys::remove(&office, &lee, id, RIGHT, &desk()).await;
        assert!(matches!(others, Err(NotKept::NotDone(NotDone::NotFound))), "nobody else knows of it");
        assert!(passkeys::rename(&office, &lee, id, "남의 열쇠").await.is_err());
        passkeys::rename(&office, &kim, id, "파란 열쇠").await.unwrap();
        assert_eq!(passkeys::of(&office, KIM).await.unwrap()[0].name, "파란 열쇠");
        let waiting = half(&office).await;
        passkeys::remove(&office, &kim, id, RIGHT, &desk()).await.unwrap();
        assert!(matches!(second_step::finish(&office, &waiting, &codes[0], &desk()).await, Err(NotIn::Late)));
        assert!(entry(&office, "kim").await.unwrap().inside().is_some());
        assert_eq!(second_factor::codes_left(&office, KIM).await.unwrap(), 0, "they stood in for it");
        assert!(log(&office, Some("kim")).await.contains(&("passkey-removed".into(), "ok".into())));
    }

    async fn telephone_and_passkey_stand_beside_each_other(office: TestOffice) {
        let test = office;
        let office = opened(&test).await;
        let (kim, device, codes) = set_up(&office).await;
        second_factor::begin(&office, &kim).await.unwrap();
        let second_factor::Stage::Begun { secret } = second_factor::stage(&office, KIM).await.unwrap() else { panic!() };
        let code = |at: &TestOffice| code_at(&secret, at.wall.now()).unwrap();
        let waiting = half(&office).await;
        let early = second_step::finish(&office, &waiting, &code(&test), &desk()).await;
        assert!(matches!(early, Err(NotIn::Wrong)), "a telephone that was not confirmed opens nothing");
        let spare = second_factor::confirm(&office, &kim, &codes[0], &desk()).await;
        assert!(matches!(spare, Err(NotRight::Wrong)), "a spare code is no new telephone");
        second_factor::confirm(&office, &kim, &code(&test), &desk()).await.unwrap();
        second(&office, &device, 1, |_| {}).await.unwrap();
        test.advance(SignedDuration::from_secs(30));
        second_step::finish(&office, &waiting, &code(&test), &desk()).await.unwrap();
        test.advance(SignedDuration::from_secs(30));
        let strict = office.clone().with_second_factor_for(&[Role::Handler]);
        second_factor::end(&strict, &kim, &code(&test), &desk()).await.unwrap();
        assert!(second_factor::codes_left(&office, KIM).await.unwrap() > 0, "they stand in for the passkey now");
        let new = passkeys::renew_codes(&office, &kim, RIGHT, &desk()).await.unwrap();
        let waiting = half(&office).await;
        second_step::finish(&office, &waiting, &new[0], &desk()).await.unwrap();
        let si = crate::people::who(&test, world::SI).await;
        let asker = casework::people::Asker { who: &si, ip: "10.0.0.1".parse().unwrap() };
        casework::people::accounts::reset_second_factor(&office, asker, KIM).await.unwrap();
        assert!(entry(&office, "kim").await.unwrap().inside().is_some(), "a reset takes passkeys too");
    }
}

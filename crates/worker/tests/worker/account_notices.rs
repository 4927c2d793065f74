//! 계정 변경 알림 at the relay: to where the officer was reached, by the deliverer of every other letter.

use casework::oneself;
use casework::sessions::{Knock, Who, hash_password};
use connect::message::mail::MailMischief;
use domain::id::SessionId;
use jiff::SignedDuration;
use store::{Account, NoticeState, NoticeWithAttempts, Owner, Preferences, Store, Way};
use uuid::Uuid;

use crate::city::{City, KIM, park};

fn desk() -> Knock {
    Knock::from([198, 51, 100, 7])
}

/// 김의약 at his desk, with a password of ours.
async fn kim(city: &City) -> Who {
    let account = Account {
        login: "kim".into(),
        owner: Owner::Officer(KIM),
        password_hash: hash_password("올바른-비밀번호-1".into()).await.unwrap(),
        must_change: false,
        changed_at: city.office.wall_now(),
    };
    let mut tx = city.office.store().write().await.unwrap();
    tx.put_accounts(&[account]).await.unwrap();
    tx.commit().await.unwrap();
    let today = domain::desk::seoul_date(city.office.now());
    let mut tx = city.office.store().read().await.unwrap();
    Who {
        session: SessionId(Uuid::nil()),
        way: Way::Password,
        officer: tx.officer(KIM).await.unwrap().unwrap(),
        on_duty: tx.on_duty(KIM, today).await.unwrap().unwrap(),
        must_change_password: false,
        owes_second_factor: false,
        preferences: Preferences::default(),
    }
}

async fn told(city: &City) -> Vec<NoticeWithAttempts> {
    city.office.store().read().await.unwrap().account_notices_of(KIM, 10).await.unwrap()
}

async fn new_password(city: &City, kim: &Who) {
    oneself::password(&city.office, kim, "가을하늘-2026-맑음".into(), &desk()).await.unwrap();
}

async fn new_mail(city: &City, kim: &Who, mail: &str) {
    let reached = (mail.to_owned(), kim.officer.phone.clone());
    oneself::contact(&city.office, kim, reached, &desk()).await.unwrap();
}

testkit::both_databases! {
    async fn the_owner_of_an_account_gets_the_letter_once(store: Store) {
        let city = City::new(store).await;
        let kim = kim(&city).await;
        new_password(&city, &kim).await;
        assert_eq!(city.round().await.deliveries.sent, 1);
        assert_eq!(city.round().await.deliveries.sent, 0);
        let mails = city.standin.mails();
        assert_eq!((mails.len(), &mails[0].to[..]), (1, &["kim@songpa.example".to_owned()][..]));
        for said in ["김의약 님", "비밀번호가 변경되었습니다", "2026. 3. 10. 10:00", "198.51.100.7", "시스템 관리자"] {
            assert!(mails[0].text.contains(said), "{said}: {}", mails[0].text);
        }
        assert!(!mails[0].text.contains("가을하늘"), "no secret");
        assert!(city.standin.texts().is_empty());
    }

    async fn whoever_changes_the_address_first_keeps_no_letter_from_its_owner(store: Store) {
        let city = City::new(store).await;
        let kim = kim(&city).await;
        new_password(&city, &kim).await;
        new_mail(&city, &kim, "stranger@elsewhere.example").await;
        city.round().await;
        let to: Vec<_> = city.standin.mails().into_iter().flat_map(|mail| mail.to).collect();
        assert_eq!(to, ["kim@songpa.example", "kim@songpa.example"], "both, though the address is another by now");
        new_password(&city, &kim).await;
        city.round().await;
        assert_eq!(city.standin.mails().last().unwrap().to, ["stranger@elsewhere.example"]);
    }

    async fn a_relay_that_is_away_is_tried_again_and_given_up_where_the_figures_show_it(store: Store) {
        let city = City::new(store).await;
        let kim = kim(&city).await;
        let c = city.file(park()).await;
        city.round().await;
        city.standin.mail.misbehave(MailMischief::NotNow, 100);
        new_password(&city, &kim).await;
        assert_eq!(city.round().await.deliveries.postponed, 1);
        for _ in 0..5 {
            city.pass(SignedDuration::from_hours(7));
            city.round().await;
        }
        let letter = told(&city).await.remove(0);
        assert_eq!((letter.notice.state, letter.attempts.len()), (NoticeState::GivenUp, 6));
        let vitals = casework::vitals::look(&city.office).await.unwrap();
        assert_eq!((vitals.outbox.failed, vitals.outbox.waiting), (1, 0));
        assert!(city.notices(&c).await.iter().all(|with| with.notice.state == NoticeState::Sent));
    }

    async fn whoever_has_no_address_finds_it_on_their_own_page(store: Store) {
        let city = City::new(store).await;
        let kim = kim(&city).await;
        new_mail(&city, &kim, "").await;
        city.round().await;
        city.pass(SignedDuration::from_mins(1));
        new_password(&city, &kim).await;
        assert_eq!(city.round().await.deliveries.sent, 1);
        assert_eq!(city.standin.mails().len(), 1, "that the address was taken away");
        let letter = told(&city).await.remove(0);
        assert_eq!((letter.notice.state, letter.attempts[0].channel.as_str()), (NoticeState::Sent, "screen"));
    }

    async fn two_deliverers_send_each_letter_once(store: Store) {
        let city = City::new(store).await;
        let kim = kim(&city).await;
        for _ in 0..12 {
            new_password(&city, &kim).await;
        }
        let (one, other) = (city.worker(), city.worker());
        let (left, right) = tokio::join!(one.run_once(), other.run_once());
        let (left, right) = (crate::city::sound(left), crate::city::sound(right));
        assert_eq!((left.deliveries.sent + right.deliveries.sent, city.standin.mails().len()), (12, 12));
        assert!(told(&city).await.iter().all(|letter| letter.attempts.len() == 1));
    }
}

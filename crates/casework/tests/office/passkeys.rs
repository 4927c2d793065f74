//! 패스키: added, used as the second step and alone, refused for every lie there is, taken away; on both databases.

use casework::Clock;
use casework::door::Knock;
use casework::passkeys::enter::{self, Used};
use casework::passkeys::told::{ATTESTATION_MAX, AUTHENTICATOR_DATA_MAX};
use casework::passkeys::{self, NotKept, Site, Unbelievable};
use casework::second_factor::{self, NotRight};
use casework::second_step;
use casework::sessions::{self, Entered, Entry, NotIn, TRIES, Who};
use casework::totp::code_at;
use casework::{NotDone, Office};
use domain::role::Role;
use jiff::SignedDuration;
use store::{Account, Owner};
use testkit::authenticator::{Authenticator, Says, Shown};
use testkit::office::TestOffice;
use testkit::world::{self, KIM, LEE};

const RIGHT: &str = "올바른-비밀번호-1";

fn site() -> Site {
    Site::of("https://eungdapso.example").unwrap()
}

/// 김도로 and 이과장 have accounts, and the office an address.
async fn opened(office: &TestOffice) -> Office {
    let password_hash = sessions::hash_password(RIGHT.into()).await.unwrap();
    let account = |login: &str, officer| Account {
        login: login.into(),
        owner: Owner::Officer(officer),
        password_hash: password_hash.clone(),
        must_change: false,
        changed_at: world::morning(),
    };
    let mut tx = office.store().write().await.unwrap();
    tx.put_accounts(&[account("kim", KIM), account("lee", LEE)]).await.unwrap();
    tx.commit().await.unwrap();
    office.office.clone().known_as(Some(site()))
}

fn desk() -> Knock {
    Knock::from([198, 51, 100, 7])
}

async fn entry(office: &Office, login: &str) -> Result<Entry, NotIn> {
    sessions::log_in(office, login, RIGHT, &desk()).await
}

async fn half(office: &Office) -> String {
    match entry(office, "kim").await.unwrap() {
        Entry::CodeAsked { half } => half,
        Entry::Inside(_) => panic!("no second step was asked for"),
    }
}

async fn inside(office: &Office, login: &str) -> Who {
    let token = entry(office, login).await.unwrap().inside().unwrap().token;
    sessions::who(office, &token).await.unwrap().unwrap()
}

async fn add(office: &Office, who: &Who, device: &Authenticator) -> Result<Option<Vec<String>>, NotKept> {
    let asked = passkeys::begin(office, who, RIGHT, &desk()).await?;
    let made = device.make(&Says::made(&site(), &asked.challenge));
    passkeys::add(office, who, "사무실 컴퓨터", made.new_key(), &desk()).await
}

/// 김도로 with a device; who he is, the device, and his spare codes.
async fn set_up(office: &Office) -> (Who, Authenticator, Vec<String>) {
    let (kim, device) = (inside(office, "kim").await, Authenticator::of(KIM));
    let codes = add(office, &kim, &device).await.unwrap().unwrap();
    (kim, device, codes)
}

/// The second step with what a device says; `lie` changes it.
async fn second(
    office: &Office,
    device: &Authenticator,
    count: u32,
    lie: impl FnOnce(&mut Says),
) -> Result<Entered, NotIn> {
    let waiting = half(office).await;
    let asked = enter::ask_second(office, &waiting).await.unwrap();
    let mut says = Says::shown(&site(), &asked.challenge, count);
    lie(&mut says);
    enter::finish(office, &waiting, device.show(&says).used(), &desk()).await
}

async fn log(office: &Office, login: Option<&str>) -> Vec<(String, String)> {
    let lines = office.store().read().await.unwrap().accesses(login, None, 20).await.unwrap();
    lines.into_iter().map(|line| (line.access.action, line.access.outcome)).collect()
}

testkit::both_databases! {
    async fn a_passkey_is_asked_for_after_the_password_and_each_challenge_is_good_for_once(office: TestOffice) {
        let office = opened(&office).await;
        let (_, device, codes) = set_up(&office).await;
        assert_eq!(codes.len(), second_factor::RECOVERY_CODES);
        let waiting = half(&office).await;
        let steps = second_step::steps(&office, &waiting).await.unwrap().unwrap();
        assert!(steps.passkeys && !steps.telephone);
        let asked = enter::ask_second(&office, &waiting).await.unwrap();
        assert_eq!(asked.credentials.len(), 1);
        let shown = device.show(&Says::shown(&site(), &asked.challenge, 1));
        let entered = enter::finish(&office, &waiting, shown.used(), &desk()).await.unwrap();
        assert!(sessions::who(&office, &entered.token).await.unwrap().is_some());
        assert!(passkeys::of(&office, KIM).await.unwrap()[0].used_at.is_some());
        let again = enter::finish(&office, &waiting, shown.used(), &desk()).await;
        assert!(matches!(again, Err(NotIn::Late)), "a whole log-in is no half one");
        let other = half(&office).await;
        let again = enter::finish(&office, &other, shown.used(), &desk()).await;
        assert!(matches!(again, Err(NotIn::Wrong)), "used, and given to another log-in");
        let done = log(&office, Some("kim")).await;
        assert!(done.contains(&("passkey-added".into(), "ok".into())), "{done:?}");
        assert!(done.contains(&("log-in".into(), "wrong-passkey".into())), "{done:?}");
    }

    async fn every_lie_at_the_second_step_is_refused(office: TestOffice) {
        let test = office;
        let office = opened(&test).await;
        let (_, device, _) = set_up(&office).await;
        second(&office, &device, 5, |_| {}).await.unwrap();
        type Lie = fn(&mut Says);
        let lies: [(&str, Lie); 9] = [
            ("another challenge", |says| says.challenge = "B".repeat(43)),
            ("another origin", |says| says.origin = "https://eungdapso.example.evil".into()),
            ("a frame elsewhere", |says| says.elsewhere = true),
            ("another site's key", |says| says.site = "evil.example".into()),
            ("a key being made", |says| says.purpose = "webauthn.create"),
            ("nobody there", |says| says.flags = 0x04),
            ("nobody known", |says| says.flags = 0x01),
            ("the count of before", |says| says.count = 5),
            ("more than there is", |says| says.tail = vec![0]),
        ];
        for (what, lie) in lies {
            let came = second(&office, &device, 6, lie).await;
            assert!(matches!(came, Err(NotIn::Wrong)), "{what}: {:?}", came.err());
            // The right key forgives what was tried, so that all lies are heard out.
            let count = passkeys::of(&office, KIM).await.unwrap()[0].count + 1;
            second(&office, &device, count, |_| {}).await.unwrap();
        }
        let done = log(&office, Some("kim")).await;
        assert!(done.contains(&("log-in".into(), "passkey-count".into())), "two of one key are told of: {done:?}");
        let waiting = half(&office).await;
        let asked = enter::ask_second(&office, &waiting).await.unwrap();
        test.advance(passkeys::SIGNED_WITHIN);
        let again = half(&office).await;
        let late = device.show(&Says::shown(&site(), &asked.challenge, 99));
        assert!(matches!(enter::finish(&office, &waiting, late.used(), &desk()).await, Err(NotIn::Late)));
        assert!(matches!(enter::finish(&office, &again, late.used(), &desk()).await, Err(NotIn::Wrong)));
    }

    async fn what_is_signed_is_this_key_s_and_this_officer_s(office: TestOffice) {
        let office = opened(&office).await;
        let (_, device, _) = set_up(&office).await;
        let lee = inside(&office, "lee").await;
        let hers = Authenticator::of(LEE);
        add(&office, &lee, &hers).await.unwrap();
        assert!(matches!(second(&office, &hers, 1, |_| {}).await, Err(NotIn::Wrong)), "somebody else's key");
        let mut copied = Authenticator::of(KIM);
        copied.credential.clone_from(&device.credential);
        assert!(matches!(second(&office, &copied, 1, |_| {}).await, Err(NotIn::Wrong)), "another key of that name");
        let mut renamed = Authenticator::of(KIM);
        renamed.credential = vec![7; 32];
        assert!(matches!(second(&office, &renamed, 1, |_| {}).await, Err(NotIn::Wrong)), "a name nobody has");
        let waiting = half(&office).await;
        let asked = enter::ask_second(&office, &waiting).await.unwrap();
        let shown = device.show(&Says::shown(&site(), &asked.challenge, 1));
        let theirs = Used { user: &hers.user, ..shown.used() };
        assert!(matches!(enter::finish(&office, &waiting, theirs, &desk()).await, Err(NotIn::Wrong)));
        second(&office, &device, 1, |_| {}).await.unwrap();
    }

    async fn wrong_keys_are_held_up_where_they_come_from_like_wrong_codes(office: TestOffice) {
        let office = opened(&office).await;
        let (_, device, codes) = set_up(&office).await;
        let mut waiting = String::new();
        for _ in 1..TRIES {
            waiting = half(&office).await;
            let asked = enter::ask_second(&office, &waiting).await.unwrap();
            let says = Says::shown(&site(), &asked.challenge, 0);
            let lie = device.show(&Says { site: "evil.example".into(), ..says });
            let came = enter::finish(&office, &waiting, lie.used(), &desk()).await;
            assert!(matches!(came, Err(NotIn::Wrong)));
        }
        let asked = enter::ask_second(&office, &waiting).await.unwrap();
        let shown = device.show(&Says { flags: 0, ..Says::shown(&site(), &asked.challenge, 1) });
        assert!(matches!(enter::finish(&office, &waiting, shown.used(), &desk()).await, Err(NotIn::Locked { .. })));
        let right = second_step::finish(&office, &waiting, &codes[0], &desk()).await;
        assert!(matches!(right, Err(NotIn::Locked { .. })), "also for what is right");
        let elsewhere = Knock::from([203, 0, 113, 9]);
        assert!(second_step::finish(&office, &waiting, &codes[0], &elsewhere).await.is_ok());
    }

    async fn a_key_alone_opens_for_its_owner_in_the_browser_that_was_asked(office: TestOffice) {
        let office = opened(&office).await;
        let (_, device, _) = set_up(&office).await;
        let (asked, browser) = enter::ask_anybody(&office).await.unwrap();
        assert!(asked.credentials.is_empty(), "nobody is told whose keys there are");
        let shown = device.show(&Says::shown(&site(), &asked.challenge, 1));
        let lies: [(&str, Used<'_>, &str); 3] = [
            ("another browser", shown.used(), "another"),
            ("no owner named", Used { user: "", ..shown.used() }, &browser),
            ("a key nobody has", Used { credential: "AAAA", ..shown.used() }, &browser),
        ];
        for (what, used, from) in lies {
            assert!(matches!(enter::enter(&office, from, used, &desk()).await, Err(NotIn::Wrong)), "{what}");
        }
        let (asked, browser) = enter::ask_anybody(&office).await.unwrap();
        let shown = device.show(&Says::shown(&site(), &asked.challenge, 2));
        let entered = enter::enter(&office, &browser, shown.used(), &desk()).await.unwrap();
        assert!(sessions::who(&office, &entered.token).await.unwrap().is_some_and(|who| who.officer.id == KIM));
        let again = enter::enter(&office, &browser, shown.used(), &desk()).await;
        assert!(matches!(again, Err(NotIn::Wrong)), "once");
    }

    async fn whoever_left_comes_in_with_no_key(office: TestOffice) {
        let office = opened(&office).await;
        let (kim, device, _) = set_up(&office).await;
        let mut tx = office.store().write().await.unwrap();
        tx.put_officers(&[domain::org::Officer { active: false, ..kim.officer }]).await.unwrap();
        tx.commit().await.unwrap();
        let (asked, browser) = enter::ask_anybody(&office).await.unwrap();
        let shown = device.show(&Says::shown(&site(), &asked.challenge, 1));
        assert!(matches!(enter::enter(&office, &browser, shown.used(), &desk()).await, Err(NotIn::Wrong)));
    }

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
        let si = crate::people::who(&office_of(&test), world::SI).await;
        let asker = casework::people::Asker { who: &si, ip: "10.0.0.1" };
        casework::people::accounts::reset_second_factor(&office, asker, KIM).await.unwrap();
        assert!(entry(&office, "kim").await.unwrap().inside().is_some(), "a reset takes passkeys too");
    }

    async fn an_office_without_an_address_has_no_passkeys_and_its_codes_still_open(office: TestOffice) {
        let test = office;
        let office = opened(&test).await;
        let (kim, _, codes) = set_up(&office).await;
        let nameless = office.clone().known_as(None);
        let waiting = half(&nameless).await;
        assert!(!second_step::steps(&nameless, &waiting).await.unwrap().unwrap().passkeys);
        assert!(matches!(passkeys::begin(&nameless, &kim, RIGHT, &desk()).await, Err(NotKept::Unbelievable(_))));
        second_step::finish(&nameless, &waiting, &codes[0], &desk()).await.unwrap();
    }

    async fn challenges_nobody_came_back_for_are_cleared_away(office: TestOffice) {
        let test = office;
        let office = opened(&test).await;
        enter::ask_anybody(&office).await.unwrap();
        let mut tx = office.store().write().await.unwrap();
        assert_eq!(tx.prune_passkey_challenges(office.wall_now()).await.unwrap(), 0);
        test.advance(passkeys::SIGNED_WITHIN);
        assert_eq!(tx.prune_passkey_challenges(office.wall_now()).await.unwrap(), 1);
    }

    async fn what_is_no_answer_of_a_browser_is_refused_whatever_it_is(office: TestOffice) {
        let office = opened(&office).await;
        let (_, device, _) = set_up(&office).await;
        let (asked, browser) = enter::ask_anybody(&office).await.unwrap();
        let right = device.show(&Says::shown(&site(), &asked.challenge, 1));
        let long = "A".repeat(AUTHENTICATOR_DATA_MAX * 2);
        let change = |of: &dyn Fn(&mut Shown)| {
            let mut shown = right.clone();
            of(&mut shown);
            shown
        };
        for shown in [
            change(&|shown| shown.client_data = "\u{0}".into()),
            change(&|shown| shown.client_data = "bm9uZQ".into()),
            change(&|shown| shown.authenticator_data.truncate(40)),
            change(&|shown| shown.authenticator_data.clone_from(&long)),
            change(&|shown| shown.signature.clone_from(&long)),
            change(&|shown| shown.credential.clone_from(&long)),
            change(&|shown| shown.credential = "\u{0}".into()),
        ] {
            // From everywhere: one place would be held up.
            let knock = Knock::from(rand_address(&shown));
            assert!(matches!(enter::enter(&office, &browser, shown.used(), &knock).await, Err(NotIn::Wrong)));
        }
        enter::enter(&office, &browser, right.used(), &desk()).await.unwrap();
    }
}

fn office_of(test: &TestOffice) -> TestOffice {
    test.clone()
}

fn rand_address(shown: &Shown) -> [u8; 4] {
    let length = |text: &str| u8::try_from(text.len() % 251).unwrap();
    [10, length(&shown.client_data), length(&shown.authenticator_data), length(&shown.signature)]
}

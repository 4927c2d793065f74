//! 패스키: used as the second step and alone, and refused for every lie there is; on both databases.

mod kept;

use casework::Office;
use casework::door::Knock;
use casework::passkeys::enter::{self, Used};
use casework::passkeys::told::AUTHENTICATOR_DATA_MAX;
use casework::passkeys::{self, NotKept, Site};
use casework::second_factor;
use casework::second_step;
use casework::sessions::{self, Entered, Entry, NotIn, TRIES, Who};
use store::{Account, Owner};
use testkit::authenticator::{Authenticator, Says, Shown};
use testkit::office::TestOffice;
use testkit::world::{self, KIM, LEE};

pub(crate) const RIGHT: &str = "올바른-비밀번호-1";

fn site() -> Site {
    Site::of("https://eungdapso.example").unwrap()
}

/// 김도로 and 이과장 have accounts, and the office an address.
pub(crate) async fn opened(office: &TestOffice) -> Office {
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

pub(crate) fn desk() -> Knock {
    Knock::from([198, 51, 100, 7])
}

async fn entry(office: &Office, login: &str) -> Result<Entry, NotIn> {
    sessions::log_in(office, login, RIGHT, &desk()).await
}

pub(crate) async fn half(office: &Office) -> String {
    match entry(office, "kim").await.unwrap() {
        Entry::CodeAsked { half } => half,
        Entry::Inside(_) => panic!("no second step was asked for"),
    }
}

pub(crate) async fn inside(office: &Office, login: &str) -> Who {
    let token = entry(office, login).await.unwrap().inside().unwrap().token;
    sessions::who(office, &token).await.unwrap().unwrap()
}

pub(crate) async fn add(
    office: &Office,
    who: &Who,
    device: &Authenticator,
) -> Result<Option<Vec<String>>, NotKept> {
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

fn rand_address(shown: &Shown) -> [u8; 4] {
    let length = |text: &str| u8::try_from(text.len() % 251).unwrap();
    [10, length(&shown.client_data), length(&shown.authenticator_data), length(&shown.signature)]
}

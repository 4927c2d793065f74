//! 통합인증 over real HTTP conversations with the stand-in provider, which lies in every way it can.

#![expect(clippy::unwrap_used, reason = "helpers of tests may panic like tests")]

use std::sync::{Arc, Mutex};

use connect::oidc::fake::OidcFake;
use connect::oidc::{Attempt, NotTold, OidcClient, OidcSettings, Unbelievable};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

/// A provider, us, and the time, which both look at.
struct Town {
    fake: OidcFake,
    client: OidcClient,
    time: Arc<Mutex<Timestamp>>,
}

impl Town {
    async fn new() -> Town {
        Town::with(|settings| settings).await
    }

    async fn with(change: impl FnOnce(OidcSettings) -> OidcSettings) -> Town {
        let time = Arc::new(Mutex::new(Timestamp::from_second(1_773_100_000).unwrap()));
        let clock = Arc::clone(&time);
        let fake = OidcFake::start(Arc::new(move || *clock.lock().unwrap())).await.unwrap();
        let client = OidcClient::new(change(fake.settings())).unwrap();
        Town { fake, client, time }
    }

    fn now(&self) -> Timestamp {
        *self.time.lock().unwrap()
    }

    fn pass(&self, time: SignedDuration) {
        *self.time.lock().unwrap() += time;
    }

    /// The code that somebody comes back with.
    async fn code(&self, attempt: &Attempt) -> String {
        let address = self.client.address(attempt, self.now()).await.unwrap();
        let back = self.fake.authorise(&address, "kim").unwrap();
        back.split('&').find_map(|pair| pair.strip_prefix("code=")).unwrap().to_owned()
    }

    async fn log_in(&self) -> Result<String, NotTold> {
        let attempt = Attempt::of("a browser\'s secret");
        let code = self.code(&attempt).await;
        self.client.who(&code, &attempt, self.now()).await
    }
}

fn lie(why: Unbelievable) -> Result<String, NotTold> {
    Err(NotTold::Unbelievable(why))
}

#[tokio::test]
async fn who_comes_back_is_named_by_the_chosen_claim() {
    let town = Town::new().await;
    assert_eq!(town.log_in().await, Ok("kim".to_owned()));
    let other = Town::with(|settings| OidcSettings { claim: "sub".into(), ..settings }).await;
    assert_eq!(other.log_in().await, Ok("subject of kim".to_owned()));
}

#[tokio::test]
async fn what_binds_a_log_in_together_is_in_the_address_and_its_secret_is_not() {
    let town = Town::new().await;
    let address = town.client.address(&Attempt::of("secret"), town.now()).await.unwrap();
    for part in ["state=", "nonce=", "code_challenge=", "code_challenge_method=S256", "response_type=code"] {
        assert!(address.contains(part), "{part}: {address}");
    }
    assert!(!address.contains("verifier") && !address.contains("standin-oidc-secret"));
    assert!(town.client.is_from(None) && town.client.is_from(Some(&town.fake.settings().issuer)));
    assert!(!town.client.is_from(Some("https://another.example")));
}

#[tokio::test]
async fn a_token_that_is_not_for_this_log_in_is_not_believed() {
    type Change = fn(&mut Value, &mut Value);
    let lies: [(Change, Unbelievable); 16] = [
        (|_, claims| claims["nonce"] = json!("another"), Unbelievable::Nonce),
        (|_, claims| claims["nonce"] = Value::Null, Unbelievable::Nonce),
        (|_, claims| claims["aud"] = json!("another"), Unbelievable::Audience),
        (|_, claims| claims["aud"] = json!(["another", "third"]), Unbelievable::Audience),
        (|_, claims| claims["aud"] = json!(["eungdapso", "another"]), Unbelievable::Audience),
        (|_, claims| claims["azp"] = json!("another"), Unbelievable::Audience),
        (|_, claims| claims["iss"] = json!("https://another.example"), Unbelievable::Issuer),
        (|_, claims| claims["exp"] = json!(1_773_100_000 - 60), Unbelievable::Expired),
        (|_, claims| claims["iat"] = json!(1_773_100_000 - 601), Unbelievable::Expired),
        (|_, claims| claims["iat"] = json!(1_773_100_000 + 61), Unbelievable::NotYet),
        (|_, claims| claims["exp"] = json!("tomorrow"), Unbelievable::Malformed),
        (|_, claims| claims["exp"] = Value::Null, Unbelievable::Malformed),
        (|header, _| header["alg"] = json!("none"), Unbelievable::Algorithm),
        (|header, _| header["alg"] = json!("HS256"), Unbelievable::Algorithm),
        (|header, _| header["alg"] = json!("RS256"), Unbelievable::Algorithm),
        (|_, claims| claims["employee_number"] = json!("kim\u{0}"), Unbelievable::NoName),
    ];
    for (n, (change, why)) in lies.into_iter().enumerate() {
        let town = Town::new().await;
        town.fake.mischief(change);
        let told = town.log_in().await;
        // No name in the token, and none told apart from it.
        let refused = matches!(told, Err(NotTold::Refused(404))) && why == Unbelievable::NoName;
        assert!(refused || told == lie(why), "{n}: {told:?}");
    }
}

#[tokio::test]
async fn a_code_is_worth_nothing_to_another_browser_and_nothing_twice() {
    let town = Town::new().await;
    let (mine, other) = (Attempt::of("mine"), Attempt::of("other"));
    let code = town.code(&mine).await;
    assert_eq!(town.client.who(&code, &other, town.now()).await, Err(NotTold::Refused(400)));
    let code = town.code(&mine).await;
    assert!(town.client.who(&code, &mine, town.now()).await.is_ok());
    assert_eq!(town.client.who(&code, &mine, town.now()).await, Err(NotTold::Refused(400)));
}

#[tokio::test]
async fn a_new_key_is_fetched_and_an_unknown_one_not_at_everybodys_wish() {
    let town = Town::new().await;
    town.log_in().await.unwrap();
    town.pass(SignedDuration::from_secs(60));
    town.fake.rotate("key-2").unwrap();
    assert_eq!(town.log_in().await, Ok("kim".to_owned()));
    assert_eq!(town.fake.keys_told(), 2);
    town.fake.mischief(|header, _| header["kid"] = json!("key-of-nobody"));
    for _ in 0..20 {
        assert_eq!(town.log_in().await, lie(Unbelievable::UnknownKey));
    }
    assert_eq!(town.fake.keys_told(), 2, "not within a minute");
    town.pass(SignedDuration::from_secs(60));
    assert_eq!(town.log_in().await, lie(Unbelievable::UnknownKey));
    assert_eq!(town.fake.keys_told(), 3);
}

#[tokio::test]
async fn a_key_that_was_taken_back_is_forgotten_within_the_hour() {
    let town = Town::new().await;
    town.log_in().await.unwrap();
    // The same name, another key: whoever has the old one signs no more.
    town.fake.rotate("key-1").unwrap();
    assert_eq!(town.log_in().await, lie(Unbelievable::Signature));
    town.pass(SignedDuration::from_hours(1));
    assert_eq!(town.log_in().await, Ok("kim".to_owned()));
}

#[tokio::test]
async fn a_claim_told_apart_must_be_about_the_same_person() {
    let town = Town::new().await;
    town.fake.tell_apart(json!({ "sub": "subject of kim", "employee_number": "kim" }));
    assert_eq!(town.log_in().await, Ok("kim".to_owned()));
    town.fake.tell_apart(json!({ "sub": "subject of lee", "employee_number": "lee" }));
    assert_eq!(town.log_in().await, lie(Unbelievable::Subject));
    town.fake.tell_apart(json!({ "sub": "subject of kim", "employee_number": ["kim"] }));
    assert_eq!(town.log_in().await, lie(Unbelievable::NoName));
}

#[tokio::test]
async fn a_provider_that_is_away_is_told_in_a_sentence_and_used_when_it_is_back() {
    let town = Town::new().await;
    let attempt = Attempt::of("secret");
    town.fake.stop();
    let gone = OidcSettings { issuer: "http://127.0.0.1:9".into(), ..town.fake.settings() };
    let client = OidcClient::new(gone).unwrap();
    let away = client.address(&attempt, town.now()).await;
    assert!(matches!(away, Err(NotTold::Away(why)) if why.contains("연결")));
}

#[tokio::test]
async fn another_issuers_description_is_not_taken() {
    let town = Town::with(|settings| {
        let issuer = format!("{}/", settings.issuer);
        OidcSettings { issuer, ..settings }
    });
    let town = town.await;
    let told = town.client.address(&Attempt::of("secret"), town.now()).await;
    assert!(matches!(told, Err(NotTold::Away(_))), "letter for letter");
}

#[tokio::test]
async fn settings_that_cannot_work_are_found_at_start_and_show_no_secret() {
    let town = Town::new().await;
    let settings = || town.fake.settings();
    for bad in [
        OidcSettings { issuer: "http://id.example".into(), ..settings() },
        OidcSettings { issuer: "id.example".into(), ..settings() },
        OidcSettings { redirect_uri: "http://office.example/login/oidc/return".into(), ..settings() },
        OidcSettings { scope: "profile".into(), ..settings() },
        OidcSettings { claim: " ".into(), ..settings() },
        OidcSettings { client_id: String::new(), ..settings() },
    ] {
        assert!(OidcClient::new(bad.clone()).is_err(), "{bad:?}");
    }
    assert!(!format!("{:?}", settings()).contains("standin-oidc-secret"));
}

/// What is logged, kept.
#[derive(Clone, Default)]
struct Heard(Arc<Mutex<Vec<u8>>>);

impl std::io::Write for Heard {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn no_code_token_or_secret_is_logged_at_any_level() {
    let heard = Heard::default();
    let writer = heard.clone();
    let subscriber = tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE);
    let listening = subscriber.with_writer(move || writer.clone()).finish();
    let _listening = tracing::subscriber::set_default(listening);
    let town = Town::new().await;
    let attempt = Attempt::of("a browser's secret");
    let code = town.code(&attempt).await;
    town.client.who(&code, &attempt, town.now()).await.unwrap();
    town.fake.mischief(|_, claims| claims["nonce"] = json!("another"));
    // As the page that was come back to does.
    tracing::warn!(why = %town.log_in().await.unwrap_err(), "nobody was named by the identity provider");
    let said = String::from_utf8(heard.0.lock().unwrap().clone()).unwrap();
    assert!(said.contains("it belongs to another log-in"), "{said}");
    for secret in
        [code.as_str(), attempt.state(), "standin-oidc-secret", "of-no-use", "eyJ", "employee_number"]
    {
        assert!(!said.contains(secret), "{secret} in {said}");
    }
}

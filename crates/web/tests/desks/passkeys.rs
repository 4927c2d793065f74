//! 패스키 on the pages: added by the script's two steps, asked for at the door, and seen by their owner alone.

use axum::http::StatusCode;
use casework::passkeys::Site;
use serde_json::Value;
use testkit::authenticator::{Authenticator, Says, Shown};
use testkit::office::TestOffice;
use testkit::world::KIM;
use web::{AppState, Settings};

use crate::clerk::{Came, Clerk, PASSWORD, with_office};

const PAGE: &str = "/me/second-factor";
const KEYS: &str = "/me/second-factor/passkeys";
const NAMED: [(&str, &str); 3] = [("login", "kim"), ("password", PASSWORD), ("next", "/handle")];

fn site() -> Site {
    Site::of("https://eungdapso.example").unwrap()
}

fn server(office: &TestOffice) -> AppState {
    let settings = Settings { demo: false, secure_cookies: true };
    AppState::new(office.office.clone().known_as(Some(site())), settings)
}

fn json(came: &Came) -> Value {
    serde_json::from_str(&came.text).unwrap_or_else(|_| panic!("no JSON: {}", came.text))
}

fn challenge(came: &Came) -> String {
    json(came)["challenge"].as_str().unwrap().to_owned()
}

/// As the script sends what the device said.
fn brought(shown: &Shown) -> Vec<(&str, &str)> {
    vec![
        ("credential", &shown.credential),
        ("client_data", &shown.client_data),
        ("authenticator_data", &shown.authenticator_data),
        ("signature", &shown.signature),
        ("user", &shown.user),
    ]
}

/// 김도로 at his desk, with a device; the address of its page.
async fn set_up(office: &TestOffice) -> (Clerk, Authenticator, String) {
    let (mut kim, device) = (Clerk::at_server(server(office), "kim").await, Authenticator::of(KIM));
    let asked =
        kim.post(&format!("{KEYS}/challenge"), &[("name", "파란 열쇠"), ("password", PASSWORD)]).await;
    assert_eq!(asked.status, StatusCode::OK, "{}", asked.text);
    let made = device.make(&Says::made(&site(), &challenge(&asked)));
    let came = kim
        .post(
            KEYS,
            &[("name", "파란 열쇠"), ("client_data", &made.client_data), ("attestation", &made.attestation)],
        )
        .await;
    assert_eq!(came.status, StatusCode::OK, "{}", came.text);
    came.has("복구 코드는 지금 한 번만 보입니다");
    let page = kim.get(PAGE).await;
    page.has("파란 열쇠");
    let id = page.text.split(&format!("href=\"{KEYS}/")).nth(1).unwrap().split('"').next().unwrap();
    (kim, device, format!("{KEYS}/{id}"))
}

#[test]
fn what_the_browser_is_told_to_make_is_for_this_site_and_after_the_password() {
    with_office(|office| async move {
        let mut kim = Clerk::at_server(server(&office), "kim").await;
        let page = kim.get(PAGE).await;
        page.has("data-origin=\"https://eungdapso.example\"");
        page.has("이 브라우저에서는 패스키를 쓸 수 없습니다");
        let address = format!("{KEYS}/challenge");
        for (form, field) in [
            ([("name", ""), ("password", PASSWORD)], "name"),
            ([("name", "열쇠"), ("password", "")], "password"),
            ([("name", "열쇠"), ("password", "틀린-비밀번호")], "password"),
        ] {
            let came = kim.post(&address, &form).await;
            assert_eq!(came.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert_eq!(json(&came)["field"], field);
            assert!(json(&came)["said"].as_str().is_some_and(|said| said.ends_with('.')), "{}", came.text);
        }
        let told = json(&kim.post(&address, &[("name", "열쇠"), ("password", PASSWORD)]).await);
        assert_eq!(told["rp"]["id"], "eungdapso.example");
        assert_eq!(told["attestation"], "none");
        assert_eq!(told["authenticatorSelection"]["userVerification"], "required");
        assert_eq!(told["pubKeyCredParams"][0]["alg"], -7);
        let nothing = kim.post(KEYS, &[("name", "열쇠")]).await;
        assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
        nothing.has("이 브라우저가 패스키를 만들지 못했습니다");
        nothing.has("value=\"열쇠\"");
        let lie = kim.post(KEYS, &[("name", "열쇠"), ("client_data", "AAAA"), ("attestation", "AAAA")]).await;
        assert_eq!(lie.status, StatusCode::UNPROCESSABLE_ENTITY);
    });
}

#[test]
fn the_door_offers_what_somebody_has_and_leads_on() {
    with_office(|office| async move {
        let (_, device, _) = set_up(&office).await;
        let mut kim = Clerk::stranger_at(server(&office));
        let early = kim.post("/login/code/challenge", &[]).await;
        assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY, "nobody is half in");
        assert_eq!(kim.post("/login", &NAMED).await.location, "/login/code?next=/handle");
        let page = kim.get("/login/code?next=/handle").await;
        page.has("패스키로 확인");
        page.has("복구 코드");
        page.has_not("인증 앱의 숫자");
        let asked = kim.post("/login/code/challenge", &[]).await;
        assert_eq!(json(&asked)["rpId"], "eungdapso.example");
        assert_eq!(json(&asked)["userVerification"], "required");
        assert_eq!(json(&asked)["allowCredentials"].as_array().unwrap().len(), 1);
        let says = Says::shown(&site(), &challenge(&asked), 1);
        let lie = device.show(&Says { origin: "https://evil.example".into(), ..says.clone() });
        let came = kim.post("/login/code/passkey", &brought(&lie)).await;
        assert_eq!(came.status, StatusCode::UNPROCESSABLE_ENTITY);
        came.has("패스키를 확인하지 못했습니다");
        let shown = device.show(&says);
        let form = [brought(&shown), vec![("next", "/handle")]].concat();
        assert_eq!(kim.post("/login/code/passkey", &form).await.location, "/handle");
        assert_eq!(kim.get("/handle").await.status, StatusCode::OK);
    });
}

#[test]
fn a_passkey_alone_lets_in_the_browser_that_was_asked() {
    with_office(|office| async move {
        let (_, device, _) = set_up(&office).await;
        let (mut kim, mut other) = (Clerk::stranger_at(server(&office)), Clerk::stranger_at(server(&office)));
        kim.get("/login").await.has("패스키로 로그인");
        let asked = kim.post("/login/passkey/challenge", &[]).await;
        assert_eq!(
            json(&asked)["allowCredentials"],
            Value::Array(Vec::new()),
            "nobody hears whose keys there are"
        );
        let shown = device.show(&Says::shown(&site(), &challenge(&asked), 1));
        let form = [brought(&shown), vec![("next", "/handle")]].concat();
        let came = other.post("/login/passkey", &form).await;
        assert_eq!(came.status, StatusCode::UNPROCESSABLE_ENTITY);
        came.has("패스키를 확인하지 못하여 로그인하지 않았습니다");
        assert_eq!(kim.post("/login/passkey", &form).await.location, "/handle");
        assert_eq!(kim.get("/handle").await.status, StatusCode::OK);
        assert_eq!(kim.post("/login/passkey", &form).await.status, StatusCode::UNPROCESSABLE_ENTITY, "once");
    });
}

#[test]
fn ones_own_is_named_and_taken_away_and_nobody_elses_is_there() {
    with_office(|office| async move {
        let (mut kim, _, own) = set_up(&office).await;
        let mut lee = Clerk::at_server(server(&office), "lee").await;
        assert_eq!(lee.get(&own).await.status, StatusCode::NOT_FOUND);
        for part in ["name", "remove"] {
            let came =
                lee.post(&format!("{own}/{part}"), &[("name", "남의 것"), ("password", PASSWORD)]).await;
            assert_eq!(came.status, StatusCode::NOT_FOUND, "{part}");
        }
        kim.get(&own).await.has("아직 쓰지 않음");
        let long = "가".repeat(41);
        let came = kim.post(&format!("{own}/name"), &[("name", &long)]).await;
        assert_eq!(came.status, StatusCode::UNPROCESSABLE_ENTITY);
        came.has(&long);
        assert_eq!(kim.post(&format!("{own}/name"), &[("name", "빨간 열쇠")]).await.location, PAGE);
        kim.get(PAGE).await.has("빨간 열쇠");
        let codes = kim.post(&format!("{KEYS}/codes"), &[("password", "")]).await;
        assert_eq!(codes.status, StatusCode::UNPROCESSABLE_ENTITY);
        kim.post(&format!("{KEYS}/codes"), &[("password", PASSWORD)])
            .await
            .has("복구 코드를 새로 만들었습니다");
        let came = kim.post(&format!("{own}/remove"), &[("password", "틀린-비밀번호")]).await;
        assert_eq!(came.status, StatusCode::UNPROCESSABLE_ENTITY);
        came.has("비밀번호가 맞지 않습니다");
        assert_eq!(kim.post(&format!("{own}/remove"), &[("password", PASSWORD)]).await.location, PAGE);
        kim.get(PAGE).await.has_not("빨간 열쇠");
        assert_eq!(kim.get(&own).await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn where_the_office_has_no_address_nobody_is_offered_one() {
    with_office(|office| async move {
        let mut kim = Clerk::at(&office, "kim").await;
        kim.get(PAGE).await.has_not("패스키 등록");
        let came = kim.post(&format!("{KEYS}/challenge"), &[("name", "열쇠"), ("password", PASSWORD)]).await;
        assert_eq!(came.status, StatusCode::UNPROCESSABLE_ENTITY);
        let mut stranger = Clerk::stranger(&office);
        stranger.get("/login").await.has_not("패스키로 로그인");
        for path in ["/login/passkey/challenge", "/login/passkey", "/login/code/challenge"] {
            assert_eq!(stranger.post(path, &[]).await.status, StatusCode::NOT_FOUND, "{path}");
        }
    });
}

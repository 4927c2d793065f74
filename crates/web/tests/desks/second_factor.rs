//! 2단계 인증 on the pages: set up, asked for at the door, spare codes shown once, reset by whoever looks after people.

use axum::http::StatusCode;
use casework::second_factor::{self, Stage};
use casework::totp::code_at;
use domain::role::Role;
use jiff::SignedDuration;
use testkit::office::TestOffice;
use testkit::world::KIM;
use web::{AppState, Settings};

use crate::clerk::{Clerk, PASSWORD, with_office};

async fn secret(office: &TestOffice) -> String {
    match second_factor::stage(&office.office, KIM).await.unwrap() {
        Stage::Begun { secret } => secret,
        Stage::Off | Stage::On { .. } => panic!("nothing was begun"),
    }
}

/// 김도로 at his desk, with a telephone; its secret.
async fn set_up(office: &TestOffice) -> (Clerk, String) {
    let mut kim = Clerk::at(office, "kim").await;
    assert_eq!(kim.post("/me/second-factor/begin", &[]).await.location, "/me/second-factor");
    let secret = secret(office).await;
    let code = code_at(&secret, office.office.wall_now()).unwrap();
    let came = kim.post("/me/second-factor", &[("do", "confirm"), ("code", &code)]).await;
    assert_eq!(came.status, StatusCode::OK, "{}", came.text);
    came.has("복구 코드는 지금 한 번만 보입니다");
    (kim, secret)
}

const NAMED: [(&str, &str); 3] = [("login", "kim"), ("password", PASSWORD), ("next", "/handle")];

#[test]
fn it_is_set_up_with_a_picture_or_a_key_and_a_first_code() {
    with_office(|office| async move {
        let mut kim = Clerk::at(&office, "kim").await;
        kim.get("/me").await.has("href=\"/me/second-factor\"");
        kim.get("/me/second-factor").await.has("지금은 쓰지 않습니다");
        kim.post("/me/second-factor/begin", &[]).await;
        let page = kim.get("/me/second-factor").await;
        let secret = secret(&office).await;
        page.has("<svg class=\"qr-code\"");
        page.has(&secret[..4]);
        page.has_not("otpauth");
        for (code, said) in [("", "인증 코드를 입력해 주십시오"), ("000000", "맞지 않거나 이미 쓰였습니다")]
        {
            let came = kim.post("/me/second-factor", &[("do", "confirm"), ("code", code)]).await;
            assert_eq!(came.status, StatusCode::UNPROCESSABLE_ENTITY);
            came.has(said);
        }
        let code = code_at(&secret, office.office.wall_now()).unwrap();
        let came = kim.post("/me/second-factor", &[("do", "confirm"), ("code", &code)]).await;
        assert_eq!(came.text.matches("<li><code>").count(), second_factor::RECOVERY_CODES);
        let page = kim.get("/me/second-factor").await;
        page.has("10개");
        page.has_not(&secret[..4]);
        page.has_not("<li><code>");
        assert_eq!(kim.post("/me/second-factor/begin", &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    });
}

#[test]
fn the_door_asks_for_the_code_and_leads_on_to_where_one_wanted() {
    with_office(|office| async move {
        let (_, secret) = set_up(&office).await;
        let mut kim = Clerk::stranger(&office);
        assert_eq!(kim.get("/login/code").await.location, "/login", "nobody is half in");
        let came = kim.post("/login", &NAMED).await;
        assert_eq!(came.location, "/login/code?next=/handle");
        assert!(!kim.cookies.contains_key("__Host-session"));
        assert!(kim.get("/handle").await.location.starts_with("/login"), "half in is out");
        kim.get("/login/code?next=/handle").await.has("name=\"next\" value=\"/handle\"");
        for code in ["", "000000"] {
            let came = kim.post("/login/code", &[("code", code), ("next", "/handle")]).await;
            assert_eq!(came.status, StatusCode::UNPROCESSABLE_ENTITY);
            came.has("value=\"/handle\"");
        }
        office.advance(SignedDuration::from_secs(30));
        let code = code_at(&secret, office.office.wall_now()).unwrap();
        let came = kim.post("/login/code", &[("code", &code), ("next", "//evil.example")]).await;
        assert_eq!((came.status, came.location.as_str()), (StatusCode::SEE_OTHER, "/"));
        assert!(!kim.cookies.contains_key("log-in"));
        assert_eq!(kim.get("/handle").await.status, StatusCode::OK);
    });
}

#[test]
fn who_waited_too_long_begins_again() {
    with_office(|office| async move {
        set_up(&office).await;
        let mut kim = Clerk::stranger(&office);
        kim.post("/login", &NAMED).await;
        office.advance(SignedDuration::from_mins(5));
        assert_eq!(kim.post("/login/code", &[("code", "000000")]).await.location, "/login");
        kim.get("/login").await.has("시간이 지났습니다");
    });
}

#[test]
fn whoever_must_have_it_comes_to_no_desk_before() {
    with_office(|office| async move {
        let strict = office.office.clone().with_second_factor_for(&[Role::Handler]);
        let settings = Settings { demo: false, secure_cookies: true };
        let mut kim = Clerk::stranger_at(AppState::new(strict, settings));
        kim.post("/login", &NAMED).await;
        for path in ["/", "/handle", "/me", "/complaints"] {
            assert_eq!(kim.get(path).await.location, "/me/second-factor", "{path}");
        }
        kim.get("/me/second-factor").await.has("2단계 인증을 먼저 설정해 주십시오");
        kim.post("/me/second-factor/begin", &[]).await;
        let secret = secret(&office).await;
        let code = code_at(&secret, office.office.wall_now()).unwrap();
        kim.post("/me/second-factor", &[("do", "confirm"), ("code", &code)]).await;
        assert_eq!(kim.get("/handle").await.status, StatusCode::OK);
        kim.get("/me/second-factor").await.has("해제할 수 없습니다");
        office.advance(SignedDuration::from_secs(30));
        let code = code_at(&secret, office.office.wall_now()).unwrap();
        let came = kim.post("/me/second-factor", &[("do", "end"), ("code", &code)]).await;
        assert_eq!(came.status, StatusCode::UNPROCESSABLE_ENTITY);
    });
}

#[test]
fn a_lost_telephone_is_reset_by_the_administrator_alone_who_does_not_reset_their_own() {
    with_office(|office| async move {
        let (mut kim, _) = set_up(&office).await;
        let address = format!("/users/{KIM}/second-factor");
        let mut park = Clerk::at(&office, "park").await;
        assert_eq!(park.post(&address, &[]).await.status, StatusCode::NOT_FOUND);
        let mut si = Clerk::at(&office, "si").await;
        si.get(&format!("/users/{KIM}")).await.has("2단계 인증 초기화");
        assert_eq!(si.post(&address, &[]).await.status, StatusCode::SEE_OTHER);
        assert!(kim.get("/handle").await.location.starts_with("/login"), "every session has ended");
        si.get(&format!("/users/{KIM}")).await.has_not("2단계 인증 초기화</button>");
        assert_eq!(Clerk::stranger(&office).post("/login", &NAMED).await.location, "/handle");
        let own = format!("/users/{}/second-factor", testkit::world::SI);
        assert_eq!(si.post(&own, &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    });
}

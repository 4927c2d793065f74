//! 통합인증으로 로그인: to a provider that answers over HTTP, and back; and everything that must not come back so.

use std::sync::Arc;

use axum::http::StatusCode;
use connect::oidc::OidcClient;
use connect::oidc::fake::OidcFake;
use jiff::SignedDuration;
use serde_json::json;
use testkit::office::TestOffice;
use web::{AppState, Settings};

use crate::clerk::{Came, Clerk, with_office};

/// A provider that our server believes.
struct Town {
    office: TestOffice,
    fake: OidcFake,
    state: AppState,
}

impl Town {
    async fn of(office: TestOffice) -> Town {
        let wall = office.office.clone();
        let fake = OidcFake::start(Arc::new(move || wall.wall_now())).await.unwrap();
        let client = OidcClient::new(fake.settings()).unwrap();
        let state = AppState::new(office.office.clone(), Settings { demo: false, secure_cookies: true });
        Town { office, state: state.believing(Arc::new(client)), fake }
    }

    fn browser(&self) -> Clerk {
        Clerk::stranger_at(self.state.clone())
    }

    /// Sets out, and logs in there as this officer; the address one is sent back to.
    async fn there(&self, browser: &mut Clerk, name: &str) -> String {
        self.there_from(browser, name, "/login/oidc").await
    }

    async fn there_from(&self, browser: &mut Clerk, name: &str, from: &str) -> String {
        let sent = browser.get(from).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
        format!("/login/oidc/return?{}", self.fake.authorise(&sent.location, name).unwrap())
    }

    /// How the newest line of the access log ended, of whom, and on whose word.
    async fn newest(&self) -> (Option<String>, String, Option<String>) {
        let mut tx = self.office.store().read().await.unwrap();
        let line = tx.accesses(None, None, 1).await.unwrap().remove(0).access;
        (line.account, format!("{} {}", line.action, line.outcome), line.subject)
    }
}

#[track_caller]
fn is_out(browser: &Clerk, came: &Came, status: StatusCode) {
    assert_eq!(came.status, status, "{}", came.text);
    came.has("role=\"alert\"");
    assert!(!browser.cookies.contains_key("__Host-session"), "{:?}", browser.cookies);
}

#[test]
fn whom_the_provider_names_comes_in_with_their_own_rights_and_where_they_wanted() {
    with_office(|office| async move {
        let town = Town::of(office).await;
        let mut kim = town.browser();
        kim.get("/login?next=/handle").await.has("href=\"/login/oidc?next=/handle\"");
        let back = town.there_from(&mut kim, "kim", "/login/oidc?next=/handle%3Ftab%3Ddone").await;
        let came = kim.get(&back).await;
        assert_eq!((came.status, came.location.as_str()), (StatusCode::SEE_OTHER, "/handle?tab=done"));
        assert!(!kim.cookies.contains_key("oidc"), "what bound the way is spent");
        kim.get("/handle").await.has("김도로");
        assert_eq!(kim.get("/users").await.status, StatusCode::NOT_FOUND, "no right came along");
        let line = (Some("kim".to_owned()), "log-in ok".to_owned(), Some("통합인증".to_owned()));
        assert_eq!(town.newest().await, line);
    });
}

#[test]
fn nobody_becomes_an_officer_by_being_named() {
    with_office(|office| async move {
        let town = Town::of(office).await;
        for name in ["nobody", "KIM", "kim ", "admin' or '1'='1"] {
            let mut browser = town.browser();
            let back = town.there(&mut browser, name).await;
            let came = browser.get(&back).await;
            is_out(&browser, &came, StatusCode::FORBIDDEN);
            came.has("등록된 직원이 아닙니다");
            assert_eq!(town.newest().await.1, "log-in refused", "{name}");
        }
        let mut tx = town.office.store().write().await.unwrap();
        let lee = tx.officer(testkit::world::LEE).await.unwrap().unwrap();
        tx.put_officers(&[domain::org::Officer { active: false, ..lee }]).await.unwrap();
        tx.commit().await.unwrap();
        let mut browser = town.browser();
        let back = town.there(&mut browser, "lee").await;
        let came = browser.get(&back).await;
        is_out(&browser, &came, StatusCode::FORBIDDEN);
    });
}

#[test]
fn what_another_browser_began_is_not_finished_here_and_not_used_up() {
    with_office(|office| async move {
        let town = Town::of(office).await;
        // Somebody wants a colleague to work under their own name, and sends them the end of the way.
        let (mut sender, mut victim) = (town.browser(), town.browser());
        let back = town.there(&mut sender, "lee").await;
        let came = victim.get(&back).await;
        is_out(&victim, &came, StatusCode::UNPROCESSABLE_ENTITY);
        let own = town.there(&mut victim, "kim").await;
        let came = victim.get(&back).await;
        is_out(&victim, &came, StatusCode::UNPROCESSABLE_ENTITY);
        let mixed = back.split("state=").next().unwrap().to_owned() + own.split_once("state=").unwrap().1;
        let came = victim.get(&mixed.replace("return?", "return?state=made-up&")).await;
        is_out(&victim, &came, StatusCode::UNPROCESSABLE_ENTITY);
        // Both come in as themselves all the same.
        assert_eq!(victim.get(&own).await.status, StatusCode::SEE_OTHER);
        assert_eq!(sender.get(&back).await.status, StatusCode::SEE_OTHER);
    });
}

#[test]
fn the_end_of_the_way_is_good_for_once_and_for_ten_minutes() {
    with_office(|office| async move {
        let town = Town::of(office).await;
        let mut kim = town.browser();
        let back = town.there(&mut kim, "kim").await;
        let before = kim.cookies.clone();
        assert_eq!(kim.get(&back).await.status, StatusCode::SEE_OTHER);
        // Somebody who read address and cookies over the shoulder.
        let mut other = town.browser();
        other.cookies = before;
        let came = other.get(&back).await;
        is_out(&other, &came, StatusCode::UNPROCESSABLE_ENTITY);
        let mut late = town.browser();
        let back = town.there(&mut late, "kim").await;
        town.office.advance(SignedDuration::from_mins(10));
        let came = late.get(&back).await;
        is_out(&late, &came, StatusCode::UNPROCESSABLE_ENTITY);
    });
}

#[test]
fn a_code_put_into_ones_own_way_is_refused() {
    with_office(|office| async move {
        let town = Town::of(office).await;
        let (mut victim, mut thief) = (town.browser(), town.browser());
        let stolen = town.there(&mut victim, "lee").await;
        let own = town.there(&mut thief, "kim").await;
        let code =
            |address: &str| address.split("code=").nth(1).unwrap().split('&').next().unwrap().to_owned();
        let came = thief.get(&own.replace(&code(&own), &code(&stolen))).await;
        is_out(&thief, &came, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(town.newest().await, (None, "log-in refused".to_owned(), Some("통합인증".to_owned())));
    });
}

#[test]
fn a_session_that_was_planted_before_opens_nothing_afterwards() {
    with_office(|office| async move {
        let town = Town::of(office).await;
        let mut kim = town.browser();
        kim.cookies.insert("__Host-session".into(), "planted".into());
        let back = town.there(&mut kim, "kim").await;
        assert_eq!(kim.get(&back).await.status, StatusCode::SEE_OTHER);
        assert_ne!(kim.cookies["__Host-session"], "planted");
        let mut planter = town.browser();
        planter.cookies.insert("__Host-session".into(), "planted".into());
        assert!(planter.get("/handle").await.location.starts_with("/login"));
    });
}

#[test]
fn nobody_is_sent_elsewhere_from_here() {
    with_office(|office| async move {
        let town = Town::of(office).await;
        for next in ["%2F%2Fevil.example", "https%3A%2F%2Fevil.example", "%2F%5Cevil.example", "%2Flogin"] {
            let mut kim = town.browser();
            let back = town.there_from(&mut kim, "kim", &format!("/login/oidc?next={next}")).await;
            assert_eq!(kim.get(&back).await.location, "/", "{next}");
        }
    });
}

#[test]
fn a_no_a_lie_and_another_providers_answer_are_told_and_let_nobody_in() {
    with_office(|office| async move {
        let town = Town::of(office).await;
        let mut kim = town.browser();
        let back = town.there(&mut kim, "kim").await;
        let state = back.split("state=").nth(1).unwrap().split('&').next().unwrap();
        let denied = format!("/login/oidc/return?error=access_denied&state={state}");
        let came = kim.get(&denied).await;
        is_out(&kim, &came, StatusCode::UNPROCESSABLE_ENTITY);
        let back = town.there(&mut kim, "kim").await;
        let came = kim.get(&back.replace("iss=http", "iss=https")).await;
        is_out(&kim, &came, StatusCode::UNPROCESSABLE_ENTITY);
        town.fake.mischief(|_, claims| claims["nonce"] = json!("of another log-in"));
        let back = town.there(&mut kim, "kim").await;
        let came = kim.get(&back).await;
        is_out(&kim, &came, StatusCode::UNPROCESSABLE_ENTITY);
        came.has_not("nonce");
    });
}

#[test]
fn a_provider_that_is_away_keeps_nobody_from_the_password() {
    with_office(|office| async move {
        let town = Town::of(office).await;
        let settings =
            connect::oidc::OidcSettings { issuer: "http://127.0.0.1:9".into(), ..town.fake.settings() };
        let state = town.state.clone().believing(Arc::new(OidcClient::new(settings).unwrap()));
        let mut kim = Clerk::stranger_at(state);
        let came = kim.get("/login/oidc").await;
        is_out(&kim, &came, StatusCode::SERVICE_UNAVAILABLE);
        came.has("비밀번호로 로그인할 수 있습니다");
        let came = kim.post("/login", &[("login", "kim"), ("password", crate::clerk::PASSWORD)]).await;
        assert_eq!(came.status, StatusCode::SEE_OTHER);
    });
}

#[test]
fn without_a_provider_there_is_no_such_way() {
    with_office(|office| async move {
        let mut kim = Clerk::stranger(&office);
        kim.get("/login").await.has_not("통합인증");
        for path in ["/login/oidc", "/login/oidc/return?code=a&state=b"] {
            assert_eq!(kim.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
    });
}

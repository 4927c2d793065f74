//! Getting in, staying in, getting out.

use axum::http::StatusCode;
use jiff::SignedDuration;
use store::Engine;
use testkit::databases;
use testkit::office::TestOffice;

use crate::clerk::{Clerk, PASSWORD, open_accounts, with_office};

#[test]
fn a_wrong_password_keeps_the_name_and_says_what_to_do() {
    with_office(|office| async move {
        let mut clerk = Clerk::stranger(&office);
        for login in ["kim", "nobody", "k\u{0}im"] {
            let came =
                clerk.post("/login", &[("login", login), ("password", "wrong"), ("next", "/assign")]).await;
            assert_eq!(came.status, StatusCode::UNPROCESSABLE_ENTITY);
            came.has("role=\"alert\"");
            came.has("아이디 또는 비밀번호가 맞지 않습니다.");
            came.has("name=\"next\" value=\"/assign\"");
            came.has_not("wrong");
        }
        let came = clerk.post("/login", &[("login", "kim"), ("password", "wrong")]).await;
        came.has("name=\"login\" type=\"text\" value=\"kim\"");
    });
}

#[test]
fn five_wrong_passwords_lock_and_the_page_says_until_when() {
    with_office(|office| async move {
        let mut clerk = Clerk::stranger(&office);
        let mut last = String::new();
        for _ in 0..5 {
            last = clerk.post("/login", &[("login", "kim"), ("password", "wrong")]).await.text;
        }
        assert!(last.contains("2026. 3. 10. 09:40"), "{last}");
        let locked = clerk.post("/login", &[("login", "kim"), ("password", PASSWORD)]).await;
        assert_eq!(locked.status, StatusCode::UNPROCESSABLE_ENTITY);
        office.advance(SignedDuration::from_mins(11));
        let free = clerk.post("/login", &[("login", "kim"), ("password", PASSWORD)]).await;
        assert_eq!(free.status, StatusCode::SEE_OTHER);
    });
}

#[test]
fn one_is_brought_where_one_wanted_to_go_but_never_elsewhere() {
    with_office(|office| async move {
        for (next, to) in
            [("/assign?sort=due", "/assign?sort=due"), ("//evil.example", "/"), ("https://evil.example", "/")]
        {
            let mut clerk = Clerk::stranger(&office);
            let came =
                clerk.post("/login", &[("login", "lee"), ("password", PASSWORD), ("next", next)]).await;
            assert_eq!(came.location, to);
        }
    });
}

#[test]
fn whoever_is_logged_out_while_writing_is_told_and_comes_back_to_what_they_wrote_on() {
    with_office(|office| async move {
        let number = office.at_department().await;
        let (page, act) = (
            format!("/complaints/{number}?from=assign"),
            format!("/complaints/{number}/acts/interim-answer"),
        );
        let mut lee = Clerk::stranger(&office);
        let sent = lee.post_from(&page, &act).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER);
        let login = lee.get(&sent.location).await;
        login.has("방금 보내신 내용은 저장하지 않았습니다.");
        login.has(&format!("name=\"next\" value=\"{page}\""));
        // From a page that was itself an answer to a form, and from a browser that tells nothing.
        let again = lee.post_from(&act, &act).await;
        let login = lee.get(&again.location).await;
        login.has(&format!("name=\"next\" value=\"/complaints/{number}\""));
        let silent = lee.post(&act, &[]).await;
        lee.get(&silent.location).await.has("name=\"next\" value=\"/\"");
        lee.get("/login?next=/assign").await.has_not("저장하지 않았습니다");
        let asked = Clerk::at(&office, "lee").await.get(&act).await;
        assert_eq!(asked.status, StatusCode::METHOD_NOT_ALLOWED);
        asked.has("이 주소로는 할 수 없는 요청입니다");
    });
}

#[test]
fn a_session_that_was_planted_before_opens_nothing_afterwards() {
    with_office(|office| async move {
        let lee = Clerk::at(&office, "lee").await;
        for planted in ["made-up".to_owned(), lee.cookies["__Host-session"].clone()] {
            let mut kim = Clerk::stranger(&office);
            kim.cookies.insert("__Host-session".into(), planted.clone());
            kim.post("/login", &[("login", "kim"), ("password", PASSWORD)]).await;
            assert_ne!(kim.cookies["__Host-session"], planted);
            kim.get("/me").await.has(">kim<");
            // Whoever planted it has what they had before: nothing, or their own.
            let mut planter = Clerk::stranger(&office);
            planter.cookies.insert("__Host-session".into(), planted);
            planter.get("/me").await.has_not(">kim<");
        }
        let mut again = Clerk::at(&office, "kim").await;
        let first = again.cookies["__Host-session"].clone();
        again.post("/login", &[("login", "kim"), ("password", PASSWORD)]).await;
        assert_ne!(again.cookies["__Host-session"], first, "new with every log-in");
    });
}

#[test]
fn logging_out_ends_the_session_itself() {
    with_office(|office| async move {
        let mut kim = Clerk::at(&office, "kim").await;
        let token = kim.cookies.get("__Host-session").unwrap().clone();
        assert_eq!(kim.post("/session/extend", &[]).await.status, StatusCode::NO_CONTENT);
        assert_eq!(
            kim.post("/session/extend", &[("back", "/handle?tab=done")]).await.location,
            "/handle?tab=done"
        );
        assert_eq!(kim.post("/logout", &[]).await.location, "/login");
        kim.cookies.insert("__Host-session".into(), token);
        assert!(kim.get("/handle").await.location.starts_with("/login"));
    });
}

#[test]
fn behind_tls_a_session_is_planted_by_nobody_else() {
    with_office(|office| async move {
        let mut kim = Clerk::at(&office, "kim").await;
        assert!(kim.cookies.keys().all(|name| name.starts_with("__Host-")), "{:?}", kim.cookies);
        let token = kim.cookies.remove("__Host-session").unwrap();
        // As a neighbour under the same domain, or somebody on the line before TLS began, could set it.
        kim.cookies.insert("session".into(), token.clone());
        assert!(kim.get("/handle").await.location.starts_with("/login"));
        kim.cookies.insert("__Host-session".into(), token);
        assert_eq!(kim.get("/handle").await.status, StatusCode::OK);
    });
}

#[test]
fn a_password_that_somebody_else_set_is_changed_first() {
    databases::run(Engine::Sqlite, |office: TestOffice| async move {
        open_accounts(&office, true).await;
        let mut kim = Clerk::stranger(&office);
        let came = kim.post("/login", &[("login", "kim"), ("password", PASSWORD)]).await;
        assert_eq!(came.location, "/me/password");
        assert_eq!(kim.get("/").await.location, "/me/password");
        let new = "방이동-가로등-33";
        let form = |current, again| [("current", current), ("password", new), ("again", again)];
        assert_eq!(
            kim.post("/me/password", &form(PASSWORD, "x")).await.status,
            StatusCode::UNPROCESSABLE_ENTITY
        );
        assert_eq!(kim.post("/me/password", &form("x", new)).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(kim.post("/me/password", &form(PASSWORD, new)).await.location, "/");
        kim.get("/").await.has("비밀번호를 변경했습니다");
        let mut again = Clerk::stranger(&office);
        assert_eq!(again.post("/login", &[("login", "kim"), ("password", new)]).await.location, "/");
    });
}

//! Who may come where: strangers nowhere, officers where their duties are; nonsense is never a fault.

use axum::http::{Method, StatusCode};
use store::read::Sort;

use crate::clerk::{Clerk, with_office};

/// Every page of the desks, with the log-ins that may open it; all others find nothing there.
const PAGES: &[(&str, &[&str])] = &[
    ("/users", &["jeong", "lee", "si"]),
    ("/users/new", &["jeong", "lee", "si"]),
    ("/grants", EVERYBODY),
    ("/staff-feed", &["si"]),
    ("/me", EVERYBODY),
    ("/me/password", EVERYBODY),
    ("/handle", EVERYBODY),
    ("/approve", EVERYBODY),
    ("/follow-ups", EVERYBODY),
    ("/unreached", EVERYBODY),
    ("/satisfaction", EVERYBODY),
    ("/satisfaction/statistics", EVERYBODY),
    ("/receive", &["han", "da"]),
    ("/receive/new", &["han", "da"]),
    ("/receive/call", &["han", "da"]),
    ("/distribute", &["han", "da", "jeong"]),
    ("/assign", &["lee"]),
    ("/cooperate", &["lee", "cho"]),
    ("/timetable", &["min", "si"]),
    ("/delays", WATCHING),
    ("/reminders", WATCHING),
    ("/statistics", WATCHING),
    ("/dashboard", WATCHING),
    ("/monthly-check", &["min"]),
    ("/approval-routes", &["si"]),
    ("/organisation", &["si"]),
    ("/holidays", &["si"]),
    ("/codes", &["si"]),
    ("/templates", &["jeong", "si"]),
    ("/notice-texts", &["si"]),
    ("/notices", &["si"]),
    ("/access-log", &["min", "si"]),
    ("/outages", &["si"]),
    ("/receive/paper", &["han", "da"]),
    ("/demo/mailbox", &[]),
    ("/me/phrases", EVERYBODY),
    ("/complaints/view", EVERYBODY),
    ("/tour", EVERYBODY),
    ("/field-applications", EVERYBODY),
    ("/exports", EVERYBODY),
];
/// 통합접수자, 다산콜재단, 기관 관리자, 부서 관리자, 처리자, 협조자, 결재자, 민원심사관, 시스템 관리자.
const EVERYBODY: &[&str] = &["han", "da", "jeong", "lee", "kim", "cho", "seo", "min", "si"];

/// Whoever answers for more than their own desk.
const WATCHING: &[&str] = &["han", "jeong", "lee", "min"];

#[test]
fn a_stranger_is_asked_to_log_in_and_brought_back() {
    with_office(|office| async move {
        let mut stranger = Clerk::stranger(&office);
        for (path, _) in PAGES.iter().filter(|(path, _)| !path.starts_with("/demo")) {
            let came = stranger.get(&format!("{path}?q=a")).await;
            assert_eq!(came.status, StatusCode::SEE_OTHER, "{path}");
            assert_eq!(came.location, format!("/login?next={path}%3Fq%3Da"));
        }
        for path in
            ["/receive", "/receive/new", "/distribute", "/assign", "/me/duty", "/me/alerts", "/logout"]
        {
            let came = stranger.post(path, &[("chosen", "20260310000001")]).await;
            assert!(came.location.starts_with("/login"), "{path}");
        }
        assert_eq!(stranger.get("/").await.location, "/citizen");
        assert_eq!(stranger.get("/guide").await.status, StatusCode::OK);
    });
}

#[test]
fn a_page_is_there_for_whose_duty_it_is_and_for_nobody_else() {
    with_office(|office| async move {
        for login in EVERYBODY {
            let mut clerk = Clerk::at(&office, login).await;
            for (path, allowed) in PAGES {
                let came = clerk.get(path).await;
                let expected = if allowed.contains(login) { StatusCode::OK } else { StatusCode::NOT_FOUND };
                assert_eq!(came.status, expected, "{login} at {path}");
            }
        }
    });
}

#[test]
fn the_menu_shows_what_one_may_open_and_nothing_else() {
    with_office(|office| async move {
        for login in EVERYBODY {
            let mut clerk = Clerk::at(&office, login).await;
            let main = clerk.get("/").await;
            for (path, allowed) in PAGES.iter().filter(|(path, _)| path.matches('/').count() == 1) {
                let shown = main.text.contains(&format!("href=\"{path}\""));
                assert_eq!(shown, allowed.contains(login), "{login}: {path}");
            }
        }
    });
}

#[test]
fn the_key_of_ones_drafts_is_ones_own() {
    with_office(|office| async move {
        let mut keys = Vec::new();
        for (login, path) in [("kim", "/"), ("kim", "/handle"), ("lee", "/"), ("si", "/")] {
            let page = Clerk::at(&office, login).await.get(path).await.text;
            let (_, from) = page.split_once("data-draft-seal=\"").unwrap();
            let key = from.split('"').next().unwrap().to_owned();
            assert!(key.len() == 64 && key.bytes().all(|b| b.is_ascii_hexdigit()), "{login}: {key}");
            keys.push(key);
        }
        assert_eq!(keys[0], keys[1], "at every page and in every session");
        assert!(keys[1] != keys[2] && keys[2] != keys[3] && keys[1] != keys[3]);
        assert!(!Clerk::stranger(&office).get("/citizen").await.text.contains("data-draft-seal"));
    });
}

#[test]
fn an_address_that_no_list_wrote_is_refused_and_never_a_fault() {
    with_office(|office| async move {
        for (login, path) in [
            ("han", "/receive"),
            ("han", "/distribute"),
            ("lee", "/assign"),
            ("kim", "/handle"),
            ("cho", "/cooperate"),
            ("seo", "/approve"),
            ("kim", "/follow-ups"),
            ("kim", "/satisfaction"),
        ] {
            let mut clerk = Clerk::at(&office, login).await;
            for query in
                ["cursor=x", "cursor=%FF", "sort=number", "limit=0", "limit=9999999999999", "q=a%00b"]
            {
                let came = clerk.get(&format!("{path}?{query}")).await;
                assert!(came.status.is_client_error(), "{path}?{query}: {}", came.status);
            }
        }
        let mut kim = Clerk::at(&office, "kim").await;
        for query in ["tab=none", "kind=none", "channel=none", "badge=none", "desk=none", "sealed=maybe"] {
            assert!(kim.get(&format!("/handle?{query}")).await.status.is_client_error(), "{query}");
        }
        let long = "가".repeat(201);
        let long = serde_html_form::to_string([("q", long.as_str())]).unwrap();
        let came = kim.get(&format!("/handle?{long}")).await;
        assert_eq!(came.status, StatusCode::OK, "what is too long is looked for by its beginning");
        came.has("조건에 맞는 민원이 없습니다.");
    });
}

#[test]
fn pages_follow_one_another_without_losing_or_repeating_a_complaint() {
    with_office(|office| async move {
        for _ in 0..7 {
            office.at_department().await;
        }
        let mut lee = Clerk::at(&office, "lee").await;
        for sort in [Sort::Due, Sort::Newest] {
            let name = if sort == Sort::Due { "due" } else { "newest" };
            let mut path = format!("/assign?limit=3&sort={name}");
            let mut seen: Vec<String> = Vec::new();
            loop {
                let came = lee.get(&path).await;
                let rows = came.text.split("name=\"chosen\" value=\"").skip(1);
                seen.extend(rows.map(|rest| rest.split('"').next().unwrap().to_owned()));
                let Some((_, rest)) = came.text.split_once("rel=\"next\"") else { break };
                let before = &came.text[..came.text.len() - rest.len()];
                let href = before.rsplit_once("href=\"").unwrap().1.split('"').next().unwrap();
                path = href.replace("&amp;", "&");
            }
            assert_eq!(seen.len(), 7, "{name}");
            seen.sort_unstable();
            seen.dedup();
            assert_eq!(seen.len(), 7, "{name}: one came twice");
        }
    });
}

#[test]
fn a_wrong_method_and_an_unknown_address_have_a_page_and_head_is_answered() {
    with_office(|office| async move {
        let mut kim = Clerk::at(&office, "kim").await;
        let wrong = kim.ask(Method::DELETE, "/handle").await;
        assert_eq!(wrong.status, StatusCode::METHOD_NOT_ALLOWED);
        wrong.has("메인으로");
        assert_eq!(kim.ask(Method::GET, "/logout").await.status, StatusCode::METHOD_NOT_ALLOWED);
        assert_eq!(kim.get("/no-such-page").await.status, StatusCode::NOT_FOUND);
        assert_eq!(kim.ask(Method::HEAD, "/handle").await.status, StatusCode::OK);
    });
}

#[test]
fn whoever_is_told_no_keeps_the_menu_or_the_language() {
    with_office(|office| async move {
        let mut kim = Clerk::at(&office, "kim").await;
        for (told, status) in [
            (kim.get("/no-such-page").await, StatusCode::NOT_FOUND),
            (kim.get("/complaints/20260310999999").await, StatusCode::NOT_FOUND),
            (kim.get("/users").await, StatusCode::NOT_FOUND),
            (kim.ask(Method::DELETE, "/handle").await, StatusCode::METHOD_NOT_ALLOWED),
        ] {
            assert_eq!(told.status, status);
            for part in ["민원 처리", "로그아웃", "data-not-done"] {
                told.has(part);
            }
            told.has_not("사용자 관리");
        }
        let mut nobody = Clerk::stranger(&office);
        let told = nobody.get("/no-such-page").await;
        told.has("찾을 수 없습니다");
        told.has_not("로그아웃");
        nobody.get("/no-such-page?lang=en").await.has("Not found");
        nobody.get("/answers/nothing").await.has("120다산콜");
        nobody.get("/answers/nothing?lang=en").await.has("Not found");
    });
}

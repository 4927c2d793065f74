//! One address that tries a password at many names, at the page and through a program: who is kept out by it.

use std::collections::BTreeSet;
use std::net::{IpAddr, Ipv4Addr};

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use testkit::office::TestOffice;
use testkit::world::OFFICERS;
use web::{AppState, Settings};
use words::error::PageError;
use words::lang::Lang;

use crate::clerk::{Came, Clerk, PASSWORD, with_office};

/// Tries a minute from one address; `packaging/haproxy/limits.cfg` is held against the same number.
const TRIES_A_MINUTE: usize = 60;
const ENEMY: &str = "203.0.113.9";
const ELSEWHERE: &str = "198.51.100.7";

/// Where one logs in.
#[derive(Clone, Copy, Debug)]
enum Door {
    Page,
    Program,
}

const DOORS: [Door; 2] = [Door::Page, Door::Program];

impl Door {
    fn let_in(self) -> StatusCode {
        match self {
            Door::Page => StatusCode::SEE_OTHER,
            Door::Program => StatusCode::OK,
        }
    }

    fn wrong(self) -> StatusCode {
        match self {
            Door::Page => StatusCode::UNPROCESSABLE_ENTITY,
            Door::Program => StatusCode::UNAUTHORIZED,
        }
    }
}

/// It believes the tests where somebody is.
fn server(office: &TestOffice) -> AppState {
    let settings = Settings { demo: false, secure_cookies: false };
    AppState::new(office.office.clone(), settings).behind(&[Ipv4Addr::LOCALHOST.into()])
}

async fn knock(state: &AppState, (door, from): (Door, &str), (login, password): (&str, &str)) -> Came {
    let (path, kind, body) = match door {
        Door::Page => {
            let form = serde_html_form::to_string([("login", login), ("password", password)]).unwrap();
            ("/login", "application/x-www-form-urlencoded", form)
        }
        Door::Program => {
            let json = serde_json::json!({"login": login, "password": password});
            ("/api/v1/session", "application/json", json.to_string())
        }
    };
    let request = Request::post(path)
        .header(header::CONTENT_TYPE, kind)
        .header("sec-fetch-site", "same-origin")
        .header("x-forwarded-for", from);
    Clerk::stranger_at(state.clone()).send(request.body(Body::from(body)).unwrap()).await
}

/// The right password, once this address has tried as often as it may. How many tries there were left, and what came.
async fn once_more(state: &AppState, (door, from): (Door, &str)) -> (usize, Came) {
    let (address, mut left): (IpAddr, usize) = (from.parse().unwrap(), 0);
    for _ in 0..10 {
        // Every second one more is let through.
        while state.may_try(address) {
            left += 1;
        }
        let came = knock(state, (door, from), ("kim", PASSWORD)).await;
        if came.status == StatusCode::TOO_MANY_REQUESTS {
            return (left, came);
        }
    }
    panic!("{door:?}: {from} is never turned away");
}

fn is_told_to_wait(came: &Came) {
    let words = words::error::page(PageError::TooOften, Lang::Ko);
    came.has(words.happened);
    came.has(words.next);
}

/// Wrong passwords at sixty names from one address: everybody's, and as many that nobody has.
async fn spray(state: &AppState, door: Door) {
    let made_up = (0..).map(|n| format!("name-{n}"));
    let names = OFFICERS.iter().map(|officer| officer.2.to_owned()).chain(made_up).take(TRIES_A_MINUTE);
    let mut told = BTreeSet::new();
    for name in names {
        let came = knock(state, (door, ENEMY), (&name, "wrong")).await;
        assert_eq!(came.status, door.wrong(), "{door:?}, {name}: {}", came.text);
        told.insert(came.text.replace(&format!("value=\"{name}\""), ""));
    }
    assert_eq!(told.len(), 1, "{door:?}: a name that somebody has is answered like one that nobody has");
}

#[test]
fn whoever_tries_sixty_names_from_one_address_is_turned_away_there_at_both_doors() {
    with_office(|office| async move {
        for door in DOORS {
            let state = server(&office);
            let mut lee = Clerk::at_server(state.clone(), "lee").await;
            spray(&state, door).await;
            // What is right is turned away too, or a guess would be told from the others.
            for other in DOORS {
                let (left, came) = once_more(&state, (other, ENEMY)).await;
                assert!(left < TRIES_A_MINUTE, "{door:?}: {left} more tries than there should be");
                is_told_to_wait(&came);
                assert!(!came.text.contains("kim") || matches!(other, Door::Page), "{}", came.text);
            }
            // Whoever is in already stays in, also from there.
            let request = Request::get("/handle").header("x-forwarded-for", ENEMY);
            let came = lee.send(request.body(Body::empty()).unwrap()).await;
            assert_eq!(came.status, StatusCode::OK);
        }
    });
}

#[test]
fn a_spray_keeps_nobody_out_who_is_elsewhere_and_locks_no_name() {
    with_office(|office| async move {
        for door in DOORS {
            let state = server(&office);
            spray(&state, door).await;
            once_more(&state, (door, ENEMY)).await;
            for login in ["kim", "han", "si"] {
                let came = knock(&state, (door, ELSEWHERE), (login, PASSWORD)).await;
                assert_eq!(came.status, door.let_in(), "{door:?}, {login}: {}", came.text);
            }
            // Another server, as this one a minute later: one wrong try at a name holds up nobody, even there.
            let later = server(&office);
            for login in ["lee", "cho"] {
                let came = knock(&later, (door, ENEMY), (login, PASSWORD)).await;
                assert_eq!(came.status, door.let_in(), "{door:?}, {login}: {}", came.text);
            }
        }
    });
}

#[test]
fn whoever_has_a_network_of_addresses_has_the_tries_of_one() {
    with_office(|office| async move {
        for door in DOORS {
            let state = server(&office);
            while state.may_try("2001:db8:1:2::1".parse().unwrap()) {}
            let (left, came) = once_more(&state, (door, "2001:db8:1:2:ffff::9")).await;
            assert!(left < TRIES_A_MINUTE, "{door:?}: {left} tries of its own");
            is_told_to_wait(&came);
            let came = knock(&state, (door, "2001:db8:1:3::1"), ("kim", PASSWORD)).await;
            assert_eq!(came.status, door.let_in(), "{door:?}: {}", came.text);
        }
    });
}

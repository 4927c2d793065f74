//! What a form that came too late does not do: log anybody in, show a complaint too early, or take more than its page takes.

use std::convert::Infallible;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use casework::sessions::hash_password;
use futures_util::stream;
use testkit::world::KIM;

use crate::clerk::{Clerk, PASSWORD, with_office};
use crate::unsent::{PIECE, SHOWN, carried, log_in, session_ends, written};

#[test]
fn what_a_browser_remembers_of_it_logs_nobody_in_again() {
    with_office(|office| async move {
        let (mut lee, _, came) = written(&office).await;
        let sealed = carried(&came);
        let form = [("login", "lee"), ("password", PASSWORD), ("unsent", sealed.as_str())];
        let sent_on = lee.post("/login", &form).await;
        assert_eq!(
            (sent_on.status, sent_on.location.as_str()),
            (StatusCode::TEMPORARY_REDIRECT, "/login/again")
        );
        sent_on.has_not(PIECE);
        lee.post("/login/again", &form).await.has(SHOWN);
        lee.post("/logout", &[]).await;
        // Back, and sent again: the page of it was the answer to this.
        let again = lee.post("/login/again", &form).await;
        again.has_not(PIECE);
        assert!(again.location.starts_with("/login?"), "{}", again.text);
    });
}

#[test]
fn whoever_must_change_their_password_first_reads_what_they_wrote_and_no_complaint() {
    with_office(|office| async move {
        let (_, _, came) = written(&office).await;
        let hash = hash_password(PASSWORD.to_owned()).await.unwrap();
        let mut tx = office.store().write().await.unwrap();
        tx.set_password("lee", &hash, true, office.office.wall_now()).await.unwrap();
        tx.commit().await.unwrap();
        let mut lee = Clerk::stranger(&office);
        let back = log_in(&mut lee, "lee", &carried(&came)).await;
        back.has(SHOWN);
        back.has("입력하신 내용");
        back.has_not("신청내용");
        assert_eq!(lee.get("/assign").await.location, "/me/password");
    });
}

#[test]
fn a_day_and_a_person_that_were_chosen_come_back_by_their_names() {
    with_office(|office| async move {
        let mut lee = Clerk::at(&office, "lee").await;
        session_ends(&office);
        let kim = KIM.to_string();
        let form =
            [("stand_in", kim.as_str()), ("from", "2026-03-11"), ("until", "2026-03-13"), ("do", "put")];
        let came = lee.post("/me/stand-ins", &form).await;
        let back = log_in(&mut lee, "lee", &carried(&came)).await;
        for typed in ["2026-03-11", "2026-03-13", "김도로"] {
            back.has(typed);
        }
    });
}

#[test]
fn no_more_of_it_is_read_than_its_page_takes() {
    with_office(|office| async move {
        let mut lee = Clerk::at(&office, "lee").await;
        session_ends(&office);
        for (text, kept) in [(20_000, true), (400_000, false)] {
            let text = "가".repeat(text);
            let came = lee.post("/me/phrases", &[("title", "제목"), ("text", &text)]).await;
            assert_eq!(came.text.contains("name=\"unsent\""), kept);
        }
        // No boundary ever comes.
        let endless = vec![b'x'; 2 * 1024 * 1024];
        let request = Request::post("/me/phrases")
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
            .header("sec-fetch-site", "same-origin");
        let came = lee
            .send(request.body(Body::from_stream(stream::iter([Ok::<_, Infallible>(endless)]))).unwrap())
            .await;
        came.has_not("name=\"unsent\"");
    });
}

//! 민원 조회: number and secret, told alike when wrong, and not for long.

use axum::http::StatusCode;
use domain::complaint::Number;

use crate::browser::{Browser, with_office};

#[test]
fn a_wrong_number_and_a_wrong_secret_are_told_alike() {
    with_office(|office| async move {
        let filed = office.file().await;
        let number = filed.complaint.application_number.to_string();
        let mut browser = Browser::at(&office);
        let mut said = Vec::new();
        for (number, secret) in [(number.as_str(), "AAAABBBBCCCC"), ("F20200101000009", "AAAABBBBCCCC")] {
            let came = browser.post("/lookup", &[("number", number), ("secret", secret)]).await;
            assert_eq!(came.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(came.set_cookies.is_empty());
            came.has_not("AAAABBBBCCCC");
            said.push(came.text.replace(number, "N"));
        }
        assert_eq!(said[0], said[1]);
        let nonsense = browser.post("/lookup?lang=en", &[("number", "abc"), ("secret", "x")]).await;
        nonsense.has("Enter the receipt number");
    });
}

#[test]
fn too_many_tries_are_told_to_wait() {
    with_office(|office| async move {
        let number = office.file().await.complaint.application_number;
        let mut browser = Browser::at(&office);
        let mut last = StatusCode::OK;
        for guess in 0..100 {
            let secret = format!("GUESS{guess}");
            let came = browser.post("/lookup", &[("number", number.as_str()), ("secret", &secret)]).await;
            last = came.status;
            if last == StatusCode::TOO_MANY_REQUESTS {
                came.has("요청이 너무 많습니다");
                break;
            }
        }
        assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
        let english = browser.post("/lookup?lang=en", &[("number", number.as_str()), ("secret", "x")]).await;
        english.has("Too many requests");
    });
}

#[test]
fn without_a_proof_the_way_leads_to_the_look_up_in_the_same_language() {
    with_office(|office| async move {
        let filed = office.file().await;
        let mut browser = Browser::at(&office);
        assert_eq!(browser.get("/petition").await.location, "/lookup");
        assert_eq!(browser.get("/petition?lang=en").await.location, "/lookup?lang=en");
        assert_eq!(browser.post("/petition/withdraw", &[]).await.location, "/lookup");
        let number = filed.complaint.application_number;
        browser.cookies.insert("__Host-petition".into(), format!("{number}.AAAABBBBCCCC"));
        assert_eq!(browser.get("/petition").await.location, "/lookup", "a forged proof is none");
    });
}

#[test]
fn one_secret_opens_one_complaint_and_leaving_closes_it() {
    with_office(|office| async move {
        let (mine, other) = (office.file().await, office.file().await);
        let mut browser = Browser::at(&office);
        let number: Number = mine.complaint.application_number;
        let seen = browser.enter(&number, &mine.secret.unwrap()).await;
        seen.has(number.as_str());
        seen.has_not(other.complaint.application_number.as_str());
        assert_eq!(browser.post("/petition/leave", &[]).await.location, "/lookup");
        browser.get("/lookup").await.has("조회를 마쳤습니다.");
        assert_eq!(browser.get("/petition").await.location, "/lookup");
    });
}

#[test]
fn forged_proofs_are_held_up_and_a_true_one_is_not() {
    with_office(|office| async move {
        let filed = office.file().await;
        let number = filed.complaint.application_number;
        let mut browser = Browser::at(&office);
        browser.cookies.insert("__Host-petition".into(), format!("{number}.AAAABBBBCCCC"));
        for _ in 0..60 {
            assert_eq!(browser.get("/petition").await.location, "/lookup");
        }
        assert_eq!(browser.get("/petition").await.status, StatusCode::TOO_MANY_REQUESTS);
        browser.cookies.insert("__Host-petition".into(), format!("{number}.{}", filed.secret.unwrap()));
        assert_eq!(browser.get("/petition").await.status, StatusCode::OK);
    });
}

#[test]
fn only_assets_may_be_kept_by_a_browser_or_a_proxy() {
    with_office(|office| async move {
        let mut browser = Browser::at(&office);
        for page in ["/login", "/assign", "/lookup", "/nothing", "/api/v1/me", "/api/v1/calendar/2026"] {
            assert_eq!(browser.get(page).await.cache, "no-store", "{page}");
        }
        assert_ne!(browser.get("/assets/app.css").await.cache, "no-store");
    });
}

#[test]
fn a_store_that_fails_is_no_forged_proof() {
    with_office(|office| async move {
        let filed = office.file().await;
        let mut browser = Browser::at(&office);
        let proof = format!("{}.{}", filed.complaint.application_number, filed.secret.unwrap());
        browser.cookies.insert("__Host-petition".into(), proof);
        office.store().close().await;
        let came = browser.get("/petition").await;
        assert!(came.status.is_server_error(), "{}", came.status);
    });
}

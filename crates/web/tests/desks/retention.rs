//! 보존기간 심의 and 처분 동결 on their pages: who sees them, what is typed wrongly, what becomes of the files.

use axum::http::StatusCode;
use casework::Clock;
use domain::complaint::{AnswerResult, Command, Number};
use testkit::office::TestOffice;
use testkit::say;
use testkit::world::{KIM, NAM, SEO, officer, seoul_time};

use crate::clerk::{Clerk, with_office};

async fn answered(office: &TestOffice) -> Number {
    let number = office.accepted().await;
    office.act(&officer(KIM), &number, say::send(AnswerResult::Granted, &[SEO, NAM])).await;
    office.act(&officer(SEO), &number, Command::ApprovalStarted).await;
    for approver in [SEO, NAM] {
        office.act(&officer(approver), &number, say::approve()).await;
    }
    number
}

fn years_later(office: &TestOffice) {
    office.clock.move_to(seoul_time("2032-01-02 10:00"));
    office.wall.move_to(seoul_time("2032-01-02 10:00"));
}

#[test]
fn files_whose_time_is_over_are_decided_in_one_go_and_nothing_typed_is_lost() {
    with_office(|office| async move {
        let numbers = [answered(&office).await, answered(&office).await];
        years_later(&office);
        let mut min = Clerk::at(&office, "min").await;
        let listed = min.get("/retention").await;
        for number in &numbers {
            listed.has(&format!("<a class=\"row-link\" href=\"/complaints/{number}\""));
        }
        listed.has("5년");
        let mut ids = Vec::new();
        for number in &numbers {
            ids.push(office.stored(number).await.id.to_string());
        }
        let wrong = min
            .post("/retention", &[("chosen", &ids[0]), ("decision", "extend"), ("reason", "제1차 심의회")])
            .await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        for wanted in ["연장할 보존기간을 골라 주십시오", "제1차 심의회"] {
            wrong.has(wanted);
        }
        let none = min.post("/retention", &[("decision", "anonymise"), ("reason", "의결")]).await;
        assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
        none.has("선택해 주십시오");
        let both =
            [("chosen", ids[0].as_str()), ("chosen", &ids[1]), ("decision", "anonymise"), ("reason", "의결")];
        assert_eq!(min.post("/retention", &both).await.status, StatusCode::SEE_OTHER);
        let after = min.get("/retention").await;
        for wanted in ["2건: 익명 처리했습니다", "심의할 민원이 없습니다"] {
            after.has(wanted);
        }
        let page = min.get(&format!("/complaints/{}", numbers[0])).await;
        page.has("보존기간이 지나 익명 처리한 민원");
        assert!(!page.text.contains("박"), "not even covered");
    });
}

#[test]
fn a_hold_is_put_by_number_shown_and_lifted_with_a_reason() {
    with_office(|office| async move {
        let number = answered(&office).await;
        let mut jeong = Clerk::at(&office, "jeong").await;
        let unknown =
            jeong.post("/retention/holds", &[("number", "20200101000001"), ("reason", "소송")]).await;
        assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
        unknown.has("심의할 수 없는 민원");
        let put = [("number", number.as_str()), ("reason", "서울행정법원 소송")];
        assert_eq!(jeong.post("/retention/holds", &put).await.status, StatusCode::SEE_OTHER);
        let held = jeong.get("/retention/holds").await;
        held.has("서울행정법원 소송");
        let id = held.text.split("/retention/holds/").nth(1).unwrap().split('/').next().unwrap().to_owned();
        years_later(&office);
        let mut jeong = Clerk::at(&office, "jeong").await;
        jeong.get("/retention").await.has("처분 동결");
        let complaint = office.stored(&number).await.id.to_string();
        let decided = [("chosen", complaint.as_str()), ("decision", "anonymise"), ("reason", "의결")];
        let refused = jeong.post("/retention", &decided).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        refused.has("동결을 해제한 뒤 심의해 주십시오");
        let lift = format!("/retention/holds/{id}/lift");
        let mut oh = Clerk::at(&office, "oh").await;
        assert_eq!(oh.post(&lift, &[("reason", "종결")]).await.status, StatusCode::NOT_FOUND);
        assert_eq!(jeong.post(&lift, &[("reason", " ")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(jeong.post(&lift, &[("reason", "소송 종결")]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(jeong.post("/retention", &decided).await.status, StatusCode::SEE_OTHER);
    });
}

#[test]
fn whoever_does_not_decide_has_no_such_page() {
    with_office(|office| async move {
        for login in ["kim", "lee", "han", "si"] {
            let mut clerk = Clerk::at(&office, login).await;
            assert_eq!(clerk.get("/retention").await.status, StatusCode::NOT_FOUND, "{login}");
            assert_eq!(clerk.get("/retention/holds").await.status, StatusCode::NOT_FOUND, "{login}");
            assert!(!clerk.get("/").await.text.contains("보존기간 심의"), "{login}");
        }
    });
}

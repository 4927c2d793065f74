//! 미도달 통지: found by whoever must tell it, put on paper, and written down on the case page.

use axum::http::StatusCode;
use casework::intake::{self, HandedInBy};
use casework::{Person, Submission};
use domain::complaint::{Channel, Kind, Number};
use testkit::office::{TestOffice, submission};
use testkit::say;
use testkit::world::{self, HAN, KIM, LEE, ROADS};

use crate::clerk::{Clerk, with_office};

/// By post, on 김도로's desk, with an interim answer that reached nobody.
async fn unreached(office: &TestOffice) -> Number {
    let person = Person {
        name: "박시민".into(),
        address: Some("서울특별시 송파구 백제고분로 12".into()),
        ..Person::default()
    };
    let written = Submission { channel: Channel::Post, person, ..submission() };
    let filed = intake::file(&office.office, HandedInBy::Citizen, written, None).await.unwrap().complaint;
    let received =
        office.act(&world::officer(HAN), &filed.application_number, say::receive(Kind::Grievance)).await;
    let number = received.spoken_number().clone();
    office.act(&world::officer(HAN), &number, say::to_department(ROADS)).await;
    office.act(&world::officer(LEE), &number, say::assign(KIM)).await;
    office.act(&world::officer(KIM), &number, domain::complaint::Command::Accept).await;
    office.act(&world::officer(KIM), &number, say::interim()).await;
    number
}

/// The address of the form that writes down that it was told.
fn action(page: &str) -> String {
    let before = page.split("/told\"").next().unwrap();
    let from = before.rfind("action=\"").unwrap() + "action=\"".len();
    format!("{}/told", &before[from..])
}

#[test]
fn a_letter_that_reached_nobody_is_listed_put_on_paper_and_written_down() {
    with_office(|office| async move {
        let number = unreached(&office).await;
        let mut kim = Clerk::at(&office, "kim").await;
        let list = kim.get("/unreached").await;
        list.has(number.as_str());
        list.has("중간 답변");
        list.has("휴대전화·이메일 없음");
        kim.get("/").await.has("미도달 통지");
        let case = kim.get(&format!("/complaints/{number}")).await;
        case.has("신청인에게 닿지 않은 통지가 1건 있습니다.");
        case.has("보낼 곳 없음");
        case.has_not("백제고분로 12");
        let told = action(&case.text);
        let paper = kim.post(&told.replace("/told", "/paper"), &[]).await;
        assert_eq!(paper.status, StatusCode::OK);
        paper.has("박시민 귀하");
        paper.has("백제고분로 12");

        let wrong = kim.post(&told, &[("way", "post"), ("reference", "123"), ("desk", "unreached")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        wrong.has("등기번호는 숫자 13자리입니다.");
        wrong.has("value=\"123\"");
        let wrong = kim.post(&told, &[("way", "telephone"), ("reference", "1234567890123")]).await;
        wrong.has("우편으로 보냈을 때만");
        kim.post(&told, &[]).await.has("어떻게 알렸는지 선택해 주십시오.");

        let done = kim.post(&told, &[("way", "telephone"), ("reference", ""), ("desk", "unreached")]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER);
        let case = kim.get(&format!("/complaints/{number}")).await;
        case.has("신청인에게 직접 알린 것을 기록했습니다.");
        case.has("전화");
        case.has_not("닿지 않은 통지가");
        kim.get("/unreached").await.has("직접 알릴 통지가 없습니다.");
        kim.post(&told, &[("way", "post"), ("reference", "")]).await;
        kim.get(&format!("/complaints/{number}")).await.has("그동안 다른 사람이 기록했거나");
    });
}

#[test]
fn whoever_does_not_answer_for_the_file_has_neither_form_nor_paper() {
    with_office(|office| async move {
        let number = unreached(&office).await;
        let mut kim = Clerk::at(&office, "kim").await;
        let told = action(&kim.get(&format!("/complaints/{number}")).await.text);
        let mut han = Clerk::at(&office, "han").await;
        let case = han.get(&format!("/complaints/{number}")).await;
        case.has("신청인에게 닿지 않은 통지가 1건 있습니다.");
        case.has_not("통지 기록");
        han.get("/unreached").await.has_not(number.as_str());
        for login in ["han", "park", "choi"] {
            let mut clerk = Clerk::at(&office, login).await;
            for path in [told.clone(), told.replace("/told", "/paper")] {
                let came = clerk.post(&path, &[("way", "post"), ("reference", "")]).await;
                assert_eq!(came.status, StatusCode::NOT_FOUND, "{login} {path}");
            }
        }
        let nonsense = format!("/complaints/{number}/notices/x/told");
        assert_eq!(kim.post(&nonsense, &[("way", "post")]).await.status, StatusCode::NOT_FOUND);
    });
}

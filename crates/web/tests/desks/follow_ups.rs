//! 추가답변 처리: on whose desk a question lies, until when, and how it is answered.

use axum::http::StatusCode;
use domain::actor::Actor;
use domain::complaint::{AnswerResult, Command, Kind, Number, Score};
use testkit::office::TestOffice;
use testkit::say;
use testkit::world::{self, HAN, KIM, NAM, SEO};

use crate::clerk::{Clerk, with_office};

/// Answered by 김도로, rated poorly with a word, and asked about again.
async fn asked(office: &TestOffice) -> Number {
    let number = office.accepted().await;
    office.act(&world::officer(KIM), &number, say::send(AnswerResult::Granted, &[SEO, NAM])).await;
    office.act(&world::officer(SEO), &number, Command::ApprovalStarted).await;
    office.act(&world::officer(SEO), &number, say::approve()).await;
    office.act(&world::officer(NAM), &number, say::approve()).await;
    ask(office, &number).await;
    number
}

async fn ask(office: &TestOffice, number: &Number) {
    let petitioner = Actor::Petitioner(office.stored(number).await.petitioner);
    let poor = Command::Rate { score: Score::Poor, comment: Some(say::memo("여전히 어둡습니다.")) };
    office.act(&petitioner, number, poor).await;
    office.act(&petitioner, number, say::ask_again()).await;
}

#[test]
fn it_lies_with_handler_and_department_manager_and_says_how_late_it_is() {
    with_office(|office| async move {
        let number = asked(&office).await;
        for login in ["kim", "lee"] {
            let mut clerk = Clerk::at(&office, login).await;
            let desk = clerk.get("/follow-ups").await;
            for part in [
                number.as_str(),
                "추가답변 기한",
                "2026. 3. 18. 18:00",
                "불만",
                "김도로 주무관",
                "추가답변 대상",
            ] {
                desk.has(part);
            }
        }
        for login in ["park", "han", "cho"] {
            let mut clerk = Clerk::at(&office, login).await;
            clerk.get("/follow-ups").await.has("추가답변 대상이 없습니다.");
        }
        office.advance_hours(24 * 10);
        let mut lee = Clerk::at(&office, "lee").await;
        let late = lee.get("/follow-ups").await;
        late.has("1일 지남");
        late.has("추가답변 기한이 지난 민원이 1건 있습니다.");
        lee.get("/").await.has("지연 1");
    });
}

#[test]
fn what_was_answered_at_once_comes_back_to_whoever_takes_in() {
    with_office(|office| async move {
        let filed = office.file().await.complaint;
        let receiver = world::officer(HAN);
        let received = office.act(&receiver, &filed.application_number, say::receive(Kind::Inquiry)).await;
        let number = received.spoken_number().clone();
        office.act(&receiver, &number, say::answer_at_once(AnswerResult::Explained)).await;
        ask(&office, &number).await;
        let mut han = Clerk::at(&office, "han").await;
        let desk = han.get("/follow-ups").await;
        desk.has(number.as_str());
        desk.has("즉시답변");
        let path = format!("/complaints/{number}?from=follow-ups");
        han.get(&path).await.has("추가답변 처리");
        let sent = han
            .post(
                &format!("/complaints/{number}/acts/answer-follow-up"),
                &[("body", "다시 안내드립니다."), ("panel", "answer-follow-up")],
            )
            .await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
        han.get("/follow-ups").await.has("추가답변 대상이 없습니다.");
        let mut da = Clerk::at(&office, "da").await;
        da.get("/follow-ups").await.has_not(number.as_str());
    });
}

#[test]
fn the_editor_shows_what_was_said_and_keeps_what_was_typed() {
    with_office(|office| async move {
        let number = asked(&office).await;
        let mut kim = Clerk::at(&office, "kim").await;
        let case = kim.get(&format!("/complaints/{number}?from=follow-ups")).await;
        for part in [
            "여전히 어둡습니다.",
            "언제 고치는지요?",
            "만족도·추가답변 2건",
            "data-draft-key=\"answer-follow-up-",
        ] {
            case.has(part);
        }
        let act = format!("/complaints/{number}/acts/answer-follow-up");
        let empty = kim.post(&act, &[("body", " "), ("panel", "answer-follow-up")]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        let version = office.stored(&number).await.version;
        // A colleague at the same desk was faster.
        office.act(&world::officer(KIM), &number, say::answer_follow_up()).await;
        let late = [
            ("body", "한참 쓴 답변입니다."),
            ("panel", "answer-follow-up"),
            ("version", &version.to_string()),
        ];
        let stale = kim.post(&act, &late).await;
        assert_eq!(stale.status, StatusCode::CONFLICT);
        stale.has("한참 쓴 답변입니다.");
    });
}

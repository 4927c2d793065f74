//! 연계 현황: what was told and what came in, for whoever runs or reads it; and the numbers of 국민신문고.

use axum::http::StatusCode;
use casework::reconcile::{self, Theirs};
use casework::{Submission, epeople, neighbours};
use domain::complaint::{AnswerResult, Channel, Kind, Number, Visibility};
use domain::dispatch::{Neighbour, What};
use jiff::SignedDuration;
use jiff::civil::date;
use store::{DispatchSettled, DispatchState, Mark};
use testkit::office::{TestOffice, submission};
use testkit::say;
use testkit::world::{self, HAN};

use crate::clerk::{Clerk, with_office};

const THEIRS: &str = "1AA-2603-0001234";

fn connected(office: TestOffice) -> TestOffice {
    TestOffice { office: office.office.clone().beside(&[Neighbour::Epeople]), ..office }
}

/// Came in by 국민신문고, as the worker files it; the 접수번호.
async fn came_in(office: &TestOffice, visibility: Visibility) -> Number {
    let submission = Submission {
        channel: Channel::Epeople,
        visibility,
        external_number: Some(THEIRS.into()),
        ..submission()
    };
    let inbound = epeople::inbound(THEIRS, What::COMPLAINT, office.office.now(), "{}".into());
    epeople::take_in(&office.office, submission, &inbound).await.unwrap();
    let everything = domain::access::Scope::of(&world::connector());
    let mut tx = office.store().read().await.unwrap();
    let filed = tx.complaints_by_external_number(&everything, THEIRS).await.unwrap().remove(0).complaint;
    drop(tx);
    let number = filed.application_number;
    office.act(&world::officer(HAN), &number, say::receive(Kind::Inquiry)).await.spoken_number().clone()
}

/// The neighbour refuses the oldest message.
async fn refused(office: &TestOffice) {
    let now = office.office.now();
    let mut tx = office.store().write().await.unwrap();
    let claimed =
        tx.claim_dispatches(Neighbour::Epeople, now, now + SignedDuration::from_mins(5), 1).await.unwrap();
    let answer = "국민신문고가 받지 않았습니다(422): UNKNOWN_NUMBER 없는 신청번호입니다.";
    tx.settle_dispatch(&claimed[0], DispatchSettled::Failed, answer, now).await.unwrap();
    tx.commit().await.unwrap();
}

#[test]
fn a_refused_message_is_seen_and_sent_again_by_the_administrator_alone() {
    with_office(|office| async move {
        let office = connected(office);
        let number = came_in(&office, Visibility::Private).await;
        refused(&office).await;
        let mut han = Clerk::at(&office, "han").await;
        let read = han.get("/connectors").await;
        read.has(THEIRS);
        read.has("UNKNOWN_NUMBER");
        read.has(&format!("href=\"/complaints/{number}\""));
        read.has_not("다시 보내기");
        let mut si = Clerk::at(&office, "si").await;
        let page = si.get("/connectors").await;
        page.has("다시 보내기");
        page.has_not(&format!("href=\"/complaints/{number}\""));
        let id = page.text.split("/connectors/dispatches/").nth(1).unwrap().split('/').next().unwrap();
        let retry = format!("/connectors/dispatches/{id}/retry");
        assert_eq!(han.post(&retry, &[]).await.status, StatusCode::NOT_FOUND);
        assert_eq!(si.post(&retry, &[]).await.location, "/connectors");
        si.get("/connectors?list=waiting").await.has("접수 통보");
        for nonsense in ["nonsense", "00000000-0000-0000-0000-000000000001"] {
            let path = format!("/connectors/dispatches/{nonsense}/retry");
            assert_eq!(si.post(&path, &[]).await.status, StatusCode::NOT_FOUND, "{nonsense}");
        }
        for query in ["list=none", "after=x", "after=1.x", "before=soon", "system=mars"] {
            assert!(si.get(&format!("/connectors?{query}")).await.status.is_client_error(), "{query}");
        }
    });
}

#[test]
fn an_inbound_message_that_could_not_be_done_is_looked_at_again() {
    with_office(|office| async move {
        let office = connected(office);
        let inbound = epeople::inbound("R-1", What::RATING, office.office.now(), "{}".into());
        epeople::refuse(&office.office, &inbound, None, "만족도 점수를 읽을 수 없습니다.").await.unwrap();
        let mut si = Clerk::at(&office, "si").await;
        si.get("/connectors?list=inbound").await.has("만족도 점수를 읽을 수 없습니다.");
        let done = si.post("/connectors/inbound/retry?id=epeople%3AR-1", &[]).await;
        assert_eq!(done.location, "/connectors?list=inbound");
        si.get("/connectors?list=inbound-waiting").await.has("R-1");
        assert_eq!(si.post("/connectors/inbound/retry?id=none", &[]).await.status, StatusCode::NOT_FOUND);
        assert_eq!(si.post("/connectors/inbound/retry", &[]).await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn a_neighbour_that_is_away_is_seen_at_once() {
    with_office(|office| async move {
        Clerk::at(&office, "si").await.get("/connectors").await.has("연계하지 않음");
        let office = connected(office);
        let mut si = Clerk::at(&office, "si").await;
        si.get("/connectors").await.has("아직 연결하지 않음");
        let mark = async |name: &str, value: &str| {
            let mark = Mark { name: name.into(), value: value.into(), at: office.office.now() };
            let mut tx = office.store().write().await.unwrap();
            tx.set_connector_mark(Neighbour::Epeople, &mark).await.unwrap();
            tx.commit().await.unwrap();
        };
        mark(neighbours::ANSWERED, "").await;
        si.get("/connectors").await.has("정상");
        office.advance(SignedDuration::from_hours(5));
        mark(neighbours::SILENT, "국민신문고에 연결하지 못했습니다.").await;
        let mut si = Clerk::at(&office, "si").await;
        si.get("/connectors").await.has("국민신문고에 연결하지 못했습니다.");
    });
}

#[test]
fn a_days_sheet_says_what_differs_and_what_to_do_and_leaves_as_excel() {
    with_office(|office| async move {
        let office = connected(office);
        came_in(&office, Visibility::Private).await;
        let theirs =
            Theirs { complaints: vec![THEIRS.into(), "1AA-2603-0009999".into()], ..Theirs::default() };
        let day = date(2026, 3, 10);
        reconcile::reconcile(&office.office, day, &theirs).await.unwrap();
        let mut han = Clerk::at(&office, "han").await;
        han.get("/connectors").await.has("href=\"/connectors/epeople/2026-03-10\"");
        let sheet = han.get("/connectors/epeople/2026-03-10").await;
        sheet.has("1AA-2603-0009999");
        sheet.has("상대 기관에만 있음");
        sheet.has("다음 수신 때 저절로 들어옵니다");
        sheet.has("href=\"/connectors/epeople/2026-03-10.xlsx\"");
        let mut kim = Clerk::at(&office, "kim").await;
        for path in ["/connectors/epeople/2026-03-10", "/connectors/epeople/2026-03-10.xlsx"] {
            assert_eq!(kim.get(path).await.status, StatusCode::NOT_FOUND);
            assert_eq!(han.status(path).await, StatusCode::OK);
        }
        for path in
            ["/connectors/epeople/2026-03-11", "/connectors/epeople/x.xlsx", "/connectors/mars/2026-03-10"]
        {
            assert_eq!(han.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
    });
}

#[test]
fn the_case_shows_what_its_neighbour_was_told() {
    with_office(|office| async move {
        let office = connected(office);
        let number = came_in(&office, Visibility::Private).await;
        let mut han = Clerk::at(&office, "han").await;
        let page = han.get(&format!("/complaints/{number}")).await;
        page.has("연계현황");
        page.has("접수 통보");
        page.has("발송 대기");
        let answer = say::answer_at_once(AnswerResult::Explained);
        office.act(&world::officer(HAN), &number, answer).await;
        refused(&office).await;
        let page = han.get(&format!("/complaints/{number}")).await;
        page.has("거부됨");
        page.has("UNKNOWN_NUMBER");
        let plain = office.received().await;
        han.get(&format!("/complaints/{plain}")).await.has_not("연계현황");
    });
}

#[test]
fn their_number_finds_the_complaint_however_it_is_typed() {
    with_office(|office| async move {
        let office = connected(office);
        let number = came_in(&office, Visibility::Private).await;
        let mut han = Clerk::at(&office, "han").await;
        let found = format!("/complaints/{number}?from=complaints");
        for typed in ["1AA-2603-0001234", "1aa26030001234", "1AA+2603+0001234"] {
            assert_eq!(han.get(&format!("/search?q={typed}")).await.location, found, "{typed}");
            assert_eq!(han.get(&format!("/complaints?number={typed}")).await.location, found, "{typed}");
        }
        let none = han.get("/complaints?number=1AA-2603-9999999").await;
        assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
        none.has("번호의 민원이 없거나");
        // Somebody who may not know of it finds nothing.
        let mut kim = Clerk::at(&office, "kim").await;
        assert!(kim.get("/search?q=1AA-2603-0001234").await.location.starts_with("/complaints?q="));
    });
}

#[test]
fn a_sealed_file_leaves_no_trace_on_the_page() {
    with_office(|office| async move {
        let office = connected(office);
        came_in(&office, Visibility::Sealed).await;
        let mut si = Clerk::at(&office, "si").await;
        for list in ["failed", "waiting", "inbound", "inbound-waiting"] {
            si.get(&format!("/connectors?list={list}")).await.has_not(THEIRS);
        }
        let mut tx = office.store().read().await.unwrap();
        assert!(tx.dispatches(Neighbour::Epeople, DispatchState::Waiting, None, 9).await.unwrap().is_empty());
    });
}

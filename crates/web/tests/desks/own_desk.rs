//! 메인, 민원 처리 and the inboxes of co-operation, approval and follow-ups.

use domain::complaint::{AnswerResult, Command, Ruling, Score};
use domain::org::StandIn;
use jiff::civil::date;
use testkit::say;
use testkit::world::{self, CHOI, JEONG, KIM, LEE, NAM, PARKS, SEO, YU, seoul_time};
use uuid::Uuid;

use crate::clerk::{Clerk, with_office};

#[test]
fn the_main_page_has_the_five_parts_of_the_guide() {
    with_office(|office| async move {
        let number = office.accepted().await;
        let mut kim = Clerk::at(&office, "kim").await;
        let main = kim.get("/").await;
        for part in [
            "① 사용자정보",
            "담당업무 수정",
            "민원접수알림 설정",
            "대직자정보 수정",
            "② 메뉴",
            "③ 진행상태별 처리현황",
            "'결재수신'은 결재시스템으로 전송한 단계, '결재상신'은 결재 진행 중인 단계",
            "④ 나의 민원",
            "⑤ 지침서 및 모바일현장민원시스템 신청",
        ] {
            main.has(part);
        }
        main.has(number.as_str());
        main.has_not("href=\"/?tab=department\"");
        let mut lee = Clerk::at(&office, "lee").await;
        lee.get("/?tab=department").await.has(number.as_str());
    });
}

#[test]
fn who_answers_for_two_departments_sees_each_of_them_by_name() {
    with_office(|office| async move {
        let (roads, parks) = (office.at_department().await, office.at_department().await);
        office.act(&world::officer(LEE), &parks, say::request_reassignment()).await;
        let granted = say::rule(Ruling::Granted { to: say::office(PARKS) });
        office.act(&world::officer(JEONG), &parks, granted).await;
        let mut lee = Clerk::at(&office, "lee").await;
        lee.get("/?tab=department").await.has(">부서<");
        let stand_in =
            StandIn { absent: CHOI, stand_in: LEE, from: date(2026, 3, 10), until: date(2026, 3, 12) };
        let mut tx = office.store().write().await.unwrap();
        tx.put_stand_in(Uuid::new_v4(), &stand_in, None, world::morning()).await.unwrap();
        tx.commit().await.unwrap();
        let mut lee = Clerk::at(&office, "lee").await;
        let own = lee.get("/?tab=department").await;
        own.has(roads.as_str());
        own.has_not(parks.as_str());
        own.has("도로과</a>");
        let other = lee.get(&format!("/?tab=department-{PARKS}")).await;
        other.has(parks.as_str());
        other.has_not(roads.as_str());
        assert_eq!(lee.get("/?tab=whatever").await.status, 400);
    });
}

#[test]
fn a_stand_in_works_at_the_absent_colleagues_desk() {
    with_office(|office| async move {
        let number = office.accepted().await;
        let mut yu = Clerk::at(&office, "yu").await;
        let path = format!("/handle?tab=accepted&desk={KIM}");
        assert_eq!(yu.get(&path).await.status, 404);
        let stand_in =
            StandIn { absent: KIM, stand_in: YU, from: date(2026, 3, 10), until: date(2026, 3, 12) };
        let mut tx = office.store().write().await.unwrap();
        tx.put_stand_in(Uuid::new_v4(), &stand_in, None, world::morning()).await.unwrap();
        tx.commit().await.unwrap();
        yu.get(&path).await.has(number.as_str());
        yu.get("/handle").await.has("김도로 주무관 대직");
        yu.get("/").await.has("김도로 주무관의 업무를 함께 처리합니다.");
        office.advance_hours(24 * 3);
        let mut yu = Clerk::at(&office, "yu").await;
        assert_eq!(yu.get(&path).await.status, 404);
    });
}

#[test]
fn asked_for_an_opinion_an_approval_or_an_answer_again_it_lies_in_the_inbox() {
    with_office(|office| async move {
        let number = office.accepted().await;
        let kim = world::officer(KIM);
        office.act(&kim, &number, say::cooperate(PARKS, seoul_time("2026-03-12 18:00"))).await;
        let mut cho = Clerk::at(&office, "cho").await;
        let inbox = cho.get("/cooperate").await;
        inbox.has(number.as_str());
        inbox.has("2026. 3. 12. 18:00");
        office.act(&world::officer(world::CHO), &number, say::opine(PARKS)).await;
        cho.get("/cooperate").await.has("의견을 기다리는 협조 요청이 없습니다.");

        office.act(&kim, &number, say::send(AnswerResult::Granted, &[SEO, NAM])).await;
        let mut seo = Clerk::at(&office, "seo").await;
        let mut nam = Clerk::at(&office, "nam").await;
        seo.get("/approve").await.has(number.as_str());
        nam.get("/approve").await.has("결재를 기다리는 답변이 없습니다.");
        office.act(&world::officer(SEO), &number, Command::ApprovalStarted).await;
        office.act(&world::officer(SEO), &number, say::approve()).await;
        nam.get("/approve").await.has(number.as_str());
        office.act(&world::officer(NAM), &number, say::approve()).await;

        let petitioner = domain::actor::Actor::Petitioner(office.stored(&number).await.petitioner);
        office.act(&petitioner, &number, say::rate(Score::Poor)).await;
        office.act(&petitioner, &number, say::ask_again()).await;
        let mut kim = Clerk::at(&office, "kim").await;
        kim.get("/follow-ups").await.has(&format!("/complaints/{number}?from=follow-ups"));
        kim.get("/handle?tab=done").await.has(number.as_str());
    });
}

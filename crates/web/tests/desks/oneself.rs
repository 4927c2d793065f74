//! 사용자정보, 정기 작업 and the demo's tools.

use axum::http::StatusCode;
use testkit::world::{self, KANG, KIM, PARK, YU};

use crate::clerk::{Clerk, with_office};

#[test]
fn an_officer_changes_duties_contact_and_alerts() {
    with_office(|office| async move {
        let mut kim = Clerk::at(&office, "kim").await;
        assert_eq!(kim.post("/me/duty", &[("duty", "가로등 담당")]).await.location, "/me");
        kim.get("/").await.has("가로등 담당");
        let contact = [("email", "kim@seoul.example"), ("phone", "02-0000-1234")];
        assert_eq!(kim.post("/me/contact", &contact).await.location, "/me");
        let wrong = kim.post("/me/contact", &[("email", "nonsense"), ("phone", "02-0000-1234")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        wrong.has("value=\"nonsense\"");
        assert_eq!(kim.post("/me/alerts", &[("alerts", "sms")]).await.location, "/me");
        assert_eq!(
            kim.post("/me/alerts", &[("alerts", "pigeon")]).await.status,
            StatusCode::UNPROCESSABLE_ENTITY
        );
        let number = office.accepted().await;
        let notices = office.store().read().await.unwrap();
        let id = office.stored(&number).await.id;
        let mut tx = notices;
        let mine = tx.notices_of(id, None, 50).await.unwrap();
        let mine = mine.iter().find(|n| n.notice.to == store::Owner::Officer(KIM)).unwrap();
        assert_eq!(mine.notice.channels, ["sms", "mail"]);
    });
}

#[test]
fn a_stand_in_is_set_seen_and_called_off() {
    with_office(|office| async move {
        let mut kim = Clerk::at(&office, "kim").await;
        let (yu, park, own, left) = (YU.to_string(), PARK.to_string(), KIM.to_string(), KANG.to_string());
        let form = |stand_in, from, until| [("stand_in", stand_in), ("from", from), ("until", until)];
        for (stand_in, from, until) in [
            (yu.as_str(), "2026-03-12", "2026-03-11"),
            (yu.as_str(), "2026-03-09", "2026-03-11"),
            (yu.as_str(), "2026-03-11", "2028-03-11"),
            (&own, "2026-03-11", "2026-03-12"),
            (&left, "2026-03-11", "2026-03-12"),
            (yu.as_str(), "someday", "2026-03-12"),
        ] {
            let came = kim.post("/me/stand-ins", &form(stand_in, from, until)).await;
            assert_eq!(came.status, StatusCode::UNPROCESSABLE_ENTITY, "{stand_in} {from} {until}");
        }
        assert_eq!(kim.post("/me/stand-ins", &form(&yu, "2026-03-10", "2026-03-12")).await.location, "/me");
        kim.post("/me/stand-ins", &form(&park, "2026-03-12", "2026-03-13")).await.has("겹칩니다");
        let mut colleague = Clerk::at(&office, "park").await;
        let chain = colleague.post("/me/stand-ins", &form(&own, "2026-03-11", "2026-03-11")).await;
        chain.has("자리를 비웁니다");
        let page = kim.get("/me").await;
        page.has("대직 중");
        let end = page.text.split_once("/me/stand-ins/").unwrap();
        let id = page.text.split("action=\"/me/stand-ins/").nth(1).unwrap().split('/').next().unwrap();
        assert!(!end.1.is_empty());
        let path = format!("/me/stand-ins/{id}/end");
        assert_eq!(colleague.post(&path, &[]).await.status, StatusCode::NOT_FOUND, "not another's");
        assert_eq!(kim.post("/me/stand-ins/nonsense/end", &[]).await.status, StatusCode::NOT_FOUND);
        assert_eq!(kim.post(&path, &[]).await.location, "/me");
        let page = kim.get("/me").await;
        page.has("2026. 3. 10. ~ 2026. 3. 12.");
        page.has("해제 (2026. 3. 10. 09:30)");
        let desk =
            office.store().read().await.unwrap().on_duty(YU, world::desk(world::morning()).today()).await;
        assert!(desk.unwrap().unwrap().stands_in_for.is_empty());
    });
}

#[test]
fn the_timetable_says_when_why_and_how_it_went() {
    with_office(|office| async move {
        let mut si = Clerk::at(&office, "si").await;
        let page = si.get("/timetable").await;
        page.has("매일 09:00");
        page.has("시행령 제23조");
        page.has("아직 실행하지 않음");
    });
}

#[test]
fn the_demo_shows_its_letters_and_moves_its_clock() {
    with_office(|office| async move {
        let filed = office.file().await;
        let mut visitor = Clerk::in_the_demo(&office);
        visitor.get("/demo/mailbox").await.has("민원이 신청되었습니다");
        let as_copied = format!(
            "/demo/mailbox?number=%20{}",
            filed.complaint.application_number.to_string().to_lowercase()
        );
        visitor.get(&as_copied).await.has("민원이 신청되었습니다");
        let of_another = visitor.get("/demo/mailbox?number=20260101000001").await;
        of_another.has("알림이 없습니다");
        of_another.has_not("민원이 신청되었습니다");
        let wrong = visitor.get("/demo/mailbox?number=2026").await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        wrong.has("숫자 14자리");
        wrong.has("value=\"2026\"");
        let moved = visitor.post("/demo/clock", &[("now", "2026-03-17T10:00"), ("back", "/login")]).await;
        assert_eq!(moved.status, StatusCode::SEE_OTHER);
        assert_eq!(office.office.now(), world::seoul_time("2026-03-17 10:00"));
        visitor.post("/demo/clock", &[("now", "9999-01-01T00:00"), ("back", "/guide")]).await;
        assert_eq!(office.office.now(), world::seoul_time("2026-03-17 10:00"));
        let mut elsewhere = Clerk::stranger(&office);
        let refused = elsewhere.post("/demo/clock", &[("now", "2026-03-18T10:00")]).await;
        assert_eq!(refused.status, StatusCode::NOT_FOUND);
    });
}

//! 지연민원 모니터링, 독촉장, 월별 점검, 통계 and 상황판.

use axum::http::StatusCode;
use casework::Clock;
use domain::complaint::{AnswerResult, Command, Number, Visibility};
use domain::complaint::{Channel, Kind};
use testkit::office::TestOffice;
use testkit::say;
use testkit::world::{self, HAN, KIM, LEE, MIN, NAM, PARKS, ROADS, SEO};

use crate::clerk::{Clerk, with_office};

/// A file of 김도로's that is late, at 2026-03-23 10:00: due on the 18th.
async fn late(office: &TestOffice) -> Number {
    let number = office.accepted().await;
    office.clock.move_to(world::seoul_time("2026-03-23 10:00"));
    number
}

async fn answered(office: &TestOffice, number: &Number) {
    office.act(&world::officer(KIM), number, say::send(AnswerResult::Granted, &[SEO, NAM])).await;
    office.act(&world::officer(SEO), number, Command::ApprovalStarted).await;
    for approver in [SEO, NAM] {
        office.act(&world::officer(approver), number, say::approve()).await;
    }
}

#[test]
fn a_late_complaint_is_shown_with_where_it_is_stuck_and_how_late_it_is() {
    with_office(|office| async move {
        let number = late(&office).await;
        for login in ["lee", "jeong", "min", "han"] {
            let mut clerk = Clerk::at(&office, login).await;
            let page = clerk.get("/delays").await;
            for part in [
                number.as_str(),
                &format!("/complaints/{number}?from=delays"),
                "고충민원",
                "안전총괄실 도로과",
                "김도로 주무관",
                "처리자 접수",
                "2026. 3. 10. 09:30부터",
                "2026. 3. 18. 18:00",
                "2일 1시간 지남",
                "없음",
                "0회",
            ] {
                page.has(part);
            }
        }
        let mut lee = Clerk::at(&office, "lee").await;
        for path in
            ["/complaints".to_owned(), format!("/complaints/{number}"), "/assign?tab=given".to_owned()]
        {
            lee.get(&path).await.has("2일 1시간 지남");
        }
        let mut elsewhere = Clerk::at(&office, "mun").await;
        elsewhere.get("/delays").await.has_not(number.as_str());
        // Received on the 10th: the period leaves it out, but not that it is there.
        let mut lee = Clerk::at(&office, "lee").await;
        let after = lee.get("/delays?from=2026-03-11").await;
        after.has_not(number.as_str());
        after.has("<strong>1건</strong> 더 있습니다");
        let before = lee.get("/delays?from=2025-12-06&to=2026-03-10").await;
        before.has(number.as_str());
        before.has_not("더 있습니다");
        lee.get("/delays?from=2026-03-11&state=answered").await.has_not("더 있습니다");
        let mut lee = Clerk::at(&office, "lee").await;
        lee.get("/delays?state=answered").await.has_not(number.as_str());
        lee.get("/delays").await.has_not("독촉장 발부</button>");
        let mut min = Clerk::at(&office, "min").await;
        min.get(&format!("/complaints/{number}?from=delays")).await.has("지연민원 모니터링");
    });
}

#[test]
fn the_period_is_bounded_and_what_was_typed_stays() {
    with_office(|office| async move {
        let mut lee = Clerk::at(&office, "lee").await;
        for path in ["/delays", "/reminders", "/statistics"] {
            let page = lee.get(path).await;
            page.has("value=\"2026-02-09\"");
            page.has("value=\"2026-03-10\"");
            assert_eq!(lee.get(&format!("{path}?from=2025-12-06")).await.status, StatusCode::OK);
            let over = lee.get(&format!("{path}?from=2025-12-05")).await;
            assert_eq!(over.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
            over.has("최대 95일");
            over.has("value=\"2025-12-05\"");
        }
        for query in ["agency=x", "kind=none", "state=none", "sort=none", "cursor=x", "as=pdf"] {
            let came = lee.get(&format!("/delays?{query}")).await;
            assert!(came.status.is_client_error(), "{query}: {}", came.status);
        }
        let typed = lee.get("/delays?department=%EC%97%86%EB%8A%94%EA%B3%BC").await;
        assert_eq!(typed.status, StatusCode::UNPROCESSABLE_ENTITY);
        typed.has("value=\"없는과\"");
        for query in ["by=none", "tab=none", "kind=none", "agency=00000000-0000-0000-0000-000000000000"] {
            assert!(lee.get(&format!("/statistics?{query}")).await.status.is_client_error(), "{query}");
        }
        assert_eq!(lee.get("/statistics?bureau=%EC%97%86%EC%9D%8C").await.status, StatusCode::OK);
    });
}

#[test]
fn an_inspector_urges_a_selection_and_the_book_keeps_it() {
    with_office(|office| async move {
        let number = late(&office).await;
        let mut min = Clerk::at(&office, "min").await;
        min.get("/delays").await.has(&format!("name=\"chosen\" value=\"{number}\""));
        let long = "가".repeat(4_001);
        let refused = min.post("/delays", &[("chosen", number.as_str()), ("text", &long)]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        refused.has(&long);
        min.post("/delays", &[("text", "")]).await.has("민원을 하나 이상 선택해 주십시오.");
        let sent =
            min.post("/delays", &[("chosen", number.as_str()), ("text", "오늘 안에 답변하십시오.")]).await;
        sent.has("<strong>1건</strong>");
        assert_eq!(office.stored(&number).await.reminders, 1);
        min.get("/delays").await.has("1회");
        let book = min.get("/reminders").await;
        for part in [number.as_str(), "민심사 주무관", "안전총괄실 도로과", "2026. 3. 18. 18:00", "지남"]
        {
            book.has(part);
        }
        let seq = office.stored(&number).await.version;
        let paper = min.get(&format!("/complaints/{number}/reminders/{seq}")).await;
        for part in [
            "별지 제7호서식",
            "<h1>독촉장</h1>",
            "도로과장 귀하",
            "오늘 안에 답변하십시오.",
            "제28조",
            "2일 1시간",
        ] {
            paper.has(part);
        }
        answered(&office, &number).await;
        min.get("/reminders").await.has("만에 끝남");
        let mut lee = Clerk::at(&office, "lee").await;
        lee.get("/delays").await.has("늦게 답변");
        lee.get(&format!("/complaints/{number}/reminders/{seq}")).await.has("도로과장 귀하");
        assert_eq!(lee.post("/delays", &[("chosen", number.as_str())]).await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn of_a_reminder_elsewhere_nothing_is_learnt() {
    with_office(|office| async move {
        let number = late(&office).await;
        office.act(&world::officer(MIN), &number, say::remind()).await;
        let seq = office.stored(&number).await.version;
        let mut mun = Clerk::at(&office, "mun").await;
        mun.get("/reminders").await.has_not(number.as_str());
        for path in [
            format!("/complaints/{number}/reminders/{seq}"),
            format!("/complaints/{number}/reminders/1"),
            format!("/complaints/{number}/reminders/x"),
            "/complaints/x/reminders/1".to_owned(),
        ] {
            assert_eq!(mun.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        let mut lee = Clerk::at(&office, "lee").await;
        assert_eq!(lee.get(&format!("/complaints/{number}/reminders/1")).await.status, StatusCode::NOT_FOUND);
        // It moves on: the line in the book stays, what is on the file does not.
        office.act(&world::officer(LEE), &number, say::recall()).await;
        office.act(&world::officer(LEE), &number, say::request_reassignment()).await;
        let ruling = domain::complaint::Ruling::Granted { to: say::office(PARKS) };
        office.act(&world::officer(world::JEONG), &number, say::rule(ruling)).await;
        let book = lee.get("/reminders").await;
        book.has("다른 부서로 옮겨진 민원");
        book.has_not("가로등이 나흘째");
        assert_eq!(
            lee.get(&format!("/complaints/{number}/reminders/{seq}")).await.status,
            StatusCode::NOT_FOUND
        );
    });
}

#[test]
fn a_month_is_marked_once_and_by_whom_stands_there() {
    with_office(|office| async move {
        let mut min = Clerk::at(&office, "min").await;
        let page = min.get("/monthly-check").await;
        page.has("월별 점검: 2026년 2월");
        page.has("점검 기한이 지났습니다");
        let empty = min.post("/monthly-check", &[("month", "2026-02"), ("note", " ")]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        for month in ["2026-03", "2026-13", "x", ""] {
            let came = min.post("/monthly-check", &[("month", month), ("note", "이상 없음")]).await;
            assert_eq!(came.status, StatusCode::NOT_FOUND, "{month}");
        }
        let done = min.post("/monthly-check", &[("month", "2026-02"), ("note", "지연 없음")]).await;
        assert_eq!(done.location, "/monthly-check?month=2026-02");
        let page = min.get(&done.location).await;
        for part in ["점검을 마쳤습니다", "지연 없음", "민심사 주무관"] {
            page.has(part);
        }
        let twice = min.post("/monthly-check", &[("month", "2026-02"), ("note", "다시 봄")]).await;
        assert_eq!(twice.status, StatusCode::CONFLICT);
        twice.has("먼저 점검을 마쳤습니다");
        let mut lee = Clerk::at(&office, "lee").await;
        assert_eq!(lee.post("/monthly-check", &[("month", "2026-01")]).await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn statistics_show_what_one_watches_over_and_a_sealed_file_in_none() {
    with_office(|office| async move {
        let late = late(&office).await;
        answered(&office, &late).await;
        office.at_department().await;
        let sealed = office.file_as(Channel::Web, Visibility::Sealed).await.complaint.application_number;
        let sealed = office.act(&world::officer(HAN), &sealed, say::receive(Kind::Grievance)).await;
        let number = sealed.spoken_number().clone();
        office.act(&world::officer(HAN), &number, say::to_department(ROADS)).await;

        let mut lee = Clerk::at(&office, "lee").await;
        for (query, parts) in [
            (
                "",
                vec![
                    "부서별 처리현황",
                    "안전총괄실 도로과",
                    "<title id=\"figures-chart-title\">",
                    "표로 보기",
                ],
            ),
            ("?tab=kept", vec!["준수율", "0%"]),
            ("?tab=shortened", vec!["단축률", "0분", "0%"]),
            ("?tab=hops", vec!["재지정률", "0%"]),
            ("?by=kind", vec!["고충민원"]),
            ("?by=channel", vec!["응답소 누리집"]),
            ("?by=day", vec!["2026. 3. 10.", "<path"]),
            ("?by=week&tab=kept", vec!["2026. 3. 23."]),
            ("?by=month", vec!["2026. 3."]),
            ("?by=bureau", vec!["안전총괄실"]),
        ] {
            let page = lee.get(&format!("/statistics{query}")).await;
            assert_eq!(page.status, StatusCode::OK, "{query}");
            parts.into_iter().for_each(|part| page.has(part));
        }
        lee.get("/statistics").await.has("접수 2건 가운데 1건을 처리하고 있고");
        lee.get("/statistics").await.has("href=\"/satisfaction\"");
        let mut han = Clerk::at(&office, "han").await;
        han.get("/statistics?tab=kept").await.has("tab=kept&amp;agency=");
        let board = han.get("/dashboard").await;
        for part in
            ["25개 자치구 접수", "단계별 처리 중 민원", "접수와 처리", "aria-label=\"송파구 0\"", "급증 낱말"]
        {
            board.has(part);
        }
        let own = lee.get("/dashboard").await;
        own.has("지연이 많은 부서");
        own.has_not("25개 자치구");
        let mut mun = Clerk::at(&office, "mun").await;
        mun.get("/statistics").await.has("조회 기간에 해당하는 민원이 없습니다.");
    });
}

//! 처리자 분배.

use axum::http::StatusCode;
use domain::complaint::{Command, StageName};
use testkit::say;
use testkit::world::{self, KIM, PARKS, ROADS, YU};

use crate::clerk::{Clerk, with_office};

#[test]
fn the_list_shows_what_is_to_be_given_out_and_leads_to_the_case() {
    with_office(|office| async move {
        let number = office.at_department().await;
        let mut lee = Clerk::at(&office, "lee").await;
        let page = lee.get("/assign").await;
        for part in [
            "접수번호",
            "민원종류",
            "신청인",
            "접수경로",
            "접수일시",
            "처리기한",
            "상태",
            "재지정",
            "비고",
            "추천",
        ] {
            page.has(part);
        }
        page.has(&format!("/complaints/{number}?from=assign"));
        page.has("고충민원");
        page.has("박○민");
        page.has("D-6");
        let elsewhere = lee.get(&format!("/assign?department={PARKS}")).await;
        assert_eq!(elsewhere.status, StatusCode::NOT_FOUND);
        lee.get(&format!("/assign?department={ROADS}&q=없는낱말")).await.has("조건에 맞는 민원이 없습니다.");
    });
}

#[test]
fn a_desk_with_work_never_says_that_there_is_none() {
    with_office(|office| async move {
        let lists = [("lee", "/assign"), ("han", "/distribute"), ("kim", "/handle"), ("han", "/receive")];
        for (login, path) in lists {
            let mut clerk = Clerk::at(&office, login).await;
            let empty = clerk.get(path).await;
            empty.has("table-empty");
            empty.has_not("조건에 맞는 민원이 없습니다.");
            let narrowed = clerk.get(&format!("{path}?q=없는낱말")).await;
            narrowed.has("조건에 맞는 민원이 없습니다.");
            narrowed.has("'초기화'를 눌러 전체 목록을 보십시오.");
        }
    });
}

#[test]
fn a_selection_is_given_to_a_handler() {
    with_office(|office| async move {
        let (first, second) = (office.at_department().await, office.at_department().await);
        let mut lee = Clerk::at(&office, "lee").await;
        let chosen = [("chosen", first.as_str()), ("chosen", second.as_str()), ("act", "assign")];
        let without =
            lee.post("/assign", &[&chosen[..], &[("memo", "현장을 먼저 봐 주십시오")]].concat()).await;
        assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
        without.has("현장을 먼저 봐 주십시오");
        without.has(&format!("type=\"hidden\" name=\"chosen\" value=\"{second}\""));
        let kim = KIM.to_string();
        let done = lee.post("/assign", &[&chosen[..], &[("handler", &kim)]].concat()).await;
        done.has("<strong>2건</strong>");
        assert_eq!(office.stored(&first).await.holder().handler, Some(KIM));
        let none = lee.post("/assign", &[("act", "assign"), ("handler", &kim)]).await;
        none.has("민원을 하나 이상 선택해 주십시오.");
    });
}

#[test]
fn an_accepted_complaint_is_recalled_before_it_is_given_to_somebody_else() {
    with_office(|office| async move {
        let number = office.accepted().await;
        let mut lee = Clerk::at(&office, "lee").await;
        let page = lee.get("/assign?tab=given").await;
        page.has(number.as_str());
        page.has("처리자 접수");
        let yu = YU.to_string();
        let form = [
            ("chosen", number.as_str()),
            ("act", "reassign"),
            ("handler", yu.as_str()),
            ("memo", ""),
            ("reason", ""),
        ];
        let refused = lee.post("/assign?tab=given", &form).await;
        refused.has("처리하지 못함");
        refused.has("민원 회수");
        let form = [("chosen", number.as_str()), ("act", "recall"), ("handler", ""), ("reason", "담당 변경")];
        lee.post("/assign?tab=given", &form).await.has("'부서 분배' 상태입니다.");
        assert_eq!(office.stored(&number).await.stage.name(), StageName::AtDepartment);
    });
}

#[test]
fn of_another_departments_complaint_nothing_is_learnt() {
    with_office(|office| async move {
        let number = office.at_department().await;
        let mut mun = Clerk::at(&office, "mun").await;
        mun.get("/assign").await.has_not(number.as_str());
        let kim = KIM.to_string();
        let came =
            mun.post("/assign", &[("chosen", number.as_str()), ("act", "assign"), ("handler", &kim)]).await;
        came.has("<strong>0건</strong>");
        came.has_not(&format!("href=\"/complaints/{number}\""));
        let close = mun.post("/assign", &[("chosen", number.as_str()), ("act", "close")]).await;
        assert_eq!(close.status, StatusCode::BAD_REQUEST, "this desk does not close");
        assert_eq!(office.stored(&number).await.stage.name(), StageName::AtDepartment);
    });
}

#[test]
fn a_handler_whose_duties_are_spoken_of_is_suggested_with_the_reason() {
    with_office(|office| async move {
        let mut kim = office.store().read().await.unwrap().officer(KIM).await.unwrap().unwrap();
        kim.duty = "가로등·보안등 담당".to_owned();
        let mut tx = office.store().write().await.unwrap();
        tx.put_officers(&[kim]).await.unwrap();
        tx.commit().await.unwrap();
        office.office.refresh().await.unwrap();
        let number = office.at_department().await;
        office.act(&world::officer(world::LEE), &number, say::assign(KIM)).await;
        office.act(&world::officer(KIM), &number, Command::Accept).await;
        office.at_department().await;
        let mut lee = Clerk::at(&office, "lee").await;
        let page = lee.get("/assign").await;
        page.has("제목의 '가로등'");
        page.has("처리 중 1건");
    });
}

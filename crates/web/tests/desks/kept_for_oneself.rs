//! What officers keep for themselves: searches, columns, keys, applications, how far the tour has come.

use axum::http::StatusCode;
use domain::complaint::Command;
use testkit::say;
use testkit::world::{KIM, LEE, officer};

use crate::clerk::{Clerk, with_office};

const VIEW: &str = "/complaints/view";

fn ids(text: &str) -> Vec<String> {
    let each = text.split("name=\"id\" value=\"").skip(1);
    each.map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
}

#[test]
fn a_search_is_kept_renamed_opened_first_and_deleted() {
    with_office(|office| async move {
        let mut lee = Clerk::at(&office, "lee").await;
        let kept =
            lee.post(VIEW, &[("do", "keep"), ("name", "지난 민원"), ("query", "overdue=on&sort=due")]).await;
        assert_eq!((kept.status, kept.location.as_str()), (StatusCode::SEE_OTHER, VIEW));
        let page = lee.get("/complaints?sort=newest").await;
        page.has("href=\"/complaints?overdue=on&amp;sort=due\"");
        let id = ids(&lee.get(VIEW).await.text).remove(0);
        assert_eq!(lee.get("/complaints").await.status, StatusCode::OK);
        lee.post(VIEW, &[("do", "lead"), ("id", &id)]).await;
        let led = lee.get("/complaints").await;
        assert_eq!(led.location, "/complaints?overdue=on&sort=due");
        assert_eq!(lee.get("/complaints?sort=newest").await.status, StatusCode::OK);
        lee.post(VIEW, &[("do", "rename"), ("id", &id), ("name", "지연")]).await;
        lee.post(VIEW, &[("do", "keep"), ("name", "오늘"), ("query", "")]).await;
        let taken = lee.post(VIEW, &[("do", "rename"), ("id", &id), ("name", "오늘")]).await;
        assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY);
        taken.has("이미 있습니다");
        let nameless = lee.post(VIEW, &[("do", "keep"), ("name", " "), ("query", "q=가로등")]).await;
        assert_eq!(nameless.status, StatusCode::UNPROCESSABLE_ENTITY);
        nameless.has("q=가로등");
        let mut kim = Clerk::at(&office, "kim").await;
        for deed in ["rename", "delete", "lead"] {
            let other = kim.post(VIEW, &[("do", deed), ("id", &id), ("name", "남의 것")]).await;
            assert_eq!(other.status, StatusCode::NOT_FOUND, "{deed}");
        }
        lee.post(VIEW, &[("do", "delete"), ("id", &id)]).await;
        lee.get(VIEW).await.has_not("overdue=on");
        let nul = lee.post(VIEW, &[("do", "keep"), ("name", "가"), ("query", "a%00b")]).await;
        assert_eq!(nul.status, StatusCode::BAD_REQUEST);
    });
}

#[test]
fn nobody_keeps_more_searches_than_they_find_again() {
    with_office(|office| async move {
        let mut lee = Clerk::at(&office, "lee").await;
        for number in 0..20 {
            let name = format!("조회 {number}");
            assert_eq!(
                lee.post(VIEW, &[("do", "keep"), ("name", &name)]).await.status,
                StatusCode::SEE_OTHER
            );
        }
        let more = lee.post(VIEW, &[("do", "keep"), ("name", "하나 더")]).await;
        assert_eq!(more.status, StatusCode::UNPROCESSABLE_ENTITY);
        more.has("하나 더");
        let same = lee.post(VIEW, &[("do", "keep"), ("name", "조회 3"), ("query", "q=가")]).await;
        assert_eq!(same.status, StatusCode::SEE_OTHER, "another wording of one's own");
    });
}

#[test]
fn columns_are_shown_as_chosen_and_in_that_order() {
    with_office(|office| async move {
        office.at_department().await;
        let mut lee = Clerk::at(&office, "lee").await;
        let choose = |columns: &[&'static str]| {
            let mut form = vec![("do", "columns")];
            form.extend(columns.iter().map(|column| ("column", *column)));
            form
        };
        let done = lee.post(VIEW, &choose(&["due", "", "title", "rating"])).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        let list = lee.get("/complaints?sort=newest").await;
        let heads: Vec<&str> = list.text.split("role=\"columnheader\"").skip(1).collect();
        let at =
            |label: &str| heads.iter().position(|head| head.split("</th>").next().unwrap().contains(label));
        assert!(at("처리기한") < at("제목") && at("제목") < at("만족도"));
        assert_eq!(at("접수경로"), None);
        for wrong in [&["due"][..], &["title", "title"], &["title", "unknown"]] {
            assert!(lee.post(VIEW, &choose(wrong)).await.status.is_client_error(), "{wrong:?}");
        }
        lee.post(VIEW, &[("do", "usual-columns")]).await;
        lee.get("/complaints?sort=newest").await.has("접수경로");
    });
}

#[test]
fn the_search_knows_ratings_and_numbers_of_other_systems() {
    with_office(|office| async move {
        office.at_department().await;
        let mut lee = Clerk::at(&office, "lee").await;
        assert_eq!(lee.get("/complaints?rating=75").await.status, StatusCode::OK);
        assert_eq!(lee.get("/complaints?rating=74").await.status, StatusCode::BAD_REQUEST);
        let unknown = lee.get("/complaints?number=1AA-2603-0000001").await;
        assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
        unknown.has("국민신문고 번호의 민원이 없거나");
        unknown.has("접수번호·신청번호·신문고번호");
    });
}

#[test]
fn single_keys_can_be_changed_and_switched_off() {
    with_office(|office| async move {
        let mut kim = Clerk::at(&office, "kim").await;
        kim.get("/handle").await.has("&quot;next&quot;:&quot;j&quot;");
        kim.post("/me/keys", &[("on", "on"), ("next", "n")]).await;
        kim.get("/handle").await.has("&quot;next&quot;:&quot;n&quot;");
        let twice = kim.post("/me/keys", &[("on", "on"), ("next", "k")]).await;
        assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
        kim.post("/me/keys", &[]).await;
        kim.get("/handle").await.has("data-keys=\"off\"");
        kim.post("/me/keys", &[("usual", "1")]).await;
        kim.get("/handle").await.has("&quot;next&quot;:&quot;j&quot;");
        let guide = kim.get("/guide").await;
        for part in [
            "단축키",
            "2-1 협조부서 등록",
            "4 분류·공개 설정",
            "5 병합·중복",
            "즉시(3근무시간). 기관이 처리기간을 따로 정한 사항은 7일까지",
        ] {
            guide.has(part);
        }
    });
}

#[test]
fn an_application_is_answered_by_the_administrator_and_seen_by_who_applied() {
    with_office(|office| async move {
        const PATH: &str = "/field-applications";
        let (mut kim, mut si) = (Clerk::at(&office, "kim").await, Clerk::at(&office, "si").await);
        let wrong = kim.post(PATH, &[("phone", "전화"), ("reason", "도로 순찰")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        wrong.has("도로 순찰");
        let form = [("phone", "010-1234-5678"), ("reason", "도로 순찰")];
        assert_eq!(kim.post(PATH, &form).await.status, StatusCode::SEE_OTHER);
        let twice = kim.post(PATH, &form).await;
        assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
        twice.has("확인을 기다리고 있습니다");
        let page = si.get(PATH).await;
        page.has("도로 순찰");
        let id = page.text.split("action=\"/field-applications/").nth(1).unwrap().split('"').next().unwrap();
        let decide = format!("{PATH}/{id}");
        let own = kim.post(&decide, &[("decision", "granted")]).await;
        assert_eq!(own.status, StatusCode::NOT_FOUND);
        let why = si.post(&decide, &[("decision", "refused")]).await;
        assert_eq!(why.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(
            si.post(&decide, &[("decision", "granted"), ("answer", "a\u{0}b")]).await.status,
            StatusCode::UNPROCESSABLE_ENTITY
        );
        assert_eq!(
            si.post(&decide, &[("decision", "granted"), ("answer", "쓰십시오.")]).await.status,
            StatusCode::SEE_OTHER
        );
        assert_eq!(
            si.post(&decide, &[("decision", "granted")]).await.status,
            StatusCode::NOT_FOUND,
            "decided"
        );
        let seen = kim.get(PATH).await;
        seen.has("승인");
        seen.has("쓰십시오.");
        assert_eq!(
            si.post("/field-applications/x", &[("decision", "granted")]).await.status,
            StatusCode::NOT_FOUND
        );
    });
}

#[test]
fn the_tour_goes_over_the_screens_and_believes_the_history_only() {
    with_office(|office| async move {
        let number = office.at_department().await;
        let mut lee = Clerk::in_the_demo(&office);
        lee.post("/login", &[("login", "lee"), ("password", crate::clerk::PASSWORD)]).await;
        lee.get("/assign").await.has_not("data-tour-step");
        lee.post("/tour", &[("do", "start"), ("back", "/assign")]).await;
        lee.get("/assign").await.has("data-tour-step=\"list\"");
        for step in ["list", "choose", "detail", "reassignment", "cooperation", "transfer", "close"] {
            let went = lee.post("/tour", &[("do", "done"), ("step", step), ("back", "/assign")]).await;
            assert_eq!(went.location, "/assign");
        }
        lee.post("/tour", &[("do", "skip"), ("step", "interim"), ("back", "/assign")]).await;
        lee.get("/assign").await.has("data-tour-step=\"assign\"");
        lee.post("/tour", &[("do", "done"), ("step", "assign"), ("back", "/assign")]).await;
        let not_yet = lee.get("/assign").await;
        not_yet.has("아직 확인되지 않았습니다");
        office.act(&officer(LEE), &number, say::assign(KIM)).await;
        lee.post("/tour", &[("do", "done"), ("step", "assign"), ("back", "/assign")]).await;
        lee.get("/assign").await.has("data-tour-step=\"department\"");
        lee.get("/tour").await.has("[건너뜀]");
        let out = lee.post("/tour", &[("do", "stop"), ("back", "//evil.example")]).await;
        assert_eq!(out.location, "/");
        lee.get("/assign").await.has_not("data-tour-step");
        assert_eq!(
            lee.post("/tour", &[("do", "done"), ("step", "none")]).await.status,
            StatusCode::NOT_FOUND
        );
    });
}

#[test]
fn in_a_real_office_nothing_is_practised_on_real_complaints() {
    with_office(|office| async move {
        let number = office.at_department().await;
        let mut lee = Clerk::at(&office, "lee").await;
        lee.post("/tour", &[("do", "start")]).await;
        lee.get("/tour").await.has("연습 사무실에서 합니다");
        office.act(&officer(LEE), &number, say::assign(KIM)).await;
        office.act(&officer(KIM), &number, Command::Accept).await;
        lee.post("/tour", &[("do", "done"), ("step", "assign"), ("back", "/tour")]).await;
        lee.get("/tour").await.has("아직 확인되지 않았습니다");
    });
}

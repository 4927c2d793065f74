//! 사용자 관리, 권한, 대직, 인사 연계 on their pages.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use axum::http::StatusCode;
use casework::people::directory::{Directory, Told};
use domain::org::{Feed, FeedDepartment, FeedOfficer, Place};
use testkit::office::TestOffice;
use testkit::world::{AGENCIES, CHOI, DEPARTMENTS, KANG, KIM, OFFICERS, PARK, SEO, SI, YU};

use crate::clerk::{Clerk, with_office};

/// The small city without 송건설, as a directory tells it.
struct Wire;

impl Directory for Wire {
    fn is_linked(&self) -> bool {
        true
    }

    fn fetch(&self) -> Pin<Box<dyn Future<Output = Told> + Send + '_>> {
        Box::pin(async { Ok(told(&["song"])) })
    }

    fn read(&self, file: &[u8]) -> Told {
        match file {
            b"few" => Ok(told(&OFFICERS.map(|row| row.2)[3..])),
            _ => Err("JSON을 읽을 수 없습니다(1행 1열).".into()),
        }
    }
}

fn told(without: &[&str]) -> Feed {
    let place = |id| {
        let (_, agency, _, name) = DEPARTMENTS.iter().find(|row| row.0 == id).unwrap();
        let code = AGENCIES.iter().find(|row| row.0 == *agency).unwrap().1;
        Place { agency: code.into(), department: (*name).into() }
    };
    let staff = OFFICERS.into_iter().filter(|row| row.0 != KANG && !without.contains(&row.2));
    Feed {
        made_on: jiff::civil::date(2026, 3, 10),
        covers: Vec::new(),
        agencies: Vec::new(),
        departments: DEPARTMENTS
            .map(|(id, _, bureau, name)| FeedDepartment {
                place: place(id),
                bureau: bureau.into(),
                name: name.into(),
            })
            .into(),
        ended: Vec::new(),
        staff: staff
            .map(|(_, department, login, name)| FeedOfficer {
                login: login.into(),
                name: name.into(),
                title: "주무관".into(),
                place: place(department),
                email: String::new(),
                phone: String::new(),
                duty: String::new(),
            })
            .collect(),
    }
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    text.split_once(before).unwrap().1.split_once(after).unwrap().0
}

#[test]
fn the_page_speaks_the_guides_words_and_lists_ones_own_people() {
    with_office(|office| async move {
        let mut lee = Clerk::at(&office, "lee").await;
        let page = lee.get("/users").await;
        for words in [
            "사용자 수기등록, 사용자정보 수정, 비밀번호초기화 등을 관리하는 기능",
            "당직실 등 수기등록 사용자의 비밀번호 초기화",
            "이메일, 전화번호, 담당업무 등 수정",
            "휴가 등 직원 부재 시 대직 설정",
            "공무원 직원 정보는 연계 시스템을 통해 자동으로 등록되며, 최대 2일 소요",
            "'부서 관리자' 권한은 해당 기관 관리자에게 요청",
            "김도로",
        ] {
            page.has(words);
        }
        page.has_not("최공원");
        lee.get("/users?name=%EA%B9%80").await.has("김도로");
        lee.get("/users?state=retired").await.has("강퇴직");
        lee.get("/users?role=approver").await.has_not("김도로");
        lee.get("/users?department=%EA%B3%B5%EC%9B%90%EA%B3%BC").await.has("관리하는 부서가 아닙니다");
        assert_eq!(lee.get(&format!("/users/{CHOI}")).await.status, StatusCode::NOT_FOUND);
        assert_eq!(lee.get("/users/nonsense").await.status, StatusCode::NOT_FOUND);
        for query in ["cursor=x", "state=none-such", "role=king", "origin=moon"] {
            assert!(lee.get(&format!("/users?{query}")).await.status.is_client_error(), "{query}");
        }
        let mut si = Clerk::at(&office, "si").await;
        si.get("/users").await.has("최공원");
    });
}

#[test]
fn somebody_is_registered_by_hand_logs_in_and_must_change_the_password() {
    with_office(|office| async move {
        let mut lee = Clerk::at(&office, "lee").await;
        let form = [
            ("login", "night1"),
            ("name", "당직실"),
            ("title", ""),
            ("department", "도로과"),
            ("email", "n@x.example"),
            ("phone", "02-1234"),
            ("duty", "야간 당직"),
        ];
        let wrong = lee.post("/users/new", &[("login", "야간"), ("name", "당직실")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        wrong.has("value=\"당직실\"");
        let shown = lee.post("/users/new", &form).await;
        assert_eq!(shown.status, StatusCode::OK, "{}", shown.text);
        let password = between(&shown.text, "id=\"one-time-password\">", "<").to_owned();
        lee.post("/users/new", &form).await.has("이미 쓰고 있는 아이디입니다");
        let id = between(&shown.text, "href=\"/users/", "\"").split('#').next().unwrap().to_owned();
        let mut night = Clerk::stranger(&office);
        night.post("/login", &[("login", "night1"), ("password", &password)]).await;
        assert_eq!(night.get("/handle").await.location, "/me/password");
        let id = if id == "new" {
            office.office.facts().chart.officers().find(|o| o.login == "night1").unwrap().id.to_string()
        } else {
            id
        };
        let reset = lee.post(&format!("/users/{id}/password"), &[]).await;
        let again = between(&reset.text, "id=\"one-time-password\">", "<");
        assert_ne!(again, password);
        assert!(night.get("/me/password").await.location.starts_with("/login"), "the session has ended");
        let linked = lee.post(&format!("/users/{KIM}/password"), &[]).await;
        assert_eq!(linked.status, StatusCode::UNPROCESSABLE_ENTITY);
        linked.has("인사 연계로 등록된 직원입니다");
        lee.post(&format!("/users/{id}/retire"), &[]).await;
        lee.get(&format!("/users/{id}")).await.has("다시 사용");
    });
}

#[test]
fn a_record_changed_meanwhile_is_told_and_nothing_typed_is_lost() {
    with_office(|office| async move {
        let mut lee = Clerk::at(&office, "lee").await;
        let page = lee.get(&format!("/users/{KIM}")).await;
        let seen = between(&page.text, "name=\"seen\" value=\"", "\"").to_owned();
        let path = format!("/users/{KIM}/contact");
        let wrong = lee
            .post(&path, &[("seen", &seen), ("email", "none"), ("phone", "02-1234"), ("duty", "가로등")])
            .await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        let good =
            [("seen", seen.as_str()), ("email", "k@x.example"), ("phone", "02-1234"), ("duty", "가로등")];
        assert_eq!(lee.post(&path, &good).await.status, StatusCode::SEE_OTHER);
        let late =
            [("seen", seen.as_str()), ("email", "k@x.example"), ("phone", "02-1234"), ("duty", "보도블록")];
        let late = lee.post(&path, &late).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        late.has("보도블록");
        let mut choi = Clerk::at(&office, "choi").await;
        assert_eq!(choi.post(&path, &good).await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn a_manager_sets_a_stand_in_who_acts_and_hands_back() {
    with_office(|office| async move {
        let number = office.accepted().await;
        let mut lee = Clerk::at(&office, "lee").await;
        let yu = YU.to_string();
        let form = [("stand_in", yu.as_str()), ("from", "2026-03-10"), ("until", "2026-03-12")];
        let path = format!("/users/{KIM}/stand-ins");
        assert_eq!(lee.post(&path, &form).await.status, StatusCode::SEE_OTHER);
        lee.post(&path, &form).await.has("겹칩니다");
        let park = PARK.to_string();
        let chain = [("stand_in", park.as_str()), ("from", "2026-03-11"), ("until", "2026-03-11")];
        lee.post(&format!("/users/{YU}/stand-ins"), &chain).await.has("대직하고 있습니다");
        lee.get("/assign?tab=given").await.has("부재");
        let mut minder = Clerk::at(&office, "yu").await;
        let act = [("text", "확인하고 있습니다.")];
        let acted = minder.post(&format!("/complaints/{number}/acts/interim-answer"), &act).await;
        assert_eq!(acted.status, StatusCode::SEE_OTHER, "{}", acted.text);
        let page = minder.get("/me").await;
        let list = between(&page.text, "href=\"/stand-ins/", "\"").to_owned();
        let list = format!("/stand-ins/{list}");
        minder.get(&list).await.has(&number.to_string());
        let mut stranger = Clerk::at(&office, "song").await;
        assert_eq!(stranger.get(&list).await.status, StatusCode::NOT_FOUND);
        let mut kim = Clerk::at(&office, "kim").await;
        kim.get(&list).await.has("중간 답변");
        lee.get(&list).await.has("대직 종료 인계 목록");
        kim.get(&format!("/complaints/{number}")).await.has("대직하여");
    });
}

#[test]
fn the_managers_grant_is_asked_granted_told_and_ended() {
    with_office(|office| async move {
        let mut kim = Clerk::at(&office, "kim").await;
        assert_eq!(kim.post("/grants/requests", &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(kim.post("/grants/requests", &[("reason", "발령")]).await.location, "/grants");
        kim.post("/grants/requests", &[("reason", "발령")]).await.has("이미 요청했습니다");
        let mut jeong = Clerk::at(&office, "jeong").await;
        let page = jeong.get("/grants").await;
        let id = between(&page.text, "/grants/requests/", "/decide").to_owned();
        let path = format!("/grants/requests/{id}/decide");
        let unreadable =
            jeong.post(&path, &[("decision", "grant"), ("request", &id), ("answer", "확인")]).await;
        assert_eq!(unreadable.status, StatusCode::UNPROCESSABLE_ENTITY);
        let grant = [
            ("decision", "grant"),
            ("request", id.as_str()),
            ("from", "2026-03-10"),
            ("until", "2026-12-31"),
            ("answer", "확인했습니다."),
        ];
        let mut oh = Clerk::at(&office, "oh").await;
        assert_eq!(oh.post(&path, &grant).await.status, StatusCode::NOT_FOUND, "another agency's");
        assert_eq!(jeong.post(&path, &grant).await.location, "/grants");
        assert_eq!(jeong.post(&path, &grant).await.status, StatusCode::CONFLICT);
        kim.get("/").await.has("권한 요청이 부여되었습니다");
        kim.get("/grants").await.has("확인했습니다.");
        kim.get("/").await.has_not("권한 요청이 부여되었습니다");
        assert_eq!(kim.get("/assign").await.status, StatusCode::OK);
        let detail = jeong.get(&format!("/users/{KIM}")).await;
        let end = between(&detail.text, "grants/", "/end").to_owned();
        let end = format!("/users/{KIM}/grants/{end}/end");
        assert_eq!(jeong.post(&end, &[("end_reason", "전보")]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(kim.get("/assign").await.status, StatusCode::NOT_FOUND);
        let mut si = Clerk::at(&office, "si").await;
        let role = [("role", "approver"), ("grant_from", "2026-03-10"), ("grant_reason", "결재권자")];
        assert_eq!(si.post(&format!("/users/{PARK}/grants"), &role).await.status, StatusCode::SEE_OTHER);
        let own = si.post(&format!("/users/{SI}/grants"), &role).await;
        own.has("스스로 바꿀 수 없습니다");
        let managers = [("role", "department-manager"), ("grant_from", "2026-03-10"), ("grant_reason", "x")];
        let refused = si.post(&format!("/users/{SEO}/grants"), &managers).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    });
}

#[test]
fn of_others_requests_nobody_is_told_even_that_the_form_was_wrong() {
    with_office(|office| async move {
        Clerk::at(&office, "kim").await.post("/grants/requests", &[("reason", "발령")]).await;
        let page = Clerk::at(&office, "jeong").await.get("/grants").await;
        let path = format!("/grants/requests/{}/decide", between(&page.text, "/grants/requests/", "/decide"));
        for (login, status) in [("song", 404), ("oh", 404), ("kim", 404), ("jeong", 422)] {
            let came = Clerk::at(&office, login).await.post(&path, &[]).await;
            assert_eq!(came.status.as_u16(), status, "{login}");
        }
    });
}

#[test]
fn a_feed_is_shown_before_it_is_done_and_a_cut_one_is_asked_about() {
    with_office(|office| async move {
        let office = TestOffice { office: office.office.clone().with_directory(Arc::new(Wire)), ..office };
        let mut si = Clerk::at(&office, "si").await;
        si.get("/staff-feed").await.has("2일 넘게");
        let came = si.post("/staff-feed/fetch", &[]).await;
        let shown = si.get(&came.location).await;
        shown.has("송건설");
        let seen = between(&shown.text, "name=\"seen\" value=\"", "\"").to_owned();
        let stale = si.post(&format!("{}/apply", came.location), &[("seen", "another")]).await;
        assert_eq!(stale.status, StatusCode::CONFLICT);
        let done = si.post(&format!("{}/apply", came.location), &[("seen", &seen)]).await;
        assert_eq!(done.location, "/staff-feed", "{}", done.text);
        si.get("/staff-feed").await.has("퇴직·전출 1명");
        assert_eq!(si.get(&came.location).await.status, StatusCode::NOT_FOUND, "settled");
        let mut lee = Clerk::at(&office, "lee").await;
        for path in ["/staff-feed/fetch", "/staff-feed", &format!("{}/apply", came.location)] {
            assert_eq!(lee.post(path, &[]).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        assert_eq!(si.post("/staff-feed", &[("file", "x")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    });
}

//! 민원 접수 and 기관·부서 분배.

use axum::http::StatusCode;
use domain::complaint::{Channel, Kind, StageName, Visibility};
use testkit::say;
use testkit::world::{self, ROADS, SEOUL, SONGPA, WORKS};

use crate::clerk::{Clerk, with_office};

#[test]
fn a_selection_is_received_with_a_result_line_for_each() {
    with_office(|office| async move {
        let first = office.file().await.complaint.application_number;
        let second = office.file().await.complaint.application_number;
        let gone = office.file().await.complaint.application_number;
        office.act(&world::officer(world::HAN), &gone, say::receive(domain::complaint::Kind::Other)).await;
        let mut han = Clerk::at(&office, "han").await;
        let page = han.get("/receive").await;
        page.has(first.as_str());
        page.has("2026. 3. 11. 09:30");
        page.has("박○민");
        page.has_not("박시민");
        let chosen = [("chosen", first.as_str()), ("chosen", second.as_str()), ("chosen", gone.as_str())];
        let nothing = han.post("/receive", &chosen).await;
        assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
        nothing.has("error-summary");
        nothing.has(&format!("type=\"hidden\" name=\"chosen\" value=\"{first}\""));
        let form = [&chosen[..], &[("kind", "inquiry"), ("category", "교통")]].concat();
        let done = han.post("/receive", &form).await;
        assert_eq!(done.status, StatusCode::OK);
        done.has("<strong>2건</strong>");
        done.has("처리하지 못함");
        assert_eq!(office.stored(&first).await.stage.name(), StageName::Received);
        assert_eq!(office.stored(&second).await.category.as_deref(), Some("교통"));
    });
}

#[test]
fn sent_twice_a_selection_is_done_once_and_says_the_same() {
    with_office(|office| async move {
        let number = office.file().await.complaint.application_number;
        let mut han = Clerk::at(&office, "han").await;
        let form = [
            ("chosen", number.as_str()),
            ("kind", "inquiry"),
            ("once", "01890a5d-ac96-774b-bcce-b302099a8057"),
        ];
        for _ in 0..2 {
            han.post("/receive", &form).await.has("<strong>1건</strong>");
        }
        assert_eq!(office.stored(&number).await.version, 2);
    });
}

#[test]
fn the_call_centre_takes_in_what_came_by_telephone_and_nothing_else() {
    with_office(|office| async move {
        let web = office.file().await.complaint.application_number;
        let phone = office.file_as(Channel::Phone120, Visibility::Private).await.complaint.application_number;
        let mut da = Clerk::at(&office, "da").await;
        let page = da.get("/receive").await;
        page.has(phone.as_str());
        page.has_not(web.as_str());
        da.get("/receive/new").await.has_not("value=\"counter\"");
        let counter = da.post("/receive/new", &registration("counter")).await;
        assert_eq!(counter.status, StatusCode::UNPROCESSABLE_ENTITY);
    });
}

fn registration(channel: &str) -> [(&str, &str); 5] {
    [
        ("channel", channel),
        ("name", "최민원"),
        ("phone", "010-2222-3333"),
        ("title", "보도블록 파손"),
        ("body", "넘어질 뻔했습니다."),
    ]
}

#[test]
fn a_complaint_from_the_counter_gets_a_number_and_a_secret_to_hand_over() {
    with_office(|office| async move {
        let mut han = Clerk::at(&office, "han").await;
        let lacking =
            han.post("/receive/new", &[("channel", "post"), ("name", "최민원"), ("title", "제목만")]).await;
        assert_eq!(lacking.status, StatusCode::UNPROCESSABLE_ENTITY);
        lacking.has("value=\"최민원\"");
        let unreachable = [("channel", "post"), ("name", "최민원"), ("title", "가"), ("body", "나")];
        han.post("/receive/new", &unreachable).await.has("답변을 보낼 곳이 필요합니다");
        let done = han.post("/receive/new", &registration("counter")).await;
        assert_eq!(done.status, StatusCode::OK);
        done.has("F20260310000001");
        done.has("조회 비밀번호");
        han.get("/receive").await.has("보도블록 파손");
    });
}

#[test]
fn a_receiver_distributes_to_agency_or_department_and_the_agency_goes_on() {
    with_office(|office| async move {
        let number = office.received().await;
        let other = office.received().await;
        let mut han = Clerk::at(&office, "han").await;
        let (seoul, songpa, roads, works) =
            (SEOUL.to_string(), SONGPA.to_string(), ROADS.to_string(), WORKS.to_string());
        let page = han.get(&format!("/distribute?to={songpa}")).await;
        page.has(number.as_str());
        page.has(&works);
        let form = [
            ("chosen", number.as_str()),
            ("agency", songpa.as_str()),
            ("department", ""),
            ("memo", "살펴봐 주십시오"),
        ];
        han.post("/distribute", &form).await.has("'기관 분배' 상태입니다.");
        let form = [("chosen", other.as_str()), ("agency", seoul.as_str()), ("department", roads.as_str())];
        han.post("/distribute", &form).await.has("'부서 분배' 상태입니다.");
        let mut oh = Clerk::at(&office, "oh").await;
        let page = oh.get("/distribute").await;
        page.has(number.as_str());
        page.has_not(other.as_str());
        let none = oh.post("/distribute", &[("chosen", number.as_str()), ("memo", "남는 말")]).await;
        assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
        none.has("남는 말");
        oh.post("/distribute", &[("chosen", number.as_str()), ("department", works.as_str())])
            .await
            .has("'부서 분배' 상태입니다.");
        assert_eq!(office.stored(&number).await.holder().department, Some(WORKS));
    });
}

#[test]
fn what_was_said_on_a_sealed_file_is_not_read_in_a_list() {
    with_office(|office| async move {
        let filed = office.file_as(Channel::Post, Visibility::Sealed).await.complaint.application_number;
        let received = office.act(&world::officer(world::HAN), &filed, say::receive(Kind::Grievance)).await;
        let number = received.spoken_number().clone();
        office.act(&world::officer(world::HAN), &number, say::to_department(world::ROADS)).await;
        office.act(&world::officer(world::LEE), &number, say::request_reassignment()).await;
        let page = Clerk::at(&office, "jeong").await.get("/distribute?tab=returned").await;
        page.has("민원을 열어 확인");
        page.has_not("공원 안의 길입니다.");
    });
}

#[test]
fn what_a_department_sends_back_lies_in_the_agencys_inbox() {
    with_office(|office| async move {
        let number = office.at_department().await;
        office.act(&world::officer(world::LEE), &number, say::request_reassignment()).await;
        let mut jeong = Clerk::at(&office, "jeong").await;
        let page = jeong.get("/distribute?tab=returned").await;
        page.has(&format!("/complaints/{number}?from=distribute"));
        page.has("<span class=\"tab-count\">1</span>");
        for part in ["요청 부서", "안전총괄실 도로과", "소관 업무가 아님", "공원 안의 길입니다."]
        {
            page.has(part);
        }
        let mut oh = Clerk::at(&office, "oh").await;
        oh.get("/distribute?tab=returned").await.has_not(number.as_str());
    });
}

#[test]
fn a_call_is_registered_received_and_distributed_in_one_go_with_its_notes_for_the_office_alone() {
    with_office(|office| async move {
        let mut da = Clerk::at(&office, "da").await;
        da.get("/receive").await.has("120 전화 접수");
        let page = da.get("/receive/call?phone=010-7777-8888").await;
        page.has("이 번호로 들어온 민원이 없거나");
        let form = [
            ("name", "전화인"),
            ("phone", "010-7777-8888"),
            ("title", "새벽 공사 소음"),
            ("body", "새벽 네 시부터 소음이 납니다."),
            ("call_note", "몹시 지쳐 있었음"),
            ("kind", "grievance"),
            ("to_name", "송파구 안전건설국 건설과"),
        ];
        let wrong = da.post("/receive/call", &[&form[..6], &[("to_name", "없는 부서")]].concat()).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        wrong.has("몹시 지쳐 있었음");
        wrong.has("기관이나 부서를 찾을 수 없습니다");
        let done = da.post("/receive/call", &form).await;
        assert_eq!(done.status, StatusCode::OK, "{}", done.text);
        done.has("조회 비밀번호");
        done.has("20260310000001");
        done.has("부서 분배");
        let again = da.get("/receive/call?phone=010-7777-8888").await;
        again.has("새벽 공사 소음");
        let number = domain::complaint::Number::parse("20260310000001").unwrap();
        let file = office.stored(&number).await;
        assert_eq!((file.channel, file.holder().department), (Channel::Phone120, Some(WORKS)));
        let mut mun = Clerk::at(&office, "mun").await;
        mun.get("/complaints/20260310000001").await.has("몹시 지쳐 있었음");
        let history = office.store().read().await.unwrap().history(file.id).await.unwrap();
        let notes = history.iter().flat_map(|line| &line.notes);
        assert!(
            notes.filter(|note| !note.kind.is_for_the_petitioner()).any(|note| note.text.contains("지쳐"))
        );
    });
}

#[test]
fn a_call_may_be_answered_at_once_and_what_is_refused_leaves_the_rest_done() {
    with_office(|office| async move {
        let mut da = Clerk::at(&office, "da").await;
        let form = |result: &'static str| {
            [
                ("name", "전화인"),
                ("phone", "010-7777-8888"),
                ("title", "여권 문의"),
                ("body", "여권을 어디서 만듭니까?"),
                ("kind", "inquiry"),
                ("answer", "구청 민원실에서 만듭니다."),
                ("answer_result", result),
            ]
        };
        da.post("/receive/call", &form("explained")).await.has("처리완료");
        // 불수용 needs its remedy: registered and received all the same.
        let half = da.post("/receive/call", &form("refused")).await;
        half.has("처리하지 못함");
        half.has("구제");
        let number = domain::complaint::Number::parse("20260310000002").unwrap();
        assert_eq!(office.stored(&number).await.stage.name(), StageName::Received);
        let mut kim = Clerk::at(&office, "kim").await;
        assert_eq!(kim.get("/receive/call").await.status, StatusCode::NOT_FOUND);
    });
}

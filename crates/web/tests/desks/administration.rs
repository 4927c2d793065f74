//! 민원 운영: what an administrator keeps takes effect where officers and citizens meet it.

use axum::http::StatusCode;
use casework::Clock;
use testkit::office::TestOffice;
use testkit::world::seoul_time;

use crate::clerk::{Clerk, with_office};

/// The value of a hidden field of this name.
pub(crate) fn hidden<'a>(text: &'a str, name: &str) -> &'a str {
    let (_, rest) = text.split_once(&format!("name=\"{name}\" value=\"")).unwrap();
    rest.split('"').next().unwrap()
}

/// What follows a part of an address, up to the quotation mark.
pub(crate) fn after<'a>(text: &'a str, part: &str) -> &'a str {
    text.split_once(part).unwrap().1.split(['"', '/', '?', '#']).next().unwrap()
}

fn day_off() -> [(&'static str, &'static str); 3] {
    [("date", "2026-03-13"), ("name", "임시공휴일"), ("source", "국무회의 의결")]
}

async fn with_version(si: &mut Clerk, pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    let query = serde_html_form::to_string(pairs).unwrap();
    let page = si.get(&format!("/holidays/preview?{query}")).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    let version = hidden(&page.text, "version").to_owned();
    let own = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    own.chain([("version".to_owned(), version)]).collect()
}

async fn post(clerk: &mut Clerk, path: &str, pairs: &[(String, String)]) -> crate::clerk::Came {
    let pairs: Vec<(&str, &str)> =
        pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    clerk.post(path, &pairs).await
}

#[test]
fn a_day_off_is_seen_before_it_is_designated_and_can_be_withdrawn() {
    with_office(|office| async move {
        let number = office.accepted().await;
        let mut si = Clerk::at(&office, "si").await;
        si.get("/holidays?year=2026").await.has("대체공휴일");
        let query = serde_html_form::to_string(day_off()).unwrap();
        let seen = si.get(&format!("/holidays/preview?{query}")).await;
        seen.has("1건");
        seen.has(&number.to_string());
        seen.has("김도로");
        seen.has("2026. 3. 13.");
        seen.has_not("가로등이 나흘째");
        let pairs = with_version(&mut si, &day_off()).await;
        let done = post(&mut si, "/holidays", &pairs).await;
        assert_eq!(done.location, "/holidays?year=2026");
        assert!(!office.office.facts().calendar.is_working_day(jiff::civil::date(2026, 3, 13)));
        let year = si.get("/holidays?year=2026").await;
        year.has("국무회의 의결");
        year.has("시관리");
        let stale = post(&mut si, "/holidays", &pairs).await;
        assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY, "designated already");
        let back = with_version(&mut si, &[("withdraw", "2026-03-13")]).await;
        let other = [("date", "2026-03-20"), ("name", "다른 날"), ("source", "관보")];
        let other = with_version(&mut si, &other).await;
        assert_eq!(post(&mut si, "/holidays", &other).await.status, StatusCode::SEE_OTHER);
        let late = post(&mut si, "/holidays", &back).await;
        assert_eq!(late.status, StatusCode::CONFLICT, "somebody changed the calendar meanwhile");
        late.has("다시 계산한 결과");
        let back = with_version(&mut si, &[("withdraw", "2026-03-13")]).await;
        assert_eq!(post(&mut si, "/holidays", &back).await.status, StatusCode::SEE_OTHER);
        assert!(office.office.facts().calendar.is_working_day(jiff::civil::date(2026, 3, 13)));
        for wrong in
            ["date=x", "date=2026-03-13&name=", "withdraw=2026-03-17", "date=1700-01-01&name=a&source=b"]
        {
            let came = si.get(&format!("/holidays/preview?{wrong}")).await;
            assert_eq!(came.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        }
    });
}

#[test]
fn an_outage_is_on_every_page_until_it_ends() {
    with_office(|office| async move {
        let mut si = Clerk::at(&office, "si").await;
        let mut citizen = Clerk::stranger(&office);
        citizen.get("/citizen").await.has_not("시스템 장애 안내");
        let declare = [("from", "2026-03-10T09:00"), ("reason", "전산실 정전")];
        assert_eq!(si.post("/outages", &declare).await.location, "/outages");
        citizen.get("/citizen").await.has("시스템 장애 안내");
        citizen.get("/apply").await.has("120 전화 또는 방문");
        citizen.get("/lookup?lang=en").await.has("Service disruption");
        let mut kim = Clerk::at(&office, "kim").await;
        kim.get("/handle").await.has("전산실 정전");
        assert_eq!(
            si.post("/outages", &declare).await.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "one at a time"
        );
        let page = si.get("/outages").await;
        let id = after(&page.text, "action=\"/outages/").to_owned();
        // The office goes on, the sessions do not end.
        office.clock.move_to(seoul_time("2026-03-10 11:30"));
        let end = format!("/outages/{id}/end");
        si.get(&format!("{end}?until=2026-03-10T11:00")).await.has("장애 종료 확정");
        let early = si.get(&format!("{end}?until=2026-03-10T08:00")).await;
        assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
        let done = si.post(&end, &[("until", "2026-03-10T11:00:00+09:00")]).await;
        assert_eq!(done.location, "/outages", "{}", done.text);
        citizen.get("/citizen").await.has_not("시스템 장애 안내");
        let twice = si.post(&end, &[("until", "2026-03-10T11:00:00+09:00")]).await;
        assert_eq!(twice.status, StatusCode::CONFLICT);
        let future = [("from", "2026-03-11T09:00"), ("reason", "")];
        si.post("/outages", &future).await.has("error-summary");
        assert_eq!(si.get("/outages/nonsense/end").await.status, StatusCode::NOT_FOUND);
    });
}

async fn with_ended_outage(office: &TestOffice) -> String {
    let id = uuid::Uuid::from_u128(7);
    let mut tx = office.store().write().await.unwrap();
    tx.put_outage(&store::KeptOutage {
        id,
        from: seoul_time("2026-03-10 09:30"),
        until: Some(seoul_time("2026-03-10 11:00")),
        reason: "정전".into(),
        declared_by: None,
        declared_at: seoul_time("2026-03-10 09:31"),
    })
    .await
    .unwrap();
    tx.commit().await.unwrap();
    office.clock.move_to(seoul_time("2026-03-10 13:30"));
    id.to_string()
}

#[test]
fn a_receiver_enters_what_was_taken_on_paper() {
    with_office(|office| async move {
        let mut han = Clerk::at(&office, "han").await;
        han.get("/receive/paper").await.has("종료된 장애가 없습니다");
        let id = with_ended_outage(&office).await;
        let mut form = vec![
            ("outage", id.as_str()),
            ("channel", "counter"),
            ("filed_at", "2026-03-10T09:40"),
            ("received_at", "2026-03-10T09:50"),
            ("kind", "grievance"),
            ("name", "방문자"),
            ("phone", "010-0000-0000"),
            ("title", "보도블록이 깨졌습니다"),
            ("body", "고쳐 주십시오."),
        ];
        let done = han.post("/receive/paper", &form).await;
        done.has("신청인에게 알려 줄 번호");
        let number = after(&done.text, "href=\"/complaints/");
        han.get(&format!("/complaints/{number}?from=receive")).await.has("나중에 등록했습니다");
        form[3] = ("received_at", "2026-03-10T12:50");
        let outside = han.post("/receive/paper", &form).await;
        assert_eq!(outside.status, StatusCode::UNPROCESSABLE_ENTITY);
        outside.has("장애 기간 밖입니다");
        outside.has("보도블록이 깨졌습니다");
        let csv = "신청한 때,접수한 때,접수경로,민원종류,신청인,전화번호,제목,내용\n\
                   2026-03-10 09:41,2026-03-10 09:42,방문,고충민원,홍길동,010-1,가로등,고쳐 주십시오.\n\
                   2026-03-10 08:41,2026-03-10 09:42,방문,고충민원,홍길동,010-1,가로등,고쳐 주십시오.\n";
        for _ in 0..2 {
            let entered = han.post("/receive/paper/enter", &[("outage", &id), ("csv", csv)]).await;
            assert_eq!(entered.status, StatusCode::OK);
            entered.has("20260310000002");
            entered.has_not("20260310000003");
            entered.has("장애 기간 밖");
        }
        let mut kim = Clerk::at(&office, "kim").await;
        assert_eq!(kim.post("/receive/paper", &form).await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn codes_are_choices_where_complaints_are_received_and_reclassified() {
    with_office(|office| async move {
        let mut si = Clerk::at(&office, "si").await;
        let category = [("name", "가로등"), ("from", "2026-01-01")];
        assert_eq!(si.post("/codes/categories", &category).await.location, "/codes");
        let task = [
            ("name", "약국 개설등록"),
            ("period", "3d"),
            ("basis", "약사법 제20조"),
            ("category", "보건"),
            ("from", "2026-01-01"),
        ];
        assert_eq!(si.post("/codes/tasks", &task).await.location, "/codes?tab=tasks");
        let nonsense = [("name", "x"), ("period", "3일"), ("basis", "y"), ("from", "2026-01-01")];
        let came = si.post("/codes/tasks", &nonsense).await;
        assert_eq!(came.status, StatusCode::UNPROCESSABLE_ENTITY);
        came.has("3일");
        let reversed = [("name", "x"), ("from", "2026-02-01"), ("until", "2026-01-01")];
        assert_eq!(si.post("/codes/categories", &reversed).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let number = office.file().await.complaint.application_number;
        let mut han = Clerk::at(&office, "han").await;
        let page = han.get(&format!("/complaints/{number}?from=receive")).await;
        page.has("약국 개설등록 · 3일 (약사법 제20조)");
        page.has("<option value=\"가로등\">");
        let task = page.text.split("약국 개설등록 ·").next().unwrap();
        let task = task.rsplit_once("value=\"").unwrap().1.split('"').next().unwrap().to_owned();
        let both = [("version", "1"), ("task", task.as_str()), ("kind", "statutory"), ("period", "7d")];
        let clash = han.post(&format!("/complaints/{number}/acts/receive"), &both).await;
        assert_eq!(clash.status, StatusCode::UNPROCESSABLE_ENTITY);
        clash.has("처리기간은 3일입니다");
        let chosen = [("version", "1"), ("task", task.as_str()), ("kind", "statutory")];
        let done = han.post(&format!("/complaints/{number}/acts/receive"), &chosen).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        let c = office.stored(&number).await;
        assert_eq!(c.kind, Some(domain::complaint::Kind::Statutory));
        assert_eq!(c.category.as_deref(), Some("보건"));
        assert_eq!(c.clock.unwrap().period, domain::period::Period::Days(3));
        let other = office.file().await.complaint.application_number.to_string();
        let bulk = [("chosen", other.as_str()), ("task", task.as_str())];
        han.post("/receive", &bulk).await.has("1건");
        let edit = after(&si.get("/codes").await.text, "href=\"/codes/categories/").to_owned();
        let path = format!("/codes/categories/{edit}");
        let ended = [("name", "가로등"), ("from", "2026-01-01"), ("until", "2026-03-09")];
        assert_eq!(si.post(&path, &ended).await.location, "/codes");
        let last = office.file().await.complaint.application_number;
        han.get(&format!("/complaints/{last}?from=receive")).await.has_not("<option value=\"가로등\">");
        assert_eq!(si.get("/codes/categories/nonsense").await.status, StatusCode::NOT_FOUND);
    });
}

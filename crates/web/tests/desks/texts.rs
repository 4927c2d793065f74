//! 민원 운영: templates, notice texts, dispatches, the access log and the organisation.

use axum::http::StatusCode;
use testkit::world::{HAN, ROADS, SEOUL, officer};

use crate::administration::{after, hidden};
use crate::clerk::{Clerk, with_office};

#[test]
fn a_template_is_tried_kept_and_used_by_the_handler_it_fits() {
    with_office(|office| async move {
        let number = office.accepted().await.to_string();
        let mut si = Clerk::at(&office, "si").await;
        let wrong = [("version", "1"), ("name", "일반"), ("body", "{담당}입니다.")];
        let refused = si.post("/templates", &wrong).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        refused.has("{담당}");
        let tried =
            [("version", "1"), ("name", "일반"), ("body", "{접수번호} {담당자} {제목}"), ("number", &number)];
        let seen = si.post("/templates/preview", &tried).await;
        seen.has(&format!("{number} 김도로 (민원 제목)"));
        seen.has_not("가로등이 나흘째");
        let general = [("version", "1"), ("name", "일반"), ("body", "{접수번호}: {담당자}가 답합니다.")];
        assert_eq!(si.post("/templates", &general).await.location, "/templates");
        let mut jeong = Clerk::at(&office, "jeong").await;
        let (seoul, roads) = (SEOUL.to_string(), ROADS.to_string());
        let own = [
            ("version", "1"),
            ("name", "도로과 안내"),
            ("body", "{처리부서}입니다."),
            ("agency", seoul.as_str()),
            ("department", roads.as_str()),
        ];
        assert_eq!(jeong.post("/templates", &own).await.location, "/templates");
        let everywhere = jeong.post("/templates", &general).await;
        assert_eq!(everywhere.status, StatusCode::UNPROCESSABLE_ENTITY, "not for all agencies");
        let mut kim = Clerk::at(&office, "kim").await;
        let page = kim.get(&format!("/complaints/{number}?from=handle")).await;
        page.has("도로과 안내");
        let part = page.text.split(">일반<").next().unwrap().rsplit_once("value=\"").unwrap().1;
        let part = part.split('"').next().unwrap().to_owned();
        let put = [("panel", "answer"), ("part", part.as_str()), ("body", "")];
        kim.post(&format!("/complaints/{number}/prepare"), &put)
            .await
            .has(&format!("{number}: 김도로가 답합니다."));
        let list = jeong.get("/templates").await;
        list.has_not(">일반<");
        let id = after(&list.text, "href=\"/templates/").to_owned();
        let id = if id == "new" {
            after(list.text.split_once("/templates/new").unwrap().1, "href=\"/templates/").to_owned()
        } else {
            id
        };
        let path = format!("/templates/{id}");
        let change =
            [("version", "1"), ("name", "도로과 안내"), ("body", "고친 글"), ("agency", seoul.as_str())];
        assert_eq!(jeong.post(&path, &change).await.location, "/templates");
        let late = si.post(&path, &change).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        late.has("고친 글");
        let mut oh = Clerk::at(&office, "oh").await;
        assert_eq!(oh.get(&path).await.status, StatusCode::NOT_FOUND, "another agency's");
        assert_eq!(oh.post(&format!("{path}/end"), &[]).await.status, StatusCode::NOT_FOUND);
        assert_eq!(jeong.get(&path).await.status, StatusCode::OK, "it is there still");
        assert_eq!(jeong.post(&format!("{path}/end"), &[]).await.location, "/templates");
        assert_eq!(jeong.get(&path).await.status, StatusCode::NOT_FOUND);
        assert_eq!(kim.get("/templates").await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn a_notice_text_is_tried_on_a_real_case_kept_and_reset() {
    with_office(|office| async move {
        let number = office.received().await.to_string();
        let mut si = Clerk::at(&office, "si").await;
        si.get("/notice-texts").await.has("접수 안내");
        let path = "/notice-texts/received/citizen/mail";
        let page = si.get(path).await;
        page.has("{처리기한}");
        let was = hidden(&page.text, "was").to_owned();
        let text = "{신청인} 님, 민원 {번호}의 기한은 {처리기한}입니다. {제목}";
        let tried =
            [("was", was.as_str()), ("subject", "접수 {번호}"), ("body", text), ("number", number.as_str())];
        let seen = si.post(&format!("{path}/preview"), &tried).await;
        assert_eq!(seen.status, StatusCode::OK);
        seen.has(&format!("박○민 님, 민원 {number}의 기한은 2026."));
        seen.has("(민원 제목)");
        seen.has_not("가로등이 나흘째");
        let missing = [("was", was.as_str()), ("subject", "접수"), ("body", "접수했습니다.")];
        let refused = si.post(path, &missing).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        refused.has("{번호}");
        assert_eq!(si.post(path, &tried[..3]).await.location, path);
        let stale = si.post(path, &tried[..3]).await;
        assert_eq!(stale.status, StatusCode::CONFLICT, "the text has changed since");
        let after = office.received().await;
        let id = office.stored(&after).await.id;
        let letters = office.store().read().await.unwrap().notices_of(id, None, 9).await.unwrap();
        assert!(letters.iter().any(|l| l.notice.subject == format!("접수 {after}")));
        assert_eq!(si.post(&format!("{path}/reset"), &[]).await.location, path);
        si.get(path).await.has("기본 문구로 보냅니다");
        for nowhere in ["received/staff/mail", "none/citizen/mail", "received/citizen/pigeon"] {
            assert_eq!(
                si.get(&format!("/notice-texts/{nowhere}")).await.status,
                StatusCode::NOT_FOUND,
                "{nowhere}"
            );
        }
        let sealed =
            office.file_as(domain::complaint::Channel::Web, domain::complaint::Visibility::Sealed).await;
        let sealed = sealed.complaint.application_number.to_string();
        let none = [("subject", "{번호}"), ("body", text), ("number", sealed.as_str())];
        let none = si.post(&format!("{path}/preview"), &none).await;
        none.has("찾을 수 없습니다");
    });
}

#[test]
fn dispatches_show_what_failed_and_send_it_again() {
    with_office(|office| async move {
        office
            .act(
                &officer(HAN),
                &office.file().await.complaint.application_number,
                testkit::say::receive(domain::complaint::Kind::Grievance),
            )
            .await;
        let mut tx = office.store().write().await.unwrap();
        let claimed = tx
            .claim_notices(office.office.now(), office.office.now() + jiff::SignedDuration::from_mins(1), 50)
            .await
            .unwrap();
        for notice in &claimed {
            tx.settle_notice(notice, store::Settled::Failed).await.unwrap();
        }
        tx.commit().await.unwrap();
        let mut si = Clerk::at(&office, "si").await;
        let page = si.get("/notices?state=failed").await;
        page.has("접수 안내");
        page.has_not("가로등이 나흘째");
        page.has_not("박시민");
        let chosen = claimed[0].id.to_string();
        let done = si.post("/notices/again?state=failed", &[("chosen", &chosen)]).await;
        assert_eq!(done.location, "/notices?state=failed");
        let letters = office.store().read().await.unwrap().newest_notices(99).await.unwrap();
        let pending = letters.iter().filter(|with| with.notice.state == store::NoticeState::Pending);
        assert_eq!(pending.count(), 1);
        let none = si.post("/notices/again", &[]).await;
        assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
        for query in ["from=x", "from=2025-01-01&to=2026-03-10"] {
            assert_eq!(
                si.get(&format!("/notices?{query}")).await.status,
                StatusCode::UNPROCESSABLE_ENTITY,
                "{query}"
            );
        }
        for query in ["state=none", "channel=pigeon", "cursor=x"] {
            assert_eq!(si.get(&format!("/notices?{query}")).await.status, StatusCode::BAD_REQUEST, "{query}");
        }
    });
}

#[test]
fn the_access_log_is_searched_verified_taken_away_and_reviewed() {
    with_office(|office| async move {
        let mut si = Clerk::at(&office, "si").await;
        let mut min = Clerk::at(&office, "min").await;
        let page = min.get("/access-log?account=si&action=log-in").await;
        page.has("로그인");
        page.has(">si<");
        page.has_not(">min<");
        min.post("/access-log/verify", &[]).await.has("기록이 온전합니다");
        assert_eq!(si.post("/access-log/export", &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        si.get("/access-log?action=verify-access").await.has("무결성 확인");
        si.get("/access-log/months").await.has("미점검");
        let month = "/access-log/months/2026-02";
        assert_eq!(si.post(month, &[("remarks", "")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(si.post(month, &[("remarks", "확인함")]).await.location, month);
        si.get(month).await.has("이미 점검하셨습니다");
        for nowhere in ["2026-03", "2026-13", "nonsense", "1999-01"] {
            let came = si.get(&format!("/access-log/months/{nowhere}")).await;
            assert_eq!(came.status, StatusCode::NOT_FOUND, "{nowhere}");
        }
        for query in ["action=fly", "outcome=none", "cursor=x"] {
            assert_eq!(
                si.get(&format!("/access-log?{query}")).await.status,
                StatusCode::BAD_REQUEST,
                "{query}"
            );
        }
    });
}

#[test]
fn a_department_renamed_is_renamed_everywhere_at_once() {
    with_office(|office| async move {
        let number = office.at_department().await;
        let mut si = Clerk::at(&office, "si").await;
        let tree = si.get(&format!("/organisation?agency={SEOUL}")).await;
        tree.has("도로과");
        tree.has("이분배");
        let path = format!("/organisation/departments/{ROADS}");
        let was = hidden(&si.get(&path).await.text, "was").to_owned();
        let change = [
            ("was", was.as_str()),
            ("department_name", "도로관리과"),
            ("bureau", "안전총괄실"),
            ("duties", "가로등, 보도블록\n가로등"),
        ];
        assert_eq!(si.post(&path, &change).await.location, format!("/organisation?agency={SEOUL}"));
        let d = office.office.facts().chart.department(ROADS).unwrap().clone();
        assert_eq!(
            (d.name.as_str(), d.duties.as_slice()),
            ("도로관리과", ["가로등".to_owned(), "보도블록".into()].as_slice())
        );
        let mut lee = Clerk::at(&office, "lee").await;
        lee.get(&format!("/complaints/{number}?from=assign")).await.has("도로관리과");
        let stale = si.post(&path, &change).await;
        assert_eq!(stale.status, StatusCode::CONFLICT);
        let blank = si.post(&path, &[("department_name", "")]).await;
        assert_eq!(blank.status, StatusCode::UNPROCESSABLE_ENTITY);
        let agency = [("agency_name", "강동구"), ("agency_code", "gangdong"), ("agency_kind", "district")];
        let added = si.post("/organisation/agencies", &agency).await;
        assert!(added.location.starts_with("/organisation?agency="), "{}", added.text);
        assert_eq!(
            si.post("/organisation/agencies", &agency).await.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "twice"
        );
        let new = [("department_name", "가로수팀"), ("department_code", "trees"), ("bureau", "푸른도시국")];
        let here = format!("/organisation/agencies/{SEOUL}/departments");
        assert_eq!(si.post(&here, &new).await.status, StatusCode::SEE_OTHER);
        assert_eq!(si.post(&here, &new).await.status, StatusCode::UNPROCESSABLE_ENTITY, "twice");
        let rename = si.post(&format!("/organisation/agencies/{SEOUL}"), &[("name", "서울시")]).await;
        assert_eq!(rename.status, StatusCode::SEE_OTHER);
        for nowhere in
            ["/organisation/departments/x", "/organisation/departments/00000000-0000-0000-0000-000000000000"]
        {
            assert_eq!(si.get(nowhere).await.status, StatusCode::NOT_FOUND, "{nowhere}");
        }
    });
}

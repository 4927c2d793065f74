//! Lists and statistics as Excel files, opened by somebody else's reader.

use axum::http::StatusCode;
use calamine::{Data, Reader, Xlsx};
use casework::Clock;
use domain::complaint::{AnswerResult, Command};
use domain::text::{Body, Title};
use store::{Chain, OpeningsOf};
use testkit::office::submission;
use testkit::say;
use testkit::world::{self, KIM, LEE, PARKS, SEO, seoul_time};

use crate::clerk::{Came, Clerk, with_office};

/// Every text of the sheet; there is no formula in it.
fn cells(came: &Came) -> Vec<Vec<String>> {
    assert_eq!(came.status, StatusCode::OK, "{}", came.text);
    let mut book: Xlsx<_> =
        calamine::open_workbook_from_rs(std::io::Cursor::new(came.bytes.clone())).unwrap();
    let name = book.sheet_names()[0].clone();
    assert!(book.worksheet_formula(&name).unwrap().is_empty(), "a formula");
    let range = book.worksheet_range(&name).unwrap();
    let text = |cell: &Data| match cell {
        Data::Empty => String::new(),
        other => other.to_string(),
    };
    range.rows().map(|row| row.iter().map(text).collect()).collect()
}

#[track_caller]
fn has(came: &Came, wanted: &str) {
    let cells = cells(came);
    assert!(cells.iter().flatten().any(|cell| cell.contains(wanted)), "no {wanted} in {cells:?}");
}

#[track_caller]
fn has_not(came: &Came, unwanted: &str) {
    let cells = cells(came);
    assert!(!cells.iter().flatten().any(|cell| cell.contains(unwanted)), "{unwanted} in {cells:?}");
}

#[test]
fn every_desk_gives_its_list_away_masked() {
    with_office(|office| async move {
        let number = office.accepted().await;
        let waiting = office.at_department().await;
        let filed = office.file().await.complaint.application_number;
        office.received().await;
        let kim = world::officer(KIM);
        office.act(&kim, &number, say::cooperate(PARKS, seoul_time("2026-03-12 18:00"))).await;
        for (login, path, wanted) in [
            ("han", "/receive", filed.as_str()),
            ("han", "/distribute", "민원 제목"),
            ("lee", "/assign", waiting.as_str()),
            ("lee", "/assign?tab=given", number.as_str()),
            ("kim", "/handle?tab=accepted", number.as_str()),
            ("cho", "/cooperate", number.as_str()),
            ("lee", "/complaints", number.as_str()),
            ("han", "/complaints?stage=filed", filed.as_str()),
            ("han", "/complaints?petitioner=%EB%B0%95%EC%8B%9C%EB%AF%BC", number.as_str()),
        ] {
            let mut clerk = Clerk::at(&office, login).await;
            clerk.get(path).await.has("엑셀 내려받기");
            let sign = if path.contains('?') { '&' } else { '?' };
            let file = clerk.get(&format!("{path}{sign}as=xlsx")).await;
            if wanted != "민원 제목" {
                has(&file, wanted);
            }
            has(&file, "박○민");
            has_not(&file, "박시민");
        }
        office.act(&world::officer(world::CHO), &number, say::opine(PARKS)).await;
        office.act(&kim, &number, say::send(AnswerResult::Granted, &[SEO])).await;
        office.act(&world::officer(SEO), &number, Command::ApprovalStarted).await;
        has(&Clerk::at(&office, "seo").await.get("/approve?as=xlsx").await, number.as_str());
        let mut kim = Clerk::at(&office, "kim").await;
        assert_eq!(kim.get("/assign?as=xlsx").await.status, StatusCode::NOT_FOUND);
        assert_eq!(kim.get("/handle?sealed=on&as=xlsx").await.status, StatusCode::NOT_FOUND);
        assert_eq!(kim.get("/handle?as=pdf").await.status, StatusCode::BAD_REQUEST);
    });
}

#[test]
fn petitioners_leave_only_for_a_purpose_that_is_kept() {
    with_office(|office| async move {
        let number = office.accepted().await;
        let mut lee = Clerk::at(&office, "lee").await;
        let refused = lee.post("/complaints/export?stage=accepted", &[("purpose", "  ")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        refused.has("내려받는 목적");
        refused.has(number.as_str());
        let before =
            office.store().read().await.unwrap().openings(OpeningsOf::Officer(LEE), None, 10).await.unwrap();
        assert!(before.is_empty(), "what was refused is no opening");
        let purpose = "현장 점검 일정을 전화로 알리기 위함";
        let file = lee.post("/complaints/export?stage=accepted", &[("purpose", purpose)]).await;
        for wanted in [number.as_str(), "박시민", "010-1234-5678", purpose] {
            has(&file, wanted);
        }
        let mut tx = office.store().read().await.unwrap();
        let kept = tx.openings(OpeningsOf::Officer(LEE), None, 10).await.unwrap();
        assert_eq!((kept.len(), kept[0].purpose.as_str()), (1, purpose));
        assert!(kept[0].what.contains("1건") && kept[0].what.contains("처리자 접수"), "{}", kept[0].what);
        let log = tx.accesses(Some("lee"), None, 10).await.unwrap();
        let line = log.iter().find(|line| line.access.action == "export").unwrap();
        assert_eq!(line.access.outcome, "1 rows with petitioners");
        assert!(matches!(tx.verify_accesses().await.unwrap(), Chain::Whole { .. }));
        drop(tx);
        let wrong = lee.post("/complaints/export?from=2020-01-01", &[("purpose", purpose)]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        wrong.has(purpose);
        let mut mun = Clerk::at(&office, "mun").await;
        let none = mun.post("/complaints/export", &[("purpose", purpose)]).await;
        has_not(&none, "박시민");
    });
}

#[test]
fn what_a_petitioner_wrote_is_no_formula() {
    with_office(|office| async move {
        let submission = casework::Submission {
            title: Title::new("=HYPERLINK(\"http://evil.example\",\"열기\")").unwrap(),
            body: Body::new("+1+1").unwrap(),
            ..submission()
        };
        let by = casework::intake::HandedInBy::Citizen;
        casework::intake::file(&office.office, by, submission, None).await.unwrap();
        let mut han = Clerk::at(&office, "han").await;
        has(&han.get("/receive?as=xlsx").await, "=HYPERLINK(");
        has(&han.get("/complaints?as=xlsx").await, "=HYPERLINK(");
    });
}

#[test]
fn delays_reminders_and_statistics_leave_as_they_are_shown() {
    with_office(|office| async move {
        let number = office.accepted().await;
        office.clock.move_to(seoul_time("2026-03-23 10:00"));
        let mut min = Clerk::at(&office, "min").await;
        min.post("/delays", &[("chosen", number.as_str())]).await.has("<strong>1건</strong>");
        let file = min.get("/delays?as=xlsx").await;
        for wanted in [number.as_str(), "안전총괄실 도로과", "17", "처리자 접수"] {
            has(&file, wanted);
        }
        has(&min.get("/reminders?as=xlsx").await, "민심사 주무관");
        for by in ["agency", "bureau", "department", "kind", "channel", "day", "week", "month"] {
            let file = min.get(&format!("/statistics?by={by}&as=xlsx")).await;
            for wanted in ["준수율", "단축률", "전체"] {
                has(&file, wanted);
            }
        }
        assert!(min.get("/statistics?as=xlsx&from=2020-01-01").await.status.is_client_error());
    });
}

//! 계정 변경 알림 on the pages: its owner sees it, the administrator whether it left, and nobody else.

use axum::http::StatusCode;
use domain::account::AccountChange;
use jiff::SignedDuration;
use store::{About, Settled};
use testkit::world::KIM;

use crate::clerk::{Clerk, PASSWORD, with_office};

const NEW: &str = "가을하늘-2026-맑음";

#[test]
fn its_owner_and_the_administrator_see_it_and_no_manager_does() {
    with_office(|office| async move {
        let mut kim = Clerk::at(&office, "kim").await;
        kim.get("/me").await.has("알린 변경이 없습니다");
        let wrong = [("current", "틀린-비밀번호"), ("password", NEW), ("again", NEW)];
        assert_eq!(kim.post("/me/password", &wrong).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        kim.get("/me").await.has("알린 변경이 없습니다");
        let right = [("current", PASSWORD), ("password", NEW), ("again", NEW)];
        assert_eq!(kim.post("/me/password", &right).await.location, "/");
        let page = kim.get("/me").await;
        page.has("계정 변경 알림");
        page.has("비밀번호 변경</th>");
        page.has("발송 대기");

        let record = format!("/users/{KIM}");
        let mut si = Clerk::at(&office, "si").await;
        let page = si.get(&record).await;
        page.has("본인에게 알린 결과");
        page.has("비밀번호 변경</th>");
        si.get("/notices").await.has_not("비밀번호 변경");
        let mut lee = Clerk::at(&office, "lee").await;
        let page = lee.get(&record).await;
        page.has("사용자정보 수정");
        page.has_not("계정 변경 알림");
        assert_eq!(Clerk::at(&office, "choi").await.get(&record).await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn what_did_not_leave_is_sent_again_by_the_administrator_alone() {
    with_office(|office| async move {
        let mut kim = Clerk::at(&office, "kim").await;
        let right = [("current", PASSWORD), ("password", NEW), ("again", NEW)];
        kim.post("/me/password", &right).await;
        let (record, again) = (format!("/users/{KIM}"), format!("/users/{KIM}/notices/again"));
        let mut si = Clerk::at(&office, "si").await;
        si.get(&record).await.has_not("다시 보내기");
        assert_eq!(si.post(&again, &[]).await.status, StatusCode::CONFLICT, "it is on its way");
        let mut tx = office.store().write().await.unwrap();
        let now = office.office.now();
        let claimed = tx.claim_notices(now, now + SignedDuration::from_mins(1), 8).await.unwrap();
        tx.settle_notice(&claimed[0], Settled::Failed).await.unwrap();
        tx.commit().await.unwrap();

        si.get(&record).await.has("발송 실패");
        let refused = Clerk::at(&office, "lee").await.post(&again, &[]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        refused.has("시스템 관리자만");
        assert_eq!(Clerk::at(&office, "choi").await.post(&again, &[]).await.status, StatusCode::NOT_FOUND);
        si.get(&record).await.has("다시 보내기");
        assert_eq!(si.post(&again, &[]).await.location, record);
        si.get(&record).await.has("발송 대기");
        let mut tx = office.store().read().await.unwrap();
        let line = tx.accesses(Some("si"), None, 1).await.unwrap().remove(0).access;
        assert_eq!((line.action.as_str(), line.subject.as_deref()), ("retry-notice", Some("kim")));
    });
}

#[test]
fn another_mail_address_is_told_to_the_one_before_and_stands_in_the_access_log() {
    with_office(|office| async move {
        let before = office.store().read().await.unwrap().officer(KIM).await.unwrap().unwrap().email;
        let mut kim = Clerk::at(&office, "kim").await;
        let contact = [("email", "elsewhere@seoul.example"), ("phone", "02-0000-1234")];
        assert_eq!(kim.post("/me/contact", &contact).await.location, "/me");
        kim.get("/me").await.has("이메일 주소 변경</th>");
        let mut tx = office.store().read().await.unwrap();
        let letter = tx.account_notices_of(KIM, 9).await.unwrap().remove(0).notice;
        let kept = About::Account { change: AccountChange::MailChanged, address: Some(before) };
        assert!(letter.about == kept);
        let lines = tx.accesses(Some("kim"), None, 9).await.unwrap();
        assert!(lines.iter().any(|line| line.access.action == "mail-changed" && line.access.ip.is_some()));
        drop(tx);
        let mut min = Clerk::at(&office, "min").await;
        min.get("/access-log?action=mail-changed").await.has("이메일 주소 변경");
    });
}

//! The case page while one writes: who else is at it, a draft in two windows, phrases; and the main page.

use axum::http::StatusCode;
use testkit::office::TestOffice;

use crate::clerk::{Clerk, with_office};

async fn accepted(office: &TestOffice) -> String {
    office.accepted().await.to_string()
}

#[test]
fn others_see_that_somebody_writes_and_strangers_find_nothing() {
    with_office(|office| async move {
        let number = accepted(&office).await;
        let beat = format!("/complaints/{number}/presence");
        let (mut kim, mut lee) = (Clerk::at(&office, "kim").await, Clerk::at(&office, "lee").await);
        let told = kim.post(&beat, &[("doing", "writing")]).await;
        assert_eq!(told.status, StatusCode::OK);
        told.has("\"told\":\"\"");
        lee.post(&beat, &[("doing", "reading")]).await.has("다른 사람이 작성 중입니다: 김도로");
        lee.get(&format!("/complaints/{number}")).await.has("다른 사람이 작성 중입니다: 김도로");
        kim.post(&beat, &[("doing", "leaving")]).await;
        lee.get(&format!("/complaints/{number}")).await.has_not("작성 중입니다: ");
        let mut song = Clerk::at(&office, "song").await;
        assert_eq!(song.post(&beat, &[("doing", "writing")]).await.status, StatusCode::NOT_FOUND);
        assert_eq!(kim.post("/complaints/x/presence", &[]).await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn a_draft_of_another_window_is_shown_and_neither_text_is_lost() {
    with_office(|office| async move {
        let number = accepted(&office).await;
        let (save, button) =
            (format!("/complaints/{number}/draft"), format!("/complaints/{number}/acts/draft"));
        let mut kim = Clerk::at(&office, "kim").await;
        let first = kim.post(&save, &[("body", "첫 창의 글"), ("draft_from", "")]).await;
        assert_eq!(first.status, StatusCode::OK, "{}", first.text);
        first.has("\"saved\":\"09:30\"");
        let clash = kim.post(&save, &[("body", "둘째 창의 글"), ("draft_from", "")]).await;
        assert_eq!(clash.status, StatusCode::CONFLICT);
        clash.has("첫 창의 글");
        let page =
            kim.post(&button, &[("panel", "answer"), ("body", "둘째 창의 글"), ("remedy", "구제")]).await;
        assert_eq!(page.status, StatusCode::CONFLICT);
        for part in ["첫 창의 글", "둘째 창의 글", "그동안 저장된 답변", "구제"] {
            page.has(part);
        }
        let from = page.text.split("name=\"draft_from\" value=\"").nth(1).unwrap().split('"').next().unwrap();
        let again =
            kim.post(&button, &[("panel", "answer"), ("body", "합친 글"), ("draft_from", from)]).await;
        assert_eq!(again.status, StatusCode::OK, "{}", again.text);
        again.has("저장됨 09:30");
        kim.get(&format!("/complaints/{number}")).await.has("합친 글");
        let mut lee = Clerk::at(&office, "lee").await;
        let others = lee.post(&save, &[("body", "남의 글"), ("draft_from", from)]).await;
        assert!(others.status.is_client_error(), "{}", others.status);
        let long = "가".repeat(20_001);
        assert_eq!(kim.post(&save, &[("body", &long)]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(kim.post(&save, &[("body", "a\u{0}b")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    });
}

#[test]
fn a_phrase_is_put_into_a_text_without_script() {
    with_office(|office| async move {
        let number = accepted(&office).await;
        let mut kim = Clerk::at(&office, "kim").await;
        kim.get(&format!("/complaints/{number}")).await.has_not("data-phrases");
        let kept =
            kim.post("/me/phrases", &[("title", "현장 확인"), ("text", "현장을 확인하겠습니다.")]).await;
        assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.text);
        let page = kim.get(&format!("/complaints/{number}")).await;
        let id = page.text.split("data-phrase=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let form = [
            ("panel", "interim-answer"),
            ("text", "안녕하십니까?"),
            ("phrase", id.as_str()),
            ("phrase_into", "text"),
            ("put", "phrase"),
        ];
        let put = kim.post(&format!("/complaints/{number}/prepare"), &form).await;
        assert_eq!(put.status, StatusCode::OK);
        put.has("안녕하십니까?\n현장을 확인하겠습니다.");
        // The act itself knows nothing of phrases and is not disturbed by them.
        let sent = kim.post(&format!("/complaints/{number}/acts/interim-answer"), &form[..4]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
    });
}

#[test]
fn phrases_of_the_department_are_kept_by_its_manager_and_used_by_all() {
    with_office(|office| async move {
        let (mut lee, mut kim, mut song) = (
            Clerk::at(&office, "lee").await,
            Clerk::at(&office, "kim").await,
            Clerk::at(&office, "song").await,
        );
        let shared = [("title", "부서 인사"), ("text", "도로과입니다."), ("of", "department")];
        assert_eq!(kim.post("/me/phrases", &shared).await.status, StatusCode::NOT_FOUND);
        assert_eq!(lee.post("/me/phrases", &shared).await.status, StatusCode::SEE_OTHER);
        kim.get("/me/phrases").await.has("부서 인사");
        song.get("/me/phrases").await.has_not("부서 인사");
        let page = lee.get("/me/phrases").await;
        let id =
            page.text.split("name=\"id\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        assert_eq!(
            kim.post("/me/phrases", &[("id", &id), ("delete", "1")]).await.status,
            StatusCode::NOT_FOUND
        );
        let wrong = lee.post("/me/phrases", &[("id", &id), ("title", ""), ("text", "남아 있는 글")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        wrong.has("남아 있는 글");
        assert_eq!(
            lee.post("/me/phrases", &[("id", &id), ("delete", "1")]).await.status,
            StatusCode::SEE_OTHER
        );
        kim.get("/me/phrases").await.has_not("부서 인사");
    });
}

#[test]
fn the_main_page_is_the_guides_fifth_page() {
    with_office(|office| async move {
        office.at_department().await;
        let mut lee = Clerk::at(&office, "lee").await;
        let main = lee.get("/").await;
        for part in [
            "① 사용자정보",
            "담당업무 수정",
            "민원접수알림 설정",
            "대직자정보 수정",
            "② 메뉴",
            "③ 진행상태별 처리현황",
            "결재수신",
            "결재상신",
            "&#39;결재수신&#39;은 결재시스템으로 전송한 단계, &#39;결재상신&#39;은 결재 진행 중인 단계",
            "④ 나의 민원",
            "⑤ 지침서 및 모바일현장민원시스템 신청",
            "data-live=\"counts\"",
            "data-live=\"list\"",
        ] {
            let found = main.text.contains(part) || main.text.contains(&part.replace("&#39;", "'"));
            assert!(found, "{part}");
        }
        for href in [
            "/me#duty-section",
            "/me#alerts-section",
            "/me#stand-in-section",
            "/guide",
            "/field-applications",
        ] {
            main.has(&format!("href=\"{href}\""));
        }
    });
}

#[test]
fn the_guides_own_titles_stand_on_the_screen() {
    with_office(|office| async move {
        let mut lee = Clerk::at(&office, "lee").await;
        let guide = lee.get("/guide").await;
        guide.has("서울시 민원통합관리시스템");
        for title in [
            "민원분배",
            "민원회수 및 처리자 재분배",
            "민원조회",
            "사용자 및 권한 관리",
            "지연민원 관리",
            "국민신문고 만족도 조사",
        ] {
            guide.has(title);
        }
    });
}

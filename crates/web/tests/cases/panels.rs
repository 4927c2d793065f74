//! Which acts are offered to whom, in the guide's own words.

use domain::complaint::Command;
use testkit::office::TestOffice;
use testkit::say;
use testkit::world::{self, CHO, HAN, JEONG, KIM, LEE, MIN, PARK, PARKS};

use crate::desk::{desk, office};

#[test]
fn the_manager_finds_the_guides_panels_under_their_numbers() {
    office(async |t: TestOffice| {
        let number = t.at_department().await;
        let page = desk(&t, LEE).await.case(&number, "assign").await;
        for label in [
            "1 재지정 요청",
            "2 처리부서 등록",
            "2-1 협조부서 등록",
            "3 민원종류·처리기한 변경",
            "4 분류·공개 설정",
            "5 병합·중복",
            "6 타기관 이송",
            "7 종결 처리",
            "8 중간 답변",
            "서울시(본청,사업소), 자치구, 산하투자출연기관 이외 중앙부처 등 타기관 이송 시 사용",
            "욕설, 비방 등 시정과 무관한 민원을 종결 처리 할 때 사용",
            "처리기간은 자동 연장 되지 않음",
            "민원처리법 제21조제1호",
        ] {
            page.says(label);
        }
        // Everybody of the department who is still in service may be chosen.
        page.says("김도로").says("박보수").does_not_say("강퇴직").says("전체보기");
        page.does_not_say("답변 작성").does_not_say("/acts/remind");
    });
}

#[test]
fn who_manages_several_departments_names_another_with_its_people() {
    office(async |t: TestOffice| {
        let number = t.at_department().await;
        desk(&t, LEE).await.case(&number, "assign").await.does_not_say("처리자 불러오기");
        let jeong = desk(&t, JEONG).await;
        jeong.case(&number, "assign").await.says("처리자 불러오기").does_not_say("조협조");
        let (parks, cho) = (PARKS.to_string(), CHO.to_string());
        let form = [("panel", "assign"), ("department", &parks), ("memo", "공원 안입니다.")];
        let page = jeong.post(&format!("/complaints/{number}/prepare"), &form).await;
        page.is(200).says("조협조").says("공원 안입니다.").does_not_say("김도로 ");
        let form = [("department", parks.as_str()), ("handler", &cho)];
        jeong.act(&number, domain::complaint::Act::Assign, &form).await.is(303);
        let lies = t.stored(&number).await.holder();
        assert_eq!((lies.department, lies.handler), (Some(PARKS), Some(CHO)));
    });
}

#[test]
fn once_accepted_the_manager_is_told_to_recall_first() {
    office(async |t: TestOffice| {
        let number = t.accepted().await;
        let page = desk(&t, LEE).await.case(&number, "complaints").await;
        page.says("aria-disabled=\"true\"").says("처리자재분배").says("민원 회수");
        page.says("/acts/recall").does_not_say("/acts/reassign\"");
    });
}

#[test]
fn a_refusal_names_what_was_pressed() {
    office(async |t: TestOffice| {
        let number = t.at_department().await;
        t.act(&world::officer(LEE), &number, say::close(domain::complaint::ClosingGround::Abuse)).await;
        let lee = desk(&t, LEE).await;
        for (panel, named) in
            [("reclassify-openness", "'분류·공개 설정'은"), ("reclassify-kind", "'민원종류·처리기한 변경'은")]
        {
            let form = [("panel", panel), ("visibility", "open"), ("reason", "공개합니다.")];
            let page = lee.act(&number, domain::complaint::Act::Reclassify, &form).await;
            page.is(409).says(&format!("'종결' 상태인 민원에 {named} 할 수 없습니다."));
        }
    });
}

#[test]
fn the_handlers_first_step_is_to_accept_then_to_answer() {
    office(async |t: TestOffice| {
        let number = t.at_department().await;
        t.act(&world::officer(LEE), &number, say::assign(KIM)).await;
        let kim = desk(&t, KIM).await;
        kim.case(&number, "handle").await.says("/acts/accept").does_not_say("/acts/send-for-approval");
        t.act(&world::officer(KIM), &number, Command::Accept).await;
        let page = kim.case(&number, "handle").await;
        page.says("/acts/send-for-approval").says("/acts/draft").says("보완 요구").says("현장조사");
        // All seven grounds in sight, three of them not to be had.
        page.says("단순한 업무량 과다")
            .says("처리자 지정 지연")
            .says("처리자 부재")
            .says("연장할 수 없는 사유");
        desk(&t, PARK).await.case(&number, "handle").await.is(404);
    });
}

#[test]
fn a_change_of_kind_shows_the_due_date_before_and_after() {
    office(async |t: TestOffice| {
        let number = t.at_department().await;
        let lee = desk(&t, LEE).await;
        let form = [("panel", "reclassify-kind"), ("kind", "suggestion"), ("reason", "건의입니다.")];
        let page = lee.post(&format!("/complaints/{number}/prepare"), &form).await;
        page.is(200)
            .says("처리기한 미리보기")
            .says("2026. 3. 18. 18:00")
            .says("2026. 3. 27. 18:00")
            .says("건의입니다.");
        assert_eq!(
            t.stored(&number).await.kind,
            Some(domain::complaint::Kind::Grievance),
            "nothing was changed"
        );
        page.does_not_say("이미 지났습니다");
        t.advance_hours(48);
        let lee = desk(&t, LEE).await;
        let hasty = [("panel", "reclassify-kind"), ("kind", "other"), ("reason", "생활 불편입니다.")];
        lee.post(&format!("/complaints/{number}/prepare"), &hasty)
            .await
            .says("바꾼 처리기한은 이미 지났습니다.");
        let slow = [hasty[0], hasty[1], ("period", "30d"), hasty[2]];
        let page = lee.post(&format!("/complaints/{number}/prepare"), &slow).await;
        page.says("이 처리기간으로는 저장할 수 없습니다.").says("7일을 넘을 수 없습니다");
    });
}

#[test]
fn the_receiver_receives_and_the_inspector_only_urges() {
    office(async |t: TestOffice| {
        let filed = t.file().await.complaint.application_number;
        let han = desk(&t, HAN).await;
        han.case(&filed, "receive").await.says("민원 접수").says("/acts/receive");
        let received = han
            .act(&filed, domain::complaint::Act::Receive, &[("kind", "inquiry"), ("desk", "receive")])
            .await;
        received.is(303);
        assert!(received.location.unwrap().starts_with("/complaints/2026"));
        han.case(&filed, "distribute").await.says("/acts/distribute").says("/acts/answer-at-once");
        t.advance_hours(24 * 20);
        let min = desk(&t, MIN).await.case(&filed, "complaints").await;
        min.says("독촉장 발부").does_not_say("/acts/distribute");
    });
}

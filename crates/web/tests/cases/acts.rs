//! POST `/complaints/{number}/acts/{act}`: done, invalid, refused, stale.

use domain::complaint::{Act, AnswerResult, Command, StageName};
use testkit::office::TestOffice;
use testkit::say;
use testkit::world::{self, CHO, HAN, JEONG, KIM, LEE, NAM, PARK, PARKS, SEO};

use crate::desk::{desk, office};

async fn stage(t: &TestOffice, number: &domain::complaint::Number) -> StageName {
    t.stored(number).await.stage.name()
}

#[test]
fn done_goes_back_to_the_case_with_what_was_done() {
    office(async |t: TestOffice| {
        let number = t.at_department().await;
        let lee = desk(&t, LEE).await;
        let kim = KIM.to_string();
        let form = [
            ("handler", kim.as_str()),
            ("memo", "오늘 나가 보십시오."),
            ("desk", "assign"),
            ("panel", "assign"),
        ];
        lee.act(&number, Act::Assign, &form).await.leads_to(&format!("/complaints/{number}?from=assign"));
        assert_eq!(stage(&t, &number).await, StageName::Assigned);
        desk(&t, KIM).await.act(&number, Act::Accept, &[("back", "/handle")]).await.leads_to("/handle");
        let evil = [("reason", "잘못"), ("back", "//evil.example")];
        lee.act(&number, Act::Recall, &evil).await.leads_to(&format!("/complaints/{number}?from=complaints"));
        assert_eq!(stage(&t, &number).await, StageName::AtDepartment);
    });
}

#[test]
fn a_co_operation_is_asked_in_the_same_save_by_its_departments_name() {
    office(async |t: TestOffice| {
        let number = t.at_department().await;
        let lee = desk(&t, LEE).await;
        let kim = KIM.to_string();
        let mut form = vec![
            ("handler", kim.as_str()),
            ("cooperation_department_name", "푸른도시국 공원과"),
            ("cooperation_question", "수목 간섭 여부"),
            ("cooperation_reply_by", "2026-03-12T18:00"),
        ];
        let unticked = lee.act(&number, Act::Assign, &form).await;
        unticked.is(422).says("체크").says("수목 간섭 여부").says("푸른도시국 공원과");
        form.push(("cooperation", "on"));
        form[1].1 = "없는과";
        lee.act(&number, Act::Assign, &form).await.is(422).says("찾을 수 없습니다").says("없는과");
        assert_eq!(stage(&t, &number).await, StageName::AtDepartment);
        form[1].1 = "푸른도시국 공원과";
        lee.act(&number, Act::Assign, &form).await.is(303);
        let after = t.stored(&number).await;
        assert_eq!(after.cooperations.iter().map(|k| k.department).collect::<Vec<_>>(), [PARKS]);
    });
}

#[test]
fn an_invalid_field_keeps_what_was_typed_and_says_what_is_wrong() {
    office(async |t: TestOffice| {
        let number = t.at_department().await;
        let lee = desk(&t, LEE).await;
        let page = lee.act(&number, Act::Transfer, &[("body", "환경부"), ("reason", "")]).await;
        page.is(422).says("사유를 입력해 주십시오.").says("value=\"환경부\"").says("#transfer-reason");
        let long = "가".repeat(4_001);
        let page = lee.act(&number, Act::Transfer, &[("body", "환경부"), ("reason", &long)]).await;
        page.is(422).says("4000자까지").says(&long);
        let page = lee.act(&number, Act::Assign, &[("handler", "x"), ("memo", "<b>굵게</b>")]).await;
        page.is(422).says("목록에서 선택").says("&lt;b&gt;굵게&lt;/b&gt;").does_not_say("<b>굵게");
        let page = lee.act(&number, Act::Close, &[("ground", "boredom"), ("explanation", "a\u{0}b")]).await;
        page.is(422).says("제어 문자");
        assert_eq!(stage(&t, &number).await, StageName::AtDepartment);
    });
}

#[test]
fn refused_is_said_in_the_laws_words_and_the_text_stays() {
    office(async |t: TestOffice| {
        let number = t.at_department().await;
        let lee = desk(&t, LEE).await;
        let page = lee.act(&number, Act::Transfer, &[("body", "송파구"), ("reason", "구 소관")]).await;
        page.is(409).says("송파구").says("구 소관").says("error-summary");
        t.act(&world::officer(LEE), &number, say::assign(KIM)).await;
        t.act(&world::officer(KIM), &number, Command::Accept).await;
        let park = PARK.to_string();
        let page = lee.act(&number, Act::Reassign, &[("handler", &park), ("memo", "교대")]).await;
        // The panel is no longer there; what was typed is.
        page.is(409).says("회수").says("보내지 못한 내용").says("교대");
        page.says(">박보수 주무관<").does_not_say(&format!(">{park}<"));
        let kim = desk(&t, KIM).await;
        let form = [("ground", "workload"), ("by", "3d"), ("explanation", "일이 많음")];
        kim.act(&number, Act::Extend, &form).await.is(409).says("제21조").says("일이 많음");
        desk(&t, HAN).await.act(&number, Act::InterimAnswer, &[("text", "안내")]).await.is(403).says("안내");
    });
}

#[test]
fn the_second_of_two_sees_what_happened_and_may_send_again() {
    office(async |t: TestOffice| {
        let number = t.accepted().await;
        let read = t.stored(&number).await.version.to_string();
        t.act(&world::officer(KIM), &number, say::interim()).await;
        let lee = desk(&t, LEE).await;
        let form = [("version", read.as_str()), ("panel", "recall"), ("reason", "담당 변경")];
        let page = lee.act(&number, Act::Recall, &form).await;
        let now = t.stored(&number).await.version;
        page.is(409).says("그동안 이 민원에 일어난 일").says("확인하고 있습니다.").says("담당 변경");
        page.says(&format!("name=\"version\" value=\"{now}\""));
        let again = [("version", &*now.to_string()), ("reason", "담당 변경")];
        lee.act(&number, Act::Recall, &again).await.is(303);
    });
}

#[test]
fn a_draft_is_kept_and_the_rest_of_the_form_with_it() {
    office(async |t: TestOffice| {
        let number = t.accepted().await;
        let kim = desk(&t, KIM).await;
        let seo = SEO.to_string();
        let form =
            [("panel", "answer"), ("body", "쓰다 만 답변"), ("remedy", "이의신청"), ("line", seo.as_str())];
        let page = kim.act(&number, Act::Draft, &form).await;
        page.is(200).says("저장했습니다").says("쓰다 만 답변").says("이의신청</textarea>");
        page.says(&format!("value=\"{seo}\" selected"));
        kim.case(&number, "handle").await.says("쓰다 만 답변").says("저장됨 09:30");
        let put_in = kim
            .post(
                &format!("/complaints/{number}/prepare"),
                &[("panel", "answer"), ("part", "closing"), ("body", "본문")],
            )
            .await;
        put_in.is(200).says("본문\n\n답변 내용에 대하여").says("김도로(☎ 02-2133-0000)");
        assert_eq!(stage(&t, &number).await, StageName::Accepted);
    });
}

#[test]
fn one_click_opens_the_approval_and_decides_it() {
    office(async |t: TestOffice| {
        let number = t.accepted().await;
        t.act(&world::officer(KIM), &number, say::send_up(AnswerResult::Granted)).await;
        let seo = desk(&t, SEO).await;
        seo.case(&number, "approve")
            .await
            .says("결재 진행")
            .says("보수하였습니다.")
            .says("서팀장 주무관 → 남과장 주무관");
        let long = "가".repeat(4_001);
        seo.act(&number, Act::Approve, &[("comment", &long)]).await.is(422);
        assert_eq!(stage(&t, &number).await, StageName::ApprovalSent, "what cannot be decided is not opened");
        desk(&t, NAM).await.act(&number, Act::Approve, &[]).await.is(403);
        seo.act(&number, Act::Approve, &[]).await.is(303);
        assert_eq!(stage(&t, &number).await, StageName::ApprovalPending);
        let nam = desk(&t, NAM).await;
        nam.act(&number, Act::Return, &[("reason", "근거를 더")]).await.is(303);
        let back = desk(&t, KIM).await.case(&number, "handle").await;
        back.says("근거를 더").says("결재 반려").says("보수하였습니다.");
    });
}

#[test]
fn a_request_to_reassign_is_decided_and_leads_away_who_no_longer_sees_the_case() {
    office(async |t: TestOffice| {
        let number = t.at_department().await;
        let lee = desk(&t, LEE).await;
        let form =
            [("reason", "not-our-duty"), ("explanation", "공원 안입니다."), ("proposed_name", "공원과")];
        lee.act(&number, Act::RequestReassignment, &form).await.is(303);
        lee.case(&number, "assign").await.says("재지정 요청");
        let jeong = desk(&t, JEONG).await;
        jeong
            .case(&number, "distribute")
            .await
            .says("재지정 결정")
            .says("소관 업무가 아님")
            .says("value=\"서울특별시 푸른도시국 공원과\"");
        let empty = [("ruling", "granted"), ("explanation", "공원과 소관")];
        jeong.act(&number, Act::DecideReassignment, &empty).await.is(422).says("보낼 곳");
        let grant = [("ruling", "granted"), ("to_name", "공원과"), ("explanation", "공원과 소관")];
        jeong.act(&number, Act::DecideReassignment, &grant).await.is(303);
        assert_eq!(t.stored(&number).await.holder().department, Some(PARKS));
        lee.case(&number, "assign").await.is(404);
    });
}

#[test]
fn a_co_operator_gives_an_opinion_and_an_unknown_act_is_nowhere() {
    office(async |t: TestOffice| {
        let number = t.accepted().await;
        t.act(&world::officer(KIM), &number, say::cooperate(PARKS, world::seoul_time("2026-03-12 18:00")))
            .await;
        let cho = desk(&t, CHO).await;
        cho.case(&number, "cooperate").await.says("의견 제출").says("협조 기한 연장");
        let parks = PARKS.to_string();
        cho.act(&number, Act::Opine, &[("department", &parks), ("opinion", "")]).await.is(422);
        cho.act(&number, Act::Opine, &[("department", &parks), ("opinion", "이견 없음")]).await.is(303);
        cho.post(&format!("/complaints/{number}/acts/fly"), &[]).await.is(404);
    });
}

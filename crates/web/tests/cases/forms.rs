//! Every form that leads somewhere, sent once as its page draws it.

use domain::actor::Actor;
use domain::complaint::{Act, AnswerResult, Command, Number, Score, StageName};
use testkit::office::TestOffice;
use testkit::say;
use testkit::world::{self, HAN, KIM, LEE, MIN, SEO, YU};

use crate::desk::{Desk, desk, office};

async fn does(desk: &Desk, number: &Number, act: Act, form: &[(&str, &str)]) {
    let page = desk.act(number, act, form).await;
    assert_eq!(page.status.as_u16(), 303, "{}: {}", act.as_str(), page.body);
}

#[test]
fn the_handlers_forms() {
    office(async |t: TestOffice| {
        let number = t.accepted().await;
        let kim = desk(&t, KIM).await;
        let extend = [("ground", "fact-finding"), ("by", "3d"), ("explanation", "현장 확인")];
        does(&kim, &number, Act::Extend, &extend).await;
        let ask = [("reason", "전문기관의 회신이 늦어집니다.")];
        does(&kim, &number, Act::AskConsentToExtend, &ask).await;
        let visit =
            [("from", "2026-03-11"), ("until", "2026-03-12"), ("purpose", "현장 조사"), ("desk", "handle")];
        does(&kim, &number, Act::Visit, &visit).await;
        does(&kim, &number, Act::InterimAnswer, &[("text", "확인하고 있습니다.")]).await;
        does(&kim, &number, Act::ProposeReassignment, &[("explanation", "공원 안입니다.")]).await;
        let ask = [
            ("cooperation_department_name", "공원과"),
            ("cooperation_department_name", ""),
            ("cooperation_question", "의견 바랍니다."),
            ("cooperation_reply_by", "2026-03-12T18:00"),
        ];
        does(&kim, &number, Act::Cooperate, &ask).await;
        does(&kim, &number, Act::RequestSupplement, &[("items", "사진"), ("days", "7")]).await;
        let page = kim.case(&number, "handle").await;
        page.says("보완 대기")
            .says("정지")
            .says("보완 1건")
            .says("기간 연장·현장조사 3건")
            .says("중간 답변 1건");
        // Nothing leaves while a supplement is awaited, and the button says so.
        page.says("aria-disabled=\"true\"").says("결재 요청");
    });
}

#[test]
fn the_managers_forms() {
    office(async |t: TestOffice| {
        let (one, other) = (t.at_department().await, t.at_department().await);
        let lee = desk(&t, LEE).await;
        let kind =
            [("panel", "reclassify-kind"), ("kind", "inquiry"), ("period", ""), ("reason", "질의입니다.")];
        does(&lee, &one, Act::Reclassify, &kind).await;
        let openness = [
            ("panel", "reclassify-openness"),
            ("category", "도로"),
            ("visibility", "open"),
            ("reason", "공개"),
        ];
        does(&lee, &one, Act::Reclassify, &openness).await;
        let unknown = [("into", "20260310999999"), ("reason", "같은 내용")];
        lee.act(&one, Act::Merge, &unknown)
            .await
            .is(422)
            .says("그런 민원을 찾을 수 없습니다")
            .says("같은 내용");
        does(&lee, &one, Act::Merge, &[("into", other.as_str()), ("reason", "같은 내용")]).await;
        lee.case(&one, "assign").await.says(&format!("href=\"/complaints/{other}\""));
        does(&lee, &other, Act::Transfer, &[("body", "환경부"), ("reason", "국가 소관")]).await;
        let third = t.at_department().await;
        does(&lee, &third, Act::Close, &[("ground", "abuse"), ("explanation", "욕설")]).await;
        lee.case(&third, "complaints").await.says("종결").says("욕설·비방");
    });
}

#[test]
fn the_receivers_forms_and_the_inspectors() {
    office(async |t: TestOffice| {
        let (one, other) = (t.received().await, t.received().await);
        let han = desk(&t, HAN).await;
        let refused = [("result", "refused"), ("body", "어렵습니다."), ("remedy", "")];
        han.act(&one, Act::AnswerAtOnce, &refused)
            .await
            .is(409)
            .says("#answer-at-once-remedy")
            .says("어렵습니다.");
        does(&han, &one, Act::AnswerAtOnce, &[("result", "explained"), ("body", "안내드립니다.")]).await;
        han.act(&other, Act::Distribute, &[("to_name", ""), ("memo", "확인")]).await.is(422).says("보낼 곳");
        does(&han, &other, Act::Distribute, &[("to_name", "송파구"), ("memo", "확인")]).await;
        assert_eq!(t.stored(&other).await.stage.name(), StageName::AtAgency);
        t.advance_hours(24 * 20);
        does(&desk(&t, MIN).await, &other, Act::Remind, &[("text", "")]).await;
    });
}

#[test]
fn a_second_question_gets_its_second_answer() {
    office(async |t: TestOffice| {
        let number = t.accepted().await;
        t.act(&world::officer(KIM), &number, say::send(AnswerResult::Granted, &[SEO])).await;
        let seo = desk(&t, SEO).await;
        does(&seo, &number, Act::Approve, &[]).await;
        let petitioner = Actor::Petitioner(t.stored(&number).await.petitioner);
        t.act(&petitioner, &number, say::rate(Score::Poor)).await;
        t.act(&petitioner, &number, say::ask_again()).await;
        let kim = desk(&t, KIM).await;
        kim.case(&number, "follow-ups").await.says("추가답변 처리").says("언제 고치는지요?");
        kim.act(&number, Act::AnswerFollowUp, &[("body", " ")]).await.is(422);
        does(&kim, &number, Act::AnswerFollowUp, &[("body", "다음 주에 고칩니다.")]).await;
        kim.case(&number, "complaints").await.says("다음 주에 고칩니다.").says("만족도·추가답변 3건");
    });
}

#[test]
fn a_stand_in_is_named_with_the_person_they_stand_in_for() {
    office(async |t: TestOffice| {
        let number = t.at_department().await;
        t.act(&world::officer(LEE), &number, say::assign(KIM)).await;
        t.act(&world::minding(YU, KIM), &number, Command::Accept).await;
        desk(&t, LEE).await.case(&number, "complaints").await.says("대직하여 유대직");
    });
}

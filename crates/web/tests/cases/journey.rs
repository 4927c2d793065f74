//! The guide's chapters 2.1 and 2.2 and what follows, through the pages alone.

use domain::complaint::{Act, StageName};
use testkit::office::TestOffice;
use testkit::world::{KIM, LEE, PARK, SEO};

use crate::desk::{desk, office};

#[test]
fn from_the_managers_desk_to_the_answer() {
    office(async |t: TestOffice| {
        let number = t.at_department().await;
        let (lee, kim, park, seo) =
            (desk(&t, LEE).await, desk(&t, KIM).await, desk(&t, PARK).await, desk(&t, SEO).await);
        let ids = [KIM.to_string(), PARK.to_string(), SEO.to_string()];
        lee.act(&number, Act::Assign, &[("handler", &ids[0])]).await.is(303);
        lee.act(&number, Act::Reassign, &[("handler", &ids[1])]).await.is(303);
        park.act(&number, Act::Accept, &[]).await.is(303);
        lee.act(&number, Act::Reassign, &[("handler", &ids[0])]).await.is(409).says("회수");
        lee.act(&number, Act::Recall, &[("reason", "담당 조정")]).await.is(303);
        lee.act(&number, Act::Assign, &[("handler", &ids[0])]).await.is(303);
        kim.act(&number, Act::Accept, &[]).await.is(303);
        kim.act(&number, Act::Draft, &[("panel", "answer"), ("body", "고치겠습니다.")]).await.is(200);
        let send =
            [("panel", "answer"), ("result", "refused"), ("body", "고칠 수 없습니다."), ("line", &*ids[2])];
        kim.act(&number, Act::SendForApproval, &send).await.is(409).says("제27조").says("고칠 수 없습니다.");
        let send = [("panel", "answer"), ("result", "granted"), ("body", "고쳤습니다."), ("line", &*ids[2])];
        kim.act(&number, Act::SendForApproval, &send).await.is(303);
        seo.act(&number, Act::Approve, &[("comment", "수고했습니다.")]).await.is(303);
        assert_eq!(t.stored(&number).await.stage.name(), StageName::Answered);
        let page = kim.case(&number, "complaints").await;
        page.says("처리완료").says("고쳤습니다.").says("수고했습니다.").says("알림현황").says("알림톡");
    });
}

//! What the case page shows, to whom, and what it keeps covered.

use domain::complaint::{AnswerResult, Channel, Command, Visibility};
use domain::text::{Body, Title};
use testkit::office::submission;
use testkit::say;
use testkit::world::{self, CHOI, HAN, KIM, LEE, NAM, PARKS, SEO, SONG};

use crate::desk::{desk, nobody, office};

#[test]
fn the_page_tells_the_whole_file() {
    office(async |t: testkit::office::TestOffice| {
        let number = t.accepted().await;
        let page = desk(&t, KIM).await.case(&number, "handle").await;
        page.is(200)
            .says("가로등이 나흘째 꺼져 있습니다")
            .says("방이동 백제고분로 앞입니다.\n고쳐 주십시오.");
        for part in
            ["민원 진행상황", "신청내용", "신청인 정보", "접수정보", "알림현황", "처리자 접수", "고충민원"]
        {
            page.says(part);
        }
        page.says("이분배 주무관").says("현장 확인 바랍니다.").says("발송 대기");
        page.says("근무일").says("처리기한: 2026. 3. 18.(수) 18:00");
        assert_eq!(page.cache.as_deref(), Some("no-store"));
    });
}

#[test]
fn a_person_is_covered_until_a_purpose_is_named() {
    office(async |t: testkit::office::TestOffice| {
        let number = t.accepted().await;
        let kim = desk(&t, KIM).await;
        let masked = kim.case(&number, "handle").await;
        masked.says("박○민").says("010-****-5678").does_not_say("010-1234-5678").does_not_say("박시민");
        let address = format!("/complaints/{number}/reveal");
        kim.post(&address, &[("purpose", " ")]).await.is(422).says("열람 목적").does_not_say("010-1234-5678");
        let shown = kim.post(&address, &[("purpose", "현장 일정 협의")]).await;
        shown.is(200).says("박시민").says("010-1234-5678").says("기록했습니다");
        kim.case(&number, "handle").await.does_not_say("010-1234-5678");
        let id = t.stored(&number).await.id;
        let mut tx = t.store().read().await.unwrap();
        let kept = tx.openings(store::OpeningsOf::Complaint(id), None, 10).await.unwrap();
        assert_eq!(kept.len(), 1, "an empty purpose opens nothing");
        assert_eq!((kept[0].officer, kept[0].purpose.as_str()), (KIM, "현장 일정 협의"));
    });
}

#[test]
fn a_stranger_finds_nothing_and_nobody_is_asked_to_log_in() {
    office(async |t: testkit::office::TestOffice| {
        let number = t.accepted().await;
        let song = desk(&t, SONG).await;
        song.case(&number, "complaints").await.is(404);
        song.post(&format!("/complaints/{number}/reveal"), &[("purpose", "궁금")]).await.is(404);
        song.act(&number, domain::complaint::Act::Recall, &[]).await.is(404);
        song.post(&format!("/complaints/{number}/prepare"), &[("panel", "answer")]).await.is(404);
        song.get("/complaints/no-number").await.is(404);
        let outside = nobody(&t).case(&number, "handle").await;
        outside.is(303);
        assert!(outside.location.unwrap().starts_with("/login?next="));
    });
}

#[test]
fn what_a_petitioner_writes_is_text_and_nothing_else() {
    office(async |t: testkit::office::TestOffice| {
        let evil = "<script>alert(1)</script>";
        let title = Title::new(&format!("{evil}\" onmouseover=\"x")).unwrap();
        let body = Body::new(&format!("첫 줄\n{evil}\n{}", "가".repeat(19_000))).unwrap();
        let sent = casework::Submission { title, body, place: Some(evil.into()), ..submission() };
        let by = casework::intake::HandedInBy::Citizen;
        let filed = casework::intake::file(&t.office, by, sent, None).await.unwrap().complaint;
        let number = filed.application_number;
        let page = desk(&t, HAN).await.case(&number, "receive").await;
        page.is(200)
            .does_not_say(evil)
            .says("&lt;script&gt;alert(1)&lt;/script&gt;")
            .says("첫 줄\n&lt;script");
        page.does_not_say("\" onmouseover=\"");
    });
}

#[test]
fn a_sealed_file_says_so_and_keeps_who_opened_it() {
    office(async |t: testkit::office::TestOffice| {
        let filed = t.file_as(Channel::Web, Visibility::Sealed).await.complaint;
        let han = desk(&t, HAN).await;
        han.case(&filed.application_number, "receive").await.is(200).says("공익신고 민원");
        let mut tx = t.store().read().await.unwrap();
        let kept = tx.openings(store::OpeningsOf::Complaint(filed.id), None, 10).await.unwrap();
        assert_eq!(kept.iter().map(|o| o.officer).collect::<Vec<_>>(), [HAN]);
        han.get("/complaints").await.does_not_say(filed.application_number.as_str());
    });
}

#[test]
fn questions_stand_beside_their_opinions() {
    office(async |t: testkit::office::TestOffice| {
        let number = t.at_department().await;
        let asks = vec![say::ask(PARKS, world::seoul_time("2026-03-12 18:00"))];
        let memo = Some(say::memo("현장 확인"));
        let assign = Command::Assign { department: None, handler: KIM, memo, cooperations: asks };
        t.act(&world::officer(LEE), &number, assign).await;
        t.act(&world::officer(CHOI), &number, say::opine(PARKS)).await;
        let page = desk(&t, KIM).await.case(&number, "handle").await;
        page.says("협조 의견").says("푸른도시국 공원과").says("의견을 바랍니다.").says("이견 없습니다.");
        page.says("최공원 주무관").says("의견 제출");
    });
}

#[test]
fn an_answered_file_shows_its_answer_and_offers_no_more() {
    office(async |t: testkit::office::TestOffice| {
        let number = t.accepted().await;
        t.act(&world::officer(KIM), &number, say::send_up(AnswerResult::Refused)).await;
        t.act(&world::officer(SEO), &number, Command::ApprovalStarted).await;
        t.act(&world::officer(SEO), &number, say::approve()).await;
        t.act(&world::officer(NAM), &number, say::approve()).await;
        let page = desk(&t, KIM).await.case(&number, "complaints").await;
        page.says("처리내용").says("보수하였습니다.").says("불수용").says("60일 안에").says("기한 내 처리");
        page.does_not_say("답변 작성").does_not_say("id=\"acts\"");
    });
}

/// A telephone that takes no texts, or an address alone: their letters would be tried in vain, and nobody would know.
#[test]
fn whoever_no_letter_reaches_is_named_on_the_page() {
    office(async |t: testkit::office::TestOffice| {
        let han = desk(&t, HAN).await;
        for (phone, reached) in [(Some("02-2133-1234"), false), (None, false), (Some("010-1234-5678"), true)]
        {
            let mut filing = submission();
            filing.person.email = None;
            filing.person.address = Some("서울 송파구 올림픽로 326".into());
            filing.person.phone = phone.map(str::to_owned);
            let by = casework::intake::HandedInBy::Citizen;
            let filed = casework::intake::file(&t.office, by, filing, None).await.unwrap().complaint;
            let page = han.case(&filed.application_number, "receive").await;
            match reached {
                true => page.does_not_say("알림이 가지 않는 신청인"),
                false => page
                    .says("알림이 가지 않는 신청인")
                    .says("우편·전화·방문으로 직접")
                    .does_not_say("발송 대기"),
            };
        }
    });
}

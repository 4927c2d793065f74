//! 총괄 민원 조회: conditions, the 95 days, bulk recall, and the search box.

use domain::complaint::StageName;
use testkit::office::TestOffice;
use testkit::world::{HAN, KIM, LEE, PARK, SONG};

use crate::desk::{desk, nobody, office};

#[test]
fn the_period_is_thirty_days_by_default_and_ninety_five_at_most() {
    office(async |t: TestOffice| {
        let number = t.accepted().await;
        let lee = desk(&t, LEE).await;
        lee.get("/complaints")
            .await
            .is(200)
            .says(number.as_str())
            .says("value=\"2026-02-09\"")
            .says("value=\"2026-03-10\"");
        lee.get("/complaints?from=2025-12-06&to=2026-03-10").await.is(200).says(number.as_str());
        let over = lee.get("/complaints?from=2025-12-05&to=2026-03-10&petitioner=%EB%B0%95").await;
        over.is(422).says("최대 95일").says("지금 96일").says("value=\"2025-12-05\"").says("value=\"박\"");
        over.does_not_say(number.as_str());
        lee.get("/complaints?from=soon").await.is(422).says("날짜를 다시");
        lee.get("/complaints?from=2026-03-10&to=2026-03-01").await.is(422).says("빠릅니다");
        lee.get("/complaints?from=2026-01-01&to=2026-02-01")
            .await
            .is(200)
            .says("조건에 맞는 민원이 없습니다");
        lee.get("/complaints?stage=flying").await.is(400);
    });
}

#[test]
fn a_name_is_looked_for_whole_and_the_page_says_so() {
    office(async |t: TestOffice| {
        let number = t.accepted().await;
        let lee = desk(&t, LEE).await;
        lee.get("/complaints").await.says("이름 전체가 같은 신청인을 찾습니다");
        // 박 alone, and the name as a list shows it: 박○민.
        let part = lee.get("/complaints?petitioner=%EB%B0%95").await;
        part.is(200).says("신청인은 이름 전체가 같아야 찾습니다.").does_not_say(number.as_str());
        let masked = lee.get("/complaints?petitioner=%EB%B0%95%E2%97%8B%EB%AF%BC").await;
        masked.is(422).says("가려진 글자가 있는 이름으로는 찾을 수 없습니다.").says("value=\"박○민\"");
    });
}

#[test]
fn conditions_narrow_and_sight_bounds() {
    office(async |t: TestOffice| {
        let number = t.accepted().await;
        let lee = desk(&t, LEE).await;
        for found in [
            "stage=accepted",
            "kind=grievance",
            "channel=web",
            "q=%EA%B0%80%EB%A1%9C%EB%93%B1",
            "petitioner=%EB%B0%95%EC%8B%9C%EB%AF%BC",
            "handler=%EA%B9%80%EB%8F%84%EB%A1%9C",
            "department=%EB%8F%84%EB%A1%9C%EA%B3%BC",
            "sort=due",
        ] {
            lee.get(&format!("/complaints?{found}")).await.is(200).says(number.as_str());
        }
        for none in
            ["stage=answered", "kind=inquiry", "q=%EA%B3%B5%EC%9B%90", "petitioner=%EA%B9%80", "overdue=on"]
        {
            lee.get(&format!("/complaints?{none}")).await.is(200).does_not_say(number.as_str());
        }
        lee.get("/complaints?department=%EC%97%86%EC%9D%8C").await.is(422);
        lee.get("/complaints?handler=%EC%97%86%EC%9D%8C").await.is(422).says("찾을 수 없습니다");
        desk(&t, SONG).await.get("/complaints").await.is(200).does_not_say(number.as_str());
        desk(&t, HAN)
            .await
            .get("/complaints")
            .await
            .says(number.as_str())
            .does_not_say("박시민")
            .says("박○민");
        nobody(&t).get("/complaints").await.is(303);
    });
}

#[test]
fn a_number_leads_to_its_case_and_words_to_the_list() {
    office(async |t: TestOffice| {
        let number = t.accepted().await;
        let lee = desk(&t, LEE).await;
        let case = format!("/complaints/{number}?from=complaints");
        lee.get(&format!("/search?q={number}")).await.leads_to(&case);
        lee.get(&format!("/complaints?number={number}")).await.leads_to(&case);
        lee.get("/complaints?number=20260310999999").await.is(422).says("번호를 확인");
        lee.get("/search?q=a%26b").await.leads_to("/complaints?q=a%26b&from=2025-12-06&sort=fitting");
        desk(&t, SONG)
            .await
            .get(&format!("/search?q={number}"))
            .await
            .leads_to(&format!("/complaints?q={number}&from=2025-12-06&sort=fitting"));
        let unseen = format!("/complaints?q={number}&from=2025-12-06&sort=fitting");
        desk(&t, SONG).await.get(&unseen).await.is(200).says("번호를 다시 확인해 주십시오.");
        let words = lee.get("/complaints?q=없는낱말&from=2025-12-06").await;
        words.is(200).says("기간을 넓히거나").does_not_say("번호를 다시 확인");
    });
}

#[test]
fn words_are_marked_and_a_mistyped_one_is_looked_for_a_second_time() {
    office(async |t: TestOffice| {
        t.accepted().await;
        let lee = desk(&t, LEE).await;
        let found = lee.get("/complaints?q=%EA%B0%80%EB%A1%9C%EB%93%B1&sort=fitting").await;
        found.is(200).says("<mark>가로등</mark>").says("정확도순").does_not_say("한 글자를 고쳐");
        let found = lee.get("/complaints?q=%EA%B0%80%EB%A1%9C%EB%93%9D").await;
        found.is(200).says("'가로득'에 맞는 민원이 없어 한 글자를 고쳐").says("<mark>가로등</mark>");
        let found = lee.get("/complaints?q=rkfhemd").await;
        found.is(200).says("한글 자판으로 바꾸어").says("<mark>가로등</mark>");
        lee.get("/complaints?q=%EC%97%86%EB%8A%94%EB%A7%90")
            .await
            .is(200)
            .says("조건에 맞는 민원이 없습니다");
        lee.get("/complaints?q=%25%21").await.is(422).says("글자나 숫자");
        // Nobody is told by a second try what lies outside their sight.
        desk(&t, SONG).await.get("/complaints?q=%EA%B0%80%EB%A1%9C%EB%93%9D").await.does_not_say("가로등");
    });
}

#[test]
fn chosen_rows_are_recalled_each_with_its_result() {
    office(async |t: TestOffice| {
        let (one, other) = (t.accepted().await, t.at_department().await);
        let lee = desk(&t, LEE).await;
        lee.get("/complaints").await.says("민원 회수").says("처리자재분배");
        let missing = [("chosen", one.as_str())];
        lee.post("/complaints/selected/recall", &missing).await.is(422).says("사유");
        let form = [
            ("chosen", one.as_str()),
            ("chosen", other.as_str()),
            ("recall-reason", "담당 조정"),
            ("reassign-memo", ""),
        ];
        let done = lee.post("/complaints/selected/recall", &form).await;
        done.is(200).says("2건 중").says("1건").says("부서 분배").says("처리하지 못함");
        assert_eq!(t.stored(&one).await.stage.name(), StageName::AtDepartment);
        desk(&t, PARK).await.post("/complaints/selected/recall", &form).await.is(404);
        lee.post("/complaints/selected/approve", &form).await.is(404);
        let kim = KIM.to_string();
        let form = [("chosen", one.as_str()), ("reassign-handler", kim.as_str()), ("recall-reason", "")];
        lee.post("/complaints/selected/reassign", &form).await.is(200).says("처리하지 못함");
    });
}

#[test]
fn chosen_rows_are_closed_on_a_ground_and_nothing_typed_for_another_act_is_lost() {
    office(async |t: TestOffice| {
        let (one, other) = (t.at_department().await, t.accepted().await);
        let lee = desk(&t, LEE).await;
        let typed = [
            ("chosen", one.as_str()),
            ("close-explanation", "욕설뿐입니다."),
            ("recall-reason", "적어 둔 사유"),
        ];
        let came = lee.post("/complaints/selected/close", &typed).await;
        came.is(422).says("욕설뿐입니다.").says("적어 둔 사유").says("close-ground");
        let whole = [
            ("chosen", one.as_str()),
            ("chosen", other.as_str()),
            ("close-ground", "abuse"),
            ("close-explanation", "욕설뿐입니다."),
        ];
        lee.post("/complaints/selected/close", &whole).await.is(200).says("2건 중").says("2건");
        for number in [&one, &other] {
            assert_eq!(t.stored(number).await.stage.name(), StageName::Closed);
        }
    });
}

#[test]
fn chosen_duplicates_are_merged_into_one_of_them() {
    office(async |t: TestOffice| {
        let (lead, one, other) = (t.at_department().await, t.at_department().await, t.at_department().await);
        let lee = desk(&t, LEE).await;
        let form = [
            ("chosen", lead.as_str()),
            ("chosen", one.as_str()),
            ("chosen", other.as_str()),
            ("merge-into", lead.as_str()),
            ("merge-reason", "같은 신청인의 같은 민원"),
        ];
        lee.post("/complaints/selected/merge", &form).await.is(200).says("2건 중").says("2건");
        assert_eq!(t.stored(&lead).await.stage.name(), StageName::AtDepartment);
        for number in [&one, &other] {
            assert_eq!(t.stored(number).await.stage.name(), StageName::Merged);
        }
        let nobody = [("chosen", one.as_str()), ("merge-into", "20260310999999"), ("merge-reason", "없음")];
        lee.post("/complaints/selected/merge", &nobody).await.is(200).says("처리하지 못함");
        lee.get(&format!("/complaints/{one}")).await.is(200).says("병합 해제");
    });
}

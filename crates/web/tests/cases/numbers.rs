//! Numbers of persons that stand in what somebody wrote: covered on pages, in JSON, in lists and files and in letters to
//! the office, found by no search, and opened for a purpose that is kept.

use casework::Submission;
use casework::intake::{self, HandedInBy};
use domain::complaint::{Command, Kind, Number};
use domain::text::{Body, Title};
use testkit::office::{TestOffice, submission};
use testkit::say;
use testkit::world::{HAN, KIM, LEE, MIN, ROADS, officer};

use crate::desk::{desk, office};

const RESIDENT: &str = "900101-1234567";
const CARD: &str = "4111-1111-1111-1111";
const PHONE: &str = "010-7391-8264";
const PLATE: &str = "12가3456";
const MEMO: &str = "신청인 어머니는 850505-2345678입니다.";

/// On 김도로's desk.
async fn written(t: &TestOffice) -> Number {
    let title = Title::new(&format!("환불 요청 {CARD}")).unwrap();
    let body = format!("제 번호는 {RESIDENT}, 전화 {PHONE}입니다. {PLATE} 차량이 세워져 있습니다.");
    let submission = Submission { title, body: Body::new(&body).unwrap(), ..submission() };
    let filed = intake::file(&t.office, HandedInBy::Citizen, submission, None).await.unwrap();
    let received =
        t.act(&officer(HAN), &filed.complaint.application_number, say::receive(Kind::Grievance)).await;
    let number = received.spoken_number().clone();
    t.act(&officer(HAN), &number, say::to_department(ROADS)).await;
    let memo = Some(say::memo(MEMO));
    let assign = Command::Assign { department: None, handler: KIM, memo, cooperations: Vec::new() };
    t.act(&officer(LEE), &number, assign).await;
    t.act(&officer(KIM), &number, Command::Accept).await;
    number
}

#[test]
fn numbers_in_a_text_are_covered_until_a_purpose_is_named() {
    office(async |t: TestOffice| {
        let number = written(&t).await;
        let kim = desk(&t, KIM).await;
        let page = kim.case(&number, "handle").await;
        page.is(200).says("******-*******").says("****-****-****-****");
        for guarded in [RESIDENT, CARD, "850505-2345678"] {
            page.does_not_say(guarded);
        }
        // Whoever works on it calls the petitioner and looks for the car.
        page.says(PHONE).says(PLATE);
        let reading = desk(&t, MIN).await;
        let page = reading.case(&number, "complaints").await;
        page.is(200).says("***-****-****").says(PLATE);
        for covered in [RESIDENT, CARD, PHONE] {
            page.does_not_say(covered);
        }
        let reveal = format!("/complaints/{number}/reveal");
        kim.post(&reveal, &[("purpose", " ")]).await.is(422).does_not_say(RESIDENT);
        let opened = kim.post(&reveal, &[("purpose", "환불 계좌 확인")]).await;
        opened.is(200).says(RESIDENT).says(CARD).says("850505-2345678");
        kim.case(&number, "handle").await.does_not_say(RESIDENT);
    });
}

#[test]
fn no_list_no_search_and_no_letter_to_the_office_carries_them() {
    office(async |t: TestOffice| {
        let number = written(&t).await;
        while t.store().read().await.unwrap().search_backlog(1).await.unwrap() > 0 {
            t.store().fold_search().await.unwrap();
        }
        let lee = desk(&t, LEE).await;
        lee.get("/complaints").await.says(number.as_str()).says("****-****-****-****").does_not_say(CARD);
        for (words, found) in [
            (PLATE, true),
            ("환불", true),
            (RESIDENT, false),
            (CARD, false),
            (PHONE, false),
            ("1234567", false),
        ] {
            let page = lee.get(&format!("/complaints?q={words}")).await;
            assert_eq!(page.body.contains(number.as_str()), found, "{words}");
            page.does_not_say(&format!("{CARD}<"));
        }
        let id = t.stored(&number).await.id;
        let letters = t.store().read().await.unwrap().notices_of(id, None, 50).await.unwrap();
        let staff: Vec<_> = letters.iter().filter(|l| l.notice.to.officer().is_some()).collect();
        assert!(!staff.is_empty());
        for letter in staff {
            let said =
                format!("{} {} {:?}", letter.notice.subject, letter.notice.body, letter.notice.channel_texts);
            assert!(!said.contains(CARD) && !said.contains("850505-2345678"), "{said}");
        }
    });
}

#[test]
fn a_handler_is_told_of_numbers_in_an_answer_before_it_goes() {
    office(async |t: TestOffice| {
        let number = written(&t).await;
        t.act(
            &officer(KIM),
            &number,
            say::draft(&format!("환불 계좌는 국민 123456-04-123456, {RESIDENT}입니다.")),
        )
        .await;
        let kim = desk(&t, KIM).await;
        kim.case(&number, "handle").await.says("답변에 주민등록번호, 계좌번호");
        t.act(&officer(KIM), &number, say::draft("환불해 드렸습니다.")).await;
        kim.case(&number, "handle").await.does_not_say("이렇게 보이는 번호가 있습니다");
    });
}

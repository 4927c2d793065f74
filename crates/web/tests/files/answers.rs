//! Files that go with an act: supplements, answers, opinions.

use casework::attachments::{Said, scanned, to_scan};
use domain::complaint::{AnswerResult, Command, Number};
use testkit::say;
use testkit::world::{KIM, NAM, SEO, officer};

use crate::visitor::{Came, Form, House, with_house};

const PDF: &[u8] = b"%PDF-1.4\n%%EOF";

/// A complaint on 김도로's desk, its petitioner at the browser.
async fn accepted(house: &House) -> (Number, crate::visitor::Visitor) {
    let filed = house.office.file().await;
    let (number, secret) = (filed.complaint.application_number, filed.secret.unwrap());
    use domain::complaint::Kind;
    use testkit::world::{HAN, LEE, ROADS};
    let received = house.office.act(&officer(HAN), &number, say::receive(Kind::Grievance)).await;
    let spoken = received.spoken_number().clone();
    house.office.act(&officer(HAN), &spoken, say::to_department(ROADS)).await;
    house.office.act(&officer(LEE), &spoken, say::assign(KIM)).await;
    house.office.act(&officer(KIM), &spoken, Command::Accept).await;
    let petitioner = house.petitioner(&number, &secret).await;
    (spoken, petitioner)
}

async fn scan_all(house: &House) {
    for file in to_scan(&house.office.office).await.unwrap() {
        scanned(&house.office.office, &file, &Said::Clean).await.unwrap();
    }
}

fn version(page: &Came) -> String {
    page.hidden("version")
}

#[test]
fn a_supplement_is_sent_with_its_files_and_not_before() {
    with_house(|house| async move {
        let (number, mut petitioner) = accepted(&house).await;
        let nothing = petitioner
            .post("/petition/supplement", Form::new(&[("text", "보냅니다.")]).file("a.pdf", PDF))
            .await;
        assert_eq!(nothing.status, 409, "nobody has asked: {}", nothing.text());
        assert!(house.kept().is_empty());
        house.office.act(&officer(KIM), &number, say::request_supplement(7)).await;
        let page = petitioner.get("/petition").await;
        let version = version(&page);
        let fields = [("version", version.as_str()), ("text", "도면을 붙입니다."), ("go", "attach")];
        let form = Form::new(&fields).file("도면.pdf", PDF).file("나쁨.exe", b"MZ");
        let came = petitioner.post("/petition/supplement", form).await;
        assert_eq!(came.status, 422);
        for part in ["도면.pdf", "나쁨.exe", "도면을 붙입니다."] {
            came.has(part);
        }
        let mut handler = house.officer(KIM).await;
        handler.get(&format!("/complaints/{number}")).await.has_not("도면.pdf");
        let sent = petitioner.post("/petition/supplement", Form::new(&fields[..2])).await;
        assert_eq!(sent.status, 303, "{}", sent.text());
        let page = handler.get(&format!("/complaints/{number}")).await;
        page.has("보완 첨부파일");
        page.has("도면.pdf");
    });
}

#[test]
fn an_answer_s_files_go_out_with_the_approval_and_not_before() {
    with_house(|house| async move {
        let (number, mut petitioner) = accepted(&house).await;
        let mut handler = house.officer(KIM).await;
        let fields = [("panel", "answer"), ("result", "granted"), ("body", "보수하였습니다.")];
        let attach = format!("/complaints/{number}/attach");
        let came =
            handler.post(&attach, Form::new(&fields).file("준공 사진.pdf", PDF).file("x.exe", b"MZ")).await;
        assert_eq!(came.status, 422);
        for part in ["준공 사진.pdf", "x.exe", "보수하였습니다."] {
            came.has(part);
        }
        scan_all(&house).await;
        petitioner.get("/petition").await.has_not("준공 사진.pdf");
        house.office.act(&officer(KIM), &number, say::send_up(AnswerResult::Granted)).await;
        let late = handler.post(&attach, Form::new(&fields).file("나중.pdf", PDF)).await;
        assert!(late.status.is_client_error(), "frozen: {}", late.status);
        house.officer(SEO).await.get(&format!("/complaints/{number}")).await.has("준공 사진.pdf");
        petitioner.get("/petition").await.has_not("준공 사진.pdf");
        for approver in [SEO, NAM] {
            drop(house.office.try_act(&officer(approver), &number, Command::ApprovalStarted).await);
            drop(house.office.try_act(&officer(approver), &number, Command::Approve { comment: None }).await);
        }
        let page = petitioner.get("/petition").await;
        page.has("답변 첨부파일");
        let files = page.files();
        assert_eq!(files.len(), 1, "{}", page.text());
        assert_eq!(petitioner.get(&files[0]).await.bytes, PDF);
        house.officer(KIM).await.get(&format!("/complaints/{number}")).await.has("답변 첨부파일");
    });
}

#[test]
fn a_file_that_was_chosen_and_not_yet_sent_up_goes_with_the_act() {
    with_house(|house| async move {
        let (number, _) = accepted(&house).await;
        let mut handler = house.officer(KIM).await;
        let page = handler.get(&format!("/complaints/{number}")).await;
        let version = version(&page);
        let fields = [
            ("panel", "answer"),
            ("version", version.as_str()),
            ("result", "granted"),
            ("body", "보수하였습니다."),
        ];
        let draft = format!("/complaints/{number}/acts/draft");
        let came = handler.post(&draft, Form::new(&fields).file("준공.pdf", PDF)).await;
        assert_eq!(came.status, 200, "{}", came.text());
        came.has("준공.pdf");
        let bad = handler.post(&draft, Form::new(&fields).file("x.exe", b"MZ")).await;
        assert_eq!(bad.status, 422);
        bad.has("보수하였습니다.");
    });
}

//! Attachments over the JSON interface.

use testkit::world::{HAN, SONG};

use crate::visitor::{Form, with_house};

const PDF: &[u8] = b"%PDF-1.4\n%%EOF";

#[test]
fn programs_attach_list_and_download_as_people_do() {
    with_house(|house| async move {
        let filed = house.office.file().await;
        let (number, secret) = (filed.complaint.application_number, filed.secret.unwrap());
        let path = format!("/api/v1/complaints/{number}/attachments");
        let mut program = house.visitor();
        let bad = program.post_as(&path, &secret, Form::new(&[]).file("a.exe", b"MZ")).await;
        assert_eq!(bad.status, 422);
        bad.has("file-kind-not-taken");
        let none = program.post_as(&path, &secret, Form::new(&[])).await;
        assert_eq!(none.status, 422);
        let odd = program.post_as(&path, &secret, Form::new(&[("part", "x")]).file("a.pdf", PDF)).await;
        assert_eq!(odd.status, 422);
        let wrong = program.post_as(&path, "AAAABBBBCCCC", Form::new(&[]).file("a.pdf", PDF)).await;
        assert_eq!(wrong.status, 404);
        let good = program.post_as(&path, &secret, Form::new(&[]).file("약도.pdf", PDF)).await;
        assert_eq!(good.status, 201, "{}", good.text());
        good.has("\"part\":\"application\"");
        good.has("\"scan\":\"waiting\"");
        good.has("\"href\":null");
        let mut receiver = house.officer(HAN).await;
        receiver.get(&path).await.has("약도.pdf");
        assert_eq!(house.officer(SONG).await.get(&path).await.status, 404);
        let answer = receiver.post(&path, Form::new(&[("part", "answer")]).file("b.pdf", PDF)).await;
        assert_eq!(answer.status, 409, "not received yet: {}", answer.text());
    });
}

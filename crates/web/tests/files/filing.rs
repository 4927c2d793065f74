//! Files that come with a new complaint: from the petitioner, and over the counter.

use domain::access::Scope;
use store::Attachment;
use store::read::{Filter, Page, Sort};
use testkit::world::{self, HAN, KIM};

use crate::visitor::{Form, House, with_house};

const PDF: &[u8] = b"%PDF-1.4\n%%EOF";

fn filled<'a>(go: &'a str, once: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("step", "check"),
        ("go", go),
        ("once", once),
        ("title", "가로등이 꺼졌습니다"),
        ("body", "나흘째입니다."),
        ("visibility", "private"),
        ("name", "박시민"),
        ("phone", "010-1234-5678"),
        ("agree", "on"),
    ]
}

/// What lies on the only complaint there is.
async fn on_file(house: &House) -> Vec<Attachment> {
    let page = Page { sort: Sort::Newest, limit: 5, after: None };
    let everything = Scope::of(&world::sweep());
    let mut tx = house.office.store().read().await.unwrap();
    let rows = tx.complaints(&everything, &Filter::default(), &page).await.unwrap().rows;
    assert_eq!(rows.len(), 1, "one complaint");
    tx.attachments_of(rows[0].id).await.unwrap()
}

#[test]
fn what_waited_goes_with_the_complaint_and_the_next_begins_empty() {
    with_house(|house| async move {
        let once = "0123456789abcdef0123456789abcdef";
        let mut visitor = house.visitor();
        let came = visitor.post("/apply", Form::new(&filled("attach", once)).file("약도.pdf", PDF)).await;
        assert_eq!(came.status, 200);
        let check = visitor.post("/apply", Form::new(&filled("next", once))).await;
        check.has("약도.pdf");
        let sent =
            visitor.post("/apply", Form::new(&filled("send", once)).file("사진 설명.txt", b"abc")).await;
        assert_eq!(sent.status, 303, "{}", sent.text());
        let mut names: Vec<String> = on_file(&house).await.into_iter().map(|a| a.name).collect();
        names.sort_unstable();
        assert_eq!(names, ["사진 설명.txt", "약도.pdf"]);
        visitor.get("/apply").await.has_not("약도.pdf");
        let own = visitor.get("/petition").await;
        own.has("약도.pdf");
        assert!(own.files().is_empty(), "not before it was scanned");
    });
}

#[test]
fn papers_over_the_counter_are_registered_with_it() {
    with_house(|house| async move {
        let mut clerk = house.officer(HAN).await;
        let pairs = [
            ("channel", "counter"),
            ("title", "보도블록이 내려앉았습니다"),
            ("body", "방이동입니다."),
            ("name", "박시민"),
            ("phone", "010-1234-5678"),
        ];
        let bad = clerk
            .post("/receive/new", Form::new(&pairs).file("a.exe", b"MZ").file("신분 확인.pdf", PDF))
            .await;
        assert_eq!(bad.status, 422);
        bad.has("받지 않는 형식입니다");
        bad.has("신분 확인.pdf");
        bad.has("방이동입니다.");
        let done = clerk.post("/receive/new", Form::new(&pairs)).await;
        assert_eq!(done.status, 200, "{}", done.text());
        done.has("신청인에게 건네줄 번호");
        let kept = on_file(&house).await;
        assert_eq!((kept.len(), kept[0].by), (1, Some(HAN)));
        let mut other = house.officer(KIM).await;
        assert_eq!(other.post("/receive/new", Form::new(&pairs).file("b.pdf", PDF)).await.status, 404);
    });
}

#[test]
fn what_nobody_sends_is_gone_after_some_hours() {
    with_house(|house| async move {
        let mut visitor = house.visitor();
        visitor.post("/apply", Form::new(&[("go", "attach")]).file("약도.pdf", PDF)).await;
        let office = &house.office.office;
        house.office.advance_hours(2);
        assert!(
            casework::attachments::left_behind(office, jiff::SignedDuration::ZERO).await.unwrap().is_empty()
        );
        house.office.advance_hours(2);
        let left = casework::attachments::left_behind(office, jiff::SignedDuration::ZERO).await.unwrap();
        assert_eq!(left.len(), 1);
        web::files::remove(office, &house.vault, left[0]).await.unwrap();
        assert!(house.kept().is_empty());
        visitor.get("/apply").await.has_not("약도.pdf");
    });
}

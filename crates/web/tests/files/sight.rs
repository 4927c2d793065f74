//! Who may open a file: whoever may see the case, once it was scanned; every officer's opening is kept.

use casework::attachments::{Said, scanned, to_scan};
use casework::intake::Filed;
use domain::complaint::{Channel, Command, Kind, Visibility};
use testkit::say;
use testkit::world::{HAN, KIM, LEE, ROADS, SONG, officer};
use uuid::Uuid;

use crate::visitor::{Form, House, with_house};

const PDF: &[u8] = b"%PDF-1.4\n%%EOF";

/// A complaint with a PDF, as its petitioner sent it; its number, its secret, and the file's id.
async fn filed(house: &House, visibility: Visibility) -> (Filed, Uuid) {
    let filed = house.office.file_as(Channel::Web, visibility).await;
    let number = &filed.complaint.application_number;
    let mut petitioner = house.petitioner(number, filed.secret.as_deref().unwrap()).await;
    let secret = filed.secret.clone().unwrap();
    let path = format!("/api/v1/complaints/{number}/attachments");
    let came = petitioner.post_as(&path, &secret, Form::new(&[]).file("약도.pdf", PDF)).await;
    assert_eq!(came.status, 201, "{}", came.text());
    let text = came.text();
    let id = text.split("\"id\":\"").nth(1).unwrap().split('"').next().unwrap().parse().unwrap();
    (filed, id)
}

async fn say_of_all(house: &House, said: &Said) {
    for file in to_scan(&house.office.office).await.unwrap() {
        scanned(&house.office.office, &file, said).await.unwrap();
    }
}

#[test]
fn whoever_may_see_the_case_opens_it_and_nobody_else() {
    with_house(|house| async move {
        let (Filed { complaint, secret }, id) = filed(&house, Visibility::Private).await;
        let number = &complaint.application_number;
        let path = format!("/complaints/{number}/files/{id}");
        let mut receiver = house.officer(HAN).await;
        assert_eq!(receiver.get(&path).await.status, 404, "before the scan");
        say_of_all(&house, &Said::Clean).await;

        let page = receiver.get(&format!("/complaints/{number}")).await;
        page.has("신청 첨부파일");
        page.has("안전");
        assert_eq!(page.files(), std::slice::from_ref(&path));
        let came = receiver.get(&path).await;
        assert_eq!((came.status.as_u16(), came.bytes.as_slice()), (200, PDF));
        assert!(came.header("content-disposition").starts_with("attachment; "));
        assert!(came.header("content-disposition").contains("filename*=UTF-8''%EC%95%BD%EB%8F%84.pdf"));
        assert!(came.header("content-security-policy").contains("sandbox"));
        assert_eq!(
            (came.header("x-content-type-options"), came.header("cache-control")),
            ("nosniff", "no-store")
        );
        let shown = receiver.get(&format!("{path}/view")).await;
        assert!(shown.header("content-disposition").starts_with("inline; "));
        assert_eq!(shown.header("content-type"), "application/pdf");
        let policy = shown.header("content-security-policy").to_owned();
        assert!(policy.ends_with("; sandbox") && !policy.contains("allow-"), "{policy}");

        for elsewhere in [SONG, KIM] {
            let mut other = house.officer(elsewhere).await;
            assert_eq!(other.get(&path).await.status, 404);
        }
        assert_eq!(house.visitor().get(&path).await.status, 303, "to the log-in");
        let mut own = house.petitioner(number, secret.as_deref().unwrap()).await;
        assert_eq!(own.get(&format!("/petition/files/{id}")).await.bytes, PDF);
        let other = house.office.file().await;
        let mut other = house.petitioner(&other.complaint.application_number, &other.secret.unwrap()).await;
        assert_eq!(other.get(&format!("/petition/files/{id}")).await.status, 404);
        for nonsense in ["x", "../a", "00000000-0000-0000-0000-000000000000"] {
            assert!(
                receiver
                    .get(&format!("/complaints/{number}/files/{nonsense}"))
                    .await
                    .status
                    .is_client_error()
            );
        }
        let log = house.office.store().read().await.unwrap().accesses(None, None, 20).await.unwrap();
        let downloads: Vec<_> = log.iter().filter(|line| line.access.action == "download").collect();
        assert_eq!(downloads.len(), 2, "the download and the view, nothing of the petitioner's");
        assert_eq!(downloads[0].access.account.as_deref(), Some("han"));
        assert_eq!(downloads[0].access.subject, Some(format!("{number}/{id}")));
    });
}

#[test]
fn an_infected_file_is_opened_by_nobody_and_both_sides_hear_of_it() {
    with_house(|house| async move {
        let (Filed { complaint, secret }, id) = filed(&house, Visibility::Private).await;
        let number = &complaint.application_number;
        say_of_all(&house, &Said::Infected { name: "Eicar".to_owned() }).await;
        let mut receiver = house.officer(HAN).await;
        let page = receiver.get(&format!("/complaints/{number}")).await;
        page.has("감염(격리)");
        assert!(page.files().is_empty());
        assert_eq!(receiver.get(&format!("/complaints/{number}/files/{id}")).await.status, 404);
        let mut own = house.petitioner(number, secret.as_deref().unwrap()).await;
        own.get("/petition").await.has("악성코드가 발견된 파일이 있습니다");
        assert_eq!(own.get(&format!("/petition/files/{id}")).await.status, 404);
        let notices =
            house.office.store().read().await.unwrap().notices_of(complaint.id, None, 50).await.unwrap();
        let about: Vec<_> = notices.iter().filter(|n| n.notice.subject.contains("악성코드")).collect();
        assert!(about.iter().any(|n| matches!(n.notice.to, store::Owner::Petitioner(_))));
        assert!(about.iter().any(|n| matches!(n.notice.to, store::Owner::Officer(_))));
    });
}

#[test]
fn what_could_not_be_scanned_says_so_and_is_scanned_again() {
    with_house(|house| async move {
        let (Filed { complaint, .. }, id) = filed(&house, Visibility::Private).await;
        let again = jiff::SignedDuration::from_mins(5);
        say_of_all(&house, &Said::Nothing { why: "검사기 없음".to_owned(), again }).await;
        let number = &complaint.application_number;
        let mut receiver = house.officer(HAN).await;
        receiver.get(&format!("/complaints/{number}")).await.has("검사하지 못함");
        assert_eq!(receiver.get(&format!("/complaints/{number}/files/{id}")).await.status, 200);
        assert!(to_scan(&house.office.office).await.unwrap().is_empty());
        house.office.advance(again);
        assert_eq!(to_scan(&house.office.office).await.unwrap().len(), 1);
    });
}

#[test]
fn a_sealed_file_s_papers_are_opened_only_where_it_lies() {
    with_house(|house| async move {
        let (Filed { complaint, .. }, id) = filed(&house, Visibility::Sealed).await;
        say_of_all(&house, &Said::Clean).await;
        let filed = complaint.application_number.clone();
        let number = house
            .office
            .act(&officer(HAN), &filed, say::receive(Kind::Grievance))
            .await
            .spoken_number()
            .clone();
        house.office.act(&officer(HAN), &number, say::to_department(ROADS)).await;
        house.office.act(&officer(LEE), &number, say::assign(KIM)).await;
        house.office.act(&officer(KIM), &number, Command::Accept).await;
        let path = format!("/complaints/{number}/files/{id}");
        assert_eq!(house.officer(KIM).await.get(&path).await.status, 200);
        for other in [HAN, SONG] {
            assert_eq!(house.officer(other).await.get(&path).await.status, 404);
        }
        let log = house.office.store().read().await.unwrap().accesses(Some("kim"), None, 9).await.unwrap();
        let taken = log.iter().find(|line| line.access.action == "download").unwrap();
        assert_eq!(
            taken.access.subject,
            Some(id.to_string()),
            "the log is read by others: no number of a sealed file"
        );
    });
}

//! 공개 민원: what is open and answered, without the person.

use axum::http::StatusCode;
use casework::Submission;
use casework::intake::{self, HandedInBy};
use domain::complaint::{AnswerResult, Kind, Visibility};
use domain::text::{Body, Title};
use testkit::office::{TestOffice, submission};
use testkit::say;
use testkit::world::{HAN, officer};

use crate::browser::{Browser, with_office};

async fn answered(office: &TestOffice, title: &str, visibility: Visibility) {
    let body = Body::new("제 번호는 010-9876-5432, park@citizen.example 입니다.").unwrap();
    let submission = Submission { title: Title::new(title).unwrap(), body, visibility, ..submission() };
    let filed = intake::file(&office.office, HandedInBy::Citizen, submission, None).await.unwrap();
    let number = filed.complaint.application_number;
    office.act(&officer(HAN), &number, say::receive(Kind::Other)).await;
    office.act(&officer(HAN), &number, say::answer_at_once(AnswerResult::Granted)).await;
}

#[test]
fn question_and_answer_are_read_without_the_person() {
    with_office(|office| async move {
        answered(&office, "가로등 <b>고장</b> 010-1111-2222", Visibility::Open).await;
        answered(&office, "숨긴 민원", Visibility::Private).await;
        answered(&office, "공익신고 민원", Visibility::Sealed).await;
        let mut browser = Browser::at(&office);
        let list = browser.get("/answers").await;
        list.has("가로등 &lt;b&gt;고장&lt;/b&gt; [전화번호]");
        for hidden in ["숨긴 민원", "공익신고 민원", "박시민"] {
            list.has_not(hidden);
        }
        let (_, after) = list.text.split_once("href=\"/answers/").unwrap();
        let id = after.split('"').next().unwrap();
        let detail = browser.get(&format!("/answers/{id}?lang=en")).await;
        detail.has("바로 안내드립니다.");
        detail.has("[전화번호], [이메일]");
        for personal in ["010-9876", "park@", "박시민", "F2026", "방이동"] {
            detail.has_not(personal);
        }
        detail.has(&format!("href=\"/answers/{id}?lang=ko\""));
    });
}

#[test]
fn the_search_tells_nothing_of_what_is_hidden() {
    with_office(|office| async move {
        answered(&office, "Streetlight 고장 010-1111-2222", Visibility::Open).await;
        let mut browser = Browser::at(&office);
        for (words, found) in [("streetlight", 1), ("번호는", 1), ("010-1111", 0), ("park@", 0), ("9876", 0)]
        {
            let query = serde_html_form::to_string([("q", words)]).unwrap();
            let list = browser.get(&format!("/answers?{query}")).await;
            assert_eq!(list.text.matches("href=\"/answers/").count(), found, "{words}");
        }
    });
}

#[test]
fn the_list_is_searched_and_turned() {
    with_office(|office| async move {
        for n in 1..=23 {
            answered(&office, &format!("보도블록 {n}번째"), Visibility::Open).await;
        }
        let mut browser = Browser::at(&office);
        let first = browser.get("/answers?lang=en").await;
        first.has("20 shown");
        let (before, _) = first.text.split_once("\" rel=\"next\"").unwrap();
        let next = before.rsplit_once("href=\"").unwrap().1.replace("&amp;", "&");
        assert!(next.contains("lang=en"), "{next}");
        browser.get(&next).await.has("3 shown");
        browser.get("/answers?q=23%EB%B2%88%EC%A7%B8").await.has("1건 표시");
        browser.get("/answers?q=%25").await.has("찾으시는 답변이 없습니다.");
        for odd in ["/answers?after=x", "/answers?after=1_2&q=", "/answers?q=a&q=b"] {
            assert_eq!(browser.get(odd).await.status, StatusCode::OK, "{odd}");
        }
    });
}

#[test]
fn what_is_not_published_is_not_found() {
    with_office(|office| async move {
        let mut browser = Browser::at(&office);
        for path in ["/answers/nonsense", "/answers/00000000-0000-0000-0000-000000000001?lang=en"] {
            assert_eq!(browser.get(path).await.status, StatusCode::NOT_FOUND);
        }
    });
}

#[test]
fn one_address_searches_so_many_times_a_minute_and_reads_on() {
    with_office(|office| async move {
        answered(&office, "가로등 고장", Visibility::Open).await;
        let mut browser = Browser::at(&office);
        let mut last = StatusCode::OK;
        let mut searched = 0;
        while last == StatusCode::OK {
            last = browser.get("/answers?q=가로등").await.status;
            searched += 1;
            assert!(searched < 100, "nobody is told to wait");
        }
        assert_eq!((last, searched > 20), (StatusCode::TOO_MANY_REQUESTS, true), "{searched}");
        assert_eq!(browser.get("/answers").await.status, StatusCode::OK, "the list without words is read on");
    });
}

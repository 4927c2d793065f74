//! 민원 신청: three steps that lose nothing, and one complaint at the end.

use axum::http::StatusCode;
use domain::access::Scope;
use store::read::{Filter, Page, Sort};
use testkit::office::TestOffice;
use testkit::world;

use crate::browser::{Browser, Came, with_office};

/// All that is typed on the way, under a key that the first page gave.
fn filled<'a>(once: &'a str, go: &'a str, step: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("step", step),
        ("go", go),
        ("once", once),
        ("title", "가로등이 꺼졌습니다"),
        ("body", "나흘째입니다.\r\n고쳐 주십시오."),
        ("place", "송파구 방이동"),
        ("visibility", "private"),
        ("name", "박시민"),
        ("phone", "010-1234-5678"),
        ("agree", "on"),
    ]
}

/// The same with one field said otherwise.
fn but<'a>(mut fields: Vec<(&'a str, &'a str)>, name: &'a str, value: &'a str) -> Vec<(&'a str, &'a str)> {
    fields.retain(|(known, _)| *known != name);
    fields.push((name, value));
    fields
}

async fn filings(office: &TestOffice) -> usize {
    let everything = Scope::of(&world::sweep());
    let page = Page { sort: Sort::Newest, limit: 50, after: None };
    let mut tx = office.store().read().await.unwrap();
    tx.complaints(&everything, &Filter::default(), &page).await.unwrap().rows.len()
}

fn given(came: &Came) -> (String, String) {
    (came.element("application-number"), came.element("secret"))
}

#[test]
fn three_steps_lead_to_a_number_and_a_secret_that_open_it() {
    with_office(|office| async move {
        let mut browser = Browser::at(&office);
        let first = browser.get("/apply").await;
        let once = first.hidden("once");
        let second = browser.post("/apply", &filled(&once, "next", "writing")).await;
        assert_eq!(second.status, StatusCode::OK);
        second.has("autocomplete=\"tel\"");
        assert_eq!(second.hidden("title"), "가로등이 꺼졌습니다");
        let third = browser.post("/apply", &filled(&once, "next", "person")).await;
        third.has("나흘째입니다.");
        let sent = browser.post("/apply", &filled(&once, "send", "check")).await;
        assert_eq!((sent.status, sent.location.as_str()), (StatusCode::SEE_OTHER, "/apply/done"));
        for cookie in &sent.set_cookies {
            assert!(cookie.contains("HttpOnly") && cookie.contains("Secure"), "{cookie}");
            assert!(cookie.starts_with("__Host-") || cookie.starts_with("__Secure-"), "{cookie}");
            let ends = cookie.contains("Max-Age=0");
            assert!(
                ends || !(cookie.contains("Max-Age") || cookie.contains("Expires")),
                "it outlives the browser: {cookie}"
            );
        }
        let done = browser.get("/apply/done").await;
        let (number, secret) = given(&done);
        assert_eq!(filings(&office).await, 1);

        let again = browser.get("/apply/done").await;
        assert_eq!(again.location, "/petition", "the secret is shown once");
        let mut later = browser.stranger();
        let looked = later
            .post("/lookup", &[("number", &number.to_lowercase()), ("secret", &secret.to_lowercase())])
            .await;
        assert_eq!(looked.location, "/petition");
        later.get("/petition").await.has("가로등이 꺼졌습니다");
    });
}

#[test]
fn going_back_keeps_everything() {
    with_office(|office| async move {
        let mut browser = Browser::at(&office);
        let once = "0123456789abcdef0123456789abcdef";
        let back = browser.post("/apply", &filled(once, "writing", "check")).await;
        back.has("value=\"가로등이 꺼졌습니다\"");
        assert_eq!((back.hidden("name"), back.hidden("once")), ("박시민".to_owned(), once.to_owned()));
        let half = but(filled(once, "writing", "person"), "name", "");
        assert_eq!(browser.post("/apply", &half).await.status, StatusCode::OK, "going back asks nothing");
    });
}

#[test]
fn the_other_language_keeps_step_and_words() {
    with_office(|office| async move {
        let mut browser = Browser::at(&office);
        let came = browser.post("/apply?lang=en", &filled("", "stay", "person")).await;
        assert_eq!(came.status, StatusCode::OK);
        came.has("<html lang=\"en\">");
        came.has("value=\"박시민\"");
        came.has("href=\"#other-language\"");
        assert_eq!(came.hidden("title"), "가로등이 꺼졌습니다");
        let wrong = browser.post("/apply?lang=en", &but(filled("", "next", "person"), "name", "")).await;
        wrong.has("Please fill in: Name.");
        let sent = browser.post("/apply?lang=en", &filled("", "send", "check")).await;
        assert_eq!(sent.location, "/apply/done?lang=en");
    });
}

#[test]
fn each_wrong_field_is_said_at_its_step_and_nothing_is_filed() {
    with_office(|office| async move {
        let mut browser = Browser::at(&office);
        let (long_title, long_body) = ("가".repeat(201), "가".repeat(20_001));
        let cases = [
            ("title", "", "#title"),
            ("title", long_title.as_str(), "지금 201자"),
            ("title", "벨\u{7}소리", "제어 문자"),
            ("title", "두\n줄", "제어 문자"),
            ("body", "", "#body"),
            ("body", long_body.as_str(), "지금 20001자"),
            ("body", "널\u{0}문자", "제어 문자"),
            ("place", "a\u{1b}b", "#place"),
            ("visibility", "everyone", "#visibility"),
            ("name", "", "#name"),
            ("name", "박\n시민", "제어 문자"),
            ("phone", "", "가운데 하나는"),
            ("phone", "전화 주세요", "#phone"),
            ("email", "park@", "#email"),
            ("agree", "", "#agree"),
        ];
        for (field, value, said) in cases {
            let came = browser.post("/apply", &but(filled("", "send", "check"), field, value)).await;
            assert_eq!(came.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
            came.has(said);
            came.has("id=\"error-summary-title\"");
            came.has("class=\"error\"");
        }
        assert_eq!(filings(&office).await, 0);
    });
}

#[test]
fn sent_twice_it_is_filed_once_and_changed_it_is_asked_about() {
    with_office(|office| async move {
        let mut browser = Browser::at(&office);
        let once = browser.get("/apply").await.hidden("once");
        browser.post("/apply", &filled(&once, "send", "check")).await;
        let first = given(&browser.get("/apply/done").await);
        browser.post("/apply", &filled(&once, "send", "check")).await;
        assert_eq!(given(&browser.get("/apply/done").await), first, "this browser still knows the secret");
        let mut other = browser.stranger();
        other.post("/apply", &filled(&once, "send", "check")).await;
        let done = other.get("/apply/done").await;
        assert_eq!(given(&done), first, "whoever lost the first answer is given the same secret");
        assert_eq!(filings(&office).await, 1);

        let changed =
            browser.post("/apply", &but(filled(&once, "send", "check"), "title", "다른 제목")).await;
        assert_eq!(changed.status, StatusCode::CONFLICT);
        let renewed = changed.hidden("once");
        assert_ne!(renewed, once);
        browser.post("/apply", &but(filled(&renewed, "send", "check"), "title", "다른 제목")).await;
        assert_eq!(filings(&office).await, 2);
    });
}

#[test]
fn what_is_typed_is_text_and_never_markup() {
    with_office(|office| async move {
        let mut browser = Browser::at(&office);
        let evil = "\"><script>alert(1)</script>";
        for step in ["writing", "person", "check"] {
            let fields = but(but(filled("", step, "check"), "title", evil), "name", evil);
            browser.post("/apply", &fields).await.has_not("<script>alert");
        }
        browser.post("/apply", &but(filled("", "send", "check"), "title", evil)).await;
        let own = browser.get("/petition").await;
        own.has_not("<script>alert");
        own.has("&lt;script&gt;alert");
    });
}

#[test]
fn what_cannot_be_read_is_refused() {
    with_office(|office| async move {
        let mut browser = Browser::at(&office);
        let came = browser.post_raw("/apply?lang=en", b"title=%ff%fe".to_vec()).await;
        assert_eq!(came.status, StatusCode::BAD_REQUEST);
        came.has("We could not read the request");
        let huge = format!("title={}", "a".repeat(2_000_000)).into_bytes();
        assert_eq!(browser.post_raw("/apply", huge).await.status, StatusCode::PAYLOAD_TOO_LARGE);
    });
}

#[test]
fn what_is_announced_as_too_large_is_refused_in_words_before_it_is_read() {
    with_office(|office| async move {
        let mut browser = Browser::at(&office);
        for (path, words) in [
            ("/apply", "파일을 줄이거나 나누어 다시 보내 주십시오."),
            ("/apply?lang=en", "larger than we can take"),
            ("/petition/supplement", "보낼 수 있는 크기를 넘었습니다"),
            ("/lookup", "보낼 수 있는 크기를 넘었습니다"),
        ] {
            let came = browser.announce(path, 300 * 1024 * 1024).await;
            assert_eq!(came.status, StatusCode::PAYLOAD_TOO_LARGE, "{path}");
            came.has(words);
            // The browser keeps what was typed into a form that led here.
            came.has("data-not-done");
        }
    });
}

#[test]
fn nothing_personal_is_kept_by_a_cache_or_in_an_address() {
    with_office(|office| async move {
        let mut browser = Browser::at(&office);
        for path in ["/citizen", "/citizen/guide?lang=en", "/apply", "/lookup", "/answers"] {
            let came = browser.get(path).await;
            assert_eq!(came.status, StatusCode::OK, "{path}");
            assert_eq!(came.cache, "no-store", "{path}");
            // A form that sends by GET would put a name or a secret into the address.
            for form in ["action=\"/apply", "action=\"/lookup"] {
                came.has_not(&format!("method=\"get\" {form}"));
            }
        }
    });
}

#[test]
fn one_address_files_so_many_a_minute_and_keeps_what_it_typed() {
    with_office(|office| async move {
        let mut browser = Browser::at(&office);
        let once = "0123456789abcdef0123456789abcdef";
        for _ in 0..120 {
            let sent = browser.post("/apply", &filled(once, "send", "check")).await;
            assert_eq!(sent.status, StatusCode::SEE_OTHER);
        }
        let held_up = browser.post("/apply", &filled(once, "send", "check")).await;
        assert_eq!(held_up.status, StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(held_up.hidden("title"), "가로등이 꺼졌습니다");
        held_up.has("잠시 기다린 뒤 다시 시도해 주십시오.");
        assert_eq!(filings(&office).await, 1);
    });
}

#[test]
fn whoever_writes_a_number_that_nobody_needs_is_told_before_it_is_sent() {
    with_office(|office| async move {
        let mut browser = Browser::at(&office);
        let once = browser.get("/apply").await.hidden("once");
        let body = "제 주민번호는 900101-1234567, 전화는 010-1234-5678입니다.";
        let check = browser.post("/apply", &but(filled(&once, "next", "person"), "body", body)).await;
        check.has("주민등록번호 – 이렇게 보이는 번호가 있습니다");
        let english =
            browser.post("/apply?lang=en", &but(filled(&once, "next", "person"), "body", body)).await;
        english.has("This looks like a resident registration number");
        let plain = browser.post("/apply", &filled(&once, "next", "person")).await;
        plain.has_not("이렇게 보이는 번호");
        let sent = browser.post("/apply", &but(filled(&once, "send", "check"), "body", body)).await;
        assert_eq!(sent.location, "/apply/done", "a hint is no refusal");
    });
}

//! A session that ends while somebody writes, without a script: what they typed comes back to them, and to nobody else.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use casework::second_factor::{self, Stage};
use casework::totp::code_at;
use domain::complaint::Number;
use jiff::SignedDuration;
use testkit::office::TestOffice;
use testkit::world::KIM;

use crate::clerk::{Came, Clerk, PASSWORD, with_office};

pub(crate) const TYPED: &str = "현장을 확인한 뒤 <다시> 알려 드리겠습니다.\n두 번째 줄입니다.";
/// As it stands in a text area.
pub(crate) const SHOWN: &str = "현장을 확인한 뒤 &lt;다시&gt; 알려 드리겠습니다.";
pub(crate) const PIECE: &str = "현장을 확인한 뒤";

/// Longer than anybody stays in without a request.
pub(crate) fn session_ends(office: &TestOffice) {
    office.advance(SignedDuration::from_mins(31));
}

/// What the page carries, sealed.
#[track_caller]
pub(crate) fn carried(came: &Came) -> String {
    let (_, rest) =
        came.text.split_once("name=\"unsent\" value=\"").unwrap_or_else(|| panic!("{}", came.text));
    rest.split('"').next().unwrap().to_owned()
}

/// 이분배 writes an interim answer for longer than her session lasts.
pub(crate) async fn written(office: &TestOffice) -> (Clerk, Number, Came) {
    let number = office.at_department().await;
    let mut lee = Clerk::at(office, "lee").await;
    lee.get(&format!("/complaints/{number}?from=assign")).await.has("중간 답변");
    session_ends(office);
    let version = office.stored(&number).await.version.to_string();
    let fields =
        [("version", version.as_str()), ("panel", "interim-answer"), ("desk", "assign"), ("text", TYPED)];
    let came = lee.post(&format!("/complaints/{number}/acts/interim-answer"), &fields).await;
    (lee, number, came)
}

pub(crate) async fn log_in(clerk: &mut Clerk, login: &str, unsent: &str) -> Came {
    let form = [("login", login), ("password", PASSWORD), ("next", "/assign"), ("unsent", unsent)];
    let came = clerk.post("/login", &form).await;
    on(clerk, came, &form).await
}

/// As a browser goes on: the same form to where it is sent next.
pub(crate) async fn on(clerk: &mut Clerk, came: Came, form: &[(&str, &str)]) -> Came {
    match came.status {
        StatusCode::TEMPORARY_REDIRECT => clerk.post(&came.location, form).await,
        _ => came,
    }
}

#[test]
fn what_was_typed_is_shown_again_to_its_writer_and_nothing_is_done_before_they_send_it() {
    with_office(|office| async move {
        let (mut lee, number, came) = written(&office).await;
        assert_eq!(came.status, StatusCode::FORBIDDEN);
        came.has("방금 보내신 내용은 저장하지 않았습니다.");
        came.has("쓰던 내용을 그대로 보여 드립니다");
        came.has_not(PIECE);
        let before = office.stored(&number).await.version;

        let wrong =
            lee.post("/login", &[("login", "lee"), ("password", "x"), ("unsent", &carried(&came))]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        wrong.has_not(PIECE);
        let back = log_in(&mut lee, "lee", &carried(&wrong)).await;
        assert_eq!(back.status, StatusCode::OK, "{}", back.text);
        back.has(SHOWN);
        back.has("두 번째 줄입니다.");
        back.has("저장하지 않은 내용을 되살렸습니다");
        back.has(&format!("action=\"/complaints/{number}/acts/interim-answer\""));
        assert_eq!(office.stored(&number).await.version, before, "nothing is done by logging in");

        let version = before.to_string();
        let sent = lee
            .post(
                &format!("/complaints/{number}/acts/interim-answer"),
                &[("version", &version), ("panel", "interim-answer"), ("desk", "assign"), ("text", TYPED)],
            )
            .await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
        assert!(office.stored(&number).await.version > before);
    });
}

#[test]
fn somebody_else_who_logs_in_there_reads_nothing_of_it() {
    with_office(|office| async move {
        let (mut lee, _, came) = written(&office).await;
        let sealed = carried(&came);
        let other = log_in(&mut lee, "park", &sealed).await;
        assert_eq!((other.status, other.location.as_str()), (StatusCode::SEE_OTHER, "/assign"));
        lee.get("/").await.has("쓴 사람이 아니거나 12시간이 지나");
        let again = lee.post("/login/again", &[("unsent", &sealed)]).await;
        assert_eq!(again.location, "/");
        again.has_not(PIECE);
        // Nor does its writer, of one that was altered.
        let mut altered = sealed.clone().into_bytes();
        altered[40] = if altered[40] == b'A' { b'B' } else { b'A' };
        let altered = String::from_utf8(altered).unwrap();
        let mut writer = Clerk::stranger(&office);
        log_in(&mut writer, "lee", &altered).await.has_not(PIECE);
        log_in(&mut writer, "lee", &sealed).await.has(PIECE);
    });
}

#[test]
fn it_is_kept_for_half_a_day_and_a_session_that_was_ended_on_purpose_is_nobodys() {
    with_office(|office| async move {
        let (mut lee, number, came) = written(&office).await;
        office.advance_hours(12);
        let late = log_in(&mut lee, "lee", &carried(&came)).await;
        assert_eq!(late.status, StatusCode::SEE_OTHER);
        late.has_not(PIECE);

        let token = lee.cookies["__Host-session"].clone();
        lee.post("/logout", &[]).await;
        lee.cookies.insert("__Host-session".into(), token);
        let act = format!("/complaints/{number}/acts/interim-answer");
        let came = lee.post(&act, &[("text", TYPED)]).await;
        assert!(came.location.starts_with("/login?"), "{}", came.text);
    });
}

#[test]
fn it_goes_through_the_second_step_of_a_log_in() {
    with_office(|office| async move {
        let number = office.accepted().await;
        let mut kim = Clerk::at(&office, "kim").await;
        kim.post("/me/second-factor/begin", &[]).await;
        let Stage::Begun { secret } = second_factor::stage(&office.office, KIM).await.unwrap() else {
            panic!()
        };
        let code = code_at(&secret, office.office.wall_now()).unwrap();
        kim.post("/me/second-factor", &[("do", "confirm"), ("code", &code)]).await;
        session_ends(&office);
        let act = format!("/complaints/{number}/acts/interim-answer");
        let came = kim.post(&act, &[("panel", "interim-answer"), ("text", TYPED)]).await;
        let asked = log_in(&mut kim, "kim", &carried(&came)).await;
        asked.has("인증 코드");
        asked.has_not(PIECE);
        let wrong = kim.post("/login/code", &[("code", "000000"), ("unsent", &carried(&asked))]).await;
        let code = code_at(&secret, office.office.wall_now()).unwrap();
        let form = [("code", code.as_str()), ("unsent", &carried(&wrong))];
        let came_in = kim.post("/login/code", &form).await;
        on(&mut kim, came_in, &form).await.has(SHOWN);
        // Who was too slow for the code begins again, with it.
        let asked = log_in(&mut kim, "kim", &carried(&came)).await;
        office.advance(SignedDuration::from_mins(6));
        let slow = kim.post("/login/code", &[("code", "000000"), ("unsent", &carried(&asked))]).await;
        slow.has("시간이 지났습니다");
        assert_eq!(carried(&slow), carried(&came));
    });
}

#[test]
fn files_are_named_to_be_attached_again() {
    with_office(|office| async move {
        let number = office.accepted().await;
        let mut kim = Clerk::at(&office, "kim").await;
        session_ends(&office);
        let part = |about: &str, content: &str| {
            format!("--x\r\nContent-Disposition: form-data; {about}\r\n\r\n{content}\r\n")
        };
        let body = [
            part("name=\"panel\"", "interim-answer"),
            part("name=\"files\"; filename=\"현장 사진.jpg\"", "jpeg"),
            part("name=\"files\"; filename=\"\"", ""),
            part("name=\"text\"", TYPED),
            "--x--\r\n".to_owned(),
        ];
        let request = Request::post(format!("/complaints/{number}/acts/interim-answer"))
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
            .header("sec-fetch-site", "same-origin");
        let came = kim.send(request.body(Body::from(body.concat())).unwrap()).await;
        came.has_not("현장 사진.jpg");
        let back = log_in(&mut kim, "kim", &carried(&came)).await;
        back.has(SHOWN);
        back.has("첨부파일은 다시 붙여 주십시오: 현장 사진.jpg");
    });
}

#[test]
fn every_other_form_comes_back_too_and_what_one_may_not_see_any_more_is_not_shown_with_it() {
    with_office(|office| async move {
        let number = office.accepted().await;
        let mut han = Clerk::at(&office, "han").await;
        session_ends(&office);
        for (form, drawn) in [
            ("/receive/new", "name=\"body\""),
            ("/receive/call", "name=\"call_note\""),
            ("/me/phrases", "쓰던 화면 열기"),
            ("/field-applications", "쓰던 화면 열기"),
        ] {
            let came =
                han.post(form, &[("title", "제목"), ("body", TYPED), ("text", "문구"), ("do", "put")]).await;
            let mut again = Clerk::stranger(&office);
            let back = log_in(&mut again, "han", &carried(&came)).await;
            assert_eq!(back.status, StatusCode::OK, "{form}");
            back.has(SHOWN);
            back.has(drawn);
        }
        // A complaint of another department.
        let mut choi = Clerk::at(&office, "choi").await;
        session_ends(&office);
        let came = choi.post(&format!("/complaints/{number}/acts/interim-answer"), &[("text", TYPED)]).await;
        let back = log_in(&mut choi, "choi", &carried(&came)).await;
        back.has(SHOWN);
        back.has("쓰던 화면 열기");
        back.has_not("신청내용");
    });
}

#[test]
fn no_secret_is_carried_and_nothing_that_a_script_sends_or_nobody_typed() {
    with_office(|office| async move {
        let number = office.accepted().await;
        let mut kim = Clerk::at(&office, "kim").await;
        session_ends(&office);
        let act = format!("/complaints/{number}/acts/interim-answer");
        let secret = [("current", PASSWORD), ("password", "새-비밀-2026"), ("again", "새-비밀-2026")];
        for path in ["/me/password", "/me/second-factor", "/session/extend"] {
            assert!(kim.post(path, &secret).await.location.starts_with("/login?"), "{path}");
        }
        assert!(
            kim.post(&act, &[("password", "새-비밀-2026"), ("text", "")])
                .await
                .location
                .starts_with("/login?")
        );
        let long = "가".repeat(100_000);
        assert!(
            kim.post(&act, &[("text", &long)]).await.location.starts_with("/login?"),
            "too long to carry"
        );
        let script = Request::post(&act)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin")
            .header("sec-fetch-mode", "cors");
        let told = kim.send(script.body(Body::from("text=memo")).unwrap()).await;
        assert!(told.location.starts_with("/login?"), "{}", told.text);
    });
}

#[test]
fn who_logs_in_beside_the_page_that_keeps_it_sends_it_from_there() {
    with_office(|office| async move {
        let (mut lee, _, came) = written(&office).await;
        // Too early: the page keeps it.
        let early = lee.post("/login/again", &[("unsent", &carried(&came))]).await;
        assert_eq!(carried(&early), carried(&came));
        let beside = Clerk::at(&office, "lee").await;
        lee.cookies = beside.cookies;
        lee.post("/login/again", &[("unsent", &carried(&early))]).await.has(SHOWN);
    });
}

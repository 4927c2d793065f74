//! 나의 민원: what is seen of it, and every act a petitioner has.

use axum::http::StatusCode;
use casework::Filed;
use domain::complaint::{AnswerResult, Command, Kind, Score, StageName, Visibility};
use domain::complaint::{Channel, Number};
use domain::period::Period;
use testkit::office::TestOffice;
use testkit::say;
use testkit::world::{HAN, KIM, LEE, ROADS, officer};

use crate::browser::{Browser, Came, with_office};

/// A petitioner at their complaint, and its number.
async fn at_own(office: &TestOffice) -> (Browser, Number) {
    let Filed { complaint, secret } = office.file_as(Channel::Web, Visibility::Private).await;
    let mut browser = Browser::at(office);
    browser.enter(&complaint.application_number, &secret.unwrap()).await;
    (browser, complaint.application_number)
}

async fn accepted(office: &TestOffice, number: &Number) {
    office.act(&officer(HAN), number, say::receive(Kind::Grievance)).await;
    office.act(&officer(HAN), number, say::to_department(ROADS)).await;
    office.act(&officer(LEE), number, say::assign(KIM)).await;
    office.act(&officer(KIM), number, Command::Accept).await;
}

async fn answered(office: &TestOffice, number: &Number, kind: Kind, result: AnswerResult) {
    office.act(&officer(HAN), number, say::receive(kind)).await;
    office.act(&officer(HAN), number, say::answer_at_once(result)).await;
}

/// Sends an act's form as the page drew it, with these fields.
async fn send(browser: &mut Browser, act: &str, fields: &[(&str, &str)]) -> Came {
    let page = browser.get("/petition").await;
    let form = page.text.split(&format!("action=\"/petition/{act}\"")).nth(1).unwrap_or_default();
    let drawn = Came { text: form.to_owned(), ..page };
    let (version, once) = (drawn.hidden("version"), drawn.hidden("once"));
    let pairs: Vec<(&str, &str)> = [("version", version.as_str()), ("once", once.as_str())]
        .into_iter()
        .chain(fields.iter().copied())
        .collect();
    browser.post(&format!("/petition/{act}"), &pairs).await
}

#[test]
fn who_handles_it_is_told_once_somebody_does() {
    with_office(|office| async move {
        let (mut browser, number) = at_own(&office).await;
        browser.get("/petition").await.has("아직 정해지지 않았습니다.");
        accepted(&office, &number).await;
        let seen = browser.get("/petition").await;
        for part in ["김도로", "도로과", "tel:02-2133-0000", "처리 중", "처리기한을 어떻게 세었는지"]
        {
            seen.has(part);
        }
        seen.has_not("현장 확인 바랍니다."); // The memo between desks.
        browser.get("/petition?lang=en").await.has("Being handled");
    });
}

#[test]
fn an_answer_under_approval_is_not_seen_before_it_is_given() {
    with_office(|office| async move {
        let (mut browser, number) = at_own(&office).await;
        accepted(&office, &number).await;
        office.act(&officer(KIM), &number, say::send_up(AnswerResult::Granted)).await;
        browser.get("/petition").await.has_not("보수하였습니다.");
    });
}

#[test]
fn it_is_withdrawn_after_asking_and_only_once() {
    with_office(|office| async move {
        let (mut browser, number) = at_own(&office).await;
        browser.get("/petition").await.has("이 민원을 취하하시겠습니까?");
        let page = browser.get("/petition").await;
        let fields =
            [("version", page.hidden("version")), ("once", page.hidden("once")), ("reason", "해결".into())];
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        for _ in 0..2 {
            assert_eq!(browser.post("/petition/withdraw", &fields).await.status, StatusCode::SEE_OTHER);
        }
        assert_eq!(office.stored(&number).await.stage.name(), StageName::Withdrawn);
        browser.get("/petition").await.has("민원이 취하되었습니다.");
        let again = browser.post("/petition/withdraw", &[("once", "b".repeat(32).as_str())]).await;
        assert_eq!(again.status, StatusCode::CONFLICT);
        again.has("role=\"alert\"");
    });
}

#[test]
fn a_supplement_is_asked_for_on_top_and_sent() {
    with_office(|office| async move {
        let (mut browser, number) = at_own(&office).await;
        accepted(&office, &number).await;
        office.act(&officer(KIM), &number, say::request_supplement(7)).await;
        let seen = browser.get("/petition").await;
        seen.has("2026. 3. 17."); // The last day: the first one is not counted.
        let empty = send(&mut browser, "supplement", &[("text", " ")]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        empty.has("href=\"#text\"");
        let long = "가".repeat(20_001);
        let too_long = send(&mut browser, "supplement", &[("text", &long)]).await;
        assert_eq!(too_long.status, StatusCode::UNPROCESSABLE_ENTITY);
        too_long.has(&long);
        let sent = send(&mut browser, "supplement", &[("text", "사진입니다.")]).await;
        assert_eq!(sent.location, "/petition");
        browser.get("/petition").await.has("사진입니다.");
        assert!(office.stored(&number).await.open_supplement().is_none());
    });
}

#[test]
fn what_was_typed_stays_when_the_office_was_faster() {
    with_office(|office| async move {
        let (mut browser, number) = at_own(&office).await;
        let page = browser.get("/petition").await;
        office.act(&officer(HAN), &number, say::receive(Kind::Grievance)).await;
        let fields = [("version", page.hidden("version")), ("reason", "더 필요 없습니다".to_owned())];
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let stale = browser.post("/petition/withdraw", &fields).await;
        assert_eq!(stale.status, StatusCode::CONFLICT);
        stale.has("그동안 내용이 바뀌었습니다");
        stale.has("더 필요 없습니다");
        assert!(office.stored(&number).await.stage.is_live());
    });
}

#[test]
fn a_second_extension_is_consented_to_when_it_may_be() {
    with_office(|office| async move {
        let (mut browser, number) = at_own(&office).await;
        accepted(&office, &number).await;
        office.act(&officer(KIM), &number, say::extend(Period::Days(2))).await;
        browser.get("/petition").await.has_not("/petition/consent-to-extend");
        office.act(&officer(KIM), &number, say::ask_consent()).await;
        let asked = browser.get("/petition").await;
        asked.has("전문기관의 회신이 늦어집니다.");
        asked.has("/petition/consent-to-extend");
        let sent = send(&mut browser, "consent-to-extend", &[]).await;
        assert_eq!(sent.location, "/petition");
        assert!(office.stored(&number).await.consent_to_extend);
    });
}

#[test]
fn who_agreed_by_telephone_reads_what_was_recorded_and_is_asked_no_more() {
    with_office(|office| async move {
        let (mut browser, number) = at_own(&office).await;
        accepted(&office, &number).await;
        office.act(&officer(KIM), &number, say::extend(Period::Days(2))).await;
        office.act(&officer(KIM), &number, say::ask_consent()).await;
        office.act(&officer(KIM), &number, say::record_consent()).await;
        let seen = browser.get("/petition").await;
        seen.has("기간 연장에 동의하신 것을 담당자가 기록했습니다.");
        seen.has("2026. 3. 12. 전화로 동의하셨습니다.");
        seen.has_not("/petition/consent-to-extend");
    });
}

#[test]
fn an_answer_is_rated_and_a_poor_one_asked_about_again() {
    with_office(|office| async move {
        let (mut browser, number) = at_own(&office).await;
        answered(&office, &number, Kind::Other, AnswerResult::Granted).await;
        let seen = browser.get("/petition").await;
        seen.has("바로 안내드립니다.");
        seen.has_not("이의신청");
        let unsaid = send(&mut browser, "rate", &[("comment", "늦었습니다")]).await;
        assert_eq!(unsaid.status, StatusCode::UNPROCESSABLE_ENTITY);
        unsaid.has("늦었습니다");
        unsaid.has("만족도를 입력해 주십시오.");
        assert_eq!(
            send(&mut browser, "rate", &[("score", "101")]).await.status,
            StatusCode::UNPROCESSABLE_ENTITY
        );
        send(&mut browser, "rate", &[("score", "25"), ("comment", "늦었습니다")]).await;
        assert_eq!(office.stored(&number).await.rating(), Some(Score::Poor));
        let asked = send(&mut browser, "ask-again", &[("question", "언제 고칩니까?")]).await;
        assert_eq!(asked.location, "/petition");
        browser.get("/petition").await.has("언제 고칩니까?");
        let twice = send(&mut browser, "ask-again", &[("question", "또")]).await;
        assert_eq!(twice.status, StatusCode::CONFLICT);
        let waiting = browser.get("/petition").await;
        waiting.has("추가답변을 준비하고 있습니다. 기한: ");
        waiting.has("마지막 평가: 불만");
        office.act(&officer(HAN), &number, say::answer_follow_up()).await;
        let told = browser.get("/petition").await;
        told.has("다음 주에 고칩니다.");
        told.has_not("추가답변을 준비하고 있습니다. 기한: ");
    });
}

#[test]
fn only_a_refused_statutory_application_is_objected_to() {
    with_office(|office| async move {
        let (mut browser, number) = at_own(&office).await;
        answered(&office, &number, Kind::Statutory, AnswerResult::Refused).await;
        browser.get("/petition").await.has("60일 안에 이의신청을 할 수 있습니다.");
        let sent = send(&mut browser, "object", &[("grounds", "요건을 갖추었습니다.")]).await;
        assert_eq!(sent.location, "/petition");
        assert_eq!(office.stored(&number).await.objections.len(), 1);
        browser.get("/petition?lang=en").await.has("Your objection is already being examined.");
    });
}

#[test]
fn no_other_act_can_be_asked_for_here() {
    with_office(|office| async move {
        let (mut browser, number) = at_own(&office).await;
        for act in ["accept", "close", "transfer", "nothing", "answer-follow-up"] {
            assert_eq!(
                browser.post(&format!("/petition/{act}"), &[]).await.status,
                StatusCode::NOT_FOUND,
                "{act}"
            );
        }
        assert_eq!(browser.get("/petition/withdraw?lang=en").await.location, "/petition?lang=en", "a reload");
        assert_eq!(office.stored(&number).await.version, 1);
    });
}

#[test]
fn own_notices_are_shown_without_their_text_and_others_never() {
    with_office(|office| async move {
        let (mut browser, number) = at_own(&office).await;
        accepted(&office, &number).await;
        let seen = browser.get("/petition").await;
        seen.has("나에게 보낸 알림");
        seen.has("알림톡");
        seen.has_not("@office.example");
        seen.has_not("010-1234-5678");
    });
}

/// 시행령 제6조 제7항: every petitioner is answered, also where their own number leads.
#[test]
fn whoever_was_merged_reads_the_answer_under_their_own_number() {
    with_office(|office| async move {
        let (mut browser, number) = at_own(&office).await;
        let lead = office.file().await.complaint;
        office.act(&officer(HAN), &number, say::merge(lead.id, true, 2)).await;
        let waiting = browser.get("/petition").await;
        waiting.has("함께 처리하는 민원");
        waiting.has_not(lead.application_number.as_str());
        answered(&office, &lead.application_number, Kind::Inquiry, AnswerResult::Granted).await;
        let seen = browser.get("/petition").await;
        seen.has("바로 안내드립니다.");
        // What the other asks again is between the other and the office.
        let other = domain::actor::Actor::Petitioner(lead.petitioner);
        office.act(&other, &lead.application_number, say::rate(Score::VeryPoor)).await;
        office.act(&other, &lead.application_number, say::ask_again()).await;
        browser.get("/petition").await.has_not("언제 고치는지요?");
        browser.get("/petition?lang=en").await.has("Handled together");
    });
}

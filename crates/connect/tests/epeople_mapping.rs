//! Recorded payloads of 국민신문고, both ways: a change of either shape is a change of the protocol.
#![expect(clippy::unwrap_used, reason = "a fault here is a failed test")]

use connect::epeople::mapping::{Wished, arrived, outgoing, rated, wished};
use connect::epeople::protocol::{Complaint, Rating, Request};
use domain::complaint::{AnswerResult, ClosingGround, Kind, Number, Score, Visibility};
use domain::dispatch::{Parcel, Person, Told, Whereabouts, Whole};
use jiff::Timestamp;

const COMPLAINT: &str = r#"{"number":"1AA-2603-0001234","sent_at":"2026-03-10T01:00:00Z","title":"가로등\n고장",
    "body":"사흘째 꺼져 있습니다.\r\n고쳐 주십시오.\u0000","place":"송파구 방이동","public":true,
    "petitioner":{"name":"박시민","phone":"010-1234-5678","email":" ","address":null},"later_field":1}"#;

fn at() -> Timestamp {
    "2026-03-10T01:00:00Z".parse().unwrap()
}

fn parcel(told: Told) -> Parcel {
    Parcel {
        number: Number::parse("20260310000001").unwrap(),
        external_number: Some("1AA-2603-0001234".into()),
        at: at(),
        office: Whereabouts {
            agency: Some("송파구".into()),
            department: Some("의약과".into()),
            handler: Some("김의약".into()),
            phone: Some("02-2147-0000".into()),
        },
        told,
    }
}

fn sent(told: Told) -> (String, serde_json::Value) {
    let outgoing = outgoing("key-1", &parcel(told)).unwrap();
    (outgoing.path.to_owned(), serde_json::from_slice(&outgoing.body).unwrap())
}

#[test]
fn a_complaint_arrives_with_its_person_and_without_control_characters() {
    let recorded: Complaint = serde_json::from_str(COMPLAINT).unwrap();
    let arrived = arrived(&recorded).unwrap();
    assert_eq!(arrived.number.as_str(), "1AA-2603-0001234");
    assert_eq!(arrived.title.as_str(), "가로등 고장");
    assert_eq!(arrived.body.as_str(), "사흘째 꺼져 있습니다.\n고쳐 주십시오.");
    assert_eq!(arrived.visibility, Visibility::Open);
    let person =
        Person { name: "박시민".into(), phone: Some("010-1234-5678".into()), email: None, address: None };
    assert_eq!(arrived.person, person);
}

#[test]
fn nothing_of_a_long_title_is_lost_and_a_whistle_blowers_file_is_sealed() {
    let mut recorded: Complaint = serde_json::from_str(COMPLAINT).unwrap();
    recorded.title = "가".repeat(300);
    recorded.sealed = true;
    let long = arrived(&recorded).unwrap();
    assert_eq!(long.title.as_str().chars().count(), 200);
    assert!(long.body.as_str().starts_with(&"가".repeat(300)));
    assert_eq!(long.visibility, Visibility::Sealed);
}

#[test]
fn what_cannot_be_filed_is_refused_in_a_sentence() {
    let recorded: Complaint = serde_json::from_str(COMPLAINT).unwrap();
    for broken in [
        Complaint { number: "20260310000001".into(), ..recorded.clone() },
        Complaint { body: " ".into(), ..recorded.clone() },
        Complaint { body: "가".repeat(20_001), ..recorded },
    ] {
        assert!(arrived(&broken).is_err_and(|why| why.ends_with("다.")));
    }
}

#[test]
fn ratings_have_five_scores_and_keep_their_question() {
    let rating = |score: u32| -> Rating {
        let text = format!(
            r#"{{"id":"R-1","number":"1AA-2603-0001234","sent_at":"2026-03-10T01:00:00Z","score":{score},
                "comment":"","question":"언제 고치나요?"}}"#
        );
        serde_json::from_str(&text).unwrap()
    };
    let poor = rated(&rating(0)).unwrap();
    assert_eq!((poor.score, poor.comment.is_none()), (Score::VeryPoor, true));
    assert_eq!(poor.question.unwrap().as_str(), "언제 고치나요?");
    assert!(rated(&rating(60)).is_err());
}

#[test]
fn a_supplement_needs_words_and_a_withdrawal_does_not() {
    let request = |what: &str| -> Request {
        let text = format!(
            r#"{{"id":"Q-1","number":"1AA-2603-0001234","sent_at":"2026-03-10T01:00:00Z","what":"{what}"}}"#
        );
        serde_json::from_str(&text).unwrap()
    };
    assert!(wished(&request("supplement")).is_err());
    assert!(matches!(wished(&request("withdrawal")).unwrap(), Wished::Withdrawal { reason: None, .. }));
}

#[test]
fn what_we_tell_has_the_documented_shape() {
    let (path, receipt) = sent(Told::Receipt { kind: Kind::LawInquiry, due_at: Some(at()) });
    assert_eq!(path, "/v1/stages");
    assert_eq!(
        receipt,
        serde_json::json!({
            "key": "key-1", "number": "1AA-2603-0001234", "city_number": "20260310000001",
            "at": "2026-03-10T01:00:00Z", "stage": "received", "kind": "law-inquiry",
            "due_at": "2026-03-10T01:00:00Z",
            "office": {"agency": "송파구", "department": "의약과", "handler": "김의약", "phone": "02-2147-0000"},
        })
    );
    let (path, answer) = sent(Told::Answer {
        result: AnswerResult::PartlyGranted,
        text: "보수하였습니다.".into(),
        remedy: None,
    });
    assert_eq!(path, "/v1/answers");
    assert_eq!((&answer["result"], &answer["follow_up"]), (&"partly-granted".into(), &false.into()));
    let closing = Told::Closing { ground: ClosingGround::Repeated, explanation: String::new() };
    let (_, closed) = sent(closing);
    assert_eq!((&closed["stage"], &closed["ground"]), (&"closed".into(), &"repeated".into()));
    assert!(closed.get("text").is_none());
}

#[test]
fn a_transfer_carries_the_whole_complaint_only_where_it_is_unknown_over_there() {
    let person =
        Person { name: "박시민".into(), phone: None, email: None, address: Some("송파구".into()) };
    let whole =
        Whole {
            title: "가로등".into(), body: "꺼졌습니다.".into(), place: None, filed_at: at(), person
        };
    let told =
        |whole| Told::Transfer { body: "경찰청".into(), reason: "소관이 아닙니다.".into(), whole };
    let (path, known) = sent(told(None));
    assert_eq!((path.as_str(), &known["number"]), ("/v1/transfers", &"1AA-2603-0001234".into()));
    assert!(known.get("complaint").is_none());
    let (_, unknown) = sent(told(Some(whole)));
    assert!(unknown.get("number").is_none());
    assert_eq!(unknown["complaint"]["petitioner"]["address"], "송파구");
}

#[test]
fn the_same_parcel_leaves_as_the_same_bytes() {
    let told = parcel(Told::Withdrawal);
    assert_eq!(outgoing("k", &told), outgoing("k", &told));
    let without = Parcel { external_number: None, ..told };
    assert!(outgoing("k", &without).is_err());
    let take_back = Told::TakeBack { round: 1, digest: String::new() };
    assert!(outgoing("k", &parcel(take_back)).is_err(), "the approval system's affair");
}

//! Filing: what is asked of a person, what they are given, and the door it opens.

use casework::intake::{self, HandedInBy};
use casework::{NotDone, Person, Submission};
use domain::actor::{Actor, By, Machinery};
use domain::complaint::{Channel, Number, StageName};
use store::{Owner, Store};
use testkit::databases::{Address, keys};
use testkit::office::{TestOffice, submission};
use testkit::rows::tamper;
use testkit::say;
use testkit::world::{DA, HAN};

use crate::peek::{Around, folds, officer, told};

async fn refused(office: &TestOffice, person: Person) -> (&'static str, &'static str) {
    let submission = Submission { person, ..submission() };
    match intake::file(&office.office, HandedInBy::Citizen, submission, None).await {
        Err(NotDone::Invalid { field, code }) => (field, code),
        Ok(_) => ("", "filed"),
        Err(other) => panic!("{other:?}"),
    }
}

fn person() -> Person {
    submission().person
}

testkit::both_databases! {
    async fn a_secret_kept_as_it_used_to_be_opens_and_is_kept_under_the_ring_from_then_on(address: Address) {
        let office = TestOffice::over(Store::open(&address.0, keys()).await.unwrap()).await;
        let filed = office.file().await;
        let (number, secret) = (filed.complaint.application_number.clone(), filed.secret.unwrap());
        let id = filed.complaint.petitioner;
        let kept = async || office.store().read().await.unwrap().petitioner(id).await.unwrap().unwrap().secret_hash.unwrap();
        let now = kept().await;
        assert!(now.starts_with("hmac:") && !now.contains(&casework::digest::of(&secret)), "{now}");
        let bare = casework::digest::of(&secret);
        tamper(&address.0, &format!("update petitioners set secret_hash = '{bare}' where id = '{id}'")).await;
        assert!(casework::petition::enter(&office.office, &number, "WRONGSECRET2").await.is_err());
        assert_eq!(kept().await, bare, "a wrong one changes nothing");
        casework::petition::enter(&office.office, &number, &secret).await.unwrap();
        assert_eq!(kept().await, now);
        casework::petition::enter(&office.office, &number, &secret).await.unwrap();
    }

    async fn a_filing_has_a_number_a_secret_a_history_and_a_notice(office: TestOffice) {
        let filed = office.file().await;
        let number = filed.complaint.application_number.clone();
        assert_eq!(number.as_str(), "F20260310000001");
        assert_eq!(filed.complaint.stage.name(), StageName::Filed);
        assert!(filed.complaint.due(&office.office.desk()).is_none(), "the clock starts at receipt");
        let around = Around::of(&office, &number).await;
        assert_eq!(told(&around, "Filed"), [Owner::Petitioner(filed.complaint.petitioner)]);
        assert_eq!(around.history.len(), 1);
        folds(&office, &number).await;
        office.advance_hours(24);
        let tomorrow = office.file().await.complaint.application_number;
        assert_eq!(tomorrow.as_str(), "F20260311000001", "each day counts from one");
    }

    async fn an_address_gets_only_so_many_confirmations_whoever_types_it(office: TestOffice) {
        async fn confirmed(office: &TestOffice, person: Person) -> bool {
            let submission = Submission { person, ..submission() };
            let filed = intake::file(&office.office, HandedInBy::Citizen, submission, None).await.unwrap();
            !told(&Around::of(office, &filed.complaint.application_number).await, "Filed").is_empty()
        }
        let phone = |phone: &str| Person { phone: Some(phone.into()), ..person() };
        let mut sent = 0;
        while confirmed(&office, phone(&format!("010-2000-{sent:04}"))).await {
            sent += 1;
            assert!(sent < 50, "the mail address gets everything");
        }
        assert_eq!(sent, 10);
        let elsewhere = Person { email: Some("lee@citizen.example".into()), ..phone("010-2000-0000") };
        assert!(confirmed(&office, elsewhere).await, "another address, and a number used once");
        office.advance_hours(2);
        let mut later = 0;
        while confirmed(&office, person()).await {
            later += 1;
            office.advance_hours(1);
            assert!(later < 50, "the day counts nothing");
        }
        assert_eq!(sent + 1 + later, 30, "the eleventh was filed too, though nobody heard of it");
        office.advance_hours(24);
        assert!(confirmed(&office, person()).await);
    }

    async fn the_letter_that_says_it_was_filed_carries_no_words_of_whoever_filed(office: TestOffice) {
        let filed = office.file().await;
        let mut tx = office.store().read().await.unwrap();
        let letters = tx.notices_of(filed.complaint.id, None, 10).await.unwrap();
        assert_eq!(letters.len(), 1);
        let said = format!("{} {} {:?}", letters[0].notice.subject, letters[0].notice.body, letters[0].notice.channel_texts);
        assert!(said.contains("F20260310000001"), "{said}");
        assert!(!said.contains("가로등") && !said.contains("제목"), "{said}");
    }

    async fn number_and_secret_open_the_case_and_nothing_else_does(office: TestOffice) {
        let (filed, other) = (office.file().await, office.file().await);
        let number = filed.complaint.application_number.clone();
        let secret = filed.secret.unwrap();
        let actor = casework::petition::enter(&office.office, &number, &secret).await.unwrap();
        assert_eq!(actor, Actor::Petitioner(filed.complaint.petitioner));
        let typed = format!(" {}-{} ", &secret[..6], &secret[6..]).to_lowercase();
        casework::petition::enter(&office.office, &number, &typed).await.unwrap();
        let received = office.act(&officer(HAN), &number, say::receive(domain::complaint::Kind::Grievance)).await;
        casework::petition::enter(&office.office, received.spoken_number(), &secret).await.unwrap();
        let unknown = Number::parse("F20260310999999").unwrap();
        for (number, secret) in [
            (&number, "WRONGSECRET2"), (&number, ""), (&number, other.secret.as_deref().unwrap()), (&unknown, &secret),
        ] {
            let nothing = casework::petition::enter(&office.office, number, secret).await;
            assert!(matches!(nothing, Err(NotDone::NotFound)), "{number} {nothing:?}");
        }
    }

    async fn a_person_must_have_a_name_and_a_way_to_be_answered(office: TestOffice) {
        let nothing = Person { phone: None, email: None, address: None, ..person() };
        assert_eq!(refused(&office, nothing.clone()).await, ("phone", "no-way-to-answer"));
        assert_eq!(refused(&office, Person { name: "  ".into(), ..person() }).await, ("name", "empty"));
        assert_eq!(refused(&office, Person { name: "가".repeat(201), ..person() }).await, ("name", "too-long"));
        let long = Some("a".repeat(201));
        assert_eq!(refused(&office, Person { email: long.clone(), ..person() }).await, ("email", "too-long"));
        assert_eq!(refused(&office, Person { address: long, ..person() }).await, ("address", "too-long"));
        let control = Some("010\u{0}1234".to_owned());
        assert_eq!(refused(&office, Person { phone: control, ..person() }).await, ("phone", "control-character"));
        let lines = Some("서울\n특별시".to_owned());
        assert_eq!(refused(&office, Person { identity: lines, ..person() }).await, ("identity", "control-character"));
        for way in [
            Person { phone: Some("  ".into()), ..nothing.clone() }, Person { email: Some(String::new()), ..nothing.clone() },
        ] {
            assert_eq!(refused(&office, way).await.1, "no-way-to-answer", "blank is no way");
        }
        let by_post = Person { address: Some("서울특별시 송파구".into()), ..nothing };
        assert_eq!(refused(&office, by_post).await, ("", "filed"));
    }

    async fn who_hands_it_in_signs_it(office: TestOffice) {
        for (by, channel, who) in [
            (HandedInBy::Officer(officer(DA)), Channel::Phone120, By::Officer { id: DA, on_behalf_of: None }),
            (HandedInBy::Machinery(Machinery::Connector), Channel::Epeople, By::System { machinery: Machinery::Connector }),
        ] {
            let submission = Submission { channel, external_number: Some("1AA-2603-0000001".into()), ..submission() };
            let filed = intake::file(&office.office, by, submission, None).await.unwrap().complaint;
            let around = Around::of(&office, &filed.application_number).await;
            assert_eq!(around.history[0].happened.by, who);
            folds(&office, &filed.application_number).await;
        }
    }

    async fn what_is_typed_is_kept_to_the_letter(office: TestOffice) {
        let text = "<script>alert('안녕')</script> \\ % _ 😀 ﷽ ㆍ\t끝\n\n둘째 문단";
        let body = domain::text::Body::new(text).unwrap();
        let submission = Submission { body, ..submission() };
        let filed = intake::file(&office.office, HandedInBy::Citizen, submission, None).await.unwrap().complaint;
        let by = Actor::Petitioner(filed.petitioner);
        let case = casework::reader::case(&office.office, &by, &filed.application_number).await.unwrap();
        assert_eq!((case.words.body.as_str(), case.petitioner.name.as_str()), (text, "박시민"));
    }
}

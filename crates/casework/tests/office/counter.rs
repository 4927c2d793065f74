//! The counter: who files at the same moment as others is filed with them, and neither loses nor gains by it.

use std::collections::BTreeSet;

use casework::intake::{self, HandedInBy};
use casework::{Filed, NotDone, Once, Person, Submission};
use domain::complaint::Number;
use store::Owner;
use testkit::office::{TestOffice, submission};

use crate::peek::{Around, every_second_goes_away, folds, told};

/// As many as fill several changes.
const CROWD: usize = 40;

/// Everybody under an address of their own, and under a key.
async fn files(office: TestOffice, who: usize, once: Option<Once>) -> Result<Filed, NotDone> {
    let plain = submission();
    let email = Some(format!("citizen{who}@citizen.example"));
    let person = Person { name: format!("시민{who}"), phone: None, email, ..plain.person };
    let submission = Submission { person, ..plain };
    intake::file(&office.office, HandedInBy::Citizen, submission, once).await
}

fn under(key: usize, request: &str) -> Option<Once> {
    Some(Once { key: format!("form-{key}"), request_hash: request.to_owned() })
}

fn first(numbers: usize) -> BTreeSet<String> {
    (1..=numbers).map(|n| format!("F20260310{n:06}")).collect()
}

fn number(filed: &Filed) -> Number {
    filed.complaint.application_number.clone()
}

/// How many numbers were given today, by the next one.
async fn given(office: &TestOffice) -> usize {
    let next = number(&files(office.clone(), 1_000, None).await.unwrap());
    next.as_str().trim_start_matches("F20260310").parse::<usize>().unwrap() - 1
}

testkit::both_databases! {
    async fn everybody_in_a_crowd_is_filed_whole_and_told_once(office: TestOffice) {
        let crowd: Vec<_> = (0..CROWD).map(|who| tokio::spawn(files(office.clone(), who, under(who, "one")))).collect();
        let (mut numbers, mut secrets) = (BTreeSet::new(), BTreeSet::new());
        for (who, one) in crowd.into_iter().enumerate() {
            let filed = one.await.unwrap().unwrap();
            let number = number(&filed);
            let around = Around::of(&office, &number).await;
            assert_eq!(told(&around, "Filed"), [Owner::Petitioner(filed.complaint.petitioner)]);
            let mut tx = office.store().read().await.unwrap();
            let person = tx.petitioner(filed.complaint.petitioner).await.unwrap().unwrap();
            assert_eq!(person.name, format!("시민{who}"), "nobody has another's file");
            folds(&office, &number).await;
            casework::petition::enter(&office.office, &number, filed.secret.as_deref().unwrap()).await.unwrap();
            numbers.insert(number.to_string());
            secrets.extend(filed.secret);
        }
        assert_eq!(numbers, first(CROWD));
        assert_eq!(secrets.len(), CROWD);
    }

    async fn who_cannot_be_filed_keeps_nobody_in_the_crowd_from_it(office: TestOffice) {
        // Under every fourth key lies something else already.
        for who in (0..CROWD).step_by(4) {
            files(office.clone(), who, under(who, "another")).await.unwrap();
        }
        let crowd: Vec<_> = (0..CROWD).map(|who| tokio::spawn(files(office.clone(), who, under(who, "one")))).collect();
        for (who, one) in crowd.into_iter().enumerate() {
            match one.await.unwrap() {
                Err(NotDone::KeyReused) => assert_eq!(who % 4, 0),
                filed => assert!(filed.is_ok() && who % 4 != 0, "{who}: {:?}", filed.err()),
            }
        }
        assert_eq!(given(&office).await, CROWD);
    }

    async fn twins_in_a_crowd_are_filed_once_at_one_server_and_at_two(office: TestOffice) {
        let other = TestOffice::over(office.store().clone()).await;
        let everybody = (0..CROWD / 2).flat_map(|who| [(&office, who), (&other, who), (&office, who)]);
        let crowd: Vec<_> = everybody
            .map(|(at, who)| (who, tokio::spawn(files(at.clone(), who, under(who, "one")))))
            .collect();
        let mut told = BTreeSet::new();
        for (who, one) in crowd {
            let filed = one.await.unwrap().unwrap();
            told.insert((who, number(&filed).to_string(), filed.secret));
        }
        assert_eq!(told.len(), CROWD / 2, "twins hear the same");
        assert_eq!(given(&office).await, CROWD / 2);
    }

    async fn whoever_goes_away_leaves_no_gap(office: TestOffice) {
        let crowd: Vec<_> = (0..CROWD).map(|who| tokio::spawn(files(office.clone(), who, None))).collect();
        every_second_goes_away(crowd).await;
        let given = given(&office).await;
        let mut tx = office.store().read().await.unwrap();
        let everything = domain::access::Scope::of(&testkit::world::sweep());
        for wanted in first(given) {
            let found = tx.complaint(&everything, &Number::parse(&wanted).unwrap()).await;
            assert!(found.is_ok(), "{wanted}");
        }
        assert!(given >= CROWD / 2);
    }
}

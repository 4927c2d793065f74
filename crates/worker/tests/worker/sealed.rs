//! A file that is sealed later: files of lists and waiting letters made before tell of it no longer.

use domain::complaint::{Command, Number};
use domain::export::ExportState;
use domain::text::Memo;
use store::Store;

use crate::city::{City, LEE};
use crate::exports::Office;

/// The title of the city's complaints.
const TITLE: &str = "약국 앞 가로등";

async fn seal(city: &City, number: &Number) {
    city.act(LEE, number, testkit::say::seal()).await;
}

testkit::both_databases! {
    async fn a_file_of_a_list_made_before_is_made_anew_without_it(store: Store) {
        let office = Office::new(store).await;
        let sealed = office.city.at_department().await;
        office.city.at_department().await;
        let (id, cancelled) = (office.ask().await, office.ask_again().await);
        casework::exports::cancel(&office.city.office, &office.lee().await, cancelled).await.unwrap();
        office.round().await;
        let (first, place) = (office.one(id).await, office.one(id).await.file.unwrap());
        assert_eq!((first.state, first.rows_done), (ExportState::Done, 2));
        assert!(office.table(place).await.contains(sealed.as_str()));
        seal(&office.city, &sealed).await;
        let asked_for = casework::exports::open(&office.city.office, &office.lee().await, ("lee", "::1"), id).await;
        assert!(matches!(asked_for.unwrap(), casework::exports::Opened::Nothing(ExportState::Waiting)));
        // As often as it is sealed somewhere: that is no fault of the worker's.
        for _ in 0..domain::export::ATTEMPTS_MAX + 1 {
            office.round().await;
            let mut tx = office.city.office.store().write().await.unwrap();
            assert_eq!(tx.remake_exports(office.city.office.now()).await.unwrap(), 1, "and none that was called off");
            tx.commit().await.unwrap();
        }
        office.round().await;
        let second = office.one(id).await;
        assert_eq!((second.state, second.rows_done), (ExportState::Done, 1));
        assert!(!office.table(second.file.unwrap()).await.contains(sealed.as_str()));
        assert_eq!(office.lying(), 1, "what lay there before is gone");
    }

    async fn letters_that_wait_leave_without_the_title_and_without_what_was_said(store: Store) {
        let city = City::new(store).await;
        let (sealed, other) = (city.at_department().await, city.at_department().await);
        let secret = "뇌물을 받은 사람은";
        let reason = Memo::new(secret).unwrap();
        for number in [&sealed, &other] {
            let assign = Command::Assign { department: None, handler: crate::city::KIM, memo: Some(reason.clone()), cooperations: Vec::new() };
            city.act(LEE, number, assign).await;
        }
        seal(&city, &sealed).await;
        city.round().await;
        let mails: Vec<String> = city.standin.mails().iter().map(|mail| format!("{mail:?}")).collect();
        let texts: Vec<String> = city.standin.texts().iter().map(|text| format!("{:?}", text.message)).collect();
        let about = |number: &Number| {
            let all = mails.iter().chain(&texts);
            all.filter(|letter| letter.contains(number.as_str())).cloned().collect::<Vec<_>>()
        };
        let file = city.complaint(&sealed).await.application_number;
        let told: Vec<String> = [about(&sealed), about(&file)].concat();
        assert!(told.len() > 2, "{mails:?} {texts:?}");
        for letter in told {
            assert!(!letter.contains("가로등") && !letter.contains(secret), "{letter}");
        }
        let others = about(&other).concat();
        assert!(others.contains(TITLE) && others.contains(secret), "the other's letters are whole: {others}");
    }
}

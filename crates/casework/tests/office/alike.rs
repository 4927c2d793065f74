//! 비슷한 민원: what others filed about the same, told at once, and only to whom may see it.

use casework::Clock;
use domain::complaint::{Command, Kind, Number, Visibility};
use domain::id::OfficerId;
use testkit::office::TestOffice;
use testkit::say;
use testkit::world::{CHOI, HAN, LEE, ROADS};

use crate::peek::officer;

/// Numbers of those like this one, as somebody sees them.
async fn alike(office: &TestOffice, who: OfficerId, number: &Number) -> Vec<String> {
    let by = officer(who);
    let mut tx = office.store().read().await.unwrap();
    let case = casework::reader::case_in(&mut tx, &office.office, &by, number).await.unwrap();
    let of = (&case.complaint, case.words.title.as_str());
    let found = casework::suggestions::alike(&mut tx, &office.office, &by, of).await.unwrap();
    found.into_iter().map(|alike| alike.row.number).collect()
}

testkit::both_databases! {
    async fn what_came_in_since_the_last_look_is_among_them(office: TestOffice) {
        let first = office.received().await;
        assert!(alike(&office, HAN, &first).await.is_empty(), "nothing is like itself");
        for known in 1..=9 {
            office.advance_hours(1);
            office.received().await;
            assert_eq!(alike(&office, HAN, &first).await.len(), known.min(8), "{known}");
        }
    }

    async fn a_complaint_received_under_another_date_stands_there_once(office: TestOffice) {
        let (first, second) = (office.received().await, office.anybody_files().await.complaint);
        assert_eq!(alike(&office, HAN, &first).await, [second.application_number.to_string()]);
        office.advance_hours(1);
        let second = office.act(&officer(HAN), &second.application_number, say::receive(Kind::Grievance)).await;
        assert_eq!(alike(&office, HAN, &first).await, [second.spoken_number().to_string()]);
    }

    async fn a_department_sees_its_own_alone(office: TestOffice) {
        let first = office.at_department().await;
        assert!(alike(&office, LEE, &first).await.is_empty());
        let second = office.received().await;
        assert!(alike(&office, LEE, &first).await.is_empty(), "it lies with the receivers");
        office.act(&officer(HAN), &second, say::to_department(ROADS)).await;
        office.advance_hours(1);
        assert_eq!(alike(&office, LEE, &first).await, [second.to_string()]);
        assert!(office.store().read().await.unwrap().complaint(&domain::access::Scope::of(&officer(CHOI)), &first).await.is_err());
    }

    async fn a_file_sealed_since_is_not_told(office: TestOffice) {
        let first = office.received().await;
        let second = office.anybody_files().await.complaint.application_number;
        assert_eq!(alike(&office, HAN, &first).await, [second.to_string()]);
        let sealing =
            Command::Receive { kind: Kind::Grievance, category: None, period: None, visibility: Some(Visibility::Sealed) };
        office.act(&officer(HAN), &second, sealing).await;
        assert!(office.stored(&second).await.visibility == Visibility::Sealed);
        assert!(alike(&office, HAN, &first).await.is_empty());
    }

    async fn after_two_months_it_is_another_matter(office: TestOffice) {
        let first = office.received().await;
        office.received().await;
        assert_eq!(alike(&office, HAN, &first).await.len(), 1);
        office.clock.move_to(office.clock.now() + jiff::SignedDuration::from_hours(24 * 61));
        assert!(alike(&office, HAN, &first).await.is_empty());
    }
}

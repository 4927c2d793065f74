//! Reading as somebody: the buttons are the rules, personal data opens for a purpose only.

use casework::NotDone;
use domain::complaint::{self, Act};
use domain::id::OfficerId;
use store::OpeningsOf;
use store::read::{Filter, Page, Sort};
use testkit::office::TestOffice;
use testkit::say;
use testkit::world::{CHOI, HAN, KIM, LEE, MIN, SI};

use crate::peek::{Around, officer};

testkit::both_databases! {
    async fn what_a_case_offers_is_what_may_be_done(office: TestOffice) {
        let number = office.accepted().await;
        for who in [KIM, LEE, HAN, MIN] {
            let by = officer(who);
            let case = casework::reader::case(&office.office, &by, &number).await.unwrap();
            assert_eq!(case.acts.len(), Act::ALL.len());
            for (act, offered) in &case.acts {
                assert_eq!(*offered, complaint::may(&case.complaint, &by, *act, &office.office.desk()), "{act:?}");
                assert_eq!(case.may(*act).is_ok(), offered.is_ok());
            }
            assert_eq!(case.due.as_ref().and_then(|due| due.at), case.complaint.due(&case.desk).and_then(|due| due.at));
            assert_eq!(case.history.len(), usize::try_from(case.complaint.version).unwrap());
        }
        for stranger in [CHOI, SI] {
            let nothing = casework::reader::case(&office.office, &officer(stranger), &number).await;
            assert!(matches!(nothing, Err(NotDone::NotFound)));
            let nothing = casework::reader::notices(&office.office, &officer(stranger), &number).await;
            assert!(matches!(nothing, Err(NotDone::NotFound)));
        }
    }

    async fn opening_personal_data_is_written_down_with_its_purpose(office: TestOffice) {
        let number = office.accepted().await;
        let purpose = say::memo("현장 방문 일정을 전화로 정하려 합니다.");
        let person = casework::opened::reveal(&office.office, (&officer(KIM), "10.0.0.7"), &number, &purpose).await.unwrap().person;
        assert_eq!((person.name.as_str(), person.phone.as_deref()), ("박시민", Some("010-1234-5678")));
        let file = office.stored(&number).await;
        let kept = openings(&office, OpeningsOf::Complaint(file.id)).await;
        assert_eq!(kept.len(), 1);
        assert_eq!((kept[0].0, kept[0].1.as_str()), (KIM, purpose.as_str()));
        let log = office.store().read().await.unwrap().accesses(Some("kim"), None, 9).await.unwrap();
        let line = &log.iter().find(|line| line.access.action == "reveal").unwrap().access;
        assert_eq!((line.ip.as_deref(), line.subject.as_deref()), (Some("10.0.0.7"), Some(number.as_str())));
        let before = Around::of(&office, &number).await.said();
        let nothing = casework::opened::reveal(&office.office, (&officer(CHOI), "10.0.0.7"), &number, &purpose).await;
        assert!(matches!(nothing, Err(NotDone::NotFound)));
        let citizen = domain::actor::Actor::Petitioner(file.petitioner);
        assert!(casework::opened::reveal(&office.office, (&citizen, "10.0.0.7"), &number, &purpose).await.is_err());
        assert_eq!(openings(&office, OpeningsOf::Complaint(file.id)).await.len(), 1, "who got nothing is not in the book");
        assert_eq!(Around::of(&office, &number).await.said(), before, "reading changes no file");
    }

    async fn a_list_is_bounded_by_who_asks(office: TestOffice) {
        office.accepted().await;
        office.received().await;
        let page = Page { sort: Sort::Newest, limit: 20, after: None };
        for (who, rows) in [(KIM, 1), (LEE, 1), (HAN, 2), (CHOI, 0), (SI, 0)] {
            let listed = casework::reader::list(&office.office, &officer(who), &Filter::default(), &page).await.unwrap();
            assert_eq!(listed.rows.len(), rows, "{who}");
        }
    }
}

async fn openings(office: &TestOffice, of: OpeningsOf) -> Vec<(OfficerId, String)> {
    let mut tx = office.store().read().await.unwrap();
    let kept = tx.openings(of, None, 10).await.unwrap();
    kept.into_iter().map(|opening| (opening.officer, opening.purpose)).collect()
}

//! 보존기간: nothing goes before its time, without a decision, or while it is on hold; what goes leaves the figures.

use casework::retention::{self, Undecided};
use casework::statistics::{figures, standing};
use casework::{Clock, NotDone, reader, search};
use domain::complaint::{AnswerResult, Command, Complaint, Number};
use domain::id::OfficerId;
use domain::retention::{Decision, NotDecided, RetentionClass};
use jiff::civil::date;
use store::stats::{Group, Question};
use store::{Chain, NoticeState};
use testkit::office::TestOffice;
use testkit::say;
use testkit::world::{HAN, JEONG, KIM, LEE, MIN, NAM, OH, SEO, SI, seoul_time};

use crate::peek::{folds, officer};

const FROM: &str = "203.0.113.7";

/// A grievance that was answered on 10 March 2026; kept for five years from 1 January 2027.
async fn answered(office: &TestOffice) -> (Number, Complaint) {
    let number = office.accepted().await;
    office.act(&officer(KIM), &number, say::send(AnswerResult::Granted, &[SEO, NAM])).await;
    office.act(&officer(SEO), &number, Command::ApprovalStarted).await;
    for approver in [SEO, NAM] {
        office.act(&officer(approver), &number, say::approve()).await;
    }
    let file = office.stored(&number).await;
    (number, file)
}

fn to(office: &TestOffice, moment: &str) {
    office.clock.move_to(seoul_time(moment));
}

async fn decide(
    office: &TestOffice,
    by: OfficerId,
    c: &Complaint,
    decision: Decision,
) -> Result<(), Undecided> {
    retention::review(
        &office.office,
        (&officer(by), FROM),
        c.id,
        decision,
        &say::memo("2032년 제1차 심의회 의결"),
    )
    .await
}

async fn listed(office: &TestOffice, by: OfficerId) -> Vec<String> {
    let files = retention::to_review(&office.office, &officer(by), None, 9).await.unwrap();
    files.into_iter().map(|file| file.number).collect()
}

/// Every figure of the year, told apart in every way.
async fn every_figure(office: &TestOffice) -> String {
    let (from, until) = (seoul_time("2026-01-01 00:00"), seoul_time("2026-12-31 23:59"));
    let (agency, departments, kind, channel) = (None, Vec::new(), None, None);
    let question = Question { now: office.office.now(), from, to: until, agency, departments, kind, channel };
    let by = officer(MIN);
    let mut told = format!("{:?}\n", standing(&office.office, &by).await.unwrap());
    for group in [Group::Whole, Group::Kind, Group::Channel, Group::Agency, Group::Department] {
        told.push_str(&format!("{:?}\n", figures(&office.office, &by, &question, group).await.unwrap()));
    }
    told
}

async fn found(office: &TestOffice) -> usize {
    let filter = store::read::Filter { words: Some("가로등".into()), ..store::read::Filter::default() };
    let page = store::read::Page { sort: store::read::Sort::Newest, limit: 20, after: None };
    reader::list(&office.office, &officer(MIN), &filter, &page).await.unwrap().rows.len()
}

testkit::both_databases! {
    async fn nothing_goes_before_its_time_or_by_whom_it_does_not_concern(office: TestOffice) {
        let (number, file) = answered(&office).await;
        to(&office, "2031-12-31 23:59");
        assert_eq!(listed(&office, MIN).await, Vec::<String>::new());
        let early = decide(&office, MIN, &file, Decision::Anonymise).await;
        assert!(matches!(early, Err(Undecided::Law(NotDecided::TooEarly(day))) if day == date(2032, 1, 1)));
        to(&office, "2032-01-01 00:00");
        for by in [MIN, JEONG] {
            assert_eq!(listed(&office, by).await, [number.to_string()]);
        }
        assert_eq!(listed(&office, OH).await, Vec::<String>::new(), "another agency's");
        for by in [HAN, LEE, KIM, SI] {
            let refused = decide(&office, by, &file, Decision::Anonymise).await;
            assert!(matches!(refused, Err(Undecided::NotDone(NotDone::NotFound))), "{by}");
            assert!(matches!(retention::to_review(&office.office, &officer(by), None, 9).await, Err(NotDone::NotFound)));
        }
    }

    async fn anonymising_takes_the_person_and_leaves_every_figure(office: TestOffice) {
        let (number, file) = answered(&office).await;
        let (other, _) = answered(&office).await;
        search::fold(&office.office, 1).await.unwrap();
        to(&office, "2032-01-02 10:00");
        let (before, history) = (every_figure(&office).await, office.stored(&number).await.version);
        assert_eq!(found(&office).await, 2);
        decide(&office, JEONG, &file, Decision::Anonymise).await.unwrap();
        assert_eq!(every_figure(&office).await, before);
        assert_eq!(found(&office).await, 1, "at once, before the index is folded");
        search::fold(&office.office, 1).await.unwrap();
        assert_eq!(found(&office).await, 1);
        let case = reader::case(&office.office, &officer(MIN), &number).await.unwrap();
        assert_eq!(case.words.title, words::retention::ANONYMISED);
        assert_eq!((case.words.body.as_str(), &case.words.place), ("", &None));
        let person = &case.petitioner;
        assert_eq!((person.name.as_str(), &person.phone, &person.email), ("", &None, &None));
        assert!(person.secret_hash.is_none() && person.erased_at.is_some());
        assert!(case.history.iter().all(|line| line.notes.is_empty()), "acts without words");
        assert_eq!(u64::try_from(case.history.len()).unwrap(), history);
        let mut tx = office.store().read().await.unwrap();
        for with in tx.notices_of(file.id, None, 99).await.unwrap() {
            assert_eq!((with.notice.subject.as_str(), with.notice.body.as_str()), ("", ""));
            assert_ne!(with.notice.state, NoticeState::Pending);
        }
        drop(tx);
        folds(&office, &number).await;
        let kept = reader::case(&office.office, &officer(MIN), &other).await.unwrap();
        assert_eq!(kept.petitioner.name, "박시민", "another file keeps its person");
        let store = office.store();
        assert_eq!(store.check_histories(|_| {}).await.unwrap().differing, 0);
        assert!(store.check_search().await.unwrap().is_sound());
        assert!(store.check_sums().await.unwrap().is_sound());
        assert!(matches!(store.read().await.unwrap().verify_accesses().await.unwrap(), Chain::Whole { .. }));
        assert_eq!(listed(&office, MIN).await, [other.to_string()]);
        let again = decide(&office, MIN, &file, Decision::Anonymise).await;
        assert!(matches!(again, Err(Undecided::Law(NotDecided::Anonymised))));
    }

    async fn a_file_on_hold_is_touched_by_nobody_until_it_is_lifted(office: TestOffice) {
        let (number, file) = answered(&office).await;
        let why = say::memo("서울행정법원 2031구합7 소송");
        retention::hold(&office.office, (&officer(JEONG), FROM), &number, &why).await.unwrap();
        let twice = retention::hold(&office.office, (&officer(MIN), FROM), &number, &why).await;
        assert!(matches!(twice, Err(Undecided::Law(NotDecided::OnHold))));
        to(&office, "2032-01-02 10:00");
        for decision in [Decision::Anonymise, Decision::Extend(RetentionClass::Ten), Decision::Hold] {
            let refused = decide(&office, MIN, &file, decision).await;
            assert!(matches!(refused, Err(Undecided::Law(NotDecided::OnHold))), "{decision:?}");
        }
        let held = retention::holds(&office.office, &officer(MIN), None, 9).await.unwrap();
        assert_eq!(held.iter().map(|hold| hold.reason.as_str()).collect::<Vec<_>>(), [why.as_str()]);
        let stranger = retention::lift(&office.office, (&officer(OH), FROM), held[0].id, &why).await;
        assert!(matches!(stranger, Err(NotDone::NotFound)));
        let over = say::memo("소송 종결");
        assert!(retention::lift(&office.office, (&officer(JEONG), FROM), held[0].id, &over).await.unwrap());
        assert!(!retention::lift(&office.office, (&officer(JEONG), FROM), held[0].id, &over).await.unwrap());
        decide(&office, MIN, &file, Decision::Anonymise).await.unwrap();
        let log = office.store().read().await.unwrap().accesses_about(number.as_str(), 9).await.unwrap();
        let actions: Vec<&str> = log.iter().map(|line| line.access.action.as_str()).collect();
        assert_eq!(actions, ["put-hold", "lift-hold", "anonymise"]);
    }

    async fn what_is_extended_comes_back_when_that_is_over(office: TestOffice) {
        let (number, file) = answered(&office).await;
        to(&office, "2032-01-02 10:00");
        let shorter = decide(&office, MIN, &file, Decision::Extend(RetentionClass::Three)).await;
        assert!(matches!(shorter, Err(Undecided::Law(NotDecided::NotLonger))));
        decide(&office, MIN, &file, Decision::Extend(RetentionClass::Ten)).await.unwrap();
        assert_eq!(listed(&office, MIN).await, Vec::<String>::new());
        let early = decide(&office, MIN, &file, Decision::Anonymise).await;
        assert!(matches!(early, Err(Undecided::Law(NotDecided::TooEarly(day))) if day == date(2037, 1, 1)));
        to(&office, "2037-01-01 00:00");
        assert_eq!(listed(&office, MIN).await, [number.to_string()]);
        decide(&office, MIN, &file, Decision::Extend(RetentionClass::Permanent)).await.unwrap();
        let never = decide(&office, MIN, &file, Decision::Anonymise).await;
        assert!(matches!(never, Err(Undecided::Law(NotDecided::Forever))));
    }
}

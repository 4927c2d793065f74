//! The everyday desk: pulses, presence, preferences, saved searches, phrases, applications for the field system.

use domain::access::Scope;
use domain::actor::{Actor, OnDuty};
use domain::complaint::{Channel, Filing, Number, Visibility};
use domain::id::{ComplaintId, OfficerId};
use domain::role::{Duty, Role};
use jiff::civil::date;
use store::{
    ApplicationState, Derived, FieldApplication, Phrase, PhraseOf, SavedSearch, Store, StoreError, Words,
};
use uuid::Uuid;

use crate::fixture::{CASE, CHOI, KIM, LEE, PARK, PHARMACY, SONGPA, at, settle, settle_with_case};

fn on_duty(duties: Vec<Duty>) -> Scope {
    Scope::of(&Actor::Officer(OnDuty {
        id: KIM,
        agency: SONGPA,
        department: PHARMACY,
        duties,
        stands_in_for: Vec::new(),
    }))
}

async fn file(store: &Store, number: u64, visibility: Visibility) {
    let id = ComplaintId(Uuid::from_u128(0xc100 + u128::from(number)));
    let filing = Filing {
        id,
        number: Number::application(date(2026, 3, 10), number),
        petitioner: PARK,
        channel: Channel::Web,
        joint: false,
        visibility,
    };
    let (complaint, _) = domain::complaint::file(filing, at(60), &Actor::Petitioner(PARK));
    let words = Words { title: "가".into(), body: "나".into(), place: None, external_number: None };
    let mut tx = store.write().await.unwrap();
    let derived = Derived { due_at: None, calendar_version: 1 };
    let ordinal = tx.next_ordinal().await.unwrap();
    tx.insert_complaint(&complaint, &words, derived, ordinal).await.unwrap();
    tx.commit().await.unwrap();
}

fn search(id: u128, name: &str) -> SavedSearch {
    SavedSearch { id: Uuid::from_u128(id), name: name.into(), query: "stage=filed".into(), leads: false }
}

testkit::both_databases! {
    async fn a_change_is_told_to_whom_it_concerns_and_a_sealed_one_to_nobody(store: Store) {
        settle_with_case(&store).await;
        file(&store, 7, Visibility::Sealed).await;
        let mut tx = store.read().await.unwrap();
        let pulses = tx.pulses_since(at(0)).await.unwrap();
        assert_eq!(pulses.len(), 1, "the sealed one is not told");
        assert_eq!(pulses[0].key.0, CASE.to_string());
        let reach = &pulses[0].reach;
        assert!(reach.felt_by(&on_duty(vec![Duty::city(Role::Receiver)])));
        assert!(!reach.felt_by(&on_duty(vec![Duty::department(Role::DepartmentManager, SONGPA, PHARMACY)])));
        assert!(!reach.felt_by(&Scope::of(&Actor::Petitioner(PARK))));
        assert!(tx.pulses_since(at(1)).await.unwrap().is_empty());
        drop(tx);
        let mut tx = store.write().await.unwrap();
        assert_eq!(tx.prune_pulses(at(1)).await.unwrap(), 1);
    }

    async fn somebody_writing_is_seen_until_they_leave_or_fall_silent(store: Store) {
        settle_with_case(&store).await;
        let mut tx = store.write().await.unwrap();
        tx.put_presence(CASE, KIM, at(0)).await.unwrap();
        tx.put_presence(CASE, LEE, at(10)).await.unwrap();
        tx.put_presence(CASE, KIM, at(20)).await.unwrap();
        assert_eq!(tx.writing_on(CASE, at(10)).await.unwrap(), [KIM, LEE]);
        assert_eq!(tx.writing_on(CASE, at(11)).await.unwrap(), [KIM]);
        tx.end_presence(CASE, KIM).await.unwrap();
        assert_eq!(tx.writing_on(CASE, at(0)).await.unwrap(), [LEE]);
        assert_eq!(tx.prune_presence(at(11)).await.unwrap(), 1);
    }

    async fn a_preference_is_kept_once_a_name_and_officer(store: Store) {
        settle(&store).await;
        let mut tx = store.write().await.unwrap();
        tx.put_preference(KIM, ("keys", "off"), at(0)).await.unwrap();
        tx.put_preference(KIM, ("keys", "{}"), at(1)).await.unwrap();
        tx.put_preference(LEE, ("keys", "off"), at(1)).await.unwrap();
        let kept = tx.preferences_of(KIM).await.unwrap();
        assert_eq!(kept.into_iter().collect::<Vec<_>>(), [("keys".to_owned(), "{}".to_owned())]);
        tx.drop_preference(KIM, "keys").await.unwrap();
        assert!(tx.preferences_of(KIM).await.unwrap().is_empty());
        assert_eq!(tx.preferences_of(LEE).await.unwrap().len(), 1);
    }

    async fn a_search_is_kept_by_its_name_and_one_may_lead(store: Store) {
        settle(&store).await;
        let mut tx = store.write().await.unwrap();
        tx.put_saved_search(KIM, &search(1, "지연"), at(0)).await.unwrap();
        tx.put_saved_search(KIM, &search(2, "오늘"), at(0)).await.unwrap();
        tx.put_saved_search(LEE, &search(3, "지연"), at(0)).await.unwrap();
        let again = SavedSearch { query: "overdue=on".into(), ..search(9, "지연") };
        tx.put_saved_search(KIM, &again, at(1)).await.unwrap();
        tx.lead_with(KIM, Some(Uuid::from_u128(1))).await.unwrap();
        let kept = tx.saved_searches_of(KIM).await.unwrap();
        let shown: Vec<_> = kept.iter().map(|s| (s.name.as_str(), s.query.as_str(), s.leads)).collect();
        assert_eq!(shown, [("오늘", "stage=filed", false), ("지연", "overdue=on", true)]);
        tx.lead_with(KIM, Some(Uuid::from_u128(2))).await.unwrap();
        assert_eq!(tx.saved_searches_of(KIM).await.unwrap().iter().filter(|s| s.leads).count(), 1);
        let foreign = tx.delete_saved_search(KIM, Uuid::from_u128(3)).await;
        assert!(matches!(foreign, Err(StoreError::NotFound(_))));
        tx.commit().await.unwrap();
        let mut tx = store.write().await.unwrap();
        let taken = tx.rename_saved_search(KIM, Uuid::from_u128(2), "지연").await;
        assert!(taken.unwrap_err().is_conflict());
    }

    async fn phrases_are_ones_own_or_the_departments(store: Store) {
        settle(&store).await;
        let phrase = |id, of, title: &str| Phrase {
            id: Uuid::from_u128(id), of, title: title.into(), text: "확인하겠습니다.".into(),
        };
        let mut tx = store.write().await.unwrap();
        let own = phrase(1, PhraseOf::Officer(KIM), "나");
        tx.put_phrase(&own, KIM, at(0)).await.unwrap();
        tx.put_phrase(&phrase(2, PhraseOf::Department(PHARMACY), "부서"), LEE, at(0)).await.unwrap();
        tx.put_phrase(&Phrase { title: "가".into(), ..own.clone() }, KIM, at(1)).await.unwrap();
        assert_eq!(tx.phrases_of(PhraseOf::Officer(KIM)).await.unwrap()[0].title, "가");
        assert!(tx.phrases_of(PhraseOf::Officer(LEE)).await.unwrap().is_empty());
        assert_eq!(tx.phrases_of(PhraseOf::Department(PHARMACY)).await.unwrap().len(), 1);
        tx.delete_phrase(own.id).await.unwrap();
        assert_eq!(tx.phrase(own.id).await.unwrap(), None);
    }

    async fn applications_wait_in_order_and_are_decided_once(store: Store) {
        settle(&store).await;
        let application = |id: u128, officer: OfficerId, seconds| FieldApplication {
            id: Uuid::from_u128(id), officer, phone: "010-0000-0000".into(), reason: "현장".into(),
            applied_at: at(seconds), state: ApplicationState::Applied, answer: String::new(),
            decided_by: None, decided_at: None,
        };
        let mut tx = store.write().await.unwrap();
        for (id, officer, seconds) in [(1, KIM, 30), (2, LEE, 10), (3, CHOI, 20)] {
            tx.put_field_application(&application(id, officer, seconds)).await.unwrap();
        }
        let first = tx.field_applications(ApplicationState::Applied, None, 2).await.unwrap();
        assert_eq!(first.rows.iter().map(|a| a.officer).collect::<Vec<_>>(), [LEE, CHOI]);
        let rest = tx.field_applications(ApplicationState::Applied, first.next.as_ref(), 2).await.unwrap();
        assert_eq!(rest.rows, [application(1, KIM, 30)]);
        let id = Uuid::from_u128(1);
        tx.decide_field_application(id, (ApplicationState::Granted, "사용하십시오."), LEE, at(40)).await.unwrap();
        let twice = tx.decide_field_application(id, (ApplicationState::Refused, ""), LEE, at(41)).await;
        assert!(matches!(twice, Err(StoreError::NotFound(_))));
        let own = tx.field_applications_of(KIM, 5).await.unwrap();
        assert_eq!((own[0].state, own[0].decided_by), (ApplicationState::Granted, Some(LEE)));
    }
}

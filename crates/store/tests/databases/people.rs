//! 사용자·권한·대직·인사 연계: searched by page, decided once, kept with their reasons.

use domain::id::OfficerId;
use domain::org::{EndedDepartment, Feed, Grant, Place, StandIn};
use domain::role::{Duty, Role};
use jiff::civil::date;
use store::{
    AccountState, FeedState, GrantRequest, KeptFeed, KeptGrant, PeopleFilter, PeopleOf, RequestState, Store,
    StoreError, Word,
};
use uuid::Uuid;

use crate::fixture::{CHOI, KIM, LEE, PARKING, PHARMACY, SONGPA, at, settle};

const TODAY: jiff::civil::Date = date(2026, 3, 10);

async fn names(store: &Store, of: &[PeopleOf], filter: PeopleFilter) -> Vec<String> {
    let mut names = Vec::new();
    let mut after = None;
    loop {
        let mut tx = store.read().await.unwrap();
        let (page, next) = tx.users(of, &filter, (at(0), TODAY), (after.as_ref(), 1)).await.unwrap();
        names.extend(page.into_iter().map(|user| user.officer.name));
        match next {
            Some(next) => after = Some(next),
            None => return names,
        }
    }
}

fn request(id: u128, officer: OfficerId) -> GrantRequest {
    GrantRequest {
        id: Uuid::from_u128(id),
        officer,
        role: Role::DepartmentManager,
        agency: SONGPA,
        department: PHARMACY,
        reason: "주무팀장으로 발령받았습니다.".into(),
        asked_at: at(1),
        state: RequestState::Open,
        decided_by: None,
        decided_for: None,
        decided_at: None,
        answer: None,
        seen_at: None,
    }
}

fn word(reason: &str) -> Word<'_> {
    Word { by: Some(LEE), on_behalf_of: Some(CHOI), reason }
}

fn kept_feed(id: u128) -> KeptFeed {
    KeptFeed {
        id: Uuid::from_u128(id),
        came_at: at(0),
        source: "파일".into(),
        by: Some(LEE),
        state: FeedState::Waiting,
        settled_at: None,
        said: String::new(),
    }
}

fn feed() -> Feed {
    let place = |department: &str| Place { agency: "songpa".into(), department: department.into() };
    Feed {
        made_on: TODAY,
        covers: vec!["songpa".into()],
        agencies: Vec::new(),
        departments: Vec::new(),
        ended: vec![EndedDepartment { place: place("a"), successor: Some(place("b")) }],
        staff: Vec::new(),
    }
}

testkit::both_databases! {
    async fn people_are_listed_once_by_name_in_pages_of_any_size(store: Store) {
        settle(&store).await;
        let everybody = names(&store, &[PeopleOf::City], PeopleFilter::default()).await;
        let mut sorted = everybody.clone();
        sorted.sort();
        sorted.dedup();
        assert_eq!(everybody, sorted, "in order, nobody twice");
        assert!(everybody.len() >= 3);
        let twice = [PeopleOf::Agency(SONGPA), PeopleOf::Department(PHARMACY), PeopleOf::City];
        assert_eq!(names(&store, &twice, PeopleFilter::default()).await, everybody);
        let pharmacy = names(&store, &[PeopleOf::Department(PHARMACY)], PeopleFilter::default()).await;
        let parking = names(&store, &[PeopleOf::Department(PARKING)], PeopleFilter::default()).await;
        assert!(!pharmacy.is_empty() && pharmacy.iter().all(|name| !parking.contains(name)));
    }

    async fn people_are_found_by_the_beginning_of_a_name_a_log_in_a_state_and_a_role(store: Store) {
        settle(&store).await;
        let mut tx = store.write().await.unwrap();
        let kim = tx.officer(KIM).await.unwrap().unwrap();
        let duty = Duty::department(Role::DepartmentManager, SONGPA, PHARMACY);
        let grant = Grant { officer: KIM, duty, from: date(2026, 3, 1), until: Some(TODAY) };
        let kept = KeptGrant {
            id: Uuid::from_u128(0x71), grant, granted_by: Some(LEE), granted_at: at(0), ended_by: None, ended_at: None,
        };
        tx.put_grant(&kept, word("발령")).await.unwrap();
        tx.commit().await.unwrap();
        let city = [PeopleOf::City];
        let by = |filter| names(&store, &city, filter);
        let beginning: String = kim.name.chars().take(1).collect();
        assert!(by(PeopleFilter { name: Some(beginning), ..PeopleFilter::default() }).await.contains(&kim.name));
        let login = PeopleFilter { login: Some(kim.login.clone()), ..PeopleFilter::default() };
        assert_eq!(by(login).await, [kim.name.as_str()]);
        let managers = PeopleFilter { role: Some(Role::DepartmentManager), ..PeopleFilter::default() };
        assert_eq!(by(managers).await, [kim.name.as_str()]);
        assert!(by(PeopleFilter { name: Some("%".into()), ..PeopleFilter::default() }).await.is_empty());
        for state in AccountState::ALL {
            let found = by(PeopleFilter { state: Some(state), ..PeopleFilter::default() }).await;
            assert_eq!(found.contains(&kim.name), state == AccountState::None, "{state:?}");
        }
    }

    async fn a_grant_says_who_why_and_in_whose_place(store: Store) {
        settle(&store).await;
        let duty = Duty::department(Role::DepartmentManager, SONGPA, PHARMACY);
        let grant = Grant { officer: KIM, duty, from: date(2026, 3, 1), until: None };
        let id = Uuid::from_u128(0x72);
        let kept = KeptGrant { id, grant, granted_by: Some(LEE), granted_at: at(0), ended_by: None, ended_at: None };
        let mut tx = store.write().await.unwrap();
        tx.put_grant(&kept, word("발령")).await.unwrap();
        tx.end_grant_for(id, TODAY, word("전보"), at(2)).await.unwrap();
        let again = tx.end_grant_for(id, TODAY, word("전보"), at(2)).await;
        assert!(matches!(again, Err(StoreError::Conflict(_))));
        tx.commit().await.unwrap();
        let mut tx = store.read().await.unwrap();
        let lines = tx.grant_lines_of(KIM).await.unwrap();
        let line = &lines[0];
        assert_eq!((line.reason.as_deref(), line.end_reason.as_deref()), (Some("발령"), Some("전보")));
        assert_eq!((line.granted_for, line.ended_for), (Some(CHOI), Some(CHOI)));
        assert_eq!(line.kept.grant.until, Some(TODAY));
        let (page, next) = tx.grant_lines(Role::DepartmentManager, Some(SONGPA), (None, 10)).await.unwrap();
        assert_eq!((page, next), (lines, None));
    }

    async fn a_request_is_open_once_and_decided_once(store: Store) {
        settle(&store).await;
        let mut tx = store.write().await.unwrap();
        tx.put_grant_request(&request(0x81, KIM)).await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = store.write().await.unwrap();
        assert!(tx.put_grant_request(&request(0x82, KIM)).await.unwrap_err().is_conflict());
        tx.rollback().await.unwrap();
        let mut tx = store.write().await.unwrap();
        let (id, refused) = (Uuid::from_u128(0x81), RequestState::Refused);
        assert_eq!(tx.open_grant_requests(SONGPA, (None, 10)).await.unwrap().0.len(), 1);
        tx.settle_grant_request(id, refused, word("정원이 찼습니다."), (at(3), None)).await.unwrap();
        let again = tx.settle_grant_request(id, refused, word("다시"), (at(3), None)).await;
        assert!(matches!(again, Err(StoreError::Conflict(_))));
        tx.put_grant_request(&request(0x83, KIM)).await.unwrap();
        tx.see_grant_requests(KIM, at(4)).await.unwrap();
        let mine = tx.grant_requests_of(KIM, 10).await.unwrap();
        assert_eq!(mine.iter().filter(|r| r.seen_at.is_some()).count(), 1, "what is open has not been decided");
        assert_eq!(tx.withdraw_grant_requests_of(KIM, "전보", at(5)).await.unwrap(), 1);
    }

    async fn a_feed_waits_is_read_and_is_settled_once(store: Store) {
        settle(&store).await;
        let mut tx = store.write().await.unwrap();
        tx.put_staff_feed(&kept_feed(0x91), Some(&feed())).await.unwrap();
        let id = Uuid::from_u128(0x91);
        assert_eq!(tx.staff_feed_told(id).await.unwrap(), Some(feed()));
        assert_eq!(tx.staff_fed_at().await.unwrap(), None);
        tx.settle_staff_feed(id, FeedState::Applied, "바뀐 것 없음", at(7)).await.unwrap();
        assert!(tx.settle_staff_feed(id, FeedState::Dropped, "", at(8)).await.unwrap_err().is_conflict());
        assert_eq!(tx.staff_feed_told(id).await.unwrap(), None, "names are not kept longer than needed");
        assert_eq!(tx.staff_fed_at().await.unwrap(), Some(at(7)));
        assert_eq!(tx.staff_feeds(5).await.unwrap()[0].state, FeedState::Applied);
    }

    async fn an_ended_department_is_in_no_list_and_keeps_its_name(store: Store) {
        settle(&store).await;
        let mut tx = store.write().await.unwrap();
        tx.end_department(PARKING, Some(PHARMACY), at(0)).await.unwrap();
        tx.commit().await.unwrap();
        let chart = store.read().await.unwrap().org_chart().await.unwrap();
        assert!(chart.departments().iter().all(|d| d.id != PARKING));
        assert!(chart.department(PARKING).is_some() && chart.successor(PARKING) == Some(PHARMACY));
        let mut tx = store.write().await.unwrap();
        tx.reopen_department(PARKING).await.unwrap();
        tx.commit().await.unwrap();
        assert!(!store.read().await.unwrap().org_chart().await.unwrap().is_ended(PARKING));
    }

    async fn who_leaves_holds_and_minds_nothing_any_more(store: Store) {
        settle(&store).await;
        let mut tx = store.write().await.unwrap();
        let stand_in = StandIn { absent: KIM, stand_in: LEE, from: TODAY, until: date(2026, 3, 20) };
        tx.put_stand_in(Uuid::from_u128(0xa1), &stand_in, None, at(0)).await.unwrap();
        let minding = StandIn { absent: CHOI, stand_in: KIM, from: date(2026, 4, 1), until: date(2026, 4, 3) };
        tx.put_stand_in(Uuid::from_u128(0xa2), &minding, None, at(0)).await.unwrap();
        assert_eq!(tx.end_stand_ins_of(KIM, testkit::world::morning()).await.unwrap(), 2);
        assert!(tx.minders_of(KIM, TODAY).await.unwrap().is_empty());
        assert!(tx.stand_ins_on(&[CHOI], date(2026, 4, 2)).await.unwrap().is_empty());
        assert!(tx.left_behind(None, 10).await.unwrap().is_empty());
        assert!(tx.open_work_of(KIM).await.unwrap().is_none());
        assert!(!tx.is_department_busy(PHARMACY).await.unwrap());
        assert!(tx.open_numbers_at(PHARMACY, 5).await.unwrap().is_empty());
        let whole = (at(0), at(1_000_000));
        assert!(tx.done_for((KIM, LEE), whole, (None, 5)).await.unwrap().0.is_empty());
    }
}

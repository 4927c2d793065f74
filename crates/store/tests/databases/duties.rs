//! Grants and stand-ins hold on their days, and the history stays.

use domain::id::OfficerId;
use domain::org::{Grant, StandIn};
use domain::role::{Duty, Role};
use jiff::civil::{Date, date};
use store::{KeptGrant, Store, StoreError};
use uuid::Uuid;

use crate::fixture::{CHOI, KIM, LEE, PARKING, PHARMACY, SONGPA, at, officer, settle};

const MANAGER: Duty =
    Duty { role: Role::DepartmentManager, agency: Some(SONGPA), department: Some(PHARMACY) };
const GRANT: Uuid = Uuid::from_u128(0x70);

fn handler() -> Duty {
    Duty::department(Role::Handler, SONGPA, PHARMACY)
}

fn grant(id: Uuid, officer: OfficerId, duty: Duty, from: Date, until: Option<Date>) -> KeptGrant {
    let grant = Grant { officer, duty, from, until };
    KeptGrant { id, grant, granted_by: Some(LEE), granted_at: at(0), ended_by: None, ended_at: None }
}

async fn grant_lee_the_management(store: &Store) {
    settle(store).await;
    let mut tx = store.write().await.unwrap();
    let march = grant(GRANT, LEE, MANAGER, date(2026, 3, 1), Some(date(2026, 3, 31)));
    tx.put_grants(&[march]).await.unwrap();
    tx.commit().await.unwrap();
}

async fn duties(store: &Store, officer: OfficerId, on: Date) -> Vec<Duty> {
    store.read().await.unwrap().on_duty(officer, on).await.unwrap().unwrap().duties
}

async fn managers(store: &Store, on: Date) -> Vec<OfficerId> {
    let mut tx = store.read().await.unwrap();
    tx.holders(Role::DepartmentManager, None, Some(PHARMACY), on).await.unwrap()
}

testkit::both_databases! {
    async fn a_grant_holds_from_its_first_to_its_last_day(store: Store) {
        grant_lee_the_management(&store).await;
        for (day, holds) in [
            (date(2026, 2, 28), false), (date(2026, 3, 1), true), (date(2026, 3, 31), true), (date(2026, 4, 1), false),
        ] {
            let wanted = if holds { vec![MANAGER, handler()] } else { vec![handler()] };
            assert_eq!(duties(&store, LEE, day).await, wanted, "{day}");
            let managers = managers(&store, day).await;
            assert_eq!(managers, if holds { vec![LEE] } else { vec![] }, "{day}");
        }
    }

    async fn a_role_elsewhere_is_not_held_here(store: Store) {
        grant_lee_the_management(&store).await;
        let mut tx = store.read().await.unwrap();
        let day = date(2026, 3, 10);
        for (role, agency, department) in [
            (Role::DepartmentManager, Some(SONGPA), Some(PARKING)),
            (Role::DepartmentManager, Some(SONGPA), None),
            (Role::DepartmentManager, None, None),
            (Role::Approver, Some(SONGPA), Some(PHARMACY)),
        ] {
            assert!(tx.holders(role, agency, department, day).await.unwrap().is_empty(), "{role:?}");
        }
    }

    async fn an_ended_grant_is_kept_and_ended_once(store: Store) {
        grant_lee_the_management(&store).await;
        let mut tx = store.write().await.unwrap();
        tx.end_grant(GRANT, date(2026, 3, 9), KIM, at(60)).await.unwrap();
        let again = tx.end_grant(GRANT, date(2026, 3, 20), KIM, at(70)).await;
        assert!(matches!(again, Err(StoreError::NotFound(_))));
        tx.commit().await.unwrap();
        assert_eq!(duties(&store, LEE, date(2026, 3, 10)).await, [handler()]);
        let kept = store.read().await.unwrap().grants_of(LEE).await.unwrap();
        let mut wanted = grant(GRANT, LEE, MANAGER, date(2026, 3, 1), Some(date(2026, 3, 9)));
        (wanted.ended_by, wanted.ended_at) = (Some(KIM), Some(at(60)));
        assert_eq!(kept, [wanted]);
    }

    async fn whoever_stands_in_has_the_absent_ones_duties_on_those_days(store: Store) {
        grant_lee_the_management(&store).await;
        let leave = StandIn { absent: LEE, stand_in: CHOI, from: date(2026, 3, 9), until: date(2026, 3, 10) };
        let mut tx = store.write().await.unwrap();
        tx.put_stand_in(Uuid::from_u128(1), &leave, Some(LEE), at(0)).await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = store.read().await.unwrap();
        for (day, minds) in [(date(2026, 3, 8), false), (date(2026, 3, 9), true), (date(2026, 3, 11), false)] {
            let choi = tx.on_duty(CHOI, day).await.unwrap().unwrap();
            assert_eq!(choi.department, PARKING);
            assert_eq!(choi.is_or_minds(LEE), minds, "{day}");
            assert_eq!(choi.has(Role::DepartmentManager), minds, "{day}");
            let alerted = managers(&store, day).await;
            assert_eq!(alerted, if minds { vec![LEE, CHOI] } else { vec![LEE] });
            assert_eq!(tx.minders_of(LEE, day).await.unwrap(), if minds { vec![CHOI] } else { vec![] });
            if minds {
                assert_eq!(choi.stands_in_for[0].duties, [MANAGER, handler()]);
                assert_eq!(choi.stands_in_for[0].department, PHARMACY);
            }
        }
    }

    async fn standing_in_is_not_handed_on(store: Store) {
        grant_lee_the_management(&store).await;
        let day = date(2026, 3, 10);
        let mut tx = store.write().await.unwrap();
        for (id, absent, stand_in) in [(1, LEE, CHOI), (2, CHOI, KIM)] {
            let leave = StandIn { absent, stand_in, from: day, until: day };
            tx.put_stand_in(Uuid::from_u128(id), &leave, None, at(0)).await.unwrap();
        }
        tx.commit().await.unwrap();
        let kim = store.read().await.unwrap().on_duty(KIM, day).await.unwrap().unwrap();
        assert!(kim.is_or_minds(CHOI) && !kim.is_or_minds(LEE) && !kim.has(Role::DepartmentManager));
    }

    async fn a_stand_in_called_off_is_kept(store: Store) {
        grant_lee_the_management(&store).await;
        let leave = StandIn { absent: LEE, stand_in: CHOI, from: date(2026, 3, 9), until: date(2026, 3, 20) };
        let id = Uuid::from_u128(1);
        let mut tx = store.write().await.unwrap();
        tx.put_stand_in(id, &leave, None, at(0)).await.unwrap();
        let off = testkit::world::morning();
        tx.end_stand_in(id, off).await.unwrap();
        assert!(matches!(tx.end_stand_in(id, off).await, Err(StoreError::NotFound(_))));
        let kept = tx.stand_ins_of(CHOI).await.unwrap();
        assert_eq!(kept.len(), 1);
        assert_eq!((kept[0].stand_in.until, kept[0].planned_until), (date(2026, 3, 9), date(2026, 3, 20)));
        assert_eq!(kept[0].ended_at, Some(off));
        // The day it was called off it holds no more; before, it did.
        for (day, minds) in [(date(2026, 3, 9), true), (date(2026, 3, 10), false), (date(2026, 3, 15), false)] {
            let choi = tx.on_duty(CHOI, day).await.unwrap().unwrap();
            assert_eq!((choi.is_or_minds(LEE), choi.has(Role::DepartmentManager)), (minds, minds), "{day}");
            assert_eq!(tx.minders_of(LEE, day).await.unwrap().len(), usize::from(minds), "{day}");
            assert_eq!(tx.stand_ins_on(&[LEE], day).await.unwrap().len(), usize::from(minds), "{day}");
        }
        tx.commit().await.unwrap();
        assert_eq!(managers(&store, date(2026, 3, 9)).await, [LEE, CHOI]);
        assert_eq!(managers(&store, date(2026, 3, 15)).await, [LEE]);
    }

    async fn who_left_is_not_on_duty(store: Store) {
        grant_lee_the_management(&store).await;
        let mut lee = officer(LEE, PHARMACY, "lee", "이과장");
        lee.active = false;
        let mut tx = store.write().await.unwrap();
        tx.put_officers(&[lee]).await.unwrap();
        let day = date(2026, 3, 10);
        assert_eq!(tx.on_duty(LEE, day).await.unwrap(), None);
        assert_eq!(tx.on_duty(OfficerId(Uuid::from_u128(0x99)), day).await.unwrap(), None);
        tx.commit().await.unwrap();
        assert!(managers(&store, day).await.is_empty());
    }
}

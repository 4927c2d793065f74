//! Editions of the calendar, and outages.

use domain::calendar::{CalendarVersion, Designation, WorkCalendar};
use jiff::civil::date;
use store::{CalendarChange, KeptOutage, Store, StoreError};
use uuid::Uuid;

use crate::fixture::{KIM, at, settle};

fn bridge_day() -> Designation {
    Designation {
        date: date(2026, 3, 16), name: "임시공휴일".into(), source: "국무회의 2026-03-10".into()
    }
}

testkit::both_databases! {
    async fn nothing_changed_is_the_published_calendar(store: Store) {
        let mut tx = store.read().await.unwrap();
        assert_eq!(tx.calendar().await.unwrap(), WorkCalendar::published());
        assert_eq!(tx.calendar_version().await.unwrap(), WorkCalendar::published().version());
    }

    async fn every_edition_stays_as_it_was(store: Store) {
        settle(&store).await;
        let day = bridge_day();
        let mut tx = store.write().await.unwrap();
        let added = CalendarChange { added: vec![day.clone()], removed: vec![], note: "임시공휴일".into() };
        let with = tx.change_calendar(&added, Some(KIM), at(0)).await.unwrap();
        let removed = CalendarChange { added: vec![], removed: vec![day.date], note: "취소".into() };
        let without = tx.change_calendar(&removed, None, at(60)).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!((with, without), (CalendarVersion(2), CalendarVersion(3)));
        let mut tx = store.read().await.unwrap();
        assert_eq!(tx.calendar_version().await.unwrap(), without);
        assert!(!tx.calendar_at(with).await.unwrap().is_working_day(day.date));
        assert!(tx.calendar().await.unwrap().is_working_day(day.date));
        assert_eq!(tx.calendar_at(CalendarVersion(1)).await.unwrap(), WorkCalendar::published());
        let published = WorkCalendar::published();
        assert_eq!(tx.calendar().await.unwrap().designations(), published.designations());
    }

    async fn outages_begin_and_end_once(store: Store) {
        settle(&store).await;
        let id = Uuid::from_u128(7);
        let outage = KeptOutage {
            id, from: at(0), until: None, reason: "전산실 정전".into(), declared_by: Some(KIM), declared_at: at(30),
        };
        let mut tx = store.write().await.unwrap();
        tx.put_outage(&outage).await.unwrap();
        assert_eq!(tx.outages().await.unwrap(), std::slice::from_ref(&outage));
        assert!(matches!(tx.end_outage(id, at(-1)).await, Err(StoreError::NotFound(_))));
        tx.end_outage(id, at(3_600)).await.unwrap();
        assert!(matches!(tx.end_outage(id, at(3_601)).await, Err(StoreError::NotFound(_))));
        let ended = tx.outages().await.unwrap().remove(0);
        assert_eq!(ended, KeptOutage { until: Some(at(3_600)), ..outage });
        assert_eq!(ended.outage().source, "전산실 정전");
    }
}

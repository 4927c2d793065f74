//! A 국민신문고 that is away for a day loses nothing, and every day's books are compared.

use casework::reconcile;
use domain::deadline::seoul;
use domain::dispatch::{DifferenceKind, Neighbour, Sheet, What};
use jiff::SignedDuration;
use jiff::civil::{Date, date};
use store::{Queue, Store};

use crate::city::at;
use crate::epeople::There;

impl There {
    async fn sheet(&self, day: Date) -> Option<Sheet> {
        let mut tx = self.city.office.store().read().await.unwrap();
        let kept = tx.reconciliation(Neighbour::Epeople, day).await.unwrap();
        kept.map(|kept| reconcile::read(&kept).unwrap())
    }

    async fn queue(&self) -> Queue {
        self.city.office.store().read().await.unwrap().dispatch_queue(Neighbour::Epeople).await.unwrap()
    }

    async fn mark(&self, name: &str) -> Option<jiff::Timestamp> {
        let mut tx = self.city.office.store().read().await.unwrap();
        let marks = tx.connector_marks(Neighbour::Epeople).await.unwrap();
        marks.into_iter().find(|mark| mark.name == name).map(|mark| mark.at)
    }
}

testkit::both_databases! {
    async fn down_for_a_day_it_catches_up_by_itself(store: Store) {
        let there = There::new(store).await;
        let before = there.file("어제 민원");
        there.round().await;
        there.fake.set_down(true);
        // Over there people go on filing; here people go on working.
        let during: Vec<String> = (0..5).map(|n| there.file(&format!("그동안의 민원 {n}"))).collect();
        there.answered(&before).await;
        for _ in 0..24 {
            there.city.pass(SignedDuration::from_hours(1));
            there.round().await;
        }
        assert!(there.here(&during[0]).await.is_none());
        assert_eq!(there.queue().await.waiting, 2, "the receipt and the answer");
        let silent = there.mark(casework::neighbours::SILENT).await.unwrap();
        assert!(silent > there.mark(casework::neighbours::ANSWERED).await.unwrap(), "visible on the page");
        there.fake.set_down(false);
        there.round().await;
        there.round().await;
        for number in &during {
            assert!(there.here(number).await.is_some(), "{number}");
        }
        assert_eq!(there.told(&before), ["received", "answers"]);
        assert_eq!(there.queue().await, Queue::default());
        assert!(there.mark(casework::neighbours::ANSWERED).await.unwrap() > silent);
    }

    async fn a_days_sheet_counts_both_sides_and_agrees(store: Store) {
        let there = There::new(store).await;
        let number = there.file("약국 앞 가로등");
        there.file("다른 민원");
        there.round().await;
        there.answered(&number).await;
        there.round().await;
        there.rate(&number, 100, None);
        there.round().await;
        assert!(there.sheet(date(2026, 3, 10)).await.is_none(), "the day is not over");
        there.city.clock_to("2026-03-11 00:05");
        there.round().await;
        let sheet = there.sheet(date(2026, 3, 10)).await.unwrap();
        let counts: Vec<_> = sheet.lines.iter().map(|line| (line.what, line.ours, line.theirs)).collect();
        assert_eq!(counts, [
            (What::Complaints, 2, 2),
            (What::Ratings, 1, 1),
            (What::Requests, 0, 0),
            (What::Sent, 2, 2),
        ]);
        assert!(sheet.differences.is_empty(), "{:?}", sheet.differences);
    }

    async fn what_differs_is_named_and_settles_when_it_arrives(store: Store) {
        let there = There::new(store).await;
        let number = there.file("약국 앞 가로등");
        there.round().await;
        there.answered(&number).await;
        there.round().await;
        there.round().await;
        let answer = there.fake.taken().pop().unwrap().key;
        there.fake.forget(&answer);
        let early = there.file("답변을 기다리는 민원");
        there.round().await;
        let rating = there.rate(&early, 50, None);
        there.city.clock_to("2026-03-11 00:05");
        there.round().await;
        let sheet = there.sheet(date(2026, 3, 10)).await.unwrap();
        let differ: Vec<_> = sheet.differences.iter().map(|d| (d.what, d.id.clone(), d.kind)).collect();
        assert_eq!(differ, [
            (What::Ratings, rating.clone(), DifferenceKind::Waiting),
            (What::Sent, answer, DifferenceKind::UnknownThere),
        ]);
        there.answered(&early).await;
        there.city.clock_to("2026-03-11 10:00");
        there.round().await;
        there.city.pass(SignedDuration::from_mins(20));
        there.round().await;
        let again = there.sheet(date(2026, 3, 10)).await.unwrap();
        assert!(again.differences.iter().all(|d| d.id != rating), "{:?}", again.differences);
    }

    async fn a_sheet_is_made_for_every_day_they_were_away(store: Store) {
        let there = There::new(store).await;
        there.round().await;
        there.city.clock_to("2026-03-11 01:00");
        there.round().await;
        assert!(there.sheet(date(2026, 3, 10)).await.is_some());
        there.fake.set_down(true);
        there.city.clock_to("2026-03-22 01:00");
        there.round().await;
        assert!(there.sheet(date(2026, 3, 11)).await.is_none());
        there.fake.set_down(false);
        there.city.clock_to("2026-03-22 02:00");
        there.round().await;
        for day in 11..=21 {
            assert!(there.sheet(date(2026, 3, day)).await.is_some(), "{day}");
        }
        assert!(there.sheet(date(2026, 3, 22)).await.is_none());
    }

    async fn a_sealed_file_is_in_no_sheet(store: Store) {
        let there = There::new(store).await;
        let mut sealed = crate::epeople::complaint("공익신고");
        sealed.sealed = true;
        there.fake.file(sealed);
        let number = there.file("약국 앞 가로등");
        there.round().await;
        assert!(there.here(&number).await.is_some());
        there.city.clock_to("2026-03-11 00:05");
        there.round().await;
        let sheet = there.sheet(date(2026, 3, 10)).await.unwrap();
        assert_eq!((sheet.lines[0].ours, sheet.lines[0].theirs), (1, 1));
        assert!(sheet.differences.is_empty());
    }
}

#[test]
fn a_day_lasts_from_midnight_to_midnight_in_seoul() {
    let (from, until) = reconcile::day_span(date(2026, 3, 10));
    assert_eq!((from, until), (at("2026-03-10 00:00"), at("2026-03-11 00:00")));
    assert_eq!(seoul::civil(from).date(), date(2026, 3, 10));
}

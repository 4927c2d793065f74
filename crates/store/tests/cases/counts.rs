//! Counts equal a fold over all files.

use domain::access::Scope;
use domain::complaint::{StageName, Visibility};
use jiff::Timestamp;
use store::read::{Place, StageCount};
use store::{Store, StoreError};
use testkit::paper::Paper;
use testkit::world::{self, HAN, JEONG, KIM, LEE, MIN, PARKS, ROADS, SEOUL, SONGPA};

use crate::city::settled;

fn lies_at(paper: &Paper, place: Place) -> bool {
    let holder = paper.file.holder();
    match place {
        Place::Handler(id) => holder.handler == Some(id),
        Place::Department(id) => holder.department == Some(id),
        Place::Agency(id) => holder.agency == Some(id),
        Place::City => true,
    }
}

fn folded(papers: &[Paper], place: Place, now: Timestamp, tonight: Timestamp) -> Vec<StageCount> {
    let here = |stage| {
        papers.iter().filter(move |p| {
            p.file.visibility != Visibility::Sealed && p.file.stage.name() == stage && lies_at(p, place)
        })
    };
    let count = |papers: Vec<&Paper>, due: &dyn Fn(Timestamp) -> bool| {
        let hit =
            papers.into_iter().filter(|p| p.file.stage.is_live() && p.derived().due_at.is_some_and(due));
        u64::try_from(hit.count()).unwrap()
    };
    StageName::ALL
        .into_iter()
        .map(|stage| StageCount {
            stage,
            total: u64::try_from(here(stage).count()).unwrap(),
            overdue: count(here(stage).collect(), &|due| due < now),
            due_today: count(here(stage).collect(), &|due| due >= now && due <= tonight),
        })
        .collect()
}

testkit::both_databases! {
    async fn counts_equal_a_fold_over_all_files(store: Store) {
        let papers = settled(&store, 200).await;
        let city = Scope::of(&world::officer(MIN));
        let places = [
            Place::City, Place::Agency(SEOUL), Place::Agency(SONGPA), Place::Department(ROADS), Place::Department(PARKS),
            Place::Handler(KIM),
        ];
        let mut overdue = 0;
        for (now, tonight) in [("2026-03-17 10:00", "2026-03-17 23:59"), ("2026-03-20 18:00", "2026-03-20 23:59")] {
            let (now, tonight) = (world::seoul_time(now), world::seoul_time(tonight));
            for place in places {
                let counted = store.read().await.unwrap().counts(&city, place, now, tonight).await.unwrap();
                assert_eq!(counted, folded(&papers, place, now, tonight), "{place:?}");
                overdue += counted.iter().map(|count| count.overdue + count.due_today).sum::<u64>();
            }
        }
        assert!(overdue > 10, "too few to mean anything: {overdue}");
    }

    async fn nobody_counts_what_they_may_not_list(store: Store) {
        settled(&store, 5).await;
        let now = world::morning();
        for (who, place, may) in [
            (LEE, Place::Department(ROADS), true), (LEE, Place::Department(PARKS), false), (LEE, Place::City, false),
            (JEONG, Place::Agency(SEOUL), true), (JEONG, Place::Agency(SONGPA), false), (KIM, Place::Handler(KIM), true),
            (KIM, Place::Handler(LEE), false), (HAN, Place::City, true),
        ] {
            let scope = Scope::of(&world::officer(who));
            let counted = store.read().await.unwrap().counts(&scope, place, now, now).await;
            assert_eq!(counted.is_ok(), may, "{who} {place:?}");
            assert!(may || matches!(counted, Err(StoreError::NotFound(_))));
        }
    }
}

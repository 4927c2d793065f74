//! How long a list is: as many as its pages have, each once, and never more than somebody wants to know.

use domain::access::Scope;
use domain::complaint::{Kind, StageName};
use store::Store;
use store::read::{Filter, PAGE_MAX, Sort};
use testkit::world::{self, DA, HAN, JEONG, KIM, LEE, MIN, SI};

use crate::city::{all, page, settled};

testkit::both_databases! {
    async fn a_list_is_as_long_as_its_pages(store: Store) {
        settled(&store, 120).await;
        let mut people: Vec<_> = [DA, HAN, JEONG, KIM, LEE, MIN, SI].map(world::officer).into();
        // Two places that overlap: a complaint in both is one.
        people.push(world::minding(JEONG, LEE));
        let filters = [
            Filter::default(),
            Filter { live: Some(true), ..Filter::default() },
            Filter { kind: Some(Kind::Grievance), stages: vec![StageName::Assigned, StageName::Accepted], ..Filter::default() },
            Filter { sealed: true, ..Filter::default() },
        ];
        for who in people {
            let scope = Scope::of(&who);
            for filter in &filters {
                let rows = all(&store, &scope, filter, page(Sort::Newest, PAGE_MAX)).await.len();
                let rows = u64::try_from(rows).unwrap();
                let mut tx = store.read().await.unwrap();
                assert_eq!(tx.complaints_up_to(&scope, filter, 500).await.unwrap(), rows, "{who:?} {filter:?}");
                assert_eq!(tx.complaints_up_to(&scope, filter, 5).await.unwrap(), rows.min(5));
            }
        }
    }
}

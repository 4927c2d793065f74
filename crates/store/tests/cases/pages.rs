//! Pages: each row once, in one order, although rows arrive between two pages.

use domain::access::Scope;
use domain::actor::Actor;
use domain::complaint::{Channel, Kind, Visibility};
use domain::id::ComplaintId;
use store::Store;
use store::read::{Cursor, Filter, PAGE_MAX, Sort};
use testkit::paper::{Paper, put_all};
use testkit::say;
use testkit::world::{self, DA, HAN, JEONG, KIM, LEE, MIN, ROADS};

use crate::city::{all, ids, page, settled, sorted};

/// An agency's manager who also minds two desks in the agency: three places that overlap.
fn many_placed() -> Actor {
    let Actor::Officer(mut officer) = world::minding(JEONG, LEE) else { unreachable!() };
    if let Actor::Officer(kim) = world::minding(JEONG, KIM) {
        officer.stands_in_for.extend(kim.stands_in_for);
    }
    Actor::Officer(officer)
}

/// A live grievance at 도로과, received at this hour of 12 March.
fn newcomer(serial: u64, hour: u64) -> Paper {
    let filed = world::seoul_time(&format!("2026-03-12 {:02}:00", 9 + hour % 9));
    Paper::filed_at(serial, Channel::Phone120, Visibility::Private, filed)
        .then(&world::officer(HAN), say::receive(Kind::Grievance))
        .then(&world::officer(HAN), say::to_department(ROADS))
        .then(&world::officer(LEE), say::assign(KIM))
}

async fn turn_pages_while_more_arrive(store: &Store, who: &Actor, sort: Sort, first_serial: u64) {
    let scope = Scope::of(who);
    let before = ids(&all(store, &scope, &Filter::default(), page(sort, PAGE_MAX)).await);
    let mut turned: Vec<ComplaintId> = Vec::new();
    let mut asked = page(sort, 7);
    for serial in first_serial.. {
        let slice = store.read().await.unwrap().complaints(&scope, &Filter::default(), &asked).await.unwrap();
        turned.extend(ids(&slice.rows));
        asked.after = slice.next;
        if asked.after.is_none() {
            break;
        }
        put_all(store, [&newcomer(serial, serial)]).await;
    }
    let there_from_the_beginning: Vec<_> = turned.iter().filter(|id| before.contains(id)).copied().collect();
    assert_eq!(there_from_the_beginning, before, "each row once, in order");
    let mut once = turned.clone();
    once.sort();
    once.dedup();
    assert_eq!(once.len(), turned.len(), "no row twice");
}

testkit::both_databases! {
    async fn each_row_is_turned_up_once_while_rows_arrive(store: Store) {
        settled(&store, 90).await;
        let people = [world::officer(MIN), world::officer(JEONG), world::officer(LEE), world::officer(DA), many_placed()];
        for (who, person) in (1..).zip(people) {
            for (round, sort) in [Sort::Due, Sort::Newest].into_iter().enumerate() {
                let serials = 1_000 + who * 200 + u64::try_from(round).unwrap() * 100;
                turn_pages_while_more_arrive(&store, &person, sort, serials).await;
            }
        }
    }

    async fn places_that_overlap_list_a_file_once(store: Store) {
        let papers = settled(&store, 120).await;
        let who = many_placed();
        let (scope, filter) = (Scope::of(&who), Filter::default());
        let seen = papers.iter().filter(|p| {
            p.file.visibility != Visibility::Sealed && p.file.holder().agency == Some(world::SEOUL)
        });
        let wanted = sorted(seen, Sort::Due);
        assert!(wanted.len() > 20);
        for limit in [1, 2, 5, 200] {
            assert_eq!(ids(&all(&store, &scope, &filter, page(Sort::Due, limit)).await), wanted, "limit {limit}");
        }
    }

    async fn a_page_is_never_longer_than_allowed_nor_empty_for_nothing(store: Store) {
        settled(&store, 10).await;
        let city = Scope::of(&world::officer(MIN));
        let mut tx = store.read().await.unwrap();
        let one = tx.complaints(&city, &Filter::default(), &page(Sort::Due, 0)).await.unwrap();
        assert_eq!(one.rows.len(), 1, "a limit of nothing is a limit of one");
        let most = tx.complaints(&city, &Filter::default(), &page(Sort::Due, u32::MAX)).await.unwrap();
        assert!(most.next.is_none());
    }

    async fn a_cursor_somebody_made_up_is_a_place_like_any_other(store: Store) {
        settled(&store, 10).await;
        let city = Scope::of(&world::officer(MIN));
        for (key, id) in [(i64::MIN, ""), (i64::MAX, "z"), (0, "' or 1=1 --"), (0, "가나다")] {
            for sort in [Sort::Due, Sort::Newest] {
                let mut asked = page(sort, 5);
                asked.after = Some(Cursor { key, id: id.into() });
                store.read().await.unwrap().complaints(&city, &Filter::default(), &asked).await.unwrap();
            }
        }
    }
}

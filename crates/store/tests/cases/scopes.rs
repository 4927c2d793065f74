//! A list and the door agree: what is listed opens, and what a place holds is listed.

use domain::access::{Scope, Sight};
use domain::actor::Actor;
use domain::complaint::{Complaint, StageName, Visibility};
use store::Store;
use store::read::{Filter, Sort};
use testkit::chance::Chance;
use testkit::walk::ANYBODY;
use testkit::world;

use crate::city::{all, ids, page, settled, sorted};

/// The rule of lists, said once more: the places of the scope, sealed files apart.
fn listed(scope: &Scope, c: &Complaint) -> bool {
    let holder = c.holder();
    match scope.sight() {
        Sight::Everything => true,
        Sight::Own(petitioner) => c.petitioner == *petitioner,
        Sight::Office(sight) => {
            sight.city
                || (sight.call_centre && c.channel.is_call_centre())
                || holder.agency.is_some_and(|id| sight.agencies.contains(&id))
                || holder.department.is_some_and(|id| sight.departments.contains(&id))
                || holder.handler.is_some_and(|id| sight.desks.contains(&id))
        }
    }
}

/// Somebody, at times minding one or two other desks.
fn anybody(chance: &mut Chance) -> Actor {
    let who = *chance.pick(&ANYBODY);
    let mut actor = world::officer(who);
    for _ in 0..chance.below(3) {
        let absent = *chance.pick(&ANYBODY);
        if let (Actor::Officer(officer), Actor::Officer(minding)) = (&mut actor, world::minding(who, absent))
        {
            officer.stands_in_for.extend(minding.stands_in_for);
        }
    }
    actor
}

testkit::both_databases! {
    async fn what_is_listed_opens_and_every_place_is_listed(store: Store) {
        let papers = settled(&store, 150).await;
        let mut chance = Chance::new(11);
        let mut people: Vec<Actor> = (0..40).map(|_| anybody(&mut chance)).collect();
        people.extend(papers.iter().take(5).map(|paper| paper.petitioner()));
        for who in people {
            let scope = Scope::of(&who);
            let open = papers.iter().filter(|p| p.file.visibility != Visibility::Sealed);
            let wanted = sorted(open.filter(|p| listed(&scope, &p.file)), Sort::Newest);
            let rows = all(&store, &scope, &Filter::default(), page(Sort::Newest, 50)).await;
            assert_eq!(ids(&rows), wanted, "{who:?}");
            let sealed = Filter { sealed: true, ..Filter::default() };
            let sealed = ids(&all(&store, &scope, &sealed, page(Sort::Due, 50)).await);
            for paper in &papers {
                let shown = wanted.contains(&paper.file.id) || sealed.contains(&paper.file.id);
                assert!(!shown || scope.opens(&paper.file), "{who:?} lists what does not open: {:?}", paper.file);
                // What ended before anybody had it opens for what is asked again and for its letters, which have lists of their own.
                let nobodys = !paper.file.stage.is_live() && paper.file.holder().handler.is_none();
                let on_a_desk = paper.file.visibility == Visibility::Sealed && scope.opens(&paper.file) && !nobodys
                    && !matches!(paper.file.stage.name(), StageName::Answered | StageName::ApprovalSent | StageName::ApprovalPending)
                    && paper.file.desk_items().is_empty();
                assert!(!on_a_desk || sealed.contains(&paper.file.id), "{who:?} misses {:?}", paper.file);
            }
        }
    }

    async fn of_one_person_is_told_what_is_listed_and_nothing_sealed(store: Store) {
        // They all have one telephone number.
        let papers = settled(&store, 150).await;
        let mut chance = Chance::new(12);
        for _ in 0..30 {
            let (who, this) = (anybody(&mut chance), chance.pick(&papers).file.clone());
            let scope = Scope::of(&who);
            let open = papers.iter().filter(|p| p.file.visibility != Visibility::Sealed && p.file.id != this.id);
            let wanted = sorted(open.filter(|p| listed(&scope, &p.file)), Sort::Newest);
            let mut tx = store.read().await.unwrap();
            for most in [5, 200] {
                let told = ids(&tx.of_the_same_person(&scope, &this, most).await.unwrap());
                let first = &wanted[..wanted.len().min(usize::try_from(most).unwrap())];
                assert_eq!(told, first, "{who:?}, {most}");
            }
        }
    }

    async fn an_administrator_sees_no_case(store: Store) {
        settled(&store, 60).await;
        let scope = Scope::of(&world::officer(world::SI));
        for sealed in [false, true] {
            let filter = Filter { sealed, ..Filter::default() };
            assert!(all(&store, &scope, &filter, page(Sort::Due, 50)).await.is_empty());
        }
    }
}

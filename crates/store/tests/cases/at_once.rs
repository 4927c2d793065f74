//! Several files held, and written over, in one change.

use domain::access::Scope;
use domain::complaint::{Channel, Complaint, Kind, Number, Visibility};
use domain::id::OfficerId;
use store::{ActAsked, Engine, KeptResponse, Store, StoreError};
use testkit::paper::{Paper, put_all};
use testkit::say;
use testkit::world::{self, HAN, KIM, LEE, PARK};

const MANY: u64 = 40;

fn scope(who: OfficerId) -> Scope {
    Scope::of(&world::officer(who))
}

fn filed(serial: u64) -> Paper {
    Paper::filed(serial, Channel::Web, Visibility::Private)
}

fn received(paper: &Paper) -> Paper {
    paper.clone().then(&world::officer(HAN), say::receive(Kind::Grievance))
}

async fn stored(store: &Store, paper: &Paper) -> Complaint {
    let everything = Scope::of(&world::sweep());
    store.read().await.unwrap().complaint_by_id(&everything, paper.file.id).await.unwrap().complaint
}

async fn all_filed(store: &Store) -> Vec<Paper> {
    world::settle(store).await;
    let papers: Vec<Paper> = (1..=MANY).map(filed).collect();
    put_all(store, &papers).await;
    papers
}

testkit::both_databases! {
    async fn of_files_held_together_each_is_its_askers_or_nobodys(store: Store) {
        world::settle(&store).await;
        let (plain, known, others) = (filed(1), received(&filed(2)), received(&filed(3)));
        put_all(&store, [&plain, &known, &others]).await;
        let unknown = Number::parse("20260310999999").unwrap();
        let by_receipt = |paper: &Paper| paper.file.number.clone().unwrap();
        let asked = [
            (scope(HAN), &plain.file.application_number),
            (scope(HAN), &unknown),
            (scope(HAN), &by_receipt(&known)),
            (scope(KIM), &by_receipt(&others)),
        ];
        let mut tx = store.write().await.unwrap();
        let found = tx.complaints_to_change(&asked).await.unwrap();
        let ids: Vec<_> = found.iter().map(|file| file.as_ref().map(|file| file.complaint.id)).collect();
        assert_eq!(ids, [Some(plain.file.id), None, Some(known.file.id), None], "KIM has nothing to do with the last one");
        assert_eq!(found[2].as_ref().unwrap().complaint, known.file);
        assert!(tx.complaints_to_change(&[]).await.unwrap().is_empty());
    }

    async fn a_file_that_another_change_holds_is_passed_over_and_not_waited_for(store: Store) {
        let papers = all_filed(&store).await;
        if store.engine() == Engine::Sqlite {
            // One writer holds everything there is.
            return;
        }
        let asked: Vec<_> = papers.iter().map(|paper| (scope(HAN), &paper.file.application_number)).collect();
        let mut one = store.write().await.unwrap();
        one.complaint_to_change(&scope(HAN), &papers[3].file.application_number).await.unwrap();
        let mut other = store.write().await.unwrap();
        let found = other.complaints_to_change(&asked).await.unwrap();
        let held: Vec<usize> = (0..found.len()).filter(|at| found[*at].is_none()).collect();
        assert_eq!(held, [3]);
    }

    async fn files_written_over_together_are_each_as_its_own_act_left_it(store: Store) {
        let papers = all_filed(&store).await;
        let after: Vec<Paper> = papers.iter().map(received).collect();
        let mut tx = store.write().await.unwrap();
        for (before, after) in papers.iter().zip(&after) {
            tx.update_complaint(&before.file, &after.file, after.derived()).await.unwrap();
            let happened = &after.history[before.history.len()..];
            tx.append_events(after.file.id, after.file.version, happened).await.unwrap();
        }
        tx.commit().await.unwrap();
        for after in &after {
            assert_eq!(stored(&store, after).await, after.file);
        }
        // Twice in one change: the second over the first.
        let again = after[0].clone().then(&world::officer(HAN), say::to_department(world::ROADS));
        let mut tx = store.write().await.unwrap();
        let other = after[1].clone().then(&world::officer(HAN), say::to_department(world::PARKS));
        tx.update_complaint(&after[1].file, &other.file, other.derived()).await.unwrap();
        tx.update_complaint(&after[0].file, &again.file, again.derived()).await.unwrap();
        let last = again.clone().then(&world::officer(LEE), say::assign(PARK));
        tx.update_complaint(&again.file, &last.file, last.derived()).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!((stored(&store, &last).await, stored(&store, &other).await), (last.file, other.file));
    }

    async fn one_file_that_has_moved_on_takes_the_others_along(store: Store) {
        let papers = all_filed(&store).await;
        let after: Vec<Paper> = papers.iter().map(received).collect();
        let mut tx = store.write().await.unwrap();
        tx.update_complaint(&papers[7].file, &after[7].file, after[7].derived()).await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = store.write().await.unwrap();
        let mut told = Ok(());
        for (before, after) in papers.iter().zip(&after) {
            told = told.and(tx.update_complaint(&before.file, &after.file, after.derived()).await);
        }
        let told = match told {
            Ok(()) => tx.commit().await,
            told => told,
        };
        assert!(told.unwrap_err().is_conflict());
        for (before, at) in papers.iter().zip(0..) {
            let wanted = if at == 7 { &after[7] } else { before };
            assert_eq!(stored(&store, before).await, wanted.file, "{at}");
        }
    }

    async fn what_acts_need_is_told_of_each_in_its_place(store: Store) {
        let papers = all_filed(&store).await;
        let mut tx = store.write().await.unwrap();
        let kept = KeptResponse { request_hash: "hash".into(), response: "20260310000001".into() };
        tx.keep_response("officer:kim", "one", &kept, world::morning()).await.unwrap();
        let asked = |actor: &str, key, paper: &Paper| ActAsked { actor: actor.into(), key, petitioner: paper.file.petitioner };
        let acts = [
            asked("officer:lee", Some("one"), &papers[2]),
            asked("officer:kim", Some("one"), &papers[0]),
            asked("officer:kim", None, &papers[1]),
        ];
        let told = tx.at_hand(&acts).await.unwrap();
        let keys: Vec<bool> = told.iter().map(|told| told.kept.as_ref() == Some(&kept)).collect();
        assert_eq!(keys, [false, true, false], "keys are one's own");
        for (told, paper) in told.iter().zip([&papers[2], &papers[0], &papers[1]]) {
            assert_eq!(told.person.id, paper.file.petitioner);
        }
        assert!(tx.at_hand(&[]).await.unwrap().is_empty());
        let nobody = filed(MANY + 1);
        let told = tx.at_hand(&[asked("officer:kim", None, &nobody)]).await;
        assert!(matches!(told.err(), Some(StoreError::NotFound(_))));
    }
}

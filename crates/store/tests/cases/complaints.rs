//! One file: who may open it, how it changes, and what is kept beside it.

use domain::access::Scope;
use domain::complaint::{AnswerResult, Channel, Kind, Number, Visibility};
use domain::id::ComplaintId;
use store::{Draft, Store, StoreError};
use testkit::paper::{Paper, put_all};
use testkit::{say, world};
use world::{CHO, CHOI, DA, HAN, JEONG, KIM, LEE, MIN, OH, PARK, PARKS, ROADS, SEOUL, SI, YAK};

use crate::city::lived;

fn accepted(visibility: Visibility) -> Paper {
    Paper::filed(1, Channel::Web, visibility)
        .then(&world::officer(HAN), say::receive(Kind::Grievance))
        .then(&world::officer(HAN), say::to_department(ROADS))
        .then(&world::officer(LEE), say::assign(KIM))
        .then(&world::officer(KIM), domain::complaint::Command::Accept)
}

async fn opens(store: &Store, by: &domain::actor::Actor, paper: &Paper) -> bool {
    let mut tx = store.read().await.unwrap();
    let found = tx.complaint(&Scope::of(by), paper.file.spoken_number()).await;
    let by_id = tx.complaint_by_id(&Scope::of(by), paper.file.id).await;
    assert_eq!(found.is_ok(), by_id.is_ok());
    match found {
        Ok(found) => {
            assert_eq!(found.complaint, paper.file);
            assert_eq!(found.words, paper.words);
            true
        }
        Err(StoreError::NotFound(_)) => false,
        Err(error) => panic!("{error:?}"),
    }
}

testkit::both_databases! {
    async fn a_file_comes_back_as_it_was_put(store: Store) {
        world::settle(&store).await;
        let papers = lived(&mut testkit::chance::Chance::new(7), 60);
        put_all(&store, &papers).await;
        let everything = Scope::of(&world::sweep());
        let mut tx = store.read().await.unwrap();
        for paper in &papers {
            let found = tx.complaint_by_id(&everything, paper.file.id).await.unwrap();
            assert_eq!(found.complaint, paper.file);
            assert_eq!(found.words, paper.words);
            let by_application = tx.complaint(&everything, &paper.file.application_number).await.unwrap();
            assert_eq!(by_application.complaint.id, paper.file.id);
            let history = tx.history(paper.file.id).await.unwrap();
            let happened: Vec<_> = history.iter().map(|line| line.happened.clone()).collect();
            assert_eq!(happened, paper.history);
            assert_eq!(domain::complaint::fold(&happened).unwrap(), paper.file);
            let seqs: Vec<u64> = history.iter().map(|line| line.seq).collect();
            assert_eq!(seqs, (1..=paper.file.version).collect::<Vec<_>>());
            for line in &history {
                let put = paper.notes.iter().filter(|(seq, _)| *seq == line.seq).flat_map(|(_, notes)| notes);
                // A draft leaves no line: its command's notes are none.
                let (mut put, mut kept): (Vec<_>, Vec<_>) = (put.collect(), line.notes.iter().collect());
                put.sort_by_key(|note| (note.kind, &note.text));
                kept.sort_by_key(|note| (note.kind, &note.text));
                assert_eq!(put, kept);
            }
        }
    }

    async fn what_lies_outside_ones_scope_is_not_found(store: Store) {
        world::settle(&store).await;
        let paper = accepted(Visibility::Private);
        put_all(&store, [&paper]).await;
        for (who, may) in [
            (KIM, true), (LEE, true), (JEONG, true), (HAN, true), (MIN, true),
            (PARK, false), (CHOI, false), (CHO, false), (OH, false), (YAK, false), (SI, false), (DA, false),
        ] {
            assert_eq!(opens(&store, &world::officer(who), &paper).await, may, "{who}");
        }
        assert!(opens(&store, &world::minding(PARK, KIM), &paper).await, "who minds the desk");
        assert!(opens(&store, &paper.petitioner(), &paper).await);
        let stranger = Paper::filed(2, Channel::Web, Visibility::Private).petitioner();
        assert!(!opens(&store, &stranger, &paper).await);
        let unknown = Number::parse("20260310999999").unwrap();
        let nothing = store.read().await.unwrap().complaint(&Scope::of(&world::officer(HAN)), &unknown).await;
        assert!(matches!(nothing, Err(StoreError::NotFound(_))));
    }

    async fn a_sealed_file_opens_for_whoever_works_on_it_now(store: Store) {
        world::settle(&store).await;
        let paper = accepted(Visibility::Sealed);
        put_all(&store, [&paper]).await;
        for (who, may) in [(KIM, true), (LEE, false), (JEONG, false), (HAN, false), (MIN, false), (CHOI, false)] {
            assert_eq!(opens(&store, &world::officer(who), &paper).await, may, "{who}");
        }
        assert!(opens(&store, &paper.petitioner(), &paper).await);
    }

    async fn whoever_is_asked_about_a_sealed_file_may_read_it(store: Store) {
        world::settle(&store).await;
        let soon = world::seoul_time("2026-03-11 18:00");
        let asked = accepted(Visibility::Sealed).then(&world::officer(KIM), say::cooperate(PARKS, soon));
        let bounced = Paper::filed(2, Channel::Web, Visibility::Sealed)
            .then(&world::officer(HAN), say::receive(Kind::Grievance))
            .then(&world::officer(HAN), say::to_department(ROADS))
            .then(&world::officer(LEE), say::request_reassignment());
        put_all(&store, [&asked, &bounced]).await;
        assert!(opens(&store, &world::officer(CHO), &asked).await, "who is asked for an opinion");
        assert!(opens(&store, &world::officer(JEONG), &bounced).await, "who decides whose file it is");
        assert!(!opens(&store, &world::officer(OH), &bounced).await);
    }

    async fn who_read_an_older_version_hears_of_it(store: Store) {
        world::settle(&store).await;
        let before = accepted(Visibility::Private);
        put_all(&store, [&before]).await;
        let (first, second) = (before.clone().then(&world::officer(KIM), say::interim()),
                               before.clone().then(&world::officer(LEE), say::recall()));
        let mut tx = store.write().await.unwrap();
        tx.update_complaint(&before.file, &first.file, first.derived()).await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = store.write().await.unwrap();
        // At the latest by the commit.
        let late = match tx.update_complaint(&before.file, &second.file, second.derived()).await {
            Ok(()) => tx.commit().await,
            refused => refused,
        };
        assert!(late.unwrap_err().is_conflict());
        assert!(opens(&store, &world::officer(KIM), &first).await);
    }

    async fn what_is_not_committed_did_not_happen(store: Store) {
        world::settle(&store).await;
        let before = accepted(Visibility::Private);
        put_all(&store, [&before]).await;
        let after = before.clone().then(&world::officer(KIM), say::interim());
        let mut tx = store.write().await.unwrap();
        tx.update_complaint(&before.file, &after.file, after.derived()).await.unwrap();
        tx.append_events(after.file.id, after.file.version, &after.history[before.history.len()..]).await.unwrap();
        drop(tx);
        assert!(opens(&store, &world::officer(KIM), &before).await);
        let history = store.read().await.unwrap().history(before.file.id).await.unwrap();
        assert_eq!(history.len(), before.history.len());
    }

    async fn who_read_an_older_version_hears_of_it_of_that_file_and_writes_the_others(store: Store) {
        world::settle(&store).await;
        let first = accepted(Visibility::Private);
        let other = Paper::filed(2, Channel::Web, Visibility::Private);
        put_all(&store, [&first, &other]).await;
        let after = first.clone().then(&world::officer(KIM), say::interim());
        let mut tx = store.write().await.unwrap();
        tx.update_complaint(&first.file, &after.file, after.derived()).await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = store.write().await.unwrap();
        let told = match tx.update_complaint(&first.file, &first.file, first.derived()).await {
            Ok(()) => tx.written().await,
            told => told,
        };
        assert!(told.unwrap_err().is_conflict());
        let received = other.clone().then(&world::officer(HAN), say::receive(Kind::Inquiry));
        tx.update_complaint(&other.file, &received.file, received.derived()).await.unwrap();
        tx.commit().await.unwrap();
        assert!(opens(&store, &world::officer(KIM), &after).await, "as its own act left it");
        assert!(opens(&store, &world::officer(HAN), &received).await);
    }

    async fn the_same_line_of_a_history_is_not_written_twice(store: Store) {
        world::settle(&store).await;
        let paper = accepted(Visibility::Private);
        put_all(&store, [&paper]).await;
        let mut tx = store.write().await.unwrap();
        tx.append_events(paper.file.id, paper.file.version, &paper.history[..1]).await.unwrap();
        assert!(tx.commit().await.unwrap_err().is_conflict());
    }

    async fn a_draft_is_kept_and_the_last_one_counts(store: Store) {
        world::settle(&store).await;
        let paper = accepted(Visibility::Private);
        put_all(&store, [&paper]).await;
        let id = paper.file.id;
        assert_eq!(store.read().await.unwrap().draft(id).await.unwrap(), None);
        let first = Draft { officer: KIM, result: None, body: String::new(), remedy: String::new(), saved_at: paper.now };
        let result = Some(AnswerResult::PartlyGranted);
        let last = Draft { officer: PARK, result, body: "초안\n둘째 줄".into(), remedy: "90일 안에".into(), saved_at: paper.now };
        for draft in [&first, &last] {
            let mut tx = store.write().await.unwrap();
            tx.put_draft(id, draft).await.unwrap();
            tx.commit().await.unwrap();
            assert_eq!(store.read().await.unwrap().draft(id).await.unwrap().as_ref(), Some(draft));
        }
        let mut tx = store.write().await.unwrap();
        for draft in [&last, &first] {
            tx.put_draft(id, draft).await.unwrap();
        }
        tx.commit().await.unwrap();
        assert_eq!(store.read().await.unwrap().draft(id).await.unwrap(), Some(first), "in one change too");
    }

    async fn files_merged_into_one_are_found_from_it(store: Store) {
        world::settle(&store).await;
        let main = accepted(Visibility::Private);
        let merged: Vec<Paper> = (2..5).map(|serial| {
            Paper::filed(serial, Channel::Web, Visibility::Private)
                .then(&world::officer(HAN), say::merge(main.file.id, false, 5))
        }).collect();
        put_all(&store, [&main]).await;
        put_all(&store, &merged).await;
        let found = store.read().await.unwrap().merged_into(main.file.id).await.unwrap();
        let wanted: Vec<_> = merged.iter().map(|p| (p.file.id, p.file.petitioner)).collect();
        assert_eq!(found, wanted);
        let none = store.read().await.unwrap().merged_into(ComplaintId(uuid::Uuid::nil())).await.unwrap();
        assert!(none.is_empty());
    }

    async fn an_agency_distributed_to_sees_it_and_a_recall_takes_it_from_nobody(store: Store) {
        world::settle(&store).await;
        let paper = Paper::filed(1, Channel::Web, Visibility::Private)
            .then(&world::officer(HAN), say::receive(Kind::Inquiry))
            .then(&world::officer(HAN), say::to_agency(SEOUL));
        put_all(&store, [&paper]).await;
        assert!(opens(&store, &world::officer(JEONG), &paper).await);
        assert!(!opens(&store, &world::officer(LEE), &paper).await, "not before it is sent to the department");
    }
}

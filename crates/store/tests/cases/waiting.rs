//! Inboxes of waiting work: what the files say waits, on the right desk, once.

use domain::complaint::{Complaint, DeskItem, DeskItemKind, Visibility};
use domain::id::ComplaintId;
use jiff::{SignedDuration, Timestamp};
use store::Store;
use store::read::{Sort, WaitingAt, WaitingWork};
use testkit::chance::Chance;
use testkit::paper::{Paper, put_all};
use testkit::say;
use testkit::world::{self, COUNSEL, HAN, KIM, LEE, NAM, PARKS, PHARMACY, ROADS, SEO, SEOUL, SONGPA, WORKS};

use crate::city::{lived, page};

const KINDS: [DeskItemKind; 5] = [
    DeskItemKind::Cooperation,
    DeskItemKind::Approval,
    DeskItemKind::Reassignment,
    DeskItemKind::FollowUp,
    DeskItemKind::Objection,
];

const DESKS: [WaitingAt; 12] = [
    WaitingAt::Officer(KIM),
    WaitingAt::Officer(SEO),
    WaitingAt::Officer(NAM),
    WaitingAt::Department(ROADS),
    WaitingAt::Department(PARKS),
    WaitingAt::Department(WORKS),
    WaitingAt::Department(PHARMACY),
    WaitingAt::Department(COUNSEL),
    WaitingAt::Agency(SEOUL),
    WaitingAt::Agency(SONGPA),
    WaitingAt::Receivers,
    WaitingAt::CallCentre,
];

type Key = (Timestamp, ComplaintId, u32);

fn waits_at(item: &DeskItem, c: &Complaint, desk: WaitingAt) -> bool {
    let own = matches!(item.kind, DeskItemKind::FollowUp | DeskItemKind::Objection);
    let hidden = own && c.visibility == Visibility::Sealed;
    match desk {
        WaitingAt::Officer(id) => item.officer == Some(id),
        WaitingAt::Department(id) => item.department == Some(id) && !hidden,
        WaitingAt::Agency(id) => item.agency == Some(id) && !hidden,
        WaitingAt::Receivers => item.agency.is_none(),
        WaitingAt::CallCentre => item.agency.is_none() && c.channel.is_call_centre(),
    }
}

fn wanted(papers: &[Paper], kind: DeskItemKind, desks: &[WaitingAt]) -> Vec<Key> {
    let mut keys: Vec<Key> = Vec::new();
    for paper in papers {
        for item in paper.file.desk_items().iter().filter(|item| item.kind == kind) {
            if desks.iter().any(|desk| waits_at(item, &paper.file, *desk)) {
                keys.push((item.due_at.unwrap_or(Timestamp::MAX), paper.file.id, item.ordinal));
            }
        }
    }
    keys.sort();
    keys
}

async fn waiting(store: &Store, kind: DeskItemKind, desks: &[WaitingAt], limit: u32) -> Vec<WaitingWork> {
    let mut asked = page(Sort::Due, limit);
    let mut rows = Vec::new();
    loop {
        let slice = store.read().await.unwrap().waiting(kind, desks, &asked).await.unwrap();
        rows.extend(slice.rows);
        asked.after = slice.next;
        if asked.after.is_none() {
            return rows;
        }
    }
}

fn keys(rows: &[WaitingWork]) -> Vec<Key> {
    rows.iter().map(|row| (row.reply_by.unwrap_or(Timestamp::MAX), row.complaint.id, row.ordinal)).collect()
}

fn at_kims_desk(serial: u64) -> Paper {
    Paper::filed(serial, domain::complaint::Channel::Web, Visibility::Private)
        .then(&world::officer(HAN), say::receive(domain::complaint::Kind::Grievance))
        .then(&world::officer(HAN), say::to_department(ROADS))
        .then(&world::officer(LEE), say::assign(KIM))
        .then(&world::officer(KIM), domain::complaint::Command::Accept)
}

testkit::both_databases! {
    async fn every_desk_holds_what_the_files_say_waits_there(store: Store) {
        world::settle(&store).await;
        let papers = lived(&mut Chance::new(3), 250);
        put_all(&store, &papers).await;
        for kind in KINDS {
            for desk in DESKS {
                let rows = waiting(&store, kind, &[desk], 4).await;
                assert_eq!(keys(&rows), wanted(&papers, kind, &[desk]), "{kind:?} {desk:?}");
            }
            let everything = waiting(&store, kind, &DESKS, 5).await;
            assert_eq!(keys(&everything), wanted(&papers, kind, &DESKS), "{kind:?}: once, although on several desks");
            assert!(kind == DeskItemKind::Objection || !everything.is_empty(), "no {kind:?} waits: nothing was tested");
        }
    }

    async fn two_questions_due_at_once_are_not_lost_between_pages(store: Store) {
        world::settle(&store).await;
        let reply_by = world::seoul_time("2026-03-12 18:00");
        let asks = domain::complaint::Command::Cooperate {
            asks: [PARKS, WORKS, PHARMACY].map(|department| say::ask(department, reply_by)).into(),
        };
        let paper = at_kims_desk(1).then(&world::officer(KIM), asks);
        put_all(&store, [&paper]).await;
        let desks = [PARKS, WORKS, PHARMACY].map(WaitingAt::Department);
        for limit in 1..=4 {
            let rows = waiting(&store, DeskItemKind::Cooperation, &desks, limit).await;
            let ordinals: Vec<u32> = rows.iter().map(|row| row.ordinal).collect();
            assert_eq!(ordinals, [1, 2, 3], "limit {limit}");
        }
    }

    async fn the_desk_follows_the_file(store: Store) {
        world::settle(&store).await;
        let mut paper = at_kims_desk(1);
        put_all(&store, [&paper]).await;
        let line = domain::complaint::AnswerResult::Granted;
        for (who, command, waits_with) in [
            (KIM, say::send_up(line), Some(SEO)),
            (SEO, domain::complaint::Command::ApprovalStarted, Some(SEO)),
            (SEO, say::approve(), Some(NAM)),
            (NAM, say::send_back(), None),
            (KIM, say::send_up(line), Some(SEO)),
            (SEO, domain::complaint::Command::ApprovalStarted, Some(SEO)),
            (SEO, say::approve(), Some(NAM)),
            (NAM, say::approve(), None),
        ] {
            let before = paper.clone();
            paper.now += SignedDuration::from_mins(10);
            paper = paper.then(&world::officer(who), command);
            let mut tx = store.write().await.unwrap();
            tx.update_complaint(&before.file, &paper.file, paper.derived()).await.unwrap();
            tx.put_desk_items(Some(&before.file), &paper.file).await.unwrap();
            tx.commit().await.unwrap();
            for officer in [SEO, NAM] {
                let rows = waiting(&store, DeskItemKind::Approval, &[WaitingAt::Officer(officer)], 5).await;
                assert_eq!(rows.len(), usize::from(waits_with == Some(officer)), "{:?}", paper.file.stage);
            }
        }
    }
}

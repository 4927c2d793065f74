//! What the recurring jobs ask of the store, on both databases.
#![expect(clippy::unwrap_used, reason = "a fault here is a failed test")]

use domain::actor::{Actor, Machinery};
use domain::complaint::{self, Channel, Command, Complaint, Filing, Happened, Kind, Number, Visibility};
use domain::desk::{Desk, seoul_date};
use domain::id::{ComplaintId, PetitionerId};
use jiff::{SignedDuration, Timestamp};
use store::{Derived, Petitioner, Store, Sweep, Words};
use testkit::databases::{Address, by_hand, keys};
use uuid::Uuid;

const PARK: PetitionerId = PetitionerId(Uuid::from_u128(0x51));
const CLERK: Actor = Actor::System(Machinery::Connector);

/// 2026-03-10 10:00 in Seoul, and so many hours.
fn at(hours: i64) -> Timestamp {
    Timestamp::from_second(1_773_104_400).unwrap() + SignedDuration::from_hours(hours)
}

fn filed(n: u128, visibility: Visibility) -> Complaint {
    let number = Number::application(seoul_date(at(0)), u64::try_from(n).unwrap());
    let id = ComplaintId(Uuid::from_u128(n));
    let filing = Filing { id, number, petitioner: PARK, channel: Channel::Web, joint: false, visibility };
    complaint::file(filing, at(0), &CLERK).0
}

fn received(n: u128, visibility: Visibility, when: Timestamp) -> Complaint {
    let calendar = domain::calendar::WorkCalendar::published();
    let (outages, chart) = (Vec::new().into(), std::sync::Arc::default());
    let desk =
        Desk { now: when, calendar, outages, chart, approval: domain::desk::ApprovalRoutes::default() };
    let command = Command::Receive { kind: Kind::Inquiry, category: None, period: None, visibility: None };
    let before = filed(n, visibility);
    let events = complaint::decide(&before, &CLERK, &command, &desk).unwrap();
    let happened = events.into_iter().map(|event| Happened { at: when, by: CLERK.signature(None), event });
    happened.fold(before, |c, h| complaint::evolve(c, &h))
}

async fn put(store: &Store, files: &[(Complaint, Option<Timestamp>)]) {
    let person = Petitioner {
        id: PARK,
        name: "박시민".into(),
        phone: None,
        email: None,
        address: None,
        identity: None,
        secret_hash: None,
        created_at: at(0),
        erased_at: None,
    };
    let mut tx = store.write().await.unwrap();
    tx.put_petitioners(&[person]).await.unwrap();
    for (c, due_at) in files {
        let title = format!("민원 {}", c.id.0.as_u128());
        let words = Words { title, body: "본문".into(), place: None, external_number: None };
        let derived = Derived { due_at: *due_at, calendar_version: 1 };
        let ordinal = tx.next_ordinal().await.unwrap();
        tx.insert_complaint(c, &words, derived, ordinal).await.unwrap();
    }
    tx.commit().await.unwrap();
}

/// The whole sweep, in batches of two.
async fn swept(store: &Store, which: Sweep) -> Vec<u128> {
    let mut tx = store.read().await.unwrap();
    let (mut found, mut after) = (Vec::new(), None);
    loop {
        let (files, next) = tx.sweep(which, after.as_ref(), 2).await.unwrap();
        assert!(files.len() <= 2);
        found.extend(files.iter().map(|file| file.complaint.id.0.as_u128()));
        match next {
            Some(cursor) => after = Some(cursor),
            None => return found,
        }
    }
}

testkit::both_databases! {
    async fn a_sweep_finds_the_files_concerned_and_sealed_ones_too(store: Store) {
        let sealed = Visibility::Sealed;
        let open = Visibility::Open;
        put(&store, &[
            (received(1, open, at(0)), Some(at(30))),
            (received(2, open, at(5)), Some(at(10))),
            (received(3, open, at(0)), Some(at(10))),
            (received(4, open, at(0)), None),
            (received(5, sealed, at(0)), Some(at(20))),
            (filed(6, open), None),
        ]).await;
        assert_eq!(swept(&store, Sweep::All).await, [2, 3, 1, 4, 5]);
        assert_eq!(swept(&store, Sweep::Due { from: at(10), before: at(30) }).await, [2, 3, 5]);
        assert_eq!(swept(&store, Sweep::Due { from: Timestamp::MIN, before: at(10) }).await, [0_u128; 0]);
        assert_eq!(swept(&store, Sweep::Standing).await, [4]);
        assert_eq!(swept(&store, Sweep::ReceivedBy(at(4))).await, [3, 1, 4, 5]);
        let (files, _) = store.read().await.unwrap().sweep(Sweep::Standing, None, 9).await.unwrap();
        assert_eq!((files[0].title.as_str(), files[0].due_at, files[0].calendar_version), ("민원 4", None, 1));
    }

    async fn a_file_that_cannot_be_read_keeps_no_other_waiting(address: Address) {
        let store = Store::open(&address.0, keys()).await.unwrap();
        let files = [1, 2, 3].map(|n| (received(n, Visibility::Open, at(0)), Some(at(10))));
        put(&store, &files).await;
        by_hand(&address.0, "update complaints set file = '{}' where id like '%2'").await.unwrap();
        assert_eq!(swept(&store, Sweep::All).await, [1, 3]);
    }

    async fn files_that_stand_as_they_were_read_are_held_and_others_are_not(store: Store) {
        let files = [1, 2].map(|n| (received(n, Visibility::Open, at(0)), Some(at(10))));
        put(&store, &files).await;
        let [(first, _), (second, _)] = files;
        let mut tx = store.write().await.unwrap();
        let read = [(first.id, first.version), (second.id, second.version - 1), (ComplaintId(Uuid::from_u128(9)), 1)];
        assert_eq!(tx.hold_unchanged(read).await.unwrap(), [first.id].into());
        assert!(tx.hold_unchanged([]).await.unwrap().is_empty());
    }

    async fn a_job_is_claimed_once_for_each_of_its_turns(store: Store) {
        let claim = async |now: i64, since: i64| {
            let mut tx = store.write().await.unwrap();
            let mine = tx.claim_due_job("job", at(now), at(since), at(now + 1)).await.unwrap();
            tx.commit().await.unwrap();
            mine
        };
        let finish = async |now: i64| {
            let mut tx = store.write().await.unwrap();
            tx.finish_job("job", at(now), "done").await.unwrap();
            tx.commit().await.unwrap();
        };
        assert!(claim(10, 9).await);
        assert!(!claim(10, 9).await, "somebody is at it");
        finish(10).await;
        assert!(!claim(12, 9).await, "done since it was due");
        assert!(claim(34, 33).await, "due again");
        assert!(claim(36, 33).await, "its server died");
        finish(36).await;
        assert!(claim(20, 9).await, "a demo's clock was moved back");
    }

    async fn a_failed_job_says_why_and_comes_again(store: Store) {
        let mut tx = store.write().await.unwrap();
        assert!(tx.claim_due_job("job", at(10), at(9), at(20)).await.unwrap());
        tx.postpone_job("job", at(11), "the disk is full").await.unwrap();
        let run = tx.job_runs().await.unwrap().remove(0);
        assert_eq!((run.finished_at, run.result.as_deref()), (None, Some("the disk is full")));
        assert!(!tx.claim_due_job("job", at(10), at(9), at(20)).await.unwrap());
        assert!(tx.claim_due_job("job", at(11), at(9), at(20)).await.unwrap());
    }
}

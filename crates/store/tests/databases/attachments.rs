//! Attachments: seen once they arrived, sent with their act, swept when nobody sends them.

use domain::attachment::{Bundle, FileKind, Part, Scan};
use domain::id::ComplaintId;
use jiff::{SignedDuration, Timestamp};
use store::{Attachment, KeptBy, Store};
use testkit::office::TestOffice;
use testkit::world::{KIM, ROADS, morning};
use uuid::Uuid;

fn attachment(n: u128, complaint: Option<ComplaintId>, bundle: Option<&str>, at: Timestamp) -> Attachment {
    Attachment {
        id: Uuid::from_u128(n),
        complaint,
        bundle: bundle.map(str::to_owned),
        part: if complaint.is_some() { Part::Answer } else { Part::Application },
        by: complaint.map(|_| KIM),
        name: format!("파일 {n}.pdf"),
        kind: FileKind::Pdf,
        size: 1000,
        digest: "d".to_owned(),
        preview: false,
        scan: Scan::Waiting,
        finding: None,
        at,
    }
}

async fn put(store: &Store, a: &Attachment, arrived: bool) {
    let mut tx = store.write().await.unwrap();
    tx.reserve_attachment(a).await.unwrap();
    if arrived {
        tx.attachment_arrived(a.id, a.at).await.unwrap();
    }
    tx.commit().await.unwrap();
}

testkit::both_databases! {
    async fn a_file_is_seen_once_it_arrived_and_goes_with_the_complaint(office: TestOffice) {
        let store = office.store().clone();
        let complaint = office.file().await.complaint.id;
        let (here, coming) = (attachment(1, None, Some("waiting:a"), morning()), attachment(2, None, Some("waiting:a"), morning()));
        put(&store, &here, true).await;
        put(&store, &coming, false).await;
        put(&store, &attachment(3, None, Some("waiting:b"), morning()), true).await;
        let mut tx = store.write().await.unwrap();
        assert_eq!(tx.attachments_waiting("waiting:a").await.unwrap(), std::slice::from_ref(&here));
        assert_eq!(tx.attached(None, Some("waiting:a"), Part::Application).await.unwrap().count, 2, "room is taken on reserving");
        assert_eq!(tx.attachment(coming.id).await.unwrap(), None);
        assert_eq!(tx.file_attachments("waiting:a", complaint).await.unwrap(), 1);
        assert!(tx.attachments_waiting("waiting:a").await.unwrap().is_empty());
        let on_file = tx.attachments_of(complaint).await.unwrap();
        assert_eq!(on_file, [Attachment { complaint: Some(complaint), bundle: None, ..here }]);
        assert_eq!(tx.attachments_unsent().await.unwrap().count, 2);
        assert!(tx.attachment_arrived(on_file[0].id, morning()).await.is_err(), "only once");
    }

    async fn what_waits_on_a_file_goes_with_its_own_act(office: TestOffice) {
        let store = office.store().clone();
        let complaint = office.file().await.complaint.id;
        let opinion = Bundle::Opinion(ROADS).name();
        put(&store, &attachment(1, Some(complaint), Some("answer"), morning()), true).await;
        put(&store, &attachment(2, Some(complaint), Some(&opinion), morning()), true).await;
        let mut tx = store.write().await.unwrap();
        assert_eq!(tx.send_attachments(complaint, Bundle::Answer).await.unwrap(), 1);
        let waits: Vec<bool> = tx.attachments_of(complaint).await.unwrap().iter().map(|a| a.bundle.is_some()).collect();
        assert_eq!(waits, [false, true]);
        assert_eq!(tx.send_attachments(complaint, Bundle::Opinion(ROADS)).await.unwrap(), 1);
    }

    async fn a_scan_is_settled_or_put_off(office: TestOffice) {
        let store = office.store().clone();
        let file = attachment(1, None, Some("waiting:a"), morning());
        put(&store, &file, true).await;
        let mut tx = store.write().await.unwrap();
        assert_eq!(tx.attachments_to_scan(morning(), 10).await.unwrap().len(), 1);
        let later = morning() + SignedDuration::from_mins(5);
        tx.settle_scan(file.id, (Scan::Unscanned, Some("away")), Some(later)).await.unwrap();
        assert!(tx.attachments_to_scan(morning(), 10).await.unwrap().is_empty());
        assert_eq!(tx.attachments_to_scan(later, 10).await.unwrap()[0].finding.as_deref(), Some("away"));
        tx.settle_scan(file.id, (Scan::Infected, Some("Eicar")), None).await.unwrap();
        assert!(tx.attachments_to_scan(later, 10).await.unwrap().is_empty());
        assert_eq!(tx.attachment(file.id).await.unwrap().unwrap().scan, Scan::Infected);
    }

    async fn what_nobody_sends_and_what_never_arrives_is_found_again(office: TestOffice) {
        let store = office.store().clone();
        let complaint = office.file().await.complaint.id;
        let late = morning() + SignedDuration::from_hours(1);
        put(&store, &attachment(1, None, Some("waiting:a"), morning()), true).await;
        put(&store, &attachment(2, Some(complaint), Some("answer"), morning()), false).await;
        put(&store, &attachment(3, Some(complaint), None, morning()), true).await;
        put(&store, &attachment(4, None, Some("waiting:b"), late), true).await;
        let mut tx = store.write().await.unwrap();
        let left = tx.attachments_left(late, 10).await.unwrap();
        assert_eq!(left, [Uuid::from_u128(1), Uuid::from_u128(2)]);
        tx.drop_attachment(left[0]).await.unwrap();
        assert_eq!(tx.attachments_left(late, 10).await.unwrap().len(), 1);
    }

    async fn bytes_that_are_put_anew_are_held_by_their_row_and_what_goes_or_comes_is_not(office: TestOffice) {
        let store = office.store().clone();
        let (here, coming) = (attachment(1, None, Some("waiting:a"), morning()), attachment(2, None, Some("waiting:a"), morning()));
        put(&store, &here, true).await;
        put(&store, &coming, false).await;
        let mut tx = store.write_alone().await.unwrap();
        assert_eq!(tx.hold_bytes(coming.id).await.unwrap(), None, "its bytes are on their way");
        assert_eq!(tx.hold_bytes(Uuid::from_u128(9)).await.unwrap(), None, "nobody's");
        assert_eq!(tx.hold_bytes(here.id).await.unwrap(), Some(KeptBy::Attachment { digest: "d".to_owned() }));
        // Whoever takes the file away waits for the row, and so for the bytes.
        let taker = store.clone();
        let mut leaving = tokio::spawn(async move {
            let mut tx = taker.write().await.unwrap();
            let leaves = tx.attachment_leaves(here.id).await.unwrap();
            tx.commit().await.unwrap();
            leaves
        });
        let waits = tokio::time::timeout(std::time::Duration::from_millis(300), &mut leaving).await;
        assert!(waits.is_err(), "it went away under our hands");
        tx.commit().await.unwrap();
        assert!(leaving.await.unwrap());
        let mut tx = store.write_alone().await.unwrap();
        assert_eq!(tx.hold_bytes(here.id).await.unwrap(), None, "on its way out");
    }
}

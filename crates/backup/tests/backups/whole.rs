//! What is brought back is the office of one moment.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Instant;

use backup::{Audit, Step};
use domain::complaint::Number;
use store::{Census, Engine};
use testkit::office::TestOffice;
use testkit::{say, world};

use crate::desk::{Desk, Elsewhere, bring_back, key, lock, names};
use crate::twins;

/// Complaints acted on side by side while the backup is taken.
const WRITERS: usize = 4;

twins!(
    a_backup_taken_while_people_work_is_the_office_of_one_moment,
    what_a_backup_says_of_itself_is_what_was_there
);

/// To and fro between two desks until it is told to stop.
async fn work(office: TestOffice, number: Number, stop: Arc<AtomicBool>, acts: Arc<AtomicUsize>) {
    let manager = world::officer(world::LEE);
    while !stop.load(Ordering::Relaxed) {
        office.act(&manager, &number, say::recall()).await;
        office.act(&manager, &number, say::assign(world::PARK)).await;
        office.file().await;
        acts.fetch_add(3, Ordering::Relaxed);
    }
}

async fn a_backup_taken_while_people_work_is_the_office_of_one_moment(engine: Engine) {
    let desk = Desk::open(engine).await;
    let (stop, acts) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
    let mut writers = Vec::new();
    for n in 0..WRITERS {
        let number = desk.office.accepted().await;
        desk.attach(&number, format!("picture {n}").as_bytes()).await;
        let (office, stop, acts) = (desk.office.clone(), Arc::clone(&stop), Arc::clone(&acts));
        writers.push(tokio::spawn(work(office, number, stop, acts)));
    }
    let before = desk.office.store().read().await.unwrap().census().await.unwrap();
    let mut during = Vec::new();
    let taken = {
        let mut told = |step: Step| during.push((step, acts.load(Ordering::Relaxed)));
        desk.back_up_telling(&lock(), &mut told).await.unwrap()
    };
    stop.store(true, Ordering::Relaxed);
    for writer in writers {
        writer.await.unwrap();
    }
    let (first, last) = (during.first().unwrap().1, acts.load(Ordering::Relaxed));
    assert!(last > first, "nobody worked while it was taken");
    assert!(taken.manifest.counts.complaints >= before.complaints, "{:?} {before:?}", taken.manifest.counts);

    let elsewhere = Elsewhere::vacant(engine).await;
    let began = Instant::now();
    let restored = bring_back(elsewhere.place(engine), &taken.path, key()).await.unwrap();
    let (engine, took) = (engine.as_str(), began.elapsed().as_secs_f64());
    println!("drill on {engine}: recovery point {}, recovery time {took:.1} s", taken.manifest.moment);
    assert!(restored.found.is_sound(), "{:?}", restored.found);
    assert_eq!(restored.found.histories.files, taken.manifest.counts.complaints);

    // And it is an office: people go on with their work in it.
    let again = TestOffice::over(elsewhere.database.open().await).await;
    again.accepted().await;
    again.store().close().await;
    elsewhere.close().await;
    desk.close().await;
}

async fn what_a_backup_says_of_itself_is_what_was_there(engine: Engine) {
    let desk = Desk::open(engine).await;
    let number = desk.office.accepted().await;
    // Larger than a piece, so that it lies in several.
    let large: Vec<u8> = (0..9_000_000_u32).map(|n| (n % 251) as u8).collect();
    let id = desk.attach(&number, &large).await;
    let taken = desk.back_up(&lock()).await.unwrap();
    let verified = backup::verify(&taken.path, &key()).unwrap();
    assert_eq!((&verified.manifest, &verified.contents), (&taken.manifest, &taken.contents));
    let manifest = &verified.manifest;
    assert_eq!((manifest.engine.as_str(), manifest.schema), (engine.as_str(), store::newest()));
    assert_eq!(manifest.moment, desk.office.office.now());
    let Census { complaints, events, attachments } = manifest.counts;
    assert_eq!((complaints, attachments), (1, 1));
    assert!(events >= 5, "{events}");
    let keys: Vec<&str> = manifest.keys.iter().map(|key| key.id.as_str()).collect();
    assert_eq!(keys, ["index", "k1"]);
    assert_eq!(verified.contents.files, 2, "the picture and its small one");
    let anchor = desk.office.store().read().await.unwrap().access_anchor().await.unwrap().unwrap();
    assert_eq!(manifest.audit, Some(anchor.to_string()), "the last line is the backup's own");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(std::fs::metadata(&taken.path).unwrap().permissions().mode() & 0o777, 0o600);
    }
    assert_eq!(names(&desk.backups()).len(), 1, "nothing is left beside it");

    let elsewhere = Elsewhere::vacant(engine).await;
    let restored = bring_back(elsewhere.place(engine), &taken.path, key()).await.unwrap();
    assert!(restored.found.is_sound(), "{:?}", restored.found);
    assert_eq!(restored.found.audit, Audit::Meets { lines: 1, anchor: manifest.audit.clone() });
    let place = connect::vault::Key::of(id.as_u128());
    let at_hand = elsewhere.vault.at_hand(&place).await.unwrap().unwrap();
    assert_eq!(std::fs::read(at_hand.path()).unwrap(), large);
    let store = elsewhere.database.open().await;
    let logged = store.read().await.unwrap().accesses(None, None, 9).await.unwrap();
    let actions: Vec<&str> = logged.iter().map(|line| line.access.action.as_str()).collect();
    assert_eq!(actions, ["restore", "backup"], "the restore is in the log as well");
    store.close().await;
    elsewhere.close().await;
    desk.close().await;
}

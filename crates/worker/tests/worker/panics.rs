//! A mistake of ours in the machinery: a job that panics ends alone and comes again, a worker that panics ends as a
//! whole, and a notice that kills whoever delivers it is given up.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use casework::people::directory::{Directory, Told};
use casework::timetable::Job;
use casework::{Clock, Office};
use jiff::{SignedDuration, Timestamp};
use store::{NoticeState, Store};

use crate::city::{City, at, park, sound};

/// Longer than a worker may hold a notice, or a failed job waits.
const CLAIM_OVER: SignedDuration = SignedDuration::from_mins(6);
/// As often as a notice is taken up before nobody does any more.
const MOST_TAKEN_UP: usize = 30;

/// A staff directory with a mistake in it.
struct Broken;

impl Directory for Broken {
    fn is_linked(&self) -> bool {
        true
    }

    fn fetch(&self) -> Pin<Box<dyn Future<Output = Told> + Send + '_>> {
        panic!("a mistake of ours")
    }

    fn read(&self, _file: &[u8]) -> Told {
        panic!("a mistake of ours")
    }
}

/// A clock with a mistake in it, once it is told to have one.
struct Bomb(Arc<AtomicBool>);

impl Clock for Bomb {
    fn now(&self) -> Timestamp {
        assert!(!self.0.load(Ordering::SeqCst), "a mistake of ours");
        at("2026-03-10 10:00")
    }

    fn passed(&self) -> SignedDuration {
        SignedDuration::ZERO
    }
}

testkit::both_databases! {
    async fn a_job_that_panics_ends_alone_and_comes_again(store: Store) {
        let mut city = City::new(store).await;
        city.office = city.office.clone().with_directory(Arc::new(Broken));
        city.file(park()).await;
        for _ in 0..2 {
            let report = city.worker().run_once().await;
            let (broke, well): (Vec<_>, Vec<_>) = report.jobs.iter().partition(|(_, result)| result.is_err());
            assert_eq!(broke.iter().map(|(job, _)| *job).collect::<Vec<_>>(), [Job::FetchStaff]);
            assert!(broke[0].1.as_ref().unwrap_err().to_string().contains("broke off"));
            assert!(!well.is_empty());
            city.pass(CLAIM_OVER);
        }
        assert_eq!(city.standin.texts().len(), 1, "notices left all the same");
    }

    async fn a_worker_that_panics_ends_as_a_whole(store: Store) {
        let armed = Arc::new(AtomicBool::new(false));
        let clock = Arc::new(Bomb(Arc::clone(&armed)));
        let office = Office::open(store, clock.clone(), clock).await.unwrap();
        let nobody = connect::message::Messengers::new(&connect::message::Settings::default()).unwrap();
        let worker = worker::Worker::new(office, Arc::new(nobody));
        let running = tokio::spawn(worker.run(std::future::pending()));
        armed.store(true, Ordering::SeqCst);
        let ended = tokio::time::timeout(Duration::from_secs(20), running).await;
        let Ok(ended) = ended else { panic!("half of it goes on silently") };
        assert!(ended.unwrap_err().is_panic());
    }

    async fn a_notice_that_kills_whoever_delivers_it_is_given_up(store: Store) {
        let city = City::new(store).await;
        let deadly = city.file(park()).await;
        for _ in 0..MOST_TAKEN_UP {
            let now = city.office.now();
            let mut tx = city.office.store().write().await.unwrap();
            let taken = tx.claim_notices(now, now + SignedDuration::from_mins(5), 8).await.unwrap();
            tx.commit().await.unwrap();
            // Whoever has it is killed by it: nothing is written down.
            assert_eq!(taken.len(), 1);
            city.pass(CLAIM_OVER);
        }
        let other = city.file(park()).await;
        let done = sound(city.worker().run_once().await).deliveries;
        assert_eq!((done.sent, done.failed), (1, 1));
        let with = city.notices(&deadly).await.remove(0);
        assert_eq!(with.notice.state, NoticeState::GivenUp);
        assert!(with.attempts[0].answer.contains("중단"), "{:?}", with.attempts);
        assert_eq!(city.notices(&other).await[0].notice.state, NoticeState::Sent);
        assert_eq!(city.standin.texts().len(), 1);
    }
}

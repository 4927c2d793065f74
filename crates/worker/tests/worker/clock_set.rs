//! The machine's clock is set forth and back while letters are on their way, wait and were left by a dead worker, and
//! while somebody writes a complaint with files.

use std::sync::Arc;
use std::time::Duration;

use casework::{Clock, Person};
use connect::message::text::GatewayMischief;
use connect::vault::Key;
use jiff::SignedDuration;
use store::Store;
use testkit::proxy::{Proxy, Weather};
use worker::{Deliveries, Files};

use crate::city::{City, park, sound};
use crate::files::Kept;

const LATER: SignedDuration = SignedDuration::from_hours(24 * 30);
/// Longer than any worker has a notice in hand.
const CLAIM_OVER: SignedDuration = SignedDuration::from_mins(11);

impl City {
    fn is_set(&self, by: SignedDuration) {
        self.clock.set(self.clock.now() + by);
    }
}

testkit::both_databases! {
    async fn set_forward_while_a_letter_is_on_its_way_it_leaves_once(store: Store) {
        let city = City::new(store).await;
        let proxy = Proxy::before(city.standin.mail_address).await;
        let port = proxy.address().port();
        let city = city.by_way_of(|settings| settings.mail.as_mut().unwrap().port = port);
        let (one, other) = (city.worker(), city.worker());
        sound(other.run_once().await);
        let c = city.file(Person { phone: None, ..park() }).await;
        proxy.set(Weather::Slow(Duration::from_millis(100))).await;
        let sending = tokio::spawn(async move { one.run_once().await });
        for _ in 0..500 {
            if city.notices(&c).await[0].notice.locked_until.is_some() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        assert!(city.standin.mails().is_empty(), "too fast to be interrupted");
        city.is_set(LATER);
        assert_eq!(sound(other.run_once().await).deliveries, Deliveries::default(), "it is on its way");
        assert_eq!(sound(sending.await.unwrap()).deliveries.sent, 1);
        city.pass(CLAIM_OVER);
        assert_eq!(sound(other.run_once().await).deliveries, Deliveries::default());
        assert_eq!(city.standin.mails().len(), 1);
    }

    async fn set_back_nothing_waits_for_the_difference(store: Store) {
        let city = City::new(store).await;
        let worker = city.worker();
        // One in the hands of a worker that died, one to be tried again in a minute, one that is new.
        city.file(park()).await;
        let now = city.office.now();
        let mut tx = city.office.store().write().await.unwrap();
        assert_eq!(tx.claim_notices(now, now + SignedDuration::from_mins(5), 8).await.unwrap().len(), 1);
        tx.commit().await.unwrap();
        city.standin.gateway.misbehave(GatewayMischief::Broken, 1);
        city.file(park()).await;
        assert_eq!(sound(worker.run_once().await).deliveries.postponed, 1);
        city.file(park()).await;
        city.is_set(-LATER);
        assert_eq!(sound(worker.run_once().await).deliveries.sent, 1, "the new one, at once");
        city.pass(SignedDuration::from_mins(1));
        assert_eq!(sound(worker.run_once().await).deliveries.sent, 1, "the one that was to be tried again");
        city.pass(CLAIM_OVER);
        assert_eq!(sound(worker.run_once().await).deliveries.sent, 1, "the dead worker's");
        assert_eq!(city.standin.texts().len(), 3);
    }

    async fn set_forward_it_takes_no_file_of_a_complaint_still_being_written(store: Store) {
        let kept = Kept::new(store).await;
        let files = Files { vault: Some(Arc::clone(&kept.vault)), ..Files::default() };
        let worker = kept.city.worker().with_files(files);
        sound(worker.run_once().await);
        let id = kept.try_keep("a.txt", b"abc").await.unwrap();
        kept.city.is_set(LATER);
        for _ in 0..2 {
            sound(worker.run_once().await);
            assert!(kept.vault.open(&Key::of(id.as_u128())).await.unwrap().is_some(), "taken while written");
            kept.city.pass(SignedDuration::from_hours(1));
        }
        // Nobody sends it: it goes when its hours have passed.
        kept.city.pass(SignedDuration::from_hours(3));
        sound(worker.run_once().await);
        assert!(kept.vault.open(&Key::of(id.as_u128())).await.unwrap().is_none());
    }

    async fn set_back_jobs_come_again(store: Store) {
        let city = City::new(store).await;
        let worker = city.worker();
        assert!(!sound(worker.run_once().await).jobs.is_empty());
        city.is_set(-LATER);
        assert!(!sound(worker.run_once().await).jobs.is_empty(), "they wait for a month to come round");
    }
}

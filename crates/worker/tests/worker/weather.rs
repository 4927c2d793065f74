//! Every neighbour behind a bad line: cut, slow, silent, refused, and good again. Work goes on meanwhile, nobody waits
//! longer than the settings say, and afterwards everything has left exactly once.

use std::time::{Duration, Instant};

use casework::Person;
use connect::approval::ApprovalSettings;
use connect::vault::{Key, S3Fake, S3Settings, Settings, VaultFault};
use jiff::SignedDuration;
use store::{DispatchState, Queue, Store};
use testkit::office::TestOffice;
use testkit::proxy::{Proxy, Weather};

use crate::approvals::Beside;
use crate::city::{City, park};
use crate::epeople::There;
use crate::files::Kept;

/// What comes over each line, one after the other, with a good line after each.
const WEATHERS: [Weather; 4] =
    [Weather::Cut, Weather::Slow(Duration::from_millis(10)), Weather::Silent, Weather::Refusing];
/// How long the clients of these tests wait.
const PATIENCE: Duration = Duration::from_millis(400);
/// For what is done in one such weather: a few tries of the clients, and a machine that others use too.
const BOUND: Duration = Duration::from_secs(20);
/// Of the office's clock, until everything that waited has had its turn again.
const A_DAY: usize = 48;

/// In front of the server of this address.
pub(crate) async fn before(url: &str) -> Proxy {
    Proxy::before(url.trim_start_matches("http://").trim_end_matches('/').parse().unwrap()).await
}

fn is_slow(weather: Weather) -> bool {
    matches!(weather, Weather::Slow(_))
}

/// Everything a weather is for: set, worked in, timed, and good again.
async fn through(proxy: &Proxy, weather: Weather, work: impl Future<Output = ()>) {
    proxy.set(weather).await;
    let began = Instant::now();
    work.await;
    assert!(began.elapsed() < BOUND, "{weather:?} held us for {:?}", began.elapsed());
    proxy.set(Weather::Fair).await;
}

/// Distinct, and so many.
fn once<T: Ord + std::fmt::Debug>(mut left: Vec<T>, expected: usize) {
    let all = left.len();
    left.sort();
    left.dedup();
    assert_eq!((all, left.len()), (expected, expected), "{left:?}");
}

/// Rounds of half an hour until nothing waits to be delivered.
async fn delivered(city: &City, left: impl Fn() -> usize, expected: usize) {
    for _ in 0..A_DAY {
        if left() >= expected {
            break;
        }
        city.pass(SignedDuration::from_mins(30));
        city.round().await;
    }
    assert_eq!(left(), expected);
    city.pass(SignedDuration::from_hours(7));
    assert_eq!(city.round().await.deliveries, worker::Deliveries::default(), "nothing waits any more");
}

testkit::both_databases! {
    async fn mail_over_a_bad_line_leaves_once(store: Store) {
        let city = City::new(store).await;
        let proxy = Proxy::before(city.standin.mail_address).await;
        let port = proxy.address().port();
        let city = city.by_way_of(|settings| {
            let mail = settings.mail.as_mut().unwrap();
            (mail.port, mail.timeout) = (port, PATIENCE);
        });
        let mut filed = 0;
        for weather in WEATHERS {
            through(&proxy, weather, async {
                city.file(Person { phone: None, ..park() }).await;
                let done = city.round().await.deliveries;
                assert!(done.sent + done.postponed >= 1 && done.failed == 0, "{weather:?}: {done:?}");
                assert!(is_slow(weather) == (done.sent > 0), "{weather:?}: {done:?}");
                city.file(Person { phone: None, ..park() }).await;
            })
            .await;
            filed += 2;
            delivered(&city, || city.standin.mails().len(), filed).await;
        }
        once(city.standin.mails().into_iter().map(|mail| mail.message_id).collect(), filed);
    }

    async fn messages_over_a_bad_line_leave_once(store: Store) {
        let city = City::new(store).await;
        let proxy = before(&city.standin.gateway_url).await;
        let url = format!("http://{}", proxy.address());
        let city = city.by_way_of(|settings| {
            let gateway = settings.gateway.as_mut().unwrap();
            (gateway.url, gateway.timeout) = (url, PATIENCE);
        });
        let mut filed = 0;
        for weather in WEATHERS {
            through(&proxy, weather, async {
                city.file(park()).await;
                let done = city.round().await.deliveries;
                assert!(done.failed == 0 && is_slow(weather) == (done.sent > 0), "{weather:?}: {done:?}");
                city.file(park()).await;
            })
            .await;
            filed += 2;
            delivered(&city, || city.standin.texts().len(), filed).await;
        }
        assert!(city.standin.mails().is_empty(), "nobody needed another way");
        once(city.standin.texts().into_iter().map(|text| text.message.text).collect(), filed);
    }

    async fn epeople_over_a_bad_line_hears_everything_once_and_is_heard(store: Store) {
        let mut proxy = None;
        let there = There::reached(store, Some(&mut proxy)).await;
        let proxy = proxy.unwrap();
        for weather in WEATHERS {
            let before = there.file("맑은 날의 민원");
            there.round().await;
            let mut during = String::new();
            through(&proxy, weather, async {
                // Over there people go on filing; here people go on working.
                during = there.file("궂은 날의 민원");
                there.answered(&before).await;
                there.round().await;
                there.round().await;
                assert_eq!(there.here(&during).await.is_some(), is_slow(weather), "{weather:?}");
            })
            .await;
            for _ in 0..A_DAY {
                if there.told(&before).len() == 2 && there.here(&during).await.is_some() {
                    break;
                }
                there.city.pass(SignedDuration::from_mins(30));
                there.round().await;
            }
            there.city.pass(SignedDuration::from_hours(7));
            there.round().await;
            assert!(there.here(&during).await.is_some(), "{weather:?}");
            assert_eq!(there.told(&before), ["received", "answers"], "{weather:?}");
            assert_eq!((queue(&there).await, there.waiting().await), (Queue::default(), 0), "{weather:?}");
        }
    }

    async fn the_approval_system_over_a_bad_line_gets_each_document_once(office: TestOffice) {
        let mut line = None;
        let beside = Beside::of(office).await;
        let beside = Beside::with(beside.office, async |settings| {
            let proxy = line.insert(before(&settings.url).await);
            ApprovalSettings { url: format!("http://{}", proxy.address()), timeout: PATIENCE, ..settings }
        })
        .await;
        let (proxy, mut handed) = (line.unwrap(), 0);
        for weather in WEATHERS {
            let mut keys = Vec::new();
            through(&proxy, weather, async {
                keys.push(beside.sent().await.1);
                let done = beside.round().await;
                assert_eq!((done.sent > 0, done.postponed > 0), (is_slow(weather), !is_slow(weather)), "{done:?}");
                keys.push(beside.sent().await.1);
            })
            .await;
            handed += 2;
            for _ in 0..A_DAY {
                if beside.fake.documents().len() == handed {
                    break;
                }
                beside.office.advance(SignedDuration::from_mins(30));
                beside.round().await;
            }
            beside.office.advance(SignedDuration::from_hours(7));
            beside.round().await;
            for key in keys {
                assert_eq!(beside.states(key).await, [DispatchState::Sent], "{weather:?}");
            }
        }
        once(beside.fake.documents().into_iter().map(|kept| kept.document.key).collect(), handed);
    }

    async fn a_vault_over_a_bad_line_keeps_files_whole_or_says_no(store: Store) {
        let fake = S3Fake::start().await.unwrap();
        let proxy = before(&fake.settings().endpoint).await;
        let endpoint = format!("http://{}", proxy.address());
        let kept = Kept::within(store, tempfile::tempdir().unwrap(), |incoming| {
            let store = S3Settings { endpoint, timeout: PATIENCE, ..fake.settings() };
            Settings::S3 { store, incoming }
        })
        .await;
        for weather in WEATHERS {
            through(&proxy, weather, async {
                let tried = kept.try_keep("흐림.txt", b"abc").await;
                assert_eq!(tried.is_ok(), is_slow(weather), "{weather:?}");
                assert!(matches!(tried, Ok(_) | Err(VaultFault::Away(_))), "{weather:?}: {tried:?}");
                // Whoever attaches nothing notices nothing.
                kept.city.file(park()).await;
            })
            .await;
            let id = kept.try_keep("맑음.txt", b"abc").await.unwrap();
            let mut reading = kept.vault.open(&Key::of(id.as_u128())).await.unwrap().unwrap();
            assert_eq!(reading.next().await.unwrap().as_deref(), Some(&b"abc"[..]), "{weather:?}");
        }
        // What was taken and never acknowledged goes with what nobody sent.
        kept.round(true, SignedDuration::from_hours(30)).await;
        assert_eq!(fake.keys(), Vec::<String>::new());
    }
}

async fn queue(there: &There) -> Queue {
    let mut tx = there.city.office.store().read().await.unwrap();
    tx.dispatch_queue(domain::dispatch::Neighbour::Epeople).await.unwrap()
}

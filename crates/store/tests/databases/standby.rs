//! A standby that sums are asked of: how old they are, what happens when it is behind or away, and that nothing else
//! goes there.

use std::future::Future;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use domain::access::Scope;
use store::read::{Filter, Page, Sort};
use store::stats::{FiguresAsked, Group, Key, Question};
use store::{Engine, StandbyFound, Store, StoreError, Summed};
use testkit::databases::cluster::{Home, Server};
use testkit::databases::{TestDatabase, keys};
use testkit::office::TestOffice;
use testkit::proxy::{Proxy, Weather};
use testkit::world::{self, HAN};
use tracing::field::{Field, Visit};
use tracing::{Event, Subscriber};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};

const HOUR: Duration = Duration::from_secs(3_600);
const SECOND: Duration = Duration::from_secs(1);
/// Longer than a standby that was away is left alone.
const SOON: Duration = Duration::from_secs(30);
/// Of a standby: the last change that it has repeated is older than a second.
const OLD: &str =
    "select coalesce(clock_timestamp() - pg_last_xact_replay_timestamp() > interval '1 s', false)";

/// A leader with the small city, a standby of it, and an office with one complaint.
struct City {
    home: Home,
    leader: Server,
    office: TestOffice,
}

fn in_a_city<F: Future<Output = ()>>(test: impl FnOnce(City, Server) -> F) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let home = Home::make();
        let leader = home.start("data", &[]);
        let store = Store::open(&leader.url, keys()).await.unwrap();
        world::settle(&store).await;
        let office = TestOffice::over(store).await;
        office.accepted().await;
        let standby = home.follow(&leader, "standby");
        test(City { home, leader, office }, standby).await;
    });
}

impl City {
    /// The office's store, with a standby that may be so far behind.
    fn with(&self, standby: &str, most: Duration) -> Store {
        self.office.store().clone().with_standby(standby, most).unwrap()
    }

    fn house(&self) -> Scope {
        Scope::of(&world::officer(HAN))
    }

    /// How many were taken in, as a sum tells.
    async fn counted(&self, store: &Store) -> Summed<u64> {
        let question = Question {
            now: world::morning(),
            from: world::seoul_time("2026-01-01 00:00"),
            to: world::seoul_time("2026-12-31 00:00"),
            agency: None,
            departments: Vec::new(),
            kind: None,
            channel: None,
        };
        let asked = FiguresAsked { scope: &self.house(), question: &question, group: Group::Whole };
        let Summed { answer, behind } = store.summed(&asked).await.unwrap();
        Summed { answer: answer.get(&Key::Whole).map_or(0, |tally| tally.taken_in), behind }
    }

    /// How many a list shows.
    async fn listed(&self, store: &Store) -> usize {
        let page = Page { sort: Sort::Newest, limit: 10, after: None };
        let mut tx = store.read().await.unwrap();
        tx.complaints(&self.house(), &Filter::default(), &page).await.unwrap().rows.len()
    }

    /// Asks until the answer is such.
    async fn until(&self, store: &Store, such: impl Fn(&Summed<u64>) -> bool) {
        let limit = Instant::now() + SOON;
        loop {
            let counted = self.counted(store).await;
            if such(&counted) {
                return;
            }
            assert!(Instant::now() < limit, "{counted:?}");
            tokio::task::yield_now().await;
        }
    }
}

async fn pause(standby: &Server) {
    assert_eq!(standby.asked("select 'asked' from pg_wal_replay_pause()").await, "asked");
    standby.until_yes("select pg_get_wal_replay_pause_state() = 'paused'").await;
}

#[test]
fn sums_are_asked_of_a_standby_that_has_repeated_everything_however_long_nothing_happened() {
    in_a_city(|city, standby| async move {
        let store = city.with(&standby.url, SECOND);
        city.office.accepted().await;
        standby.until_yes(OLD).await;
        let everything = Summed { answer: 2, behind: Some(Duration::ZERO) };
        city.until(&store, |counted| *counted == everything).await;
        assert_eq!(store.standby_behind().await, Some(Duration::ZERO));
        assert_eq!(city.office.store().standby_behind().await, None, "it has none");
    });
}

#[test]
fn a_standby_that_is_behind_says_by_how_much_and_beyond_the_bound_the_leader_answers() {
    in_a_city(|city, standby| async move {
        let (patient, strict) = (city.with(&standby.url, HOUR), city.with(&standby.url, SECOND));
        city.office.accepted().await;
        let everything = Summed { answer: 2, behind: Some(Duration::ZERO) };
        city.until(&patient, |counted| *counted == everything).await;
        pause(&standby).await;
        city.office.accepted().await;
        standby.until_yes(OLD).await;
        let old = city.counted(&patient).await;
        assert_eq!(old.answer, 2, "what came after the pause is not there yet");
        assert!(old.behind.is_some_and(|behind| behind > SECOND), "{old:?}");
        assert_eq!(city.counted(&strict).await, Summed { answer: 3, behind: None });
        // What people act on is as it is, also with a standby that may be an hour old.
        assert_eq!(city.listed(&patient).await, 3);
        assert_eq!(standby.asked("select 'asked' from pg_wal_replay_resume()").await, "asked");
        city.until(&strict, |counted| *counted == Summed { answer: 3, behind: Some(Duration::ZERO) }).await;
    });
}

#[test]
fn nothing_but_sums_goes_to_a_standby() {
    in_a_city(|mut city, standby| async move {
        let proxy = Proxy::before(([127, 0, 0, 1], standby.port).into()).await;
        let url = standby.url.replace(&format!("127.0.0.1:{}", standby.port), &proxy.address().to_string());
        // Whoever came to the standby would wait for ever.
        proxy.set(Weather::Silent).await;
        let store = city.with(&url, HOUR);
        city.office = TestOffice::over(store.clone()).await;
        let number = city.office.accepted().await;
        assert_eq!(city.listed(&store).await, 2);
        assert!(store.read().await.unwrap().complaint(&city.house(), &number).await.is_ok());
        let began = Instant::now();
        assert_eq!(city.counted(&store).await, Summed { answer: 2, behind: None });
        assert!(began.elapsed() < SOON, "a silent standby is waited for: {:?}", began.elapsed());
    });
}

#[test]
fn a_standby_that_is_killed_is_told_once_and_asked_again_when_it_is_back() {
    let told = Arc::new(Mutex::new(Vec::new()));
    let ear = tracing_subscriber::registry().with(Ear(Arc::clone(&told)));
    let _listening = tracing::subscriber::set_default(ear);
    in_a_city(|city, standby| async move {
        let (store, port) = (city.with(&standby.url, HOUR), standby.port);
        city.until(&store, |counted| counted.behind.is_some()).await;
        assert!(told.lock().unwrap().is_empty(), "{told:?}");
        standby.kill();
        city.office.accepted().await;
        for _ in 0..5 {
            assert_eq!(city.counted(&store).await, Summed { answer: 2, behind: None });
        }
        assert_eq!(store.standby_behind().await, Some(Duration::MAX));
        let lines = told.lock().unwrap().clone();
        assert_eq!(lines, ["the standby is away: sums are asked of the leader"]);
        let standby = city.home.start_at(port, "standby", &[]);
        city.until(&store, |counted| *counted == Summed { answer: 2, behind: Some(Duration::ZERO) }).await;
        assert_eq!(told.lock().unwrap().len(), 2, "that it is back is told as well");
        drop(standby);
    });
}

#[test]
fn whoever_does_not_follow_our_leader_is_not_asked() {
    in_a_city(|city, standby| async move {
        let itself = city.with(&city.leader.url, HOUR);
        assert_eq!(city.counted(&itself).await, Summed { answer: 1, behind: None }, "it follows nobody");
        let store = city.with(&standby.url, HOUR);
        city.until(&store, |counted| counted.behind.is_some()).await;
        standby.asked("select pg_promote()::text").await;
        city.office.accepted().await;
        assert_eq!(
            city.counted(&store).await,
            Summed { answer: 2, behind: None },
            "it follows nobody any more"
        );
    });
}

#[test]
fn whoever_looks_after_the_installation_is_told_what_lies_at_the_standbys_address() {
    in_a_city(|city, standby| async move {
        let found = async |url: &str| city.with(url, HOUR).standby_found().await.unwrap().unwrap();
        city.office.accepted().await;
        let store = city.with(&standby.url, HOUR);
        city.until(&store, |counted| *counted == Summed { answer: 2, behind: Some(Duration::ZERO) }).await;
        let well = found(&standby.url).await;
        assert!(
            matches!(well, StandbyFound::Follows { behind: Some(Duration::ZERO), most: HOUR }),
            "{well:?}"
        );
        pause(&standby).await;
        city.office.accepted().await;
        standby.until_yes(OLD).await;
        let late = found(&standby.url).await;
        assert!(matches!(late, StandbyFound::Follows { behind: Some(by), .. } if by > SECOND), "{late:?}");
        assert!(matches!(found(&city.leader.url).await, StandbyFound::FollowsNobody));
        let other = Home::make();
        let stranger = other.start("data", &[]);
        let its_standby = other.follow(&stranger, "standby");
        assert!(matches!(found(&its_standby.url).await, StandbyFound::FollowsAnother));
        let gone = its_standby.url.clone();
        its_standby.kill();
        assert!(matches!(found(&gone).await, StandbyFound::Away(StoreError::Unavailable(_))));
        assert!(city.office.store().standby_found().await.unwrap().is_none(), "it has none");
    });
}

#[test]
fn an_embedded_database_has_no_standby() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let database = TestDatabase::new(Engine::Sqlite).await;
        let refused = database.open().await.with_standby("postgres://s/e", HOUR).err();
        assert!(matches!(refused, Some(StoreError::Setup(_))), "{refused:?}");
        database.remove().await;
    });
}

/// Hears what is told of standbys.
struct Ear(Arc<Mutex<Vec<String>>>);

impl<S: Subscriber> Layer<S> for Ear {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let mut message = Message(String::new());
        event.record(&mut message);
        if message.0.contains("sums are asked") {
            self.0.lock().unwrap().push(message.0);
        }
    }
}

struct Message(String);

impl Visit for Message {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        if field.name() == "message" {
            self.0 = format!("{value:?}");
        }
    }
}

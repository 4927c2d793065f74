//! Statistics that a standby counted say how old they are; without it they are of now and say nothing.

use std::sync::Arc;
use std::time::{Duration, Instant};

use store::Store;
use testkit::databases::cluster::{Home, Server};
use testkit::databases::keys;
use testkit::office::TestOffice;
use testkit::world;
use web::{Beneath, metrics};

use crate::clerk::{Clerk, open_accounts};
use crate::figures::{asked, figure};

const HOUR: Duration = Duration::from_secs(3_600);
const LIMIT: Duration = Duration::from_secs(30);
const PAGES: [&str; 2] = ["/statistics", "/satisfaction/statistics"];
/// Stands on a page whose figures a standby counted, and on no other.
const COPY: &str = "대기 서버에서 센 값";

async fn repeated(leader: &Server, standby: &Server) {
    let flushed = leader.asked("select pg_current_wal_flush_lsn()::text").await;
    standby.until_yes(&format!("select pg_last_wal_replay_lsn() >= '{flushed}'")).await;
}

/// What Prometheus is told.
async fn behind(office: &TestOffice) -> Option<f64> {
    let told = asked(metrics(office.office.clone(), Arc::new(Beneath::default))).await.1;
    figure(&told, "eungdapso_standby_behind_seconds")
}

#[test]
fn figures_that_a_standby_counted_say_how_old_they_are_and_those_of_now_say_nothing() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let home = Home::make();
        let leader = home.start("data", &[]);
        let store = Store::open(&leader.url, keys()).await.unwrap();
        world::settle(&store).await;
        let standby = home.follow(&leader, "standby");
        let office = TestOffice::over(store.with_standby(&standby.url, HOUR).unwrap()).await;
        open_accounts(&office, false).await;
        let mut clerk = Clerk::at(&office, "han").await;
        repeated(&leader, &standby).await;
        for page in PAGES {
            clerk.get(page).await.has(COPY);
        }
        assert!(behind(&office).await.is_some_and(|seconds| seconds < 10.0));

        assert_eq!(standby.asked("select 'asked' from pg_wal_replay_pause()").await, "asked");
        standby.until_yes("select pg_get_wal_replay_pause_state() = 'paused'").await;
        let number = office.accepted().await;
        for page in PAGES {
            clerk.get(page).await.has("전 기준입니다. 대기 서버에서 센 값");
        }
        // A list that people act on is not asked of it.
        clerk.get("/complaints").await.has(number.as_str());

        standby.kill();
        let limit = Instant::now() + LIMIT;
        for page in PAGES {
            let came = clerk.get(page).await;
            came.has_not(COPY);
            came.has("통계");
        }
        assert!(Instant::now() < limit, "people wait for a standby that is gone");
        assert_eq!(behind(&office).await, Some(f64::INFINITY));
        office.store().close().await;
    });
}

//! A loaded city is the city that acts make, row for row; and a load that was killed ends as one that was not.
#![expect(clippy::unwrap_used, reason = "a fault here is a failed test")]

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use demo::{DEMO_NOW, Plan, Progress, Way};
use store::{Engine, Store};
use testkit::databases::TestDatabase;
use testkit::rows::{Everything, everything};

/// Looks like a hash; nobody logs in here.
const HASH: &str = "$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ$aGFzaA";

fn plan(complaints: u32, years: bool) -> Plan {
    Plan { complaints, seed: 11, now: DEMO_NOW, password_hash: HASH.to_owned(), years: Some(years) }
}

async fn built(db: &TestDatabase, plan: &Plan, way: Way) -> Everything {
    let store = db.open().await;
    let summary = demo::build_by(&store, plan, way, &mut |_| ()).await.unwrap();
    assert_eq!(summary.refused, Vec::<String>::new());
    assert_eq!(summary.examples.len(), 3);
    store.close().await;
    everything(db).await
}

/// Builds until this many complaints stand, and dies there, in the middle of whatever it does.
async fn killed(db: &TestDatabase, plan: Plan, after: u64) {
    let store = db.open().await;
    let (dead, died) = tokio::sync::oneshot::channel();
    let mut dead = Some(dead);
    let building = {
        let store = store.clone();
        tokio::spawn(async move {
            let mut told = move |progress| {
                if let Progress::Complaints { done, .. } = progress
                    && done >= after
                    && let Some(dead) = dead.take()
                {
                    dead.send(()).unwrap();
                }
            };
            demo::build_by(&store, &plan, Way::Load, &mut told).await
        })
    };
    died.await.unwrap();
    building.abort();
    drop(building.await);
    store.close().await;
}

fn on(engine: Engine, test: impl AsyncFnOnce(&TestDatabase, &TestDatabase)) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let (one, other) =
        runtime.block_on(async { (TestDatabase::new(engine).await, TestDatabase::new(engine).await) });
    let result = catch_unwind(AssertUnwindSafe(|| runtime.block_on(test(&one, &other))));
    runtime.block_on(async { (one.remove().await, other.remove().await) });
    if let Err(panic) = result {
        resume_unwind(panic);
    }
}

async fn equal(one: &TestDatabase, other: &TestDatabase, plan: Plan) {
    let acted = built(one, &plan, Way::Acts).await;
    let loaded = built(other, &plan, Way::Load).await;
    acted.assert_same(&loaded);
    for table in ["complaints", "events", "outbox", "outbox_attempts", "outcomes", "desk_items", "surveys"] {
        assert!(acted.rows[table].len() > 20, "{table}");
    }
}

mod two_thousand_loaded_are_two_thousand_acted {
    use super::*;

    #[test]
    fn sqlite() {
        on(Engine::Sqlite, async |one, other| equal(one, other, plan(2_000, false)).await);
    }

    #[test]
    fn postgres() {
        on(Engine::Postgres, async |one, other| equal(one, other, plan(2_000, false)).await);
    }
}

mod years_loaded_are_years_acted {
    use super::*;

    #[test]
    fn sqlite() {
        on(Engine::Sqlite, async |one, other| equal(one, other, plan(3_300, true)).await);
    }

    #[test]
    fn postgres() {
        on(Engine::Postgres, async |one, other| equal(one, other, plan(3_300, true)).await);
    }
}

async fn goes_on(one: &TestDatabase, other: &TestDatabase, years: bool) {
    let plan = plan(3_400, years);
    let whole = built(one, &plan, Way::Load).await;
    killed(other, plan.clone(), 1_200).await;
    let store: Store = other.open().await;
    assert!(demo::is_begun(&store, &plan).await.unwrap());
    let of_another = Plan { seed: 12, ..plan.clone() };
    assert!(!demo::is_begun(&store, &of_another).await.unwrap());
    store.close().await;
    let ended = built(other, &plan, Way::Load).await;
    whole.assert_same(&ended);
}

mod a_killed_load_ends_as_one_that_was_not {
    use super::*;

    #[test]
    fn sqlite() {
        on(Engine::Sqlite, async |one, other| goes_on(one, other, true).await);
        on(Engine::Sqlite, async |one, other| goes_on(one, other, false).await);
    }

    #[test]
    fn postgres() {
        on(Engine::Postgres, async |one, other| goes_on(one, other, true).await);
    }
}

//! A column given up over four releases: at each step every program that is served reads what every other one writes.

use store::{Store, StoreError, newest};
use testkit::databases::{Address, by_hand, keys};
use testkit::rows::texts;

/// A release of the fixture: what it does when it saves where a lamp stands, and where it looks.
struct Program {
    saves: &'static str,
    looks: &'static str,
}

/// By the newest step they know, each later than the one before.
const PROGRAMS: [Program; 5] = [
    Program {
        saves: "insert into lamps (id, street) values (ID, PLACE) on conflict (id) do update set street = PLACE",
        looks: "street",
    },
    Program { saves: BOTH, looks: "street" },
    Program { saves: BOTH, looks: "place" },
    Program { saves: NEW, looks: "place" },
    Program { saves: NEW, looks: "place" },
];
const BOTH: &str = "insert into lamps (id, street, place) values (ID, PLACE, PLACE)
    on conflict (id) do update set street = PLACE, place = PLACE";
const NEW: &str =
    "insert into lamps (id, place) values (ID, PLACE) on conflict (id) do update set place = PLACE";

/// The job of the release that writes both: it takes no input and may run twice.
const FILLS: &str = "update lamps set place = street where place is null or place <> street";

const STEPS: [&str; 5] = [
    include_str!("../contract/0_before.sql"),
    include_str!("../contract/1_expand.sql"),
    include_str!("../contract/2_turn.sql"),
    include_str!("../contract/3_let_go.sql"),
    include_str!("../contract/4_contract.sql"),
];

/// Whether the second finds what the first saved, of a lamp that stood there and of a new one.
async fn is_heard(url: &str, (from, to): (&Program, &Program), word: &str) -> bool {
    for id in ["old", word] {
        let sql = from.saves.replace("ID", &format!("'{id}'")).replace("PLACE", &format!("'{word}'"));
        if by_hand(url, sql).await.is_err() {
            return false;
        }
        let looks = to.looks;
        let found = format!("select coalesce({looks}, '') from lamps where id = '{id}'");
        if texts(url, &found).await != [word] {
            return false;
        }
    }
    true
}

testkit::both_databases! {
    async fn a_column_is_given_up_while_the_release_before_works(address: Address) {
        let url = &address.0;
        for (step, sql) in STEPS.iter().enumerate() {
            by_hand(url, *sql).await.unwrap();
            // The job runs wherever it is known and the old place is still there, once more than it must.
            if (1..=2).contains(&step) {
                by_hand(url, FILLS).await.unwrap();
                by_hand(url, FILLS).await.unwrap();
                let left = texts(url, "select id from lamps where place is null or place <> street").await;
                assert_eq!(left, [""; 0], "what the release before left");
            }
            let served = step.saturating_sub(1)..=step;
            for (from, to) in served.clone().flat_map(|from| served.clone().map(move |to| (from, to))) {
                let word = format!("{step}{from}{to}");
                let pair = (&PROGRAMS[from], &PROGRAMS[to]);
                assert!(is_heard(url, pair, &word).await, "at step {step}, program {to} of what {from} saved");
            }
        }
        let lamps = texts(url, "select id from lamps where place is null").await;
        assert_eq!(lamps, [""; 0], "nothing was lost on the way");
    }

    /// Why no step may be left out: whoever is served no longer would lose what it or another one saved.
    async fn whoever_is_two_steps_behind_is_not_heard_or_does_not_hear(address: Address) {
        for (step, sql) in STEPS.iter().enumerate() {
            by_hand(&address.0, *sql).await.unwrap();
            let Some(behind) = step.checked_sub(2) else { continue };
            let (old, new) = (&PROGRAMS[behind], &PROGRAMS[step]);
            let both = is_heard(&address.0, (old, new), &format!("{step}a")).await
                && is_heard(&address.0, (new, old), &format!("{step}b")).await;
            assert!(!both, "program {behind} at step {step}");
        }
    }

    async fn a_program_two_steps_behind_does_not_start(address: Address) {
        for (step, sql) in (1..).zip(&STEPS[1..]) {
            by_hand(&address.0, if step == 1 { format!("{};{sql}", STEPS[0]) } else { (*sql).to_owned() }).await.unwrap();
            let (number, oldest) = (newest() + step, newest() + step - 1);
            by_hand(&address.0, format!("insert into schema_migrations (number, name, digest) values ({number}, '', '');
                insert into schema_serves values ({number}, {oldest})")).await.unwrap();
            match Store::open(&address.0, keys()).await {
                Ok(store) if step == 1 => store.close().await,
                Err(StoreError::Setup(why)) if step > 1 => assert!(why.contains(&(newest() + 2).to_string()), "{why}"),
                other => panic!("at step {step}: {:?}", other.err()),
            }
        }
    }
}

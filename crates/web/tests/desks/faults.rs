//! The page of a fault: whoever asked reads fixed words and a number, and nothing of what is inside.

use std::fmt::Debug;
use std::mem;
use std::sync::{Arc, Mutex};

use axum::http::StatusCode;
use testkit::databases::{OnDatabase, TestDatabase};
use testkit::office::TestOffice;
use testkit::rows::tamper;
use tracing::field::{Field, Visit};
use tracing::{Event, Subscriber};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};

use crate::clerk::{Came, Clerk, open_accounts};

/// An office, and the address of its database for whoever goes behind its back.
struct Spoilt {
    office: TestOffice,
    url: String,
}

impl OnDatabase for Spoilt {
    async fn on(db: &TestDatabase) -> Spoilt {
        Spoilt { office: TestOffice::on(db).await, url: db.url().to_owned() }
    }
}

/// Hears numbers and causes of faults, as they are told to the log.
#[derive(Clone, Default)]
struct Ear(Arc<Mutex<Vec<(&'static str, String)>>>);

impl<S: Subscriber> Layer<S> for Ear {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        event.record(&mut self.clone());
    }
}

impl Visit for Ear {
    fn record_str(&mut self, field: &Field, value: &str) {
        if ["incident", "error"].contains(&field.name()) {
            self.0.lock().unwrap().push((field.name(), value.to_owned()));
        }
    }

    fn record_debug(&mut self, _: &Field, _: &dyn Debug) {}
}

/// What stands in no page, whatever became of it: words of databases, of the program, and of whoever wrote to us.
const INSIDE: [&str; 14] = [
    "no such",
    "does not exist",
    "relation",
    "SQL",
    "sqlx",
    "select ",
    "error returned",
    "corrupt",
    "unseal",
    "k1:",
    ".rs",
    "crates/",
    "/tmp",
    "postgres",
];

impl Ear {
    /// A fault is told with its number, and with none of its causes.
    #[track_caller]
    fn was_told_alone(&self, asked: &str, came: &Came) {
        assert_eq!(came.status, StatusCode::INTERNAL_SERVER_ERROR, "{asked}: {}", came.text);
        let heard = mem::take(&mut *self.0.lock().unwrap());
        let [("incident", number), ("error", cause)] = heard.as_slice() else { panic!("{asked}: {heard:?}") };
        came.has(number);
        // A menu may lead to an address that is called as a table is; the words of the page may not name it.
        let words = came.text.split_once("<main").and_then(|(_, rest)| rest.split_once("</main>")).unwrap().0;
        for part in cause.split(": ").filter(|part| part.len() > 3) {
            assert!(!words.contains(part), "{asked}: {part} in {words}");
        }
        for inside in INSIDE {
            came.has_not(inside);
        }
    }
}

testkit::both_databases! {
    async fn the_page_of_a_fault_tells_nothing_of_the_database(spoilt: Spoilt) {
        let Spoilt { office, url } = spoilt;
        open_accounts(&office, false).await;
        let number = office.accepted().await;
        let mut kim = Clerk::at(&office, "kim").await;
        let mut citizen = Clerk::stranger(&office);
        let ear = Ear::default();
        let _listening = tracing::subscriber::set_default(tracing_subscriber::registry().with(ear.clone()));
        // A sealed name that was exchanged: nobody can open it.
        tamper(&url, "update petitioners set name = 'v1:k1:AAAA'").await;
        let case = format!("/complaints/{number}");
        ear.was_told_alone(&case, &kim.get(&case).await);
        tamper(&url, "alter table complaints rename to complaints_of_yesterday").await;
        for asked in [case.as_str(), "/complaints", "/handle", "/handle?as=xlsx"] {
            ear.was_told_alone(asked, &kim.get(asked).await);
        }
        let proof = [("number", number.as_str()), ("secret", "ABCD-EFGH-JKMN")];
        ear.was_told_alone("/lookup", &citizen.post("/lookup", &proof).await);
        ear.was_told_alone("/answers", &citizen.get("/answers").await);
    }
}

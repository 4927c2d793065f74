//! Overhearing: what the store says to the database, and how the database would go about it.
//!
//! Nothing is explained that is not really asked: SQLite's statements come from the driver's own log,
//! PostgreSQL explains what it runs (`auto_explain`) and says so to whoever asked.

use std::fmt::Debug;
use std::sync::Mutex;

use sqlx::{AssertSqlSafe, Connection, Row, SqliteConnection};
use store::{Engine, Store};
use testkit::databases::{TestDatabase, keys};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};

use crate::big;
use crate::shape::Shape;
use crate::shapes;

static HEARD: Mutex<Vec<String>> = Mutex::new(Vec::new());
/// One engine after the other: there is one ear.
static TURN: Mutex<()> = Mutex::new(());

struct Ear;

struct Words {
    /// Statement or notice, the longest of the fields.
    longest: String,
}

impl<S: tracing::Subscriber> Layer<S> for Ear {
    fn on_event(&self, event: &tracing::Event<'_>, _: Context<'_, S>) {
        let target = event.metadata().target();
        if target == "sqlx::query" || target == "sqlx::postgres::notice" {
            let mut words = Words { longest: String::new() };
            event.record(&mut words);
            HEARD.lock().unwrap().push(words.longest);
        }
    }
}

impl tracing::field::Visit for Words {
    fn record_str(&mut self, _: &tracing::field::Field, value: &str) {
        if value.len() > self.longest.len() {
            self.longest = value.to_owned();
        }
    }

    fn record_debug(&mut self, field: &tracing::field::Field, value: &dyn Debug) {
        self.record_str(field, &format!("{value:?}"));
    }
}

/// Every shape with the plans of what it asked.
pub(crate) fn plans(engine: Engine) -> Vec<(Shape, String)> {
    let _turn = TURN.lock().unwrap();
    // Set twice when both tests run in one process: the first ear hears both.
    let _ = tracing::subscriber::set_global_default(tracing_subscriber::registry().with(Ear));
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let db = TestDatabase::new(engine).await;
        db.open().await.close().await;
        big::fill(db.url()).await;
        let store = Store::open(&talkative(db.url()), keys()).await.unwrap();
        let mut plans = Vec::new();
        for &shape in Shape::ALL {
            HEARD.lock().unwrap().clear();
            shapes::ask(&store, &shape).await;
            // A connection says what it did before it answers; SQLite's runs beside us and may be a moment later.
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
            let heard = std::mem::take(&mut *HEARD.lock().unwrap());
            for plan in explained(engine, db.url(), heard).await {
                plans.push((shape, plan));
            }
        }
        store.close().await;
        db.remove().await;
        plans
    })
}

fn talkative(url: &str) -> String {
    if url.starts_with("sqlite") {
        return url.to_owned();
    }
    let settings = [
        ("session_preload_libraries", "auto_explain"),
        ("auto_explain.log_min_duration", "0"),
        ("auto_explain.log_level", "notice"),
    ];
    let options: Vec<String> =
        settings.iter().map(|(name, value)| format!("options[{name}]={value}")).collect();
    let sign = if url.contains('?') { '&' } else { '?' };
    format!("{url}{sign}{}", options.join("&"))
}

async fn explained(engine: Engine, url: &str, heard: Vec<String>) -> Vec<String> {
    match engine {
        Engine::Postgres => heard.into_iter().filter(|words| words.contains("Query Text:")).collect(),
        Engine::Sqlite => {
            let mut db = SqliteConnection::connect(url).await.unwrap();
            let mut plans = Vec::new();
            for sql in heard.iter().map(|words| words.trim()).filter(|words| is_statement(words)) {
                let explain = AssertSqlSafe(format!("explain query plan {sql}"));
                let rows = sqlx::raw_sql(explain).fetch_all(&mut db).await.unwrap();
                let lines: Vec<String> = rows.iter().map(|row| row.get::<String, _>("detail")).collect();
                plans.push(format!("{sql}\n{}", lines.join("\n")));
            }
            plans
        }
    }
}

fn is_statement(words: &str) -> bool {
    ["select", "update", "with", "insert"].iter().any(|verb| words.to_lowercase().starts_with(verb))
}
